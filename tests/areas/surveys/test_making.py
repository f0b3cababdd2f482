"""An officer makes a questionnaire in chat, tries it, sends it; a second person agrees; residents answer."""

from bot.areas.surveys import jobs as survey_jobs
from bot.areas.surveys.models import Form, Response, SurveyState
from bot.areas.surveys.questionnaire.content import QuestionType, Role
from bot.core import clock
from tests.areas.broadcasts.office import SKIP, at
from tests.areas.broadcasts.press import RUSSIAN
from tests.areas.residents.chat import Phone
from tests.areas.surveys.station import Station


async def begin(phone: Phone) -> None:
    await phone.write("/polls")
    await phone.tap("Анкеталар")
    await phone.tap("Ушул жерде жазуу")
    await phone.write("Жолдор тууралуу")
    await phone.write("О дорогах")
    await phone.tap(SKIP)


async def add_scale(phone: Phone) -> str:
    await phone.tap("1ден 5ке чейин баа")
    await phone.write("Жолдун абалы кандай?")
    await phone.write("Каково состояние дороги?")
    await phone.tap("Ооба")  # why
    return await phone.tap("Ооба")  # must


async def add_choice(phone: Phone) -> str:
    await phone.tap("Суроо кошуу")
    await phone.tap("Бирөөнү тандоо")
    await phone.write("Кайсы көчөдөн баштайлы?")
    await phone.tap(SKIP)
    assert "Жок дегенде эки жооп" in await phone.write("Ленин")
    await phone.write("1. Ленин\n2. Манас\n- Ош")
    assert "Кыргызча 3 жооп, орусча 2" in await phone.write("Ленина\nМанаса")
    await phone.write("Ленина\nМанаса\nОшская")
    await phone.tap("Ооба")  # other
    await phone.tap("Жок")  # may be skipped
    await phone.tap("Жолдун абалы")  # asked of some
    await phone.tap("1")
    await phone.tap("2")
    return await phone.tap("Даяр")


async def test_made_tried_sent_and_answered(either_station: Station) -> None:
    station = either_station
    officer = station.officer
    await begin(officer)
    assert "Жолдун абалы кандай?" in await add_scale(officer)
    card = await add_choice(officer)
    assert "Кайсы көчөдөн баштайлы?" in card
    assert "Орусчасы жок: 2-суроо." in card, "a missing language is warned of, and where"
    content = (await station.stored_form()).questionnaire
    assert [one.name for one in content.questions] == ["q1", "q1_why", "q2", "q2_other"]
    assert content.by_name["q2"].relevant == "${q1} = 1 or ${q1} = 2"
    assert [o.label["ky"] for o in content.by_name["q2"].options] == ["Ленин", "Манас", "Ош", "Башка"]
    # Nobody gets what its maker has not tried.
    assert "өзүңүз бир сынап" in await officer.tap("Жөнөтүү")
    await officer.tap("Сынап көрүү")
    await officer.tap("2")
    await officer.tap(SKIP)
    await officer.tap("Башка")
    await officer.write("Чүй көчөсү")
    assert "Сыноо бүттү" in await officer.tap("Сыноону бүтүрүү")
    assert not await station.all(Response)

    await officer.tap("Жөнөтүү")
    await officer.tap("Бардык тургундар")
    await officer.tap("Атысыз")
    preview = await officer.tap("7 күн")
    assert "Сурамжылоо: Жолдор тууралуу" in preview
    assert "Опрос: О дорогах" in preview
    assert "эч ким биле албайт" in preview
    phone, other = await station.resident(), await station.resident(RUSSIAN)
    await station.approve_last()
    await station.tick()
    came = await station.deliver()
    assert "Жооп берүүнүн акыркы күнү: 27-ноябрь, 2026-ж." in came[phone.address]
    assert "Опрос: О дорогах" in came[other.address]
    await station.tick(seconds=5)
    survey = await station.survey()
    assert survey.state is SurveyState.OPEN
    asked = await other.tap_payload(f"sv:start.{survey.id}")
    assert "Каково состояние дороги?" in asked
    await other.tap("5")
    assert "Проверьте" not in await other.tap("Пропустить")
    assert "Спасибо" in await other.tap("Отправить ответы")


async def test_sex_and_age_are_added_by_one_tap_once(station: Station) -> None:
    """As the ready questionnaires ask them, so that results are shown by them."""
    officer = station.officer
    await begin(officer)
    await add_scale(officer)
    await officer.tap("Жынысын, жашын да суроо")
    content = (await station.stored_form()).questionnaire
    assert [one.role for one in content.questions if one.role] == [Role.SEX, Role.AGE]
    assert not any("Жынысын" in label for label in officer.buttons)
    await officer.tap("Суроолор")
    await officer.tap("Жашыңыз")
    await officer.tap("🗑 Алып салуу")
    await officer.tap("Ооба, алып салуу")
    await officer.tap("Жынысын, жашын да суроо")
    content = (await station.stored_form()).questionnaire
    assert [one.role for one in content.questions if one.role] == [Role.SEX, Role.AGE]


