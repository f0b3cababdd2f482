"""`jarchy whatsapp templates`, against the emulated Meta."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.channels.whatsapp import templates
from bot.channels.whatsapp.templates import TEMPLATES
from bot.cli import main
from bot.core.messages import Purpose
from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator
from bot.operations.failures import OperationFailed
from bot.operations.probing import open_probes
from bot.operations.whatsapp_templates import sheet, states, submit_missing
from bot.settings import Settings


@pytest.fixture
async def meta() -> AsyncIterator[WhatsAppEmulator]:
    async with WhatsAppEmulator() as emulator:
        yield emulator


@pytest.fixture
def business(meta: WhatsAppEmulator) -> Business:
    return meta.add_business(token="token-of-the-office")


@pytest.fixture
def settings(meta: WhatsAppEmulator, business: Business, tmp_path: Path) -> Settings:
    values: dict[str, Any] = {
        "whatsapp_token": business.token,
        "whatsapp_phone_id": business.phone_id,
        "whatsapp_app_secret": "0123456789abcdef0123456789abcdef",
        "whatsapp_verify_token": "verify-token",
        "whatsapp_account_id": business.account_id,
        "whatsapp_api_url": meta.api_url,
        "database_url": f"sqlite:///{tmp_path}/jarchy.db",
    }
    return Settings(_env_file=None, **values)


async def test_the_missing_ones_are_submitted_and_the_doctor_waits_for_meta(
    settings: Settings, business: Business
) -> None:
    assert "not submitted yet" in "\n".join(sheet(await states(settings)))
    await submit_missing(settings)
    business.templates.all()[0].status = "APPROVED"
    business.templates.all()[1].status = "REJECTED"
    business.templates.all()[1].reason = "INVALID_FORMAT"
    found = await submit_missing(settings)
    assert len(business.templates.all()) == len(TEMPLATES)
    lines = "\n".join(sheet(found))
    assert lines.count("→ approved") == 1
    assert lines.count("→ REFUSED by Meta: INVALID_FORMAT") == 1
    assert lines.count("→ Meta has not decided yet") == len(TEMPLATES) - 2
    async with open_probes(settings) as probes:
        wanting = await probes.whatsapp_templates_wanting()
    assert len(wanting) == len(TEMPLATES) - 1
    assert f"{TEMPLATES[1].name} {TEMPLATES[1].code}" in wanting


async def test_what_keeps_meta_from_answering_is_said(settings: Settings, business: Business) -> None:
    with pytest.raises(OperationFailed, match="ACCOUNT_ID"):
        await states(settings.model_copy(update={"whatsapp_account_id": None}))
    with pytest.raises(OperationFailed, match="ACCOUNT_ID"):
        await states(settings.model_copy(update={"whatsapp_account_id": "123"}))
    business.token_valid = False
    with pytest.raises(OperationFailed, match="whatsapp_business_management"):
        await states(settings)


async def test_nothing_is_submitted_with_a_mistake(
    settings: Settings, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(templates.READ, "ru", "Прочитать всё это целиком")
    monkeypatch.setitem(templates.READ, "ky", "Окуу" * 10)
    with pytest.raises(OperationFailed, match="Nothing was submitted"):
        await submit_missing(settings)
    assert business.templates.all() == []
    assert sum(line.startswith("  ✗ the button") for line in sheet()) == len(Purpose)


def test_they_are_shown_without_meta(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(main, ["whatsapp", "templates"])
    assert shown.exit_code == 0
    assert all(template.body.split("\n")[0] in shown.output for template in TEMPLATES)
    assert "JARCHY_WHATSAPP_ACCOUNT_ID" in shown.output
    refused = CliRunner().invoke(main, ["whatsapp", "templates", "--submit"])
    assert (refused.exit_code, refused.output.count("\n")) == (2, 1)
