"""Reads the municipality's own file; every mistake is told with its file, line and field, all at once."""

from datetime import time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.areas.municipality import cross_checks, marked_yaml, mistakes
from bot.areas.municipality.legal import Clock, LegalValues
from bot.areas.municipality.mistakes import Mistake
from bot.areas.municipality.models import ADDRESS_LENGTH, KEY_LENGTH, NAME_LENGTH, TELEPHONE_LENGTH

EXAMPLE = Path(__file__).with_name("example.yaml")


def _known_time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise ValueError(f'must be a time zone like "Asia/Bishkek", but is "{name}"') from unknown
    return name


# Letters of a deep link's payload; a key that begins with a letter is never taken for a number.
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=KEY_LENGTH)]
Name = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]
Street = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]
Address = Annotated[str, Field(min_length=1, max_length=ADDRESS_LENGTH)]
TimeZone = Annotated[str, AfterValidator(_known_time_zone)]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True
    )


class Names(_Part):
    ky: Name
    ru: Name | None = None


class Addresses(_Part):
    ky: Address
    ru: Address | None = None


class OfficeHours(_Part):
    opens: Clock = time(9, 0)
    closes: Clock = time(18, 0)


class VillageEntry(_Part):
    key: Key
    name: Names
    population: int = Field(ge=0, le=10_000_000)


class PartEntry(_Part):
    """`streets` left out: the whole village."""

    village: str
    streets: list[Street] | None = Field(None, min_length=1)


class DistrictEntry(_Part):
    key: Key
    name: Names
    seats: int = Field(1, ge=1, le=100)
    parts: list[PartEntry] = Field(min_length=1)


class MunicipalityFile(_Part):
    """What the file says, checked as a whole."""

    name: Names
    address: Addresses | None = None
    telephone: str | None = Field(None, max_length=TELEPHONE_LENGTH)
    time_zone: TimeZone = "Asia/Bishkek"
    office_hours: OfficeHours = OfficeHours()
    villages: list[VillageEntry] = Field(min_length=1)
    districts: list[DistrictEntry] = []
    legal: LegalValues = LegalValues()


class MistakenFile(Exception):  # noqa: N818 - it is an answer to the person who wrote the file
    """The file can't be used; `str()` gives one sentence a line."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


def read_file(path: Path) -> MunicipalityFile:
    """Raises `MistakenFile` with all mistakes, in the order of their lines."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # editors on Windows put a mark before the text
    except OSError as failure:
        raise MistakenFile(Mistake(path.name, None, "", f"can't be read: {failure.strerror}.")) from failure
    except UnicodeDecodeError as failure:
        raise MistakenFile(Mistake(path.name, None, "", "must be saved as UTF-8 text.")) from failure
    return read_text(text, path.name)


def read_text(text: str, file_name: str) -> MunicipalityFile:
    try:
        document = marked_yaml.read(text)
    except marked_yaml.Unreadable as failure:
        raise MistakenFile(Mistake(file_name, failure.line, "", failure.sentence)) from failure
    parsed, found = _parse(document.data)
    found += [*document.doubled_keys(), *cross_checks.find_mistakes(document.data)]
    if parsed is None or found:
        told = {mistakes.tell(raw, document, file_name, MunicipalityFile) for raw in found}
        raise MistakenFile(*sorted(told, key=lambda mistake: (mistake.line or 0, mistake.field)))
    return parsed


def _parse(data: Any) -> tuple[MunicipalityFile | None, list[mistakes.Raw]]:
    try:
        return MunicipalityFile.model_validate(data), []
    except ValidationError as invalid:
        return None, [mistakes.from_pydantic(error) for error in invalid.errors()]
