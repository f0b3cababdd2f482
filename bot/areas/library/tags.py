"""What is recorded of the library; never who asked for what."""

import enum


class AuditTag(enum.StrEnum):
    PUBLISHED = "library:version:published"
    WITHDRAWN = "library:version:withdrawn"
    CHECKED = "library:section:checked"
    ADDED = "library:section:added"
    RENAMED = "library:section:renamed"
    HIDDEN = "library:section:hidden"
    SHOWN = "library:section:shown"
