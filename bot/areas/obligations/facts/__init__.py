"""What the other areas' tables say was done for each of the year's duties."""

from bot.areas.obligations.facts.sources import SOURCES, Ask, Source, asked_for, gather

__all__ = ["SOURCES", "Ask", "Source", "asked_for", "gather"]
