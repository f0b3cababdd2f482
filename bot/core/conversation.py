"""One inbound message: drop repeats, lock the contact, find who answers, save, hand the reply over."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import clock, contacts, files, inbox
from bot.core.contacts import Contact, StopReason
from bot.core.db import Database
from bot.core.dialogs import engine, store, words
from bot.core.dialogs.state import State, View
from bot.core.dialogs.steps import BACK, Heard
from bot.core.errors import Refused
from bot.core.i18n import LANGUAGES, Translator
from bot.core.links import Links
from bot.core.messages import Choice, Happening, InMessage, OutMessage
from bot.core.routes import Begin, Form, Handler, Reply, Routes, Turn, say

log = structlog.get_logger()

RESUME = "resume"

Enqueue = Callable[[AsyncSession, Contact, OutMessage, str | None], Awaitable[None]]
"""Puts a reply into the outbox; the last value names the message it takes the place of."""

Gate = Callable[[Turn, str], Awaitable[Reply | None]]
"""Asked before anything else is answered, with what the person wants (`command:menu`, `link:v_3`,
`form:welcome`, ...); a reply keeps them at the gate."""


class Conversation:
    """Composed once. `fallback` answers what nobody understood; `wake` is called after each commit."""

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
    ) -> None:
        self.links = links
        self._database = database
        self._routes = merge(routes)
        self._forms = {form.name: form for form in self._routes.forms}
        self._labels = _label_commands(routes, timezone)
        self._gate = gate
        self._fallback = fallback
        self._enqueue = enqueue
        self._wake = wake
        self._timezone = timezone
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def handle(self, message: InMessage) -> None:
        """Answer one message. Failures of ours are logged and apologised for, never raised."""
        lock = self._locks.setdefault((message.channel, message.address), asyncio.Lock())
        async with lock:
            try:
                await self._handle(message)
            except Exception:
                # The edge of the program: one person's message must not stop everybody's.
                log.exception("message_failed", channel=message.channel, update=message.external_id)
                await self._apologise(message)
        self._wake()

    async def _handle(self, message: InMessage) -> None:
        now = clock.now()
        async with self._database.session() as session:
            if not await inbox.claim(session, message.channel, message.external_id, now):
                return
            contact = await contacts.meet(session, message.channel, message.address, now)
            if message.happening:
                _note_happening(contact, message.happening)
                return
            turn = Turn(
                session=session,
                contact=contact,
                message=message,
                t=Translator(contact.person.language or message.language_hint, self._timezone),
                now=now,
                links=self.links,
            )
            reply = await self._guarded(turn, lambda: self._answer(turn))
            await self._hand_over(turn, reply)

    async def _apologise(self, message: InMessage) -> None:
        async with self._database.session() as session:
            now = clock.now()
            if not await inbox.claim(session, message.channel, message.external_id, now):
                return
            contact = await contacts.meet(session, message.channel, message.address, now)
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
        state, paused = await store.load_state(turn.session, turn.contact.id)
        message = turn.message
        if message.choice is not None:
            return await self._tapped(turn, message.choice, state)
        command = self._command(message.text or "")
        if command:
            return await self._command_reply(turn, *command)
        if state and not paused:
            return await self._walk(turn, state, value=None)
        kept = await self._gate(turn, "words")
        return kept or (await self._fallback(turn, message.text or "")).then(self._unfinished(turn, state))

    def _unfinished(self, turn: Turn, state: State | None) -> Reply:
        if state is None:
            return Reply()
        button = Choice(str(words.go_on_with_form(turn.t)), f"{RESUME}:")
        return say(words.unfinished(turn.t), [button])

    def _command(self, text: str) -> tuple[str, str] | None:
        typed = text.strip()
        if typed.startswith("/"):
            head, _, argument = typed[1:].partition(" ")
            return head.partition("@")[0].lower(), argument.strip()
        known = self._labels.get(typed) or self._routes.words.get(typed.casefold().rstrip("!."))
        return (known, "") if known else None

    async def _command_reply(self, turn: Turn, name: str, argument: str) -> Reply:
        if name == "start" and argument:
            return await self._link(turn, argument)
        if name == "cancel":
            return await self._cancel(turn)
        handler = self._routes.commands.get(name)
        kept = await self._gate(turn, f"command:{name}" if handler else "words")
        if kept:
            return kept
        await store.pause(turn.session, turn.contact.id)
        return await (handler or self._fallback)(turn, argument)

    async def _link(self, turn: Turn, payload: str) -> Reply:
        kept = await self._gate(turn, f"link:{payload}")
        return kept or await self.follow_link(turn, payload)

    async def follow_link(self, turn: Turn, payload: str) -> Reply:
        """Open what a deep link points at; an unknown one gives the start."""
        prefix, _, argument = payload.partition("_")
        handler = self._routes.links.get(prefix)
        await store.pause(turn.session, turn.contact.id)
        return await (handler(turn, argument) if handler else self._routes.commands["start"](turn, ""))

    async def _cancel(self, turn: Turn) -> Reply:
        state, _ = await store.load_state(turn.session, turn.contact.id)
        if state is None:
            return await self._gate(turn, "words") or say(words.nothing_to_cancel(turn.t))
        return await self._leave(turn, state)

    async def _tapped(self, turn: Turn, payload: str, state: State | None) -> Reply:
        tapped = engine.read_payload(payload)
        if tapped:
            if state is None or state.token != tapped.token:
                return say(words.past(turn.t), redraw=False)
            return await self._walk(turn, state.at(tapped.step), value=tapped.value)
        name, _, argument = payload.partition(":")
        if name == RESUME:
            return Reply(begin=None) if state is None else await self._show(turn, state)
        handler = self._routes.actions.get(name)
        kept = await self._gate(turn, f"action:{name}")
        if kept or handler is None:
            return kept or say(words.past(turn.t), redraw=False)
        return await handler(turn, argument)

    async def _walk(self, turn: Turn, state: State, value: str | None) -> Reply:
        form = self._forms.get(state.form)
        if form is None:  # an update of the program took the form away
            await store.drop_state(turn.session, turn.contact.id)
            return await self._fallback(turn, "")
        heard = Heard(value=value, message=turn.message, attachment=await self._kept_file(turn))
        step = await engine_advance(form, turn, state, heard)
        if step.cancelled:
            return await self._leave(turn, step.state)
        await store.save_state(turn.session, turn.contact.id, step.state, turn.now)
        if not step.done:
            return await self._show(turn, step.state, step.remark)
        return await self._finish(turn, form, step.state)

    async def _kept_file(self, turn: Turn) -> Any:
        incoming = turn.message.attachment
        if incoming is None:
            return None
        return await files.keep_incoming(turn.session, turn.message.channel, incoming, turn.now)

    async def _finish(self, turn: Turn, form: Form, state: State) -> Reply:
        try:
            async with turn.session.begin_nested():
                reply = await form.finish(turn, state.answers)
                current, _ = await store.load_state(turn.session, turn.contact.id)
                if current and current.token == state.token:
                    await store.drop_state(turn.session, turn.contact.id)
                return reply
        except Refused as refused:
            # Nothing entered is lost: the same question again, under the reason.
            await turn.session.refresh(turn.contact)
            return await self._show(turn, state, self.word(turn.t, refused))

    async def _leave(self, turn: Turn, state: State) -> Reply:
        await store.drop_state(turn.session, turn.contact.id)
        form = self._forms.get(state.form)
        if form and form.on_cancel:
            return await form.on_cancel(turn, state.answers)
        return say(words.cancelled(turn.t))

    async def _show(self, turn: Turn, state: State, remark: Markup | None = None) -> Reply:
        form = self._forms[state.form]
        view = await load_view(form, turn, state.answers)
        await store.save_state(turn.session, turn.contact.id, state, turn.now)
        return Reply((engine.screen(form.steps, state, view, remark),))

    async def _begin(self, turn: Turn, begin: Begin) -> Reply:
        form = self._forms[begin.form]
        view = await load_view(form, turn, begin.answers)
        first = engine.first_step(form.steps, view)
        state = State(begin.form, first.name if first else "", begin.answers)
        if first is None:
            return await form.finish(turn, begin.answers)
        return await self._show(turn, state)

    async def _hand_over(self, turn: Turn, reply: Reply) -> None:
        """The replies into the outbox; the first one takes the tapped message's place where it may."""
        while reply.begin:
            begun = await self._guarded(turn, lambda begin=reply.begin: self._begin(turn, begin))  # type: ignore[misc] # a default argument binds the loop's value
            reply = replace(reply, messages=reply.messages + begun.messages, begin=begun.begin)
        for position, message in enumerate(reply.messages):
            may_redraw = reply.redraw and position == 0 and message.keyboard is None
            replaces = turn.message.tapped if may_redraw else None
            await self._enqueue(turn.session, turn.contact, message, replaces)


