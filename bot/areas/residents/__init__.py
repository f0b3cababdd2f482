"""Residents: consent, language, villages, topics, stopping, their own data."""
