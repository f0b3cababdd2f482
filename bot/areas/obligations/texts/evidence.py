"""The words of the paper with a duty's evidence."""

import re
from datetime import date, datetime

from markupsafe import Markup

from bot.areas.bulletins.tags import AuditTag as BulletinTag
from bot.areas.bulletins.texts import record as bulletin_record
from bot.areas.hearings.texts import papers as meeting_papers
from bot.areas.hearings.texts import record as meeting_record
from bot.areas.initiatives.texts import record as initiative_record
from bot.areas.obligations.board import Row
from bot.areas.obligations.texts import listing, record
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator

LONGEST_NAME = 40
_BULLETINS = {
    BulletinTag.OPENED: bulletin_record.audit_opened,
    BulletinTag.PUBLISHED: bulletin_record.audit_published,
    BulletinTag.ESCALATED: bulletin_record.audit_escalated,
    BulletinTag.CLOSED: bulletin_record.audit_closed,
    BulletinTag.DISTRIBUTED: bulletin_record.audit_distributed,
}


def title(t: Translator) -> str:
    return str(t("Evidence that a duty was fulfilled").unescape())


def subtitle(t: Translator, row: Row) -> str:
    return f"{listing.title(t, row)}, {row.obligation.year}"


def file_name(t: Translator, row: Row) -> str:
    # An event of the office's own has no number; its name goes without what a file's name can't hold.
    title = re.sub(r"[^\w\s-]", "", row.title(t.language))[:LONGEST_NAME].strip()
    number = row.measure.number if row.measure else title
    return str(t("evidence {number} {year}", number=number, year=str(row.obligation.year)).unescape())


def heading(t: Translator, name: str) -> str:
    return _plain(
        {
            "times": t("Times of the year and how each stands"),
            "said": t("What people said of what belongs here"),
            "withdrawn": t("Marks that were taken back"),
            "record": t("From the record of changes"),
            "groups": t("Groups of villages: members, not persons"),
            "copies": t("Boards and groups"),
            "decisions": t("Decisions and what was done"),
            "messages": t("Messages to residents"),
        }[name]
    )


def label(t: Translator, name: str) -> str:
    return _plain(
        {
            "duty": t("What is asked"),
            "source": t("Source"),
            "when": t("When"),
            "format": t("How it is held"),
            "responsible": t("Answers for it"),
            "result": t("Expected result"),
            "indicator": t("Indicator"),
            "answers": t("Answers"),
            "year_answers": t("Answers this year"),
            "waived": t("Not asked this year"),
            "made_by": t("This paper was made by"),
            "made_at": t("Made"),
            "held": t("Held"),
            "protocol": t("Protocol"),
            "registered": t("Registered"),
            "came": t("Came"),
            "signed": t("Signed protocol kept"),
            "author": t("Written by"),
            "approver": t("Approved by"),
            "approved_at": t("Approved"),
            "published": t("Published"),
            "late": t("Later than its day"),
            "recipients": t("Sent to, people"),
            "sent": t("Sent, people"),
            "arrived": t("Of these delivered, as the platform told"),
            "read": t("Of these read, as the platform told"),
            "failed": t("Not delivered, people"),
            "sent_at": t("Sent, first and last"),
            "seal": t("Seal of the text (SHA-256)"),
            "opened": t("Opened"),
            "closed": t("Closed"),
            "in_box": t("Forms in the box"),
            "presented": t("Presented"),
            "noted": t("Noted"),
            "note": t("In words"),
            "link": t("Link"),
            "files": t("Files"),
            "by": t("By whom"),
            "done": t("Done on"),
            "whose": t("Whose"),
            "result_paper": t("Result or protocol"),
            "initiator": t("Put forward by"),
            "spent": t("Spent, som"),
            "act": t("Act"),
        }[name]
    )


def columns(t: Translator, *names: str) -> tuple[str, ...]:
    known = {
        "time": t("Period"),
        "span": t("From and until"),
        "state": t("State"),
        "done": t("Done on"),
        "count": t("Done of asked"),
        "village": t("Village"),
        "channel": t("Channel"),
        "sent": t("Sent"),
        "waiting": t("On the way"),
        "failed": t("Not delivered"),
        "what": t("What"),
        "where": t("Where"),
        "when": t("When"),
        "by": t("By whom"),
        "members": t("Members"),
        "people": t("People"),
        "decision": t("Decision"),
        "owner": t("Answers for it"),
        "until": t("Until"),
        "answer": t("What was done"),
        "day": t("Day"),
    }
    return tuple(_plain(known[name]) for name in names)


def total(t: Translator) -> str:
    return _plain(t("Total"))


def no_proof_at_all(t: Translator) -> str:
    return _plain(
        t("Nothing proves this duty yet: no meeting, no message and no mark by hand belongs to it.")
    )


def photos_left_out(t: Translator, count: int) -> str:
    return _plain(
        t.plural(
            "{count} more photo is kept in the program; it had no room here.",
            "{count} more photos are kept in the program; they had no room here.",
            count,
        )
    )


def entries_left_out(t: Translator, count: int) -> str:
    return _plain(
        t.plural(
            "{count} earlier entry stands in the record of the program.",
            "{count} earlier entries stand in the record of the program.",
            count,
        )
    )


def footer(t: Translator) -> str:
    return _plain(t("Put together by the program from its own records; nothing was added by hand."))


def page_words(t: Translator) -> str:
    return meeting_papers.page_words(t)


def yes(t: Translator) -> str:
    return _plain(t("yes"))


def no(t: Translator) -> str:
    return _plain(t("no"))


def not_yet(t: Translator) -> str:
    return _plain(t("not yet"))


def said(t: Translator, *, excluded: bool) -> str:
    return _plain(t("said not to belong here") if excluded else t("said to belong here"))


def taken_back(t: Translator, who: str, at: datetime) -> str:
    return _plain(t("taken back by {who}, {when}", who=who, when=t.moment(at)))


def of_days(t: Translator, value: date | datetime | int | str) -> str:
    """Whatever is known, as the language writes it."""
    if isinstance(value, datetime):
        return t.moment(value)
    if isinstance(value, date):
        return t.date(value)
    return t.number(value) if isinstance(value, int) else value


def the_program(t: Translator) -> str:
    return _plain(t("the program"))


def entry(t: Translator, one: AuditEntry) -> str:
    """In the words of the area it belongs to."""
    area = one.tag.partition(":")[0]
    if area == "bulletin":
        return _plain(_BULLETINS[BulletinTag(one.tag)](t, one))
    words = {
        "meeting": meeting_record.audit_sentence,
        "initiative": initiative_record.audit_sentence,
    }.get(area, record.audit_sentence)
    return _plain(words(t, one))


def _plain(words: Markup) -> str:
    """Papers know no marks."""
    return str(words.striptags())
