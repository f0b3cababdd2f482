"""Evidence of notice as a paper and as a workbook."""

from datetime import datetime

from bot.areas.hearings.evidence import Evidence, GroupEvidence, NoticeEvidence, PostingEvidence
from bot.areas.hearings.papers.lists import village_name
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts import papers as texts
from bot.areas.residents.texts.channels import channel_name
from bot.core import richtext
from bot.core.i18n import Translator
from bot.documents.content import Paragraph, Picture, Run, plain
from bot.documents.errors import BrokenPictureError
from bot.documents.paper import Facts, Heading, Paper, Part, Pictures, Table
from bot.documents.pictures import check_picture
from bot.documents.workbook import Sheet, Workbook


def paper(t: Translator, evidence: Evidence) -> Paper:
    meeting = evidence.meeting
    parts: list[Part] = [Facts(tuple(_about(t, evidence)))]
    for notice in evidence.notices:
        parts += _notice(t, evidence, notice)
    if not evidence.notices:
        parts.append(plain(texts.not_sent(t)))
    parts += [*_groups(t, evidence), *_postings(t, evidence)]
    return Paper(
        language=t.language,
        date=evidence.made_at.astimezone(t.timezone).date(),
        organisation=evidence.organisation[t.language],
        title=texts.evidence_title(t),
        subtitle=str(naming.title(t, meeting).unescape()),
        parts=tuple(parts),
        footer=texts.made_from(t),
        page_words=texts.page_words(t),
    )


def _about(t: Translator, evidence: Evidence) -> list[tuple[str, str]]:
    meeting = evidence.meeting
    rows = [
        ("kind", str(naming.kind(t, meeting.kind))),
        ("when", naming.full_when(t, meeting.starts_at)),
        ("place", meeting.place),
        ("organiser", meeting.organiser(t.language)),
        ("made_at", t.moment(evidence.made_at)),
    ]
    return [(texts.label(t, name), value) for name, value in rows]


def _notice(t: Translator, evidence: Evidence, one: NoticeEvidence) -> list[Part]:
    parts: list[Part] = [Heading(texts.purpose(t, one.notice.purpose))]
    parts.append(Facts(tuple(_facts(t, one))))
    if one.overridden:
        parts += _override(t, one)
    parts.append(Heading(texts.heading(t, "delivered"), 2))
    parts.append(_delivered(t, evidence, one))
    if one.reasons:
        rows = tuple((texts.failure(t, reason), t.number(count)) for reason, count in one.reasons.items())
        parts.append(Heading(texts.heading(t, "reasons"), 2))
        parts.append(Table(texts.columns(t, "reason", "people"), rows, (6, 2), frozenset({1})))
    parts.append(Heading(texts.heading(t, "texts"), 2))
    for code, text in (("ky", one.broadcast.text_ky), ("ru", one.broadcast.text_ru)):
        if text:
            parts.append(Paragraph((Run(texts.language_name(t, code), bold=True),)))
            parts += [
                plain(line) for line in richtext.plain(richtext.clean(text)).splitlines() if line.strip()
            ]
    return parts


def _facts(t: Translator, one: NoticeEvidence) -> list[tuple[str, str]]:
    notice, broadcast = one.notice, one.broadcast
    rows: list[tuple[str, str]] = []
    if notice.required_days and notice.last_day:
        lawful = texts.in_time(t, lawful=bool(one.lawful), override=one.overridden)
        rows += [
            ("required", texts.days_required(t, notice.required_days)),
            ("last_day", t.full_date(notice.last_day)),
            ("lawful", lawful),
        ]
    rows += [
        ("author", one.author or "–"),
        ("approver", one.approver or "–"),
        ("approved_at", texts.moment(t, broadcast.decided_at)),
        ("first_sent", texts.moment(t, one.first_at)),
        ("last_sent", texts.moment(t, one.last_at)),
        ("recipients", t.number(one.recipients)),
        ("sent", t.number(one.sent)),
    ]
    if one.confirmed:
        rows += [("arrived", t.number(one.arrived)), ("read", t.number(one.read))]
    if one.after_last_day:
        rows.append(("after_last_day", t.number(one.after_last_day)))
    rows += [
        ("seal", broadcast.sha256 or "–"),
    ]
    return [(texts.label(t, name), value) for name, value in rows]


