"""What came of it: counted rightly, small groups hidden, shown in chat, in papers and to residents."""

import csv
import io
import random
from typing import Any

import pptx
import pytest
from python_calamine import CalamineWorkbook

from bot.areas.surveys import handing_out, making, planning, publishing, running
from bot.areas.surveys.models import Presentation, PresentedTo, Source
from bot.areas.surveys.papers.charts import chart, group_chart
from bot.areas.surveys.papers.report import Said, report
from bot.areas.surveys.questionnaire.content import Questionnaire, QuestionType, Role
from bot.areas.surveys.questionnaire.templates import load_templates
from bot.areas.surveys.results import Dimension, Origin
from bot.areas.surveys.running import Plan
from bot.areas.surveys.texts import results as results_texts
from bot.core import clock, files
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind
from bot.documents.paper import Table
from tests.areas.broadcasts.office import at
from tests.areas.residents.chat import BISHKEK, Phone
from tests.areas.surveys.station import Station, question, words

_T = QuestionType
WHOLE = Questionnaire(
    title=words("Баары"),
    questions=(
        question("mark", _T.SCALE, low=1, high=5),
        question("one", _T.ONE, options="a b c"),
        question("several", _T.SEVERAL, options="x y z", required=False),
        question("ranked", _T.RANK, options="r s t", top=2),
        question("hours", _T.NUMBER),
        question("again", _T.YES_NO, relevant="${mark} < 3"),
        question("sex", _T.ONE, options="female male", role=Role.SEX, required=False),
        question("wish", _T.TEXT, required=False),
    ),
)


def given(mark: int = 5, **more: Any) -> dict[str, Any]:
    return {"mark": mark, "one": "a", "ranked": ["r", "s"], "hours": 4} | more


async def test_everything_is_counted_by_the_database(either_station: Station) -> None:
    station = either_station
    number = await station.opened(WHOLE)
    await station.respond(number, given(5, several=["x", "y"], hours=2, wish={"text": "Суу"}))
    await station.respond(number, given(4, one="b", several=["x"], ranked=["s", "r"], hours=2.5))
    await station.respond(number, given(1, again="no", ranked=["t", "r"], hours=10, sex="female"))
    found = (await station.results(number)).tallies
    assert found["mark"].counts == {"5": 1, "4": 1, "1": 1}
    assert found["mark"].mean == pytest.approx(10 / 3)
    assert (found["mark"].median, found["mark"].low, found["mark"].high) == (4, 1, 5)
    assert found["one"].counts == {"a": 2, "b": 1}
    assert (found["several"].answered, found["several"].counts) == (2, {"x": 2, "y": 1})
    assert found["ranked"].points == {"r": 4, "s": 3, "t": 2}
    assert found["ranked"].counts == {"r": 1, "s": 1, "t": 1}
    assert found["hours"].mean == pytest.approx(14.5 / 3)
    assert found["hours"].median == 2.5
    assert (found["again"].answered, found["again"].counts) == (1, {"no": 1})
    assert found["wish"].answered == 1


async def test_small_groups_are_hidden_and_cannot_be_worked_out(either_station: Station) -> None:
    station = either_station
    number = await station.opened(WHOLE)
    for village, count in (("ming-bulak", 9), ("kara-suu", 6), ("ak-terek", 2)):
        for _ in range(count):
            await station.respond(number, given(3, sex="male"), village=village)
    found = await station.results(number)
    by = {one.dimension: one for one in found.breakdowns}
    # Two alone would be the whole less the others, so the next one is hidden with them.
    assert [group.responses for group in by[Dimension.VILLAGE].groups] == [9]
    assert by[Dimension.VILLAGE].hidden == 8
    assert [(g.key, g.responses) for g in by[Dimension.SEX].groups] == [("male", 17)]
    assert by[Dimension.SEX].groups[0].tallies["mark"].mean == 3


