"""Sentences of the record of changes."""

from markupsafe import Markup

from bot.areas.groups.tags import AuditTag
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    after = entry.after or {}
    sentence = {
        AuditTag.OPENED: t("A village group was registered"),
        AuditTag.CHANGED: t("A village group was changed"),
        AuditTag.MEMBERS: t("A village group's members were told"),
        AuditTag.CLOSED: t("A village group was closed"),
        AuditTag.ASKED: t("Somebody was asked to forward to a group"),
        AuditTag.AGREED: t("Somebody agreed to forward to a group"),
        AuditTag.ENDED: t("Somebody stopped forwarding to a group"),
        AuditTag.FORWARDED: t("A message went to a group"),
        AuditTag.TAKEN_BACK: t("The mark that a message went to a group was taken back"),
        AuditTag.PASSED_ON: t("A message for a group was handed to somebody else"),
        AuditTag.FAILED: t("A message could not be posted in a group"),
    }[AuditTag(entry.tag)]
    lines = [sentence + Markup(": «{}»").format(after["group"]) if after.get("group") else sentence]
    if after.get("headline"):
        lines.append(Markup("«{}»").format(after["headline"]))
    if after.get("members"):
        lines.append(t("{count} members", count=t.number(after["members"])))
    return Markup("\n").join(lines)
