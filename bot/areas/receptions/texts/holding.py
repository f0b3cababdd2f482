"""What those who receive read: their hours, who comes, publishing and cancelling."""

from collections.abc import Sequence
from datetime import date, time

from markupsafe import Markup

from bot.areas.receptions.models import Booking, Reception, ReceptionSeries
from bot.areas.receptions.texts import public
from bot.core.i18n import Translator


def command(t: Translator) -> Markup:
    return t("My reception hours: publish, see who comes")


def label(t: Translator) -> Markup:
    return t("🚪 My reception")


def list_head(t: Translator, *, any_found: bool) -> Markup:
    if not any_found:
        return t(
            "🚪 <b>My reception hours</b>\nNothing is published yet. Publish your hours: residents then book "
            "a time, and you see beforehand who comes and what about."
        )
    return t("🚪 <b>My reception hours</b>\nBehind each: how many have booked.")


def day_button(t: Translator, reception: Reception, booked: int) -> str:
    return f"{t.short_day(reception.starts_at)} {public.hours(t, reception)} · 👥 {booked}"


def past_button(t: Translator, reception: Reception, booked: int) -> str:
    return f"✔️ {day_button(t, reception, booked)}"


def series_button(t: Translator, series: ReceptionSeries) -> str:
    # Any Monday gives the weekdays their names.
    weekday = t.weekday(date(2026, 11, 23 + series.weekday))
    return f"🔁 {weekday} {t.time(series.opens)}–{t.time(series.closes)}"


def new_button(t: Translator) -> Markup:
    return t("➕ Publish hours")


def to_list(t: Translator) -> Markup:
    return t("🚪 My hours")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def card(t: Translator, reception: Reception, bookings: Sequence[Booking], free: int | None) -> Markup:
    """`free`: how many more can book; None when it is over."""
    lines = [
        t("🚪 <b>{day}, {hours}</b>", day=t.full_date(reception.starts_at), hours=public.hours(t, reception)),
        t("📍 {place}", place=reception.place),
    ]
    if reception.cancelled_at:
        lines.append(t("❌ <b>Cancelled</b>"))
    lines += [Markup(""), *who_comes(t, bookings)]
    if free is not None and not reception.cancelled_at:
        lines.append(t.plural("{count} time is free.", "{count} times are free.", free))
    return Markup("\n").join(lines)


def who_comes(t: Translator, bookings: Sequence[Booking]) -> list[Markup]:
    if not bookings:
        return [t("Nobody has booked yet.")]
    marks = {None: "•", True: "✅", False: "✖️"}
    return [
        Markup("{} <b>{}</b> {}: {}").format(
            marks[one.came], t.time(one.starts_at), one.name or "–", one.matter or "–"
        )
        for one in bookings
    ]


def came_button(t: Translator, booking: Booking) -> str:
    return f"✅ {t.time(booking.starts_at)} {booking.name or '–'}"[:40]


def absent_button(t: Translator) -> Markup:
    return t("✖️ Did not come")


def cancel_button(t: Translator) -> Markup:
    return t("❌ Cancel this day")


# Publishing


def ask_repeat(t: Translator) -> Markup:
    return t("🚪 Do you receive on one day or every week?")


def once(t: Translator) -> Markup:
    return t("On one day")


def weekly(t: Translator) -> Markup:
    return t("Every week")


def ask_day(t: Translator, *, weekly: bool) -> Markup:
    if weekly:
        return t("On which day for the first time? The same day of every week follows; no holidays.")
    return t("On which day?")


def day_wrong(t: Translator) -> Markup:
    return t("Please choose a day from today on, within the next half year.")


def ask_opens(t: Translator) -> Markup:
    return t("From what time?")


def ask_closes(t: Translator) -> Markup:
    return t("Until what time?")


def closes_wrong(t: Translator, opens: time) -> Markup:
    return t("It has to end after {time}, on the same day. Please choose again.", time=t.time(opens))


def opens_past(t: Translator) -> Markup:
    return t("That time is over already. Please choose a later one.")


def ask_minutes(t: Translator) -> Markup:
    return t("How long is one visit?")


def minutes(t: Translator, count: int) -> str:
    return str(t.plural("{count} minute", "{count} minutes", count))


def ask_place(t: Translator) -> Markup:
    return t("Where? The address, and the room.")


def preview(
    t: Translator, *, weekly: bool, day: date, opens: time, closes: time, slots: int, place: str
) -> Markup:
    first = t("Every week from {day}", day=t.full_date(day)) if weekly else t.full_date(day)
    return t(
        "🚪 <b>{day}</b>\n🕘 {opens}–{closes}\n📍 {place}\n{slots}\n\n"
        "Residents will see this in /receptions.",
        day=first,
        opens=t.time(opens),
        closes=t.time(closes),
        place=place,
        slots=t.plural("{count} visitor can book.", "{count} visitors can book.", slots),
    )


def publish_button(t: Translator) -> Markup:
    return t("✅ Publish")


def published(t: Translator, count: int) -> Markup:
    if count == 1:
        return t("✅ Your hours are published. You will be told who comes a day before.")
    return t.plural(
        "✅ {count} day is published already, the next ones follow by themselves. "
        "You will be told who comes a day before.",
        "✅ {count} days are published already, the next ones follow by themselves. "
        "You will be told who comes a day before.",
        count,
    )


# Cancelling


def ask_reason(t: Translator, reception: Reception, booked: int) -> Markup:
    text = t("❌ Cancel {day}, {hours}?", day=t.day(reception.starts_at), hours=public.hours(t, reception))
    if not booked:
        return Markup("{}\n{}").format(text, t("Nobody has booked yet."))
    who = t.plural(
        "{count} person has booked and will be told.", "{count} people have booked and will be told.", booked
    )
    return Markup("{}\n{}\n{}").format(text, who, t("Please write the reason for them, or skip this."))


def cancelled(t: Translator, told: int) -> Markup:
    if not told:
        return t("The day is cancelled. Nobody had booked.")
    return t.plural(
        "The day is cancelled. {count} person is told.",
        "The day is cancelled. {count} people are told.",
        told,
    )


def ask_end(t: Translator, series: ReceptionSeries) -> Markup:
    return t(
        "End the weekly hours {hours}? Days that are published already stay; you can cancel each by itself.",
        hours=series_button(t, series),
    )


def end_button(t: Translator) -> Markup:
    return t("Yes, end them")


def ended(t: Translator) -> Markup:
    return t("The weekly hours are ended. No new days will follow.")


# Unasked


def tomorrow(t: Translator, reception: Reception, bookings: Sequence[Booking]) -> Markup:
    head = t(
        "🚪 <b>Your reception: {day}, {hours}</b>\n📍 {place}",
        day=t.day(reception.starts_at),
        hours=public.hours(t, reception),
        place=reception.place,
    )
    return Markup("\n").join([head, Markup(""), *who_comes(t, bookings)])


def one_more(t: Translator, booking: Booking) -> Markup:
    return t(
        "🚪 One more has booked your reception, {when}: {name}. About: {matter}",
        when=public.when(t, booking.starts_at),
        name=booking.name or "–",
        matter=booking.matter or "–",
    )


def one_less(t: Translator, booking: Booking) -> Markup:
    return t(
        "🚪 {name} can't come to your reception, {when}. The time is free again.",
        name=booking.name or "–",
        when=public.when(t, booking.starts_at),
    )
