"""The few marks: read, written anew, cut safely."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.core import richtext

letters = st.text(alphabet="аөүңб <>&\"'\n😀ab", max_size=60)
marks = st.sampled_from(["{}", "<b>{}</b>", "<i>{}</i>", '<a href="https://e.kg/?a=1&amp;b=2">{}</a>'])
texts = st.lists(st.tuples(marks, letters), max_size=8).map(
    lambda parts: Markup("").join(Markup(mark).format(text) for mark, text in parts)
)


def test_what_a_person_typed_stays_text() -> None:
    assert richtext.plain(Markup("<b>{}</b>").format("<i>1 < 2 & 3</i>")) == "<i>1 < 2 & 3</i>"
    assert richtext.plain("<b>") == "<b>"


def test_foreign_tags_are_taken_out_and_their_words_kept() -> None:
    cleaned = richtext.clean('<script>x</script><u>у</u><strong>к</strong><a href="javascript:1">л</a>')
    assert cleaned == Markup("xу<b>к</b>л")


def test_a_link_keeps_its_address() -> None:
    text = Markup('<a href="https://e.kg/?a=1&amp;b=2">бул</a>')
    assert richtext.clean(text) == text


def test_length_counts_as_telegram_counts() -> None:
    assert richtext.length(Markup("<b>ө😀</b>")) == 3


@given(texts)
def test_reading_and_writing_keeps_letters_and_is_stable(text: Markup) -> None:
    once = richtext.clean(text)
    assert richtext.plain(once) == richtext.plain(text)
    assert richtext.clean(once) == once


@given(texts, st.integers(min_value=4, max_value=40))
def test_pieces_fit_and_lose_only_blanks(text: Markup, limit: int) -> None:
    pieces = richtext.split(text, limit)
    assert all(richtext.length(piece) <= limit for piece in pieces)
    joined = "".join("".join(richtext.plain(piece).split()) for piece in pieces)
    assert joined == "".join(richtext.plain(text).split())


def test_pieces_are_cut_between_paragraphs_when_they_can_be() -> None:
    text = Markup("<b>{}</b>\n\n{}").format("биринчи сап", "экинчи сап")
    assert richtext.split(text, 15) == [Markup("<b>биринчи сап</b>"), Markup("экинчи сап")]


def test_shorten_says_that_something_was_left_out() -> None:
    assert richtext.shorten(escape("узун сөз"), 5) == "узун…"
    assert richtext.shorten("кыска", 5) == "кыска"
