"""The documents by their names: nobody outside knows the numbers that the rows' sources have."""

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.core.i18n import Translator

_SOURCE = re.compile(r"(?P<document>\d{3})(?:, row | §)(?P<place>[\d.]+)")


def source(t: Translator, written: str) -> str:
    """Where a document says it, of `001 §1.4, 004 §2.2` or `000, row 4`."""
    return "; ".join(
        str(_NAMED[match["document"]](t, match["place"]).unescape()) for match in _SOURCE.finditer(written)
    )


def strategy(t: Translator, paragraph: str) -> str:
    """As short as a remark's beginning."""
    return str(t("strategy, {number}", number=paragraph))


_NAMED: Mapping[str, Callable[[Translator, str], Markup]] = {
    "000": lambda t, place: t("calendar of mandatory events, row {number}", number=place),
    "001": lambda t, place: t("plan of measures, {number}", number=place),
    "002": lambda t, place: t("reporting regulation, {number}", number=place),
    "004": lambda t, place: t("communication strategy, {number}", number=place),
}
