"""Papers of a meeting, laid out as content for `bot.documents`."""
