"""What proves a duty, named."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.areas.bulletins.models import BulletinKind
from bot.areas.hearings.texts import naming as meeting_names
from bot.areas.obligations.rules.state import Fact, FactKind, Stage
from bot.areas.obligations.subjects import Described, Subject
from bot.areas.obligations.texts import spans
from bot.areas.surveys.models import PresentedTo
from bot.core.i18n import Translator

LONGEST = 90
_F = FactKind


def cut(text: str, limit: int) -> str:
    """As people typed it: it holds no marks of ours."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def name(t: Translator, one: Described) -> Markup:
    """What it is and what it is called."""
    words = cut(one.name(t.language), LONGEST)
    if one.meeting is not None:
        words = f"{meeting_names.kind(t, one.meeting).unescape()}: {words}"
    if one.kind is _F.MEETING:
        return Markup("{}").format(words)
    if one.bulletin is not None and one.month is not None:
        month = t.month(one.month)
        if one.bulletin is BulletinKind.QUARTERLY:
            words = str(t("Quarterly bulletin from {month}", month=month).unescape())
        else:
            words = str(t("Bulletin of {month}", month=month).unescape())
    if one.span is not None:
        words = f"{spans.report(t)}: {spans.name(t, one.span)}"
    return {
        _F.BULLETIN: Markup("{}").format(words),
        _F.BROADCAST: t("Message: {name}", name=words),
        _F.POSTER: t("Poster on boards: {name}", name=words),
        _F.GROUP_MESSAGE: t("Sent to groups: {name}", name=words),
        _F.MEETING_POSTER: t("Poster on boards: {name}", name=words),
        _F.MEETING_MESSAGE: t("Sent to groups: {name}", name=words),
        _F.REPORT_POSTER: t("Poster on boards: {name}", name=words),
        _F.QUESTIONNAIRE: t("Questionnaire: {name}", name=words),
        _F.SURVEY: t("Survey: {name}", name=words),
        _F.PRESENTATION: t("Report presented {to}: {name}", to=presented_to(t, one.presented_to), name=words),
        _F.PAPER: t("The presentation was made"),
        _F.LIBRARY: _issues(t, one.number),
        _F.INITIATIVE: t("Initiative {number}: {name}", number=one.number, name=words),
        _F.MANDATE: t("Mandate {number}, passed on to the council", number=one.number),
    }[one.kind]


def _issues(t: Translator, language: str) -> Markup:
    """004 §2.5."""
    if not language:
        return t("The list of local issues was looked at: it holds")
    if language == "ru":
        return t("The list of local issues was published in Russian")
    return t("The list of local issues was published in Kyrgyz")


def presented_to(t: Translator, to: PresentedTo | None) -> Markup:
    return {
        PresentedTo.STAFF: t("to the staff"),
        PresentedTo.COUNCIL: t("to the council"),
        PresentedTo.HEARING: t("at a hearing"),
        PresentedTo.SOCIAL_NETWORKS: t("in social networks"),
        None: Markup(""),
    }[to]


def fact(t: Translator, one: Fact, known: Mapping[Subject, Described], whose: Mapping[int, str]) -> Markup:
    """One line: what, whose, on which day, how far."""
    words = what(t, one, known.get((one.kind, one.subject_id)))
    if one.kind is _F.DATE:
        return words
    if one.about is not None and one.about in whose:
        words = Markup("{} – {}").format(words, whose[one.about])
    return Markup("{} · {} · {}").format(words, t.date(one.on), stage(t, one))


def what(t: Translator, one: Fact, described: Described | None) -> Markup:
    """Without its day."""
    if one.kind is _F.DATE:
        return t("The day was chosen: {day}", day=t.date(one.on))
    if one.kind is _F.TICK:
        return t("Marked by hand")
    return name(t, described) if described else gone(t)


def gone(t: Translator) -> Markup:
    return t("No longer there")


def stage(t: Translator, one: Fact) -> Markup:
    if one.kind is _F.MEETING:
        return {
            Stage.PLANNED: t("being prepared"),
            Stage.ANNOUNCED: t("residents were told"),
            Stage.DONE: t("was held"),
            Stage.REPORTED: t("was held, with protocol"),
        }[one.stage]
    return {
        Stage.PLANNED: t("planned"),
        Stage.ANNOUNCED: t("under way"),
        Stage.DONE: t("fulfilled"),
        Stage.REPORTED: t("fulfilled, with its result recorded"),
    }[one.stage]
