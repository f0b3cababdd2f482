"""The record of changes, in sentences."""

from markupsafe import Markup

from bot.areas.obligations.tags import AuditTag
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    sentences = {
        AuditTag.YEAR_OPENED: t("The list of duties of a year was opened"),
        AuditTag.REPORT_WRITTEN: t("Something was written in a monitoring report"),
        AuditTag.REPORT_PUBLISHED: t("A monitoring report was handed in to be published"),
        AuditTag.REPORT_POSTED: t("It was noted where a monitoring report was put up"),
        AuditTag.PRESENTATION_MADE: t("The presentation of local issues was made"),
    }
    after = entry.after or {}
    text = sentences[AuditTag(entry.tag)]
    if after.get("year"):
        text += Markup(": {}").format(after["year"])
    return text
