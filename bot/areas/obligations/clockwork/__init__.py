"""What a tick does: years open, and who owes something is reminded of it."""
