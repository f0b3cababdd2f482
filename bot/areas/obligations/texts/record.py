"""The record of changes, in sentences."""

from markupsafe import Markup

from bot.areas.obligations.tags import AuditTag
from bot.areas.obligations.texts import short
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    sentences = {
        AuditTag.YEAR_OPENED: t("The list of duties of a year was opened"),
        AuditTag.REPORT_WRITTEN: t("Something was written in a monitoring report"),
        AuditTag.REPORT_PUBLISHED: t("A monitoring report was handed in to be published"),
        AuditTag.REPORT_POSTED: t("It was noted where a monitoring report was put up"),
        AuditTag.PRESENTATION_MADE: t("The presentation of local issues was made"),
        AuditTag.NUMBER_SET: t("A number of the year's plan was set"),
        AuditTag.PEOPLE_NAMED: t("Who answers for a row of the plan was changed"),
        AuditTag.DAY_CHOSEN: t("A day was chosen in the year's plan"),
        AuditTag.AMOUNT_SET: t("A sum of the year's plan was set"),
        AuditTag.NOTE_SET: t("A note of the year's plan was changed"),
        AuditTag.WAIVED: t("Something isn't held this year, by the head's word"),
        AuditTag.WAIVER_LIFTED: t("Something is held this year after all"),
        AuditTag.OWN_ADDED: t("An own event was added to the year's plan"),
        AuditTag.OWN_REMOVED: t("An own event was removed from the year's plan"),
        AuditTag.TABLE_APPLIED: t("A table of the year's plan was taken over"),
        AuditTag.PLAN_BEGUN: t("A plan was begun"),
        AuditTag.PLAN_DROPPED: t("A draft of the plan was given up"),
        AuditTag.GROUP_CHANGED: t("The working group of the plan was changed"),
        AuditTag.GROUP_ORDERED: t("The order on the working group was noted"),
        AuditTag.PLAN_DISCUSSED: t("The discussion of the plan was noted"),
        AuditTag.PLAN_APPROVED: t("The plan was approved"),
        AuditTag.PROVED: t("A duty was marked as done, with its proof"),
        AuditTag.PROOF_WITHDRAWN: t("What was marked as done was taken back"),
        AuditTag.LINKED: t("Something was linked to a duty"),
        AuditTag.EXCLUDED: t("Something was said not to belong to a duty"),
        AuditTag.UNLINKED: t("What was said of something that belongs to a duty was undone"),
        AuditTag.EVIDENCE_MADE: t("The paper with the proof of a duty was made"),
    }
    after = entry.after or {}
    text = sentences[AuditTag(entry.tag)]
    if after.get("year"):
        text += Markup(": {}").format(after["year"])
    if after.get("key"):
        text += Markup(", {}").format(short.row(t, str(after["key"]), str(t("the office's own event"))))
    if after.get("first"):
        text += Markup(": {}–{}").format(after["first"], after["last"])
    return text