async def test_what_few_of_a_village_answered_cannot_be_worked_out(either_station: Station) -> None:
    """The whole less the shown villages must not be the three of the third, though the village is large."""
    station = either_station
    number = await station.opened(WHOLE)
    for village, asked, others in (("ming-bulak", 9, 0), ("kara-suu", 6, 2), ("ak-terek", 3, 5)):
        for _ in range(asked):
            await station.respond(number, given(1, again="yes"), village=village)
        for _ in range(others):
            await station.respond(number, given(5), village=village)
    found = await station.results(number)
    (by,) = [one for one in found.breakdowns if one.dimension is Dimension.VILLAGE]
    assert [group.responses for group in by.groups] == [9, 8, 8]
    shown = sum(group.tallies["again"].answered for group in by.groups if "again" in group.tallies)
    assert found.tallies["again"].answered - shown == 9
    assert all("mark" in group.tallies for group in by.groups)


async def test_fewer_than_five_are_not_shown_without_names(station: Station) -> None:
    number = await station.opened(WHOLE, anonymous=True)
    for _ in range(4):
        await station.respond(number, given())
    screen = await station.officer.tap_payload(f"survey:results.{number}")
    assert "5 жооптон баштап" in screen
    assert "Суроо mark" not in screen
    assert "5 жооптон баштап" in await station.officer.tap_payload(f"survey:q.{number}.0")
    for verb in ("export", "report", "slides"):
        assert "5 жооптон баштап" in await station.officer.tap_payload(f"survey:{verb}.{number}")
        assert not station.officer.seen[-1].message.attachments


async def test_what_few_were_asked_is_not_published(station: Station) -> None:
    number = await station.opened(WHOLE, anonymous=True)
    for place in range(6):
        await station.respond(number, given(1, again="no") if place < 2 else given(5))
    await station.close(number)
    by, now = await station.person(station.officer), clock.now()
    async with station.database.session() as session:
        with pytest.raises(Refused) as refused:
            await publishing.publish(session, number, ["mark", "again"], "Оңдойбуз", None, by, now, BISHKEK)
        assert refused.value.code == "surveys:too_few"
        await publishing.publish(session, number, ["mark"], "Оңдойбуз", None, by, now, BISHKEK)


async def answered(station: Station, **more: Any) -> int:
    number = await station.opened(WHOLE, **more)
    lots = random.Random(7)  # noqa: S311 - nothing here is secret
    for place in range(24):
        await station.respond(
            number,
            given(
                lots.randint(2, 5),
                one=lots.choice("abc"),
                several=lots.sample("xyz", 2),
                ranked=lots.sample("rst", 2),
                hours=lots.randint(0, 24),
                wish={"text": "=СУММА(1) суу жок" if place % 2 else "Жол <b>оңдолсун</b>"},
            ),
            village="ming-bulak" if place % 3 else "kara-suu",
            language="ru" if place % 2 else "ky",
        )
    return number


async def test_the_office_reads_question_by_question(station: Station) -> None:
    await answered(station)
    officer = station.officer
    await officer.write("/polls")
    await officer.tap("Баары")
    screen = await officer.tap("Жыйынтыгы")
    assert "24 жооп" in screen
    assert "Орточо баа" in screen
    assert "Эң маанилүүсү: 1." in await officer.tap("📈 4")
    (picture,) = officer.seen[-1].message.attachments
    assert picture.kind is AttachmentKind.PHOTO
    for place in range(6):
        await officer.tap_payload(f"survey:q.1.{place}")
        assert "Миң-Булак" in await officer.tap("Айылдар боюнча")
        # To the last one too few in each village came.
        assert bool(officer.seen[-1].message.attachments) == (place < 5)


