"""What is recorded of initiatives; never who supports them."""

import enum


class AuditTag(enum.StrEnum):
    REGISTERED = "initiative:register:added"
    CHANGED = "initiative:register:changed"
    SIGNED = "initiative:signatures:counted"
    REACHED = "initiative:stage:reached"
