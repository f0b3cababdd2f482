"""Words, dates, numbers and plurals in a person's language; English is the msgid."""

import gettext
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

LANGUAGES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
"""Each language in its own name. Residents choose among the first two."""
RESIDENT_LANGUAGES = ("ky", "ru")
DEFAULT_LANGUAGE = "ky"

# Plain "ru" writes KGS where people here write сом.
_LOCALES = {"ky": "ky_KG", "ru": "ru_KG", "en": "en_GB"}
# Babel's own Kyrgyz patterns put the weekday first and the year before the day; people write it so:
_DATE = {"ky": "d-MMMM, y-'ж'.", "ru": "d MMMM y 'г'.", "en": "d MMMM y"}
_DAY = {"ky": "d-MMMM, EEEE", "ru": "d MMMM, EEEE", "en": "EEEE, d MMMM"}
_DAY_MONTH = {"ky": "d-MMMM", "ru": "d MMMM", "en": "d MMMM"}
_SHORT_DAY = {"ky": "d-MMM, EEE", "ru": "d MMM, EEE", "en": "EEE d MMM"}
_FULL_DATE = {"ky": "d-MMMM, y-'ж'., EEEE", "ru": "d MMMM y 'г'., EEEE", "en": "EEEE, d MMMM y"}
_MONTH = {"ky": "y-'ж'. MMMM", "ru": "LLLL y 'г'.", "en": "LLLL y"}


def locales_folder() -> Path:
    """Beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent.parent / "locales"
    return inside if inside.is_dir() else inside.parent.parent / "locales"


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES[language])


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """All catalogues of a language as one: asked one after the other, they cost more than the rest of a text.

    Each area has its own file; the same msgid has the same words in all, so their order means nothing.
    """
    merged = Catalog(locale=language)
    for path in sorted((locales_folder() / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                merged[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


Day = date | datetime
"""A moment counts as the day it is in the reader's time zone."""


class Translator:
    """Speaks one language in one time zone. Called with a msgid it gives Markup, its values escaped."""

    def __init__(self, language: str | None, timezone: ZoneInfo) -> None:
        self.language = language if language in LANGUAGES else DEFAULT_LANGUAGE
        self.timezone = timezone
        self.locale = _locale(self.language)
        self._catalogue = _catalogue(self.language)

    def __call__(self, msgid: str, **values: object) -> Markup:
        # The catalogues are part of the program; only the values come from outside, and format escapes them.
        return _fill(Markup(self._catalogue.gettext(msgid)), values)  # noqa: S704

    def plural(self, one: str, many: str, count: int, **values: object) -> Markup:
        """`{count}` in the texts is the number, written as the language writes numbers."""
        text = Markup(self._catalogue.ngettext(one, many, count))  # noqa: S704 - as above
        return _fill(text, {"count": self.number(count), **values})

    def date(self, value: Day) -> str:
        return dates.format_date(self._local(value), _DATE[self.language], locale=self.locale)

    def full_date(self, value: Day) -> str:
        """With the weekday."""
        return dates.format_date(self._local(value), _FULL_DATE[self.language], locale=self.locale)

    def day(self, value: Day) -> str:
        """Day, month and weekday, no year."""
        return dates.format_date(self._local(value), _DAY[self.language], locale=self.locale)

    def day_month(self, value: Day) -> str:
        """Day and month alone."""
        return dates.format_date(self._local(value), _DAY_MONTH[self.language], locale=self.locale)

    def short_day(self, value: Day) -> str:
        """Day, month and weekday, short enough for two buttons in a row."""
        return dates.format_date(self._local(value), _SHORT_DAY[self.language], locale=self.locale)

    def month(self, value: Day) -> str:
        """The month and the year."""
        return dates.format_date(self._local(value), _MONTH[self.language], locale=self.locale)

    def weekday(self, value: Day) -> str:
        """As short as a calendar's column."""
        name = dates.format_date(self._local(value), "EEEEEE", locale=self.locale)
        return name.rstrip(".").capitalize()

    def time(self, value: datetime | time) -> str:
        if isinstance(value, datetime):
            value = value.astimezone(self.timezone).time()
        return value.strftime("%H:%M")

    def moment(self, value: datetime) -> str:
        """Day and time."""
        return f"{self.date(value)}, {self.time(value)}"

    def number(self, value: float) -> str:
        return numbers.format_decimal(value, locale=self.locale)

    def percent(self, part: float) -> str:
        """`part` of one."""
        return numbers.format_percent(part, locale=self.locale)

    def list(self, items: Iterable[str]) -> str:
        return lists.format_list(list(items), locale=self.locale)

    def either(self, items: Iterable[str]) -> str:
        """One of them."""
        return lists.format_list(list(items), style="or", locale=self.locale)

    def in_language(self, language: str | None) -> "Translator":
        return Translator(language, self.timezone)

    def _local(self, value: Day) -> Day:
        return value.astimezone(self.timezone).date() if isinstance(value, datetime) else value


def _fill(text: Markup, values: Mapping[str, object]) -> Markup:
    """A value that brings its own full stop (2026 г.) ends the sentence with one, not with two."""
    for name, value in values.items():
        if isinstance(value, str) and value.endswith("."):
            text = Markup(re.sub(rf"(\{{{name}\}}(?:</\w+>)*)\.(?!\.)", r"\1", str(text)))  # noqa: S704 - as above
    return text.format(**values)
