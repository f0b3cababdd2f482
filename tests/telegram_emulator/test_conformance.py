"""Every result and every update, held against the Bot API's own description and read by PTB."""

import re
from typing import Any

import pytest
from telegram import Bot, Update

from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator, tiny_png
from bot.demo.telegram_emulator.methods import METHODS
from bot.demo.telegram_emulator.methods.names import NOT_EMULATED
from tests.telegram_emulator.conftest import Api
from tests.telegram_emulator.spec import SPEC, check, check_result

BUTTONS = {
    "inline_keyboard": [[{"text": "Ооба", "callback_data": "1"}, {"text": "x", "url": "https://e.kg"}]]
}
SCOPE = {"type": "all_private_chats"}
TRUE = {"setWebhook", "deleteWebhook"}


def test_all_methods_are_known() -> None:
    assert set(METHODS) | NOT_EMULATED == {name.lower() for name in SPEC["methods"]}
    assert not set(METHODS) & NOT_EMULATED


def calls(phone: Phone) -> list[tuple[str, dict[str, Any]]]:
    """At least one of every emulated method."""
    photo = phone.send_photo(tiny_png(200, 100), "Жол").api["photo"][-1]["file_id"]
    document = phone.send_document(b"pdf", "a.pdf").api["document"]["file_id"]
    voice = phone.send_voice(b"OggS").api["voice"]["file_id"]
    video = phone.send_video(b"ftyp").api["video"]["file_id"]
    said = phone.send_text("салам")
    chat = {"chat_id": phone.chat.id}
    here = chat | {"message_id": said.id + 1}
    copied = chat | {"from_chat_id": phone.chat.id, "message_id": said.id}
    html = {"text": '<b>Сөз</b> <a href="e.kg">x</a> <pre><code class="language-py">y</code></pre>'}
    return [
        ("sendMessage", chat | html | {"parse_mode": "HTML", "reply_markup": BUTTONS}),
        ("editMessageText", here | {"text": "жаңы", "reply_markup": BUTTONS}),
        ("editMessageReplyMarkup", here),
        ("setMessageReaction", here | {"reaction": [{"type": "emoji", "emoji": "👍"}]}),
        ("editMessageMedia", here | {"media": {"type": "photo", "media": photo, "has_spoiler": True}}),
        ("editMessageCaption", here | {"caption": "Сөз", "show_caption_above_media": True}),
        ("deleteMessage", here),
        ("deleteMessages", chat | {"message_ids": [1]}),
        ("sendMessage", chat | {"text": "x", "reply_parameters": {"message_id": said.id}}),
        (
            "sendMessage",
            chat | {"text": "x", "protect_content": True, "link_preview_options": {"is_disabled": True}},
        ),
        ("sendPhoto", chat | {"photo": photo, "caption": "/menu", "reply_markup": BUTTONS}),
        ("sendDocument", chat | {"document": document}),
        ("sendVoice", chat | {"voice": voice, "duration": 3}),
        ("sendVideo", chat | {"video": video}),
        ("sendLocation", chat | {"latitude": 42.8, "longitude": 74.6, "horizontal_accuracy": 5}),
        ("sendContact", chat | {"phone_number": "+996", "first_name": "Бакыт"}),
        ("sendMediaGroup", chat | {"media": [{"type": "photo", "media": photo}] * 2}),
        ("sendChatAction", chat | {"action": "typing"}),
        ("copyMessage", copied),
        ("forwardMessage", copied),
        ("getFile", {"file_id": photo}),
        ("getChat", chat),
        ("getChatMember", chat | {"user_id": phone.chat.id}),
        ("getChatMemberCount", chat),
        ("setMyCommands", {"commands": [{"command": "menu", "description": "Меню"}], "scope": SCOPE}),
        ("getMyCommands", {"scope": SCOPE}),
        ("deleteMyCommands", {"scope": SCOPE}),
        ("setMyName", {"name": "Жарчы"}),
        ("getMyName", {}),
        ("setMyDescription", {"description": "x"}),
        ("getMyDescription", {}),
        ("setMyShortDescription", {"short_description": "x"}),
        ("getMyShortDescription", {}),
        ("setChatMenuButton", {"menu_button": {"type": "commands"}}),
        ("getChatMenuButton", chat),
        ("getMe", {}),
        (
            "getUpdates",
            {"allowed_updates": ["message", "my_chat_member", "callback_query", "edited_message"]},
        ),
        ("setWebhook", {"url": "http://127.0.0.1:9/nobody"}),
        ("getWebhookInfo", {}),
        ("deleteWebhook", {}),
        ("close", {}),
        ("logOut", {}),
    ]


async def test_every_result(api: Api, emulator: TelegramEmulator, phone: Phone) -> None:
    done = {"sendaudio", "answercallbackquery", "getchatadministrators", "leavechat"}
    for method, arguments in calls(phone):
        answer = await api(method, **arguments)
        assert answer["ok"], f"{method}: {answer}"
        check_result(method, answer["result"])
        done.add(method.lower())
    group = emulator.group(phone.chat.bot, "Кезмет", added_by=phone)
    for method in ("getChatAdministrators", "leaveChat"):
        check_result(method, (await api(method, chat_id=group.id))["result"])
    assert done == set(METHODS)


async def test_uploads(bot: Bot, api: Api, phone: Phone) -> None:
    sent = await bot.send_audio(phone.chat.id, b"ID3", title="Ыр", performer="Айгүл", filename="a.mp3")
    assert sent.audio
    check_result(
        "sendAudio", (await api("sendAudio", chat_id=phone.chat.id, audio=sent.audio.file_id))["result"]
    )
    for shown in phone.received:
        check(shown.api, ["Message"], "message")


async def test_every_update(bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone) -> None:
    said = phone.send_text("салам /menu @aigul #суу")
    phone.edit_text(said, "кош")
    phone.send_album([tiny_png(), tiny_png()], "Эки")
    phone.send_document(b"x", "x.txt", "text/plain", "Мына")
    phone.send_voice(b"OggS")
    phone.send_video(b"ftyp")
    phone.send_location(1, 2)
    phone.send_contact("+996")
    phone.block()
    phone.unblock()
    await bot.send_message(phone.chat.id, "x")
    emulator.telegram.ask_callback(phone.chat, phone.person, phone.last, "x")
    shown = phone.last
    emulator.telegram.delete(phone.chat, shown)
    emulator.telegram.ask_callback(phone.chat, phone.person, shown, "x")
    group = emulator.group(account, "Кезмет", added_by=phone)
    emulator.say_in_group(group, phone, "/menu")
    emulator.say_anonymously(group, "/menu@jarchy_bot")
    emulator.restrict(group, phone)
    emulator.channel(account, "Кабар", phone)
    emulator.kick(emulator.migrate(group), phone)
    assert len(account.updates.seen) > 15
    for update in account.updates.seen:
        check(update, ["Update"], "update")
        read = Update.de_json(update, bot)
        assert read.update_id == update["update_id"]
        assert read.effective_user


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ({"message_id": 1}, "needs date"),
        ({"message_id": "1", "date": 1, "chat": {"id": 1, "type": "private"}}, "is no Integer"),
        ({"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "x": 1}, "has no {'x'}"),
    ],
)
def test_the_check_itself_finds_faults(value: dict[str, Any], complaint: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(complaint)):
        check(value, ["Message"], "message")
