"""Updates as Telegram sends them, read as core's messages."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.updates import read_update
from bot.core.messages import AttachmentKind, Happening, InMessage, Location, PlaceKind, PlaceSeen

AISULUU = {"id": 77, "is_bot": False, "first_name": "Айсулуу", "language_code": "ky"}
PRIVATE = {"id": 77, "type": "private", "first_name": "Айсулуу"}
GROUP = {"id": -5, "type": "group", "title": "Миң-Булак"}
PHOTO = [
    {
        "file_id": f"photo-{size}",
        "file_unique_id": f"u{size}",
        "width": size,
        "height": size,
        "file_size": size,
    }
    for size in (90, 320, 1280)
]

RIGHTS = (
    "is_anonymous can_be_edited can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users "
    "can_post_stories can_edit_stories can_delete_stories can_pin_messages "
    "can_manage_topics can_send_polls can_send_other_messages can_add_web_page_previews "
    "can_send_audios can_send_documents can_send_photos can_send_videos "
    "can_send_video_notes can_send_voice_notes can_edit_tag can_react_to_messages"
)


def read(**content: Any) -> InMessage | None:
    return read_update(Update.de_json({"update_id": 500, **content}, None), "jarchy_bot", {"duty"})


def message(**content: Any) -> InMessage | None:
    basis = {"message_id": 9, "date": 1_700_000_000, "from": AISULUU, "chat": PRIVATE}
    return read(message=basis | content)


def test_what_the_app_sends_in_pieces_is_told_by_the_message() -> None:
    picture = message(photo=PHOTO, media_group_id="77")
    assert picture
    assert (picture.album, picture.may_be_cut) == ("77", False)
    short, long = message(text="а" * 2999), message(text="😀" * 1500)
    assert short
    assert long
    assert (short.may_be_cut, long.may_be_cut) == (False, True)


def file(**more: Any) -> dict[str, Any]:
    return {"file_id": "f1", "file_unique_id": "u1", "file_size": 12} | more


def test_words_keep_their_marks_and_lose_strange_ones() -> None:
    found = message(
        text="Салам <дүйнө> & тынчтык",
        entities=[
            {"type": "bold", "offset": 0, "length": 5},
            {"type": "underline", "offset": 6, "length": 7},
            {"type": "text_link", "offset": 16, "length": 7, "url": "https://example.kg/?a=1&b=2"},
        ],
    )
    assert found == InMessage(
        channel="telegram",
        address="77",
        external_id="500",
        text="Салам <дүйнө> & тынчтык",
        rich=found.rich if found else None,
        sent_at=datetime.fromtimestamp(1_700_000_000, UTC),
        language_hint="ky",
    )
    assert found
    assert str(found.rich) == (
        '<b>Салам</b> &lt;дүйнө&gt; &amp; <a href="https://example.kg/?a=1&amp;b=2">тынчтык</a>'
    )


def test_the_largest_photo_comes_with_its_caption() -> None:
    found = message(
        photo=PHOTO, caption="Жол", caption_entities=[{"type": "italic", "offset": 0, "length": 3}]
    )
    assert found
    assert found.attachment
    assert (found.attachment.kind, found.attachment.reference) == (AttachmentKind.PHOTO, "photo-1280")
    assert (found.text, str(found.rich)) == ("Жол", "<i>Жол</i>")


@pytest.mark.parametrize(
    ("content", "kind", "name", "mime"),
    [
        ({"voice": file(duration=3, mime_type="audio/ogg")}, "voice", "voice.ogg", "audio/ogg"),
        (
            {"document": file(file_name="Бюджет.pdf", mime_type="application/pdf")},
            "document",
            "Бюджет.pdf",
            "application/pdf",
        ),
        (
            {"audio": file(duration=3, file_name="жыйын.m4a", mime_type="audio/mp4")},
            "document",
            "жыйын.m4a",
            "audio/mp4",
        ),
        ({"video": file(duration=3, width=1, height=1)}, "document", "video.mp4", "video/mp4"),
        ({"video_note": file(duration=3, length=1)}, "document", "video.mp4", "video/mp4"),
        (
            {"animation": file(duration=3, width=1, height=1), "document": file(file_name="a.mp4")},
            "document",
            "a.mp4",
            "application/octet-stream",
        ),
    ],
)
def test_files_keep_name_and_type(content: dict[str, Any], kind: str, name: str, mime: str) -> None:
    found = message(**content)
    assert found
    attachment = found.attachment
    assert attachment
    assert (attachment.kind, attachment.name, attachment.mime_type, attachment.size) == (kind, name, mime, 12)


def test_places_come_with_their_words() -> None:
    place = {"latitude": 42.5, "longitude": 72.25}
    assert (found := message(location=place))
    assert found.location == Location(42.5, 72.25)
    assert (
        found := message(venue={"location": place, "title": "Клуб", "address": "Ленин 5"}, location=place)
    )
    assert (found.location, found.text) == (Location(42.5, 72.25), "Клуб, Ленин 5")


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ({"phone_number": "996555123456", "first_name": "Айсулуу", "user_id": 77}, "+996555123456"),
        (
            {"phone_number": "+996700", "first_name": "Бакыт", "last_name": "<б>", "user_id": 8},
            "Бакыт <б>, +996700",
        ),
    ],
)
def test_a_contact_is_read_as_words(contact: dict[str, Any], words: str) -> None:
    assert (found := message(contact=contact))
    assert found.text == words
    assert "<б>" not in str(found.rich)


def test_a_sticker_is_heard_so_that_it_gets_help_and_not_silence() -> None:
    sticker = file(type="regular", width=1, height=1, is_animated=False, is_video=False)
    assert (found := message(sticker=sticker))
    assert (found.text, found.attachment) == (None, None)


def test_taps_carry_the_choice_and_the_message() -> None:
    under = {"message_id": 31, "date": 1_700_000_000, "chat": PRIVATE, "text": "?"}
    query = {
        "id": "q1",
        "from": AISULUU | {"language_code": "ru-RU"},
        "chat_instance": "c",
        "data": "vote:yes",
    }
    assert (found := read(callback_query=query | {"message": under}))
    assert (found.choice, found.tapped, found.address) == ("vote:yes", "31", "77")
    assert found.language_hint == "ru"


def test_a_tap_on_a_message_too_old_to_reach_is_answered_anew() -> None:
    under = {"message_id": 31, "date": 0, "chat": PRIVATE}
    query = {"id": "q1", "from": AISULUU, "chat_instance": "c", "data": "vote:yes", "message": under}
    assert (found := read(callback_query=query))
    assert (found.choice, found.tapped) == ("vote:yes", None)


def member(status: str, chat: dict[str, Any] = PRIVATE, **more: Any) -> InMessage | None:
    bot = {"id": 1, "is_bot": True, "first_name": "Жарчы"}
    new: dict[str, Any] = {"user": bot, "status": status} | more
    if status == "kicked":
        new["until_date"] = 0
    change = {"chat": chat, "from": AISULUU, "date": 1_700_000_000, "new_chat_member": new}
    return read(my_chat_member=change | {"old_chat_member": {"user": bot, "status": "member"}})


def test_blocking_and_coming_back_are_happenings() -> None:
    assert (blocked := member("kicked"))
    assert blocked.happening is Happening.BLOCKED
    assert (back := member("member"))
    assert back.happening is Happening.UNBLOCKED


@pytest.mark.parametrize(
    ("status", "more", "happening"),
    [
        ("member", {}, Happening.JOINED),
        ("left", {}, Happening.REMOVED),
        ("kicked", {}, Happening.REMOVED),
        ("restricted", {"is_member": True, "can_send_messages": False}, Happening.SILENCED),
        ("restricted", {"is_member": True, "can_send_messages": True}, Happening.JOINED),
        ("restricted", {"is_member": False, "can_send_messages": True}, Happening.REMOVED),
        ("administrator", {}, Happening.JOINED),
        ("administrator", {"can_post_messages": False}, Happening.SILENCED),
        ("administrator", {"can_post_messages": True}, Happening.JOINED),
    ],
)
def test_what_the_bot_is_in_a_group(status: str, more: dict[str, Any], happening: Happening) -> None:
    needed = (
        dict.fromkeys(RIGHTS.split(), False) | {"until_date": 0}
        if status in {"restricted", "administrator"}
        else {}
    )
    assert (found := member(status, GROUP, **(needed | more)))
    assert (found.happening, found.address) == (happening, "77")
    assert found.place == PlaceSeen(PlaceKind.GROUP, "-5", "Миң-Булак")


def test_in_a_group_only_the_commands_for_groups_are_heard_and_nothing_else_of_them() -> None:
    for text in ("Салам баарыңарга", "/menu", "/menu@jarchy_bot", "/duty@other_bot", "duty", "/dutys"):
        assert message(chat=GROUP, text=text) is None
    assert message(chat=GROUP, photo=PHOTO, caption="/duty") is None
    assert message(chat=GROUP, new_chat_members=[AISULUU]) is None
    for text in ("/duty", "/Duty@Jarchy_Bot жол"):
        assert (found := message(chat=GROUP, text=text))
        assert (found.address, found.chat) == ("77", "-5")


def test_who_speaks_in_the_group_s_own_name_is_not_known() -> None:
    assert (found := message(chat=GROUP, text="/duty", sender_chat=GROUP))
    assert found.address == ""


def test_a_group_that_moves_is_told_from_both_sides() -> None:
    new = GROUP | {"id": -1005, "type": "supergroup"}
    for told in (
        message(chat=GROUP, migrate_to_chat_id=-1005),
        message(chat=new, migrate_from_chat_id=-5),
    ):
        assert told
        assert told.place
        assert (told.happening, told.place.address, told.moved_to) == (Happening.MOVED, "-5", "-1005")


def test_a_tap_in_a_group_is_of_who_tapped() -> None:
    under = {"message_id": 31, "date": 1_700_000_000, "chat": GROUP, "text": "?"}
    query = {"id": "q1", "from": AISULUU, "chat_instance": "c", "data": "vote:yes", "message": under}
    assert (found := read(callback_query=query))
    assert (found.address, found.chat, found.choice, found.tapped) == ("77", "-5", "vote:yes", "31")


def test_what_concerns_nobody_is_nothing() -> None:
    edited = {"message_id": 9, "date": 1_700_000_000, "from": AISULUU, "chat": PRIVATE, "text": "a"}
    assert read(edited_message=edited) is None
    assert message(pinned_message={"message_id": 1, "date": 1, "chat": PRIVATE}) is None
    assert read() is None


@pytest.mark.parametrize(("code", "hint"), [("ky", "ky"), ("ru", "ru"), ("en", None), (None, None)])
def test_only_our_languages_are_hinted(code: str | None, hint: str | None) -> None:
    sender = {key: value for key, value in AISULUU.items() if key != "language_code"}
    found = message(text="a", **{"from": sender | ({"language_code": code} if code else {})})
    assert found
    assert found.language_hint == hint
