"""Pure decisions about what is owed."""
