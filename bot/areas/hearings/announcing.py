"""The words of a notice in each language, with its buttons and its calendar file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.rules import LONGEST_TEXT
from bot.areas.hearings.models import Decision, Meeting, MeetingNotice, NoticePurpose
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts import notice as texts
from bot.areas.hearings.texts.notice import Place
from bot.areas.municipality import queries as municipality
from bot.core import files, richtext
from bot.core.i18n import RESIDENT_LANGUAGES, Translator
from bot.core.links import Links
from bot.core.messages import AttachmentKind
from bot.documents.calendar_file import CalendarEvent, render_ics

# Room is left for what was done about it.
LONGEST_DECISION = 800
WITH_ANSWERS = frozenset({NoticePurpose.CALL, NoticePurpose.MOVE})


@dataclass(frozen=True, slots=True)
class Announcement:
    """A broadcast's parts: texts and buttons by language, files and the point on the map for all.

    `summaries`: one line in each language, where the first one of the text doesn't say when and where.
    """

    texts: Mapping[str, Markup]
    choices: dict[str, Any]
    attachments: list[Any]
    point: tuple[float, float] | None = None
    summaries: dict[str, Any] | None = None


async def announce(
    session: AsyncSession,
    meeting: Meeting,
    notice: MeetingNotice,
    now: datetime,
    zone: ZoneInfo,
    links: Links,
) -> Announcement:
    """What a call, a move or a cancellation says."""
    told: dict[str, Markup] = {}
    summaries: dict[str, Any] = {}
    for language in RESIDENT_LANGUAGES:
        t = Translator(language, zone)
        told[language] = _words(t, meeting, notice, await whom(session, meeting, language))
        summaries[language] = _in_short(t, meeting, notice)
    calendar = [await _calendar(session, meeting, notice, now, zone, links)]
    return Announcement(told, _choices(meeting, notice, zone), calendar, _point(notice), summaries)


def _point(notice: MeetingNotice) -> tuple[float, float] | None:
    """Where people are to come; of a meeting that won't be there is none."""
    if notice.purpose not in WITH_ANSWERS or notice.latitude is None or notice.longitude is None:
        return None
    return notice.latitude, notice.longitude


def announce_results(
    meeting: Meeting, decisions: list[Decision], recommendations: list[str], zone: ZoneInfo
) -> Announcement:
    told = {}
    for language in RESIDENT_LANGUAGES:
        t = Translator(language, zone)
        told[language] = _results(t, meeting, decisions, recommendations, zone)
    return Announcement(told, _more(meeting, zone), [])


def _results(
    t: Translator, meeting: Meeting, decisions: list[Decision], recommendations: list[str], zone: ZoneInfo
) -> Markup:
    """Long decisions are shortened so that the results stay one message; the protocol has them whole."""
    text = Markup("")
    for longest in (3000, 600, 300, 150, 60):
        taken = [
            (_short(one.text, longest), texts.owner(t, one.owner, _noon(one, zone))) for one in decisions
        ]
        advice = [_short(one, longest) for one in recommendations]
        text = texts.results(t, meeting, taken, advice)
        if richtext.length(text) <= LONGEST_TEXT:
            break
    return text


def _short(typed: str, limit: int) -> str:
    return richtext.shorten(escape(typed), limit)


def announce_measures(meeting: Meeting, decision: Decision, zone: ZoneInfo) -> Announcement:
    told = {}
    for language in RESIDENT_LANGUAGES:
        t = Translator(language, zone)
        decided = _short(decision.text, LONGEST_DECISION)
        told[language] = texts.measures(t, meeting, decided, decision.answer or "")
    return Announcement(told, _more(meeting, zone), list(decision.attachments))


async def whom(session: AsyncSession, meeting: Meeting, language: str) -> str:
    """The villages or districts it concerns, in words."""
    villages = set(meeting.audience.get("villages") or ())
    districts = set(meeting.audience.get("districts") or ())
    if not villages and not districts:
        office = await municipality.get_municipality(session)
        return office.name(language) if office else ""
    found = [v.name(language) for v in await municipality.list_villages(session) if v.id in villages]
    found += [d.name(language) for d in await municipality.list_districts(session) if d.id in districts]
    return ", ".join(found)


