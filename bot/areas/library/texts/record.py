"""The record of changes, in sentences."""

from markupsafe import Markup

from bot.areas.library.tags import AuditTag
from bot.areas.library.texts import naming
from bot.core.audit import AuditEntry
from bot.core.i18n import LANGUAGES, Translator


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    sentences = {
        AuditTag.PUBLISHED: t("Something open to all was published"),
        AuditTag.WITHDRAWN: t("Something open to all was taken back"),
        AuditTag.CHECKED: t("What is open to all was looked at: it still holds"),
        AuditTag.ADDED: t("A section open to all was added"),
        AuditTag.RENAMED: t("A section open to all was renamed"),
        AuditTag.HIDDEN: t("A section open to all was hidden"),
        AuditTag.SHOWN: t("A hidden section was shown again"),
    }
    text = sentences[AuditTag(entry.tag)]
    after = entry.after or {}
    if after.get("title"):
        text += Markup(": «{}»").format(after["title"])
    if after.get("language") in LANGUAGES:
        text += Markup(" – {}, № {}").format(naming.language(after["language"]), after.get("number", ""))
    return text
