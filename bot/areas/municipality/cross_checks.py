"""What no single field shows: doubled keys, unknown villages, a village held by two districts.

Works on the data as read, so that these mistakes are told together with those of the single fields.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.areas.municipality.legal import Clock
from bot.areas.municipality.mistakes import Path, Raw, suggestion

_CLOCK: TypeAdapter[tuple[Clock, Clock]] = TypeAdapter(tuple[Clock, Clock])


def find_mistakes(data: Any) -> Iterator[Raw]:
    """All of them; a field of a wrong type is passed over, for its own mistake is told anyway."""
    if not isinstance(data, Mapping):
        return
    yield from _doubled(data, "villages")
    yield from _doubled(data, "districts")
    parts = list(_parts(data))
    yield from _unknown_villages(parts, {str(key) for _, key in _keys(data, "villages")})
    yield from _held_twice(parts)
    yield from _hours(data)


def _entries(holder: Any, name: str) -> Iterator[tuple[int, Mapping[Any, Any]]]:
    listed = holder.get(name)
    if isinstance(listed, list):
        yield from ((i, entry) for i, entry in enumerate(listed) if isinstance(entry, Mapping))


def _keys(data: Any, name: str) -> Iterator[tuple[int, Any]]:
    return ((i, entry["key"]) for i, entry in _entries(data, name) if entry.get("key") is not None)


def _doubled(data: Any, name: str) -> Iterator[Raw]:
    first: dict[Any, int] = {}
    for position, key in _keys(data, name):
        if first.setdefault(str(key), position) != position:
            earlier = first[str(key)] + 1
            yield Raw(
                (name, position, "key"), f'must be unique, but "{key}" is also the key of {name}[{earlier}].'
            )


def _parts(data: Any) -> Iterator[tuple[Path, Mapping[Any, Any]]]:
    for i, district in _entries(data, "districts"):
        for j, part in _entries(district, "parts"):
            if isinstance(part.get("village"), str):
                yield ("districts", i, "parts", j), part


def _unknown_villages(parts: list[tuple[Path, Mapping[Any, Any]]], known: set[str]) -> Iterator[Raw]:
    for path, part in parts:
        village = part["village"]
        if village not in known:
            hint = suggestion(village, sorted(known))
            yield Raw((*path, "village"), f'names the village "{village}", which is not in the list{hint}.')


def _held_twice(parts: list[tuple[Path, Mapping[Any, Any]]]) -> Iterator[Raw]:
    """A whole village can't lie in a second district, nor one street in two."""
    seen: dict[tuple[str, str | None], int] = {}
    for path, part in parts:
        village, streets = part["village"], part.get("streets")
        names = {str(street).strip() for street in streets} if isinstance(streets, list) else {None}
        for street in sorted(names, key=str):
            district = _holder(seen, village, street)
            if district is not None:
                yield Raw((*path, "village"), _twice(village, street, district))
        seen.update({(village, street): int(path[1]) for street in names if (village, street) not in seen})


def _holder(seen: Mapping[tuple[str, str | None], int], village: str, street: str | None) -> int | None:
    """The district that already holds this; the whole holds every street and every street bars the whole."""
    if street is None:
        return next((district for (name, _), district in seen.items() if name == village), None)
    return seen.get((village, None), seen.get((village, street)))


def _twice(village: str, street: str | None, district: int) -> str:
    what = f'the whole of "{village}"' if street is None else f'"{street}" of "{village}"'
    return f"gives {what} to a second district; districts[{district + 1}] already holds it or a part of it."


def _hours(data: Any) -> Iterator[Raw]:
    hours = data.get("office_hours")
    if not isinstance(hours, Mapping):
        return
    try:
        opens, closes = _CLOCK.validate_python([hours.get("opens", "09:00"), hours.get("closes", "18:00")])
    except ValidationError:
        return
    if opens >= closes:
        yield Raw(("office_hours",), "must close later than they open.")
