"""What the engine itself says; every other word belongs to an area."""

from collections.abc import Callable
from functools import cache
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.core.i18n import LANGUAGES, Translator


def go_on(t: Translator) -> Markup:
    return t("Continue")


def done(t: Translator) -> Markup:
    return t("✔️ Done")


def skip(t: Translator) -> Markup:
    return t("Skip")


def back(t: Translator) -> Markup:
    return t("⬅️ Back")


def cancel(t: Translator) -> Markup:
    return t("✖️ Cancel")


def more(t: Translator, page: int, pages: int) -> Markup:
    return t("More ▶️ ({page} of {pages})", page=page, pages=pages)


def tap_a_button(t: Translator) -> Markup:
    return t("Please tap one of the buttons below.")


def choose_from_buttons(t: Translator) -> Markup:
    return t("I did not find this in the list. Please tap one of the buttons below.")


def choose_at_least(t: Translator, count: int) -> Markup:
    return t.plural("Please choose at least {count}.", "Please choose at least {count}.", count)


def please_type(t: Translator) -> Markup:
    return t("Please write the answer as a message.")


def please_send_file(t: Translator) -> Markup:
    return t("Please send the file here, or tap a button below.")


def file_kept(t: Translator, count: int) -> Markup:
    return t.plural(
        "📎 {count} file is kept. Now the words, please.",
        "📎 {count} files are kept. Now the words, please.",
        count,
    )


def files_so_far(t: Translator, count: int, limit: int) -> Markup:
    return t.plural(
        "📎 {count} file so far, of {limit} at most.",
        "📎 {count} files so far, of {limit} at most.",
        count,
        limit=limit,
    )


def means_yes(text: str) -> bool:
    """In any of our languages: people mix them."""
    return _bare(text) in _in_all_languages(_yes)


def means_no(text: str) -> bool:
    return _bare(text) in _in_all_languages(_no)


def _bare(text: str) -> str:
    return text.strip(" .,!").casefold()


def _yes(t: Translator) -> Markup:
    return t("yes, ok, agreed")


def _no(t: Translator) -> Markup:
    return t("no, cancel")


@cache
def _in_all_languages(said: Callable[[Translator], Markup]) -> frozenset[str]:
    """Each catalogue holds them as a list with commas."""
    lists = [str(said(Translator(language, ZoneInfo("UTC")))) for language in LANGUAGES]
    return frozenset(word.strip().casefold() for words in lists for word in words.split(","))


def past(t: Translator) -> Markup:
    return t("This button is from an earlier question. Nothing was changed.")


def cancelled(t: Translator) -> Markup:
    return t("Cancelled. Nothing was sent.")


def nothing_to_cancel(t: Translator) -> Markup:
    return t("There is nothing to cancel.")


def went_wrong(t: Translator) -> Markup:
    return t("Sorry, something went wrong on our side. What you entered is kept. Please try once more.")


def unfinished(t: Translator) -> Markup:
    return t("You have an unfinished form. You can go on where you stopped.")


def go_on_with_form(t: Translator) -> Markup:
    return t("▶️ Go on")
