"""What the office is told by itself: what waits, what becomes late, what was asked."""

from datetime import datetime

from markupsafe import Markup

from bot.areas.hearings.models import Meeting, MeetingNotice, Statement
from bot.areas.hearings.texts import naming, notice
from bot.core.i18n import Translator


def open_meeting(t: Translator) -> Markup:
    return t("👁 Open the meeting")


def allow_button(t: Translator) -> Markup:
    return t("✅ Call it urgently")


def urgency_asked(t: Translator, meeting: Meeting, notice: MeetingNotice, name: str) -> Markup:
    return t(
        "⚠️ {name} asks you to call urgently:\n{title}\n🗓 {when}\n\nThe rules ask for {days} days of notice; "
        "the last lawful day was {day}. Only you may allow it, with a reason that stays in the papers.",
        name=name,
        title=naming.title(t, meeting),
        when=naming.when(t, notice.starts_at),
        days=notice.required_days,
        day=t.day_month(notice.last_day) if notice.last_day else "",
    )


def urgency_allowed(t: Translator, meeting: Meeting, name: str) -> Markup:
    return t(
        "✅ {name} allowed to call it urgently: {title}. Please send the notice to approval.",
        name=name,
        title=naming.title(t, meeting),
    )


def notice_waits(t: Translator, meeting: Meeting, send_by: datetime, hours: int) -> Markup:
    """The notice isn't out and soon it is too late."""
    title = naming.title(t, meeting)
    return t.plural(
        "⏰ Less than {count} hour is left. The notice of «{title}» is not sent yet; the last lawful "
        "moment is {when}. Please send it to approval or approve it now.",
        "⏰ Less than {count} hours are left. The notice of «{title}» is not sent yet; the last lawful "
        "moment is {when}. Please send it to approval or approve it now.",
        hours,
        title=title,
        when=t.moment(send_by),
    )


def notice_missed(t: Translator, meeting: Meeting, days: int | None) -> Markup:
    return t(
        "⛔ The last lawful day for the notice of «{title}» has passed ({days} days are needed). "
        "Please choose another day, or ask the head to call it urgently.",
        title=naming.title(t, meeting),
        days=days,
    )


def floor_asked(t: Translator, meeting: Meeting, name: str, matter: str) -> Markup:
    return t(
        "🎤 {name} asks for the floor.\n{title}\nAbout: {matter}",
        name=name,
        title=naming.title(t, meeting),
        matter=matter,
    )


def question_asked(t: Translator, meeting: Meeting, name: str | None, text: str | None) -> Markup:
    head = t("❓ A question before the meeting\n{title}", title=naming.title(t, meeting))
    lines = [head]
    if text:
        lines.append(Markup("<i>{}</i>").format(text))
    if name:
        lines.append(t("From: {name}", name=name))
    return Markup("\n").join(lines)


def about_meeting(t: Translator) -> Markup:
    return t("ℹ️ About the meeting")


def question_answered(t: Translator, meeting: Meeting, question: Statement) -> Markup:
    lines = [t("💬 An answer to your question\n{title}", title=naming.title(t, meeting))]
    if question.text:
        lines.append(Markup("<i>{}</i>").format(question.text))
    lines.append(Markup("{}").format(question.answer or ""))
    return Markup("\n\n").join(lines)


# Reminders of residents


def reminder_in_short(t: Translator, meeting: Meeting) -> str:
    """A template says itself that it reminds."""
    return notice.call_in_short(t, meeting, notice.Place(meeting.starts_at, meeting.place))


def reminder(t: Translator, meeting: Meeting, days: int, map_link: str | None) -> Markup:
    """To those who said they come, or perhaps; `days` are left until its day."""
    title = naming.title(t, meeting)
    head = {0: t("⏰ Today: <b>{title}</b>", title=title), 1: t("⏰ Tomorrow: <b>{title}</b>", title=title)}
    lines = [
        head.get(days) or t("⏰ A reminder: <b>{title}</b>", title=title),
        t("🗓 {when}", when=naming.when(t, meeting.starts_at)),
        t("📍 {place}", place=meeting.place),
    ]
    if map_link:
        lines.append(Markup('<a href="{}">{}</a>').format(map_link, t("The place on the map")))
    return Markup("\n").join(lines)
