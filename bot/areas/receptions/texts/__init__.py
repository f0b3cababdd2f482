"""Every word about receptions that a person reads."""
