"""What is recorded of a year's obligations and of the plan."""

import enum


class AuditTag(enum.StrEnum):
    YEAR_OPENED = "obligation:year:opened"
    REPORT_WRITTEN = "obligation:report:written"
    REPORT_PUBLISHED = "obligation:report:published"
    REPORT_POSTED = "obligation:report:posted"
    PRESENTATION_MADE = "obligation:presentation:made"
    NUMBER_SET = "obligation:number:set"
    PEOPLE_NAMED = "obligation:people:named"
    DAY_CHOSEN = "obligation:day:chosen"
    AMOUNT_SET = "obligation:amount:set"
    NOTE_SET = "obligation:note:set"
    WAIVED = "obligation:waived"
    WAIVER_LIFTED = "obligation:waiver:lifted"
    OWN_ADDED = "obligation:own:added"
    OWN_REMOVED = "obligation:own:removed"
    TABLE_APPLIED = "obligation:table:applied"
    PLAN_BEGUN = "plan:begun"
    PLAN_DROPPED = "plan:dropped"
    GROUP_CHANGED = "plan:group:changed"
    GROUP_ORDERED = "plan:group:ordered"
    PLAN_DISCUSSED = "plan:discussed"
    PLAN_APPROVED = "plan:approved"
    PROVED = "obligation:proof:given"
    PROOF_WITHDRAWN = "obligation:proof:withdrawn"
    LINKED = "obligation:link:made"
    EXCLUDED = "obligation:link:excluded"
    UNLINKED = "obligation:link:removed"
    EVIDENCE_MADE = "obligation:evidence:made"


ABOUT_OTHERS = frozenset(
    {
        AuditTag.YEAR_OPENED,
        AuditTag.REPORT_WRITTEN,
        AuditTag.REPORT_PUBLISHED,
        AuditTag.REPORT_POSTED,
        AuditTag.PRESENTATION_MADE,
        AuditTag.TABLE_APPLIED,
        AuditTag.PLAN_BEGUN,
        AuditTag.PLAN_DROPPED,
        AuditTag.GROUP_CHANGED,
        AuditTag.GROUP_ORDERED,
        AuditTag.PLAN_DISCUSSED,
        AuditTag.PLAN_APPROVED,
    }
)
"""Their subject is a year, a paper, a table or a plan; of all others it is a duty."""
