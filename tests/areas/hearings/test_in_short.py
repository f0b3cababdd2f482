"""Where only a template may be said, it says what a meeting is about, when and where, in one line."""

from sqlalchemy import select

from bot.areas.broadcasts.models import Broadcast
from bot.areas.broadcasts.showing import out_message
from bot.areas.hearings.texts.notice import in_one_line
from bot.core.messages import SUMMARY_LETTERS, Purpose
from tests.areas.hearings.hall import Hall


async def test_a_notice_says_itself_in_one_line(hall: Hall) -> None:
    await hall.called(day="26.11")
    async with hall.database.reading() as session:
        broadcast = (await session.scalars(select(Broadcast))).one()
    meant = {language: out_message(broadcast, language) for language in ("ky", "ru")}

    assert {message.purpose for message in meant.values()} == {Purpose.HEARING}
    for language, day in (("ky", "26-ноябрь"), ("ru", "26 ноября")):
        line = meant[language].in_short
        assert day in line
        assert "14:00" in line or "10:00" in line
        assert "\n" not in line
        assert len(line) <= SUMMARY_LETTERS


def test_of_a_long_title_the_day_and_the_place_stay() -> None:
    line = in_one_line("Коомдук угуу: " + "бюджет " * 60, "5-декабрь, саат 14:00", "маданият үйү")

    assert line.endswith("…, 5-декабрь, саат 14:00, маданият үйү")
    assert len(line) <= SUMMARY_LETTERS
