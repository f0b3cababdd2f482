"""Signs the font lacks: pictures vanish, letters leave a mark of their loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.letters import covered, printable


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
