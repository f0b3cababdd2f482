"""Questions while a message is written, changed and given its time."""

from markupsafe import Markup

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.models import Broadcast
from bot.areas.residents.models import Topic
from bot.core.i18n import Translator


def ask_kyrgyz(t: Translator) -> Markup:
    return t("Write the message in <b>Kyrgyz</b>.")


def ask_russian(t: Translator) -> Markup:
    return t("Now the same in <b>Russian</b>. If you skip it, everybody gets the Kyrgyz text.")


def ask_files(t: Translator) -> Markup:
    return t("Add a photo, a document or a voice message, or skip.")


def ask_new_russian(t: Translator) -> Markup:
    return t("Write the message in <b>Russian</b>. If you skip it, everybody gets the Kyrgyz text.")


def ask_new_files(t: Translator) -> Markup:
    return t(
        "Send the new photo, document or voice message: it takes the place of the old ones. "
        "If you skip, the message goes without files."
    )


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


def kept(t: Translator, broadcast: Broadcast) -> Markup:
    return t(
        "Your unfinished message is kept among your drafts: «{headline}»",
        headline=rules.headline(broadcast.text_ky),
    )


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


def russian_stays(t: Translator) -> Markup:
    return t("⚠️ The Russian text is still the old one. Please change it too, if it says something else.")
