"""What the things that prove a duty are called, and where each of them is opened; never commits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.models import Appeal
from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.broadcasts.models import Broadcast
from bot.areas.bulletins.models import Bulletin, BulletinKind
from bot.areas.hearings.models import Meeting, MeetingKind
from bot.areas.initiatives.models import Initiative
from bot.areas.library.models import Version
from bot.areas.obligations.facts.library import LOOKED_AT
from bot.areas.obligations.models import ObligationPaper, PaperKind
from bot.areas.obligations.rules.span import Span
from bot.areas.obligations.rules.state import FactKind
from bot.areas.surveys.models import Form, Presentation, PresentedTo, Survey
from bot.areas.surveys.questionnaire.content import in_language

Subject = tuple[FactKind, int]
_F = FactKind


@dataclass(frozen=True, slots=True)
class Described:
    """`name` are people's own words, by language; the kinds and days are worded by texts."""

    kind: FactKind
    subject_id: int
    name_ky: str = ""
    name_ru: str = ""
    meeting: MeetingKind | None = None
    bulletin: BulletinKind | None = None
    month: date | None = None
    presented_to: PresentedTo | None = None
    span: Span | None = None
    number: str = ""
    opens: str | None = None

    def name(self, language: str) -> str:
        return (self.name_ru or self.name_ky) if language == "ru" else self.name_ky


async def describe(session: AsyncSession, subjects: Collection[Subject]) -> Mapping[Subject, Described]:
    """Those that are still there; one look at each table."""
    wanted: dict[FactKind, set[int]] = {}
    for kind, number in subjects:
        wanted.setdefault(kind, set()).add(number)
    found: list[Described] = []
    for kind, numbers in wanted.items():
        if kind in _MEETINGS:
            found += await _meetings(session, kind, numbers)
        elif kind in _BULLETINS:
            found += await _bulletins(session, kind, numbers)
        elif kind in _OTHERS:
            found += await _OTHERS[kind](session, numbers)
    return {(one.kind, one.subject_id): one for one in found}


_MEETINGS = frozenset({_F.MEETING, _F.MEETING_POSTER, _F.MEETING_MESSAGE})
_BULLETINS = frozenset({_F.BULLETIN, _F.POSTER, _F.GROUP_MESSAGE})


async def _meetings(session: AsyncSession, kind: FactKind, numbers: set[int]) -> list[Described]:
    rows = await session.execute(
        select(Meeting.id, Meeting.kind, Meeting.matter_ky, Meeting.matter_ru).where(Meeting.id.in_(numbers))
    )
    return [
        Described(kind, number, ky, ru or "", meeting=of, opens=f"meeting:card.{number}")
        for number, of, ky, ru in rows
    ]


async def _bulletins(session: AsyncSession, kind: FactKind, numbers: set[int]) -> list[Described]:
    rows = await session.execute(
        select(Bulletin.id, Bulletin.kind, Bulletin.period_start).where(Bulletin.id.in_(numbers))
    )
    return [
        Described(kind, number, bulletin=of, month=start, opens=f"bulletin:card.{number}")
        for number, of, start in rows
    ]


async def _broadcasts(session: AsyncSession, numbers: set[int]) -> list[Described]:
    rows = await session.execute(
        select(Broadcast.id, Broadcast.text_ky, Broadcast.text_ru).where(Broadcast.id.in_(numbers))
    )
    headline = broadcast_rules.headline
    return [
        Described(_F.BROADCAST, number, headline(ky), headline(ru) if ru else "", opens=f"bc:card.{number}")
        for number, ky, ru in rows
    ]


async def _forms(session: AsyncSession, numbers: set[int]) -> list[Described]:
    found = await session.scalars(select(Form).where(Form.id.in_(numbers)))
    return [Described(_F.QUESTIONNAIRE, one.id, *_titles(one), opens=f"sf:card.{one.id}") for one in found]


async def _surveys(session: AsyncSession, numbers: set[int]) -> list[Described]:
    rows = await session.execute(
        select(Survey.id, Form).join(Form, Form.id == Survey.form_id).where(Survey.id.in_(numbers))
    )
    return [
        Described(_F.SURVEY, number, *_titles(form), opens=f"survey:card.{number}") for number, form in rows
    ]


async def _presentations(session: AsyncSession, numbers: set[int]) -> list[Described]:
    rows = await session.execute(
        select(Presentation.id, Presentation.presented_to, Survey.id, Form)
        .join(Survey, Survey.id == Presentation.survey_id)
        .join(Form, Form.id == Survey.form_id)
        .where(Presentation.id.in_(numbers))
    )
    return [
        Described(_F.PRESENTATION, number, *_titles(form), presented_to=to, opens=f"survey:card.{survey}")
        for number, to, survey, form in rows
    ]


def _titles(form: Form) -> tuple[str, str]:
    title = form.questionnaire.title
    return in_language(title, "ky"), in_language(title, "ru")


async def _initiatives(session: AsyncSession, numbers: set[int]) -> list[Described]:
    found = await session.scalars(select(Initiative).where(Initiative.id.in_(numbers)))
    return [
        Described(
            _F.INITIATIVE,
            one.id,
            one.title_ky,
            one.title_ru or "",
            number=f"{one.number}/{one.year}",
            opens=f"ini:card.{one.id}",
        )
        for one in found
    ]


async def _mandates(session: AsyncSession, numbers: set[int]) -> list[Described]:
    """By its number alone: a mandate's words are its author's, and not everybody's to read."""
    rows = await session.execute(select(Appeal.id, Appeal.number).where(Appeal.id.in_(numbers)))
    return [Described(_F.MANDATE, one, number=number) for one, number in rows]


async def _papers(_session: AsyncSession, numbers: set[int]) -> list[Described]:
    return [Described(_F.PAPER, number) for number in numbers]


async def _reports(session: AsyncSession, numbers: set[int]) -> list[Described]:
    rows = await session.execute(
        select(ObligationPaper.id, ObligationPaper.year, ObligationPaper.part).where(
            ObligationPaper.id.in_(numbers), ObligationPaper.kind != PaperKind.PRESENTATION
        )
    )
    return [
        Described(_F.REPORT_POSTER, number, span=Span(year, part), opens=f"obr:r.{year}q{part}")
        for number, year, part in rows
    ]


async def _library(session: AsyncSession, numbers: set[int]) -> list[Described]:
    """A version of the list of local issues; a look at it has none."""
    rows = await session.execute(select(Version.id, Version.language).where(Version.id.in_(numbers)))
    found = [Described(_F.LIBRARY, number, number=language) for number, language in rows]
    return found + [Described(_F.LIBRARY, number) for number in numbers & {LOOKED_AT}]


_OTHERS = {
    _F.BROADCAST: _broadcasts,
    _F.QUESTIONNAIRE: _forms,
    _F.SURVEY: _surveys,
    _F.PRESENTATION: _presentations,
    _F.INITIATIVE: _initiatives,
    _F.MANDATE: _mandates,
    _F.PAPER: _papers,
    _F.REPORT_POSTER: _reports,
    _F.LIBRARY: _library,
}
