"""The tables of appeals."""

from bot.areas.appeals.models.appeal import (
    Appeal,
    AppealKind,
    AppealState,
    AppealStep,
    AppealSupport,
    AppealTopic,
    Origin,
    Outcome,
)
from bot.areas.appeals.models.author import AppealAuthor, AuthorBlock
from bot.areas.appeals.models.card import AppealCard
from bot.areas.appeals.models.deputy import DeputyStep, ReportWish
from bot.areas.appeals.models.duty import DutyCard, DutyGroup
from bot.areas.appeals.models.entry import AppealEntry, EntryKind

__all__ = [
    "Appeal",
    "AppealAuthor",
    "AppealCard",
    "AppealEntry",
    "AppealKind",
    "AppealState",
    "AppealStep",
    "AppealSupport",
    "AppealTopic",
    "AuthorBlock",
    "DeputyStep",
    "DutyCard",
    "DutyGroup",
    "EntryKind",
    "Origin",
    "Outcome",
    "ReportWish",
]
