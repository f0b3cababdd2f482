"""Every word about obligations that a person reads."""
