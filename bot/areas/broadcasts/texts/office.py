"""Labels of the office's menu, names of commands, sentences of the record."""

from datetime import datetime

from markupsafe import Markup

from bot.areas.broadcasts.tags import AuditTag
from bot.core import richtext
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
        AuditTag.TOO_LATE: t("An approved message was not sent: it was too late for it"),
    }
    what = Markup("{} №{}").format(sentences[AuditTag(entry.tag)], entry.subject_id or "")
    headline = (entry.after or {}).get("headline")
    if headline:
        what += Markup(": «{}»").format(headline)
    return Markup("\n").join([what, *_changes(t, entry)])


def _changes(t: Translator, entry: AuditEntry) -> list[Markup]:
    """The values before and after, as far as a person reads them."""
    before, after = entry.before or {}, entry.after or {}
    lines = []
    for name in ("text_ky", "text_ru"):
        if name in after:
            lines += [
                t("Before: {text}", text=_short(before.get(name))),
                t("Now: {text}", text=_short(after[name])),
            ]
    if "send_at" in before:
        lines.append(t("Before: {text}", text=_when(t, before["send_at"])))
    if after.get("send_at"):
        lines.append(t("To go out: {when}", when=_when(t, after["send_at"])))
    for name in ("remark", "reason"):
        if after.get(name):
            lines.append(t("In words: {text}", text=after[name]))
    return lines


def _short(text: str | None) -> str:
    return richtext.shorten(richtext.plain(richtext.clean(text)), 100) if text else "–"


def _when(t: Translator, moment: str | None) -> str:
    return t.moment(datetime.fromisoformat(moment)) if moment else "–"
