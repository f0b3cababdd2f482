"""The picture for a WhatsApp group: its size, its QR, and what is left out."""

from dataclasses import replace

import pytest

from bot.documents.share_picture import render_share_picture
from tests.documents.samples import CODE, EMOJI, ENDLESS, SCAN, SHARE_PICTURE, is_blank, opened, read_qr

RIGHT_MARGIN = (0.945, 0.5, 1, 1)


async def test_size_and_qr_after_a_messenger_shrank_it() -> None:
    png = await render_share_picture(SHARE_PICTURE)
    assert opened(png).size == (1080, 1350)
    assert read_qr(png, 1080) == read_qr(png, 540) == SCAN.link


async def test_the_same_content_gives_the_same_picture() -> None:
    assert await render_share_picture(SHARE_PICTURE) == await render_share_picture(SHARE_PICTURE)


async def test_points_without_room_are_counted() -> None:
    asked: list[int] = []

    def more(count: int) -> str:
        asked.append(count)
        return f"жана дагы {count}"

    many = replace(SHARE_PICTURE, points=tuple(f"{i}. Жол оңдолду" for i in range(9)), more=more)
    shown_six = await render_share_picture(many)
    assert 3 in asked
    assert 0 not in asked
    assert shown_six != await render_share_picture(replace(many, points=many.points[:6]))


async def test_when_all_fit_nothing_is_said_of_more() -> None:
    other = replace(SHARE_PICTURE, more=lambda _count: "another word")
    assert await render_share_picture(other) == await render_share_picture(SHARE_PICTURE)


@pytest.mark.parametrize("text", [CODE, EMOJI, *ENDLESS, "Узун сөз " * 60])
async def test_whatever_is_typed_stays_on_the_picture(text: str) -> None:
    picture = replace(
        SHARE_PICTURE,
        municipality=text,
        title=text,
        period=text,
        points=(text,) * 8,
        scan=replace(SCAN, shown=text[:100], captions=(text, text, text)),
    )
    png = await render_share_picture(picture)
    assert opened(png).size == (1080, 1350)
    assert is_blank(png, RIGHT_MARGIN)
    assert is_blank(png, (0, 0.98, 1, 1))
    assert read_qr(png, 1080) == SCAN.link


@pytest.mark.parametrize("points", [(), ("", "🎉"), ("Бир гана кабар",)])
async def test_few_points(points: tuple[str, ...]) -> None:
    assert read_qr(await render_share_picture(replace(SHARE_PICTURE, points=points)), 1080) == SCAN.link
