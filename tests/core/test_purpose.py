from markupsafe import Markup

from bot.core.channel import ReceiptState
from bot.core.messages import SUMMARY_LETTERS, OutMessage, Purpose


def test_a_message_says_itself_in_one_plain_line() -> None:
    message = OutMessage(text=Markup("\n<b>Угуу  жыйыны</b>, 5-май &amp; 6-май\nОрду: клуб"))

    assert message.in_short == "Угуу жыйыны, 5-май & 6-май"
    assert OutMessage(text=Markup("a"), summary=" Угуу:\n5-май ").in_short == "Угуу: 5-май"
    assert OutMessage(text=Markup("")).in_short == ""


def test_a_long_line_is_cut_between_words() -> None:
    said = OutMessage(text=Markup("жарыя, " * 60)).in_short

    assert len(said) <= SUMMARY_LETTERS
    assert said.endswith("жарыя…")


def test_what_a_message_is_for_outlives_the_queue_and_old_rows_are_still_read() -> None:
    message = OutMessage(text=Markup("a"), purpose=Purpose.HEARING, summary="Угуу, 5-май, 10:00, клуб")

    assert OutMessage.from_json(message.to_json()) == message
    assert OutMessage(text=Markup("a")).to_json() == {"text": "a"}
    assert OutMessage.from_json({"text": "a"}).purpose is Purpose.UPDATE


def test_receipts_have_an_order() -> None:
    assert sorted(ReceiptState, key=lambda state: state.rank) == list(ReceiptState)
