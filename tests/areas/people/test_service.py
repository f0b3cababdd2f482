"""Invitations, roles and telling, on both databases."""

import asyncio
import re
from datetime import timedelta

import pytest
from markupsafe import Markup
from sqlalchemy import select, update

from bot.areas.municipality.models import District
from bot.areas.people import invitations, queries, roles, service
from bot.areas.people.models import Invitation, Role, RoleGrant
from bot.areas.people.rules import PERMISSIONS, Permission
from bot.areas.people.tags import AuditTag
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.contacts import StopReason, meet, primary_contact, stop
from bot.core.db import Database
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import OutMessage
from bot.outbox.models import Delivery, Priority
from tests.areas.people.office import MANAGERS, MORNING, NIGHT, OfficeTown
from tests.areas.residents.chat import Phone

NAME = "Асан Токтогулов"


async def person(database: Database, address: str, language: str = "ky") -> int:
    async with database.session() as session:
        contact = await meet(session, "telegram", address, clock.now())
        contact.person.language = language
        return contact.person_id


async def holder(office: OfficeTown, *held: Role, address: str = "500") -> int:
    person_id = await person(office.database, address)
    for role in held:
        async with office.database.session() as session:
            district = await office.district(session) if role is Role.DEPUTY else None
            await roles.grant_role(
                session, person_id, role, name=NAME, district_id=district, by=None, now=clock.now()
            )
    return person_id


async def accept(office: OfficeTown, payload: str, person_id: int) -> None:
    async with office.database.session() as session:
        await invitations.accept_invitation(session, payload.removeprefix("i_"), person_id, clock.now())


# Invitations


async def test_an_invitation_keeps_only_a_hash_and_fits_a_deep_link(either_office: OfficeTown) -> None:
    payload = await either_office.invitation(Role.OFFICER)
    assert re.fullmatch(r"i_[A-Za-z0-9_-]{20,62}", payload)
    assert payload != await either_office.invitation(Role.OFFICER)
    async with either_office.database.reading() as session:
        kept = (await session.scalars(select(Invitation))).first()
    assert kept is not None
    secret = payload.removeprefix("i_")
    assert all(secret not in str(value) for value in vars(kept).values())
    assert kept.expires_at == kept.created_at + timedelta(hours=72)


async def test_accepting_grants_the_role_with_its_district_and_is_recorded(either_office: OfficeTown) -> None:
    administrator = await holder(either_office, Role.ADMINISTRATOR)
    payload = await either_office.invitation(Role.DEPUTY, "Бакыт уулу Нурлан", administrator)
    newcomer = await person(either_office.database, "501")
    await accept(either_office, payload, newcomer)
    async with either_office.database.reading() as session:
        district = await either_office.district(session)
        held = [h for h in await queries.list_holders(session) if h.person_id == newcomer]
    assert [(h.name, h.role, h.district_id) for h in held] == [("Бакыт уулу Нурлан", Role.DEPUTY, district)]
    made, granted = (await either_office.record(AuditEntry.person_id == administrator))[-2:]
    values = {"role": "deputy", "name": "Бакыт уулу Нурлан", "district": district}
    assert made.tag == AuditTag.INVITED
    assert made.after == values | {"until": (made.at + timedelta(hours=72)).isoformat()}
    assert (granted.tag, granted.subject_id, granted.before, granted.after) == (
        AuditTag.GRANTED,
        newcomer,
        None,
        values,
    )


async def test_of_two_who_open_the_same_link_at_once_one_gets_the_role(either_office: OfficeTown) -> None:
    payload = await either_office.invitation(Role.OFFICER)
    two = [await person(either_office.database, address) for address in ("501", "502")]
    outcomes = await asyncio.gather(
        *(accept(either_office, payload, one) for one in two), return_exceptions=True
    )
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], Refused)
    assert refused[0].code == "people:invitation_used"
    async with either_office.database.reading() as session:
        assert len(await queries.holders_of(session, Role.OFFICER)) == 1


async def refused(office: OfficeTown, payload: str, person_id: int) -> str:
    with pytest.raises(Refused) as caught:
        await accept(office, payload, person_id)
    async with office.database.reading() as session:
        assert not await queries.roles_of(session, person_id)
    return caught.value.code


async def test_an_old_link_gives_nothing(office: OfficeTown) -> None:
    payload = await office.invitation(Role.OFFICER)
    clock.move(timedelta(hours=72))
    assert await refused(office, payload, await person(office.database, "501")) == "people:invitation_expired"


