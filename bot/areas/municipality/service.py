"""Takes over what the municipality's file says: adds, changes, retires; nothing is ever deleted."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries
from bot.areas.municipality.file import DistrictEntry, MunicipalityFile, VillageEntry
from bot.areas.municipality.models import District, DistrictPart, Municipality, Village
from bot.core import audit


class AuditTag(enum.StrEnum):
    FILE_APPLIED = "municipality:file:applied"


@dataclass(frozen=True)
class Changes:
    """Keys of villages and districts as `village:ak-terek`; `fields` are the municipality's own.

    `before` and `after` hold what was changed, for the audit.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.retired or self.fields)


Place = TypeVar("Place", Village, District)


async def apply_file(session: AsyncSession, parsed: MunicipalityFile, now: datetime) -> Changes:
    """Make the tables say what the file says; the same file again changes nothing."""
    changes = Changes()
    await _apply_municipality(session, parsed, changes, now)
    villages = await _known(session, Village)
    _apply_places(session, "village", Village, villages, _village_values(parsed.villages), changes)
    await session.flush()
    districts = await _known(session, District)
    _apply_places(session, "district", District, districts, _district_values(parsed.districts), changes)
    for entry in parsed.districts:
        _apply_parts(districts[entry.key], entry, villages, changes)
    if changes:
        tag = AuditTag.FILE_APPLIED
        audit.record(session, now, tag, person_id=None, before=changes.before, after=changes.after)
    await session.flush()
    return changes


async def _known(session: AsyncSession, kind: type[Place]) -> dict[str, Place]:
    return {place.key: place for place in await session.scalars(select(kind))}


async def _apply_municipality(
    session: AsyncSession, parsed: MunicipalityFile, changes: Changes, now: datetime
) -> None:
    values = _municipality_values(parsed)
    known = await queries.get_municipality(session)
    if known is None:
        session.add(Municipality(id=1, created_at=now, **values))
        changes.fields.extend(values)
        changes.after["municipality"] = _plain(values)
        return
    before, after = _set_changed(known, values)
    if after:
        changes.fields.extend(after)
        changes.before["municipality"], changes.after["municipality"] = before, after


def _municipality_values(parsed: MunicipalityFile) -> dict[str, Any]:
    return {
        "name_ky": parsed.name.ky,
        "name_ru": parsed.name.ru,
        "address_ky": parsed.address.ky if parsed.address else None,
        "address_ru": parsed.address.ru if parsed.address else None,
        "telephone": parsed.telephone,
        "time_zone": parsed.time_zone,
        "office_opens": parsed.office_hours.opens,
        "office_closes": parsed.office_hours.closes,
        # Only what the file gives: a new default of the program reaches those who never chose a value.
        "legal": parsed.legal.model_dump(mode="json", exclude_unset=True),
    }


def _village_values(entries: Sequence[VillageEntry]) -> dict[str, dict[str, Any]]:
    return {
        e.key: {"name_ky": e.name.ky, "name_ru": e.name.ru, "population": e.population, "position": position}
        for position, e in enumerate(entries)
    }


def _district_values(entries: Sequence[DistrictEntry]) -> dict[str, dict[str, Any]]:
    return {
        e.key: {"name_ky": e.name.ky, "name_ru": e.name.ru, "seats": e.seats, "position": position}
        for position, e in enumerate(entries)
    }


def _apply_places(
    session: AsyncSession,
    label: str,
    kind: type[Place],
    known: dict[str, Place],
    wanted: Mapping[str, dict[str, Any]],
    changes: Changes,
) -> None:
    for key, values in wanted.items():
        name = f"{label}:{key}"
        if key in known:
            before, after = _set_changed(known[key], {**values, "retired": False})
            _note_update(changes, name, before, after)
        else:
            known[key] = kind(key=key, **values)
            session.add(known[key])
            changes.added.append(name)
            changes.after[name] = _plain(values)
    for key in known.keys() - wanted.keys():
        if not known[key].retired:
            known[key].retired = True
            changes.retired.append(f"{label}:{key}")
            changes.after[f"{label}:{key}"] = {"retired": True}
    changes.retired.sort()


def _apply_parts(
    district: District, entry: DistrictEntry, villages: Mapping[str, Village], changes: Changes
) -> None:
    before = sorted(([part.village_id, part.streets] for part in district.parts), key=str)
    after = sorted(([villages[part.village].id, part.streets] for part in entry.parts), key=str)
    if before == after:
        return
    district.parts = [DistrictPart(village_id=village, streets=streets) for village, streets in after]
    name = f"district:{entry.key}"
    if name not in changes.added:
        _note_update(changes, name, {"parts": before}, {"parts": after})


def _note_update(changes: Changes, name: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    if not after:
        return
    if name not in changes.updated:
        changes.updated.append(name)
    changes.before[name] = {**changes.before.get(name, {}), **before}
    changes.after[name] = {**changes.after.get(name, {}), **after}


def _set_changed(row: Any, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set what differs; returns those values before and after, as JSON."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in differing}
    for name, value in differing.items():
        setattr(row, name, value)
    return _plain(before), _plain(differing)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: v.isoformat() if hasattr(v, "isoformat") else v for name, v in values.items()}
