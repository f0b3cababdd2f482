"""Why a proof or a link wasn't taken, and what to do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.obligations.texts import proving
from bot.core.errors import Refused
from bot.core.i18n import Translator

REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "obligations:proof_gone": lambda t, _r: t("This is no longer there. Please open the list anew: /plan"),
    "obligations:proof_ahead": lambda t, _r: proving.day_ahead(t),
    "obligations:proof_early": lambda t, r: proving.ask_sure(t, r.data["day"], r.data["opens"]),
    "obligations:proof_waived": lambda t, _r: t("This duty isn't asked this year, so nothing is marked."),
    "obligations:proof_missing": lambda t, _r: t("Please show it by a photo, a file, a link or a few words."),
    "obligations:proof_needs_link": lambda t, _r: proving.ask_link(t, needed=True),
    "obligations:proof_link": lambda t, _r: t("Please send a link, like https://example.kg/news."),
    "obligations:proof_empty": lambda t, _r: t("Please write a few words."),
    "obligations:proof_long": lambda t, r: t(
        "This is too long: {limit} characters at most.", limit=t.number(r.data["longest"])
    ),
    "obligations:link_unfit": lambda t, _r: t("That can't be linked here. Please choose from the list."),
}