def map_link(latitude: float | None, longitude: float | None) -> str | None:
    """Opens in whatever map the phone has; forwarded to another messenger it still does."""
    if latitude is None or longitude is None:
        return None
    query = urlencode({"api": 1, "query": f"{latitude:.6f},{longitude:.6f}"})
    return f"https://www.google.com/maps/search/?{query}"


def place_of(notice: MeetingNotice) -> Place:
    return Place(notice.starts_at, notice.place, map_link(notice.latitude, notice.longitude))


def _words(t: Translator, meeting: Meeting, notice: MeetingNotice, concerned: str) -> Markup:
    if notice.purpose is NoticePurpose.CANCEL:
        return texts.cancel(t, meeting, notice.reason or "")
    if notice.purpose is NoticePurpose.MOVE:
        before = Place(meeting.starts_at, meeting.place)
        return texts.move(t, meeting, before, place_of(notice), notice.reason or "")
    return _fitted(t, meeting, notice, concerned)


def _in_short(t: Translator, meeting: Meeting, notice: MeetingNotice) -> str:
    if notice.purpose is NoticePurpose.CANCEL:
        return texts.cancel_in_short(t, meeting)
    if notice.purpose is NoticePurpose.MOVE:
        return texts.move_in_short(t, meeting, place_of(notice))
    return texts.call_in_short(t, meeting, place_of(notice))


def _fitted(t: Translator, meeting: Meeting, notice: MeetingNotice, concerned: str) -> Markup:
    """A long agenda is cut so that the notice stays one message; the whole stands under its button."""
    at = place_of(notice)
    for points in (None, *range(len(meeting.agenda) - 1, 0, -1)):
        text = texts.call(t, meeting, at, concerned, points)
        if richtext.length(text) <= LONGEST_TEXT:
            return text
    return texts.call(t, meeting, at, concerned, 0)


def _noon(decision: Decision, zone: ZoneInfo) -> datetime:
    return datetime(decision.due_on.year, decision.due_on.month, decision.due_on.day, 12, tzinfo=zone)


def _choices(meeting: Meeting, notice: MeetingNotice, zone: ZoneInfo) -> dict[str, Any]:
    found = {}
    for language in RESIDENT_LANGUAGES:
        t = Translator(language, zone)
        coming = [
            [[str(texts.will_come(t)), f"mt:yes.{meeting.id}", None]],
            [
                [str(texts.may_come(t)), f"mt:maybe.{meeting.id}", None],
                [str(texts.wont_come(t)), f"mt:no.{meeting.id}", None],
            ],
        ]
        found[language] = [*(coming if notice.purpose in WITH_ANSWERS else []), _more_row(t, meeting)]
    return found


def _more(meeting: Meeting, zone: ZoneInfo) -> dict[str, Any]:
    return {code: [_more_row(Translator(code, zone), meeting)] for code in RESIDENT_LANGUAGES}


def _more_row(t: Translator, meeting: Meeting) -> list[Any]:
    return [[str(texts.more(t)), f"mt:card.{meeting.id}", None]]


async def _calendar(
    session: AsyncSession,
    meeting: Meeting,
    notice: MeetingNotice,
    now: datetime,
    zone: ZoneInfo,
    links: Links,
) -> list[Any]:
    """One file for readers of both languages, Kyrgyz first."""
    ky, ru = (Translator(language, zone) for language in RESIDENT_LANGUAGES)
    described = [
        texts.calendar_description(t, meeting, await whom(session, meeting, t.language)) for t in (ky, ru)
    ]
    event = CalendarEvent(
        uid=meeting.calendar_uid,
        sequence=notice.sequence,
        stamp=now,
        starts_at=notice.starts_at,
        minutes=meeting.minutes,
        title=str(naming.title(ky, meeting).unescape()),
        place=notice.place,
        description="\n\n".join(dict.fromkeys(Markup(one).unescape() for one in described)),  # noqa: S704 - escaped for a message, here it is plain
        organiser=meeting.organiser(ky.language),
        timezone=str(zone),
        latitude=notice.latitude,
        longitude=notice.longitude,
        url=links.deep(f"h_{meeting.id}"),
        cancelled=notice.purpose is NoticePurpose.CANCEL,
    )
    name = f"{meeting.kind.value.replace('_', '-')}-{meeting.id}.ics"
    kept = await files.keep_made(
        session, AttachmentKind.DOCUMENT, name, "text/calendar", render_ics(event), now
    )
    return [kept.kind.value, kept.file_id]
