"""/link: one person who writes on two phones or in two apps becomes one, by a code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.areas.residents import linking, queries, rules, service
from bot.areas.residents.dialogs.hooks import Hooks
from bot.areas.residents.dialogs.menu import Menu
from bot.areas.residents.dialogs.names import HOME, LINK, LINK_SURE, WELCOME
from bot.areas.residents.dialogs.settings import menu_button
from bot.areas.residents.models import LinkCode
from bot.areas.residents.texts import linking as texts
from bot.core import contacts
from bot.core.contacts import Contact
from bot.core.dialogs import store
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Confirm, Heard
from bot.core.errors import Refused
from bot.core.messages import Choice, OutMessage
from bot.core.payloads import read_id
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form
from bot.outbox import service as outbox
from bot.outbox.models import Priority

# What a newcomer came for waits until they are one with themselves.
_WAIT = ("link", "form")


@dataclass(frozen=True, slots=True)
class _Code:
    """Of the code that was typed: where and when it was given; None once it is past."""

    channel: str
    given_at: datetime


class Linking:
    def __init__(self, hooks: Hooks, menu: Menu) -> None:
        self._hooks = hooks
        self._menu = menu

    async def show(self, turn: Turn, argument: str) -> Reply:
        """With the code beside the command, or in a link: as if it was typed."""
        code = rules.tidy_code(argument)
        if rules.is_code(code):
            return await self._typed(turn, code, {})
        mine = await queries.contacts_of(turn.session, turn.person_id)
        rows = [[Choice(str(texts.give_code(turn.t)), "link:code")]]
        rows.append([Choice(str(texts.have_code(turn.t)), "link:have")])
        if len(mine) > 1:
            text = texts.joined_already(turn.t, [one.channel for one in mine], _preferred(mine))
            rows = [*_places(turn, mine), *rows]
        else:
            text = texts.what_for(turn.t)
        return say(text, *rows, [menu_button(turn)])

    async def act(self, turn: Turn, argument: str) -> Reply:
        what, _, number = argument.partition(":")
        match what, read_id(number):
            case "code", None:
                return await self._give(turn)
            case "have", None:
                return start_form(LINK)
            case "to", int() as contact_id:
                return await self._prefer(turn, contact_id)
            case "part", int() as code_id:
                other = await linking.part(turn.session, turn.contact, code_id, turn.now)
                return say(texts.parted(turn.t, other.channel), [menu_button(turn)])
        return await self.show(turn, "")

    # Giving a code

    async def _give(self, turn: Turn) -> Reply:
        code = await linking.give_code(turn.session, turn.contact, turn.now)
        until = turn.now + rules.CODE_VALID
        payload, links = f"{linking.PREFIX}_{code}", turn.links
        rows: list[list[Choice]] = []
        if turn.contact.channel != "whatsapp" and links.whatsapp_number:
            rows.append([Choice(str(texts.open_whatsapp(turn.t)), url=links.whatsapp(payload))])
        if turn.contact.channel != "telegram" and links.telegram_username:
            rows.append([Choice(str(texts.open_telegram(turn.t)), url=links.telegram(payload))])
        other = "telegram" if turn.contact.channel == "whatsapp" else "whatsapp"
        return say(texts.code(turn.t, code, until, other), *rows)

    # Typing it on the other phone

    def forms(self) -> Sequence[Form]:
        return (
            Form(
                name=LINK,
                steps=(
                    Ask(
                        name="code",
                        text=lambda view: texts.ask_code(view.t),
                        read=_read_code,
                        explain=lambda view, _refused: texts.six_digits(view.t),
                    ),
                ),
                finish=lambda turn, answers: self._typed(turn, answers["code"], answers),
                on_cancel=self._left,
            ),
            Form(
                name=LINK_SURE,
                load=_load_code,
                steps=(
                    Confirm(
                        name="sure",
                        text=_ask_sure,
                        button=lambda view: texts.yes_join(view.t),
                    ),
                ),
                finish=self._join,
                on_cancel=self._left,
            ),
        )

    async def _left(self, turn: Turn, answers: Answers) -> Reply:
        """Whoever has agreed nowhere yet is where they came from: at the welcome."""
        if await service.has_current_consent(turn.session, turn.person_id):
            return await self._menu.with_keyboard(turn, texts.not_joined(turn.t))
        return say(texts.not_joined(turn.t)).then(start_form(WELCOME, **_waiting(answers)))

    async def _typed(self, turn: Turn, code: str, answers: Answers) -> Reply:
        typed = await linking.type_code(turn.session, turn.contact, code, turn.now)
        if typed.code is not None:
            return start_form(LINK_SURE, code=typed.code.id, **_waiting(answers))
        if typed.own:
            return say(texts.own_code(turn.t), [menu_button(turn)], redraw=False)
        if typed.again_at is not None:
            return say(texts.wait(turn.t, typed.again_at), [menu_button(turn)], redraw=False)
        return say(texts.wrong_code(turn.t, typed.left), redraw=False).then(
            start_form(LINK, **_waiting(answers))
        )

    async def _join(self, turn: Turn, answers: Answers) -> Reply:
        if await _load_code(turn, answers) is None:
            return say(texts.past(turn.t), [menu_button(turn)])
        came = dict(await self._came_for(turn), **_waiting(answers))
        giver = await linking.join(
            turn.session,
            turn.contact,
            answers["code"],
            turn.now,
            joins=self._hooks.joins,
            holds_role=self._hooks.holds_role,
        )
        turn.t = turn.t.in_language(turn.contact.person.language or turn.t.language)
        await self._tell_the_other(turn, giver, answers["code"])
        joined = say(texts.joined(turn.t, giver.channel))
        if not await service.has_current_consent(turn.session, turn.person_id):
            return joined.then(start_form(WELCOME, **came))
        await _drop_welcome(turn, (turn.contact.id, giver.id))
        mine = await queries.contacts_of(turn.session, turn.person_id)
        asked = say(texts.ask_where(turn.t, turn.contact.channel), *_places(turn, mine))
        known = await self._menu.with_keyboard(turn, texts.at_home(turn.t))
        return joined.then(known).then(asked).then(Reply(follow=came.get("link"), resume=came.get("form")))

    async def _came_for(self, turn: Turn) -> dict[str, str]:
        """What waits in a welcome that was left halfway."""
        begun = await store.state_of_form(turn.session, turn.contact.id, WELCOME)
        return _waiting(begun.answers) if begun else {}

    async def _tell_the_other(self, turn: Turn, giver: Contact, code_id: int) -> None:
        """Who didn't do it themselves must hear of it, and can undo it."""
        if giver.stopped_at is not None:
            return
        choices = ((Choice(str(texts.not_me(turn.t)), f"link:part:{code_id}"),),)
        message = OutMessage(text=texts.was_joined(turn.t, turn.contact.channel), choices=choices)
        await outbox.enqueue(turn.session, giver, message, now=turn.now, priority=Priority.NOTICE)

    # Where messages come

    async def _prefer(self, turn: Turn, contact_id: int) -> Reply:
        if not await linking.prefer(turn.session, turn.contact, contact_id, turn.now):
            return await self.show(turn, "")
        mine = await contacts.all_of(turn.session, turn.person_id)
        return say(texts.preferred(turn.t, _preferred(mine)), *_places(turn, mine), [menu_button(turn)])


