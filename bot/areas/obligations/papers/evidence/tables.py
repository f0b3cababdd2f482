"""The tables of the paper: how messages went out, where copies hang, what people said, the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.hearings.texts import papers as meeting_texts
from bot.areas.municipality.models import Village
from bot.areas.obligations.chain.links import Chain, Photo
from bot.areas.obligations.chain.sendings import Counts, Sending
from bot.areas.obligations.subjects import Subject
from bot.areas.obligations.texts import evidence as texts
from bot.areas.obligations.texts import subjects
from bot.areas.residents.texts.channels import channel_name
from bot.core.i18n import Translator
from bot.documents.content import Picture, plain
from bot.documents.errors import BrokenPictureError
from bot.documents.paper import Heading, Part, Pictures, Table
from bot.documents.pictures import check_picture

NOTHING = "–"


def village(t: Translator, villages: Mapping[int, Village], number: int | None) -> str:
    found = villages.get(number or 0)
    return found.name(t.language) if found else NOTHING


def delivered(t: Translator, villages: Mapping[int, Village], sending: Sending) -> Table:
    """By village and channel, with the sum."""
    order = sorted(sending.delivered.items(), key=lambda one: (-one[1].sent, one[0][0] or 0))
    rows = [
        (village(t, villages, place), channel_name(channel), *_numbers(t, counts))
        for (place, channel), counts in order
    ]
    rows.append((texts.total(t), "", *_numbers(t, sending.total)))
    head = texts.columns(t, "village", "channel", "sent", "waiting", "failed")
    return Table(head, tuple(rows), (4, 3, 2, 2, 2), frozenset({2, 3, 4}), total_row=True)


def _numbers(t: Translator, counts: Counts) -> tuple[str, str, str]:
    return t.number(counts.sent), t.number(counts.waiting), t.number(counts.failed)


def messages(t: Translator, sendings: Sequence[Sending]) -> list[Part]:
    """Many in a month: a line for each, with its seal."""
    rows = tuple(
        (
            moment(t, one.broadcast.started_at),
            _headline(t, one),
            one.approver or NOTHING,
            t.number(one.total.sent),
            t.number(one.total.failed),
        )
        for one in sendings
    )
    head = texts.columns(t, "day", "what", "by", "sent", "failed")
    table = Table(head, rows, (3, 7, 3, 2, 2), frozenset({3, 4}))
    return [Heading(texts.heading(t, "messages"), 2), table]


def _headline(t: Translator, one: Sending) -> str:
    text = one.broadcast.text_ru if t.language == "ru" and one.broadcast.text_ru else one.broadcast.text_ky
    words = broadcast_rules.headline(text)
    seal = one.broadcast.sha256
    return f"{words}\nSHA-256: {spaced(seal)}" if seal else words


def spaced(seal: str) -> str:
    """In groups of eight, so that it breaks in a narrow column and two people can compare it aloud."""
    return " ".join(seal[place : place + 8] for place in range(0, len(seal), 8))


def moment(t: Translator, at: datetime | None) -> str:
    return t.moment(at) if at else NOTHING


def said(t: Translator, chain: Chain) -> list[Part]:
    """Links that people made."""
    if not chain.links:
        return []
    rows = tuple(
        (
            _subject(t, chain, (one.kind, one.subject_id)),
            texts.said(t, excluded=one.excluded),
            chain.people.get(one.linked_by or 0, NOTHING),
            t.moment(one.linked_at),
        )
        for one in chain.links
    )
    return [
        Heading(texts.heading(t, "said")),
        Table(texts.columns(t, "what", "state", "by", "when"), rows, (6, 4, 3, 3)),
    ]


def _subject(t: Translator, chain: Chain, subject: Subject) -> str:
    described = chain.names.subjects.get(subject)
    return str((subjects.name(t, described) if described else subjects.gone(t)).striptags())


def withdrawn(t: Translator, chain: Chain) -> list[Part]:
    if not chain.withdrawn:
        return []
    rows = tuple(
        (
            t.date(one.done_on),
            one.note or one.link or NOTHING,
            chain.people.get(one.recorded_by or 0, NOTHING),
            texts.taken_back(t, chain.people.get(one.withdrawn_by or 0, NOTHING), one.withdrawn_at)
            if one.withdrawn_at
            else NOTHING,
        )
        for one in chain.withdrawn
    )
    return [
        Heading(texts.heading(t, "withdrawn")),
        Table(texts.columns(t, "day", "what", "by", "state"), rows, (2, 6, 3, 5)),
    ]


def record(t: Translator, chain: Chain) -> list[Part]:
    if not chain.entries:
        return []
    rows = tuple(
        (t.moment(one.at), chain.people.get(one.person_id or 0) or texts.the_program(t), texts.entry(t, one))
        for one in chain.entries
    )
    parts: list[Part] = [Heading(texts.heading(t, "record"))]
    if chain.entries_left_out:
        parts.append(plain(texts.entries_left_out(t, chain.entries_left_out)))
    return [*parts, Table(texts.columns(t, "when", "by", "what"), rows, (3, 3, 8))]


def reasons(t: Translator, sending: Sending) -> str:
    """Why some didn't get it."""
    return "; ".join(
        f"{meeting_texts.failure(t, why)}: {t.number(count)}" for why, count in sending.reasons.items()
    )


def pictures(photos: Sequence[Photo], t: Translator) -> list[Part]:
    """A photo that can't be printed is still named in its table."""
    found = []
    for one in photos:
        try:
            check_picture(one.content)
        except BrokenPictureError:
            continue
        words = ", ".join(part for part in (one.about, moment(t, one.at)) if part)
        found.append(Picture(one.content, words))
    return [Pictures(tuple(found))] if found else []
