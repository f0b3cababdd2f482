"""A second tap, made before the first was seen to be answered, frightens nobody."""

from datetime import timedelta

from bot.core import clock
from bot.core.db import Database
from bot.core.dialogs.steps import Confirm
from bot.core.i18n import Translator
from bot.core.routes import Answers, Form, Reply, Routes, Turn, say, start_form
from tests.areas.residents.chat import BISHKEK, Phone, Town, open_town


async def begin(_turn: Turn, _argument: str) -> Reply:
    return start_form("once")


async def finish(turn: Turn, _answers: Answers) -> Reply:
    return say(turn.t("Continue"))


LOOK = Confirm(name="look", text=lambda view: view.t("Skip"), button=lambda view: view.t("Skip"))
ROUTES = Routes(commands={"once": begin}, forms=(Form(name="once", steps=(LOOK,), finish=finish),))


async def resident_of(town: Town) -> Phone:
    phone = await town.resident()
    await phone.write("/once")
    return phone


async def test_a_double_tap_on_the_last_button_says_nothing_more(sqlite: Database) -> None:
    phone = await resident_of(await open_town(sqlite, None, ROUTES))
    message, send = phone.button(str(Translator("ky", BISHKEK)("Skip")))
    assert await phone.tap_payload(send.payload, message.id)
    before = len(phone.seen)
    assert not await phone.tap_payload(send.payload, message.id)
    assert len(phone.seen) == before
    clock.move(timedelta(minutes=1))
    assert "мурунку суроого" in await phone.tap_payload(send.payload, message.id), "an old button says so"
