"""Pure decisions of the library: what may be published, what is old, what a search finds."""
