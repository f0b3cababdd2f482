"""What is done in a group touches nobody's dialog, and a fault of ours is not told to a group."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.core.contacts import Contact
from bot.core.db import Database
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.inbox import Inbound
from bot.core.messages import InMessage, PlaceKind, PlaceSeen
from bot.core.place_routes import PlaceReply, PlaceTurn
from bot.core.places import Place
from bot.core.routes import Routes
from bot.outbox.models import Delivery
from tests.areas.residents.chat import Town, open_town

GROUP = PlaceSeen(PlaceKind.GROUP, "-7", "Айыл")


async def stumble(_turn: PlaceTurn, _argument: str) -> PlaceReply:
    raise RuntimeError("a fault of ours")


async def refuse(turn: PlaceTurn, _argument: str) -> PlaceReply:
    if turn.place:
        turn.place.title = "half done"
    raise Refused("test:no")


async def greet(turn: PlaceTurn, argument: str) -> PlaceReply:
    return PlaceReply(toast=turn.t("Continue") if argument == "on" else None)


def no(t: Translator, _refused: Refused) -> Any:
    return t("Skip")


@pytest.fixture
async def town(sqlite: Database) -> Town:
    actions = {"stumble": stumble, "refuse": refuse, "greet": greet}
    return await open_town(
        sqlite, None, Routes(place_actions=actions, place_commands=actions, refusals={"test:no": no})
    )


async def done(town: Town, number: str = "1", address: str = "55", **what: Any) -> str | None:
    return await town.conversation.handle(
        InMessage(channel="telegram", address=address, external_id=number, place=GROUP, **what)
    )


async def rows(town: Town, table: Any) -> list[Any]:
    async with town.database.reading() as session:
        return list(await session.scalars(select(table)))


async def test_a_fault_is_nobody_s_news_and_is_not_tried_for_ever(town: Town) -> None:
    assert await done(town, choice="stumble:") is None
    assert not await rows(town, Delivery)
    assert not await rows(town, Contact)
    (kept,) = await rows(town, Inbound)
    assert kept.handled_at is not None


async def test_a_refusal_undoes_and_is_said_on_the_button_alone(town: Town) -> None:
    phone = await town.resident()
    await done(town, "1", phone.address, text="/refuse")
    before = len(phone.seen)
    await phone.receive()
    assert phone.seen[before].message.text == "Өткөрүп жиберүү"
    assert await done(town, "2", phone.address, choice="refuse:") == "Өткөрүп жиберүү"
    assert [place.title for place in await rows(town, Place)] == ["Айыл"]
    assert not [one for one in await rows(town, Delivery) if one.address == GROUP.address]


async def test_a_repeat_does_nothing(town: Town) -> None:
    assert await done(town, choice="greet:on") == "Улантуу"
    assert await done(town, choice="greet:on") is None


async def test_a_form_goes_on_as_if_nothing_had_been_said_in_the_group(town: Town) -> None:
    phone = town.phone()
    await phone.write("/start")
    await done(town, "g1", phone.address, text="/greet on")
    await done(town, "g2", phone.address, text="/menu")
    await done(town, "g3", phone.address, choice="menu:")
    await phone.tap("Кыргызча")
    assert "Макулмун" in str(phone.buttons)
