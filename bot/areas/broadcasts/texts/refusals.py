"""Why something was refused, and what to do."""

from markupsafe import Markup

from bot.areas.broadcasts.models import BroadcastKind
from bot.areas.broadcasts.texts.deciding import too_long_remark
from bot.areas.broadcasts.texts.states import bare_state
from bot.core.errors import Refused
from bot.core.i18n import Translator


def past(t: Translator, refused: Refused) -> Markup:
    return t(
        "Nothing was changed: this message is now «{state}».", state=bare_state(t, refused.data["state"])
    )


def decided(t: Translator, refused: Refused) -> Markup:
    return t(
        "{name} has decided already: this message is now «{state}».",
        name=refused.data["name"],
        state=bare_state(t, refused.data["state"]),
    )


def changed(t: Translator, _refused: Refused) -> Markup:
    return t("The message was changed after you saw it. Please look at it once more.")


def own(t: Translator, _refused: Refused) -> Markup:
    return t("You wrote this message yourself. Another person has to approve it.")


def two_are_one(t: Translator, _refused: Refused) -> Markup:
    return t(
        "A message waits to go out that was written on one of these phones and approved on the other. Join "
        "the phones after it went, or take it back first."
    )


def blank(t: Translator, refused: Refused) -> Markup:
    return t(
        "The text still has a blank: {blank}. Please tap «✏️ Change» and write what belongs there.",
        blank=refused.data["blank"],
    )


def empty(t: Translator, _refused: Refused) -> Markup:
    return t("The text is empty. Please write the message.")


def too_long(t: Translator, refused: Refused) -> Markup:
    return t.plural(
        "The text is {count} letter too long. Copy it from above, make it shorter and send it again.",
        "The text is {count} letters too long. Copy it from above, make it shorter and send it again.",
        int(refused.data["excess"]),
    )


def file_too_big(t: Translator, _refused: Refused) -> Markup:
    return t("This file is larger than 20 MB. Please send a smaller one.")


def too_many_files(t: Translator, _refused: Refused) -> Markup:
    return t("A message can have at most 5 files. Please send fewer.")


def past_moment(t: Translator, _refused: Refused) -> Markup:
    return t("This time is over. Please choose a later one.")


def nobody_approves(t: Translator, _refused: Refused) -> Markup:
    return t("There is nobody else who may approve. Please ask the administrator to invite the head.")


def nobody(t: Translator, _refused: Refused) -> Markup:
    return t("Nobody would get this message. Please tap «✏️ Change» and choose whom it is for.")


def gone(t: Translator, _refused: Refused) -> Markup:
    return t("This message is no longer here.")


def bulletin_stays(t: Translator, _refused: Refused) -> Markup:
    return t("A bulletin's draft can't be deleted, only changed.")


def bulletin_waits(t: Translator, _refused: Refused) -> Markup:
    return t("A bulletin goes out after approval. For an emergency, please write a message of its own.")


def bulletin_day(t: Translator, _refused: Refused) -> Markup:
    return t("A bulletin goes out on its day by itself. Its time can't be chosen.")


def too_late(t: Translator, refused: Refused) -> Markup:
    if refused.data["kind"] is BroadcastKind.SURVEY:
        return t("The survey ends before this message would go. Please choose a later end in the survey.")
    return t(
        "It is too late for this notice: it had to go out by {when}. Please open the meeting and choose "
        "another day, or ask the head to call it urgently.",
        when=t.moment(refused.data["send_by"]),
    )


def tied(t: Translator, refused: Refused) -> Markup:
    if refused.data["kind"] is BroadcastKind.SURVEY:
        return t("This message follows from its survey. Please open the survey and change it there.")
    return t("A notice follows from its meeting. Please open the meeting and change it there.")


REFUSALS = {
    "broadcasts:past": past,
    "broadcasts:decided": decided,
    "broadcasts:changed": changed,
    "broadcasts:own": own,
    "broadcasts:two_are_one": two_are_one,
    "broadcasts:blank": blank,
    "broadcasts:empty": empty,
    "broadcasts:too_long": too_long,
    "broadcasts:file_too_big": file_too_big,
    "broadcasts:too_many_files": too_many_files,
    "broadcasts:long_remark": lambda t, _refused: too_long_remark(t),
    "broadcasts:past_moment": past_moment,
    "broadcasts:nobody_approves": nobody_approves,
    "broadcasts:gone": gone,
    "broadcasts:nobody": nobody,
    "broadcasts:too_late": too_late,
    "broadcasts:tied": tied,
    "broadcasts:bulletin_stays": bulletin_stays,
    "broadcasts:bulletin_waits": bulletin_waits,
    "broadcasts:bulletin_day": bulletin_day,
}
