"""The protocol: every field 002 §3.6 names, in its order, with the two signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.areas.hearings.models import (
    Decision,
    HeadCount,
    Meeting,
    Participant,
    Protocol,
    Statement,
    StatementKind,
)
from bot.areas.hearings.papers.lists import participants
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts import papers as texts
from bot.areas.hearings.texts.notice import agenda_words, minutes
from bot.areas.municipality.models import Village
from bot.core.i18n import Translator
from bot.documents.content import Bullets, Paragraph, Run, plain
from bot.documents.paper import Facts, Heading, Numbered, Paper, Part, Signature, Table


@dataclass(frozen=True, slots=True)
class Minutes:
    """All that a protocol is made of. `attached`: the names of the materials kept with it."""

    organisation: str
    meeting: Meeting
    protocol: Protocol
    statements: Sequence[Statement]
    decisions: Sequence[Decision]
    came: Sequence[Participant]
    counts: Sequence[HeadCount]
    villages: Mapping[int, Village]
    attached: Sequence[str]
    made_on: date


def protocol(t: Translator, minutes: Minutes) -> Paper:
    meeting, kept = minutes.meeting, minutes.protocol
    return Paper(
        language=t.language,
        date=minutes.made_on,
        organisation=minutes.organisation,
        title=texts.protocol_title(t),
        number_line=texts.protocol_number(t, f"{kept.number}/{kept.year}"),
        subtitle=str(naming.title(t, meeting).unescape()),
        parts=tuple(_parts(t, minutes)),
        signatures=(
            Signature(texts.label(t, "chair"), meeting.chair or ""),
            Signature(texts.label(t, "secretary"), meeting.secretary or ""),
        ),
        page_words=texts.page_words(t),
    )


def _parts(t: Translator, minutes: Minutes) -> list[Part]:
    meeting, kept = minutes.meeting, minutes.protocol
    parts: list[Part] = [Facts(tuple(_facts(t, meeting, kept)))]
    parts += _titled(t, "agenda", _agenda(t, meeting))
    parts += _titled(t, "rapporteurs", _bullets(meeting.rapporteurs))
    speeches = [one for one in minutes.statements if one.kind is StatementKind.SPEECH]
    questions = [one for one in minutes.statements if one.kind is StatementKind.QUESTION]
    parts += _titled(t, "speeches", [_speech(t, one) for one in speeches])
    parts += _titled(t, "questions", [part for one in questions for part in _question(t, one)])
    parts += _titled(t, "decisions", _decisions(t, minutes.decisions))
    parts += _titled(t, "recommendations", _bullets(kept.recommendations))
    parts += _titled(
        t, "participants", participants(t, minutes.villages, minutes.came, minutes.counts), always=False
    )
    parts += _titled(t, "attached", _bullets(minutes.attached), always=False)
    # Last, for the signatures stay with the words above them: never alone on a page.
    parts += _titled(t, "notes", [plain(line) for line in (kept.notes or "").splitlines() if line])
    return parts


def _titled(t: Translator, name: str, parts: Sequence[Part], *, always: bool = True) -> list[Part]:
    """A field the rules name stands there even when it is empty."""
    if not parts and not always:
        return []
    return [Heading(texts.heading(t, name)), *(parts or [plain(texts.nothing(t))])]


def _facts(t: Translator, meeting: Meeting, kept: Protocol) -> list[tuple[str, str]]:
    def count(number: int | None) -> str:
        return "–" if number is None else t.number(number)

    rows = [
        ("date", t.full_date(meeting.starts_at)),
        ("time", t.time(meeting.starts_at)),
        ("place", meeting.place),
        ("organiser", meeting.organiser(t.language)),
        ("invited", count(kept.invited)),
        ("attended", count(kept.attended)),
        ("chair", meeting.chair or texts.unsigned(t)),
        ("secretary", meeting.secretary or texts.unsigned(t)),
    ]
    if meeting.agenda_for is not None:
        rows.append(("agenda_votes", texts.votes(t, meeting.agenda_for, meeting.agenda_against)))
    return [(texts.label(t, name), value) for name, value in rows]


def _agenda(t: Translator, meeting: Meeting) -> list[Part]:
    points = tuple(
        plain(f"{agenda_words(t, point)}{minutes(t, point.get('minutes'))}") for point in meeting.agenda
    )
    return [Numbered(points)] if points else []


def _bullets(lines: Sequence[str]) -> list[Part]:
    return [Bullets(tuple(plain(line) for line in lines))] if lines else []


def _speech(t: Translator, speech: Statement) -> Paragraph:
    words = speech.text or texts.voice_kept(t)
    return Paragraph((Run(f"{speech.speaker or '–'}: ", bold=True), Run(words)))


def _question(t: Translator, question: Statement) -> list[Part]:
    asked = _speech(t, question)
    answer = texts.answer_line(t, question.answer) if question.answer else texts.written_answer_due(t)
    return [asked, Paragraph((Run(answer, italic=True),))]


def _decisions(t: Translator, decisions: Sequence[Decision]) -> list[Part]:
    if not decisions:
        return []
    rows = tuple(
        (str(number), one.text, one.owner, t.date(one.due_on)) for number, one in enumerate(decisions, 1)
    )
    return [Table(texts.columns(t, "number", "decision", "owner", "due"), rows, (1, 7, 4, 3))]
