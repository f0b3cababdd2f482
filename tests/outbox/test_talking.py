"""A person who writes too rarely and taps nothing: what is held for them, and the numbers they type."""

import itertools
from datetime import timedelta

import pytest
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import clock
from bot.core.contacts import Contact, StopReason
from bot.core.conversation import Conversation
from bot.core.db import Database
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Confirm, Heard, Option
from bot.core.links import Links
from bot.core.messages import Choice, InMessage, OutMessage
from bot.core.routes import Answers, Form, Reply, Routes, Turn, say, start_form
from bot.core.typed_numbers import read_number
from bot.outbox import held, service, shown
from bot.outbox.models import Delivery, Priority, ShownChoices, Status
from bot.outbox.worker import Sender
from tests.areas.residents.chat import BISHKEK
from tests.outbox.fakes import (
    CHANNEL,
    FAST,
    WindowedChannel,
    add_people,
    everybody,
    expand,
    running,
    until_recorded,
)
from tests.outbox.test_window import ON_THEIR_WAY, silent_since

_numbers = itertools.count(1)


def _choose(_view: View) -> list[Option]:
    return [Option("red", "r"), Option("blue", "b")]


async def _finish(_turn: Turn, answers: Answers) -> Reply:
    return say(Markup("done: {colour} {words}").format(**{"words": "", **answers}))


async def _begin(_turn: Turn, _argument: str) -> Reply:
    return start_form("colours")


async def _look(_turn: Turn, argument: str) -> Reply:
    return say(Markup("looked at {}").format(argument))


async def _menu(_turn: Turn, _argument: str) -> Reply:
    links = [Choice("a page", url="https://example.org"), Choice("9. a street", "look:nine")]
    return say(Markup("menu"), [Choice("first", "look:one")], links, [Choice("after nine", "look:ten")])


async def _plain(_turn: Turn, _argument: str) -> Reply:
    return say(Markup("nothing to choose"))


async def _keys(_turn: Turn, _argument: str) -> Reply:
    return say(Markup("keys"), keyboard=(("/menu", "/plain"), ("/begin",)))


async def _long(_turn: Turn, _argument: str) -> Reply:
    return say(Markup("long"), keyboard=tuple((f"row {number}",) for number in range(1, 14)))


async def _times(_turn: Turn, _argument: str) -> Reply:
    rows = [Choice("4 дек., пт 10:00", "look:4"), Choice("11 дек., пт 10:00", "look:11")]
    return say(Markup("when?"), *([row] for row in rows), [Choice("Menu", "look:menu")])


async def _more(_turn: Turn, sign: str) -> Reply:
    return say(Markup("menu after {}").format(sign))


async def _fallback(turn: Turn, text: str) -> Reply:
    return say(Markup("what is {}?").format(text))


async def _gate(_turn: Turn, _wanted: str) -> Reply | None:
    return None


FORM = Form(
    name="colours",
    steps=(
        Choose(name="colour", text=lambda view: Markup("which colour?"), options=_choose),
        Ask(
            name="words",
            text=lambda view: Markup("how many?"),
            read=lambda view, heard: _read(heard),
            explain=lambda view, refused: Markup(""),
        ),
        Confirm(name="look", text=lambda view: Markup("so?"), button=lambda view: Markup("send")),
    ),
    finish=_finish,
)


def _read(heard: Heard) -> str:
    return heard.text


class Talk:
    def __init__(self, database: Database, person: Contact) -> None:
        self.database = database
        self.address = person.address
        self.channel = WindowedChannel()
        self.conversation = Conversation(
            database=database,
            routes=(
                Routes(
                    commands={
                        "begin": _begin,
                        "menu": _menu,
                        "start": _menu,
                        "plain": _plain,
                        "keys": _keys,
                        "long": _long,
                        "times": _times,
                    },
                    actions={"look": _look, "menu": _more},
                    forms=(FORM,),
                ),
            ),
            gate=_gate,
            fallback=_fallback,
            enqueue=self._enqueue,
            wake=lambda: None,
            timezone=BISHKEK,
            links=Links("jarchy_bot"),
            arrived={CHANNEL: held.arrived},
            numbers={CHANNEL: shown.meant},
        )

    async def _enqueue(
        self, session: AsyncSession, contact: Contact, message: OutMessage, _replaces: str | None
    ) -> None:
        await service.enqueue(session, contact, message, now=clock.now(), priority=Priority.REPLY)

    async def send(self) -> list[str]:
        """What the sender said to them."""
        before = len(self.channel.sent)
        async with running(Sender(self.database, self.channel, FAST)):
            await until_recorded(self.database, ON_THEIR_WAY, count=0)
        return [text for _, text in self.channel.sent[before:]]

    async def write(self, text: str | None = None, choice: str | None = None) -> list[str]:
        number = f"in{next(_numbers)}"
        message = InMessage(
            channel=CHANNEL, address=self.address, external_id=number, text=text, choice=choice
        )
        await self.conversation.handle(message)
        await self.conversation.handle(message)
        return await self.send()


