"""Residents answer: one question a message, once each, and nothing is lost on the way."""

import pytest

from bot.areas.surveys import personal
from bot.areas.surveys.models import Answer, Participation, Response
from bot.areas.surveys.questionnaire.content import Questionnaire, QuestionType
from bot.areas.surveys.results import Origin
from bot.core.contacts import Person
from bot.core.dialogs.store import DialogState
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.office import SKIP
from tests.areas.broadcasts.press import send_file
from tests.areas.surveys.station import Station, question, words


async def test_a_resident_answers_from_first_to_last(either_station: Station) -> None:
    station = either_station
    number = await station.opened()
    phone = await station.resident()
    asked = await phone.tap_payload(f"sv:start.{number}")
    assert "3 суроонун 1-суроосу" in asked
    assert "Суроо mark" in asked
    why = await phone.tap("2")
    assert "Суроо mark — 2" in why, "a why alone says nothing"
    assert "Суроо mark_why" in why
    assert "3 суроонун 2-суроосу" in await phone.write("Суу ылай")
    assert "4 суроонун 3-суроосу" in await phone.tap("Жок")
    await phone.tap("RIVER")
    await phone.tap(SKIP)
    review = await phone.write("Айгүл Асанова")
    assert "1↳. Суроо mark_why <b>Суу ылай</b>" in review
    assert "2. Суроо water <b>Жок</b>" in review, "as it was numbered when it was asked"
    assert "RIVER" in review
    assert "Рахмат" in await phone.tap("Жоопторду жөнөтүү")
    (response,) = await station.all(Response)
    assert response.name == "Айгүл Асанова"
    answers = {one.question: one.item or one.text for one in await station.all_of(Answer)}
    assert answers == {"mark": "2", "mark_why": "Суу ылай", "water": "no", "source": "river"}


async def test_one_person_answers_once(station: Station) -> None:
    number = await station.opened()
    phone = await station.resident()
    await station.answer_small(phone, number)
    assert "жооп бергенсиз" in await phone.tap_payload(f"sv:start.{number}")
    assert "жооп бергенсиз" in await phone.write(f"/start s_{number}")
    assert len(await station.all(Response)) == 1
    (taken,) = await station.all_of(Participation)
    assert taken.finished


async def test_an_answer_left_behind_by_another_path_does_not_count(station: Station) -> None:
    number = await station.opened()
    phone = await station.resident()
    await phone.tap_payload(f"sv:start.{number}")
    await phone.tap("5")
    await phone.tap("Жок")
    await phone.tap("WELL")
    await phone.tap("Артка")
    await phone.tap("Артка")
    await phone.tap("Ооба")
    await phone.tap(SKIP)
    assert "WELL" not in await phone.write("Асан")
    await phone.tap("Жоопторду жөнөтүү")
    assert {one.question for one in await station.all_of(Answer)} == {"mark", "water"}


async def test_an_answer_is_changed_from_the_last_look(station: Station) -> None:
    number = await station.opened()
    phone = await station.resident()
    await phone.tap_payload(f"sv:start.{number}")
    await phone.tap("5")
    await phone.tap("Ооба")
    await phone.tap(SKIP)
    await phone.write("Асан")
    await phone.tap("Жоопту өзгөртүү")
    assert "Суроо water" in await phone.tap("2. Суроо water")
    # The change brings a new question with it; after that one is back at the last look.
    assert "Суроо source" in await phone.tap("Жок")
    assert "Сиздин жоопторуңуз" in await phone.tap("WELL")
    await phone.tap("Жоопторду жөнөтүү")
    answers = {one.question: one.item for one in await station.all_of(Answer)}
    assert answers == {"mark": "5", "water": "no", "source": "well"}


async def test_stop_and_go_on_tomorrow_in_another_language(station: Station) -> None:
    number = await station.opened()
    phone = await station.resident()
    await phone.tap_payload(f"sv:start.{number}")
    await phone.tap("4")
    await phone.write("/menu")
    async with station.database.session() as session:
        (await session.get_one(Person, await station.person(phone))).language = "ru"
    asked = await phone.tap_payload(f"sv:start.{number}")
    assert "Вопрос 2 из 3" in asked
    assert "Суроо water (ру)" in asked


@pytest.mark.parametrize("typed", ["7", "0", "жакшы", "-1", ""])
async def test_what_is_no_mark_is_told_what_to_do(station: Station, typed: str) -> None:
    number = await station.opened()
    phone = await station.resident()
    await phone.tap_payload(f"sv:start.{number}")
    assert "1 менен 5 ортосундагы" in await phone.write(typed)
    assert "Суроо water" in await phone.write("3")


