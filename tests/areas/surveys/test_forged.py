"""Buttons that nobody was shown: whoever sends one gets a sentence, and nothing is changed or told."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.dialogs import forms, office, residents, routes
from bot.areas.surveys.models import Answer
from bot.core import clock
from bot.core.contacts import Contact
from bot.core.dialogs import words as dialog_words
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.messages import InMessage, OutMessage
from bot.core.routes import Turn
from tests.areas.residents.chat import BISHKEK, Phone
from tests.areas.surveys.station import Station

WRONG = str(dialog_words.went_wrong(Translator("ky", BISHKEK)))
NUMBERS = ("2", "999999999999999999999999999999", "-1", "")
# They take seconds, and read nothing more than a language.
FILES = frozenset({"report", "slides", "export", "sheet", "results"})
MORE = (".0.0", ".0.village", ".99", ".99999999999999999999999", ".x.y", ".٣.٣")


def payloads() -> list[str]:
    found = [f"sv:{verb}.{number}" for verb in residents.VERBS for number in NUMBERS]
    found += [
        f"{name}:{more}" for name in routes.actions for more in ("", "0", "99999999999999999999", "x.y")
    ]
    for action, verbs in (("survey", office.VERBS), ("sf", forms.VERBS)):
        found += [f"{action}:{verb}.{number}" for verb in verbs for number in NUMBERS]
        found += [f"{action}:{verb}.1{more}" for verb in verbs if verb not in FILES for more in MORE]
    return found


async def snapshot(station: Station, session: AsyncSession) -> dict[str, str]:
    return {
        table: str((await session.execute(text(f'SELECT * FROM "{table}"'))).all())  # noqa: S608 - our own names
        for table in station.tables()
        if table.startswith(("survey", "questionnaire", "broadcast", "audit"))
    }


async def said_to(station: Station, session: AsyncSession, phone: Phone, payload: str) -> list[OutMessage]:
    """As by a tap, without the ways there and back: there are hundreds. What stops the bot is raised."""
    contact = (await session.scalars(select(Contact).where(Contact.address == phone.address))).one()
    turn = Turn(
        session=session,
        contact=contact,
        message=InMessage(
            channel="telegram", address=phone.address, external_id="forged", choice=payload, tapped="m0"
        ),
        t=Translator("ky", BISHKEK),
        now=clock.now(),
        links=Links("jarchy_bot"),
    )
    reply = await station.town.conversation.answer(turn)
    await session.flush()
    return [OutMessage.from_json(message.to_json()) for message in reply.messages]


async def test_a_resident_who_forges_buttons_changes_and_learns_nothing(station: Station) -> None:
    number = await station.opened()
    for _ in range(6):
        await station.respond(number, {"mark": 5, "water": "yes", "wish": {"text": "Купуя"}})
    phone = await station.resident()
    async with station.database.session() as session:
        before = await snapshot(station, session)
        for payload in payloads():
            if not payload.startswith("sv:"):
                said = await said_to(station, session, phone, payload)
                assert said, payload
                assert not any("Купуя" in message.text or message.attachments for message in said), payload
        assert await snapshot(station, session) == before
    assert WRONG not in await phone.tap_payload(f"survey:words.{number}.0")


async def test_no_forged_button_of_staff_stops_the_bot(either_station: Station) -> None:
    station = either_station
    number = await station.opened()
    for _ in range(6):
        await station.respond(number, {"mark": 5, "water": "yes", "wish": {"text": "Суу"}})
    async with station.database.session() as session:
        for payload in payloads():
            assert await said_to(station, session, station.officer, payload), payload


@pytest.mark.parametrize("link", ["s_", "s_0", "s_9999999999999999999999", "s_x_m", "s_1_m_m", "s_٣"])
async def test_no_forged_link_stops_the_bot(either_station: Station, link: str) -> None:
    phone = await either_station.resident()
    assert WRONG not in await phone.write(f"/start {link}")


@pytest.mark.parametrize("anonymous", [False, True])
async def test_a_sign_that_no_table_holds_is_left_out(either_station: Station, anonymous: bool) -> None:
    station = either_station
    number = await station.opened(anonymous=anonymous)
    phone = await station.resident()
    assert "Рахмат" in await station.answer_small(phone, number, wish="Су\x00у", named=not anonymous)
    await station.close(number)
    assert "Суу" in [one.text for one in await station.all_of(Answer)]
