"""What residents are told of a meeting: that it is called, moved, cancelled, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.areas.hearings.models import Meeting
from bot.areas.hearings.texts import naming
from bot.core.i18n import Translator
from bot.core.messages import SUMMARY_LETTERS


@dataclass(frozen=True, slots=True)
class Place:
    """When and where, as a notice tells it; `map_link` opens the point."""

    starts_at: datetime
    place: str
    map_link: str | None = None


def call(t: Translator, meeting: Meeting, at: Place, whom: str, points: int | None = None) -> Markup:
    """`points`: so many of the agenda's; None: all."""
    lines = [
        Markup("📣 <b>{}</b>").format(naming.title(t, meeting)),
        Markup(""),
        *_when_and_where(t, at),
        t("👥 For: {whom}", whom=_whom(meeting, whom)),
        *_details(t, meeting, points),
        Markup(""),
        t("Everybody may come in freely. Please say below whether you come; you can ask a question now."),
    ]
    return Markup("\n").join(lines)


def _when_and_where(t: Translator, at: Place) -> list[Markup]:
    lines = [
        t("🗓 <b>{when}</b>", when=naming.full_when(t, at.starts_at)),
        t("📍 <b>{place}</b>", place=at.place),
    ]
    if at.map_link:
        lines.append(Markup('<a href="{}">{}</a>').format(at.map_link, t("The place on the map")))
    return lines


def _whom(meeting: Meeting, whom: str) -> str:
    return f"{whom} ({meeting.streets})" if meeting.streets else whom


def _details(t: Translator, meeting: Meeting, points: int | None) -> list[Markup]:
    lines = [t("🏢 Held by: {organiser}", organiser=meeting.organiser(t.language))]
    if meeting.rapporteurs:
        lines.append(t("🎤 Reports: {names}", names=", ".join(meeting.rapporteurs)))
    if meeting.agenda:
        lines += [Markup(""), t("<b>Agenda</b>"), *agenda_lines(t, meeting)[:points]]
        left = len(meeting.agenda) - (points if points is not None else len(meeting.agenda))
        if left > 0:
            lines.append(t.plural("… and {count} more point below", "… and {count} more points below", left))
    if meeting.online_link:
        lines.append(t("💻 Online: {link}", link=meeting.online_link))
    return lines


def agenda_lines(t: Translator, meeting: Meeting) -> list[Markup]:
    return [
        Markup("{}. {}{}").format(number, agenda_words(t, point), minutes(t, point.get("minutes")))
        for number, point in enumerate(meeting.agenda, 1)
    ]


def agenda_words(t: Translator, point: dict[str, object]) -> str:
    return str((point.get("ru") or point["ky"]) if t.language == "ru" else point["ky"])


def minutes(t: Translator, count: object) -> Markup:
    return t(" – {count} min", count=count) if count else Markup("")


def move(t: Translator, meeting: Meeting, before: Place, now: Place, reason: str) -> Markup:
    lines = [Markup("🔁 <b>{}</b>").format(t("Changed: {title}", title=naming.title(t, meeting))), Markup("")]
    if before.starts_at != now.starts_at:
        lines.append(t("It was: {when}", when=naming.full_when(t, before.starts_at)))
    if before.place != now.place:
        lines.append(t("It was to be at: {place}", place=before.place))
    lines += [t("<b>Now:</b>"), *_when_and_where(t, now), t("Why: {reason}", reason=reason)]
    lines += [Markup(""), t("Please say below whether you come.")]
    return Markup("\n").join(lines)


def cancel(t: Translator, meeting: Meeting, reason: str) -> Markup:
    lines = [
        Markup("❌ <b>{}</b>").format(t("Cancelled: {title}", title=naming.title(t, meeting))),
        Markup(""),
        t(
            "It was to be on {when}. Please do not come.",
            when=naming.full_when(t, meeting.starts_at),
        ),
        t("Why: {reason}", reason=reason),
    ]
    return Markup("\n").join(lines)


# In one line: what, when and where


def call_in_short(t: Translator, meeting: Meeting, at: Place) -> str:
    return in_one_line(naming.title(t, meeting), naming.when(t, at.starts_at), at.place)


def move_in_short(t: Translator, meeting: Meeting, at: Place) -> str:
    title = t("Changed: {title}", title=naming.title(t, meeting))
    return in_one_line(title, naming.when(t, at.starts_at), at.place)


def cancel_in_short(t: Translator, meeting: Meeting) -> str:
    title = t("Cancelled: {title}", title=naming.title(t, meeting))
    return in_one_line(title, naming.when(t, meeting.starts_at), "")


def in_one_line(title: Markup | str, when: str, place: str) -> str:
    """Of a long title only so much that the day and the place stay whole."""
    plain = title.unescape() if isinstance(title, Markup) else title
    ends = ", ".join(part for part in (when, " ".join(place.split())) if part)
    room = max(40, SUMMARY_LETTERS - len(ends) - 2)
    short = plain if len(plain) <= room else plain[: room - 1].rstrip() + "…"
    return f"{short}, {ends}"


# Afterwards


def results(
    t: Translator, meeting: Meeting, decisions: Sequence[tuple[str, str]], recommendations: Sequence[str]
) -> Markup:
    """`decisions`: each with who answers for it and until when."""
    lines = [
        Markup("📋 <b>{}</b>").format(t("Results: {title}", title=naming.title(t, meeting))),
        t("It was held on {day}.", day=t.date(meeting.starts_at)),
    ]
    if decisions:
        lines += [Markup(""), t("<b>Decided</b>")]
        lines += [Markup("• {}\n   {}").format(text, who) for text, who in decisions]
    if recommendations:
        lines += [
            Markup(""),
            t("<b>Recommended</b>"),
            *[Markup("• {}").format(one) for one in recommendations],
        ]
    if not decisions and not recommendations:
        lines += [Markup(""), t("No decisions were taken. The protocol is kept in the office.")]
    return Markup("\n").join(lines)


def owner(t: Translator, name: str, due_on: datetime) -> str:
    return str(t("answers for it: {name}, until {day}", name=name, day=t.date(due_on)))


def measures(t: Translator, meeting: Meeting, decision: str, answer: str) -> Markup:
    """What was done (002 §3.9)."""
    return Markup("\n").join(
        [
            Markup("✅ <b>{}</b>").format(t("What was done: {title}", title=naming.title(t, meeting))),
            Markup(""),
            t("On {day} it was decided:", day=t.date(meeting.starts_at)),
            Markup("<i>{}</i>").format(decision),
            Markup(""),
            t("<b>What was done</b>"),
            Markup("{}").format(answer),
        ]
    )


# Buttons


def will_come(t: Translator) -> Markup:
    return t("✅ I will come")


def may_come(t: Translator) -> Markup:
    return t("🤔 Maybe")


def wont_come(t: Translator) -> Markup:
    return t("❌ I can't")


def more(t: Translator) -> Markup:
    return t("ℹ️ More, questions")


# Calendar


def calendar_description(t: Translator, meeting: Meeting, whom: str) -> str:
    lines = [
        t("For: {whom}", whom=_whom(meeting, whom)),
        t("Held by: {organiser}", organiser=meeting.organiser(t.language)),
    ]
    return "\n".join(str(line) for line in [*lines, *agenda_lines(t, meeting)])


def calendar_file(t: Translator) -> str:
    return str(t("For your calendar"))


def place_line(t: Translator, meeting: Meeting) -> Markup:
    return t("📍 <b>{place}</b>", place=meeting.place)