def _override(t: Translator, one: NoticeEvidence) -> list[Part]:
    reason = one.notice.override_reason or one.broadcast.emergency_reason or ""
    at = one.notice.override_at or one.broadcast.decided_at
    rows = (
        (texts.label(t, "by"), one.override_by or "–"),
        (texts.label(t, "when"), texts.moment(t, at)),
        (texts.label(t, "reason"), reason),
    )
    return [Heading(texts.heading(t, "override"), 2), Facts(rows)]


def _delivered(t: Translator, evidence: Evidence, one: NoticeEvidence) -> Table:
    head = texts.columns(t, "village", "channel", "sent", "waiting", "failed")
    rows = [
        (
            village_name(t, evidence.villages, row.village_id),
            channel_name(row.channel),
            t.number(row.sent),
            t.number(row.waiting),
            t.number(row.failed),
        )
        for row in one.delivered
    ]
    sums = [
        t.number(sum(getattr(row, part) for row in one.delivered)) for part in ("sent", "waiting", "failed")
    ]
    rows.append((texts.columns(t, "total")[0], "", sums[0], sums[1], sums[2]))
    return Table(head, tuple(rows), (4, 3, 2, 2, 2), frozenset({2, 3, 4}), total_row=True)


def _groups(t: Translator, evidence: Evidence) -> list[Part]:
    """Members, told apart from the persons above."""
    if not evidence.groups:
        return []
    rows = tuple(
        (
            channel_name(one.forwarded.group.kind),
            one.forwarded.group.name,
            texts.moment(t, one.forwarded.pack.settled_at),
            one.by or "–",
            t.number(one.forwarded.pack.members or 0),
        )
        for one in evidence.groups
    )
    total = t.number(sum(one.forwarded.pack.members or 0 for one in evidence.groups))
    sums = (texts.columns(t, "total")[0], "", "", "", total)
    head = texts.columns(t, "channel", "group", "when", "by", "members")
    widths, numbers = (3, 5, 4, 4, 3), frozenset({4})
    parts: list[Part] = [
        Heading(texts.heading(t, "groups")),
        Table(head, (*rows, sums), widths, numbers, total_row=True),
    ]
    shown = [(one.photo, _when_in(t, one)) for one in evidence.groups]
    pictures = tuple(picture for photo, about in shown if (picture := _readable(photo, about)))
    return [*parts, Pictures(pictures)] if pictures else parts


def _when_in(t: Translator, one: GroupEvidence) -> str:
    return f"{one.forwarded.group.name}, {texts.moment(t, one.forwarded.pack.settled_at)}"


def _postings(t: Translator, evidence: Evidence) -> list[Part]:
    if not evidence.postings:
        return []
    rows = tuple(
        (
            texts.posting(t, one.posting.kind),
            _where(t, evidence, one),
            t.moment(one.posting.recorded_at),
            one.by or "–",
            "–" if one.posting.people_reached is None else t.number(one.posting.people_reached),
        )
        for one in evidence.postings
    )
    head = texts.columns(t, "what", "where", "when", "by", "people")
    parts: list[Part] = [
        Heading(texts.heading(t, "postings")),
        Table(head, rows, (3, 4, 4, 3, 2), frozenset({4})),
    ]
    pictures = tuple(picture for one in evidence.postings if (picture := _picture(t, evidence, one)))
    return [*parts, Pictures(pictures)] if pictures else parts


def _where(t: Translator, evidence: Evidence, one: PostingEvidence) -> str:
    place = one.posting.place
    if one.posting.village_id is None:
        return place
    return f"{village_name(t, evidence.villages, one.posting.village_id)}: {place}"


def _picture(t: Translator, evidence: Evidence, one: PostingEvidence) -> Picture | None:
    return _readable(one.photo, f"{_where(t, evidence, one)}, {t.moment(one.posting.recorded_at)}")


def _readable(photo: bytes | None, about: str) -> Picture | None:
    """A photo that can't be printed is still named in the table."""
    if photo is None:
        return None
    try:
        check_picture(photo)
    except BrokenPictureError:
        return None
    return Picture(photo, about)


# The workbook


