"""One link on a poster leads people to the platform they have."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.core.links import Links, greeted

BOTH = Links("jarchy_bot", "996700123456", "https://bot.example.kg")


def test_where_both_are_in_use_the_link_asks_which() -> None:
    assert BOTH.deep("v_manas") == "https://bot.example.kg/go/v_manas"
    assert BOTH.deep() == "https://bot.example.kg/go"


def test_without_an_own_address_or_with_one_platform_it_opens_that() -> None:
    assert Links("jarchy_bot").deep("v_1") == "https://t.me/jarchy_bot?start=v_1"
    assert Links("jarchy_bot", "996700123456").deep() == "https://t.me/jarchy_bot"
    assert (
        Links("", "996700123456", "https://bot.example.kg")
        .deep("v_1")
        .startswith("https://wa.me/996700123456?")
    )


@pytest.mark.parametrize("payload", ["", "v_manas", "door_A-b_9"])
def test_what_whatsapp_puts_into_the_box_is_understood_again(payload: str) -> None:
    [words] = parse_qs(urlsplit(BOTH.whatsapp(payload)).query)["text"]
    assert words.startswith("Саламатсызбы!")
    assert greeted(words) == payload
    assert greeted(f" {words}\n") == payload


@pytest.mark.parametrize(
    "words", ["Саламатсызбы", "Салам! #v_1", "Саламатсызбы! #жол", "Саламатсызбы! Суу жок #1"]
)
def test_other_words_are_no_link(words: str) -> None:
    assert greeted(words) is None


def test_a_payload_that_no_link_can_carry_is_refused_where_it_is_made() -> None:
    for link in (BOTH.deep, BOTH.telegram, BOTH.whatsapp):
        with pytest.raises(ValueError, match="can't carry"):
            link("a b")
