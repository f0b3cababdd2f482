"""What is pasted into WhatsApp keeps its marks and its addresses."""

import pytest
from markupsafe import Markup

from bot.areas.broadcasts.papers import whatsapp_marks


@pytest.mark.parametrize(
    ("told", "pasted"),
    [
        ("<b>Угуу</b>\nБейшемби", "*Угуу*\nБейшемби"),
        ("<b>Биринчи сап\nэкинчи сап</b>", "*Биринчи сап*\n*экинчи сап*"),
        ("<i>акырын</i> <b>бат </b>", "_акырын_ *бат*"),
        ("<b><i>экөө тең</i></b>", "*_экөө тең_*"),
        ("5 * 3 = 15, ~болжол~, _асты_", "5  3 = 15, болжол, асты"),
        ("https://t.me/min_bulak_bot?start=v_kara-suu", "https://t.me/min_bulak_bot?start=v_kara-suu"),
        ('<a href="https://kg/a_b">сайт</a>тан окуңуз', "сайт (https://kg/a_b)тан окуңуз"),
        ('<a href="https://kg/">https://kg</a>', "https://kg"),
        ("аты_жөнү ____", "аты_жөнү"),
    ],
)
def test_marks(told: str, pasted: str) -> None:
    assert whatsapp_marks(Markup(told)) == pasted