async def test_a_made_up_link_gives_nothing(office: OfficeTown) -> None:
    somebody = await person(office.database, "501")
    for payload in ("i_", "i_x", "i_" + "a" * 62):
        assert await refused(office, payload, somebody) == "people:invitation_unknown"


async def test_a_withdrawn_link_gives_nothing(either_office: OfficeTown) -> None:
    administrator = await holder(either_office, Role.ADMINISTRATOR)
    payload = await either_office.invitation(Role.HEAD, NAME, administrator)
    async with either_office.database.session() as session:
        (waiting,) = await queries.list_open_invitations(session, clock.now())
        await invitations.withdraw_invitation(session, waiting.id, administrator, clock.now())
    somebody = await person(either_office.database, "501")
    assert await refused(either_office, payload, somebody) == "people:invitation_withdrawn"
    (entry,) = await either_office.record(AuditEntry.tag == AuditTag.WITHDRAWN)
    assert entry.person_id == administrator
    assert entry.before == {"role": "head", "name": NAME, "district": None}
    async with either_office.database.session() as session:
        assert not await queries.list_open_invitations(session, clock.now())
        with pytest.raises(Refused, match="people:invitation_past"):
            await invitations.withdraw_invitation(session, waiting.id, administrator, clock.now())


async def test_a_link_dies_with_the_right_of_who_made_it(office: OfficeTown) -> None:
    first = await holder(office, Role.ADMINISTRATOR)
    second = await holder(office, Role.ADMINISTRATOR, address="600")
    payload = await office.invitation(Role.HEAD, NAME, second)
    async with office.database.session() as session:
        await roles.revoke_role(session, second, Role.ADMINISTRATOR, first, clock.now())
    somebody = await person(office.database, "501")
    assert await refused(office, payload, somebody) == "people:invitation_withdrawn"


@pytest.mark.parametrize("district", [None, 999])
async def test_a_deputy_is_not_invited_without_a_real_district(
    office: OfficeTown, district: int | None
) -> None:
    async with office.database.session() as session:
        with pytest.raises(Refused, match="people:district_missing"):
            await invitations.create_invitation(session, Role.DEPUTY, NAME, district, None, clock.now())


async def test_a_district_that_left_the_file_gets_no_deputy(office: OfficeTown) -> None:
    async with office.database.session() as session:
        district = await office.district(session)
        await session.execute(update(District).where(District.id == district).values(retired=True))
        with pytest.raises(Refused, match="people:district_missing"):
            await invitations.create_invitation(session, Role.DEPUTY, NAME, district, None, clock.now())


# Who may


@pytest.mark.parametrize("role", [*Role, None])
async def test_only_managers_invite_withdraw_and_take_back(office: OfficeTown, role: Role | None) -> None:
    """Every entry point of the service, for each role and for a resident."""
    by = await holder(office, *([role] if role else []))
    await holder(office, Role.OFFICER, Role.ADMINISTRATOR, address="700")
    await office.invitation(Role.FINANCE_HEAD)
    before = len(await office.record())
    async with office.database.reading() as session:
        officer = (await queries.holders_of(session, Role.OFFICER))[-1]
        (waiting,) = await queries.list_open_invitations(session, clock.now())
    now = clock.now()
    calls = (
        lambda s: invitations.create_invitation(s, Role.OFFICER, NAME, None, by, now),
        lambda s: invitations.withdraw_invitation(s, waiting.id, by, now),
        lambda s: roles.revoke_role(s, officer, Role.OFFICER, by, now),
    )
    for call in calls:
        async with office.database.session() as session:
            if role in MANAGERS:
                await call(session)
            else:
                with pytest.raises(Refused, match="people:not_allowed"):
                    await call(session)
    assert len(await office.record()) == before + (3 if role in MANAGERS else 0)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", [*Role, None])
async def test_check_may_follows_the_table(
    office: OfficeTown, role: Role | None, permission: Permission
) -> None:
    person_id = await holder(office, *([role] if role else []))
    async with office.database.reading() as session:
        allowed = await service.may(session, person_id, permission)
        if role and permission in PERMISSIONS[role]:
            assert allowed
            await service.check_may(session, person_id, permission)
        else:
            assert not allowed
            with pytest.raises(Refused, match="people:not_allowed"):
                await service.check_may(session, person_id, permission)


