"""Every word of the library."""
