"""Changing what was said, and taking it away."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest

from bot.demo.telegram_emulator import Phone, TelegramEmulator, tiny_png
from tests.telegram_emulator.conftest import Api, ptb_bot

BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("Ооба", callback_data="1")]])
PNG = tiny_png()


async def test_text_and_buttons(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.chat.id, "Эски", reply_markup=BUTTON)
    changed = await sent.edit_text("<b>Жаңы</b>", parse_mode="HTML")
    assert isinstance(changed, type(sent))
    assert (changed.text, changed.reply_markup, changed.edit_date is None) == ("Жаңы", None, False)
    assert (phone.last.html, phone.last.labels, phone.last.edited) == ("<b>Жаңы</b>", [], True)
    assert [before["text"] for before in phone.last.history] == ["Эски"]
    await sent.edit_reply_markup(BUTTON)
    assert phone.last.labels == ["Ооба"]


async def test_the_same_again_is_refused(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.chat.id, "<b>Эски</b>", parse_mode="HTML", reply_markup=BUTTON)
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await sent.edit_text("<b>Эски</b> ", parse_mode="HTML", reply_markup=BUTTON)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_reply_markup(BUTTON)
    assert phone.last.edits == 0


async def test_captions_and_media(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_photo(phone.chat.id, PNG, caption="Эски")
    await sent.edit_caption("Жаңы")
    assert phone.last.caption == "Жаңы"
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await sent.edit_text("x")
    await sent.edit_media(InputMediaDocument(b"pdf", filename="a.pdf", caption="Файл"))
    assert ("photo" in phone.last.api, phone.last.text) == (False, "Файл")
    assert phone.last.file
    assert phone.last.file.content == b"pdf"
    words = await bot.send_message(phone.chat.id, "Сөз")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await words.edit_caption("x")
    await words.edit_media(InputMediaPhoto(PNG))
    assert "photo" in phone.last.api
    place = await bot.send_location(phone.chat.id, 1, 2)
    with pytest.raises(BadRequest, match="There is no media in the message to edit"):
        await place.edit_media(InputMediaPhoto(PNG))


async def test_a_failed_change_of_media_leaves_the_old(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_photo(phone.chat.id, PNG)
    before = phone.last.file
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await sent.edit_media(InputMediaPhoto("garbage"))
    assert phone.last.file is before


async def test_what_can_not_be_edited(bot: Bot, phone: Phone) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", phone.chat.id, 999)
    theirs = phone.send_text("Менин сөзүм")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", phone.chat.id, theirs.id)
    keyboard = ReplyKeyboardMarkup([["Меню"]])
    sent = await bot.send_message(phone.chat.id, "x", reply_markup=keyboard)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await sent.edit_text("y")
    plain = await bot.send_message(phone.chat.id, "x")
    with pytest.raises(BadRequest, match="Inline keyboard expected"):
        await bot.edit_message_reply_markup(phone.chat.id, plain.message_id, reply_markup=keyboard)  # type: ignore[arg-type]  # the point of it


async def test_deleting(bot: Bot, phone: Phone) -> None:
    sent = [await bot.send_message(phone.chat.id, str(number)) for number in range(3)]
    shown = phone.last
    await sent[2].delete()
    assert shown.deleted
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent[2].delete()
    said = phone.send_text("менден")
    await bot.delete_messages(phone.chat.id, [sent[0].message_id, 999, said.id])
    assert [shown.text for shown in phone.messages] == ["/start", "1"]


async def test_what_is_old_stays() -> None:
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    async with TelegramEmulator(now=lambda: moment) as emulator:
        account = emulator.add_bot("1:token", "jarchy_bot")
        phone = emulator.phone(account, "Айгүл")
        phone.start()
        async with ptb_bot(emulator, account) as bot:
            sent = await bot.send_message(phone.chat.id, "x")
            assert sent.date == moment
            moment += timedelta(hours=49)
            with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
                await sent.delete()
            await sent.edit_text("y")


async def test_reactions(api: Api, phone: Phone) -> None:
    said = phone.send_text("Рахмат")

    async def react(*reactions: dict[str, Any]) -> dict[str, Any]:
        chat = phone.chat.id
        return await api("setMessageReaction", chat_id=chat, message_id=said.id, reaction=reactions)

    assert (await react({"type": "emoji", "emoji": "👍"}))["ok"]
    assert said.reactions == [{"type": "emoji", "emoji": "👍"}]
    assert (await react({"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}))[
        "error_code"
    ] == 400
    assert (await react())["ok"]
    assert said.reactions == []
