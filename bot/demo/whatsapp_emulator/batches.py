"""How Meta puts several happenings into one notification."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Value = dict[str, Any]
# One value with several messages; several changes of one entry; several entries.
Shape = Literal["merged", "changes", "entries"]


@dataclass(slots=True)
class Change:
    """`taken` is called once the business answered 200."""

    field: str
    value: Value
    taken: Callable[[], None] | None = None

    @property
    def statuses(self) -> frozenset[str]:
        return frozenset(status["status"] for status in self.value.get("statuses", []))


def in_one(account_id: str, changes: list[Change], shape: Shape) -> dict[str, Any]:
    described = [{"value": change.value, "field": change.field} for change in changes]
    if shape == "merged":
        described = _merged(changes)
    entries = [{"id": account_id, "changes": described}]
    if shape == "entries":
        entries = [{"id": account_id, "changes": [one]} for one in described]
    return {"object": "whatsapp_business_account", "entry": entries}


def _merged(changes: list[Change]) -> list[dict[str, Any]]:
    """Messages among themselves, statuses among themselves; each person is named once."""
    groups: list[dict[str, Any]] = []
    for change in changes:
        for part in ("messages", "statuses"):
            if part not in change.value:
                continue
            group = next((g for g in groups if g["field"] == change.field and part in g["value"]), None)
            if group is None:
                groups.append({"value": _copied(change.value), "field": change.field})
            else:
                _join(group["value"], change.value, part)
            break
        else:
            groups.append({"value": change.value, "field": change.field})
    return groups


def _copied(value: Value) -> Value:
    return {name: list(part) if isinstance(part, list) else part for name, part in value.items()}


def _join(value: Value, other: Value, part: str) -> None:
    value[part] += other[part]
    known = value.get("contacts", [])
    new = [contact for contact in other.get("contacts", []) if contact not in known]
    if known or new:
        value["contacts"] = known + new
