"""QR codes are read back."""

import io

import pytest
import zxingcpp
from PIL import Image

from bot.documents.errors import QrTooLongError
from bot.documents.qr import MAX_BYTES, qr_png, qr_svg


@pytest.mark.parametrize(
    "content", ["https://t.me/jarchy_bot?start=i_9fKq", "Сокулук ө ү ң", "a" * MAX_BYTES]
)
def test_a_png_is_read_back(content: str) -> None:
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr_png(content))))
    assert found.text == content


def test_an_svg_is_a_drawing_that_scales() -> None:
    svg = qr_svg("https://t.me/jarchy_bot").decode()
    assert svg.startswith("<svg")
    assert "viewBox" in svg


def test_too_much_for_a_wall() -> None:
    with pytest.raises(QrTooLongError):
        qr_png("ө" * MAX_BYTES)
