"""The record of changes, in sentences."""

from markupsafe import Markup

from bot.areas.hearings.models import TaskKind
from bot.areas.hearings.tags import AuditTag
from bot.areas.hearings.texts import preparing
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator

TOLD = ("reason", "place", "number", "decision", "owner", "task", "asked", "demanded_by")


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    sentences = {
        AuditTag.OPENED: t("A meeting was prepared"),
        AuditTag.CHANGED: t("A meeting was changed"),
        AuditTag.DISCARDED: t("A meeting's draft was deleted"),
        AuditTag.OVERRIDDEN: t("Less notice than the rules ask for was allowed"),
        AuditTag.CALLED: t("A meeting was called"),
        AuditTag.MOVED: t("A meeting was moved"),
        AuditTag.CANCELLED: t("A meeting was cancelled"),
        AuditTag.DROPPED: t("A change of a meeting was given up"),
        AuditTag.ALARMED: t("The office was warned: a notice was not out yet"),
        AuditTag.POSTED: t("People were told in another way too"),
        AuditTag.TASK_ADDED: t("Information was requested from a body"),
        AuditTag.TASK_DONE: t("A preparation was done"),
        AuditTag.ENDED: t("The hours of a meeting were over"),
        AuditTag.OPENING: t("Chair and secretary of a meeting were noted"),
        AuditTag.COUNTED: t("People at a meeting were counted"),
        AuditTag.STATED: t("A question or a speech was noted"),
        AuditTag.ANSWERED: t("A question of a meeting was answered in writing"),
        AuditTag.PROTOCOL: t("A protocol was registered"),
        AuditTag.SCANNED: t("A signed protocol was kept"),
        AuditTag.DECIDED: t("A decision was noted"),
        AuditTag.DECISION_ANSWERED: t("It was told what was done about a decision"),
        AuditTag.ESCALATED: t("Head and chair were told of an overdue decision"),
        AuditTag.RESULTS: t("The results of a meeting were prepared"),
        AuditTag.DEMANDED: t("A report was demanded"),
        AuditTag.REPORTED: t("A report was written"),
    }
    after = entry.after or {}
    lines = [sentences[AuditTag(entry.tag)]]
    if after.get("matter"):
        lines[0] += Markup(": «{}»").format(after["matter"])
    told = {name: after.get(name) for name in TOLD}
    if told["task"]:
        told["task"] = preparing.kind_name(t, TaskKind(told["task"]))
    lines += [t("In words: {text}", text=value) for value in told.values() if value]
    return Markup("\n").join(lines)
