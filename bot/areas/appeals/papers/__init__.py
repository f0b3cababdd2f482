"""Papers and tables about appeals."""
