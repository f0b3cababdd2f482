"""The office opens one list and knows what is due, who owes it and what proves it."""

from bot.areas.obligations.dialogs import reporting
from bot.areas.obligations.tags import AuditTag
from bot.areas.obligations.texts import record

audit_words = {tag.value: record.audit_sentence for tag in AuditTag}

routes = (reporting.routes,)

admin_entries = reporting.admin_entries
