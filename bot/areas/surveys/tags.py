"""What is recorded of surveys. Never who answered what."""

import enum


class AuditTag(enum.StrEnum):
    FORM_OPENED = "survey:form:opened"
    FORM_CHANGED = "survey:form:changed"
    FORM_COPIED = "survey:form:copied"
    FORM_TRIED = "survey:form:tried"
    FORM_DELETED = "survey:form:deleted"
    PREPARED = "survey:sending:prepared"
    CHANGED = "survey:sending:changed"
    DROPPED = "survey:sending:dropped"
    OPENED = "survey:sending:opened"
    EXTENDED = "survey:sending:extended"
    CLOSED = "survey:sending:closed"
    PRINTED = "survey:paper:printed"
    ENTERED = "survey:paper:entered"
    REMOVED = "survey:paper:removed"
    BOX = "survey:paper:counted"
    TAGGED = "survey:answer:tagged"
    EXPORTED = "survey:results:exported"
    PUBLISHED = "survey:results:published"
    PRESENTED = "survey:results:presented"
