"""What goes to a group: words, picture, links; the same for who forwards and for the bot's own post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import papers
from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.broadcasts.texts import papers as paper_texts
from bot.areas.groups import queries, rules
from bot.areas.groups.models import PackRound, VillageGroup
from bot.areas.groups.texts import packs as texts
from bot.areas.municipality import queries as municipality
from bot.core import richtext
from bot.core.files import StoredFile
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage, Rows
from bot.documents.share_picture import MOST_POINTS, render_share_picture

PARTED = Markup("\n\n➖➖➖\n\n")
# WhatsApp takes no larger picture.
LARGEST_PICTURE = 5 * 1024 * 1024
# In a group a calendar's file is one more thing that nobody opens; the link leads to it.
LEFT_OUT = frozenset({"text/calendar"})
ROOM_FOR_MARKS = 100
PICTURED = frozenset({BroadcastKind.BULLETIN, BroadcastKind.NOTICE})


@dataclass(frozen=True, slots=True)
class Content:
    """`texts`: one with both languages, or one for each where both don't fit."""

    texts: tuple[Markup, ...]
    attachments: tuple[Attachment, ...]


async def to_forward(
    session: AsyncSession, broadcast: Broadcast, group: VillageGroup, links: Links, zone: ZoneInfo
) -> Content:
    """With a line that leads to the bot."""
    payload = rules.link_payload(broadcast)
    link = links.deep(payload or await _village_payload(session, group))

    def inviting(t: Translator) -> Markup:
        return texts.answer_line(t, link) if payload else paper_texts.subscribe_line(t, link)

    said = [Translator(code, zone) for code in spoken(broadcast, group.languages)]
    told = _joined([_text(t, broadcast, inviting(t)) for t in said])
    return Content(told, await _attachments(session, broadcast, group))


async def to_post(
    session: AsyncSession, broadcast: Broadcast, group: VillageGroup, links: Links, zone: ZoneInfo
) -> tuple[OutMessage, ...]:
    """What the bot posts: a button leads to the bot, for a dialog can't be walked in a group."""
    payload = rules.link_payload(broadcast)
    link = links.telegram(payload or await _village_payload(session, group))
    said = [Translator(code, zone) for code in spoken(broadcast, group.languages)]
    labels = [texts.post_button(t, answers=payload is not None) for t in said]
    button: Rows = (tuple(Choice(str(label), url=link) for label in labels),)
    told, files = _joined([_text(t, broadcast) for t in said]), await _attachments(session, broadcast, group)
    last = len(told) - 1
    return tuple(
        OutMessage(
            text=text,
            attachments=files if number == 0 else (),
            choices=button if number == last else (),
        )
        for number, text in enumerate(told)
    )


def spoken(broadcast: Broadcast, languages: Sequence[str]) -> tuple[str, ...]:
    """Those of the group's languages in which there is a text."""
    return tuple(code for code in languages if code == "ky" or broadcast.text_ru)


def messages(found: Content, *, native: bool) -> tuple[OutMessage, ...]:
    """Messages of their own without buttons. `native`: it is read in WhatsApp itself, whose channel marks it;
    elsewhere the marks stand in the text as they are to be pasted.
    """
    told = [text if native else Markup("{}").format(papers.whatsapp_marks(text)) for text in found.texts]
    first = OutMessage(text=told[0], attachments=found.attachments)
    return (first, *(OutMessage(text=text) for text in told[1:]))


def share_link(found: Content) -> str | None:
    """Opens WhatsApp with all of it; None where a phone would cut it."""
    text = "\n\n".join(papers.whatsapp_marks(text) for text in found.texts)
    return papers.whatsapp_link(text) if len(text) <= papers.SHARE_LIMIT else None


def _text(t: Translator, broadcast: Broadcast, invitation: Markup | None = None) -> Markup:
    told = broadcast.text_ru if t.language == "ru" and broadcast.text_ru else broadcast.text_ky
    if invitation is None:
        return richtext.clean(told)
    # Marks add letters once they stand in the text.
    room = broadcast_rules.LONGEST_TEXT - richtext.length(invitation) - ROOM_FOR_MARKS
    return Markup("{}\n\n{}").format(richtext.split(richtext.clean(told), room)[0], invitation)


def _joined(parts: Sequence[Markup]) -> tuple[Markup, ...]:
    whole = PARTED.join(parts)
    fits = richtext.units(papers.whatsapp_marks(whole)) <= broadcast_rules.LONGEST_TEXT
    return (whole,) if fits else tuple(parts)


async def _village_payload(session: AsyncSession, group: VillageGroup) -> str:
    """Who comes by the link of one village's group is subscribed to that village."""
    villages = (await queries.villages_of(session, [group.id]))[group.id]
    village = await municipality.get_village(session, villages[0]) if len(villages) == 1 else None
    return f"v_{village.key}" if village else ""


async def _attachments(
    session: AsyncSession, broadcast: Broadcast, group: VillageGroup
) -> tuple[Attachment, ...]:
    round_ = await session.get(PackRound, broadcast.id)
    pictures: Mapping[str, int] = round_.pictures if round_ else {}
    made = [Attachment(AttachmentKind.PHOTO, pictures[code]) for code in group.languages if code in pictures]
    own = [Attachment(AttachmentKind(kind), number) for kind, number in broadcast.attachments]
    rows = await session.execute(
        select(StoredFile.id, StoredFile.mime_type, StoredFile.size).where(
            StoredFile.id.in_([one.file_id for one in own])
        )
    )
    known = {row.id: (row.mime_type, row.size) for row in rows}
    return (*made, *(one for one in own if _goes_along(one, *known.get(one.file_id, ("", None)))))


def _goes_along(one: Attachment, mime_type: str, size: int | None) -> bool:
    too_large = one.kind is AttachmentKind.PHOTO and (size or 0) > LARGEST_PICTURE
    return mime_type not in LEFT_OUT and not too_large


# The picture


async def pictures(
    session: AsyncSession, broadcast: Broadcast, languages: Sequence[str], links: Links, zone: ZoneInfo
) -> dict[str, bytes]:
    """Of a bulletin and a notice, by language."""
    office = await municipality.get_municipality(session)
    if broadcast.kind not in PICTURED or office is None:
        return {}
    made: dict[str, bytes] = {}
    for code in spoken(broadcast, languages):
        t = Translator(code, zone)
        told = richtext.clean(broadcast.text_ru if code == "ru" and broadcast.text_ru else broadcast.text_ky)
        material = papers.Material(
            t=t,
            municipality=office,
            title=broadcast_rules.headline(told, 100),
            period="",
            text=told if broadcast.kind is BroadcastKind.BULLETIN else _beginning(told),
            link=links.deep(rules.link_payload(broadcast) or ""),
            made_on=_day(broadcast, zone).date(),
        )
        made[code] = await render_share_picture(papers.share_picture(material))
    return made


def _beginning(told: Markup) -> Markup:
    """Of a notice what, when and where; that more is in its text need not be counted."""
    lines = [line for line in richtext.plain(told).splitlines() if line.strip()]
    return Markup("\n").join(lines[: MOST_POINTS + 1])


def _day(broadcast: Broadcast, zone: ZoneInfo) -> datetime:
    return (broadcast.started_at or broadcast.created_at).astimezone(zone)
