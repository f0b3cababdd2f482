"""The record of changes, in sentences."""

from markupsafe import Markup

from bot.areas.initiatives.models import InitiativeStage
from bot.areas.initiatives.tags import AuditTag
from bot.areas.initiatives.texts import naming
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    sentences = {
        AuditTag.REGISTERED: t("An initiative was registered"),
        AuditTag.CHANGED: t("An initiative in the register was set right"),
        AuditTag.SIGNED: t("Signatures for an initiative were counted"),
        AuditTag.REACHED: t("A stage of an initiative was noted"),
    }
    after = entry.after or {}
    text = sentences[AuditTag(entry.tag)]
    if after.get("title"):
        text += Markup(": «{}»").format(after["title"])
    if after.get("stage"):
        text += Markup(" – {}").format(naming.stage(t, InitiativeStage(after["stage"])))
    if after.get("count") is not None:
        text += Markup(" – {}").format(t.number(after["count"]))
    return text
