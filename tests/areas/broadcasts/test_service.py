"""Use cases on both databases: who may, what follows, who is told, what is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import decisions, rules, service
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.people.models import Role
from bot.areas.people.rules import PERMISSIONS, Permission
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.errors import Refused
from bot.core.files import StoredFile
from bot.core.messages import AttachmentKind
from bot.outbox.models import Delivery
from tests.areas.broadcasts.press import Press
from tests.areas.residents.chat import BISHKEK

AUTHOR, HEAD, CHAIR = "900", "901", "902"


async def office(press: Press) -> tuple[int, int, int]:
    """With somebody to write to."""
    await press.subscribe("777")
    return await staffed(press)


async def staffed(press: Press) -> tuple[int, int, int]:
    """An author, a head and a chair."""
    return (
        await press.colleague(Role.OFFICER, address=AUTHOR, name="Бакыт"),
        await press.colleague(Role.HEAD, address=HEAD, name="Асан"),
        await press.colleague(Role.COUNCIL_CHAIR, address=CHAIR, name="Төрага"),
    )


async def told(press: Press, address: str) -> list[str]:
    return [d.body["text"] for d in await press.all(Delivery, Delivery.address == address)]


async def outcomes(*tries: Awaitable[Any]) -> list[str | None]:
    """The code of each refusal, None for what went through; anything else is an error."""
    results = await asyncio.gather(*tries, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, Refused):
            raise result
    return [result.code if isinstance(result, Refused) else None for result in results]


# The way of a message


async def test_a_message_to_nobody_is_not_handed_in(press: Press) -> None:
    author = await press.colleague(Role.OFFICER, address=AUTHOR, name="Бакыт")
    await press.colleague(Role.HEAD, address=HEAD, name="Асан")
    number = await press.draft(author)
    assert await outcomes(press.submit(number, author)) == ["broadcasts:nobody"]


async def test_written_handed_in_approved(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    number = await press.draft(author, text_ru="Сообщение")
    await press.submit(number, author)
    waiting = await press.broadcast()
    assert waiting.state is BroadcastState.WAITING
    assert waiting.submitted_at is not None
    assert waiting.created_at < waiting.submitted_at <= clock.now()
    await press.approve(number, head, rules.revision(waiting))
    approved = await press.broadcast()
    assert approved.state is BroadcastState.APPROVED
    assert approved.decided_by == head
    assert approved.send_at == approved.decided_at
    assert approved.sha256 == rules.seal(waiting)
    assert await press.record(number) == [
        "broadcast:draft:opened",
        "broadcast:draft:submitted",
        "broadcast:message:approved",
    ]


async def test_those_who_may_approve_get_what_residents_will_see(press: Press) -> None:
    author, _, _ = await office(press)
    number = await press.draft(author, text_ky="<b>Суу</b> болбойт", text_ru="Воды не будет")
    await press.submit(number, author)
    for address in (HEAD, CHAIR):
        asked, kyrgyz, russian, card = await told(press, address)
        assert "Бакыт кабарды бекитип берүүңүздү суранат" in asked
        assert (kyrgyz, russian) == ("<b>Суу</b> болбойт", "Воды не будет")
        assert "Бекитүүнү күтүп турат" in card
    assert await told(press, AUTHOR) == []


async def test_a_remark_brings_the_same_draft_back(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    number = await press.draft(author)
    await press.submit(number, author)
    async with press.database.session() as session:
        await decisions.return_with_remark(session, number, head, "Саатын жазыңыз", clock.now())
    returned = await press.broadcast()
    assert (returned.state, returned.remark) == (BroadcastState.RETURNED, "Саатын жазыңыз")
    assert "Саатын жазыңыз" in (await told(press, AUTHOR))[-1]
    async with press.database.session() as session:
        await service.edit_broadcast(session, number, author, clock.now(), text_ky="Саат 9да")
    await press.submit(number, author)
    await press.approve(number, head)
    approved = await press.broadcast()
    assert (approved.id, approved.text_ky, approved.remark) == (number, "Саат 9да", None)


async def test_a_change_takes_a_waiting_message_back(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    number = await press.draft(author)
    await press.submit(number, author)
    async with press.database.session() as session:
        await service.edit_broadcast(session, number, author, clock.now(), text_ky="Башка")
    assert await press.state(number) is BroadcastState.DRAFT
    assert "оңдолуп жатат" in (await told(press, HEAD))[-1]
    with pytest.raises(Refused, match="broadcasts:past"):
        await press.approve(number, head)
    edited = (await press.all(AuditEntry, AuditEntry.tag == "broadcast:draft:edited"))[0]
    assert (edited.before, edited.after) == ({"text_ky": "Кабар"}, {"headline": "Башка", "text_ky": "Башка"})


async def test_what_was_changed_since_is_not_approved_unseen(press: Press) -> None:
    author, head, _ = await office(press)
    number = await press.draft(author)
    await press.submit(number, author)
    seen = rules.revision(await press.broadcast())
    async with press.database.session() as session:
        await service.edit_broadcast(session, number, author, clock.now(), text_ky="Башка")
    await press.submit(number, author)
    with pytest.raises(Refused, match="broadcasts:changed"):
        await press.approve(number, head, seen)
    assert await press.state(number) is BroadcastState.WAITING


async def test_one_person_with_both_roles_is_still_one_person(press: Press) -> None:
    both = await press.colleague(Role.OFFICER, Role.COUNCIL_CHAIR, address="950")
    await press.subscribe("1")
    number = await press.draft(both)
    with pytest.raises(Refused, match="broadcasts:nobody_approves"):
        await press.submit(number, both)
    _, head, _ = await office(press)
    await press.submit(number, both)
    with pytest.raises(Refused, match="broadcasts:own"):
        await press.approve(number, both)
    await press.approve(number, head)


async def test_whoever_changed_it_last_may_not_approve_it(press: Press) -> None:
    author, head, chair = await office(press)
    number = await press.draft(author)
    async with press.database.session() as session:
        await service.edit_broadcast(session, number, head, clock.now(), text_ky="Башчынын сөзү")
    await press.submit(number, author)
    with pytest.raises(Refused, match="broadcasts:own"):
        await press.approve(number, head)
    await press.approve(number, chair)


NEEDED = {
    "edit": Permission.COMPOSE_BROADCAST,
    "schedule": Permission.COMPOSE_BROADCAST,
    "delete": Permission.COMPOSE_BROADCAST,
    "submit": Permission.COMPOSE_BROADCAST,
    "approve": Permission.APPROVE_BROADCAST,
    "return": Permission.APPROVE_BROADCAST,
    "stop": Permission.STOP_BROADCAST,
    "emergency": Permission.SEND_EMERGENCY,
}


@pytest.mark.parametrize("role", [None, *Role])
async def test_each_verb_asks_for_its_permission(press: Press, role: Role | None) -> None:
    author, _, _ = await office(press)
    number = await press.draft(author)
    roles = [role] if role else []
    someone = await press.colleague(*roles, address="999")
    now = clock.now()
    tries: dict[str, Callable[[AsyncSession], Awaitable[object]]] = {
        "edit": lambda s: service.edit_broadcast(s, number, someone, now, text_ky="Башка"),
        "schedule": lambda s: service.schedule(s, number, someone, now, None),
        "delete": lambda s: service.delete_draft(s, number, someone, now),
        "submit": lambda s: service.submit(s, number, someone, now),
        "approve": lambda s: decisions.approve(s, number, someone, now, BISHKEK),
        "return": lambda s: decisions.return_with_remark(s, number, someone, "жок", now),
        "stop": lambda s: decisions.stop(s, number, someone, now),
        "emergency": lambda s: decisions.send_emergency(s, number, someone, "сел", now),
    }
    may = PERMISSIONS[role] if role else frozenset()
    for verb, attempt in tries.items():
        code = None
        try:
            async with press.database.session() as session:
                await attempt(session)
                await session.rollback()
        except Refused as refused:
            code = refused.code
        assert (code == "people:not_allowed") == (NEEDED[verb] not in may), verb
    if Permission.COMPOSE_BROADCAST not in may:
        with pytest.raises(Refused, match="people:not_allowed"):
            await press.draft(someone)


async def test_files_are_checked_where_they_are_kept(press: Press) -> None:
    author, _, _ = await office(press)
    async with press.database.session() as session:
        kept = [
            StoredFile(
                kind=AttachmentKind.DOCUMENT,
                name="план.pdf",
                mime_type="application/pdf",
                size=size,
                next_fetch_at=clock.now(),
                created_at=clock.now(),
            )
            for size in (rules.LARGEST_FILE, rules.LARGEST_FILE + 1)
        ]
        session.add_all(kept)
    await press.draft(author, attachments=[["document", kept[0].id]])
    with pytest.raises(Refused, match="broadcasts:file_too_big"):
        await press.draft(author, attachments=[["document", kept[1].id]])


async def test_a_bulletin_keeps_its_own_way(press: Press) -> None:
    _, head, _ = await office(press)
    number = await press.draft(None, kind=BroadcastKind.BULLETIN)
    async with press.database.session() as session:
        with pytest.raises(Refused, match="broadcasts:bulletin_stays"):
            await service.delete_draft(session, number, head, clock.now())
        with pytest.raises(Refused, match="broadcasts:bulletin_waits"):
            await decisions.send_emergency(session, number, head, "шашылыш", clock.now())


async def test_who_hands_in_what_nobody_wrote_counts_as_its_author(press: Press) -> None:
    author, head, _ = await office(press)
    number = await press.draft(None, kind=BroadcastKind.BULLETIN)
    await press.submit(number, author)
    assert (await press.broadcast()).author_id == author
    await press.approve(number, head)


async def test_a_stopped_message_can_be_written_anew(press: Press) -> None:
    author, head, _ = await office(press)
    number = await press.approved(author, head, text_ky="Каталуу", audience={"villages": [1]})
    async with press.database.session() as session:
        with pytest.raises(Refused, match="broadcasts:past"):
            await service.write_anew(session, number, author, clock.now())
    await press.stop(number, author)
    async with press.database.session() as session:
        anew = await service.write_anew(session, number, author, clock.now())
    assert (anew.state, anew.text_ky, anew.audience) == (BroadcastState.DRAFT, "Каталуу", {"villages": [1]})
    assert anew.id != number


async def test_author_and_approver_hear_of_a_stop(press: Press) -> None:
    author, head, chair = await office(press)
    number = await press.approved(author, head)
    await press.stop(number, chair)
    for address in (AUTHOR, HEAD):
        assert "Токтоткон: Төрага" in (await told(press, address))[-1]
    assert "Токтоткон" not in (await told(press, CHAIR))[-1]


# Races


async def test_of_two_approvers_the_first_counts(either_press: Press) -> None:
    press = either_press
    author, head, chair = await office(press)
    number = await press.draft(author)
    await press.submit(number, author)
    codes = await outcomes(press.approve(number, head), press.approve(number, chair))
    assert sorted(codes, key=str) == [None, "broadcasts:decided"]
    assert (await press.record(number)).count("broadcast:message:approved") == 1
    assert (await press.broadcast()).decided_by == (head if codes[0] is None else chair)


async def test_a_change_and_an_approval_do_not_mix(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    number = await press.draft(author)
    await press.submit(number, author)

    async def edit() -> None:
        async with press.database.session() as session:
            await service.edit_broadcast(session, number, author, clock.now(), text_ky="Башка")

    codes = await outcomes(edit(), press.approve(number, head))
    assert codes.count(None) == 1
    left = await press.broadcast()
    if left.state is BroadcastState.APPROVED:
        assert (left.text_ky, left.sha256) == ("Кабар", rules.seal(left))
    else:
        assert (left.state, left.text_ky) == (BroadcastState.DRAFT, "Башка")


# What is told of afterwards


async def test_bulletins_hear_what_was_sent_in_a_time(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe("1")
    await press.approved(author, head, text_ky="<b>Суу</b> болот\nТолук", text_ru="Будет вода")
    await press.tick()
    await press.deliver()
    stopped = await press.approved(author, head, text_ky="Жаңылыш")
    await press.stop(stopped, head)
    await press.draft(author, text_ky="Бүтө элек")
    start = datetime(2026, 11, 1, tzinfo=BISHKEK)
    async with press.database.reading() as session:
        found = await service.contribute(session, start, start + timedelta(days=30))
        before = await service.contribute(session, start - timedelta(days=30), start)
    assert [(str(one.day), dict(one.titles)) for one in found] == [
        ("2026-11-20", {"ky": "Суу болот", "ru": "Будет вода"})
    ]
    assert found[0].title("en") == "Суу болот"
    assert before == []


async def test_nothing_of_a_refused_change_stays(press: Press) -> None:
    author, _, _ = await office(press)
    number = await press.draft(author)
    with pytest.raises(Refused, match="broadcasts:too_long"):
        async with press.database.session() as session:
            await service.edit_broadcast(session, number, author, clock.now(), text_ky="а" * 5000)
    async with press.database.reading() as session:
        assert await session.scalar(select(Broadcast.text_ky)) == "Кабар"


async def test_a_remark_of_old_is_no_decision_on_the_draft(press: Press) -> None:
    author, head, chair = await office(press)
    number = await press.draft(author)
    await press.submit(number, author)
    async with press.database.session() as session:
        await decisions.return_with_remark(session, number, head, "Саатын жазыңыз", clock.now())
    with pytest.raises(Refused, match="broadcasts:decided"):
        await press.approve(number, chair)
    async with press.database.session() as session:
        await service.edit_broadcast(session, number, author, clock.now(), text_ky="Саат 9да")
    with pytest.raises(Refused, match="broadcasts:past"):
        await press.approve(number, chair)
