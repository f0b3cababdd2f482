"""The sample with the longest names that a municipality, its people and its papers can have."""

from typing import Any

from sqlalchemy import Column, Table, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality.models import District, Municipality, Village
from bot.core.db import Base

VILLAGES = 30
SIXTY = 60
WORDS = {
    "ky": "Жогорку Кызыл-Октябрь айылынын Токтогул Сатылганов атындагы бөлүгү",
    "ru": "Верхняя часть села Красный Октябрь имени Токтогула Сатылганова",
}
PERSON = "Абдырахманбекова Гүлмайрамкан Токтосуналыевна-Ысманалиева"
MATTER = (
    "Айылдын жогорку бөлүгүндөгү көчөлөргө таза суу түтүгүн жана түнкү жарыкты өткөрүү үчүн жергиликтүү "
    "бюджеттен бөлүнүүчү каражатты, иштин мөөнөтүн жана аны ким аткарарын биргеликте талкуулоо"
)
# Where people's own words and names are kept, and how many letters of them there may be.
PEOPLE = (
    ("staff", "name"),
    ("plan_group_members", "name"),
    ("obligation_responsibles", "name"),
    ("meeting_participants", "name"),
    ("appeal_authors", "name"),
    ("appeals", "author_name"),
    ("meeting_attendances", "name"),
    ("reception_bookings", "name"),
    ("invitations", "name"),
    ("village_groups", "name"),
    ("village_groups", "forwarder_name"),
)
MATTERS = (
    ("meetings", "matter_ky", 600),
    ("meetings", "matter_ru", 600),
    ("meetings", "place", 300),
    ("appeals", "text", 600),
    ("appeals", "place", 300),
    ("initiatives", "title_ky", 200),
    ("initiatives", "title_ru", 200),
    ("initiatives", "about", 600),
    ("initiatives", "initiator", 200),
    ("receptions", "place", 300),
    ("meeting_statements", "text", 600),
    ("meeting_tasks", "matter", 300),
    ("meeting_decisions", "text", 600),
    ("library_own_sections", "title_ky", 80),
    ("library_own_sections", "title_ru", 80),
    ("survey_answers", "text", 300),
)


async def lengthen(session: AsyncSession) -> None:
    """Every name keeps a number, so that no two become the same."""
    await _villages(session)
    for district in await session.scalars(select(District)):
        district.name_ky, district.name_ru = _name("ky", district.id, 0), _name("ru", district.id, 0)
    office = await session.get_one(Municipality, 1)
    office.name_ky, office.name_ru = _name("ky", 1, 0), _name("ru", 1, 0)
    office.address_ky = office.address_ru = _cut(MATTER, 200)
    for table, column in PEOPLE:
        await _number_each(session, table, column, PERSON, 120)
    for table, column, longest in MATTERS:
        await _number_each(session, table, column, MATTER * 4, longest)
    await session.flush()


async def _villages(session: AsyncSession) -> None:
    known = list(await session.scalars(select(Village).order_by(Village.position)))
    more = [
        Village(key=f"far-{number}", population=100, position=number, retired=False, name_ky="")
        for number in range(len(known), VILLAGES)
    ]
    session.add_all(more)
    for number, village in enumerate([*known, *more], 1):
        village.name_ky, village.name_ru = _name("ky", number), _name("ru", number)


def _name(language: str, number: int, length: int = SIXTY) -> str:
    words = WORDS[language]
    return f"{words[: (length or len(words)) - 3].rstrip()} {number}"


def _cut(words: str, length: int) -> str:
    return words[:length].rpartition(" ")[0]


async def _number_each(session: AsyncSession, name: str, column: str, words: str, longest: int) -> None:
    table: Table = Base.metadata.tables[name]
    kept: Column[Any] = table.c[column]
    keys = list(table.primary_key.columns)
    rows = (await session.execute(select(*keys).where(kept.is_not(None)))).all()
    for number, row in enumerate(rows[:60], 1):
        value = f"{_cut(words + ' ', longest - 4)} {number}"
        where = [key == value_of for key, value_of in zip(keys, row, strict=True)]
        await session.execute(update(table).where(*where).values({column: value}))