async def load_view(form: Form, turn: Turn, answers: Mapping[str, Any]) -> View:
    data = await form.load(turn, answers) if form.load else None
    return View(turn.t, answers, turn.now, data)


async def engine_advance(form: Form, turn: Turn, state: State, heard: Heard) -> engine.Advance:
    view = await load_view(form, turn, state.answers)
    known = engine.find(form.steps, state.step)
    if heard.value == BACK or known.when(view):
        return engine.advance(form.steps, replace(state, step=known.name), heard, view)
    # The tapped question no longer applies to the answers given since: ask the first that does.
    first = engine.first_step(form.steps, view) or known
    return engine.Advance(state.at(first.name), remark=words.past(turn.t))


def merge(routes: Sequence[Routes]) -> Routes:
    """All areas' routes as one; a name offered twice is a programming error."""
    merged: dict[str, dict[str, Any]] = {}
    for kind in ("commands", "actions", "links", "words", "refusals"):
        merged[kind] = {}
        for route in routes:
            offered = getattr(route, kind)
            if doubled := merged[kind].keys() & offered.keys():
                raise ValueError(f"{kind} offered twice: {sorted(doubled)}")
            merged[kind].update(offered)
    forms = tuple(form for route in routes for form in route.forms)
    return Routes(
        commands=merged["commands"],
        actions=merged["actions"],
        links=merged["links"],
        words=merged["words"],
        refusals=merged["refusals"],
        forms=forms,
    )


def _label_commands(routes: Sequence[Routes], timezone: ZoneInfo) -> dict[str, str]:
    """The standing menu's labels in every language: an old menu still works after a change of language."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for route in routes:
            if route.labels:
                found.update(route.labels(Translator(language, timezone)))
    return found


def _note_happening(contact: Contact, happening: Happening) -> None:
    if happening is Happening.BLOCKED:
        contacts.stop(contact, StopReason.BLOCKED, clock.now())
    elif contact.stop_reason is not StopReason.ASKED:
        contacts.resume(contact)
