"""Mandates: from a resident to their deputy, to the council, to the neighbours, to the report."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.clockwork.mandates import mandate_job
from bot.areas.appeals.models import Appeal, AppealAuthor, AppealState, AppealSupport
from bot.areas.people.models import Role, RoleGrant
from bot.core import clock
from bot.core.messages import AttachmentKind, Location
from tests.areas.appeals.desk import Desk
from tests.areas.broadcasts.office import SKIP, at
from tests.areas.broadcasts.press import send_file
from tests.areas.residents.chat import Phone

WORDS = "Мектепке жол керек"


async def give(phone: Phone, words: str = WORDS, seen: str = "Баары") -> str:
    await phone.write("/deputy")
    await phone.tap("Сунуш-талап берүү")
    await phone.write(words)
    await phone.tap(SKIP)
    await phone.tap(SKIP)
    await phone.tap(SKIP)
    look = await phone.tap(seen)
    assert words in look
    return await phone.tap("Жөнөтүү")


async def the_mandate(desk: Desk) -> Appeal:
    found: Appeal = (await desk.all(Appeal))[-1]
    return found


async def leave(desk: Desk, phone: Phone) -> None:
    """The role of a deputy ends."""
    person = await desk.person(phone)
    async with desk.database.session() as session:
        await session.execute(
            update(RoleGrant).where(RoleGrant.person_id == person).values(revoked_at=clock.now())
        )


async def test_from_street_to_answer(either_desk: Desk) -> None:
    desk = either_desk
    deputy = await desk.deputy()
    author = await desk.resident()
    asked = await author.write("/deputy")
    assert "Көчөңүздү тандаңыз" in asked
    await author.tap("More" if "More" in str(author.buttons) else "Манас көчөсү")
    assert "Эркин Садыков" in str(author.seen[-1].message.text)
    receipt = await give(author)
    mandate = await the_mandate(desk)
    assert mandate.number in receipt
    assert WORDS in await desk.told(deputy)
    await deputy.tap_payload(f"dm:card.{mandate.id}")
    await deputy.tap("Кабыл алуу")
    await deputy.write("Жолду тегиздейбиз")
    await deputy.write("25.12")
    assert "Жолду тегиздейбиз" in await desk.told(author)
    assert "Жолду тегиздейбиз" in await deputy.write("/mandates")
    await deputy.tap_payload(f"dm:answer.{mandate.id}")
    await deputy.tap("Аткарылды")
    await deputy.write("Жол тегизделди")
    await deputy.tap(SKIP)
    assert "Жол тегизделди" in await desk.told(author)
    assert (await desk.find(mandate.id)).state is AppealState.CLOSED
    assert "Жол тегизделди" in await author.tap_payload(f"md:card.{mandate.id}")
    assert "Аткарылганы: 1" in await deputy.tap_payload("dm:draft")


async def test_what_a_deputy_calls_repaired_is_shown(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    mandate = await desk.mandate(author, deputy)
    await deputy.tap_payload(f"dm:answer.{mandate.id}")
    await deputy.tap("Оңдолду")
    assert "түшүндүрүп" in await deputy.write("ж"), "one letter explains nothing"
    assert "сүрөтүн жөнөтүңүз" in await deputy.write("Жол тегизделди")
    assert SKIP not in str(deputy.buttons)
    await send_file(deputy, AttachmentKind.DOCUMENT)
    assert "сүрөтүн жөнөтүңүз" in await deputy.tap("Даяр"), "a paper shows no road"
    await send_file(deputy, AttachmentKind.PHOTO)
    await deputy.tap("Даяр")
    assert (await desk.find(mandate.id)).state is AppealState.CLOSED


async def test_a_whole_village_asks_nothing_and_a_district_without_deputies_says_so(desk: Desk) -> None:
    author = await desk.resident(village="ak-terek")
    said = await author.write("/deputy")
    assert "Ак-Терек №3" in said
    assert "азырынча жок" in said
    assert "берүү" not in str(author.buttons)
    assert "Айыл өкмөтүнө жазуу" in author.buttons[0]
    await desk.deputy("Мирлан Осмонов", "ak-terek")
    await desk.deputy("Гүлнара Асанова", "ak-terek")
    said = await author.write("/deputy")
    assert "Мирлан Осмонов" in said
    assert "Гүлнара Асанова" in said
    assert "Кайсы депутатка" in await author.tap("берүү")
    await author.tap("Гүлнара")
    assert "эмнени чечиши керек" in str(author.seen[-1].message.text)


async def test_a_street_that_is_missing_leads_to_the_district_and_it_can_be_changed(desk: Desk) -> None:
    author = await desk.resident()
    await author.write("/deputy")
    await author.tap("Көчөм бул жерде жок")
    assert "Кара-Суу №2" in await author.tap("Кара-Суу")
    await author.tap("Округду өзгөртүү")
    await author.tap("Ак-Терек")
    found = (await desk.all_of(AppealAuthor))[0]
    district = found.district_id
    assert "Ак-Терек №3" in await author.write("/deputy")
    await author.tap("Округду өзгөртүү")
    await author.tap("Миң-Булак")
    assert "Манас №1" in await author.write("токтогул")
    assert (await desk.all_of(AppealAuthor))[0].district_id != district


async def test_neighbours_support_once_and_others_only_read(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    neighbour, stranger = await desk.voter(), await desk.voter("ak-terek", village="ak-terek")
    mandate = await desk.mandate(author, deputy)
    await neighbour.write("/deputy")
    await neighbour.tap("Сунуш-талаптар")
    said = await neighbour.tap("Мектепке жол")
    assert "тургундары гана" not in said
    await neighbour.tap("Мага да маанилүү")
    await neighbour.tap_payload(f"md:support.{mandate.id}")
    assert len(await desk.all_of(AppealSupport)) == 1
    assert "Дагы 1 тургун" in await deputy.tap_payload(f"dm:card.{mandate.id}")
    said = await stranger.tap_payload(f"md:card.{mandate.id}")
    assert WORDS in said
    assert "тургундары гана" in said
    await stranger.tap_payload(f"md:support.{mandate.id}")
    await author.tap_payload(f"md:support.{mandate.id}")
    assert len(await desk.all_of(AppealSupport)) == 1
    await neighbour.tap_payload(f"md:unsupport.{mandate.id}")
    assert not await desk.all_of(AppealSupport)


async def test_the_council_sees_words_but_never_the_author(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    mandate = await desk.mandate(author, deputy, open_to_all=False, name="Айбек Бекпаев", place="Манас 5")
    assert WORDS not in await secretary.tap_payload(f"mc:card.{mandate.id}")
    await deputy.tap_payload(f"dm:council.{mandate.id}")
    await deputy.write("Жол боюнча токтом кабыл алалы")
    told = await desk.told(secretary)
    assert WORDS in told
    assert "токтом кабыл алалы" in told
    said = await secretary.tap_payload(f"mc:card.{mandate.id}")
    assert WORDS in said
    await secretary.tap("Жооп берүү")
    await secretary.tap("Түшүндүрмө")
    await secretary.write("Кийинки сессияда каралат")
    await secretary.tap(SKIP)
    assert "Кийинки сессияда" in await desk.told(author)
    assert "Кийинки сессияда" in await desk.told(deputy)
    read = await desk.all_told(secretary)
    assert "Айбек" not in read
    assert "Манас 5" not in read


async def test_hidden_is_hidden_whatever_button_is_forged(desk: Desk) -> None:
    deputy, author, neighbour = await desk.deputy(), await desk.voter(), await desk.voter()
    mandate = await desk.mandate(author, deputy)
    assert WORDS in await neighbour.tap_payload(f"md:card.{mandate.id}")
    await author.tap_payload(f"md:card.{mandate.id}")
    await author.tap("Башкалардан жашыруу")
    assert WORDS not in await neighbour.tap_payload(f"md:card.{mandate.id}")
    assert WORDS not in await neighbour.write(f"/start deputy_{mandate.id}")
    assert WORDS not in await neighbour.tap_payload(f"md:list.{mandate.district_id}.0")
    await author.tap("Баарына көрсөтүү")
    assert WORDS in await neighbour.tap_payload(f"md:card.{mandate.id}")


VERBS = (
    *(
        f"dm:{verb}.{{id}}"
        for verb in ("card", "plan", "answer", "ask", "council", "decline", "sort", "files")
    ),
    "dm:topic.{id}.water",
    *(f"mc:{verb}.{{id}}" for verb in ("card", "answer", "hand")),
    "mc:to.{id}.{deputy}",
    *(f"md:{verb}.{{id}}" for verb in ("support", "hide", "show", "files")),
    "md:card.x",
    "dm:card.99999999999999",
)


async def test_forged_buttons_do_nothing(desk: Desk) -> None:
    """Through the phone; every state and every end of a form are tried in `test_mandate_matrix`."""
    deputy, author = await desk.deputy(), await desk.voter()
    others = [
        await desk.voter(),
        await desk.deputy("Башка Депутат"),
        await desk.staff(Role.COUNCIL_CHAIR, name="Төрага"),
    ]
    mandate = await desk.mandate(author, deputy, open_to_all=False, name="Айбек Бекпаев")
    before = await _values(desk, mandate.id)
    other = await desk.person(others[1])
    for phone in others:
        for verb in VERBS:
            await phone.tap_payload(verb.format(id=mandate.id, deputy=other))
        await phone.write("Менин сөзүм")
        read = await desk.all_told(phone)
        assert WORDS not in read
        assert "Айбек" not in read
    assert await _values(desk, mandate.id) == before
    assert not await desk.all_of(AppealSupport)


async def _values(desk: Desk, appeal_id: int) -> dict[str, Any]:
    found = await desk.find(appeal_id)
    return {column.name: getattr(found, column.name) for column in Appeal.__table__.columns}


async def test_a_deputy_leaves_and_the_council_hands_over(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    mandate = await desk.mandate(author, deputy, open_to_all=False)
    desk.jobs = (job(None),)
    await leave(desk, deputy)
    await desk.tick(minutes=1)
    assert "депутаты жок калды" in await desk.told(secretary)
    assert WORDS not in await deputy.tap_payload(f"dm:card.{mandate.id}")
    successor = await desk.deputy("Мирлан Осмонов")
    await secretary.write("/council")
    await secretary.tap("⚠️ № ")
    await secretary.tap("Мирлан")
    assert WORDS in await desk.told(successor)
    assert "Мирлан Осмонов" in await desk.told(author)
    assert WORDS not in await desk.all_told(secretary)


def job(meeting: datetime | None) -> Any:
    async def report_meeting(
        _: AsyncSession, _deputy: int, _since: datetime, _until: datetime
    ) -> datetime | None:
        return meeting

    return mandate_job(report_meeting)


async def test_reminders_come_once_in_one_message_a_day(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    await desk.mandate(author, deputy)
    desk.jobs = (job(None),)
    await desk.tick(minutes=1)
    first = await desk.told(deputy)
    assert "Отчетуңуздун күнүн тандаңыз" in first
    count = len(await desk.letters(deputy))
    await desk.tick(hours=1)
    assert len(await desk.letters(deputy)) == count
    await desk.go_to(at("2026-11-28 10:00"))
    assert len(await desk.letters(deputy)) == count
    await desk.go_to(at("2026-11-30 10:00"))
    assert "6 жумуш күнү жоопсуз" in await desk.told(deputy)
    await deputy.write("/mandates")
    await deputy.tap("Отчетумдун күнү")
    said = await deputy.write("20.12")
    assert "Жазылды" in said
    letter = (await desk.letters(secretary))[-1]
    assert "Эркин Садыков" in str(letter.text)
    assert letter.choices[0][0].payload == "mtnew:report.2026-12-20"


async def test_the_day_of_the_report_leaves_time_for_a_lawful_notice(desk: Desk) -> None:
    deputy = await desk.deputy()
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    await desk.go_to(at("2026-12-07 10:00"))
    asked = await deputy.tap_payload("dm:day")
    assert "толук 5 күн" in asked
    assert "13-декабрь" in asked
    assert "13-декабрь" in await deputy.write("12.12"), "five whole days lie between"
    assert "жыйын чакыруу" not in (await desk.told(secretary))
    assert "Жазылды" in await deputy.write("13.12")
    assert "13-декабрь" in await desk.told(secretary)

    desk.jobs = (job(None),)
    await desk.go_to(at("2026-12-08 10:00"))
    assert "күнүн тандаңыз" in await desk.told(deputy), "nobody called it in time: another day is needed"
    await desk.go_to(at("2026-12-28 10:00"))
    assert "кеч болуп калды" in await deputy.tap_payload("dm:day")
    await desk.go_to(at("2026-12-29 10:00"))
    assert not await desk.letters(deputy), "of what can't be done nobody is reminded"


async def test_a_promise_is_recalled_before_on_and_after_its_day(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    mandate = await desk.mandate(author, deputy)
    desk.jobs = (job(clock.now() + timedelta(days=20)),)
    await deputy.tap_payload(f"dm:plan.{mandate.id}")
    await deputy.write("Жолду тегиздейбиз")
    await deputy.write("27.11")
    await desk.go_to(at("2026-11-23 10:00"))
    assert not [one for one in await desk.letters(deputy) if "убада" in str(one.text)]
    await desk.go_to(at("2026-11-24 10:00"))
    assert "убада" in await desk.told(deputy)
    await desk.go_to(at("2026-11-27 10:00"))
    assert "мөөнөтү бүгүн" in await desk.told(deputy)
    await desk.go_to(at("2026-11-30 10:00"))
    assert "өтүп кеткен" in await desk.told(deputy)


async def test_who_did_not_report_is_named_to_the_chair_once(desk: Desk) -> None:
    await desk.deputy()
    chair = await desk.staff(Role.COUNCIL_CHAIR, name="Төрага")
    desk.jobs = (job(None),)
    await desk.go_to(at("2027-01-11 10:00"))
    assert "Эркин Садыков" in await desk.told(chair)
    count = len(await desk.letters(chair))
    await desk.go_to(at("2027-01-12 10:00"))
    assert len(await desk.letters(chair)) == count


async def test_blocked_or_too_often_is_said_before_anything_is_asked(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    for _ in range(5):
        await desk.mandate(author, deputy)
    await author.write("/deputy")
    said = await author.tap("Сунуш-талап берүү")
    assert "эмнени чечиши керек" not in said


async def test_a_deputy_opens_the_mandate_from_what_its_author_did(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    mandate = await desk.mandate(author, deputy)
    await author.tap_payload(f"my:reply.{mandate.id}")
    await author.write("Көпүрө да керек")
    await author.tap("Жөнөтүү")
    await author.tap_payload(f"my:gone.{mandate.id}")
    replied, withdrawn = (await desk.letters(deputy))[-2:]
    assert "Көпүрө да керек" in str(replied.text)
    for letter in (replied, withdrawn):
        assert WORDS in await deputy.tap_payload(letter.choices[0][0].payload)


@pytest.mark.parametrize("card", ["md", "my"])
async def test_an_author_has_one_card_wherever_they_come_from(desk: Desk, card: str) -> None:
    deputy, author, neighbour = await desk.deputy(), await desk.voter(), await desk.voter()
    mandate = await desk.mandate(author, deputy, place="Манас 5")
    await neighbour.tap_payload(f"md:support.{mandate.id}")
    said = await author.tap_payload(f"{card}:card.{mandate.id}")
    assert "Дагы 1 тургун" in said
    assert "Эркин Садыков" in said
    assert "Манас 5" in said
    assert "Манас 5" not in await neighbour.tap_payload(f"md:card.{mandate.id}")
    assert "Кошумчалоо" not in str(neighbour.buttons)
    await author.tap("Башкалардан жашыруу")
    assert not (await desk.find(mandate.id)).open_to_all
    await deputy.tap_payload(f"dm:ask.{mandate.id}")
    await deputy.write("Кайсы жол?")
    assert "Кайсы жол?" in await author.tap_payload(f"{card}:card.{mandate.id}")
    await author.tap("Жооп берүү")
    await author.write("Манас көчөсү")
    await author.tap("Жөнөтүү")
    assert "Манас көчөсү" in await author.tap_payload(f"{card}:card.{mandate.id}")
    assert "Манас көчөсү" in await desk.told(deputy)
    await author.tap("Кайтарып алуу")
    await author.tap_payload(f"my:gone.{mandate.id}")
    assert (await desk.find(mandate.id)).state is AppealState.WITHDRAWN
    await author.tap("Кайрылууларым")
    assert mandate.number in str(author.buttons)


async def tell_first(phone: Phone) -> None:
    """The words and a photo come before the kind is chosen."""
    await phone.write("/appeal")
    await phone.write(WORDS)
    await send_file(phone, AttachmentKind.PHOTO, "p1")


async def test_what_was_told_before_the_kind_goes_to_the_deputy(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.resident()
    await tell_first(author)
    await author.tap("Депутатыма")
    said = await author.tap("Манас көчөсү")
    assert "Сүрөт" in said, "the district is asked for, the matter no more"
    await author.tap("Даяр")
    await author.tap(SKIP)
    await author.tap(SKIP)
    assert WORDS in await author.tap("Баары")
    await author.tap("Жөнөтүү")
    mandate = await the_mandate(desk)
    assert (mandate.text, [kind for kind, _ in mandate.attachments]) == (WORDS, ["photo"])
    assert mandate.deputy_id == await desk.person(deputy)


@pytest.mark.parametrize("first", [True, False])
async def test_the_words_can_be_changed_at_the_last_look_and_on_the_way_back(desk: Desk, first: bool) -> None:
    await desk.deputy()
    author = await desk.voter()
    if first:
        await tell_first(author)
        await author.tap("Депутатыма")
    else:
        await author.write("/deputy")
        await author.tap("Сунуш-талап берүү")
        await author.write(WORDS)
        await send_file(author, AttachmentKind.PHOTO, "p1")
    assert WORDS in await author.tap("Артка"), "the matter is not passed over on the way back"
    await author.tap("Ушундай калсын")
    for way in ("Даяр", SKIP, SKIP, "Баары"):
        await author.tap(way)
    assert author.buttons[:1] == ["📨 Жөнөтүү"]
    await author.tap("✏️ Сөзү")
    look = await author.write("Мектепке көпүрө керек")
    assert "Мектепке көпүрө керек" in look
    assert WORDS not in look
    await author.tap("✏️ Ким көрөт")
    look = await author.tap("Депутат гана")
    assert "Ким көрөт: 🔒 Депутат гана көрөт" in look
    await author.tap("✏️ Жери")
    assert "Мектептин жаны" in await author.write("Мектептин жаны")
    await author.tap("✏️ Жери")
    await author.tap("Ушундай калсын")
    await author.tap("Жөнөтүү")
    mandate = await the_mandate(desk)
    assert (mandate.text, mandate.place) == ("Мектепке көпүрө керек", "Мектептин жаны")
    assert not mandate.open_to_all
    assert [kind for kind, _ in mandate.attachments] == ["photo"]


async def test_who_says_no_to_the_name_is_not_called_so(desk: Desk) -> None:
    await desk.deputy()
    author = await desk.voter()
    await author.write("/deputy")
    await author.tap("Сунуш-талап берүү")
    await author.write(WORDS)
    for _ in range(3):
        await author.write("кереги жок")
    assert "Кереги" not in (await author.tap("Баары")).title()
    await author.tap("Жөнөтүү")
    assert (await the_mandate(desk)).author_name is None


async def test_a_mandate_left_by_mistake_waits(desk: Desk) -> None:
    await desk.deputy()
    author = await desk.voter()
    await author.write("/deputy")
    await author.tap("Сунуш-талап берүү")
    assert "сакталды" not in await author.tap("Жокко чыгаруу"), "nothing was told yet"
    await author.tap("Сунуш-талап берүү")
    await author.write(WORDS)
    assert "сакталды" in await author.tap("Жокко чыгаруу")
    await author.write("/deputy")
    assert "али жөнөтө элексиз" in await author.tap("Сунуш-талап берүү")
    await author.tap("Улантуу")
    for way in (SKIP, SKIP, SKIP):
        await author.tap(way)
    assert WORDS in await author.tap("Баары")
    await author.write("/deputy")
    await author.tap("Сунуш-талап берүү")
    assert "эмнени чечиши керек" in await author.tap("Жаңысын баштоо")


async def test_what_comes_at_another_moment_is_kept_in_a_mandate_too(desk: Desk) -> None:
    await desk.deputy()
    author = await desk.voter()
    await author.write("/deputy")
    await author.tap("Сунуш-талап берүү")
    assert "Жери сакталды" in await author._do(location=Location(42.5, 74.5))
    assert "Сүрөт сакталды" in await send_file(author, AttachmentKind.PHOTO, "p1")
    await send_file(author, AttachmentKind.VOICE, "v1")
    assert "кошулду" in await author.write(WORDS)
    assert "атыңызды" in await author.tap("Даяр"), "the place is known: it is not asked for"
    await author.tap(SKIP)
    look = await author.tap("Баары")
    for part in (WORDS, "1 үн билдирүүсү", "1 сүрөт", "картадагы чекит"):
        assert part in look
    await author.tap("Жөнөтүү")
    mandate = await the_mandate(desk)
    assert [kind for kind, _ in mandate.attachments] == ["voice", "photo"]
    assert mandate.latitude == 42.5


async def test_lists_are_whole_above_and_short_on_the_buttons(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    neighbour = await desk.voter()
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    whole = "Токтогул көчөсүнүн башындагы көпүрөнү <оңдоп> бергиле, балдар мектепке бара албай жатат"
    mandate = await desk.mandate(author, deputy, whole)
    await neighbour.write("/deputy")
    said = [await neighbour.tap("Сунуш-талаптар")]
    seen = [neighbour.buttons[0]]
    said.append(await deputy.tap_payload("dm:list.new.0"))
    seen.append(deputy.buttons[0])
    await deputy.tap_payload(f"dm:council.{mandate.id}")
    await deputy.write("Токтом керек")
    said.append(await secretary.write("/council"))
    seen.append(secretary.buttons[0])
    for text, button in zip(said, seen, strict=True):
        assert "балдар мектепке бара албай жатат" in text
        assert "&lt;оңдоп&gt;" in text
        assert button.startswith("1. ")
        assert len(button) <= 24


async def test_the_councils_empty_list_leads_back(desk: Desk) -> None:
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    await secretary.write("/council")
    assert secretary.button("Иш менюсу")[1].payload == "admin:"


async def test_in_the_report_what_belongs_to_a_point_stands_under_it(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    mandate = await desk.mandate(author, deputy)
    said = await deputy.tap_payload("dm:draft")
    assert f": 1\n   – № {mandate.number}: {WORDS}" in said
    assert f"• № {mandate.number}" not in said


async def test_a_photo_told_first_stays_while_the_words_are_asked_for(desk: Desk) -> None:
    await desk.deputy()
    author = await desk.voter()
    await author.write("/appeal")
    await send_file(author, AttachmentKind.PHOTO, "p1")
    assert "эмнени чечиши керек" in await author.tap("Депутатыма")
    await author.write(WORDS)
    for way in ("Даяр", SKIP, SKIP, "Баары", "Жөнөтүү"):
        await author.tap(way)
    mandate = await the_mandate(desk)
    assert (mandate.text, [kind for kind, _ in mandate.attachments]) == (WORDS, ["photo"])


@pytest.mark.parametrize("known", [True, False])
async def test_where_there_is_no_deputy_what_was_told_waits_for_the_office(desk: Desk, known: bool) -> None:
    author = await (desk.voter() if known else desk.resident())
    await tell_first(author)
    said = await author.tap("Депутатыма")
    if not known:
        said = await author.tap("Манас көчөсү")
    assert "азырынча жок" in said
    await author.tap("Даттануу")
    for way in ("Даяр", SKIP):
        await author.tap(way)
    assert WORDS in await author.tap("Миң-Булак")
    await author.tap("Жөнөтүү")
    appeal = await the_mandate(desk)
    assert (appeal.text, [kind for kind, _ in appeal.attachments]) == (WORDS, ["photo"])
    assert appeal.deputy_id is None


async def test_a_double_tap_on_send_gives_one_mandate(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    await give(author)
    await author.tap("Жөнөтүү")
    assert len(await desk.all(Appeal)) == 1
    assert len([one for one in await desk.letters(deputy) if WORDS in str(one.text)]) == 1


async def test_a_hidden_mandates_number_tells_a_stranger_nothing(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    mandate = await desk.mandate(author, deputy, open_to_all=False)
    strangers = (await desk.voter(), await desk.deputy("Башка Депутат"), desk.officer, desk.head)
    for phone in strangers:
        for typed in (mandate.number, f"/myappeals {mandate.number}"):
            said = await phone.write(typed)
            assert "Мындай кайрылуу жок" in said
            assert WORDS not in said
    assert WORDS in await author.write(mandate.number)
