"""Signs the font lacks: pictures vanish, letters leave a mark of their loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.letters import SOFT_HYPHEN, clean, covered, hyphenated, printable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Өзгөрүү — жаңы үй, № 7 «Бөбөк» 20 ₽", "Өзгөрүү — жаңы үй, №\u00a07 «Бөбөк» 20 ₽"),
        ("Курулуш ✅ бүттү", "Курулуш бүттү"),
        ("👨‍👩‍👧 үй-бүлө ⚠️", " үй-бүлө "),
        ("1️⃣ суу", "1\u00a0суу"),
        ("10:00 → 12:00", "10:00 – 12:00"),
        ("9:00–17:00", "9:00–\u206017:00"),
        ("1 240 000 сом, 1,8 км", "1\u00a0240\u00a0000\u00a0сом, 1,8\u00a0км"),
        ("2027-жылдын 12 колонкасы", "2027\u2011жылдын 12 колонкасы"),
        ("«12-декабрь»", "«12\u2011декабрь»"),
        ("https://e.kg/2027-budget/(1-a)?q=9-b", "https://e.kg/2027-budget/(1-a)?q=9-b"),
        ("日本", "??"),
        ("𝐒𝐮𝐮", "Suu"),
        ("й", "й"),
        ("а\u202eб\x00в\ufeff", "абв"),
        ("бир  \t эки \r\n\n  үч", "бир эки\nүч"),
    ],
)
def test_what_becomes_of_signs(typed: str, printed: str) -> None:
    assert printable(typed) == printed


@given(st.text())
def test_only_letters_of_the_font_remain_and_stay(text: str) -> None:
    once = printable(text)
    assert all(ord(letter) in covered() or letter == "\n" for letter in once)
    assert printable(once) == once


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("жоопкерчиликтүүлүгүбүздөгүлөрдөн", "жооп-кер-чи-лик-түү-лү-гү-бүз-дө-гү-лөр-дөн"),
        ("Айылчылыктардын", "Айыл-чы-лык-тар-дын"),
        ("ответственность", "от-ветст-вен-ность"),
        ("подъездная", "подъезд-ная"),
        ("кыска", "кыска"),
        ("https://example.org", "https://example.org"),
    ],
)
def test_long_words_break_between_syllables(word: str, syllables: str) -> None:
    assert hyphenated(word, 10).replace(SOFT_HYPHEN, "-") == syllables


@given(st.text())
def test_hyphens_only_come_between(text: str) -> None:
    plain = text.replace(SOFT_HYPHEN, "")
    assert hyphenated(plain, 2).replace(SOFT_HYPHEN, "") == plain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("а\r\nб\rв\x00\x0b\ufffe\ud800", "а\nб\nв"),
        ("a\u202eтеңке 👨‍👩‍👧 日本", "aтеңке 👨‍👩‍👧 日本"),
        ("й", "й"),
    ],
)
def test_what_any_file_may_hold(typed: str, kept: str) -> None:
    assert clean(typed) == kept
