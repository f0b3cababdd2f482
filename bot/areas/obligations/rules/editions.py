"""What a plan says as plain values, and what one edition changes of another; pure."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Said = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""By year (as text) and by the duty's key: `targets`, `days`, `amount`, `note`, `waived`, and of an own event
`ky`, `ru`, `recurrence`, `every_year`. No names: they are no part of what is promised.
"""


class Kind(enum.StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is the parameter's key or the period's number; of an own event `row` has its titles."""

    year: int
    key: str
    kind: Kind
    row: Mapping[str, Any]
    what: str = ""
    before: Any = None
    after: Any = None


def of_year(said: Said | None, year: int) -> Mapping[str, Mapping[str, Any]]:
    """A year that wasn't open at the approval goes on with what the one before it said for every year."""
    known = [int(one) for one in said or {} if int(one) <= year]
    if not said or not known:
        return {}
    rows = said[str(max(known))]
    return rows if max(known) == year else going_on(rows)


def going_on(rows: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """What the next year has as well: not the own events of one year."""
    return {key: row for key, row in rows.items() if "ky" not in row or row["every_year"]}


def differences(before: Said, after: Said) -> list[Difference]:
    return [one for year in sorted(after) for one in _of(int(year), of_year(before, int(year)), after[year])]


def _of(
    year: int, before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> Iterator[Difference]:
    for key, row in after.items():
        old = before.get(key)
        if old is None:
            yield Difference(year, key, Kind.ADDED, row)
            continue
        for kind, field in ((Kind.NUMBER, "targets"), (Kind.DAY, "days")):
            names = dict.fromkeys([*old[field], *row[field]])
            for name in names:
                if old[field].get(name) != row[field].get(name):
                    yield Difference(year, key, kind, row, name, old[field].get(name), row[field].get(name))
    for key, old in before.items():
        if key not in after:
            yield Difference(year, key, Kind.REMOVED, old)
