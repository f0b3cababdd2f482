"""What residents read: who receives when, their booking, reminders."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.people.texts.roles import role_name
from bot.areas.receptions.models import Booking, Reception
from bot.areas.receptions.queries import Holder
from bot.core.i18n import Translator


def menu_label(t: Translator) -> Markup:
    return t("🚪 Reception")


def command(t: Translator) -> Markup:
    return t("Reception hours: book a time with your deputy or the head")


def when(t: Translator, at: datetime) -> str:
    return str(t("{day}, at {time}", day=t.day(at), time=t.time(at)))


def hours(t: Translator, reception: Reception) -> str:
    return f"{t.time(reception.starts_at)}–{t.time(reception.ends_at)}"


def holder_row(t: Translator, holder: Holder) -> str:
    return f"{holder.name}, {role_name(t, holder.role)}"


def day_button(t: Translator, reception: Reception) -> str:
    return f"{t.short_day(reception.starts_at)} {t.time(reception.starts_at)}"


def day_row(t: Translator, reception: Reception, free: int) -> Markup:
    left = t.plural("{count} free", "{count} free", free)
    return Markup("{} {}: {}").format(t.short_day(reception.starts_at), hours(t, reception), left)


def mine_button(t: Translator, booking: Booking) -> str:
    return f"✅ {t.short_day(booking.starts_at)} {t.time(booking.starts_at)}"


def list_head(t: Translator, *, any_found: bool, mine: bool) -> Markup:
    if not any_found and not mine:
        return t("🚪 No reception hours are announced now. Please look again later.")
    head = t("🚪 <b>Reception</b>\nWhom would you like to see? Choose, and you will see their hours.")
    return Markup("{}\n{}").format(head, t("✅ is what you have booked.")) if mine else head


def days_head(t: Translator, name: str, rows: Sequence[Markup]) -> Markup:
    if not rows:
        return t("🚪 <b>{name}</b>\nThere is no free time now. Please look again later.", name=name)
    head = t("🚪 <b>{name}</b>\nWhich day suits you?", name=name)
    return Markup("\n").join([head, Markup(""), *rows])


def card(t: Translator, reception: Reception, name: str, free: int) -> Markup:
    lines = [
        t("🚪 <b>Reception: {name}</b>", name=name),
        t("🗓 {day}, {hours}", day=t.full_date(reception.starts_at), hours=hours(t, reception)),
        t("📍 {place}", place=reception.place),
        t.plural("Each visit: {count} minute.", "Each visit: {count} minutes.", reception.slot_minutes),
    ]
    lines.append(
        t.plural("{count} time is free.", "{count} times are free.", free)
        if free
        else t("All times are taken.")
    )
    return Markup("\n").join(lines)


def book_button(t: Translator) -> Markup:
    return t("🕘 Book a time")


def list_button(t: Translator) -> Markup:
    return t("🚪 All receptions")


def give_back_button(t: Translator) -> Markup:
    return t("❌ I can't come")


def sure_button(t: Translator) -> Markup:
    """Said otherwise than the button before: a double tap on that one must not give the time away."""
    return t("❌ Yes, give it up")


def keep_button(t: Translator) -> Markup:
    return t("I will come")


# Booking


def ask_slot(t: Translator) -> Markup:
    return t("🕘 What time suits you?")


def ask_another_slot(t: Translator) -> Markup:
    return t("Somebody has just taken that time. Please choose another; what you wrote is kept.")


def ask_matter(t: Translator) -> Markup:
    return t("What is it about? Please write one sentence. Only the person you are going to see reads it.")


def ask_name(t: Translator) -> Markup:
    return t("Please write your name, so that you are called in.")


def booked(t: Translator, reception: Reception, booking: Booking, name: str) -> Markup:
    return t(
        "✅ <b>You are booked: {when}</b>\n{name}\n📍 {place}\n\nWe will remind you. If you can't come, "
        "please tell us with the button: somebody else can have the time then.",
        when=when(t, booking.starts_at),
        name=name,
        place=reception.place,
    )


def mine(t: Translator, reception: Reception, booking: Booking, name: str) -> Markup:
    return t(
        "✅ <b>{when}</b>\n{name}\n📍 {place}\nAbout: {matter}",
        when=when(t, booking.starts_at),
        name=name,
        place=reception.place,
        matter=booking.matter or "–",
    )


def ask_give_back(t: Translator, booking: Booking) -> Markup:
    return t("Give up your time, {when}?", when=when(t, booking.starts_at))


def given_back(t: Translator) -> Markup:
    return t("Your time is given up. Thank you for telling us.")


# Unasked


def reminder(t: Translator, reception: Reception, booking: Booking, name: str) -> Markup:
    return t(
        "⏰ You are expected at the reception: <b>{when}</b>.\n{name}\n📍 {place}",
        when=when(t, booking.starts_at),
        name=name,
        place=reception.place,
    )


def called_off(t: Translator, reception: Reception, booking: Booking, name: str | None) -> Markup:
    lines = [
        t(
            "❌ <b>The reception is cancelled.</b> You were booked: {when}. Please do not come.",
            when=when(t, booking.starts_at),
        )
    ]
    if name:
        lines.append(Markup("{}").format(name))
    if reception.reason:
        lines.append(t("The reason: {reason}", reason=reception.reason))
    lines.append(t("You can choose another time: /receptions"))
    return Markup("\n").join(lines)


def slot_options(t: Translator, free: Sequence[datetime]) -> list[tuple[str, str]]:
    """Label and value; the value is the moment itself."""
    return [(t.time(slot), f"{int(slot.timestamp())}") for slot in free]
