"""What is said about messages to many."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.broadcasts.queries import AudienceSize
from bot.areas.broadcasts.tags import AuditTag
from bot.areas.residents.models import Topic
from bot.core.audit import AuditEntry
from bot.core.errors import Refused
from bot.core.i18n import LANGUAGES, Translator
from bot.outbox.models import Status
from bot.outbox.queries import BatchFigures

# Writing


def ask_kyrgyz(t: Translator) -> Markup:
    return t("Write the message in <b>Kyrgyz</b>.")


def ask_russian(t: Translator) -> Markup:
    return t("Now the same in <b>Russian</b>. If you skip it, everybody gets the Kyrgyz text.")


def ask_files(t: Translator) -> Markup:
    return t("Add a photo, a document or a voice message, or skip.")


def ask_audience(t: Translator) -> Markup:
    return t("Whom is it for?")


def to_all(t: Translator) -> Markup:
    return t("All residents")


def to_villages(t: Translator) -> Markup:
    return t("Some villages")


def to_districts(t: Translator) -> Markup:
    return t("Some districts")


def ask_villages(t: Translator) -> Markup:
    return t("Which villages? Tap each one, then «Done».")


def ask_districts(t: Translator) -> Markup:
    return t("Which districts? Tap each one, then «Done».")


def ask_languages(t: Translator) -> Markup:
    return t("Readers of which language should get it?")


def both_languages(t: Translator) -> Markup:
    return t("Both")


def ask_topic(t: Translator) -> Markup:
    return t("What is it about? Those who turned this topic off won't get it.")


def topic_name(t: Translator, topic: Topic) -> Markup:
    names = {
        Topic.BULLETINS: t("Bulletins"),
        Topic.HEARINGS: t("Hearings"),
        Topic.SURVEYS: t("Surveys"),
        Topic.NEWS: t("News"),
    }
    return names[topic]


def file_too_big(t: Translator) -> Markup:
    return t("This file is larger than 20 MB. Please send a smaller one.")


# The card


def card(t: Translator, broadcast: Broadcast, size: AudienceSize, villages: Mapping[int, str]) -> Markup:
    lines = [
        state(t, broadcast),
        t("Topic: {topic}", topic=topic_name(t, broadcast.topic)),
        whom(t, size),
        *(village_line(t, villages.get(v or 0, ""), sum(c.values())) for v, c in size.by_village.items()),
        when(t, broadcast),
    ]
    if not broadcast.text_ru:
        lines.append(t("⚠️ There is no Russian text: everybody gets the Kyrgyz one."))
    if broadcast.remark:
        lines.append(t("Remark: {remark}", remark=broadcast.remark))
    if broadcast.emergency_reason:
        lines.append(t("Reason of the emergency: {reason}", reason=broadcast.emergency_reason))
    return Markup("\n").join(lines)


def state(t: Translator, broadcast: Broadcast) -> Markup:
    names = {
        BroadcastState.DRAFT: t("📝 <b>Draft</b>"),
        BroadcastState.WAITING: t("⏳ <b>Waits for approval</b>"),
        BroadcastState.RETURNED: t("↩️ <b>Returned to be changed</b>"),
        BroadcastState.APPROVED: t("🕒 <b>Approved, not sent yet</b>"),
        BroadcastState.SENDING: t("📤 <b>Being sent</b>"),
        BroadcastState.SENT: t("✅ <b>Sent</b>"),
        BroadcastState.STOPPED: t("⛔ <b>Stopped</b>"),
    }
    return names[broadcast.state]


def whom(t: Translator, size: AudienceSize) -> Markup:
    by_language = t.list(
        [f"{LANGUAGES.get(code or '', '?')}: {t.number(count)}" for code, count in size.by_language.items()]
    )
    if not size.total:
        return t("Will be received by: <b>nobody</b>. Please check whom it is for.")
    return t(
        "Will be received by: <b>{count}</b> ({languages})", count=t.number(size.total), languages=by_language
    )


def village_line(t: Translator, village: str, count: int) -> Markup:
    return Markup("   {}: {}").format(village, t.number(count))


def when(t: Translator, broadcast: Broadcast) -> Markup:
    if broadcast.send_at is None:
        return t("Goes out: at once after approval")
    return t("Goes out: {when}", when=t.moment(broadcast.send_at))


def preview_head(t: Translator) -> Markup:
    return t("👇 This is how residents will see it:")


def in_list(t: Translator, broadcast: Broadcast) -> str:
    signs = {
        BroadcastState.DRAFT: "📝",
        BroadcastState.WAITING: "⏳",
        BroadcastState.RETURNED: "↩️",
        BroadcastState.APPROVED: "🕒",
        BroadcastState.SENDING: "📤",
        BroadcastState.SENT: "✅",
        BroadcastState.STOPPED: "⛔",
    }
    return f"{signs[broadcast.state]} {rules.headline(broadcast.text_ky, 40)}"


def latest(t: Translator) -> Markup:
    return t("Messages to residents, the latest first:")


def drafts(t: Translator) -> Markup:
    return t("Your unfinished messages:")


def waiting(t: Translator) -> Markup:
    return t("These wait for your approval:")


def none_here(t: Translator) -> Markup:
    return t("There is nothing here now.")


# Buttons


def hand_in(t: Translator) -> Markup:
    return t("✅ Send to approval")


def choose_time(t: Translator) -> Markup:
    return t("🕒 Choose the time")


def edit(t: Translator) -> Markup:
    return t("✏️ Change")


def delete(t: Translator) -> Markup:
    return t("🗑 Delete")


def emergency(t: Translator) -> Markup:
    return t("🚨 Emergency")


def approve(t: Translator) -> Markup:
    return t("✅ Approve")


def return_it(t: Translator) -> Markup:
    return t("↩️ Return")


def stop_it(t: Translator) -> Markup:
    return t("⛔ Stop")


def report(t: Translator) -> Markup:
    return t("📊 Report")


def open_it(t: Translator) -> Markup:
    return t("👁 Open")


def show_again(t: Translator) -> Markup:
    return t("🔄 Refresh")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def edit_what(t: Translator) -> Markup:
    return t("What would you like to change?")


def part_name(t: Translator, part: str) -> Markup:
    names = {
        "ky": t("Kyrgyz text"),
        "ru": t("Russian text"),
        "files": t("Photo, document, voice"),
        "audience": t("Whom it is for"),
        "languages": t("Languages"),
        "topic": t("Topic"),
    }
    return names[part]


# Time


def ask_when(t: Translator) -> Markup:
    return t("When should it go out? Tap, or write for example: 25.11 10:00")


def at_once(t: Translator) -> Markup:
    return t("At once after approval")


def other_day(t: Translator) -> Markup:
    return t("📅 Another day")


def ask_day(t: Translator) -> Markup:
    return t("Which day?")


def ask_hour(t: Translator) -> Markup:
    return t("At what hour?")


def not_a_moment(t: Translator) -> Markup:
    return t("I did not understand the time. Please write it like this: 25.11 10:00")


# What happened


def handed_in(t: Translator, approvers: Sequence[str]) -> Markup:
    return t("Sent to approval. Now it is the turn of: {names}.", names=t.list(approvers))


def asked_to_approve(t: Translator, author: str, broadcast: Broadcast) -> Markup:
    return t(
        "⏳ {author} asks you to approve a message: «{headline}»",
        author=author,
        headline=rules.headline(broadcast.text_ky),
    )


def taken_back(t: Translator, broadcast: Broadcast) -> Markup:
    return t(
        "«{headline}» is being changed. You needn't approve it now.",
        headline=rules.headline(broadcast.text_ky),
    )


def was_approved(t: Translator, approver: str, broadcast: Broadcast) -> Markup:
    return t(
        "✅ {approver} approved «{headline}». It goes out: {when}.",
        approver=approver,
        headline=rules.headline(broadcast.text_ky),
        when=t.moment(broadcast.send_at) if broadcast.send_at else "",
    )


def was_returned(t: Translator, approver: str, broadcast: Broadcast) -> Markup:
    return t(
        "↩️ {approver} returned «{headline}».\nRemark: {remark}",
        approver=approver,
        headline=rules.headline(broadcast.text_ky),
        remark=broadcast.remark or "",
    )


def was_stopped(t: Translator, name: str, broadcast: Broadcast) -> Markup:
    return t("⛔ {name} stopped «{headline}».", name=name, headline=rules.headline(broadcast.text_ky))


def you_approved(t: Translator, send_at: datetime | None, *, moved: bool) -> Markup:
    moment = t.moment(send_at) if send_at else ""
    if moved:
        return t("✅ Approved. It is late now, so it goes out in the morning: {when}.", when=moment)
    return t("✅ Approved. It goes out: {when}.", when=moment)


def ask_remark(t: Translator) -> Markup:
    return t("What should be changed? Write it for the author.")


def you_returned(t: Translator) -> Markup:
    return t("↩️ Returned to the author with your remark.")


def you_stopped(t: Translator, sent: int) -> Markup:
    if not sent:
        return t("⛔ Stopped. Nobody got it.")
    return t.plural(
        "⛔ Stopped. {count} resident has got it already.",
        "⛔ Stopped. {count} residents have got it already.",
        sent,
    )


def deleted(t: Translator) -> Markup:
    return t("🗑 The draft is deleted.")


def ask_reason(t: Translator) -> Markup:
    return t(
        "🚨 An emergency message goes to all at once, also at night, without a second person. "
        "Why is it needed? Your answer stays on record."
    )


def ask_emergency_sure(t: Translator, size: int) -> Markup:
    return t.plural("🚨 Send it now to {count} resident?", "🚨 Send it now to {count} residents?", size)


def send_emergency(t: Translator) -> Markup:
    return t("🚨 Yes, send now")


def emergency_sent(t: Translator) -> Markup:
    return t("🚨 It is being sent now.")


def too_long_remark(t: Translator) -> Markup:
    return t("Please write it shorter, in at most 500 letters.")


# Progress


def progress(
    t: Translator, broadcast: Broadcast, figures: BatchFigures, villages: Mapping[int, str]
) -> Markup:
    lines = [
        Markup("«{}»").format(rules.headline(broadcast.text_ky, 80)),
        state(t, broadcast),
        t(
            "Sent: <b>{sent}</b> of {total}",
            sent=t.number(figures.count(Status.SENT)),
            total=t.number(figures.total),
        ),
    ]
    if figures.waiting:
        lines.append(t("On the way: {count}", count=t.number(figures.waiting)))
    lines += failures(t, figures)
    if broadcast.state is not BroadcastState.SENDING:
        lines += [
            segment_line(t, villages.get(segment or 0, ""), counts)
            for segment, counts in sorted(figures.by_segment.items(), key=lambda item: item[0] or 0)
        ]
    return Markup("\n").join(lines)


def failures(t: Translator, figures: BatchFigures) -> list[Markup]:
    lines = [
        t("Not received: {reason}: {count}", reason=reason(t, code), count=t.number(count))
        for code, count in sorted(figures.reasons.items(), key=lambda item: -item[1])
    ]
    if figures.uncertain:
        lines.append(
            t.plural(
                "{count} person may have got it twice, after a break in the connection.",
                "{count} people may have got it twice, after a break in the connection.",
                figures.uncertain,
            )
        )
    return lines


def segment_line(t: Translator, village: str, counts: Mapping[Status, int]) -> Markup:
    return t(
        "   {village}: {sent} of {total}",
        village=village or "–",
        sent=t.number(counts.get(Status.SENT, 0)),
        total=t.number(sum(counts.values())),
    )


def reason(t: Translator, code: str) -> Markup:
    known = {
        "blocked": t("blocked the bot"),
        "gone": t("no longer uses Telegram"),
        "never_started": t("has not started the bot"),
        "stopped": t("the sending was stopped"),
        "deleted": t("deleted their data"),
        "unreachable": t("no connection to Telegram"),
    }
    return known.get(code, t("a technical failure ({code})", code=code))


# Menu and commands


def write_label(t: Translator) -> Markup:
    return t("✍️ Write a message")


def drafts_label(t: Translator) -> Markup:
    return t("📝 My drafts")


def waiting_label(t: Translator) -> Markup:
    return t("⏳ To approve")


def latest_label(t: Translator) -> Markup:
    return t("📤 Sent messages")


def send_command(t: Translator) -> Markup:
    return t("Write a message to residents")


def drafts_command(t: Translator) -> Markup:
    return t("Unfinished messages")


def latest_command(t: Translator) -> Markup:
    return t("Messages sent")


# Refusals


def past(t: Translator, refused: Refused) -> Markup:
    return t(
        "Nothing was changed: this message is now «{state}».", state=_bare_state(t, refused.data["state"])
    )


def _bare_state(t: Translator, now: BroadcastState) -> Markup:
    names = {
        BroadcastState.DRAFT: t("a draft"),
        BroadcastState.WAITING: t("waiting for approval"),
        BroadcastState.RETURNED: t("returned to be changed"),
        BroadcastState.APPROVED: t("approved"),
        BroadcastState.SENDING: t("being sent"),
        BroadcastState.SENT: t("sent"),
        BroadcastState.STOPPED: t("stopped"),
    }
    return names[now]


def own(t: Translator, _refused: Refused) -> Markup:
    return t("You wrote this message yourself. Another person has to approve it.")


def empty(t: Translator, _refused: Refused) -> Markup:
    return t("The text is empty. Please write the message.")


def too_long(t: Translator, refused: Refused) -> Markup:
    return t.plural(
        "The text is {count} letter too long. Please make it shorter.",
        "The text is {count} letters too long. Please make it shorter.",
        int(refused.data["excess"]),
    )


def past_moment(t: Translator, _refused: Refused) -> Markup:
    return t("This time is over. Please choose a later one.")


def nobody_approves(t: Translator, _refused: Refused) -> Markup:
    return t("There is nobody else who may approve. Please ask the administrator to invite the head.")


def gone(t: Translator, _refused: Refused) -> Markup:
    return t("This message is no longer here.")


def bulletin_stays(t: Translator, _refused: Refused) -> Markup:
    return t("A bulletin's draft can't be deleted, only changed.")


REFUSALS = {
    "broadcasts:past": past,
    "broadcasts:own": own,
    "broadcasts:empty": empty,
    "broadcasts:too_long": too_long,
    "broadcasts:past_moment": past_moment,
    "broadcasts:nobody_approves": nobody_approves,
    "broadcasts:gone": gone,
    "broadcasts:bulletin_stays": bulletin_stays,
}


# The record


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    sentences = {
        AuditTag.OPENED: t("A message was begun"),
        AuditTag.EDITED: t("A message was changed"),
        AuditTag.DELETED: t("A draft was deleted"),
        AuditTag.SUBMITTED: t("A message was sent to approval"),
        AuditTag.RETURNED: t("A message was returned to be changed"),
        AuditTag.APPROVED: t("A message was approved"),
        AuditTag.SCHEDULED: t("A message's time was chosen"),
        AuditTag.EMERGENCY: t("An emergency message was sent without a second person"),
        AuditTag.STARTED: t("The sending of a message began"),
        AuditTag.FINISHED: t("The sending of a message ended"),
        AuditTag.STOPPED: t("A message was stopped"),
    }
    return Markup("{} №{}").format(sentences[AuditTag(entry.tag)], entry.subject_id or "")