async def test_a_revoked_role_gives_no_right(office: OfficeTown) -> None:
    administrator = await holder(office, Role.ADMINISTRATOR)
    head = await holder(office, Role.HEAD, address="600")
    async with office.database.session() as session:
        await roles.revoke_role(session, head, Role.HEAD, administrator, clock.now())
        for permission in Permission:
            assert not await service.may(session, head, permission)
        with pytest.raises(Refused, match="people:not_allowed"):
            await roles.revoke_role(session, administrator, Role.ADMINISTRATOR, head, clock.now())


# Taking back


async def test_taking_back_is_recorded_with_what_was_held(either_office: OfficeTown) -> None:
    administrator = await holder(either_office, Role.ADMINISTRATOR)
    deputy = await holder(either_office, Role.DEPUTY, Role.OFFICER, address="600")
    async with either_office.database.session() as session:
        district = await either_office.district(session)
        await roles.revoke_role(session, deputy, Role.DEPUTY, administrator, clock.now())
    async with either_office.database.session() as session:
        assert await queries.roles_of(session, deputy) == {Role.OFFICER}
        with pytest.raises(Refused, match="people:role_past"):
            await roles.revoke_role(session, deputy, Role.DEPUTY, administrator, clock.now())
    (entry,) = await either_office.record(AuditEntry.tag == AuditTag.REVOKED)
    assert (entry.person_id, entry.subject_id, entry.after) == (administrator, deputy, None)
    assert entry.before == {"role": "deputy", "name": NAME, "district": district}


async def test_the_last_administrator_can_not_be_taken_back(either_office: OfficeTown) -> None:
    administrator = await holder(either_office, Role.ADMINISTRATOR)
    head = await holder(either_office, Role.HEAD, address="600")
    for by in (administrator, head):
        async with either_office.database.session() as session:
            with pytest.raises(Refused, match="people:last_administrator"):
                await roles.revoke_role(session, administrator, Role.ADMINISTRATOR, by, clock.now())
            with pytest.raises(Refused, match="people:last_administrator"):
                await service.check_may_leave(session, administrator)
            await service.check_may_leave(session, head)


async def test_two_administrators_who_remove_each_other_leave_one(either_office: OfficeTown) -> None:
    first = await holder(either_office, Role.ADMINISTRATOR)
    second = await holder(either_office, Role.ADMINISTRATOR, address="600")

    async def remove(person_id: int, by: int) -> None:
        async with either_office.database.session() as session:
            await roles.revoke_role(session, person_id, Role.ADMINISTRATOR, by, clock.now())

    outcomes = await asyncio.gather(remove(first, second), remove(second, first), return_exceptions=True)
    assert len([o for o in outcomes if isinstance(o, Refused)]) == 1
    assert len([o for o in outcomes if o is None]) == 1
    async with either_office.database.reading() as session:
        assert len(await queries.holders_of(session, Role.ADMINISTRATOR)) == 1


async def test_a_role_given_anew_is_held_once_and_from_the_new_district(either_office: OfficeTown) -> None:
    deputy = await holder(either_office, Role.DEPUTY)
    async with either_office.database.session() as session:
        before, after = [await either_office.district(session, key) for key in ("manas", "ak-terek")]
        await roles.grant_role(
            session,
            deputy,
            Role.DEPUTY,
            name="Нурлан Бакытов",
            district_id=after,
            by=None,
            now=clock.now(),
        )
    async with either_office.database.reading() as session:
        (held,) = await queries.list_holders(session)
        grants = (await session.scalars(select(RoleGrant))).all()
    assert (held.district_id, held.name, len(grants)) == (after, "Нурлан Бакытов", 2)
    entry = (await either_office.record(AuditEntry.tag == AuditTag.GRANTED))[-1]
    assert entry.before == {"role": "deputy", "name": NAME, "district": before}
    assert entry.after == {"role": "deputy", "name": "Нурлан Бакытов", "district": after}


# Leaving


