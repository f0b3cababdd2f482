"""The report as a paper: the checklists' items in their order, what is empty marked to be filled in."""

from collections.abc import Mapping
from datetime import date

from bot.areas.hearings.checklists import CHECKLISTS
from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import Meeting
from bot.areas.hearings.reporting import Known
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts import papers as paper_texts
from bot.areas.hearings.texts import reporting as texts
from bot.core.i18n import Translator
from bot.documents.content import Bullets, Paragraph, Run, plain
from bot.documents.paper import Facts, Heading, Paper, Part, Signature

BULLET = "• "


def report(
    t: Translator,
    organisation: str,
    meeting: Meeting,
    written: Mapping[str, str],
    known: Known,
    made_on: date,
) -> Paper:
    about = (
        (texts.who_reports(t), ", ".join(meeting.rapporteurs)),
        (texts.period(t), f"{t.date(known.since)} – {t.date(known.until)}"),
    )
    parts: list[Part] = [Facts(about)]
    names = KINDS[meeting.kind].checklists
    for name in names:
        if len(names) > 1:
            parts.append(Heading(str(texts.checklist(t, name))))
        for item in CHECKLISTS[name]:
            parts.append(Heading(str(texts.item(t, item)), 2 if len(names) > 1 else 1))
            parts += _body(t, written.get(item))
    return Paper(
        language=t.language,
        date=made_on,
        organisation=organisation,
        title=str(naming.kind(t, meeting.kind)),
        subtitle=meeting.matter(t.language),
        number_line=naming.full_when(t, meeting.starts_at),
        parts=tuple(parts),
        signatures=tuple(Signature("", name) for name in meeting.rapporteurs),
        page_words=paper_texts.page_words(t),
    )


def _body(t: Translator, text: str | None) -> list[Part]:
    if not text:
        return [Paragraph((Run(texts.to_fill(t), italic=True),))]
    parts: list[Part] = []
    points: list[Paragraph] = []
    for line in text.splitlines():
        if line.startswith(BULLET):
            points.append(plain(line.removeprefix(BULLET)))
            continue
        if points:
            parts.append(Bullets(tuple(points)))
            points = []
        if line.strip():
            parts.append(plain(line))
    return [*parts, Bullets(tuple(points))] if points else parts
