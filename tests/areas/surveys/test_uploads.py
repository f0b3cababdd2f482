"""An officer sends a questionnaire as a file and hears at once what came of it."""

import pytest

from bot.areas.surveys import uploading
from bot.areas.surveys.models import Form, Source
from bot.areas.surveys.questionnaire.templates import load_templates
from bot.areas.surveys.questionnaire.xlsform import read_xlsform
from bot.areas.surveys.questionnaire.xlsform.writing import write_xlsform
from bot.core import files
from bot.core.fetching import ATTEMPTS
from bot.core.files import StoredFile, set_content
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.press import send_file
from tests.areas.surveys.station import Station


async def begin(station: Station) -> None:
    officer = station.officer
    await officer.write("/polls")
    await officer.tap("Анкеталар")
    assert "үлгү жана мисал" in await officer.tap("Файлдан (XLSForm)")
    assert "Excel файлын" in await officer.write("кандай файл?")
    assert "Окуп жатам" in await send_file(officer, AttachmentKind.DOCUMENT)


async def arrives(station: Station, content: bytes | None) -> str:
    """The platform gives the bytes, or never does; what the officer is told then."""
    async with station.database.session() as session:
        stored = await session.get_one(StoredFile, (await station.all(StoredFile))[-1].id)
        if content is None:
            stored.fetch_attempts = ATTEMPTS
        else:
            set_content(stored, content)
    await station.tick()
    await station.officer.receive()
    return str(station.officer.seen[-1].message.text)


async def test_a_good_file_becomes_a_questionnaire(either_station: Station) -> None:
    station = either_station
    await begin(station)
    await station.tick()
    assert not await station.all(Form), "its bytes are not here yet"
    assert "7 суроо" in await arrives(station, write_xlsform(load_templates()["problems"]))
    (form,) = await station.all(Form)
    assert form.source is Source.XLSFORM
    assert "Айылыбыздын эң маанилүү көйгөйлөрү" in await station.officer.tap("Ачуу")
    await station.tick()
    assert len(await station.all(Form)) == 1, "a file is read once"


async def test_a_bad_file_is_answered_with_its_faults(station: Station) -> None:
    await begin(station)
    told = await arrives(station, b"PK\x03\x04 no table")
    assert "Excel файлы (.xlsx) эмес" in told
    assert not await station.all(Form)


async def test_a_file_that_never_comes_is_said(station: Station) -> None:
    await begin(station)
    assert "жүктөлгөн жок" in await arrives(station, None)


async def test_the_template_and_the_example_are_good_files(station: Station) -> None:
    await station.officer.tap_payload("sffile:")
    attachments = next(seen.message.attachments for seen in station.officer.seen if seen.message.attachments)
    assert len(attachments) == 2
    for stored in await station.all(StoredFile):
        async with station.database.reading() as session:
            content = await files.read_content(session, stored.id)
        assert content is not None
        assert read_xlsform(content).questions


async def test_a_fault_of_ours_is_told_once_and_not_tried_for_ever(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_content: bytes) -> None:
        raise RuntimeError("nobody thought of this file")

    monkeypatch.setattr(uploading, "read_xlsform", fail)
    await begin(station)
    assert "ката бизден" in await arrives(station, b"PK")
    before = len(station.officer.seen)
    await station.tick()
    await station.officer.receive()
    assert len(station.officer.seen) == before