@pytest.fixture
async def talk(database: Database) -> Talk:
    (person,) = await add_people(database, 1)
    return Talk(database, person)


async def test_a_number_is_the_choice_it_was_shown_with(talk: Talk) -> None:
    await talk.write("/menu")

    assert await talk.write("1") == ["looked at one"]
    assert await talk.write(" 9. ") == ["looked at nine"]
    await talk.write("/plain")
    assert await talk.write("10") == ["looked at ten"], "what showed no choices leaves them"
    assert await talk.write("2") == ["what is 2?"], "no such number: it is words"
    assert await talk.write("1 apple") == ["what is 1 apple?"]


async def test_a_number_is_a_row_of_the_standing_menu_where_nothing_else_is_shown(talk: Talk) -> None:
    await talk.write("/menu")
    await talk.write("/keys")

    assert await talk.write("2") == ["nothing to choose"]
    assert await talk.write("3") == ["which colour?"]


async def test_a_long_menus_tenth_row_is_the_one_that_brings_the_rest(talk: Talk) -> None:
    await talk.write("/long")

    assert await talk.write("9") == ["what is row 9?"]
    (asked_for,) = await talk.write("10")
    assert asked_for.startswith("menu after a")


async def test_where_days_are_shown_a_number_is_a_day_and_nothing_further_up(talk: Talk) -> None:
    await talk.write("/menu")
    await talk.write("/times")

    assert await talk.write("1") == ["what is 1?"], "not the first row of the menu before"
    assert await talk.write("4") == ["looked at 4"]
    assert await talk.write("11") == ["looked at 11"]


async def test_in_a_form_a_question_that_takes_words_keeps_the_number(talk: Talk) -> None:
    assert await talk.write("/begin") == ["which colour?"]

    assert await talk.write("2") == ["how many?"]
    async with talk.database.reading() as session:
        assert (await session.scalars(select(ShownChoices.numbers))).one() == {}
    assert await talk.write("1") == ["so?"]
    assert await talk.write("1") == ["done: b 1"]


async def test_a_broadcast_with_buttons_is_answered_by_number_too(talk: Talk, database: Database) -> None:
    await talk.write("/menu")
    async with database.session() as session:
        content = await service.keep_content(
            session, OutMessage(text=Markup("come?"), choices=((Choice("yes", "look:yes"),),))
        )
        await service.expand(
            session,
            batch="broadcast:1",
            contents={"ky": content},
            default_language="ky",
            recipients=everybody(),
            now=clock.now(),
        )
    assert await talk.send() == ["come?"]
    assert await talk.write("1") == ["looked at yes"]


async def test_a_tap_on_a_knock_says_nothing_but_what_was_held(talk: Talk, database: Database) -> None:
    async with database.reading() as session:
        person = (await session.scalars(select(Contact))).one()
    await silent_since(database, clock.now() - timedelta(days=2), person)
    await expand(database, text="news")
    assert await talk.send() == ["knock: news"]
    opening = talk.channel.knocks[0][1]

    assert await talk.write(choice=opening) == ["news"]
    (again,) = await talk.write(choice=opening)
    assert "мурда жеткен" in again


async def test_a_number_or_any_word_opens_as_well_and_is_answered(talk: Talk, database: Database) -> None:
    async with database.reading() as session:
        person = (await session.scalars(select(Contact))).one()
    for number, (typed, said) in enumerate([("1", ["news"]), ("hello", ["news", "what is hello?"])]):
        await silent_since(database, clock.now() - timedelta(days=2), person)
        await expand(database, f"broadcast:{number}", text="news")
        await talk.send()
        assert await talk.write(typed) == said
    async with database.reading() as session:
        assert (await session.scalars(select(ShownChoices))).all() == []


async def test_who_was_gone_and_writes_is_there_again(talk: Talk, database: Database) -> None:
    async with database.session() as session:
        person = (await session.scalars(select(Contact))).one()
        person.stopped_at, person.stop_reason = clock.now() - timedelta(hours=1), StopReason.GONE
    await talk.write("/menu")
    async with database.reading() as session:
        assert (await session.scalars(select(Contact))).one().stopped_at is None
        assert (await session.scalars(select(Delivery.status))).all() == [Status.SENT]


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), (" 12) ", 12), ("3️⃣", 3), ("2.", 2), ("2 3", None), ("", None), (None, None), ("1234", None)],
)
def test_a_number_alone(text: str | None, number: int | None) -> None:
    assert read_number(text) == number
