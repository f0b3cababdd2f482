"""Plain content in, bytes of a paper out. One file per kind of paper; every word comes in as content."""
