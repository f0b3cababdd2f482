"""Sentences of the record of changes."""

from datetime import date

from markupsafe import Markup

from bot.areas.bulletins.models import BulletinKind
from bot.areas.bulletins.texts.naming import headline
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def audit_closed(t: Translator, entry: AuditEntry) -> Markup:
    reason = (entry.after or {}).get("reason", "")
    return _which(t, entry, t("A bulletin was closed unpublished: {reason}", reason=reason))


def audit_opened(t: Translator, entry: AuditEntry) -> Markup:
    return _which(t, entry, t("A bulletin's draft was opened"))


def audit_published(t: Translator, entry: AuditEntry) -> Markup:
    late = (entry.after or {}).get("late")
    return _which(t, entry, t("A bulletin went out late") if late else t("A bulletin went out"))


def audit_escalated(t: Translator, entry: AuditEntry) -> Markup:
    return _which(t, entry, t("The head was told that a bulletin is not ready"))


def audit_distributed(t: Translator, entry: AuditEntry) -> Markup:
    place = (entry.after or {}).get("place", "")
    return _which(t, entry, t("A bulletin was put up or forwarded: {place}", place=place))


def _which(t: Translator, entry: AuditEntry, what: Markup) -> Markup:
    """The sentence, and under it the bulletin's name."""
    kept = entry.after or {}
    if "period_start" not in kept:
        return what
    start = date.fromisoformat(kept["period_start"])
    return Markup("{}\n{}").format(what, headline(t, BulletinKind(kept["kind"]), start))
