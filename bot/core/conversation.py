"""One inbound message: drop repeats, lock the contact, find who answers, save, hand the reply over."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import clock, contacts, inbox
from bot.core.contacts import Contact, StopReason
from bot.core.db import Database
from bot.core.dialogs import engine, store, words
from bot.core.dialogs.state import State
from bot.core.dialogs.steps import CANCEL
from bot.core.dialogs.typed import folded
from bot.core.dialogs.walker import DROP, RESUME, Walker
from bot.core.errors import Refused
from bot.core.held import Arrived, is_opening
from bot.core.i18n import Translator
from bot.core.in_places import InPlaces
from bot.core.joined_routes import label_commands, merge
from bot.core.links import Links
from bot.core.messages import Choice, Happening, InMessage, OutMessage
from bot.core.payloads import is_forged
from bot.core.routes import Handler, Reply, Routes, Turn, say
from bot.core.spoken import SAYS, Spoken
from bot.core.standing_menu import MENU, ROWS
from bot.core.typed_numbers import read_number

log = structlog.get_logger()

ALBUMS_REMEMBERED = 100
WALKS_REMEMBERED = 1000
# The menus of residents and of colleagues.
WAYS_BACK = frozenset({MENU, "admin:"})
# So many, of so many letters, are shown as buttons.
BUTTONS, LABEL = 3, 20
# A second tap on the same button, made before the first was seen to be answered.

DOUBLE_TAP = timedelta(seconds=10)

Enqueue = Callable[[AsyncSession, Contact, OutMessage, str | None], Awaitable[None]]
"""Puts a reply into the outbox; the last value names the message it takes the place of."""

Numbers = Callable[[AsyncSession, Contact, int], Awaitable[Choice | None]]
"""The choice that had this number in the last message that showed the person any. One without a payload is a
row of the standing menu: its label is what they mean to write."""

Gate = Callable[[Turn, str], Awaitable[Reply | None]]
"""Asked before anything else is answered, with what the person wants (`command:menu`, `link:v_3`,
`form:welcome`, ...); a reply keeps them at the gate. An answer given inside a form is kept meanwhile."""


class Conversation:
    """Composed once. `fallback` answers what nobody understood; `wake` is called after each commit.

    `arrived`: by channel, who gives a person what is held for them until they write; `numbers`: who knows
    what a typed number means to them. `menuless`: channels that have no standing menu: where a conversation
    ends there, a button leads to it.
    """

    def __init__(
        self,
        *,
        database: Database,
        routes: Sequence[Routes],
        gate: Gate,
        fallback: Handler,
        enqueue: Enqueue,
        wake: Callable[[], None],
        timezone: ZoneInfo,
        links: Links,
        arrived: Mapping[str, Arrived] | None = None,
        numbers: Mapping[str, Numbers] | None = None,
        menuless: Collection[str] = (),
    ) -> None:
        self.links = links
        self._arrived = dict(arrived or {})
        self._numbers = dict(numbers or {})
        self._menuless = frozenset(menuless)
        self._database = database
        self._routes = merge(routes)
        self._walker = Walker(self._routes.forms, self.word)
        self._labels = label_commands(routes, timezone)
        self._loose = {folded(label): command for label, command in self._labels.items()}
        self._spoken = Spoken(routes, timezone)
        self._in_places = InPlaces(
            routes=self._routes, enqueue=enqueue, word=self.word, timezone=timezone, links=links
        )
        self._gate = gate
        self._fallback = fallback
        self._enqueue = enqueue
        self._wake = wake
        self._timezone = timezone
        self._albums: deque[tuple[str, str, str]] = deque(maxlen=ALBUMS_REMEMBERED)
        self._over: deque[tuple[int, str, datetime]] = deque(maxlen=WALKS_REMEMBERED)
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    @property
    def place_commands(self) -> frozenset[str]:
        """What is listened to in groups."""
        return frozenset(self._routes.place_commands)

    async def handle(self, message: InMessage) -> str | None:
        """Answer one message. Failures of ours are logged and apologised for, never raised.

        What is returned is said on the button that was tapped in a place, to who tapped it alone.
        """
        lock = self._locks.setdefault((message.channel, message.chat), asyncio.Lock())
        toast: str | None = None
        async with lock:
            try:
                toast = await self._handle(message)
            except Exception:
                # The edge of the program: one person's message must not stop everybody's.
                log.exception("message_failed", channel=message.channel, update=message.external_id)
                await self._apologise(message)
        self._wake()
        return toast

    async def _handle(self, message: InMessage) -> str | None:
        now = clock.now()
        async with self._database.session() as session:
            if not await inbox.claim(session, message.channel, message.external_id, now):
                return None
            if message.place is not None:
                return await self._in_places.hear(session, message, now)
            contact = await contacts.meet(session, message.channel, message.address, now, message.sent_at)
            if message.happening:
                _note_happening(contact, message.happening)
                return None
            _note_reachable(contact)
            turn = Turn(
                session=session,
                contact=contact,
                message=message,
                t=Translator(contact.person.language or message.language_hint, self._timezone),
                now=now,
                links=self.links,
            )
            turn = await self._with_number(turn)
            is_coming = await self._release(turn)
            if is_opening(turn.message.choice):
                reply = Reply() if is_coming else say(words.opened_before(turn.t), redraw=False)
            else:
                reply = await self.answer(turn)
            await self._hand_over(turn, reply)
        return None

    async def _release(self, turn: Turn) -> bool:
        """What is held for who wrote goes before they are answered."""
        arrived = self._arrived.get(turn.contact.channel)
        return await arrived(turn.session, turn.contact, turn.now) if arrived else False

    async def _with_number(self, turn: Turn) -> Turn:
        """A number typed instead of a tap, for old phones, unless the question takes it as it is."""
        message, meant = turn.message, self._numbers.get(turn.contact.channel)
        typed = read_number(message.text) if meant and not message.choice else None
        if meant is None or typed is None or message.attachment:
            return turn
        state, paused = await store.current_state(turn.session, turn.contact.id)
        walking = state is not None and not paused and self._walker.knows(state)
        if walking and state and await self._walker.takes_numbers(turn, state):
            return turn
        choice = await meant(turn.session, turn.contact, typed)
        if choice is None:
            return turn
        if not choice.payload:
            return replace(turn, message=replace(message, text=choice.label, rich=None))
        return replace(turn, message=replace(message, choice=choice.payload, text=None, rich=None))

    async def answer(self, turn: Turn) -> Reply:
        """All that is said to one message, with the first question of a form it begins; nothing is sent."""
        reply = await self._guarded(turn, lambda: self._answer(turn))
        return replace(await self._completed(turn, reply), redraw=reply.redraw)

    async def _apologise(self, message: InMessage) -> None:
        async with self._database.session() as session:
            now = clock.now()
            claimed = await inbox.claim(session, message.channel, message.external_id, now)
            if not claimed or message.place is not None:
                return  # nobody waits in a group for our excuses
            contact = await contacts.meet(session, message.channel, message.address, now, message.sent_at)
            t = Translator(contact.person.language or message.language_hint, self._timezone)
            await self._enqueue(session, contact, OutMessage(text=words.went_wrong(t)), None)

    async def _guarded(self, turn: Turn, answer: Callable[[], Awaitable[Reply]]) -> Reply:
        """A refusal undoes what its use case had begun and becomes a sentence."""
        try:
            async with turn.session.begin_nested():
                return await answer()
        except Refused as refused:
            await turn.session.refresh(turn.contact)
            return say(self.word(turn.t, refused), redraw=False)

    def word(self, t: Translator, refused: Refused) -> Markup:
        """The sentence of a refusal; a missing one is a programming error and raises KeyError."""
        return self._routes.refusals[refused.code](t, refused)

    async def _answer(self, turn: Turn) -> Reply:
        state, paused = await store.current_state(turn.session, turn.contact.id)
        message = turn.message
        if message.choice is not None:
            return await self._tapped(turn, message.choice, state)
        command = self._command(message.text or "")
        if command:
            reply = await self._command_reply(turn, *command)
            interrupts = state is not None and not paused and command[0] != "cancel"
            return await self._interrupted(turn, state, reply) if state and interrupts else reply
        if state and not paused:
            return await self._walk(turn, state, value=None)
        if self._answered_before(message):
            return Reply()
        # A row of the menu as people write it, without its sign; inside a form it may be an answer.
        if row := self._loose.get(folded(message.text or "")):
            return await self._command_reply(turn, row, "")
        kept = await self._gate(turn, "words")
        if kept:
            return kept
        reply = await self._fallback(turn, message.text or "")
        return reply if reply.leads_on else reply.then(_offer(words.unfinished(turn.t), turn, state))

    def _answered_before(self, message: InMessage) -> bool:
        """Whether it is one more picture of an album that nobody asked for: one answer is enough."""
        if message.album is None:
            return False
        album = (message.channel, message.address, message.album)
        before = album in self._albums
        if not before:
            self._albums.append(album)
        return before

    async def _interrupted(self, turn: Turn, walk: State, reply: Reply) -> Reply:
        """What was being written waits, and that is said."""
        waits = await store.state_of_token(turn.session, turn.contact.id, walk.token)
        if reply.leads_on or turn.contact.stopped_at or waits is None:
            return reply
        if not await self._walker.begun(turn, waits):
            return reply
        return reply.then(_offer(words.kept_for_later(turn.t), turn, waits))

    async def _ended(self, turn: Turn, reply: Reply) -> Reply:
        """After a walk's end the one that waited is offered again, once."""
        paused = await store.paused_states(turn.session, turn.contact.id)
        begun = [state for state in paused if await self._walker.begun(turn, state)]
        waits = begun[0] if begun else None
        if reply.leads_on or waits is None or waits.offered:
            return reply
        await store.note_offered(turn.session, turn.contact.id, waits)
        return reply.then(_offer(words.unfinished(turn.t), turn, waits))

    def _command(self, text: str) -> tuple[str, str] | None:
        typed = text.strip()
        if typed.startswith("/"):
            head, _, argument = typed[1:].partition(" ")
            return head.partition("@")[0].lower(), argument.strip()
        known = self._labels.get(typed) or self._routes.words.get(typed.casefold().rstrip("!."))
        return (known, "") if known else None

    async def _command_reply(self, turn: Turn, name: str, argument: str) -> Reply:
        if name == "start" and argument:
            kept = await self._gate(turn, f"link:{argument}")
            return kept or await self._follow(turn, argument)
        if name == "cancel":
            return await self._cancel(turn)
        handler = self._routes.commands.get(name)
        kept = await self._gate(turn, f"command:{name}" if handler else "words")
        if kept:
            return kept
        await store.pause(turn.session, turn.contact.id)
        return await (handler or self._fallback)(turn, argument)

    async def _follow(self, turn: Turn, payload: str) -> Reply:
        """Open what a deep link points at; an unknown one gives the start."""
        prefix, _, argument = payload.partition("_")
        handler = None if is_forged(argument) else self._routes.links.get(prefix)
        await store.pause(turn.session, turn.contact.id)
        return await (handler(turn, argument) if handler else self._routes.commands["start"](turn, ""))

    async def _cancel(self, turn: Turn) -> Reply:
        state, _ = await store.current_state(turn.session, turn.contact.id)
        if state is None:
            return await self._gate(turn, "words") or say(words.nothing_to_cancel(turn.t))
        reply = await self._walker.leave(turn, state)
        kept = await store.state_of_token(turn.session, turn.contact.id, state.token)
        # What is kept was just said, with its ways on and out.
        return reply if kept else await self._ended(turn, reply)

    async def _tapped(self, turn: Turn, payload: str, state: State | None) -> Reply:
        tapped = engine.read_payload(payload)
        if tapped:
            walk = await store.state_of_token(turn.session, turn.contact.id, tapped.token)
            if walk is None:
                again = self._tapped_twice(turn, tapped.token)
                return Reply() if again else say(words.past(turn.t), redraw=False)
            return await self._walk(turn, walk, value=tapped.value, under=tapped.step)
        if is_forged(payload):
            return say(words.past(turn.t), redraw=False)
        name, _, argument = payload.partition(":")
        if name == RESUME and (walk := await self._waiting(turn, argument, state)):
            return await self._resume(turn, walk)
        if name == DROP and (walk := await self._waiting(turn, argument, None)):
            return await self._walker.drop(turn, walk)
        if name == SAYS:
            return await self._command_reply(turn, argument, "")
        handler = self._routes.actions.get(name)
        kept = await self._gate(turn, f"action:{name}")
        if kept or handler is None:
            return kept or say(words.past(turn.t), redraw=False)
        return await handler(turn, argument)

    async def _waiting(self, turn: Turn, token: str, latest: State | None) -> State | None:
        """The walk a button names; old buttons name none and mean the latest."""
        if not token:
            return latest
        return await store.state_of_token(turn.session, turn.contact.id, token)

    async def _resume(self, turn: Turn, state: State) -> Reply:
        if not self._walker.knows(state):
            return await self._forget(turn, state)
        kept = await self._gate(turn, f"form:{state.form}")
        return kept or await self._walker.go_on(turn, state)

    async def _walk(self, turn: Turn, state: State, value: str | None, under: str | None = None) -> Reply:
        if not self._walker.knows(state):
            return await self._forget(turn, state)
        kept = await self._gate(turn, f"form:{state.form}") if value != CANCEL else None
        if kept:
            await self._walker.hold(turn, state, value, under)
            return kept
        reply = await self._walker.hear(turn, state, value, under)
        over = await store.state_of_token(turn.session, turn.contact.id, state.token) is None
        if not over:
            return reply
        self._over.append((turn.contact.id, state.token, turn.now))
        return await self._ended(turn, reply)

    def _tapped_twice(self, turn: Turn, token: str) -> bool:
        """Whether the walk ended a moment ago: «nothing was changed» under its receipt would frighten."""
        now = turn.now
        return any(
            whose == turn.contact.id and which == token and abs(now - at) < DOUBLE_TAP
            for whose, which, at in self._over
        )

    async def _forget(self, turn: Turn, state: State) -> Reply:
        """An update of the program took the form away."""
        await store.drop_state(turn.session, turn.contact.id, state)
        return await self._fallback(turn, "")

    async def _hand_over(self, turn: Turn, reply: Reply) -> None:
        """The replies into the outbox; the first one takes the tapped message's place where it may."""
        reply = await self._leading_on(turn, reply)
        for position, message in enumerate(reply.messages):
            may_redraw = reply.redraw and position == 0 and message.keyboard is None
            replaces = turn.message.tapped if may_redraw else None
            await self._enqueue(turn.session, turn.contact, message, replaces)

    async def _leading_on(self, turn: Turn, reply: Reply) -> Reply:
        """Where no menu stands below the screen: commands as words, and buttons for these and to the menu
        below what ends while nothing is being asked."""
        if turn.contact.channel not in self._menuless or not reply.messages:
            return reply
        asked = reply.messages[-1]
        said = tuple(self._spoken.retold(message, turn.t.language) for message in reply.messages)
        reply = replace(reply, messages=said)
        last = said[-1]
        if last.keyboard is not None:
            return reply
        state, paused = await store.current_state(turn.session, turn.contact.id)
        if state is not None and not paused:
            return reply
        named = self._spoken.buttons(asked, turn.t.language)
        if _has_room(last, len(named)):
            last = replace(last, choices=(*last.choices, *((choice,) for choice in named)))
        if _has_room_for_menu(last):
            last = replace(last, choices=(*last.choices, (Choice(str(words.menu(turn.t)), MENU),)))
        return replace(reply, messages=(*said[:-1], last))

    async def _completed(self, turn: Turn, reply: Reply) -> Reply:
        """With the first question of the form it begins, or what the link or the form it goes on to shows."""
        begin, link, form = reply.begin, reply.follow, reply.resume
        if begin:
            more = await self._guarded(turn, lambda: self._walker.begin(turn, begin))
        elif link:
            more = await self._guarded(turn, lambda: self._follow(turn, link))
        elif form:
            more = await self._guarded(turn, lambda: self._resume_form(turn, form))
        else:
            return reply
        said = (
            replace(reply, begin=None, follow=None, resume=None)
            if reply.messages
            else replace(more, messages=(), redraw=reply.redraw and more.redraw)
        )
        return said.then(await self._completed(turn, more))

    async def _resume_form(self, turn: Turn, form: str) -> Reply:
        state = await store.state_of_form(turn.session, turn.contact.id, form)
        return await self._resume(turn, state) if state else Reply()


