"""The office opens one list and knows what is due, who owes it and what proves it."""

from dataclasses import replace

from bot.areas.obligations import listing
from bot.areas.obligations.dialogs import adoption, board, planning, reporting
from bot.areas.obligations.tags import AuditTag
from bot.areas.obligations.texts import listing as listing_texts
from bot.areas.obligations.texts import record
from bot.areas.obligations.texts.refusals import REFUSALS
from bot.areas.people.rules import Permission

routes = (board.routes, replace(planning.routes, refusals=REFUSALS), adoption.routes, reporting.routes)

staff_commands = board.staff_commands

audit_words = {tag.value: record.audit_sentence for tag in AuditTag}

admin_entries = (
    (listing_texts.label, "ob:", Permission.READ_FIGURES, listing.count_owed),
    *reporting.admin_entries,
)
