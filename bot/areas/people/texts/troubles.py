"""What keeps a whole platform from sending, and what to do about it."""

from datetime import datetime

from markupsafe import Markup

from bot.core.i18n import Translator

PLATFORMS = {"telegram": "Telegram", "whatsapp": "WhatsApp"}


def platform_name(channel: str) -> str:
    """As people call it; names of firms are the same in every language."""
    return PLATFORMS.get(channel, channel)


def trouble(t: Translator, channel: str, reason: str, since: datetime) -> Markup:
    """For those who look after the program."""
    name = platform_name(channel)
    if reason == "money_limit":
        return t(
            "⚠️ {platform}: this month's limit for paid notices is used up. Nobody is written to there any "
            "more before they write themselves; then they get all that was meant for them. The limit is "
            "JARCHY_WHATSAPP_MONTHLY_LIMIT in the file .env.",
            platform=name,
        )
    if reason == "payment":
        return t(
            "⚠️ {platform} takes no paid notices from us since {when}: the payment did not go through. "
            "Please check the card in Meta's Business Manager, under billing.",
            platform=name,
            when=t.moment(since),
        )
    broken = t(
        "⚠️ Nothing goes out over {platform} since {when}. No message is lost: they go when it works again.",
        platform=name,
        when=t.moment(since),
    )
    return Markup("\n").join([broken, _what_to_do(t, reason)])


def _what_to_do(t: Translator, reason: str) -> Markup:
    if reason == "token_refused":
        return t("Its token is refused. Please get a new one, write it into .env and start the program anew.")
    if reason == "account_locked":
        return t("The account is locked. Please look in Meta's Business Manager why, and ask for a review.")
    if reason == "no_permission":
        return t(
            "The token lacks a permission. Please make one that may send messages, and put it into .env."
        )
    if reason in {"not_registered", "name_not_approved"}:
        return t("The number isn't ready. Please finish its registration in Meta's WhatsApp Manager.")
    if reason == "maintenance":
        return t("The platform is being repaired by its makers. Nothing needs to be done.")
    return t("The reason it gave: {code}. “jarchy doctor” may tell more.", code=reason)
