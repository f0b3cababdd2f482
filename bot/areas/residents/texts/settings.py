"""Language, topics, stopping."""

from markupsafe import Markup

from bot.areas.residents.models import Topic
from bot.core.i18n import Translator


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


def stopped(t: Translator, *, staff: bool) -> Markup:
    """`staff`: what their work needs still reaches them."""
    if staff:
        return t("You will get no more mailings. Messages of your work still come.")
    return t(
        "You will get no more messages from us. Your choices are kept.\n\n"
        "To come back, tap the button. To delete your data: /mydata"
    )
