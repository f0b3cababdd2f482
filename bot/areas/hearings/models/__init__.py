"""The tables of hearings and meetings."""

from bot.areas.hearings.models.following import Decision, ReportDemand, ReportPart
from bot.areas.hearings.models.meeting import Meeting, MeetingKind, MeetingState, MeetingStep
from bot.areas.hearings.models.notice import MeetingNotice, NoticePurpose, Posting, PostingKind
from bot.areas.hearings.models.preparing import PreparationTask, TaskKind
from bot.areas.hearings.models.protocol import Protocol
from bot.areas.hearings.models.taking_part import (
    Answer,
    Attendance,
    HeadCount,
    Participant,
    Statement,
    StatementKind,
)

__all__ = [
    "Answer",
    "Attendance",
    "Decision",
    "HeadCount",
    "Meeting",
    "MeetingKind",
    "MeetingNotice",
    "MeetingState",
    "MeetingStep",
    "NoticePurpose",
    "Participant",
    "Posting",
    "PostingKind",
    "PreparationTask",
    "Protocol",
    "ReportDemand",
    "ReportPart",
    "Statement",
    "StatementKind",
    "TaskKind",
]
