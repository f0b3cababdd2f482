"""The tables of what is owed: a year's obligations, their proofs, the plan they belong to, its reports."""

from bot.areas.obligations.models.evidence import EvidenceOrder
from bot.areas.obligations.models.obligation import (
    Link,
    Obligation,
    ObligationPeriod,
    ObligationStep,
    Proof,
    ResponsiblePerson,
)
from bot.areas.obligations.models.paper import ObligationPaper, PaperKind
from bot.areas.obligations.models.plan import GroupMember, GroupPart, Plan, PlanState
from bot.areas.obligations.models.posting import PaperPosting, PostingWay
from bot.areas.obligations.models.sheet import PlanSheet

__all__ = [
    "EvidenceOrder",
    "GroupMember",
    "GroupPart",
    "Link",
    "Obligation",
    "ObligationPaper",
    "ObligationPeriod",
    "ObligationStep",
    "PaperKind",
    "PaperPosting",
    "Plan",
    "PlanSheet",
    "PlanState",
    "PostingWay",
    "Proof",
    "ResponsiblePerson",
]