def workbook(t: Translator, evidence: Evidence) -> Workbook:
    sheets = [_notices_sheet(t, evidence), _villages_sheet(t, evidence), _deliveries_sheet(t, evidence)]
    if evidence.groups:
        sheets.append(_groups_sheet(t, evidence))
    if evidence.postings:
        sheets.append(_postings_sheet(t, evidence))
    return Workbook(
        title=f"{texts.evidence_title(t)}: {naming.title(t, evidence.meeting).unescape()}",
        sheets=tuple(sheets),
        author=evidence.organisation[t.language],
        created=evidence.made_at.astimezone(t.timezone).replace(tzinfo=None),
    )


def _notices_sheet(t: Translator, evidence: Evidence) -> Sheet:
    labels = [label for label, _ in _facts(t, evidence.notices[0])] if evidence.notices else []
    names = ["required", "last_day", "lawful"]
    asked = [texts.label(t, name) for name in names]
    known = [*asked, *[label for label in labels if label not in asked]]
    extra = [texts.label(t, "by"), texts.label(t, "reason")]
    rows = []
    for one in evidence.notices:
        values = dict(_facts(t, one))
        reason = one.notice.override_reason or one.broadcast.emergency_reason or ""
        override = [one.override_by or "", reason] if one.overridden else ["", ""]
        rows.append((texts.purpose(t, one.notice.purpose), *[values.get(k, "") for k in known], *override))
    head = (texts.columns(t, "what")[0], *known, *extra)
    return Sheet(texts.heading(t, "notice"), head, tuple(rows), (24, *([18] * (len(head) - 1))))


def _villages_sheet(t: Translator, evidence: Evidence) -> Sheet:
    rows = tuple(
        (
            texts.purpose(t, one.notice.purpose),
            village_name(t, evidence.villages, row.village_id),
            row.channel,
            row.sent,
            row.waiting,
            row.failed,
        )
        for one in evidence.notices
        for row in one.delivered
    )
    head = texts.columns(t, "what", "village", "channel", "sent", "waiting", "failed")
    return Sheet(texts.heading(t, "delivered"), head, rows, (24, 24, 14, 12, 12, 14))


def _deliveries_sheet(t: Translator, evidence: Evidence) -> Sheet:
    """Each with its own moment, so that the figures can be counted again."""
    rows = tuple(
        (
            texts.purpose(t, one.notice.purpose),
            line.number,
            village_name(t, evidence.villages, line.village_id),
            line.channel,
            texts.language_name(t, line.language),
            texts.status(t, line.told_status),
            _local(t, line.at),
            texts.failure(t, line.reason) if line.reason else "",
        )
        for one in evidence.notices
        for line in one.lines
    )
    head = texts.columns(t, "what", "number", "village", "channel", "language", "state", "time", "reason")
    return Sheet(
        texts.heading(t, "deliveries"), head, rows, (24, 8, 24, 14, 14, 18, 18, 30), note=texts.made_from(t)
    )


def _groups_sheet(t: Translator, evidence: Evidence) -> Sheet:
    rows = tuple(
        (
            channel_name(one.forwarded.group.kind),
            one.forwarded.group.name,
            _local(t, one.forwarded.pack.settled_at),
            one.by or "",
            one.forwarded.pack.members,
            texts.yes_no(t, value=one.forwarded.pack.photo_id is not None),
        )
        for one in evidence.groups
    )
    head = texts.columns(t, "channel", "group", "when", "by", "members", "photo")
    return Sheet(texts.heading(t, "groups"), head, rows, (14, 40, 18, 24, 14, 8))


def _postings_sheet(t: Translator, evidence: Evidence) -> Sheet:
    rows = tuple(
        (
            texts.posting(t, one.posting.kind),
            _where(t, evidence, one),
            _local(t, one.posting.recorded_at),
            one.by or "",
            one.posting.people_reached,
            texts.yes_no(t, value=one.posting.photo_id is not None),
        )
        for one in evidence.postings
    )
    head = texts.columns(t, "what", "where", "when", "by", "people", "photo")
    return Sheet(texts.heading(t, "postings"), head, rows, (22, 40, 18, 24, 10, 8))


def _local(t: Translator, at: datetime | None) -> datetime | None:
    """As the clock on the wall showed it; spreadsheets know no time zones."""
    return at.astimezone(t.timezone).replace(tzinfo=None) if at else None
