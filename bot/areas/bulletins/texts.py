"""What is said about bulletins, and the frame of a draft."""

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.areas.broadcasts.models import BroadcastState
from bot.areas.bulletins.models import Bulletin, BulletinKind, Distribution, DistributionKind
from bot.core.audit import AuditEntry
from bot.core.errors import Refused
from bot.core.i18n import Translator

# The draft


def title(t: Translator, kind: BulletinKind) -> Markup:
    return t("Bulletin of the month") if kind is BulletinKind.MONTHLY else t("Bulletin of the quarter")


def period(t: Translator, bulletin_kind: BulletinKind, start: date) -> Markup:
    if bulletin_kind is BulletinKind.MONTHLY:
        return Markup("{}").format(t.month(start))
    return t("{quarter} quarter of {year}", quarter=_quarter(start), year=start.year)


def _quarter(start: date) -> str:
    return ("I", "II", "III", "IV")[(start.month - 1) // 3]


def name(t: Translator, bulletin: Bulletin) -> Markup:
    """Title and period in one line."""
    return headline(t, bulletin.kind, bulletin.period_start)


def headline(t: Translator, kind: BulletinKind, start: date) -> Markup:
    return t("{title}: {period}", title=title(t, kind), period=period(t, kind, start))


def draft(t: Translator, kind: BulletinKind, start: date, office: str, lines: Sequence[Markup]) -> Markup:
    """The text a draft opens with; the officer completes it."""
    # Its first line names it in lists and notices.
    head = Markup("<b>{}</b>\n{}").format(headline(t, kind, start), office)
    body = Markup("\n").join(lines) if lines else nothing_recorded(t)
    return Markup("{}\n\n{}").format(head, body)


def draft_line(t: Translator, day: date, what: str) -> Markup:
    return Markup("• {} ({})").format(what, t.day_month(day))


def nothing_recorded(t: Translator) -> Markup:
    return t("• ____ (write here what was done)")


# The office's card


def draft_opened(t: Translator, bulletin: Bulletin) -> Markup:
    return t(
        "📝 A draft is ready: <b>{name}</b>.\nIt goes out on {when}. Please read and complete it.",
        name=name(t, bulletin),
        when=t.moment(bulletin.publish_at),
    )


def reminder(t: Translator, bulletin: Bulletin, days: int) -> Markup:
    which = name(t, bulletin)
    return t.plural(
        "⏰ {name}\nIt goes out in {count} day. Please finish it and send it for approval.",
        "⏰ {name}\nIt goes out in {count} days. Please finish it and send it for approval.",
        days,
        name=which,
    )


def approval_reminder(t: Translator, bulletin: Bulletin) -> Markup:
    return t(
        "⏰ {name}\nIt waits for your approval. It goes out on {when}.",
        name=name(t, bulletin),
        when=t.moment(bulletin.publish_at),
    )


def escalation(t: Translator, bulletin: Bulletin, state: BroadcastState) -> Markup:
    waiting = state is BroadcastState.WAITING
    why = t("It waits for approval.") if waiting else t("Nobody has sent it for approval yet.")
    return t(
        "❗ {name}\nIt is to go out on {when}, but it is not ready. {why}",
        name=name(t, bulletin),
        when=t.moment(bulletin.publish_at),
        why=why,
    )


def overdue(t: Translator, bulletin: Bulletin) -> Markup:
    return t(
        "❗ {name}\nIt was to go out on {when} and has not. It goes out as soon as it is approved.",
        name=name(t, bulletin),
        when=t.moment(bulletin.publish_at),
    )


def card(t: Translator, bulletin: Bulletin, state: BroadcastState, copies: Sequence[Distribution]) -> Markup:
    lines = [
        Markup("<b>{}</b>").format(name(t, bulletin)),
        state_line(t, bulletin, state),
    ]
    lines += [copy_line(t, copy) for copy in copies]
    return Markup("\n").join(lines)


def state_line(t: Translator, bulletin: Bulletin, state: BroadcastState) -> Markup:
    if bulletin.published_at and bulletin.late:
        return t("✅ Sent late, on {when}", when=t.moment(bulletin.published_at))
    if bulletin.published_at:
        return t("✅ Sent on {when}", when=t.moment(bulletin.published_at))
    if state is BroadcastState.STOPPED:
        return t("⛔ Stopped")
    if state is BroadcastState.WAITING:
        return t("⏳ Waits for approval; goes out on {when}", when=t.moment(bulletin.publish_at))
    if state in {BroadcastState.DRAFT, BroadcastState.RETURNED}:
        return t("📝 Being written; goes out on {when}", when=t.moment(bulletin.publish_at))
    return t("🕒 Approved; goes out on {when}", when=t.moment(bulletin.publish_at))


def copy_line(t: Translator, copy: Distribution) -> Markup:
    sign = "📌" if copy.kind is DistributionKind.BOARD else "💬"
    line = Markup("{} {}, {}").format(sign, copy.place, t.date(copy.recorded_at))
    return line + " 📷" if copy.photo_id else line


def list_head(t: Translator) -> Markup:
    return t("Bulletins of the office:")


def no_bulletins_yet(t: Translator, when: datetime) -> Markup:
    return t("There is no draft yet. The next one opens by itself on {when}.", when=t.date(when))


def open_text(t: Translator) -> Markup:
    return t("✏️ Read and edit")


def more(t: Translator) -> Markup:
    return t("📰 The bulletin's card")


def close(t: Translator) -> Markup:
    return t("⛔ Do not publish it")


def ask_close(t: Translator) -> Markup:
    return t("Why will this bulletin not be published? Write the reason; it stays on record.")


def closed(t: Translator, bulletin: Bulletin) -> Markup:
    return t("⛔ {name} is closed and will not be published.", name=name(t, bulletin))


def make_poster(t: Translator) -> Markup:
    return t("🖨 Poster for the board")


def make_group_pack(t: Translator) -> Markup:
    return t("💬 For WhatsApp groups")


def note_poster(t: Translator) -> Markup:
    return t("📌 Poster is up")


def note_group(t: Translator) -> Markup:
    return t("☑️ Sent to a group")


def in_language(t: Translator, language: str) -> Markup:
    return t("The same in Russian") if language == "ru" else t("The same in Kyrgyz")


def poster_caption(t: Translator, village: str) -> Markup:
    return t("Poster for {village}. Print it on A4 and put it up; then tap «Poster is up».", village=village)


def choose_village(t: Translator) -> Markup:
    return t("For which village?")


def whole_municipality(t: Translator) -> Markup:
    return t("For all villages")


def group_pack_intro(t: Translator) -> Markup:
    return t(
        "Forward the picture and the text below to your WhatsApp groups. "
        "Then tap «Sent to a group», so that it is on record."
    )


def share_button(t: Translator) -> Markup:
    return t("Open in WhatsApp")


def subscribe_line(t: Translator, link: str) -> Markup:
    return t("Get such news in your phone: {link}", link=link)


def ask_place(t: Translator) -> Markup:
    return t("Where does the poster hang? For example: by the school, at the shop.")


def ask_group(t: Translator) -> Markup:
    return t("To which group was it sent? Write its name.")


def ask_photo(t: Translator) -> Markup:
    return t("Send a photo of the board, or skip.")


def ask_people(t: Translator) -> Markup:
    return t("How many people are in this group? Write a number, or skip.")


def a_number_please(t: Translator) -> Markup:
    return t("Please write a whole number, for example 120.")


def too_long(t: Translator) -> Markup:
    return t("Please write it shorter, in at most 200 letters.")


def recorded(t: Translator) -> Markup:
    return t("✅ Recorded. Thank you.")


# Posters


def scan_to_subscribe(t: Translator) -> Markup:
    return t("Point your phone's camera here")


def scan_why(t: Translator) -> Markup:
    return t("News of your village in your phone")


def office_hours(t: Translator, opens: str, closes: str) -> Markup:
    return t("Office hours: {opens}–{closes}", opens=opens, closes=closes)


def telephone(t: Translator, number: str) -> Markup:
    return t("Telephone: {number}", number=number)


def put_up(t: Translator, day: date) -> Markup:
    return Markup("{}").format(t.date(day))


def and_more(t: Translator, count: int) -> Markup:
    return t.plural("and {count} more piece of news", "and {count} more pieces of news", count)


# Residents


def residents_list(t: Translator) -> Markup:
    return t("📰 Which bulletin would you like to read?")


def none_published(t: Translator) -> Markup:
    return t("There is no bulletin yet. The first one will come to you by itself.")


def current_offer(t: Translator, bulletin: Bulletin) -> Markup:
    return t("You may read the latest bulletin now: {name}.", name=name(t, bulletin))


def read(t: Translator) -> Markup:
    return t("📰 Read")


def menu_label(t: Translator) -> Markup:
    return t("📰 Bulletins")


def bulletins_command(t: Translator) -> Markup:
    return t("Bulletins of the office")


def staff_label(t: Translator) -> Markup:
    return t("📰 Bulletins, posters")


def staff_command(t: Translator) -> Markup:
    return t("Bulletins: drafts, posters, groups")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def gone(t: Translator) -> Markup:
    return t("This bulletin is no longer here.")


# Refusals and the record


def not_out_yet(t: Translator, _refused: Refused) -> Markup:
    return t("Posters and group messages can be made once the bulletin is approved.")


def unknown(t: Translator, _refused: Refused) -> Markup:
    return gone(t)


def not_closable(t: Translator, _refused: Refused) -> Markup:
    return t("Only a bulletin that is late and not approved can be closed.")


REFUSALS = {
    "bulletins:not_approved": not_out_yet,
    "bulletins:not_closable": not_closable,
    "bulletins:unknown": unknown,
}


def audit_closed(t: Translator, entry: AuditEntry) -> Markup:
    reason = (entry.after or {}).get("reason", "")
    return t("A bulletin was closed unpublished: {reason}", reason=reason)


def audit_opened(t: Translator, _entry: AuditEntry) -> Markup:
    return t("A bulletin's draft was opened")


def audit_published(t: Translator, entry: AuditEntry) -> Markup:
    late = (entry.after or {}).get("late")
    return t("A bulletin went out late") if late else t("A bulletin went out")


def audit_escalated(t: Translator, _entry: AuditEntry) -> Markup:
    return t("The head was told that a bulletin is not ready")


def audit_distributed(t: Translator, entry: AuditEntry) -> Markup:
    place = (entry.after or {}).get("place", "")
    return t("A bulletin was put up or forwarded: {place}", place=place)
