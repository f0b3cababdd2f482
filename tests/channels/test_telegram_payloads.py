"""How a message is laid out in requests."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from bot.channels.telegram.payloads import lay_out
from bot.core import richtext
from bot.core.channel import Permanent
from bot.core.messages import Attachment, AttachmentKind, Choice, Location, OutMessage

PHOTO = AttachmentKind.PHOTO
YES = ((Choice("Ооба", "yes:1"),),)


def photos(count: int) -> tuple[Attachment, ...]:
    return tuple(Attachment(PHOTO, number) for number in range(1, count + 1))


def methods(message: OutMessage) -> list[str]:
    return [draft.method for draft in lay_out(message)]


def test_one_text_is_one_request_without_previews() -> None:
    [draft] = lay_out(OutMessage(text=Markup("<b>Салам</b>"), choices=YES))
    assert draft.fields == {
        "text": "<b>Салам</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "Ооба", "callback_data": "yes:1"}]]},
    }


def test_a_long_text_is_split_and_the_buttons_stand_last() -> None:
    drafts = lay_out(OutMessage(text=Markup("Салам 😀 " * 1000), choices=YES))
    assert [draft.method for draft in drafts] == ["sendMessage"] * 3
    assert all(richtext.length(Markup(draft.fields["text"])) <= 4096 for draft in drafts)
    assert ["reply_markup" in draft.fields for draft in drafts] == [False, False, True]


def test_tags_telegram_does_not_know_never_leave() -> None:
    [draft] = lay_out(OutMessage(text=Markup("<table>a<br>b</table> &lt;c&gt;")))
    assert draft.fields["text"] == "a\nb &lt;c&gt;"


def test_the_standing_menu_is_set_and_taken_away() -> None:
    [draft] = lay_out(OutMessage(text=Markup("a"), keyboard=(("Меню", "Жардам"),)))
    assert draft.fields["reply_markup"] == {
        "keyboard": [[{"text": "Меню"}, {"text": "Жардам"}]],
        "resize_keyboard": True,
        "is_persistent": True,
    }
    [draft] = lay_out(OutMessage(text=Markup("a"), keyboard=()))
    assert draft.fields["reply_markup"] == {"remove_keyboard": True}


def test_a_menu_and_buttons_need_two_requests() -> None:
    message = OutMessage(text=Markup("a"), choices=YES, keyboard=(("Меню",),))
    with pytest.raises(ValueError, match="more keyboards"):
        lay_out(message)
    first, last = lay_out(replace(message, location=Location(1, 2)))
    assert "keyboard" in first.fields["reply_markup"]
    assert "inline_keyboard" in last.fields["reply_markup"]


@pytest.mark.parametrize("payload", ["", "ү" * 33])
def test_a_payload_that_does_not_fit_is_a_mistake_of_ours(payload: str) -> None:
    with pytest.raises(ValueError, match="bytes"):
        lay_out(OutMessage(text=Markup("a"), choices=((Choice("b", payload),),)))


def test_a_payload_of_64_bytes_and_a_link_fit() -> None:
    row = (Choice("a", "x" * 64), Choice("b", url="https://example.kg"))
    [draft] = lay_out(OutMessage(text=Markup("a"), choices=(row,)))
    assert draft.fields["reply_markup"]["inline_keyboard"][0][1] == {"text": "b", "url": "https://example.kg"}


def test_a_short_text_is_the_caption_and_carries_the_buttons() -> None:
    [draft] = lay_out(OutMessage(text=Markup("ө" * 1024), attachments=photos(1), choices=YES))
    assert (draft.method, draft.fields["caption"]) == ("sendPhoto", "ө" * 1024)
    assert "reply_markup" in draft.fields


def test_a_text_too_long_for_a_caption_follows() -> None:
    first, last = lay_out(OutMessage(text=Markup("ө" * 1025), attachments=photos(1), choices=YES))
    assert (first.method, last.method) == ("sendPhoto", "sendMessage")
    assert "caption" not in first.fields
    assert "reply_markup" not in first.fields
    assert "reply_markup" in last.fields


def test_photos_become_albums_of_ten() -> None:
    assert methods(OutMessage(text=Markup("a"), attachments=photos(3))) == ["sendMediaGroup"]
    assert methods(OutMessage(text=Markup("a"), attachments=photos(11))) == [
        "sendMediaGroup",
        "sendPhoto",
        "sendMessage",
    ]


def test_an_album_can_carry_no_buttons_so_the_text_does() -> None:
    album, text = lay_out(OutMessage(text=Markup("a"), attachments=photos(2), choices=YES))
    assert (album.method, text.method) == ("sendMediaGroup", "sendMessage")
    with pytest.raises(ValueError, match="more keyboards"):
        lay_out(OutMessage(text=Markup(""), attachments=photos(2), choices=YES))


def test_kinds_are_not_mixed_in_an_album() -> None:
    kinds = [PHOTO, PHOTO, AttachmentKind.DOCUMENT, AttachmentKind.VOICE, AttachmentKind.VOICE]
    files = tuple(Attachment(kind, number) for number, kind in enumerate(kinds))
    assert methods(OutMessage(text=Markup("a"), attachments=files)) == [
        "sendMediaGroup",
        "sendDocument",
        "sendVoice",
        "sendVoice",
        "sendMessage",
    ]


def test_the_place_comes_first_and_the_buttons_under_the_text() -> None:
    place, text = lay_out(OutMessage(text=Markup("Клубда"), location=Location(42.5, 72.25), choices=YES))
    assert (place.method, place.fields) == ("sendLocation", {"latitude": 42.5, "longitude": 72.25})
    assert "reply_markup" in text.fields


def test_nothing_to_say_is_refused() -> None:
    with pytest.raises(Permanent, match="empty"):
        lay_out(OutMessage(text=Markup(" <b> </b>\n")))
