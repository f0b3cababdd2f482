"""What is recorded of people."""

import enum


class AuditTag(enum.StrEnum):
    INVITED = "people:invitation:created"
    WITHDRAWN = "people:invitation:withdrawn"
    GRANTED = "people:role:granted"
    REVOKED = "people:role:revoked"
