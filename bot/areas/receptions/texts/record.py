"""The record of changes, in sentences."""

from datetime import datetime

from markupsafe import Markup

from bot.areas.receptions.tags import AuditTag
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    sentences = {
        AuditTag.PUBLISHED: t("Reception hours were published"),
        AuditTag.WEEKLY: t("Weekly reception hours were published"),
        AuditTag.ENDED: t("Weekly reception hours were ended"),
        AuditTag.CANCELLED: t("A reception was cancelled"),
    }
    after = entry.after or {}
    text = sentences[AuditTag(entry.tag)]
    if after.get("when"):
        text += Markup(": {}").format(t.moment(datetime.fromisoformat(after["when"])))
    if after.get("reason"):
        text += Markup("\n{}").format(t("In words: {text}", text=after["reason"]))
    return text
