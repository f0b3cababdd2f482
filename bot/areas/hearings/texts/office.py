"""A meeting as the office sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.areas.broadcasts.models import BroadcastState
from bot.areas.broadcasts.texts.states import bare_state
from bot.areas.hearings.models import Meeting, MeetingState, NoticePurpose
from bot.areas.hearings.queries import Coming, Told
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts.refusals import state_word
from bot.areas.municipality.models import Village
from bot.core.i18n import Translator


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card tells besides the meeting itself. `open_notice`: a call or a change not yet out."""

    whom: str
    open_notice: Told | None
    override_by: str | None
    coming: Sequence[Coming]
    villages: Mapping[int, Village]
    questions: int
    speakers: int
    open_tasks: int
    participants: int
    protocol_number: str | None
    decisions: int
    unanswered: int
    now: datetime


def list_head(t: Translator, *, any_found: bool) -> Markup:
    return t("Hearings and meetings:") if any_found else t("There is no meeting yet.")


def line(t: Translator, meeting: Meeting) -> str:
    sign = {
        MeetingState.DRAFT: "📝",
        MeetingState.CALLED: "📣",
        MeetingState.HELD: "✔️",
        MeetingState.CANCELLED: "❌",
    }[meeting.state]
    return f"{sign} {naming.line(t, meeting)}"


def card(t: Translator, meeting: Meeting, facts: CardFacts) -> Markup:
    lines = [
        Markup("🗣 <b>{}</b>").format(naming.title(t, meeting)),
        t("State: {state}", state=state_word(t, meeting.state)),
        t("🗓 <b>{when}</b>", when=naming.full_when(t, meeting.starts_at)),
        t("📍 <b>{place}</b>", place=meeting.place),
        t("👥 For: {whom}", whom=f"{facts.whom} ({meeting.streets})" if meeting.streets else facts.whom),
    ]
    if facts.open_notice:
        lines += [Markup(""), *_open_notice(t, facts, facts.open_notice)]
    if meeting.state is not MeetingState.DRAFT:
        lines += [Markup(""), *_gathering(t, meeting, facts)]
    return Markup("\n").join(lines)


def _open_notice(t: Translator, facts: CardFacts, told: Told) -> list[Markup]:
    notice, broadcast = told.notice, told.broadcast
    what = {
        NoticePurpose.CALL: t("The notice"),
        NoticePurpose.MOVE: t("The change to {when}", when=naming.when(t, notice.starts_at)),
    }.get(notice.purpose, t("The cancellation"))
    lines = [Markup("📣 {}: {}").format(what, bare_state(t, broadcast.state))]
    if notice.override_at:
        lines.append(
            t(
                "⚠️ Called urgently by {name}: {reason}",
                name=facts.override_by or "–",
                reason=notice.override_reason,
            )
        )
    elif broadcast.send_by and facts.now > broadcast.send_by and notice.required_days:
        lines.append(
            t(
                "⛔ Too late: {days} whole days of notice are needed; the last lawful day was {day}.",
                days=notice.required_days,
                day=t.day_month(notice.last_day) if notice.last_day else "",
            )
        )
    elif broadcast.send_by and notice.required_days:
        lines.append(
            t(
                "⏰ Must go out by <b>{when}</b> ({days} whole days of notice).",
                when=t.moment(broadcast.send_by),
                days=notice.required_days,
            )
        )
    if broadcast.state is BroadcastState.STOPPED:
        again = notice.purpose is NoticePurpose.CALL
        lines.append(
            t("It was stopped. Change something, and it is written anew.")
            if again
            else t("It was stopped; what residents were told holds.")
        )
    return lines