async def test_free_words_are_read_and_tagged(either_station: Station) -> None:
    station = either_station
    number = await answered(station)
    officer = station.officer
    await officer.tap_payload(f"survey:q.{number}.7")
    await officer.tap("Жоопторду окуу")
    # Whose words come first is drawn by lot.
    pages = [await officer.tap_payload(f"survey:words.{number}.7.{page}") for page in reversed(range(5))]
    assert "Жол &lt;b&gt;оңдолсун&lt;/b&gt;" in "\n".join(pages)
    await officer.tap("🏷 1")
    assert "🏷 суу" in await officer.write("суу")
    assert (await station.results(number)).tallies["wish"].tags == {"суу": 1}
    await officer.tap("🏷 1")
    assert "🏷 суу" not in await officer.tap("суу")  # once more takes it off


async def content_of(station: Station, phone: Phone, place: int = 0) -> bytes:
    attachment = phone.seen[-1].message.attachments[place]
    async with station.database.reading() as session:
        content = await files.read_content(session, attachment.file_id)
    assert content is not None
    return content


async def test_tables_have_the_same_columns_for_all_and_no_formulas(either_station: Station) -> None:
    station = either_station
    number = await answered(station)
    await station.officer.tap_payload(f"survey:export.{number}")
    book = CalamineWorkbook.from_filelike(io.BytesIO(await content_of(station, station.officer)))
    sheet = book.get_sheet_by_index(0).to_python()
    head = [str(one) for one in sheet[0]]
    assert head[:7] == ["response", "origin", "village", "language", "name", "day", "paper"]
    assert head[7:] == [
        *("mark", "one", "several__x", "several__y", "several__z"),
        *("ranked__r", "ranked__s", "ranked__t", "hours", "again", "sex", "wish"),
    ]
    assert len(sheet) == 25
    told = {str(row[head.index("wish")]) for row in sheet[1:]}
    assert told == {"=СУММА(1) суу жок", "Жол <b>оңдолсун</b>"}
    assert {row[head.index("again")] for row in sheet[1:]} <= {"yes", "no", ""}
    codes = book.get_sheet_by_index(1).to_python()
    assert {str(row[0]) for row in codes} >= set(head)
    table = list(csv.reader(io.StringIO((await content_of(station, station.officer, 1)).decode("utf-8-sig"))))
    assert table[0] == head
    assert {row[head.index("wish")] for row in table[1:]} == {"'=СУММА(1) суу жок", "Жол <b>оңдолсун</b>"}


async def test_the_report_and_the_slides(station: Station) -> None:
    number = await answered(station)
    officer = station.officer
    await officer.tap_payload(f"survey:report.{number}")
    assert (await content_of(station, officer)).startswith(b"%PDF")
    assert (await content_of(station, officer, 1)).startswith(b"PK")
    await officer.tap("Русский")
    await officer.tap_payload(f"survey:slides.{number}")
    deck = pptx.Presentation(io.BytesIO(await content_of(station, officer)))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 5
    assert next(iter(charts[0].plots[0].categories)) == "5 — абдан жакшы"


async def test_residents_hear_what_came_of_it_who_answered_first(either_station: Station) -> None:
    station = either_station
    idle = await station.resident()
    number = await station.opened()
    phones = [await station.resident() for _ in range(5)]
    for phone in phones:
        await station.answer_small(phone, number, mark=2)
    officer = station.officer
    assert "ал бүткөндөн кийин" in await officer.tap_payload(f"survey:publish.{number}")
    await station.close(number)
    await officer.tap_payload(f"survey:results.{number}")
    await officer.tap("Тургундарга айтуу")
    await officer.tap("Суроо mark")
    await officer.tap("Даяр")
    await officer.write("Сууну 1-майга чейин оңдойбуз.")
    preview = await officer.tap("Өткөрүп")
    assert "Сиздер айттыңыздар: Суу кызматы" in preview
    assert "Сууну 1-майга чейин оңдойбуз." in preview
    await station.approve_last()
    await station.tick()
    came = list(await station.deliver(most=5))
    assert set(came) == {phone.address for phone in phones}
    rest = await station.deliver()
    assert idle.address in rest
    assert not set(rest) & set(came)


