"""The year at one glance, with colours, shapes and words."""

import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from bot.areas.obligations.rules.lights import Colour, colour
from bot.areas.obligations.rules.state import State
from bot.core import clock, files
from bot.core.db import Database
from bot.documents.dashboard import Dashboard, Light, Lit, LitGroup, render_dashboard
from tests.areas.broadcasts.office import at
from tests.areas.broadcasts.press import attachments
from tests.areas.obligations.reporting_desk import open_reporting


@given(some.lists(some.sampled_from(State), max_size=12))
def test_nothing_missed_or_owed_hides_behind_what_was_done(states: list[State]) -> None:
    shown = colour(states)
    assert (shown is Colour.MISSED) is (State.MISSED in states)
    if shown in {Colour.DONE, Colour.LATE}:
        assert not {State.MISSED, State.OPEN, State.PLANNED, State.ANNOUNCED, State.PARTLY} & set(states)
    if State.LATE in states:
        assert shown is not Colour.DONE


def of(light: Light) -> Dashboard:
    items = (Lit(light, "1.1", "Жергиликтүү маанидеги маселелердин тизмесин жаңылоо", "3/12"),)
    return Dashboard(
        "ky", date(2026, 12, 1), "Айыл", "План", "", (LitGroup("Календарь", items),), ((light, "сөз"),)
    )


async def test_lights_differ_also_without_colours() -> None:
    """As who sees no colours, and as a black and white printer, has them."""
    seen = set()
    for light in Light:
        picture = Image.open(io.BytesIO(await render_dashboard(of(light))))
        assert picture.width == 1080
        seen.add(picture.convert("1", dither=Image.Dither.NONE).tobytes())
    assert len(seen) == len(Light)


async def test_the_office_sees_the_year_as_a_picture_and_in_words(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    for phone in (desk.officer, desk.head):
        said = await phone.tap_payload("obr:")
        assert "2026-жылдын планы</b>, 20-ноябрь" in said
        assert "Мөөнөтүндө аткарылган жок" in said or "Азыр аткарылышы керек" in said
        photo = attachments(phone)[-1][0]
        async with sqlite.reading() as session:
            content = await files.read_content(session, photo.file_id)
        assert content is not None
        assert Image.open(io.BytesIO(content)).width == 1080
    # The municipality began in November: it owes nothing for the spring.
    assert "Бюджет аткаруу" not in said


async def test_a_year_that_isnt_open_yet_is_no_error(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    clock.move_to(at("2027-01-01 10:00"))
    assert "ачыла элек" in await desk.officer.tap_payload("obr:")
    assert "ачыла элек" in await desk.officer.tap_payload("obr:m")
    clock.move_to(at("2026-12-31 10:00"))
    await desk.officer.tap_payload("obr:m")
    assert "🖼 Сүрөт түрүндө" in desk.officer.buttons
