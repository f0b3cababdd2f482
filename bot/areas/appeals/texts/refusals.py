"""Why something was refused, and what to do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.appeals.texts import naming
from bot.core.errors import Refused
from bot.core.i18n import Translator


def past(t: Translator, refused: Refused) -> Markup:
    return t(
        "Nothing was changed: this appeal is now «{state}».",
        state=naming.state(t, refused.data["state"]),
    )


def long(t: Translator, refused: Refused) -> Markup:
    return t("That is too long. Please write at most {longest} letters.", longest=refused.data["longest"])


def blocked(t: Translator, refused: Refused) -> Markup:
    """Who objected already isn't sent to do it again."""
    if refused.data["objected"]:
        return t(
            "The office has stopped your appeals. The reason: «{reason}».", reason=refused.data["reason"]
        )
    return t(
        "The office has stopped your appeals. The reason: «{reason}». If you do not agree, write /objection.",
        reason=refused.data["reason"],
    )


def often(t: Translator, refused: Refused) -> Markup:
    return t.plural(
        "{count} appeal a day can be sent. Please send the next one tomorrow.",
        "{count} appeals a day can be sent. Please send the next one tomorrow.",
        refused.data["most"],
    )


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "appeals:gone": lambda t, _: t("There is no such appeal. Please check the number."),
    "appeals:not_yours": lambda t, _: t("This is for somebody else to do. Nothing was changed."),
    "appeals:past": past,
    "appeals:number": lambda t, _: t("There is no such number. Please look at it again: 26-0417-7."),
    "appeals:empty": lambda t, _: t("Please write it in words, or send a voice message or a photo."),
    "appeals:short": lambda t, _: t("The author reads this. Please explain it in a few words."),
    "appeals:long": long,
    "appeals:photo_as_file": lambda t, _: t(
        "The picture came as a file. Please send it once more as a photo, not as a file."
    ),
    "appeals:file": lambda t, _: t("Only photos and voice messages can be added here."),
    "appeals:file_big": lambda t, refused: t(
        "This file is too large: {most} MB at most. Please send a smaller one.", most=refused.data["most"]
    ),
    "appeals:files_many": lambda t, refused: t.plural(
        "{count} photo can be added, no more.", "{count} photos can be added, no more.", refused.data["most"]
    ),
    "appeals:voices_many": lambda t, refused: t.plural(
        "{count} voice message can be added, no more.",
        "{count} voice messages can be added, no more.",
        refused.data["most"],
    ),
    "appeals:name": lambda t, _: t("Please write your name in letters, shortly."),
    "appeals:telephone": lambda t, _: t("Please write the number in digits, like 0555 12 34 56."),
    "appeals:replies_many": lambda t, refused: t.plural(
        "{count} message a day can be added to an appeal. Please send the next one tomorrow.",
        "{count} messages a day can be added to an appeal. Please send the next one tomorrow.",
        refused.data["most"],
    ),
    "appeals:told_already": lambda t, _: t("You have told it already. Thank you."),
    "appeals:disputed_already": lambda t, _: t("You have disagreed once already, and it was decided."),
    "appeals:dispute_late": lambda t, refused: t(
        "One could disagree until {until}. You can send a new appeal.", until=t.date(refused.data["until"])
    ),
    "appeals:blocked": blocked,
    "appeals:often": often,
}