def _gathering(t: Translator, meeting: Meeting, facts: CardFacts) -> list[Markup]:
    lines = [
        t(
            "Will come: <b>{yes}</b>, maybe: {maybe}, can't: {no}",
            yes=t.number(sum(one.yes for one in facts.coming)),
            maybe=t.number(sum(one.maybe for one in facts.coming)),
            no=t.number(sum(one.no for one in facts.coming)),
        )
    ]
    for one in facts.coming[:10]:
        village = facts.villages.get(one.village_id or 0)
        name = village.name(t.language) if village else "–"
        lines.append(Markup("   {}: {} / {} / {}").format(name, one.yes, one.maybe, one.no))
    lines.append(
        t(
            "Questions: {questions}, want to speak: {speakers}",
            questions=t.number(facts.questions),
            speakers=t.number(facts.speakers),
        )
    )
    if facts.open_tasks:
        lines.append(t("To be prepared: {count}", count=t.number(facts.open_tasks)))
    if facts.participants:
        lines.append(t("Came: <b>{count}</b>", count=t.number(facts.participants)))
    if facts.protocol_number:
        lines.append(t("Protocol: №{number}", number=facts.protocol_number))
    if facts.decisions:
        lines.append(t("Decisions: {count}", count=t.number(facts.decisions)))
    if facts.unanswered:
        lines.append(t("Questions without an answer: <b>{count}</b>", count=t.number(facts.unanswered)))
    return lines


# Buttons


def call_new(t: Translator) -> Markup:
    return t("➕ Call a meeting")


def look_at_notice(t: Translator) -> Markup:
    return t("📣 The notice")


def change(t: Translator) -> Markup:
    return t("✏️ Change")


def discard(t: Translator) -> Markup:
    return t("🗑 Delete")


def yes_discard(t: Translator) -> Markup:
    return t("🗑 Yes, delete")


def ask_discard(t: Translator) -> Markup:
    return t("Delete this meeting? Nobody was told of it yet.")


def discarded(t: Translator) -> Markup:
    return t("Deleted.")


def urgent(t: Translator, *, head: bool) -> Markup:
    return t("⚠️ Call it urgently") if head else t("⚠️ Ask the head")


def asked_head(t: Translator) -> Markup:
    return t("The head has been asked. You will be told.")


def no_head(t: Translator) -> Markup:
    return t("There is no head here who may allow it. Please change the day.")


def move(t: Translator) -> Markup:
    return t("🔁 Move it")


def cancel(t: Translator) -> Markup:
    return t("❌ Cancel it")


def drop_change(t: Translator) -> Markup:
    return t("↩️ Leave it as it was")


def change_dropped(t: Translator) -> Markup:
    return t("The change was given up. What residents were told holds.")


def register_button(t: Translator) -> Markup:
    return t("📒 Protocols")


def register_head(t: Translator, *, any_found: bool) -> Markup:
    return t("📒 The register of protocols:") if any_found else t("📒 There is no protocol yet.")


def register_line(t: Translator, number: str, meeting: Meeting, *, signed: bool) -> str:
    sign = "📎 " if signed else ""
    return f"{sign}№{number} · {t.short_day(meeting.starts_at)} · {meeting.matter(t.language)}"


def to_list(t: Translator) -> Markup:
    return t("🗣 All meetings")


def to_meeting(t: Translator) -> Markup:
    return t("🏛 To the meeting")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def staff_label(t: Translator) -> Markup:
    return t("🗣 Hearings, meetings")


def staff_command(t: Translator) -> Markup:
    return t("Hearings and meetings: call, keep, answer")


def edit_what(t: Translator) -> Markup:
    return t("What shall be changed?")


def part_name(t: Translator, part: str) -> Markup:
    return {
        "matter": t("Matter"),
        "day": t("Day and hour"),
        "place": t("Place"),
        "whom": t("Whom it concerns"),
        "organiser": t("Who holds it"),
        "rapporteurs": t("Who reports"),
        "agenda": t("Agenda"),
        "materials": t("Papers"),
        "link": t("Online link"),
    }[part]


def papers_added(t: Translator) -> Markup:
    return t("✅ The papers are there; residents find them under the meeting.")
