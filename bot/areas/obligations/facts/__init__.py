"""What the other areas' tables say was done for each of the year's duties."""

from bot.areas.obligations.facts.looking import Ask, Look, Tie
from bot.areas.obligations.facts.sources import SOURCES, asked_for, can_be_seen, gather, kinds_of

__all__ = ["SOURCES", "Ask", "Look", "Tie", "asked_for", "can_be_seen", "gather", "kinds_of"]
