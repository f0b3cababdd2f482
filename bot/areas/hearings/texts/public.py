"""What residents read of meetings: the list, a meeting, their answers."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.hearings.models import Answer, Attendance, Decision, Meeting, MeetingState
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts.notice import agenda_lines
from bot.core.i18n import Translator


def menu_label(t: Translator) -> Markup:
    return t("🗣 Hearings, meetings")


def command(t: Translator) -> Markup:
    return t("Hearings and meetings: ahead and held")


def list_head(t: Translator, *, ahead: bool, past: bool) -> Markup:
    if ahead and past:
        return t("🗣 <b>Hearings and meetings</b>\nFirst what is ahead, then what was held (✔️).")
    if ahead:
        return t("🗣 <b>Hearings and meetings that are ahead</b>")
    if past:
        return t("🗣 No meeting is called now. These were held (✔️):")
    return t("🗣 No meeting is called now. When one is, you will be told here.")


def past_line(t: Translator, meeting: Meeting) -> str:
    return f"✔️ {naming.line(t, meeting)}"


def newcomer(t: Translator) -> Markup:
    return t("🗣 This is ahead in your village:")


def card(
    t: Translator,
    meeting: Meeting,
    whom: str,
    map_link: str | None,
    attendance: Attendance | None,
    decisions: Sequence[Decision],
    recommendations: Sequence[str],
) -> Markup:
    lines = [Markup("🗣 <b>{}</b>").format(naming.title(t, meeting))]
    if meeting.state is MeetingState.CANCELLED:
        lines.append(t("❌ <b>Cancelled.</b> Please do not come."))
    lines += [
        t("🗓 <b>{when}</b>", when=naming.full_when(t, meeting.starts_at)),
        t("📍 <b>{place}</b>", place=meeting.place),
    ]
    if map_link and meeting.state is MeetingState.CALLED:
        lines.append(Markup('<a href="{}">{}</a>').format(map_link, t("The place on the map")))
    lines += [t("👥 For: {whom}", whom=f"{whom} ({meeting.streets})" if meeting.streets else whom)]
    lines.append(t("🏢 Held by: {organiser}", organiser=meeting.organiser(t.language)))
    if meeting.rapporteurs:
        lines.append(t("🎤 Reports: {names}", names=", ".join(meeting.rapporteurs)))
    if meeting.online_link and meeting.state is MeetingState.CALLED:
        lines.append(t("💻 Online: {link}", link=meeting.online_link))
    if meeting.agenda:
        lines += [Markup(""), t("<b>Agenda</b>"), *agenda_lines(t, meeting)]
    if meeting.state is MeetingState.HELD:
        lines += _outcome(t, decisions, recommendations)
    if attendance and meeting.state is MeetingState.CALLED:
        lines += [Markup(""), *_mine(t, attendance)]
    return Markup("\n").join(lines)


def _outcome(t: Translator, decisions: Sequence[Decision], recommendations: Sequence[str]) -> list[Markup]:
    lines: list[Markup] = []
    if decisions:
        lines += [Markup(""), t("<b>Decided</b>")]
    for one in decisions:
        lines.append(Markup("• {}").format(one.text))
        if one.answer:
            lines.append(t("   ✅ Done: {answer}", answer=one.answer))
        else:
            lines.append(t("   ⏳ {name} answers for it until {day}", name=one.owner, day=t.date(one.due_on)))
    if recommendations:
        lines += [
            Markup(""),
            t("<b>Recommended</b>"),
            *[Markup("• {}").format(one) for one in recommendations],
        ]
    return lines


def _mine(t: Translator, attendance: Attendance) -> list[Markup]:
    lines = []
    if attendance.answer:
        lines.append(t("Your answer: {answer}", answer=answer_word(t, attendance.answer)))
    if attendance.floor:
        lines.append(t("You asked for the floor: {matter}", matter=attendance.floor))
    return lines


def answer_word(t: Translator, answer: Answer) -> Markup:
    return {
        Answer.YES: t("✅ I will come"),
        Answer.MAYBE: t("🤔 Maybe"),
        Answer.NO: t("❌ I can't"),
    }[answer]


def answered(t: Translator, meeting: Meeting, answer: Answer) -> Markup:
    when = naming.when(t, meeting.starts_at)
    if answer is Answer.YES:
        return t(
            "✅ Thank you! We expect you: {when}, {place}. We will remind you.",
            when=when,
            place=meeting.place,
        )
    if answer is Answer.MAYBE:
        return t("🤔 Good. We will remind you: {when}, {place}.", when=when, place=meeting.place)
    return t("Thank you for telling us. You can still ask a question: it will be read at the meeting.")


# Buttons


def ask_button(t: Translator) -> Markup:
    return t("❓ Ask a question")


def floor_button(t: Translator) -> Markup:
    return t("🎤 I want to speak")


def papers_button(t: Translator) -> Markup:
    return t("📄 Papers")


def map_button(t: Translator) -> Markup:
    return t("📍 On the map")


def list_button(t: Translator) -> Markup:
    return t("🗣 All meetings")


def papers_head(t: Translator, meeting: Meeting) -> Markup:
    return t("📄 Papers of the meeting: {title}", title=naming.title(t, meeting))


# Questions and the floor


def ask_question(t: Translator) -> Markup:
    return t("❓ Please write your question, or say it in a voice message.")


def ask_question_name(t: Translator) -> Markup:
    return t("Whose question is it? Please write your name, or skip this.")


def ask_floor_matter(t: Translator) -> Markup:
    return t("🎤 What do you want to speak about? Please write it in one or two sentences.")


def ask_floor_name(t: Translator) -> Markup:
    return t("Please write your name as it should stand in the list of speakers.")


def question_taken(t: Translator) -> Markup:
    return t("✅ Your question is taken. It will be answered at the meeting or in writing here.")


def floor_taken(t: Translator, meeting: Meeting, *, listed: bool) -> Markup:
    """`listed`: the list of speakers is closed already."""
    if listed:
        return t("✅ Noted. The list of speakers is ready, so you will speak after those on it.")
    return t(
        "✅ You are on the list of speakers. We expect you: {when}, {place}.",
        when=naming.when(t, meeting.starts_at),
        place=meeting.place,
    )


# The door


def registered(t: Translator, meeting: Meeting, *, late: bool) -> Markup:
    text = t("✅ You are registered: {title}", title=naming.title(t, meeting))
    return Markup("{}\n{}").format(text, t("Registered after it closed: marked as late.")) if late else text


def ask_own_name(t: Translator) -> Markup:
    return t("Please write your name for the list of participants, or skip this.")


def thank_you(t: Translator) -> Markup:
    return t("Thank you! Please come in.")
