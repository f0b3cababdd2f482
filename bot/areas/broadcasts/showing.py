"""A message as residents see it, and its card for the office; for a dialog and for a notice alike."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import audience, costs, queries, rules
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.broadcasts.texts import buttons as labels
from bot.areas.broadcasts.texts import card as texts
from bot.areas.broadcasts.texts.card import CardFacts as CardFacts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Village
from bot.areas.people import queries as staff
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind, Choice, Location, OutMessage

Rows = tuple[tuple[Choice, ...], ...]


def out_message(broadcast: Broadcast, language: str) -> OutMessage:
    """What residents get, to the letter; the preview shows the same."""
    text = broadcast.text_ru if language == "ru" and broadcast.text_ru else broadcast.text_ky
    attachments = tuple(Attachment(AttachmentKind(kind), file_id) for kind, file_id in broadcast.attachments)
    rows = (broadcast.choices or {}).get(language, ())
    choices = tuple(tuple(Choice(*choice) for choice in row) for row in rows)
    location = Location(*broadcast.point) if broadcast.point else None
    return OutMessage(
        text=Markup(text),  # noqa: S704 - cleaned when it was written
        choices=choices,
        attachments=attachments,
        location=location,
        purpose=rules.purpose(broadcast.kind),
        summary=(broadcast.summaries or {}).get("ru" if language == "ru" and broadcast.text_ru else "ky"),
    )


def languages_of(broadcast: Broadcast) -> tuple[str, ...]:
    return ("ky", "ru") if broadcast.text_ru else ("ky",)


def preview(t: Translator, broadcast: Broadcast) -> tuple[OutMessage, ...]:
    """A word of ours, then each language just as it will arrive."""
    head = OutMessage(text=texts.preview_head(t))
    return (head, *(out_message(broadcast, language) for language in _arriving(broadcast)))


def preview_length(broadcast: Broadcast) -> int:
    """Of how many messages the preview is."""
    return 1 + len(_arriving(broadcast))


def _arriving(broadcast: Broadcast) -> tuple[str, ...]:
    """The texts that somebody in the audience will get."""
    meant = broadcast.audience.get("languages") or languages_of(broadcast)
    return tuple(one for one in languages_of(broadcast) if one in meant) or languages_of(broadcast)


async def card_facts(session: AsyncSession, broadcast: Broadcast, now: datetime) -> CardFacts:
    started = broadcast.started_at is not None
    return CardFacts(
        size=await audience.audience_size(session, broadcast),
        villages=await villages_by_id(session),
        legal=await municipality.get_legal(session),
        author=await staff.name_of(session, broadcast.author_id),
        turn=await _whose_turn(session, broadcast),
        decided_by=await staff.name_of(session, broadcast.decided_by),
        figures=await queries.figures(session, broadcast) if started else None,
        now=now,
        costs=() if started else await costs.of_broadcast(session, broadcast, now),
    )


def card(
    t: Translator, broadcast: Broadcast, facts: CardFacts, person_id: int, may: frozenset[Permission]
) -> OutMessage:
    """With the buttons of what this person may do now; the services check it again."""
    return OutMessage(text=texts.card(t, broadcast, facts), choices=buttons(t, broadcast, person_id, may))


def buttons(t: Translator, broadcast: Broadcast, person_id: int, may: frozenset[Permission]) -> Rows:
    state, number = broadcast.state, broadcast.id
    made = rules.is_made(broadcast.kind)
    bulletin = broadcast.kind is BroadcastKind.BULLETIN
    tied, survey = broadcast.kind in rules.TIED, broadcast.kind is BroadcastKind.SURVEY
    editor = rules.edit_permission(broadcast.kind) in may
    waiting = state is BroadcastState.WAITING
    approver = waiting and Permission.APPROVE_BROADCAST in may and broadcast.author_id != person_id
    unseen, editable = editor and state in rules.UNSEEN, editor and state in rules.EDITABLE
    emergency = Permission.SEND_EMERGENCY in may and state in rules.EDITABLE and not (bulletin or survey)
    stop = Permission.STOP_BROADCAST in may and state in rules.STOPPABLE
    stopped, begun = state is BroadcastState.STOPPED, broadcast.started_at is not None
    anew = editor and stopped and not tied and not (bulletin and begun)
    resume = Permission.APPROVE_BROADCAST in may and stopped and begun
    rows: list[list[tuple[Markup, str, bool]]] = [
        [(labels.hand_in(t), f"submit.{number}", unseen)],
        # The text they look at is named: what was changed since isn't approved by an old button.
        [
            (labels.approve(t), f"approve.{number}.{rules.revision(broadcast)}", approver),
            (labels.return_it(t), f"return.{number}", approver),
        ],
        [
            (labels.choose_time(t), f"time.{number}", editable and (survey or not made)),
            (labels.edit(t), f"edit.{number}", editable and not tied),
        ],
        [
            (labels.emergency(t), f"emergency.{number}", emergency),
            (labels.delete(t), f"delete.{number}", unseen and not made),
        ],
        [(labels.stop_it(t), f"stop.{number}", stop), (labels.write_again(t), f"anew.{number}", anew)],
        [(labels.resume(t), f"resume.{number}", resume)],
        [(labels.report(t), f"report.{number}", begun)],
    ]
    shown = [tuple(Choice(str(label), f"bc:{verb}") for label, verb, wanted in row if wanted) for row in rows]
    home = [(Choice(str(labels.home(t, broadcast.kind)), broadcast.home),)] if broadcast.home else []
    return (*(row for row in shown if row), *home, (to_menu(t),))


def open_button(t: Translator, broadcast: Broadcast) -> Choice:
    return Choice(str(labels.open_it(t)), f"bc:card.{broadcast.id}")


def to_menu(t: Translator) -> Choice:
    return Choice(str(labels.to_menu(t)), "admin:")


async def villages_by_id(session: AsyncSession) -> dict[int, Village]:
    return {village.id: village for village in await municipality.list_villages(session)}


async def _whose_turn(session: AsyncSession, broadcast: Broadcast) -> Sequence[str]:
    if broadcast.state is BroadcastState.WAITING:
        return await queries.names_of(session, await queries.approvers_of(session, broadcast))
    # Of what was never handed in nobody else knows.
    if broadcast.state in rules.UNSEEN and broadcast.submitted_at and broadcast.author_id:
        return await queries.names_of(session, [broadcast.author_id])
    return ()