async def test_a_survey_that_is_over_takes_no_answers(station: Station) -> None:
    number = await station.opened()
    phone, late, idle, leaving = [await station.resident() for _ in range(4)]
    for one in (idle, leaving):
        await one.tap_payload(f"sv:start.{number}")
        await one.tap("5")
    await phone.tap_payload(f"sv:start.{number}")
    await phone.tap("5")
    await phone.tap("Ооба")
    await phone.tap(SKIP)
    await phone.write("Асан")
    await station.close(number)
    assert "Бул сурамжылоо бүттү" in await phone.tap("Жоопторду жөнөтүү")
    told = await leaving.tap("Ооба")
    assert "Бул сурамжылоо бүттү" in told, "at once, not after the last question"
    assert "Суроо" not in told
    assert "Улантуу" not in "".join(leaving.buttons)
    assert "Бул сурамжылоо бүттү" in await late.tap_payload(f"sv:start.{number}")
    assert not await station.all(Response)
    # A day later the unfinished answers of who didn't come back don't lie about either.
    assert len(await station.all_of(DialogState)) == 1
    await station.tick(hours=25)
    assert not await station.all_of(DialogState)


async def test_a_survey_of_one_village_is_for_its_residents(station: Station) -> None:
    villages = await station.villages()
    number = await station.opened(audience={"villages": [villages["ming-bulak"]]})
    other = await station.resident(village="kara-suu")
    assert "башка айылдардын" in await other.tap_payload(f"sv:start.{number}")
    assert "Суу кызматы" not in await other.write("/surveys")
    own = await station.resident()
    await own.write("/surveys")
    assert "ким эмне деп жооп бергенин" in await own.tap("Суу кызматы")
    assert "Суроо mark" in await own.tap("Баштоо")


async def test_the_code_tells_first_whether_names_are_known(station: Station) -> None:
    number = await station.opened(anonymous=True)
    phone = await station.resident()
    told = await phone.write(f"/start s_{number}")
    assert "эч ким биле албайт" in told
    assert "Суроо mark" not in told
    assert "Суроо mark" in await phone.tap("Баштоо")


async def test_the_code_in_the_hall_is_told_from_others(station: Station) -> None:
    number = await station.opened()
    phone = await station.resident()
    await phone.write(f"/start s_{number}_m")
    await phone.tap("Баштоо")
    await phone.tap("5")
    await phone.tap("Ооба")
    await phone.tap(SKIP)
    await phone.write("Асан")
    await phone.tap("Жоопторду жөнөтүү")
    (response,) = await station.all(Response)
    assert response.origin is Origin.MEETING


async def test_a_voice_is_taken_where_words_are_asked(station: Station) -> None:
    number = await station.opened()
    phone = await station.resident()
    await phone.tap_payload(f"sv:start.{number}")
    await phone.tap("1")
    assert "Суроо water" in await send_file(phone, AttachmentKind.VOICE)
    await phone.tap("Ооба")
    assert "үн билдирүү" in await send_file(phone, AttachmentKind.PHOTO)
    await phone.tap(SKIP)
    assert "үн билдирүү" in await phone.write("Асан")
    await phone.tap("Жоопторду жөнөтүү")
    (spoken,) = [one for one in await station.all_of(Answer) if one.question == "mark_why"]
    assert spoken.file_id is not None


async def test_a_resident_takes_their_answers_along_and_leaves_no_name(station: Station) -> None:
    number = await station.opened()
    phone = await station.resident()
    await station.answer_small(phone, number, wish="Суу")
    person = await station.person(phone)
    async with station.database.session() as session:
        kept = await personal.kept_data(session, person)
        (mine,) = kept["surveys"]
        assert {"question": "wish", "answer": "Суу"} in mine["answers"]
        await personal.forget(session, person)
    (response,) = await station.all(Response)
    assert (response.name, response.person_id) == (None, None)


NEED = Questionnaire(
    title=words("Керек"),
    questions=(
        question("need", QuestionType.SEVERAL, options="water roads light", required=False),
        question("where", QuestionType.PLACE, required=False),
    ),
)


@pytest.mark.parametrize("said", ["1, 3", "water, light", "light и water", "3\n1"])
async def test_several_are_typed_in_a_row(station: Station, said: str) -> None:
    number = await station.opened(NEED, anonymous=True)
    phone = await station.resident()
    await phone.tap_payload(f"sv:start.{number}")
    await phone.write(said)
    assert {"✅ WATER", "✅ LIGHT", "ROADS"} <= set(phone.buttons)
    assert not any(SKIP in label for label in phone.buttons), "skipping would throw the ticks away"
    assert "Үйүңүздү белгилесеңиз" in await phone.tap("Даяр")


async def test_who_has_no_buttons_types_them(station: Station) -> None:
    number = await station.opened(NEED)
    phone = await station.resident()
    await phone.tap_payload(f"sv:start.{number}")
    assert "Суроо where" in await phone.write("өткөрүп жиберүү")
    assert "Суроо need" in await phone.write("Артка")
    assert "Эч нерсе жөнөтүлгөн жок" in await phone.write("жокко чыгаруу")
