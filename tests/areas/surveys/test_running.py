"""Preparing, scheduling, stopping and ending; who may; what others do at the same time."""

import io
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from bot.areas.broadcasts.models import BroadcastState
from bot.areas.people.models import Role
from bot.areas.surveys.models import SurveyState
from bot.core import clock, files
from tests.areas.broadcasts.office import at
from tests.areas.surveys.station import SMALL, Station, words


async def prepared(station: Station) -> None:
    form = await station.form()
    officer = station.officer
    await officer.tap_payload(f"sf:send.{form}")
    await officer.tap("Бардык тургундар")
    await officer.tap("Аты менен")
    await officer.tap("14 күн")


async def test_it_is_scheduled_like_any_message(either_station: Station) -> None:
    station = either_station
    phone = await station.resident()
    await prepared(station)
    officer = station.officer
    await officer.tap("Убактысын")
    await officer.write("22.11 10:00")
    await station.approve_last()
    await station.tick()
    assert (await station.survey()).state is SurveyState.DRAFT
    assert "бекитилди" in (await station.officer.tap_payload("survey:card.1")).casefold()
    await station.go_to(at("2026-11-22 10:00"))
    survey = await station.survey()
    assert survey.state is SurveyState.OPEN
    assert survey.opened_at is not None
    assert survey.opened_at >= at("2026-11-22 10:00")
    assert "Суроо mark" in await phone.tap_payload(f"sv:start.{survey.id}")


async def test_before_it_goes_it_can_be_changed_and_given_up(station: Station) -> None:
    await prepared(station)
    officer = station.officer
    await officer.tap_payload("survey:card.1")
    await officer.tap("Өзгөртүү")
    await officer.tap("Аты менен же атысыз")
    assert "эч ким биле албайт" in await officer.tap("Атысыз")
    assert (await station.survey()).anonymous
    await officer.tap_payload("survey:change.1")
    await officer.tap("Качанга чейин")
    await officer.tap("Башка күн")
    assert "30-ноябрь" in await officer.write("30.11.2026")
    await officer.tap_payload("survey:drop.1")
    await officer.tap("Ооба, баш тартуу")
    assert (await station.survey()).state is SurveyState.DROPPED
    assert (await station.broadcast()).state is BroadcastState.STOPPED
    assert "андан ары жылды" in await officer.tap_payload("survey:openyes.1")


async def test_what_waits_for_approval_is_not_changed_behind_the_approver(station: Station) -> None:
    await prepared(station)
    officer = station.officer
    await officer.tap("Бекитүүгө жөнөтүү")
    form = (await station.stored_form()).id
    assert "Адегенде анын билдирүүсүн токтотуңуз" in await officer.tap_payload(f"sf:rmyes.{form}.4")
    # Changing the survey itself takes it back from the approver.
    await officer.tap_payload("survey:part.1.names")
    await officer.tap("Атысыз")
    assert (await station.broadcast()).state is BroadcastState.DRAFT


async def test_a_changed_questionnaire_changes_its_invitation(station: Station) -> None:
    await prepared(station)
    officer = station.officer
    form = (await station.stored_form()).id
    await officer.tap_payload(f"sf:title.{form}")
    await officer.write("Жаңы аталыш")
    for _ in range(2):
        await officer.tap("Өткөрүп")
    assert "Жаңы аталыш" in (await station.broadcast()).text_ky


async def test_the_end_is_moved_and_it_is_closed_early(either_station: Station) -> None:
    station = either_station
    number = await station.opened()
    officer, phone = station.officer, await station.resident()
    await officer.tap_payload(f"survey:end.{number}")
    await officer.tap("30 күн")
    assert (await station.survey()).closes_at == at("2026-12-20 20:00")
    await station.go_to(at("2026-12-01 12:00"))
    await station.answer_small(phone, number)
    await officer.tap_payload(f"survey:close.{number}")
    await officer.tap("Ооба, жабуу")
    assert (await station.survey()).state is SurveyState.CLOSED
    assert (await station.results(number)).responses == 1
    assert "андан ары жылды" in await officer.tap_payload(f"survey:closeyes.{number}")


async def test_it_closes_at_its_end_and_the_box_is_emptied(either_station: Station) -> None:
    station = either_station
    number = await station.opened(anonymous=True)
    for village in ("ming-bulak", "kara-suu", "ak-terek"):
        await station.answer_small(await station.resident(village=village), number, named=False)
    clock.move_to(at("2026-11-27 20:00"))
    await station.tick()
    found = await station.results(number)
    assert (found.responses, found.waiting) == (3, 0)
    assert "сурамжылоосу бүттү: 3 киши" in await station.told(station.officer)
    await station.tick()
    assert len([one for one in await station.letters(station.officer) if "бүттү" in one.text]) == 1


@pytest.mark.parametrize(
    "payload",
    [
        "sfnew:",
        "sf:add.1",
        "sf:send.1",
        "sftake:problems",
        "survey:close.1",
        "survey:export.1",
        "survey:print.1",
    ],
)
async def test_residents_and_deputies_may_not(station: Station, payload: str) -> None:
    await station.opened()
    deputy = await station.staff(Role.FINANCE_HEAD, name="Эсен")
    for phone in (await station.resident(), deputy):
        told = await phone.tap_payload(payload)
        assert "укугу бар кызматкерлер үчүн" in told


async def test_who_reads_figures_reads_results(station: Station) -> None:
    number = await station.opened()
    for _ in range(5):
        await station.answer_small(await station.resident(), number)
    reader = await station.staff(Role.FINANCE_HEAD, name="Эсен")
    assert "5 жооп" in await reader.tap_payload(f"survey:results.{number}")
    assert "Бардык жооптор" not in "".join(reader.buttons)


async def test_old_buttons_say_that_it_is_past(station: Station) -> None:
    await prepared(station)
    officer = station.officer
    for payload in (
        "survey:card.99",
        "sf:card.99",
        "sf:q.1.99",
        "survey:q.1.99",
        "sv:start.99",
        "survey:tag.1.4.0",
    ):
        assert await officer.tap_payload(payload)


async def test_words_typed_by_staff_cannot_break_a_message(station: Station) -> None:
    content = replace(SMALL, title=words("<b>Суу</b> & 'жол'"), intro=words("</i>{title}"))
    number = await station.opened(content, anonymous=True)
    phone = await station.resident()
    told = await phone.write(f"/start s_{number}")
    assert "&lt;b&gt;Суу&lt;/b&gt; &amp; " in told
    assert "&lt;/i&gt;{title}" in told


async def test_codes_for_groups_boards_and_halls(station: Station) -> None:
    number = await station.opened()
    officer = station.officer
    await officer.tap_payload(f"survey:card.{number}")
    await officer.tap("Шилтеме жана коддор")
    pictures = [seen for seen in officer.seen[-3:] if seen.message.attachments]
    assert len(pictures) == 3
    read = []
    for seen in (pictures[0], pictures[2]):
        async with station.database.reading() as session:
            content = await files.read_content(session, seen.message.attachments[0].file_id)
        assert content is not None
        (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(content)))
        read.append(code.text)
    assert read == [
        f"https://t.me/jarchy_bot?start=s_{number}",
        f"https://t.me/jarchy_bot?start=s_{number}_m",
    ]
    await officer.tap("Русский")
    assert len(officer.seen[-1].message.attachments) == 1
