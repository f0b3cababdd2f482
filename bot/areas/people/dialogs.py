"""Invitations opened and made, the list of people, roles taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.areas.municipality import queries as municipality
from bot.areas.people import invitations, queries, service, texts
from bot.areas.people.models import Role
from bot.areas.people.queries import Holder
from bot.areas.people.rules import Permission
from bot.areas.people.tags import AuditTag
from bot.core import files
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Confirm, Heard, Option
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind, Choice, OutMessage
from bot.core.routes import Answers, Form, Reply, Routes, Turn, say, start_form
from bot.documents.qr import qr_png

# Opening an invitation


async def open_link(turn: Turn, secret: str) -> Reply:
    invitation = await invitations.open_invitation(turn.session, secret, turn.now)
    district = await _district_name(turn, invitation.district_id)
    return say(
        texts.greeting(turn.t, invitation.name, invitation.role, district),
        [Choice(str(texts.yes_it_is_me(turn.t)), f"join:{secret}")],
        [Choice(str(texts.not_me(turn.t)), "notme:")],
    )


async def join(turn: Turn, secret: str) -> Reply:
    invitation = await invitations.accept_invitation(turn.session, secret, turn.person_id, turn.now)
    name, role = invitation.name, invitation.role

    def joined(t: Translator) -> OutMessage:
        return OutMessage(text=texts.somebody_joined(t, name, role))

    told = await service.tell_all(turn.session, [Role.HEAD], joined, turn.now, except_person=turn.person_id)
    inviter = invitation.created_by
    if inviter and inviter not in (*told, turn.person_id):
        await service.tell(turn.session, inviter, joined, turn.now)
    return say(texts.accepted(turn.t, role), [_to_admin(turn)])


async def not_me(turn: Turn, _argument: str) -> Reply:
    return say(texts.not_you(turn.t))


def _to_admin(turn: Turn) -> Choice:
    return Choice(str(texts.open_menu(turn.t)), "admin:")


async def _district_name(turn: Turn, district_id: int | None) -> str | None:
    if district_id is None:
        return None
    found = [d for d in await municipality.list_districts(turn.session) if d.id == district_id]
    return found[0].name(turn.t.language) if found else None


# The list


async def show_people(turn: Turn, _argument: str) -> Reply:
    await service.check_may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE)
    lines = [
        texts.person_line(turn.t, h.name, h.role, h.since, await _district_name(turn, h.district_id))
        for h in await queries.list_holders(turn.session)
    ]
    return say(
        texts.people_list(turn.t, lines),
        [Choice(str(texts.invite(turn.t)), "invite:")],
        [Choice(str(texts.take_back(turn.t)), "takeback:")],
        [_to_admin(turn)],
    )


# Inviting


@dataclass(frozen=True, slots=True)
class InviteData:
    districts: Sequence[Option]


async def load_districts(turn: Turn, _answers: Answers) -> InviteData:
    found = await municipality.list_districts(turn.session)
    return InviteData([Option(d.name(turn.t.language), str(d.id)) for d in found])


async def begin_invite(turn: Turn, _argument: str) -> Reply:
    await service.check_may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE)
    return start_form("invite")


def read_name(_view: View, heard: Heard) -> str:
    if len(heard.text) > invitations.NAME_LENGTH:
        raise Refused("people:name_too_long")
    return heard.text


async def finish_invite(turn: Turn, answers: Answers) -> Reply:
    role, district = Role(answers["role"]), answers.get("district")
    payload = await invitations.create_invitation(
        turn.session,
        role,
        answers["name"],
        int(district) if district and role is Role.DEPUTY else None,
        turn.person_id,
        turn.now,
    )
    link = turn.links.deep(payload)
    found = await invitations.open_invitation(turn.session, payload.partition("_")[2], turn.now)
    picture = await files.keep_made(
        turn.session, AttachmentKind.PHOTO, "invitation.png", "image/png", qr_png(link), turn.now
    )
    text = texts.invitation_ready(turn.t, found.name, role, link, found.expires_at)
    return say(text, [_to_admin(turn)], attachments=(picture,), redraw=False)


INVITE = Form(
    name="invite",
    load=load_districts,
    steps=(
        Choose(
            name="role",
            text=lambda view: texts.ask_role(view.t),
            options=lambda view: [Option(str(texts.role_name(view.t, role)), role.value) for role in Role],
        ),
        Choose(
            name="district",
            text=lambda view: texts.ask_district(view.t),
            options=lambda view: view.data.districts,
            when=lambda view: view.answers.get("role") == Role.DEPUTY,
        ),
        Ask(
            name="name",
            text=lambda view: texts.ask_name(view.t),
            read=read_name,
            explain=lambda view, _refused: texts.name_too_long(view.t),
        ),
    ),
    finish=finish_invite,
)


# Taking a role back


async def load_holders(turn: Turn, _answers: Answers) -> Mapping[str, Holder]:
    return {f"{h.person_id}.{h.role.value}": h for h in await queries.list_holders(turn.session)}


async def begin_take_back(turn: Turn, _argument: str) -> Reply:
    await service.check_may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE)
    return start_form("takeback")


def holder_options(view: View) -> list[Option]:
    found: Mapping[str, Holder] = view.data
    return [Option(texts.holder(view.t, h.name, h.role), key) for key, h in found.items()]


def sure(view: View) -> Markup:
    found: Mapping[str, Holder] = view.data
    holder = found.get(view.answers.get("whose", ""))
    return texts.ask_sure(view.t, holder.name, holder.role) if holder else texts.ask_whose(view.t)


async def finish_take_back(turn: Turn, answers: Answers) -> Reply:
    person, _, value = str(answers["whose"]).partition(".")
    role, person_id = Role(value), int(person)
    name = await queries.name_of(turn.session, person_id) or ""
    await service.revoke_role(turn.session, person_id, role, turn.person_id, turn.now)

    def lost(t: Translator) -> OutMessage:
        return OutMessage(text=texts.lost_role(t, role))

    def told(t: Translator) -> OutMessage:
        return OutMessage(text=texts.somebody_lost_role(t, name, role))

    if person_id != turn.person_id:
        await service.tell(turn.session, person_id, lost, turn.now)
    await service.tell_all(turn.session, [Role.HEAD], told, turn.now, except_person=turn.person_id)
    return say(texts.taken_back(turn.t), [_to_admin(turn)])


TAKE_BACK = Form(
    name="takeback",
    load=load_holders,
    steps=(
        Choose(name="whose", text=lambda view: texts.ask_whose(view.t), options=holder_options),
        Confirm(name="sure", text=sure, button=lambda view: texts.take_it_back(view.t)),
    ),
    finish=finish_take_back,
)


async def is_staff(turn: Turn) -> bool:
    return bool(await queries.roles_of(turn.session, turn.person_id))


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    return [("people", str(texts.command(t)))] if Permission.MANAGE_PEOPLE in permissions else []


routes = Routes(
    commands={"people": show_people, "invite": begin_invite},
    actions={
        "join": join,
        "notme": not_me,
        "people": show_people,
        "invite": begin_invite,
        "takeback": begin_take_back,
    },
    links={invitations.PREFIX: open_link},
    forms=(INVITE, TAKE_BACK),
    refusals=texts.REFUSALS,
)

audit_words: dict[str, Any] = {
    AuditTag.INVITED.value: texts.audit_invited,
    AuditTag.GRANTED.value: texts.audit_granted,
    AuditTag.REVOKED.value: texts.audit_revoked,
}

admin_entries = ((texts.label, "people:", Permission.MANAGE_PEOPLE, None),)
