"""Keyboards that Telegram would not take. Most answers were seen from the real one."""

from typing import Any

import pytest

from bot.demo.telegram_emulator import Phone
from tests.telegram_emulator.conftest import Api


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ([1], "object expected as reply markup"),
        ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [{"text": "a"}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"keyboard": "bad"}, 'field "keyboard" must be of type Array'),
        (
            {"keyboard": [["A"]], "resize_keyboard": "yes"},
            'field "resize_keyboard" must be of type Boolean',
        ),
        ({"remove_keyboard": "yes"}, 'field "remove_keyboard" must be of type Boolean'),
        ({"force_reply": "yes"}, 'field "force_reply" must be of type Boolean'),
        (inline(callback_data="x"), "can't parse inline keyboard button: Can't find field \"text\""),
        (
            inline(text="x"),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            inline(text="x", callback_data=""),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            inline(text=" ", callback_data="x"),
            "can't parse inline keyboard button: Button text must be non-empty",
        ),
        (inline(text="x", callback_data="ө" * 33), "BUTTON_DATA_INVALID"),
        (inline(text="x", callback_data="a", url="https://e.kg"), "BUTTON_TYPE_INVALID"),
        (inline(text="x", pay=True), "BUTTON_TYPE_INVALID"),
        (
            inline(text="x", url="not-a-url"),
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            inline(text="x", url="http://localhost:8000/x"),
            "inline keyboard button URL 'http://localhost:8000/x' is invalid: Wrong HTTP URL",
        ),
        (
            inline(text="x", url="ftp://e.kg"),
            "inline keyboard button URL 'ftp://e.kg' is invalid: Unsupported URL protocol",
        ),
        (
            inline(text="x", web_app={"url": "http://e.kg"}),
            "inline keyboard button Web App URL 'http://e.kg' is invalid: Only HTTPS links are allowed",
        ),
        (inline(text="x", copy_text={"text": "y" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (
            {"inline_keyboard": [[{"text": "x", "callback_data": "y"}] * 9]},
            "there are too many buttons in a row",
        ),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "y"}]] * 101}, "reply markup is too long"),
        (
            {"keyboard": [[{"request_contact": True}]]},
            "can't parse keyboard button: Can't find field \"text\"",
        ),
    ],
)
async def test_refuses(api: Api, phone: Phone, markup: Any, complaint: str) -> None:
    answer = await api("sendMessage", chat_id=phone.chat.id, text="x", reply_markup=markup)
    assert answer["error_code"] == 400
    assert answer["description"].startswith(f"Bad Request: {complaint}")
    assert phone.received == []


async def test_takes_the_longest_data_and_keeps_links_as_telegram_does(api: Api, phone: Phone) -> None:
    markup = {
        "inline_keyboard": [
            [{"text": "x", "callback_data": "ө" * 32}, {"text": "y", "url": "HTTPS://E.kg"}],
            [{"text": "z", "url": "tg://resolve?domain=jarchy_bot"}],
        ]
    }
    await api("sendMessage", chat_id=phone.chat.id, text="x", reply_markup=markup)
    assert phone.last.labels == ["x", "y", "z"]
    assert phone.last.buttons[0][1]["url"] == "https://e.kg/"


async def test_a_standing_keyboard_stays_until_it_is_changed(api: Api, phone: Phone) -> None:
    chat = phone.chat.id
    await api("sendMessage", chat_id=chat, text="1", reply_markup={"keyboard": [["A", {"text": "B"}]]})
    await api("sendMessage", chat_id=chat, text="2", reply_markup=inline(text="x", callback_data="y"))
    assert phone.keyboard == [["A", "B"]]
    await api("sendMessage", chat_id=chat, text="3", reply_markup={"remove_keyboard": True})
    assert phone.keyboard is None
    once = {"keyboard": [["A"]], "one_time_keyboard": True}
    await api("sendMessage", chat_id=chat, text="4", reply_markup=once)
    assert phone.press("A").text == "A"
    assert phone.keyboard is None
