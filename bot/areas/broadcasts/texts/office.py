"""Labels of the office's menu, names of commands, sentences of the record."""

from markupsafe import Markup

from bot.areas.broadcasts.tags import AuditTag
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def write_label(t: Translator) -> Markup:
    return t("✍️ Write a message")


def drafts_label(t: Translator) -> Markup:
    return t("📝 My drafts")


def waiting_label(t: Translator) -> Markup:
    return t("⏳ To approve")


def latest_label(t: Translator) -> Markup:
    return t("📤 Sent messages")


def send_command(t: Translator) -> Markup:
    return t("Write a message to residents")


def drafts_command(t: Translator) -> Markup:
    return t("Unfinished messages")


def latest_command(t: Translator) -> Markup:
    return t("Messages sent")


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    sentences = {
        AuditTag.OPENED: t("A message was begun"),
        AuditTag.EDITED: t("A message was changed"),
        AuditTag.DELETED: t("A draft was deleted"),
        AuditTag.SUBMITTED: t("A message was sent to approval"),
        AuditTag.RETURNED: t("A message was returned to be changed"),
        AuditTag.APPROVED: t("A message was approved"),
        AuditTag.SCHEDULED: t("A message's time was chosen"),
        AuditTag.POSTPONED: t("A message was put off to the end of the quiet hours"),
        AuditTag.EMERGENCY: t("An emergency message was sent without a second person"),
        AuditTag.STARTED: t("The sending of a message began"),
        AuditTag.PAUSED: t("The sending of a message was paused until the morning"),
        AuditTag.FINISHED: t("The sending of a message ended"),
        AuditTag.RESUMED: t("A stopped message was sent to the rest"),
        AuditTag.STOPPED: t("A message was stopped"),
    }
    return Markup("{} №{}").format(sentences[AuditTag(entry.tag)], entry.subject_id or "")