def _offer(text: Markup, turn: Turn, state: State | None) -> Reply:
    """The way back into a walk."""
    if state is None:
        return Reply()
    return say(text, [Choice(str(words.go_on_with_form(turn.t)), f"{RESUME}:{state.token}")])


def _has_room_for_menu(message: OutMessage) -> bool:
    """Not where it leads to a menu already."""
    leads = any(choice.payload in WAYS_BACK for row in message.choices for choice in row)
    return not leads and _has_room(message, 1)


def _has_room(message: OutMessage, more: int) -> bool:
    """Not where a fourth choice would hide the buttons in a list."""
    choices = [choice for row in message.choices for choice in row]
    are_buttons = len(choices) <= BUTTONS and all(len(choice.label) <= LABEL for choice in choices)
    return len(choices) + more <= (BUTTONS if are_buttons else ROWS)


def _note_happening(contact: Contact, happening: Happening) -> None:
    if happening is Happening.BLOCKED:
        contacts.stop(contact, StopReason.BLOCKED, clock.now())
    elif contact.stop_reason is not StopReason.ASKED:
        contacts.resume(contact)


def _note_reachable(contact: Contact) -> None:
    """Not every platform tells that somebody let us in again: who writes to us is there."""
    gone = contact.stop_reason in {StopReason.BLOCKED, StopReason.GONE}
    if gone and contact.stopped_at and contact.last_seen_at > contact.stopped_at:
        contacts.resume(contact)
