"""Taps and their answers."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest

from bot.demo.telegram_emulator import NoSuchButton, Phone, TelegramEmulator, people

BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Ооба", callback_data="yes"), InlineKeyboardButton("Жок", callback_data="no")],
        [InlineKeyboardButton("Барак", url="https://e.kg/a")],
        [InlineKeyboardButton("Башта", url="https://t.me/jarchy_bot?start=v_1")],
    ]
)
OLD = r"(?i)query is too old and response timeout expired or query ID is invalid"


async def tapped(bot: Bot) -> Update:
    updates = await bot.get_updates(timeout=2)
    return updates[-1]


async def test_a_tap_and_its_answer(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.chat.id, "Макулсузбу?", reply_markup=BUTTONS)
    tap = asyncio.create_task(phone.tap("Ооба"))
    await asyncio.sleep(0)
    query = (await tapped(bot)).callback_query
    assert query
    assert (query.data, query.from_user.id, query.message) == ("yes", phone.chat.id, sent)
    await query.answer("Рахмат", show_alert=True)
    answer = await tap
    assert (answer.text, answer.show_alert, answer) == (
        "Рахмат",
        True,
        {"text": "Рахмат", "show_alert": True},
    )
    with pytest.raises(BadRequest, match=OLD):
        await query.answer()


async def test_late_unknown_and_long_answers(bot: Bot, phone: Phone, emulator: TelegramEmulator) -> None:
    await bot.send_message(phone.chat.id, "Макулсузбу?", reply_markup=BUTTONS)
    tap = asyncio.create_task(phone.tap(lambda button: button.get("callback_data") == "no"))
    await asyncio.sleep(0)
    query = (await tapped(bot)).callback_query
    assert query
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await query.answer("x" * 201)
    emulator.telegram.callback_seconds = -1
    with pytest.raises(BadRequest, match=OLD):
        await query.answer()
    with pytest.raises(BadRequest, match=OLD):
        await bot.answer_callback_query("12345")
    tap.cancel()


async def test_a_tap_nobody_answers_fails(bot: Bot, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PATIENCE", 0.05)
    await bot.send_message(phone.chat.id, "Макулсузбу?", reply_markup=BUTTONS)
    with pytest.raises(AssertionError, match="the bot did not answer the tap on 'yes'"):
        await phone.tap("Ооба")
    with pytest.raises(NoSuchButton, match="Балким"):
        await phone.tap("Балким")


async def test_links(bot: Bot, phone: Phone) -> None:
    await bot.send_message(phone.chat.id, "Мына", reply_markup=BUTTONS)
    assert (await phone.tap("Барак")).url == "https://e.kg/a"
    await phone.tap("Башта")
    assert phone.messages[-1].text == "/start v_1"
    assert phone.open_link("https://t.me/jarchy_bot?start=x").text == "/start x"
    assert phone.open_link("tg://resolve?domain=jarchy_bot").text == "/start"
    with pytest.raises(ValueError, match="not a link to this bot"):
        phone.open_link("https://t.me/other_bot?start=x")


async def test_a_tap_sees_the_message_as_it_was(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.chat.id, "Эски", reply_markup=BUTTONS)
    shown = phone.last
    taps = [asyncio.create_task(phone.tap_data(shown, "forged"))]
    await asyncio.sleep(0)
    await sent.edit_text("Жаңы", reply_markup=BUTTONS)
    await sent.delete()
    taps.append(asyncio.create_task(phone.tap_data(shown, "yes")))
    await asyncio.sleep(0)
    first, second = (update.callback_query for update in (await bot.get_updates())[-2:])
    assert first
    assert second
    assert (first.data, first.message) == ("forged", sent)
    assert second.message
    assert not second.message.is_accessible
    for query in (first, second):
        await query.answer()
    assert len(await asyncio.gather(*taps)) == 2
