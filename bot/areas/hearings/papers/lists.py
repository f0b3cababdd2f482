"""Who is expected and who speaks (002 §2.5), and after it who came."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.areas.hearings.models import Attendance, HeadCount, Meeting, Participant
from bot.areas.hearings.queries import Coming
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts import papers as texts
from bot.areas.municipality.models import Village
from bot.core.i18n import Translator
from bot.documents.content import Paragraph, plain
from bot.documents.paper import Heading, Paper, Part, Table


def lists(
    t: Translator,
    organisation: str,
    meeting: Meeting,
    made_on: date,
    speakers: Sequence[Attendance],
    coming: Sequence[Coming],
    villages: Mapping[int, Village],
    came: Sequence[Participant],
    counts: Sequence[HeadCount],
) -> Paper:
    parts: list[Part] = [Heading(texts.heading(t, "speakers")), _speakers(t, speakers)]
    parts += [Heading(texts.heading(t, "expected")), _expected(t, coming, villages)]
    if came or counts:
        parts += [Heading(texts.heading(t, "participants")), *participants(t, villages, came, counts)]
    return Paper(
        language=t.language,
        date=made_on,
        organisation=organisation,
        title=texts.lists_title(t),
        subtitle=str(naming.title(t, meeting).unescape()),
        number_line=naming.full_when(t, meeting.starts_at),
        parts=tuple(parts),
        page_words=texts.page_words(t),
    )


def participants(
    t: Translator, villages: Mapping[int, Village], came: Sequence[Participant], counts: Sequence[HeadCount]
) -> list[Part]:
    """By name, then those who were only counted."""
    parts: list[Part] = []
    if came:
        rows = tuple(
            (
                str(number),
                texts.participant_name(t, one),
                village_name(t, villages, one.village_id),
                texts.yes_no(t, value=True) if one.late else "",
            )
            for number, one in enumerate(came, 1)
        )
        parts.append(Table(texts.columns(t, "number", "name", "village", "late"), rows, (1, 6, 4, 2)))
    if counts:
        rows = tuple(
            (
                village_name(t, villages, one.village_id),
                t.number(one.women),
                t.number(one.men),
                t.number(one.women + one.men),
            )
            for one in counts
        )
        head = texts.columns(t, "village", "women", "men", "total")
        parts.append(Table(head, rows, (5, 2, 2, 2), frozenset({1, 2, 3})))
    return parts


def village_name(t: Translator, villages: Mapping[int, Village], village_id: int | None) -> str:
    village = villages.get(village_id or 0)
    return village.name(t.language) if village else "–"


def _speakers(t: Translator, speakers: Sequence[Attendance]) -> Table | Paragraph:
    if not speakers:
        return plain(texts.nobody(t))
    rows = tuple(
        (str(number), one.name or "–", one.floor or "", "") for number, one in enumerate(speakers, 1)
    )
    return Table(texts.columns(t, "number", "name", "matter", "signature"), rows, (1, 4, 6, 3))


def _expected(t: Translator, coming: Sequence[Coming], villages: Mapping[int, Village]) -> Table | Paragraph:
    if not coming:
        return plain(texts.nobody(t))
    rows = [
        (village_name(t, villages, one.village_id), t.number(one.yes), t.number(one.maybe), t.number(one.no))
        for one in coming
    ]
    total = [
        t.number(sum(values))
        for values in zip(*[(one.yes, one.maybe, one.no) for one in coming], strict=True)
    ]
    rows.append((texts.columns(t, "total")[0], total[0], total[1], total[2]))
    head = texts.columns(t, "village", "yes", "maybe", "no")
    return Table(head, tuple(rows), (5, 2, 2, 2), frozenset({1, 2, 3}), total_row=True)
