"""Every word about initiatives that a person reads."""