def _read_code(_view: View, heard: Heard) -> str:
    code = rules.tidy_code(heard.text)
    if not rules.is_code(code):
        raise Refused("residents:link_code")
    return code


async def _load_code(turn: Turn, answers: Answers) -> _Code | None:
    try:
        code: LinkCode = await linking.typed_code(turn.session, turn.contact, answers["code"], turn.now)
    except Refused:
        return None
    giver = await linking.giver_of(turn.session, code)
    return _Code(giver.channel, code.created_at)


def _ask_sure(view: View) -> Markup:
    found: _Code | None = view.data
    return texts.ask_sure(view.t, found.channel, found.given_at) if found else texts.past(view.t)


def _waiting(answers: Answers) -> dict[str, str]:
    return {kind: answers[kind] for kind in _WAIT if kind in answers}


async def _drop_welcome(turn: Turn, contact_ids: Sequence[int]) -> None:
    """There is nothing left to ask there."""
    has_home = await queries.get_resident(turn.session, turn.person_id) is not None
    for contact_id in contact_ids:
        for form in (WELCOME, HOME) if has_home else (WELCOME,):
            begun = await store.state_of_form(turn.session, contact_id, form)
            if begun is not None:
                await store.drop_state(turn.session, contact_id, begun)


def _preferred(mine: Sequence[Contact]) -> str:
    return next((one.channel for one in mine if one.primary), mine[0].channel)


def _places(turn: Turn, mine: Sequence[Contact]) -> list[list[Choice]]:
    """A button for each address; of two in one app the one at hand is named."""
    channels = [one.channel for one in mine]
    return [
        [
            Choice(
                str(
                    texts.place(
                        turn.t,
                        one.channel,
                        chosen=one.primary,
                        here=one.id == turn.contact.id if channels.count(one.channel) > 1 else None,
                    )
                ),
                f"link:to:{one.id}",
            )
        ]
        for one in mine
    ]
