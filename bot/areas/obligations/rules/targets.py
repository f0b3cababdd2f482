"""The numbers that fill the documents' blanks («____»); pure."""

import re
from collections.abc import Mapping
from typing import Any

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.catalogue import Duty, Measure, Parameter, Unit, measures
from bot.core.errors import Refused

_MOST = {Unit.PERCENT: 100, Unit.PERCENT_A_YEAR: 1_000, Unit.COUNT: 1_000_000}


def value_of(parameter: Parameter, targets: Mapping[str, Any], legal: LegalValues) -> int | None:
    """What the year's plan says, else what the municipality's file says, else the document itself."""
    found: int | None = targets.get(parameter.key)
    if found is None and parameter.legal:
        found = getattr(legal, parameter.legal)
    return parameter.default if found is None else found


def target(measure: Measure | None, key: str, targets: Mapping[str, Any], legal: LegalValues) -> int | None:
    """By the parameter's key; None while it is blank."""
    found = find_parameter(measure, key)
    return value_of(found, targets, legal) if found else None


def find_parameter(measure: Measure | None, key: str) -> Parameter | None:
    return next((one for one in measure.parameters if one.key == key), None) if measure else None


def blanks(measure: Measure | None, targets: Mapping[str, Any], legal: LegalValues) -> list[Parameter]:
    """Those that nobody has filled yet."""
    parameters = measure.parameters if measure else ()
    return [one for one in parameters if value_of(one, targets, legal) is None]


def asks_for_a_name(measure: Measure | None) -> bool:
    """001 leaves the officer's name blank («жооптуу кызматкеринин аты-жөнү»); offices it names itself."""
    if measure is None or measure.document != "plan":
        return False
    return any(one.duty is Duty.LSG_OFFICER for one in measure.responsibles)


def least(parameter: Parameter) -> int:
    """001 §1.1 and 3.3 give a number themselves: more may be set, never less."""
    return parameter.default or 1


def most(parameter: Parameter) -> int:
    return _MOST[parameter.unit]


def read_number(parameter: Parameter, typed: str) -> int:
    """`15`, `15 %`, `1 200`. Raises `Refused` with what is possible."""
    text = re.sub(r"[\s\u00a0%]", "", typed)
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise Refused("obligations:number", least=least(parameter), most=most(parameter))
    number = int(text)
    if not least(parameter) <= number <= most(parameter):
        raise Refused("obligations:number", least=least(parameter), most=most(parameter))
    return number


LEGAL_PARAMETERS: Mapping[str, tuple[str, str]] = {
    parameter.legal: (measure.key, parameter.key)
    for measure in measures().values()
    for parameter in measure.parameters
    if parameter.legal
}
"""By the legal value that is its default: whose blank it is."""
