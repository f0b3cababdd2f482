"""What became of our templates at Meta."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.whatsapp.api import ApiRefusal, GraphApi
from bot.channels.whatsapp.failures import failure_of
from bot.channels.whatsapp.templates import TEMPLATES, Template

PAGE = "100"
# Meta has no more in an account; a cursor that never ends must not keep us for ever.
MOST_PAGES = 80
_FIELDS = "name,language,status,category,components,rejected_reason"
Entry = Mapping[str, Any]


class TemplateState(enum.StrEnum):
    MISSING = "missing"
    PENDING = "pending"
    REFUSED = "refused"
    PAUSED = "paused"
    APPROVED = "approved"


_STATES = {
    "APPROVED": TemplateState.APPROVED,
    "PAUSED": TemplateState.PAUSED,
    "DISABLED": TemplateState.PAUSED,
    "LIMIT_EXCEEDED": TemplateState.PAUSED,
    "REJECTED": TemplateState.REFUSED,
    "DELETED": TemplateState.MISSING,
    "PENDING_DELETION": TemplateState.MISSING,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`category` is Meta's, which may be a dearer one than ours; `differs`: other words stand there."""

    template: Template
    state: TemplateState
    category: str = ""
    reason: str = ""
    differs: bool = False

    @property
    def costs_otherwise(self) -> bool:
        return bool(self.category) and self.category != self.template.category


async def standings(api: GraphApi) -> list[Standing]:
    """Of all our templates. Raises `SendFailure`s; ValueError without an account id."""
    return compare(await _listed(api))


def compare(listed: Iterable[Entry], ours: Iterable[Template] = TEMPLATES) -> list[Standing]:
    """Meta's list beside ours; pure."""
    known = {(entry.get("name"), entry.get("language")): entry for entry in listed}
    return [_standing(template, known.get((template.name, template.code))) for template in ours]


async def submit(api: GraphApi, template: Template) -> TemplateState:
    """Hands it in for Meta's decision. Raises `SendFailure`s; ValueError without an account id."""
    try:
        answer = await api.post(_path(api), template.request())
    except ApiRefusal as refusal:
        raise failure_of(refusal) from None
    return _state(answer)


async def _listed(api: GraphApi) -> list[Entry]:
    found: list[Entry] = []
    after: dict[str, str] = {}
    for _ in range(MOST_PAGES):
        try:
            page = await api.get(_path(api), fields=_FIELDS, limit=PAGE, **after)
        except ApiRefusal as refusal:
            raise failure_of(refusal) from None
        found += page.get("data") or []
        paging = page.get("paging") or {}
        cursor = (paging.get("cursors") or {}).get("after")
        if not paging.get("next") or not cursor:
            break
        after = {"after": str(cursor)}
    return found


def _path(api: GraphApi) -> str:
    if api.account.account_id is None:
        raise ValueError("templates belong to a WhatsApp Business account, and its id is not set")
    return f"{api.account.account_id}/message_templates"


def _standing(template: Template, entry: Entry | None) -> Standing:
    if entry is None:
        return Standing(template, TemplateState.MISSING)
    reason = str(entry.get("rejected_reason") or "")
    return Standing(
        template,
        _state(entry),
        str(entry.get("category") or ""),
        "" if reason == "NONE" else reason,
        _words(entry) != _words(template.request()),
    )


def _state(entry: Entry) -> TemplateState:
    return _STATES.get(str(entry.get("status", "")).upper(), TemplateState.PENDING)


def _words(entry: Entry) -> list[tuple[str, str]]:
    """What people read; the rest of the components Meta writes in its own way."""
    found = []
    for component in entry.get("components") or []:
        kind = str(component.get("type", "")).upper()
        found.append((kind, str(component.get("text") or "")))
        found += [("BUTTON", str(button.get("text"))) for button in component.get("buttons") or []]
    return sorted(found)
