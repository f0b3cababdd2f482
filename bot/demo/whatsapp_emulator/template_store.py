"""An account's message templates and what became of each."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.demo.whatsapp_emulator.errors import ApiError
from bot.demo.whatsapp_emulator.template_rules import check_template, variables_in

FIRST_TEMPLATE = 594_425_479_261_001
STATES = ("APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED")
Component = dict[str, Any]


@dataclass(slots=True)
class Template:
    id: str
    name: str
    language: str
    category: str
    components: list[Component]
    status: str
    parameter_format: str = "POSITIONAL"
    reason: str = "NONE"

    def component(self, kind: str) -> Component | None:
        return next((c for c in self.components if c["type"].upper() == kind), None)

    def text_of(self, kind: str) -> str:
        found = self.component(kind)
        return str(found.get("text", "")) if found else ""

    @property
    def buttons(self) -> list[dict[str, Any]]:
        found = self.component("BUTTONS")
        return list(found["buttons"]) if found else []

    def variables(self, kind: str) -> list[str]:
        return variables_in(self.text_of(kind))

    def describe(self) -> dict[str, Any]:
        described = {
            "name": self.name,
            "parameter_format": self.parameter_format,
            "components": self.components,
            "language": self.language,
            "status": self.status,
            "category": self.category,
            "id": self.id,
        }
        return described | ({"rejected_reason": self.reason} if self.status == "REJECTED" else {})


@dataclass
class TemplateStore:
    """`decided` is the state a submitted template gets at once: PENDING waits for `decide`."""

    decided: str = "PENDING"
    _kept: dict[tuple[str, str], Template] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(FIRST_TEMPLATE))

    def submit(self, request: dict[str, Any]) -> Template:
        """Raises `ApiError` where Meta would not take it."""
        check_template(request)
        key = str(request["name"]), str(request["language"])
        if key in self._kept:
            raise ApiError(
                100,
                message="Invalid parameter",
                subcode=2388024,
                user=(
                    "Content in this language already exists",
                    f"There is already {key[1]} content for this template. You can create a new template "
                    "and try again.",
                ),
            )
        template = Template(
            str(next(self._numbers)),
            *key,
            str(request["category"]).upper(),
            request["components"],
            self.decided,
            str(request.get("parameter_format", "POSITIONAL")).upper(),
        )
        self._kept[key] = template
        return template

    def find(self, name: str, language: str) -> Template | None:
        return self._kept.get((name, language))

    def all(self) -> list[Template]:
        return list(self._kept.values())

    def remove(self, name: str, template_id: str | None) -> None:
        """In every language, or the one with that id. Raises `ApiError` when there is none."""
        gone = [t for t in self.all() if t.name == name and template_id in {None, t.id}]
        if not gone:
            raise ApiError(
                100,
                message="Invalid parameter",
                subcode=2593002,
                user=("Message template not found", f"No message template is named {name}."),
            )
        for template in gone:
            del self._kept[template.name, template.language]
