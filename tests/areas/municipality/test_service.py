"""Taking over the file: adds, changes, retires; the same file again changes nothing."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

import bot.outbox.models  # noqa: F401 - all tables the others point at
from bot.areas.municipality import queries, texts
from bot.areas.municipality.file import EXAMPLE, MunicipalityFile, read_file
from bot.areas.municipality.models import DistrictPart, Village
from bot.areas.municipality.service import Changes, apply_file
from bot.core.audit import AuditEntry
from bot.core.db import Database
from bot.core.i18n import Translator

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def database(bare_sqlite: Database) -> Database:
    return bare_sqlite


@pytest.fixture
def example() -> MunicipalityFile:
    return read_file(EXAMPLE)


async def apply(database: Database, parsed: MunicipalityFile) -> Changes:
    async with database.session() as session:
        return await apply_file(session, parsed, NOW)


def without_village(parsed: MunicipalityFile, key: str) -> MunicipalityFile:
    villages = [village for village in parsed.villages if village.key != key]
    districts = [
        district.model_copy(update={"parts": [part for part in district.parts if part.village != key]})
        for district in parsed.districts
    ]
    return parsed.model_copy(update={"villages": villages, "districts": districts})


async def audits(database: Database) -> list[AuditEntry]:
    async with database.reading() as session:
        return list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


async def test_the_first_time_everything_is_added(database: Database, example: MunicipalityFile) -> None:
    changes = await apply(database, example)
    assert "village:ak-terek" in changes.added
    assert "district:manas" in changes.added
    assert (changes.updated, changes.retired) == ([], [])
    async with database.reading() as session:
        assert [v.key for v in await queries.list_villages(session)] == [v.key for v in example.villages]
        municipality = await queries.get_municipality(session)
        assert municipality is not None
        assert municipality.name("ru") == "Мин-Булакский айылный аймак"
        assert (await queries.get_legal(session)).monthly_bulletin_day == 25


async def test_the_same_file_again_changes_nothing(database: Database, example: MunicipalityFile) -> None:
    await apply(database, example)
    assert not await apply(database, example)
    assert len(await audits(database)) == 1


async def test_a_changed_population_is_told_and_audited(
    database: Database, example: MunicipalityFile
) -> None:
    await apply(database, example)
    grown = example.villages[0].model_copy(update={"population": 3001})
    changes = await apply(database, example.model_copy(update={"villages": [grown, *example.villages[1:]]}))
    assert (changes.added, changes.updated, changes.retired) == ([], ["village:ming-bulak"], [])
    entry = (await audits(database))[-1]
    assert entry.tag == "municipality:file:applied"
    assert entry.before == {"village:ming-bulak": {"population": 2940}}
    assert entry.after == {"village:ming-bulak": {"population": 3001}}


async def test_a_village_taken_out_is_retired_and_comes_back_as_itself(
    database: Database, example: MunicipalityFile
) -> None:
    await apply(database, example)
    changes = await apply(database, without_village(example, "tash-bashat"))
    assert changes.retired == ["village:tash-bashat"]
    assert changes.updated == ["district:ak-terek"]
    async with database.reading() as session:
        assert await queries.find_village(session, "tash-bashat") is None
        before = await session.scalar(select(Village.id).where(Village.key == "tash-bashat"))
    assert before is not None

    changes = await apply(database, example)
    assert set(changes.updated) == {"village:tash-bashat", "district:ak-terek"}
    async with database.reading() as session:
        village = await queries.find_village(session, "tash-bashat")
    assert village is not None
    assert village.id == before


async def test_districts_hold_their_villages(database: Database, example: MunicipalityFile) -> None:
    await apply(database, example)
    await apply(database, example)
    async with database.reading() as session:
        ids = {v.key: v.id for v in await queries.list_villages(session)}
        district = await queries.find_district(session, "kara-suu")
        assert district is not None
        held = await queries.villages_of_districts(session, [district.id])
        parts = (await session.scalars(select(DistrictPart))).all()
    assert held == {ids["ming-bulak"], ids["kara-suu"]}
    assert len(parts) == sum(len(d.parts) for d in example.districts)


async def test_a_new_default_reaches_who_chose_no_value(
    database: Database, example: MunicipalityFile
) -> None:
    await apply(database, example)
    async with database.reading() as session:
        municipality = await queries.get_municipality(session)
    assert municipality is not None
    assert municipality.legal["monthly_bulletin_day"] == 25, "the file says so itself"
    assert "consent_version" not in municipality.legal


@pytest.mark.parametrize(("language", "told"), [("ky", "Манас көчөсү, 42"), ("ru", "ул. Манаса, 42")])
async def test_the_office_in_words(
    database: Database, example: MunicipalityFile, language: str, told: str
) -> None:
    from zoneinfo import ZoneInfo

    await apply(database, example)
    async with database.reading() as session:
        municipality = await queries.get_municipality(session)
    assert municipality is not None
    said = texts.office(Translator(language, ZoneInfo("Asia/Bishkek")), municipality)
    assert told in said
    assert "09:00 – 18:00" in said