async def test_a_presentation_counts_for_the_plan(station: Station) -> None:
    number = await answered(station)
    officer = station.officer
    await officer.tap_payload(f"survey:present.{number}")
    await officer.tap("Жергиликтүү кеңеш")
    await officer.write("25.11.2026")
    assert "Белгиленди" in await officer.write("20.11.2026")
    (noted,) = await station.all(Presentation)
    assert (noted.presented_to, noted.held_on) == (PresentedTo.COUNCIL, at("2026-11-20 00:00").date())


async def test_it_is_compared_with_the_wave_before(station: Station) -> None:
    first = await station.opened(WHOLE)
    for _ in range(6):
        await station.respond(first, given(2))
    await station.close(first)
    form = await station.stored_form()
    officer = station.officer
    await officer.tap_payload(f"sf:send.{form.id}")
    await officer.tap("Бардык тургундар")
    await officer.tap("Аты менен")
    await officer.tap("7 күн")
    second = (await station.survey()).id
    await officer.tap_payload(f"survey:openyes.{second}")
    for _ in range(6):
        await station.respond(second, given(4))
    found = await station.results(second)
    assert found.before is not None
    assert found.before.responses == 6
    assert found.before.tallies["mark"].mean == 2
    t = Translator("ky", BISHKEK)
    drawn = chart(t, found, found.questionnaire.questions[0], at("2026-11-20 00:00").date())
    assert "Мурунку жолу: 2" in drawn.figure_words
    assert [bar.before for bar in drawn.bars] == [0, 0, 0, 1, 0]


async def test_a_ready_one_taken_anew_is_compared_too(station: Station) -> None:
    """Each quarter the office takes the same ready questionnaire."""
    content = load_templates()["after_hearing"]
    by = await station.person(station.officer)
    waves = []
    for mark in (2, 4):
        async with station.database.session() as session:
            form = await making.open_form(
                session, content, Source.TEMPLATE, by, clock.now(), template="after_hearing"
            )
            await making.mark_tried(session, form.id, by, clock.now())
            form_id = form.id
        number = await station.prepared_from(form_id, anonymous=True)
        await station.officer.tap_payload(f"survey:openyes.{number}")
        for _ in range(5):
            await station.respond(number, {"was": "yes", "clear": mark})
        await station.close(number)
        waves.append(number)
    before = (await station.results(waves[1])).before
    assert before is not None
    assert before.tallies["clear"].mean == 2


async def test_every_template_can_be_reported(station: Station) -> None:
    """Nothing answered, and little answered: papers are made all the same."""
    for content in load_templates().values():
        number = await station.opened(content)
        await station.officer.tap_payload(f"survey:report.{number}")
        await station.officer.tap_payload(f"survey:slides.{number}.ru")
        assert station.officer.seen[-1].message.attachments


async def test_ways_are_told_apart(station: Station) -> None:
    number = await station.opened(WHOLE)
    for origin in (Origin.TELEGRAM, Origin.MEETING, Origin.PAPER):
        for _ in range(5):
            await station.respond(number, given(), origin=origin)
    assert (await station.results(number)).by_origin == {"telegram": 5, "meeting": 5, "paper": 5}
    assert "кагазда: 5" in await station.officer.tap_payload(f"survey:results.{number}")


async def test_surveys_count_for_the_plan(either_station: Station) -> None:
    station = either_station
    number = await answered(station)
    officer = station.officer
    await officer.tap_payload(f"survey:box.{number}")
    await officer.write("12")
    await officer.tap_payload(f"survey:present.{number}")
    await officer.tap("Коомдук угуу")
    assert "Сурамжылоо ачылган күн: 20-ноябрь" in await officer.write("19.11.2026")
    await officer.write("20.11.2026")
    await officer.write("/polls")
    told = await officer.tap("План үчүн")
    assert "✅ 4-квартал: 1 анкета" in told
    assert "▫️ 1-квартал: 0 анкета" in told
    assert "▫️ өткөрүлгөн сурамжылоо: 1, жылына кеминде 2" in told
    assert "ушул жерде жана кагазда: 24" in told
    assert "үкөктөгү анкета: 12" in told
    assert "✅ Коомдук угуу: 20-ноябрь, 2026-ж." in told
    assert "▫️ Жергиликтүү кеңеш: азырынча жок" in told


