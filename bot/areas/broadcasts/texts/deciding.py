"""What happened to a message: handed in, approved, returned, stopped, sent in an emergency."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.costs import Cost
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.broadcasts.texts.costs import cost_lines
from bot.core.i18n import Translator


def handed_in(t: Translator, approvers: Sequence[str], later: datetime | None) -> Markup:
    """`later`: when they hear of it, if nobody is to be woken now."""
    text = t("Sent to approval. Now it is the turn of: {names}.", names=t.list(approvers))
    if later:
        text += "\n" + t("It is late now: they will hear of it in the morning, {when}.", when=t.moment(later))
    return text


def asked_to_approve(t: Translator, author: str, broadcast: Broadcast) -> Markup:
    return t(
        "⏳ {author} asks you to approve a message: «{headline}»",
        author=author,
        headline=rules.headline(broadcast.text_ky),
    )


def still_waits(t: Translator, broadcast: Broadcast, approvers: Sequence[str], now: datetime) -> Markup:
    lines = [
        t("⏰ «{headline}» still waits for approval.", headline=rules.headline(broadcast.text_ky)),
        t("Now it is the turn of: {names}", names=t.list(approvers)),
    ]
    if broadcast.send_at and broadcast.send_at <= now:
        lines.append(time_is_over(t, broadcast.send_at))
    return Markup("\n").join(lines)


def time_is_over(t: Translator, when: datetime) -> Markup:
    return t(
        "⚠️ It was to go out on {when}. Once approved it goes at once: is it still true?", when=t.moment(when)
    )


def taken_back(t: Translator, broadcast: Broadcast) -> Markup:
    return t(
        "«{headline}» is being changed. You needn't approve it now.",
        headline=rules.headline(broadcast.text_ky),
    )


def changed_by_another(t: Translator, name: str, broadcast: Broadcast) -> Markup:
    return t(
        "✏️ {name} changed your message «{headline}» and goes on with it.",
        name=name,
        headline=rules.headline(broadcast.text_ky),
    )


def sent_in_emergency(t: Translator, name: str, broadcast: Broadcast) -> Markup:
    return t(
        "🚨 {name} sent «{headline}» as an emergency message. It needn't be approved.",
        name=name,
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


def was_too_late(t: Translator, broadcast: Broadcast) -> Markup:
    if broadcast.kind is BroadcastKind.SURVEY:
        return t(
            "⚠️ «{headline}» has not gone out: the survey is over by now. Please open the survey and choose "
            "a later end.",
            headline=rules.headline(broadcast.text_ky, 60),
        )
    return t(
        "⛔ «{headline}» was not sent: it was approved, but its last lawful hour has passed. "
        "Please choose another day for the meeting.",
        headline=rules.headline(broadcast.text_ky),
    )


def was_changed(t: Translator) -> Markup:
    return t("The message was changed after you saw it. Please look at it once more.")


def you_approved(t: Translator, asked: datetime | None, send_at: datetime, now: datetime) -> Markup:
    """`asked`: the time its author chose."""
    if asked and send_at > asked > now:
        return t(
            "✅ Approved. People rest at the hour that was chosen, so it goes out later: {when}.",
            when=t.moment(send_at),
        )
    if send_at > max(asked or now, now):
        return t(
            "✅ Approved. It is late now, so it goes out in the morning: {when}.", when=t.moment(send_at)
        )
    if asked and asked < now:
        return t("✅ Approved. The time chosen for it is over, so it goes out at once.")
    return t("✅ Approved. It goes out: {when}.", when=t.moment(send_at))


def ask_remark(t: Translator) -> Markup:
    return t("What should be changed? Write it for the author.")


def you_returned(t: Translator, author: str) -> Markup:
    return t("↩️ Returned with your remark. Now it is the turn of: {name}.", name=author)


def you_stopped(t: Translator, sent: int, *, started: bool) -> Markup:
    """`sent`: as far as it is recorded; what goes in this moment isn't yet."""
    if not started:
        return t("⛔ Stopped. Nobody got it.")
    if not sent:
        return t("⛔ Stopped. What was on its way just now may still arrive.")
    return t.plural(
        "⛔ Stopped. It has gone to {count} resident already.",
        "⛔ Stopped. It has gone to {count} residents already.",
        sent,
    )


def you_resumed(t: Translator, at: datetime | None) -> Markup:
    """`at`: when, if nobody is to be woken now."""
    if at:
        return t("▶️ Those who have not got it get it in the morning: {when}", when=t.moment(at))
    return t("▶️ It goes on to those who have not got it.")


def ask_delete(t: Translator, broadcast: Broadcast) -> Markup:
    return t("Delete «{headline}»? It can't be brought back.", headline=rules.headline(broadcast.text_ky))


def deleted(t: Translator) -> Markup:
    return t("🗑 The draft is deleted.")


# Emergency


def ask_reason(t: Translator) -> Markup:
    return t(
        "🚨 An emergency message goes to all at once, also at night, without a second person. "
        "Why is it needed? Your answer stays on record."
    )


def ask_emergency_sure(t: Translator, headline: str, size: int, reason: str, costs: Sequence[Cost]) -> Markup:
    lines = [
        t.plural("🚨 Send it now to {count} resident?", "🚨 Send it now to {count} residents?", size),
        Markup("<b>«{}»</b>").format(headline),
        t("Reason of the emergency: {reason}", reason=reason),
        *(line for cost in costs for line in cost_lines(t, cost)),
    ]
    return Markup("\n").join(lines)


def send_emergency(t: Translator) -> Markup:
    return t("🚨 Yes, send now")


def emergency_sent(t: Translator) -> Markup:
    return t("🚨 It is being sent now.")


def too_long_remark(t: Translator) -> Markup:
    return t("Please write it shorter, in at most 500 letters.")
