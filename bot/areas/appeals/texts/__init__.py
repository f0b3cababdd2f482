"""Every word about appeals that a person reads."""
