"""Pure decisions about appeals."""
