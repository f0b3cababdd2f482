"""Webhooks' bodies as core's messages and receipts."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from bot.channels.whatsapp.updates import Move, read_batch
from bot.core.channel import Blocked, ChannelBroken, Permanent, ReceiptState, WindowClosed
from bot.core.links import Links
from bot.core.messages import AttachmentKind, IncomingFile, InMessage, Location
from tests.channels.cloud import PHONE_ID
from tests.channels.cloud_webhooks import CONTACT, NUMBER, USER_ID, body, message, said, status, text


def read(*messages: dict[str, Any], contact: dict[str, Any] | None = None) -> list[InMessage]:
    batch = read_batch(body(said(*messages, contact=contact)), PHONE_ID)
    assert not batch.unread
    return [one.message for one in batch.said if one.message]


def moves(value: dict[str, Any]) -> list[Move]:
    return [move for one in read_batch(body(value), PHONE_ID).said for move in one.moves]


def test_words_of_somebody_known_by_number() -> None:
    assert read(text("Салам & <дос>")) == [
        InMessage(
            channel="whatsapp",
            address=NUMBER,
            external_id="wamid.in.1",
            text="Салам & <дос>",
            rich=Markup("Салам &amp; &lt;дос&gt;"),
            sent_at=datetime.fromtimestamp(1_700_000_001, UTC),
        )
    ]


@pytest.mark.parametrize(
    ("typed", "plain", "rich"),
    [
        ("*Салам* _дос_", "Салам дос", "<b>Салам</b> <i>дос</i>"),
        ("*а _б_ в*", "а б в", "<b>а </b><b><i>б</i></b><b> в</b>"),
        ("*111# же 5*3*2", "*111# же 5*3*2", "*111# же 5*3*2"),
        ("first_last_name ~эмес~", "first_last_name ~эмес~", "first_last_name ~эмес~"),
        ("*<b>* _", "<b> _", "<b>&lt;b&gt;</b> _"),
        ("а\0б", "аб", "аб"),
    ],
)
def test_marks_that_a_person_typed(typed: str, plain: str, rich: str) -> None:
    [heard] = read(text(typed))
    assert (heard.text, heard.rich) == (plain, Markup(rich))


@pytest.mark.parametrize("payload", ["v_kara_suu", "s_9-x", ""])
def test_a_links_greeting_is_a_start(payload: str) -> None:
    words = Links(whatsapp_number="996700000000").whatsapp(payload)
    [typed] = parse_qs(urlsplit(words).query)["text"]
    [heard] = read(text(typed))
    assert heard.text == f"/start {payload}".rstrip()
    assert read(text(f"{typed} досум"))[0].text == f"{typed} досум"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("interactive", {"type": "button_reply", "button_reply": {"id": "yes:1", "title": "Ооба"}}),
        ("interactive", {"type": "list_reply", "list_reply": {"id": "yes:1", "title": "1. Ооба"}}),
        ("interactive", {"type": "list_reply", "list_reply": {"id": "+2+yes:1", "title": "2. Ооба"}}),
        ("button", {"payload": "yes:1", "text": "Окуу"}),
    ],
)
def test_a_tap_is_a_choice(kind: str, content: dict[str, Any]) -> None:
    [heard] = read(message(kind, content, context={"from": "996700000000", "id": "wamid.7"}))
    assert (heard.choice, heard.tapped, heard.text) == ("yes:1", "wamid.7", None)


def test_a_row_of_the_menu_is_typed() -> None:
    row = {"type": "list_reply", "list_reply": {"id": "=🏛 Жыйындар", "title": "🏛 Жыйындар"}}
    [heard] = read(message("interactive", row, context={"id": "wamid.7"}))
    assert (heard.text, heard.choice, heard.tapped) == ("🏛 Жыйындар", None, None)


@pytest.mark.parametrize(
    ("kind", "content", "file"),
    [
        (
            "image",
            {"id": "7", "mime_type": "image/jpeg", "caption": "Жол"},
            IncomingFile(kind=AttachmentKind.PHOTO, reference="7", name="photo.jpg", mime_type="image/jpeg"),
        ),
        (
            "document",
            {"id": "8", "mime_type": "application/pdf", "filename": "Арыз.pdf"},
            IncomingFile(
                kind=AttachmentKind.DOCUMENT, reference="8", name="Арыз.pdf", mime_type="application/pdf"
            ),
        ),
        (
            "audio",
            {"id": "9", "mime_type": "audio/ogg; codecs=opus", "voice": True},
            IncomingFile(kind=AttachmentKind.VOICE, reference="9", name="voice.ogg", mime_type="audio/ogg"),
        ),
        (
            "audio",
            {"id": "9", "mime_type": "audio/mpeg", "voice": False},
            IncomingFile(
                kind=AttachmentKind.DOCUMENT, reference="9", name="audio.mp3", mime_type="audio/mpeg"
            ),
        ),
        (
            "video",
            {"id": "6"},
            IncomingFile(
                kind=AttachmentKind.DOCUMENT, reference="6", name="video.mp4", mime_type="video/mp4"
            ),
        ),
    ],
)
def test_files(kind: str, content: dict[str, Any], file: IncomingFile) -> None:
    [heard] = read(message(kind, content))
    assert heard.attachment == file
    assert heard.text == content.get("caption")


def test_places_and_contacts_are_words_too() -> None:
    venue = {"latitude": 42.5, "longitude": 72.25, "name": "Клуб", "address": "Ленин 5"}
    own = {"name": {"formatted_name": "Айсулуу"}, "phones": [{"phone": "+996 555 123456", "wa_id": NUMBER}]}
    other = {"name": {"formatted_name": "Асан"}, "phones": [{"phone": "+996700111222"}]}
    nameless = {"name": {"formatted_name": "Асан"}}
    place, bare, mine, others = read(
        message("location", venue, 1),
        message("location", {"latitude": 1, "longitude": 2}, 2),
        message("contacts", [own], 3),
        message("contacts", [other, nameless], 4),
    )
    assert (place.location, place.text) == (Location(42.5, 72.25), "Клуб, Ленин 5")
    assert (bare.location, bare.text) == (Location(1.0, 2.0), None)
    assert (mine.text, others.text) == ("+996 555 123456", "Асан, +996700111222\nАсан")


@pytest.mark.parametrize(
    "message_",
    [
        message("sticker", {"id": "1", "mime_type": "image/webp"}),
        message("reaction", {"message_id": "wamid.1", "emoji": "👍"}),
        message("unsupported", None, errors=[{"code": 131051, "title": "Unsupported"}]),
        message("interactive", {"type": "nfm_reply", "nfm_reply": {"body": "Sent"}}),
        message("text", {"body": "  "}),
        message("something_new", {"x": 1}),
    ],
    ids=lambda one: one["type"],
)
def test_what_says_nothing_to_us(message_: dict[str, Any]) -> None:
    heard = read(message_)
    assert not heard or (heard[0].text is None and message_["type"] == "text")


def test_a_user_id_comes_before_the_number() -> None:
    whole = text("а", from_user_id=USER_ID)
    hidden = {name: value for name, value in whole.items() if name != "from"}
    nameless = {"profile": {"name": "А"}, "user_id": USER_ID}
    for message_, contact in ((text("а"), CONTACT), (whole, CONTACT), (hidden, nameless), (whole, nameless)):
        assert [one.address for one in read(message_, contact=contact)] == [USER_ID]
    assert moves(said(text("а"), contact=CONTACT)) == [Move(NUMBER, USER_ID)]
    assert moves(said(hidden, contact=nameless)) == []


def test_each_of_many_has_its_own_sender() -> None:
    other = {"profile": {"name": "Асан"}, "wa_id": "996700111222", "user_id": "KG.2"}
    value = said(text("а", 1), text("б", 2, **{"from": "996700111222"}), text("в", 3, **{"from": "1"}))
    value["contacts"] = [other, CONTACT]
    heard = [one.message for one in read_batch(body(value), PHONE_ID).said if one.message]
    assert [(one.text, one.address) for one in heard] == [("а", USER_ID), ("б", "KG.2"), ("в", "1")]


@pytest.mark.parametrize(
    ("system", "more", "expected"),
    [
        ({"type": "user_changed_number", "wa_id": "996777"}, {}, [Move(NUMBER, "996777")]),
        (
            {"type": "user_changed_number", "wa_id": "996777", "user_id": "KG.2", "previous_user_id": "KG.1"},
            {"from_user_id": "KG.1"},
            [Move("KG.1", "KG.2"), Move(NUMBER, "KG.2")],
        ),
        ({"type": "customer_changed_number", "new_wa_id": "996777"}, {}, [Move(NUMBER, "996777")]),
        ({"type": "customer_identity_changed", "wa_id": "996777"}, {}, []),
        ({"type": "user_changed_number"}, {}, []),
    ],
)
def test_a_number_that_changed(system: dict[str, Any], more: dict[str, Any], expected: list[Move]) -> None:
    changed = message("system", {"body": "changed", **system}, **more)
    assert moves({"messages": [changed]}) == expected


def test_an_id_that_changed() -> None:
    update = {"wa_id": NUMBER, "user_id": {"previous": "KG.1", "current": "KG.2"}, "timestamp": "1700000000"}
    assert moves({"user_id_update": [update]}) == [Move("KG.1", "KG.2")]
    assert moves({"user_id_update": [{"user_id": {"previous": "KG.1", "current": "KG.1"}}]}) == []


def test_receipts() -> None:
    told = [status(state) for state in ("sent", "delivered", "read", "played", "deleted", "accepted")]
    found = read_batch(body(*told), PHONE_ID).receipts
    assert [one.state for one in found] == [
        ReceiptState.SENT,
        ReceiptState.DELIVERED,
        ReceiptState.READ,
        ReceiptState.READ,
        ReceiptState.ACCEPTED,
    ]
    assert found[0].external_id == "wamid.1"
    assert found[0].at == datetime.fromtimestamp(1_700_000_100, UTC)
    assert found[0].failure is None


@pytest.mark.parametrize(
    ("errors", "kind", "reason"),
    [
        ([{"code": 131047, "title": "Re-engagement message"}], WindowClosed, "window_closed"),
        ([{"code": 131026}], Blocked, "undeliverable"),
        ([{"code": "131042"}], ChannelBroken, "payment"),
        ([{"code": 777}], Permanent, "refused"),
        ([], Permanent, "refused"),
    ],
)
def test_a_failed_receipt_says_why(errors: list[dict[str, Any]], kind: type, reason: str) -> None:
    [found] = read_batch(body(status("failed", errors=errors)), PHONE_ID).receipts
    assert (found.state, type(found.failure)) == (ReceiptState.FAILED, kind)
    assert found.failure
    assert found.failure.reason == reason


def test_one_bad_entry_loses_no_other() -> None:
    batch = read_batch(
        body(
            said(text("а", 1), {"type": "text"}, text("б", 2), message("image", {}, 3)),
            status("sent", timestamp="x"),
            status("read"),
            {"messages": "x"},
        ),
        PHONE_ID,
    )
    assert [one.message.text for one in batch.said if one.message] == ["а", "б"]
    assert [one.state for one in batch.receipts] == [ReceiptState.READ]
    assert batch.unread == 3


def test_disorder_in_one_body_is_put_right() -> None:
    batch = read_batch(body(said(text("б", 2)), said(text("а", 1))), PHONE_ID)
    assert [one.message.text for one in batch.said if one.message] == ["а", "б"]


def test_another_number_is_not_ours() -> None:
    assert not read_batch(body(said(text("а")), phone_id="1"), PHONE_ID)


def test_a_very_long_id_is_known_by_a_short_one() -> None:
    [heard] = read(text("а") | {"id": "wamid." + "x" * 300})
    assert len(heard.external_id) <= 200


_NAMES = (
    *("entry", "changes", "value", "metadata", "messages", "statuses", "contacts", "type", "id", "text"),
    *("body", "from", "timestamp", "phone_number_id", "status", "errors", "system"),
)
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["text", "1", "sent", NUMBER, PHONE_ID]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(_NAMES),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=100)
@given(_ANY, _ANY)
def test_nothing_that_is_signed_breaks_the_reading(whole: Any, value: Any) -> None:
    read_batch(whole, PHONE_ID)
    inside = value if isinstance(value, dict) else {"messages": [value], "statuses": [value]}
    read_batch(body(inside), PHONE_ID)
