"""What was done with surveys, as the record of changes tells it."""

from markupsafe import Markup

from bot.areas.surveys.tags import AuditTag
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    sentences = {
        AuditTag.FORM_OPENED: t("A questionnaire was begun"),
        AuditTag.FORM_CHANGED: t("A questionnaire was changed"),
        AuditTag.FORM_COPIED: t("A new version of a questionnaire was begun"),
        AuditTag.FORM_TRIED: t("A questionnaire was tried"),
        AuditTag.FORM_DELETED: t("A questionnaire was deleted"),
        AuditTag.PREPARED: t("A survey was prepared"),
        AuditTag.CHANGED: t("A survey was changed"),
        AuditTag.DROPPED: t("A survey was given up"),
        AuditTag.OPENED: t("A survey was opened"),
        AuditTag.EXTENDED: t("The end of a survey was changed"),
        AuditTag.CLOSED: t("A survey was closed"),
        AuditTag.PRINTED: t("Paper forms were made"),
        AuditTag.ENTERED: t("A paper form was typed in"),
        AuditTag.REMOVED: t("A paper form was taken out again"),
        AuditTag.BOX: t("The forms in the box were counted"),
        AuditTag.TAGGED: t("A free answer was given a tag"),
        AuditTag.EXPORTED: t("The answers of a survey were exported"),
        AuditTag.PUBLISHED: t("The results of a survey were prepared for residents"),
        AuditTag.PRESENTED: t("The results of a survey were presented"),
    }
    lines = [sentences[AuditTag(entry.tag)]]
    title = (entry.after or {}).get("title")
    if title:
        lines.append(Markup("«{}»").format(title))
    return Markup("\n").join(lines)
