"""The record of changes, in sentences."""

from markupsafe import Markup

from bot.areas.appeals.tags import AuditTag
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def audit_sentence(t: Translator, entry: AuditEntry) -> Markup:
    sentences = {
        AuditTag.RECEIVED: t("An appeal came in"),
        AuditTag.ENTERED: t("An appeal was noted for somebody"),
        AuditTag.TAKEN: t("An appeal was taken in hand"),
        AuditTag.ASSIGNED: t("An appeal was given to somebody"),
        AuditTag.ASKED: t("The author of an appeal was asked"),
        AuditTag.REPLIED: t("The author of an appeal replied"),
        AuditTag.NOTED: t("A note was made on an appeal"),
        AuditTag.SORTED: t("An appeal was sorted"),
        AuditTag.FORWARDED: t("An appeal was passed to another body"),
        AuditTag.CLOSED: t("An appeal was answered"),
        AuditTag.WITHDRAWN: t("An appeal was withdrawn by its author"),
        AuditTag.DISPUTED: t("The author disputed an answer"),
        AuditTag.UPHELD: t("A disputed answer was upheld"),
        AuditTag.REOPENED: t("An appeal was opened again"),
        AuditTag.CHECKED: t("The author told whether a repair holds"),
        AuditTag.ESCALATED: t("Those in charge were told of an overdue appeal"),
        AuditTag.PLANNED: t("A deputy accepted a mandate"),
        AuditTag.PASSED_ON: t("A deputy passed a mandate on to the council"),
        AuditTag.ANSWERED: t("A mandate was answered"),
        AuditTag.DECLINED: t("A deputy declined a mandate"),
        AuditTag.SUPPORTED: t("A resident supported a mandate"),
        AuditTag.HIDDEN: t("An author hid or showed a mandate"),
        AuditTag.HANDED_OVER: t("A mandate was handed to another deputy"),
        AuditTag.REPORT_WISHED: t("A deputy chose the day of the report to voters"),
        AuditTag.BLOCKED: t("Somebody's appeals were stopped"),
        AuditTag.OBJECTED: t("Somebody objected to the stop of their appeals"),
        AuditTag.UNBLOCKED: t("Somebody may send appeals again"),
        AuditTag.BLOCK_UPHELD: t("The head kept the stop of somebody's appeals"),
        AuditTag.GROUP_CHOSEN: t("A group became the duty group"),
        AuditTag.GROUP_ENDED: t("A group is no longer the duty group"),
        AuditTag.GROUP_LOST: t("The duty group can't be reached any more"),
        AuditTag.BOOK_TAKEN: t("The office's own register of appeals, with authors, was taken"),
        AuditTag.DAY_CORRECTED: t("A working day was set right"),
    }
    after = entry.after or {}
    lines = [sentences[AuditTag(entry.tag)]]
    if after.get("number"):
        lines[0] += Markup(": № {}").format(after["number"])
    return Markup("\n").join(lines)
