"""The templates: fit for Meta, sent as approved, and their state known."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from markupsafe import Markup

from bot.channels.whatsapp import GraphApi, WhatsAppChannel, template_checks, template_states, templates
from bot.channels.whatsapp.api import Account
from bot.channels.whatsapp.template_states import TemplateState
from bot.channels.whatsapp.templates import TEMPLATES, Template, category_of
from bot.core import clock
from bot.core.channel import Permanent, SendFailure
from bot.core.db import Database
from bot.core.messages import OutMessage, Purpose
from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator, WhatsAppPhone


@pytest.fixture
async def emulator() -> AsyncIterator[WhatsAppEmulator]:
    async with WhatsAppEmulator(now=clock.now) as running:
        yield running


@pytest.fixture
def business(emulator: WhatsAppEmulator) -> Business:
    return emulator.add_business(token="EAAG-token")


@pytest.fixture
async def meta(emulator: WhatsAppEmulator, business: Business) -> AsyncIterator[GraphApi]:
    url = f"{emulator.base_url}/v23.0"
    made = GraphApi(Account(business.token, business.phone_id, business.account_id, url))
    yield made
    await made.close()


@pytest.fixture
def channel(meta: GraphApi, database: Database) -> WhatsAppChannel:
    return WhatsAppChannel(meta, database, lambda language: {"ky": "Ак_Суу\nаймагы", "ru": "Аймак"}[language])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: f"{one.name}-{one.language}")
def test_every_template_is_as_meta_wants_it(template: Template) -> None:
    assert template_checks.mistakes(template) == []
    for example in template.examples:
        assert not re.search(r"[\n\t]|\{\{", example)
    assert ("MARKETING" in template.category) == (template.footer is not None)


def test_there_is_one_for_each_purpose_and_language() -> None:
    names = {(template.name, template.code) for template in TEMPLATES}
    assert len(names) == len(TEMPLATES) == 2 * len(Purpose)
    assert {category_of(purpose) for purpose in Purpose} == {"utility", "marketing"}


@pytest.mark.parametrize(
    ("bodies", "words"),
    [
        ("{{1}} жыйынга чакырат: {{2}} келиңиз", "begins or ends"),
        ("Келиңиз {{1}} {{2}} досум бери", "side by side"),
        ("Келиңиз {{1}} жок {{2}}.", "too few words"),
        ("Келиңиз {{2}} бери тез эле {{1}} досум", "in this order"),
        ("сөз " * 200 + "{{1}} жана {{2}} бар", "longer than 1024"),
    ],
)
def test_what_meta_would_refuse_is_seen_before(
    bodies: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "_BODIES", {Purpose.NEWS: {"ky": bodies}})
    found = template_checks.mistakes(Template(Purpose.NEWS, "ky"))
    assert any(words in mistake for mistake in found)


async def test_they_are_submitted_once_and_their_state_is_known(meta: GraphApi, business: Business) -> None:
    assert {one.state for one in await template_states.standings(meta)} == {TemplateState.MISSING}
    for template in TEMPLATES:
        assert await template_states.submit(meta, template) is TemplateState.PENDING
    kept = business.templates.all()
    for entry, status in zip(kept, ("APPROVED", "REJECTED", "PAUSED", "DISABLED"), strict=False):
        entry.status = status
    kept[1].reason = "INVALID_FORMAT"
    found = await template_states.standings(meta)
    assert [one.state for one in found[:5]] == [
        TemplateState.APPROVED,
        TemplateState.REFUSED,
        TemplateState.PAUSED,
        TemplateState.PAUSED,
        TemplateState.PENDING,
    ]
    assert found[1].reason == "INVALID_FORMAT"
    assert not any(one.differs or one.costs_otherwise for one in found)
    with pytest.raises(SendFailure):
        await template_states.submit(meta, TEMPLATES[0])


def test_what_meta_changed_is_told() -> None:
    [template] = [one for one in TEMPLATES if one.purpose is Purpose.HEARING and one.language == "ru"]
    entry: dict[str, Any] = template.request() | {"status": "APPROVED", "category": "MARKETING"}
    [dearer] = template_states.compare([entry], [template])
    assert (dearer.state, dearer.costs_otherwise, dearer.differs) == (TemplateState.APPROVED, True, False)
    body = {"type": "BODY", "text": "Башка"}
    [other] = template_states.compare([entry | {"components": [body]}], [template])
    assert other.differs


async def test_pages_are_turned(meta: GraphApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_states, "PAGE", "3")
    for template in TEMPLATES:
        await template_states.submit(meta, template)
    assert TemplateState.MISSING not in {one.state for one in await template_states.standings(meta)}


async def test_without_an_account_there_are_none(meta: GraphApi) -> None:
    nameless = GraphApi(replace(meta.account, account_id=None))
    with pytest.raises(ValueError, match="account"):
        await template_states.standings(nameless)


# --- knocking


async def approve(meta: GraphApi, business: Business) -> None:
    business.templates.decided = "APPROVED"
    for template in TEMPLATES:
        await template_states.submit(meta, template)


async def knock(channel: WhatsAppChannel, phone: WhatsAppPhone, message: OutMessage, language: str) -> Any:
    made = await channel.knock(message, language, "open:17")
    await made.part(phone.chat.id)
    return made


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("language", ["ky", "ru"])
async def test_outside_the_window_a_template_reaches_them_and_its_button_answers(
    channel: WhatsAppChannel,
    meta: GraphApi,
    emulator: WhatsAppEmulator,
    business: Business,
    purpose: Purpose,
    language: str,
) -> None:
    await approve(meta, business)
    phone = emulator.phone(business, "Айсулуу")
    phone.send_text("салам")
    clock.move(2 * channel.window)
    text = Markup("<b>Коомдук {}</b>\nтолук сөз").format("*угуу* _5_")
    made = await knock(channel, phone, OutMessage(text=text, purpose=purpose), language)
    assert (made.template, made.category) == (f"jarchy_{purpose.value}", category_of(purpose))
    assert ("Аймак" if language == "ru" else "Ак_Суу аймагы") in phone.last.text
    assert "Коомдук ∗угуу∗ ＿5＿" in phone.last.text
    assert "толук сөз" not in phone.last.text
    assert phone.last.labels == [templates.READ[language]]
    await phone.tap(templates.READ[language])
    assert phone.messages[-1].api["button"]["payload"] == "open:17"


async def test_the_longest_summary_fits(
    channel: WhatsAppChannel, meta: GraphApi, emulator: WhatsAppEmulator, business: Business
) -> None:
    await approve(meta, business)
    phone = emulator.phone(business, "Айсулуу")
    phone.send_text("салам")
    for purpose in Purpose:
        await knock(channel, phone, OutMessage(text=Markup("а"), summary="😀" * 500, purpose=purpose), "uz")
    assert len(phone.received) == len(Purpose)


async def test_what_can_not_be_announced(
    channel: WhatsAppChannel, meta: GraphApi, emulator: WhatsAppEmulator, business: Business
) -> None:
    with pytest.raises(ValueError, match="words"):
        await channel.knock(OutMessage(text=Markup(" \n")), "ky", "open:1")
    phone = emulator.phone(business, "Айсулуу")
    phone.send_text("салам")
    message = OutMessage(text=Markup("а"))
    with pytest.raises(Permanent, match="template_missing"):
        await knock(channel, phone, message, "ky")
    await approve(meta, business)
    business.templates.all()[-2].status = "PAUSED"
    with pytest.raises(Permanent, match="template_paused"):
        await knock(channel, phone, message, "ky")
