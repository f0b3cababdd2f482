"""Noting where a bulletin was put up or forwarded."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.core.i18n import Translator


def note_poster(t: Translator) -> Markup:
    return t("📌 Poster is up")


def note_group(t: Translator) -> Markup:
    return t("☑️ Sent to a group")


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


def which_group(t: Translator, lines: Sequence[Markup]) -> Markup:
    """`lines`: how it stands with the registered ones."""
    return Markup("\n").join(
        [*lines, t("Is it one of the registered groups? Tick it off there: its members are known.")]
    )


def another_group(t: Translator) -> Markup:
    return t("➕ Another group")