async def test_a_deleted_colleague_leaves_no_name(either_office: OfficeTown) -> None:
    await holder(either_office, Role.ADMINISTRATOR)
    payload = await either_office.invitation(Role.HEAD, "Гүлнара Сыдыкова")
    head = await person(either_office.database, "501")
    await accept(either_office, payload, head)
    left_open = await either_office.invitation(Role.OFFICER, NAME, head)
    async with either_office.database.session() as session:
        await service.forget_names(session, head)
    for entry in await either_office.record():
        assert "Сыдыкова" not in f"{entry.before}{entry.after}"
    async with either_office.database.reading() as session:
        assert "Сыдыкова" not in {i.name for i in await session.scalars(select(Invitation))}
    somebody = await person(either_office.database, "502")
    assert await refused(either_office, left_open, somebody) == "people:invitation_unknown"


async def test_what_is_kept_about_a_colleague_is_in_their_export(office: OfficeTown) -> None:
    officer = await holder(office, Role.OFFICER)
    resident = await person(office.database, "501")
    async with office.database.reading() as session:
        kept = await service.kept_data(session, officer)
        assert kept["staff_name"] == NAME
        assert [(role["role"], role["until"]) for role in kept["roles"]] == [("officer", None)]
        assert await service.kept_data(session, resident) == {}


# Telling


def greeting(t: Translator) -> OutMessage:
    return OutMessage(text=Markup(t.language))


async def deliveries(database: Database) -> list[Delivery]:
    async with database.reading() as session:
        return list(await session.scalars(select(Delivery).order_by(Delivery.id)))


async def test_a_colleague_is_told_in_their_language_at_once_by_day(office: OfficeTown) -> None:
    somebody = await person(office.database, "501", "ru")
    async with office.database.session() as session:
        assert await service.tell(session, somebody, greeting, clock.now())
    (sent,) = await deliveries(office.database)
    assert (sent.address, sent.priority, sent.body) == ("501", Priority.NOTICE, {"text": "ru"})
    assert sent.due_at <= clock.now()


async def test_at_night_only_the_urgent_goes_at_once(office: OfficeTown) -> None:
    somebody = await person(office.database, "501")
    clock.move_to(NIGHT)
    now = clock.now()
    async with office.database.session() as session:
        await service.tell(session, somebody, greeting, now)
        await service.tell(session, somebody, greeting, now, urgent=True)
    assert [d.due_at for d in await deliveries(office.database)] == [MORNING, now]


async def test_who_can_not_be_reached_is_not_told(office: OfficeTown) -> None:
    somebody = await person(office.database, "501")
    async with office.database.session() as session:
        contact = await primary_contact(session, somebody)
        assert contact is not None
        stop(contact, StopReason.BLOCKED, clock.now())
        assert await service.tell(session, somebody, greeting, clock.now()) is None
    assert not await deliveries(office.database)


async def test_all_who_may_are_told_once_but_the_one_who_did_it(either_office: OfficeTown) -> None:
    head = await holder(either_office, Role.HEAD, Role.COUNCIL_CHAIR, address="601")
    chair = await holder(either_office, Role.COUNCIL_CHAIR, address="602")
    await holder(either_office, Role.OFFICER, address="603")
    async with either_office.database.session() as session:
        approvers = await service.tell_all(session, Permission.APPROVE_BROADCAST, greeting, clock.now())
        others = await service.tell_all(
            session, [Role.HEAD, Role.COUNCIL_CHAIR], greeting, clock.now(), except_person=head
        )
    assert (sorted(approvers), others) == (sorted([head, chair]), [chair])
    assert [d.address for d in await deliveries(either_office.database)] == ["601", "602", "602"]


async def test_the_secret_does_not_stay_in_the_picture(office: OfficeTown) -> None:
    from bot.core.files import FileReference, StoredFile, read_content

    administrator: Phone = await office.staff(Role.ADMINISTRATOR)
    await administrator.write("/invite")
    await administrator.tap("жооптуу кызматкер")
    await administrator.write("Бакыт Асанов")
    async with office.database.session() as session:
        made = (await session.scalars(select(Invitation).where(Invitation.name == "Бакыт Асанов"))).one()
        picture = made.picture_id
        assert picture is not None
        assert (await read_content(session, picture) or b"").startswith(b"\x89PNG")
    await office.forget_pictures()
    async with office.database.session() as session:
        assert await read_content(session, picture), "it isn't sent yet"
        session.add(FileReference(file_id=picture, channel="telegram", reference="AgAC"))
    await office.forget_pictures()
    async with office.database.reading() as session:
        assert await read_content(session, picture) is None
        assert await session.get(StoredFile, picture), "its number must not go to another file"
        assert await session.get(FileReference, (picture, "telegram")) is None
