"""What a chain of evidence is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.areas.bulletins.models import Bulletin, Distribution
from bot.areas.groups.queries import Packed
from bot.areas.hearings.models import Decision, Meeting, MeetingNotice, Posting, Protocol
from bot.areas.initiatives.models import Initiative, InitiativeEvent
from bot.areas.municipality.models import Village
from bot.areas.obligations.board import Row
from bot.areas.obligations.chain.sendings import Sending
from bot.areas.obligations.models import Link, PaperPosting, Proof
from bot.areas.obligations.subjects import Subject
from bot.areas.obligations.texts.card import Names
from bot.core.audit import AuditEntry


@dataclass(frozen=True, slots=True)
class Photo:
    content: bytes
    about: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class OfMeeting:
    """`came` by name and by head. Not `whole`: only where its notice was put is told."""

    meeting: Meeting
    notices: Sequence[tuple[MeetingNotice, Sending]]
    postings: Sequence[Posting]
    protocol: Protocol | None
    came: int
    whole: bool
    decisions: Sequence[Decision]
    groups: Sequence[Packed]


@dataclass(frozen=True, slots=True)
class OfBulletin:
    bulletin: Bulletin
    sending: Sending
    copies: Sequence[Distribution]
    groups: Sequence[Packed]


@dataclass(frozen=True, slots=True)
class OfMessage:
    sending: Sending
    groups: Sequence[Packed]


@dataclass(frozen=True, slots=True)
class OfSurvey:
    """A questionnaire, a survey or its report: what is known of it, by the label's name."""

    rows: Sequence[tuple[str, date | datetime | int | str]]


@dataclass(frozen=True, slots=True)
class OfInitiative:
    initiative: Initiative
    events: Sequence[InitiativeEvent]


@dataclass(frozen=True, slots=True)
class OfReport:
    """The boards that it hangs on."""

    postings: Sequence[PaperPosting]


@dataclass(frozen=True, slots=True)
class OfTick:
    """`files` are the names of those that are no photos."""

    proof: Proof
    files: Sequence[str]


Evidence = OfMeeting | OfBulletin | OfMessage | OfSurvey | OfInitiative | OfReport | OfTick


@dataclass(frozen=True, slots=True)
class Chain:
    """All that proves a row. `left_out` photos are kept in the program and had no room here."""

    row: Row
    names: Names
    organisation: Mapping[str, str]
    villages: Mapping[int, Village]
    evidence: Mapping[Subject, Evidence]
    photos: Mapping[Subject, Sequence[Photo]]
    left_out: int
    links: Sequence[Link]
    withdrawn: Sequence[Proof]
    entries: Sequence[AuditEntry]
    entries_left_out: int
    people: Mapping[int, str]
    made_by: str | None
    made_at: datetime
    answers: tuple[int, int | None] | None
