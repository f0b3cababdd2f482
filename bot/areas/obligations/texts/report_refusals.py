"""Why something can't be done with a report, and what to do instead."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.core.errors import Refused
from bot.core.i18n import Translator


def _no_paper(t: Translator, _refused: Refused) -> Markup:
    return t("This report isn't there.")


def _number(t: Translator, _refused: Refused) -> Markup:
    return t("Please type a whole number, for example 25000. Zero if there was nothing.")


def _words_missing(t: Translator, _refused: Refused) -> Markup:
    return t("Please type some words.")


def _words_long(t: Translator, refused: Refused) -> Markup:
    return t("That is too long: please keep it within {limit} letters.", limit=refused.data["limit"])


def _handed_in(t: Translator, _refused: Refused) -> Markup:
    return t(
        "This report has been handed in: its words and figures don't change any more. To change it before it "
        "is sent, open its message and delete it."
    )


def _not_over(t: Translator, refused: Refused) -> Markup:
    return t(
        "This time isn't over yet: the report can be published after {day}. You can look at it now.",
        day=t.date(refused.data["last"]),
    )


def _no_proposals(t: Translator, _refused: Refused) -> Markup:
    return t("Please write the proposals for improvement first: section 5.1 of the plan asks for them.")


def _not_approved(t: Translator, _refused: Refused) -> Markup:
    return t("Only an approved report is put up: please have its message approved first.")


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "reports:no_paper": _no_paper,
    "reports:number": _number,
    "reports:words_missing": _words_missing,
    "reports:words_long": _words_long,
    "reports:handed_in": _handed_in,
    "reports:not_over": _not_over,
    "reports:no_proposals": _no_proposals,
    "reports:not_approved": _not_approved,
}