async def test_questions_are_moved_changed_and_removed(station: Station) -> None:
    await station.form()
    officer = station.officer
    await officer.write("/polls")
    await officer.tap("Анкеталар")
    await officer.tap("Суу кызматы")
    await officer.tap("Суроолор")
    await officer.tap("2. Суроо water")
    await officer.tap("Жогору")
    names = [one.name for one in (await station.stored_form()).questionnaire.questions]
    assert names == ["water", "mark", "mark_why", "source", "wish"]
    await officer.tap("1. Суроо water")
    await officer.tap("Алып салуу")
    # Another question asks about it.
    assert "мындай суроо мурун жок" in await officer.tap("Ооба, алып салуу")
    await officer.tap("2. Суроо mark")
    await officer.tap("Сөздөрүн өзгөртүү")
    await officer.write("Суу <b>кандай</b>?")
    assert "Суу &lt;b&gt;кандай&lt;/b&gt;?" in await officer.tap(SKIP)
    await officer.tap("Суроолор")
    assert "1-суроого «Жок» деп жооп берсеңиз" in await officer.tap("3. Суроо source")


async def test_what_is_answered_is_locked_and_copied(station: Station) -> None:
    number = await station.opened()
    await station.answer_small(await station.resident(), number)
    officer = station.officer
    form = await station.stored_form()
    card = await officer.tap_payload(f"sf:card.{form.id}")
    assert "өзгөрбөйт" in card
    assert "Көчүрмөсүн жасап" in await officer.tap_payload(f"sf:add.{form.id}")
    await officer.tap_payload(f"sf:card.{form.id}")
    await officer.tap("Көчүрмөсүн жасоо")
    copy = await station.stored_form()
    assert (copy.series, copy.version, copy.content) == (form.id, 2, form.content)


async def test_a_question_nobody_comes_to_is_told(station: Station) -> None:
    officer = station.officer
    form_id = await station.form()
    async with station.database.session() as session:
        form = await session.get_one(Form, form_id)
        content = dict(form.content)
        content["questions"] = [dict(one) for one in content["questions"]]
        content["questions"][3]["relevant"] = "${water} = 'no' and ${mark} > 5"
        form.content = content
    assert "«Суроо source» деген суроого эч ким жетпейт" in await officer.tap_payload(f"sf:card.{form_id}")


async def test_every_kind_of_question_can_be_made(station: Station) -> None:
    officer = station.officer
    await begin(officer)
    await officer.tap("Суроо эмес")
    await officer.write("Бул жол тууралуу.")
    await officer.tap(SKIP)
    for label in ("Сан", "Күн", "Сүрөт", "Картадагы жер", "Үн билдирүү", "Өз сөзү", "Ооба же жок"):
        await officer.tap("Суроо кошуу")
        await officer.tap(label)
        await officer.write(f"Суроо: {label}")
        await officer.tap(SKIP)
        await officer.tap("Жок")
        if officer.buttons and "Баары" in officer.buttons:
            await officer.tap("Баары")
    await officer.tap("Суроо кошуу")
    await officer.tap("ирети менен")
    await officer.write("Эң маанилүүлөрү?")
    await officer.tap(SKIP)
    await officer.write("Суу\nЖол\nЖарык")
    await officer.tap(SKIP)
    await officer.tap("3")
    await officer.tap("Ооба")
    await officer.tap("Баары")
    kinds = [one.type for one in (await station.stored_form()).questionnaire.questions]
    assert set(kinds) >= set(QuestionType) - {
        QuestionType.CALCULATION,
        QuestionType.ONE,
        QuestionType.SEVERAL,
        QuestionType.SCALE,
    }


async def test_reminders_only_to_those_who_have_not_finished(station: Station) -> None:
    done, begun, idle = [await station.resident() for _ in range(3)]
    number = await station.prepared()
    survey = await station.survey()
    by = await station.person(station.officer)
    assert survey.broadcast_id is not None
    await station.submit(survey.broadcast_id, by)
    await station.approve(survey.broadcast_id, await station.person(station.head))
    await station.tick()
    await station.deliver()
    await station.tick(seconds=5)
    await station.answer_small(done, number)
    await begun.tap_payload(f"sv:start.{number}")
    moment = station.moment()
    async with station.database.reading() as session:
        due = await survey_jobs.next_due(session, moment.now, moment.timezone)
    assert due == at("2026-11-24 20:00"), "three days before the end"
    await station.go_to(at("2026-11-24 21:30"))
    assert not await station.deliver(), "nobody is woken"
    clock.move_to(at("2026-11-25 08:30"))
    await station.tick()
    came = await station.deliver()
    assert begun.address in came
    assert idle.address in came
    assert done.address not in came
    await station.tick(minutes=10)
    assert not await station.deliver(), "each reminder once"
    clock.move_to(at("2026-11-27 20:01"))
    await station.tick()
    assert (await station.survey()).state is SurveyState.CLOSED
    assert "сурамжылоосу бүттү" in await station.told(station.officer)


async def test_choices_are_changed_and_keep_their_names(station: Station) -> None:
    await station.form()
    officer = station.officer
    form = await station.stored_form()
    await officer.tap_payload(f"sf:q.{form.id}.3")
    assert "RIVER\nWELL" in await officer.tap("Жоопторун өзгөртүү")
    await officer.write("Дарыя\nКудук\nАрык")
    assert "Суроо source" in await officer.tap(SKIP)
    options = (await station.stored_form()).questionnaire.by_name["source"].options
    assert [(one.name, one.label["ky"]) for one in options] == [
        ("river", "Дарыя"),
        ("well", "Кудук"),
        ("o1", "Арык"),
    ]