async def test_very_many_answers_are_written_down_by_the_clock(
    either_station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = either_station
    number = await answered(station)
    monkeypatch.setattr(handing_out, "MOST_AT_ONCE", 10)
    assert "файлдарды жөнөтөм" in await station.officer.tap_payload(f"survey:export.{number}")
    await station.tick()
    await station.officer.receive()
    book = CalamineWorkbook.from_filelike(io.BytesIO(await content_of(station, station.officer)))
    assert len(book.get_sheet_by_index(0).to_python()) == 25
    before = len(station.officer.seen)
    await station.tick()
    await station.officer.receive()
    assert len(station.officer.seen) == before, "once"


async def test_more_answers_than_a_sheet_holds_are_told_of(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await answered(station)
    monkeypatch.setattr(handing_out, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(handing_out, "MOST_ROWS", 20)
    await station.officer.tap_payload(f"survey:export.{number}")
    await station.tick()
    assert "20 сап гана батат" in await station.told(station.officer)


async def test_groups_stand_beside_each_other(station: Station) -> None:
    number = await station.opened(WHOLE)
    for mark, village in ((5, "ming-bulak"), (2, "kara-suu")):
        for _ in range(5):
            await station.respond(number, given(mark, one="a" if mark == 5 else "b"), village=village)
    found = await station.results(number)
    by = next(one for one in found.breakdowns if one.dimension is Dimension.VILLAGE)
    t, today = Translator("ru", BISHKEK), at("2026-11-20 00:00").date()
    marks = group_chart(t, found, found.questionnaire.by_name["mark"], by, today)
    assert [(bar.label, bar.share, bar.shown) for bar in marks.bars] == [
        ("Мин-Булак (5)", 1.0, "5"),
        ("Кара-Суу (5)", 0.4, "2"),
    ]
    chosen = group_chart(t, found, found.questionnaire.by_name["one"], by, today)
    assert [bar.shown for bar in chosen.bars] == ["100\xa0%", "0\xa0%"]
    assert "«A (ру)»" in chosen.notes[0]


async def test_a_report_tells_who_did_not_say_and_in_the_readers_language(station: Station) -> None:
    number = await station.opened(WHOLE)
    for sex in ("female",) * 6 + (None,) * 7:
        await station.respond(number, given(4, sex=sex))
    found = await station.results(number)
    t = Translator("ky", BISHKEK)
    paper = await report(t, "", found, Said({}), at("2026-11-20 00:00").date())
    tables = [part for part in paper.parts if isinstance(part, Table)]
    rows = [row[1:3] for row in tables[0].rows]
    assert ("кыргызча", "13") in rows
    assert ("айтылган жок же өтө аз", "7") in rows
    said = results_texts.sentence(t, found.questionnaire.questions[0], found.tallies["mark"])
    assert "4 же 5 деген бааны 100%" in said


async def test_a_questionnaire_counts_when_it_is_ready_and_when_it_is_asked_again(station: Station) -> None:
    await station.form(tried=False)
    await station.prepared()
    clock.move_to(at("2027-02-01 10:00"))
    by = await station.person(station.officer)
    async with station.database.session() as session:
        form_id = (await station.survey()).form_id
        plan = Plan(form_id=form_id, anonymous=True, audience={}, closes_at=at("2027-02-20 20:00"))
        again = await running.prepare(session, plan, by, clock.now(), BISHKEK)
        await running.open_without_sending(session, again.id, by, clock.now())
    async with station.database.reading() as session:
        old, new = [(await planning.figures(session, year, BISHKEK)).questionnaires for year in (2026, 2027)]
    assert old == {1: 0, 2: 0, 3: 0, 4: 1}, "a draft nobody tried is none"
    assert new == {1: 1, 2: 0, 3: 0, 4: 0}
