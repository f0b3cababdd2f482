"""What a bot may say, to whom, and how Telegram refuses; through PTB and bare."""

from typing import Any

import aiohttp
import pytest
from telegram import Bot, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator, tiny_png
from tests.telegram_emulator.conftest import TOKEN, Api, ptb_bot

JSON = {"Content-Type": "application/json"}
PNG = tiny_png(300, 200)


async def test_html_through_ptb(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.chat.id, " <b>Суу</b> &lt;бүгүн&gt; /menu ", parse_mode="HTML")
    assert sent.text == "Суу <бүгүн> /menu"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 3), ("bot_command", 12, 5)]
    assert phone.last.html == "<b>Суу</b> &lt;бүгүн&gt; /menu"
    assert sent.date.timestamp() == phone.last.api["date"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "INVALID"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 0}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
        (
            {"text": "x", "link_preview_options": {"is_disabled": "yes"}},
            'field "is_disabled" must be of type Boolean',
        ),
    ],
)
async def test_refuses(api: Api, phone: Phone, arguments: dict[str, Any], complaint: str) -> None:
    answer = await api("sendMessage", **({"chat_id": phone.chat.id} | arguments))
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {complaint}"}


async def test_length_counts_after_the_marks_are_read(bot: Bot, phone: Phone) -> None:
    words = "<b>" + "ө" * 4096 + "</b>"
    assert len((await bot.send_message(phone.chat.id, words, parse_mode="HTML")).text or "") == 4096


async def test_markdown_is_not_emulated_and_says_so(api: Api, phone: Phone) -> None:
    answer = await api("sendMessage", chat_id=phone.chat.id, text="*x*", parse_mode="MarkdownV2")
    assert (answer["error_code"], "MarkdownV2" in answer["description"]) == (501, True)


async def test_people_who_can_not_be_reached(
    bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone
) -> None:
    phone.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(phone.chat.id, "x")
    phone.unblock()
    phone.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(phone.chat.id, "x")
    stranger = emulator.phone(account, "Бейтааныш")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.chat.id, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")


async def test_a_group_that_moved(bot: Bot, emulator: TelegramEmulator, account: BotAccount) -> None:
    group = emulator.group(account, "Кезмет")
    moved = emulator.migrate(group)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "x")
    assert caught.value.new_chat_id == moved.id
    assert (await bot.send_message(moved.id, "x")).chat.type == "supergroup"


async def test_replies(bot: Bot, phone: Phone) -> None:
    first = phone.send_text("Суу жок")
    answer = await bot.send_message(phone.chat.id, "Уктум", reply_parameters=ReplyParameters(first.id))
    assert answer.reply_to_message
    assert answer.reply_to_message.text == "Суу жок"
    assert phone.last.reply_to == first.id
    lenient = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(phone.chat.id, "x", reply_parameters=lenient)).reply_to_message is None


async def test_places_contacts_and_actions(bot: Bot, phone: Phone) -> None:
    await bot.send_chat_action(phone.chat.id, "typing")
    assert phone.chat.action == "typing"
    await bot.send_location(phone.chat.id, 42.87, 74.59)
    assert phone.chat.action is None
    assert phone.last.location == {"latitude": 42.87, "longitude": 74.59}
    with pytest.raises(BadRequest, match="Wrong latitude or longitude"):
        await bot.send_location(phone.chat.id, 91, 0)
    await bot.send_contact(phone.chat.id, "+996555123456", "Бакыт")
    assert (phone.last.contact or {})["first_name"] == "Бакыт"


async def test_copies_and_forwards(bot: Bot, phone: Phone, emulator: TelegramEmulator) -> None:
    head = emulator.phone(phone.chat.bot, "Асан")
    head.start()
    said = phone.send_photo(PNG, "Жол")
    await bot.copy_message(head.chat.id, phone.chat.id, said.id)
    assert (head.last.text, "forward_origin" in head.last.api) == ("Жол", False)
    await bot.copy_message(head.chat.id, phone.chat.id, said.id, caption="Башка")
    assert head.last.text == "Башка"
    sent = await bot.forward_message(head.chat.id, phone.chat.id, said.id)
    assert sent.forward_origin
    assert head.last.file == said.file
    with pytest.raises(BadRequest, match="Message to forward not found"):
        await bot.forward_message(head.chat.id, phone.chat.id, 999)


async def test_arguments_however_they_come(emulator: TelegramEmulator, phone: Phone) -> None:
    address = f"{emulator.base_url}/bot{TOKEN}"
    async with aiohttp.ClientSession() as client:
        question = {"chat_id": str(phone.chat.id), "text": "query"}
        async with client.get(f"{address}/SENDMESSAGE", params=question) as answer:
            assert answer.status == 200
        form = {
            "chat_id": str(phone.chat.id),
            "text": "form",
            "entities": '[{"type":"bold","offset":0,"length":4}]',
        }
        async with client.post(f"{address}/sendMessage", data=form) as answer:
            assert answer.status == 200
        async with client.post(f"{address}/sendMessage", data=b"[", headers=JSON) as answer:
            assert answer.status == 400
    assert [shown.html for shown in phone.received] == ["query", "<b>form</b>"]


async def test_tokens_and_methods(emulator: TelegramEmulator, api: Api) -> None:
    async with aiohttp.ClientSession(emulator.base_url) as client:
        for token, status, words in (("1:unknown", 401, "Unauthorized"), ("nonsense", 404, "Not Found")):
            async with client.get(f"/bot{token}/getMe") as response:
                assert (response.status, (await response.json())["description"]) == (status, words)
    assert (await api("noSuchMethod"))["description"] == "Not Found: method not found"
    answer = await api("sendPoll")
    assert (answer["error_code"], "sendPoll" in answer["description"]) == (501, True)
    answer = await api("sendMessage", chat_id=1, text="x", message_thread_id=5)
    assert "message_thread_id" in answer["description"]


async def test_paid_broadcasts_need_stars(emulator: TelegramEmulator) -> None:
    poor = emulator.add_bot("7:poor", "poor_bot", paid=False)
    phone = emulator.phone(poor, "Айгүл")
    phone.start()
    async with ptb_bot(emulator, poor) as bot:
        with pytest.raises(BadRequest, match=r"(?i)floodskip_not_allowed"):
            await bot.send_message(phone.chat.id, "x", allow_paid_broadcast=True)
