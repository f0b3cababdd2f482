"""Language, topics, stopping."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.residents.models import Topic
from bot.areas.residents.texts.channels import channel_names
from bot.core.i18n import Translator


def settings(t: Translator) -> Markup:
    return t("⚙️ <b>Settings</b>\n\nWhat would you like to change?")


def label(t: Translator) -> Markup:
    return t("⚙️ Settings")


def my_phones(t: Translator) -> Markup:
    """Both are often on one phone."""
    return t("📱 Telegram+WhatsApp")


def language_chosen(t: Translator, name: str) -> Markup:
    return t("🌐 Language: <b>{language}</b>", language=name)


def topics(t: Translator) -> Markup:
    return t(
        "<b>What shall we write to you about?</b>\n\n"
        "Tap a topic to turn it on ✅ or off 🔕. Warnings of danger always come."
    )


def switch(t: Translator, topic: Topic, *, on: bool) -> Markup:
    return Markup("{} {}").format("✅" if on else "🔕", topic_name(t, topic))


def topic_name(t: Translator, topic: Topic) -> Markup:
    return {
        Topic.BULLETINS: t("Bulletins"),
        Topic.HEARINGS: t("Hearings"),
        Topic.SURVEYS: t("Surveys"),
        Topic.NEWS: t("News"),
    }[topic]


def stopped(t: Translator, channels: Sequence[str], *, staff: bool) -> Markup:
    """`staff`: what their work needs still reaches them. `channels`: it holds on all of them."""
    said = _stopped(t, staff=staff)
    if len(channels) < 2:
        return said
    both = t("This holds in each of your apps: {channels}.", channels=channel_names(t, channels))
    return Markup("{}\n\n{}").format(said, both)


def _stopped(t: Translator, *, staff: bool) -> Markup:
    if staff:
        return t("You will get no more mailings. Messages of your work still come.")
    return t(
        "You will get no more messages from us. Your choices are kept.\n\n"
        "To come back, tap the button. To delete your data: /mydata"
    )
