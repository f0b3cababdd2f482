"""Sentences of the record of changes."""

from markupsafe import Markup

from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def audit_closed(t: Translator, entry: AuditEntry) -> Markup:
    reason = (entry.after or {}).get("reason", "")
    return t("A bulletin was closed unpublished: {reason}", reason=reason)


def audit_opened(t: Translator, _entry: AuditEntry) -> Markup:
    return t("A bulletin's draft was opened")


def audit_published(t: Translator, entry: AuditEntry) -> Markup:
    late = (entry.after or {}).get("late")
    return t("A bulletin went out late") if late else t("A bulletin went out")


def audit_escalated(t: Translator, _entry: AuditEntry) -> Markup:
    return t("The head was told that a bulletin is not ready")


def audit_distributed(t: Translator, entry: AuditEntry) -> Markup:
    place = (entry.after or {}).get("place", "")
    return t("A bulletin was put up or forwarded: {place}", place=place)
