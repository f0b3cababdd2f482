"""Two phones of one person, joined by a code."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.residents.texts.channels import channel_name, channel_names
from bot.core.i18n import Translator


def what_for(t: Translator) -> Markup:
    return t(
        "📱 <b>Telegram and WhatsApp together</b>\n\n"
        "Do you write to us both in Telegram and in WhatsApp? Join them with a code: then each message "
        "comes to one place only, and your villages, appeals and answers are together.\n\n"
        "1. Get a code in one of them.\n"
        "2. Write it in the other."
    )


def joined_already(t: Translator, channels: Sequence[str], preferred: str) -> Markup:
    return t(
        "📱 <b>Already together: {channels}</b>\n\n"
        "Messages come to: <b>{preferred}</b>. Where should they come?\n\n"
        "If you write to us from one more phone, it can be joined with a code too.",
        channels=channel_names(t, channels),
        preferred=channel_name(preferred),
    )


def give_code(t: Translator) -> Markup:
    return t("🔑 Get a code")


def have_code(t: Translator) -> Markup:
    return t("🔢 I have a code")


def code(t: Translator, code: str, until: datetime, other: str) -> Markup:
    """In two halves, so that it can be read and typed."""
    return t(
        "🔑 Your code: <b>{code}</b>\n\n"
        "1. Open {other}.\n"
        "2. Write these six digits to us there.\n\n"
        "The code is good until {time}, once. Give it to nobody: whoever has it sees what you have here.",
        code=f"{code[:3]} {code[3:]}",
        other=channel_name(other),
        time=t.time(until),
    )


def open_whatsapp(t: Translator) -> Markup:
    return t("Open WhatsApp")


def open_telegram(t: Translator) -> Markup:
    return t("Open Telegram")


def ask_code(t: Translator) -> Markup:
    return t("🔢 Write the six digits that you got in Telegram or in WhatsApp.")


def six_digits(t: Translator) -> Markup:
    return t("A code is six digits, like 123 456. Please look at it again and write it once more.")


def wrong_code(t: Translator, left: int) -> Markup:
    return t.plural(
        "This code is wrong or too old. You can get a new one where you got it: /link. "
        "You can try {count} more time.",
        "This code is wrong or too old. You can get a new one where you got it: /link. "
        "You can try {count} more times.",
        left,
    )


def wait(t: Translator, until: datetime) -> Markup:
    return t("There were too many wrong codes. You can try again after {time}.", time=t.time(until))


def own_code(t: Translator) -> Markup:
    return t(
        "This code was given right here, or both are joined already. A code of Telegram is to be written in "
        "WhatsApp, a code of WhatsApp in Telegram."
    )


def past(t: Translator) -> Markup:
    return t("This code is no longer good. Please get a new one where you got it: /link")


def ask_sure(t: Translator, channel: str, given_at: datetime) -> Markup:
    """Nothing that somebody could learn who only guessed the code."""
    return t(
        "<b>Is that you?</b>\n\n"
        "The code was given in {channel} at {time}. If you took it there yourself, join: then you are one "
        "person here, a message comes to one place only, and a vote counts once.\n\n"
        "⚠️ If somebody else told you this code, do not join: they would see what you have here.",
        channel=channel_name(channel),
        time=t.time(given_at),
    )


def yes_join(t: Translator) -> Markup:
    return t("✅ Yes, join")


def not_joined(t: Translator) -> Markup:
    return t("Nothing was joined.")


def joined(t: Translator, channel: str) -> Markup:
    return t(
        "✅ Joined with {channel}. You are one person here now: your villages, appeals and answers are "
        "together.",
        channel=channel_name(channel),
    )


def ask_where(t: Translator, channel: str) -> Markup:
    return t(
        "Where should messages come? Now they come here ({channel}). You can change it at any time: /link",
        channel=channel_name(channel),
    )


def at_home(t: Translator) -> Markup:
    return t("Your menu is below 👇")


def place(t: Translator, channel: str, *, chosen: bool, here: bool | None) -> Markup:
    """`here`: whether it is the phone at hand; None where its name says enough."""
    sign = "✅" if chosen else "💬"
    name = channel_name(channel)
    if here is None:
        return Markup("{} {}").format(sign, name)
    return (
        t("{sign} {app}, here", sign=sign, app=name)
        if here
        else t("{sign} {app}, other", sign=sign, app=name)
    )


def preferred(t: Translator, channel: str) -> Markup:
    return t("Done. Messages come to: <b>{channel}</b>.", channel=channel_name(channel))


def was_joined(t: Translator, channel: str) -> Markup:
    """Told where the code was given."""
    return t(
        "📱 {channel} was joined with your code: both are one person now, and messages come there. To change "
        "it: /link\n\nIf it was not you, tap the button.",
        channel=channel_name(channel),
    )


def not_me(t: Translator) -> Markup:
    return t("🚫 It was not me")


def parted(t: Translator, channel: str) -> Markup:
    return t(
        "Done. {channel} is parted: nothing of yours is seen there any more, and messages come here. "
        "Give your codes to nobody.",
        channel=channel_name(channel),
    )
