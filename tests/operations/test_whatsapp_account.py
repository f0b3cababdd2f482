"""What the doctor and the invitations ask Meta, against the emulated one."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.areas.municipality.file import EXAMPLE
from bot.areas.people.models import Role
from bot.core.links import greeted
from bot.demo.telegram_emulator import TelegramEmulator
from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator
from bot.operations import setting_up
from bot.operations.failures import OperationFailed
from bot.operations.probing import open_probes
from bot.settings import Settings

SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture
async def whatsapp() -> AsyncIterator[WhatsAppEmulator]:
    async with WhatsAppEmulator() as emulator:
        yield emulator


@pytest.fixture
def business(whatsapp: WhatsAppEmulator) -> Business:
    return whatsapp.add_business(
        token="token-of-the-office", app_secret=SECRET, number="996700123456", name="Миң-Булак"
    )


def settings_of(whatsapp: WhatsAppEmulator, business: Business, folder: Path, **more: Any) -> Settings:
    values: dict[str, Any] = {
        "whatsapp_token": business.token,
        "whatsapp_phone_id": business.phone_id,
        "whatsapp_app_secret": SECRET,
        "whatsapp_verify_token": "verify-token",
        "whatsapp_api_url": whatsapp.api_url,
        "database_url": f"sqlite:///{folder}/jarchy.db",
    }
    return Settings(_env_file=None, **(values | more))


async def ask(settings: Settings) -> str:
    async with open_probes(settings) as probes:
        found = await probes.whatsapp_number()
    return f"{found.number} {found.name} {found.quality}"


async def test_the_number_is_told_as_people_know_it(
    whatsapp: WhatsAppEmulator, business: Business, tmp_path: Path
) -> None:
    assert await ask(settings_of(whatsapp, business, tmp_path)) == "+996 700 123 456 Миң-Булак GREEN"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"whatsapp_token": "token-of-nobody"}, "does not take the token"),
        ({"whatsapp_app_secret": "f" * 32}, "app secret is another app's"),
        ({"whatsapp_phone_id": "996700123456"}, "number's ID, not the number"),
        ({"whatsapp_api_url": "http://127.0.0.1:1/v23.0"}, "Check the Internet connection"),
    ],
)
async def test_each_mistake_has_its_sentence(
    whatsapp: WhatsAppEmulator, business: Business, tmp_path: Path, changed: dict[str, str], words: str
) -> None:
    with pytest.raises(OperationFailed) as raised:
        await ask(settings_of(whatsapp, business, tmp_path, **changed))
    assert words in str(raised.value)
    assert "token-of" not in str(raised.value)


async def test_an_office_on_whatsapp_alone_is_invited_there(
    whatsapp: WhatsAppEmulator, business: Business, tmp_path: Path
) -> None:
    settings = settings_of(whatsapp, business, tmp_path)
    await setting_up.apply_municipality(settings, EXAMPLE)
    link = urlsplit(await setting_up.invite(settings, Role.ADMINISTRATOR, "Асан Токтогулов", None))
    assert (link.netloc, link.path) == ("wa.me", "/996700123456")
    assert (greeted(parse_qs(link.query)["text"][0]) or "").startswith("i_")


async def test_with_both_there_is_a_link_for_each_to_the_same_invitation(
    whatsapp: WhatsAppEmulator, business: Business, emulator: TelegramEmulator, tmp_path: Path
) -> None:
    emulator.add_bot("4711:test", "min_bulak_bot")
    settings = settings_of(
        whatsapp, business, tmp_path, telegram_token="4711:test", telegram_api_url=emulator.base_url
    )
    await setting_up.apply_municipality(settings, EXAMPLE)
    given = await setting_up.invite(settings, Role.HEAD, "Асан Токтогулов", None)
    one, other = (parse_qs(urlsplit(line).query) for line in given.splitlines())
    assert greeted(one["text"][0]) == other["start"][0]
