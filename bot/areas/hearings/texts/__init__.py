"""Every word of the hearings that a person reads."""
