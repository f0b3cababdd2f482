"""A colleague is invited; a link that went wrong is withdrawn."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import District
from bot.areas.people import invitations, queries, rules, service
from bot.areas.people.dialogs.listing import to_people, to_work
from bot.areas.people.models import Invitation, Role
from bot.areas.people.rules import Permission
from bot.areas.people.texts import invitations as texts
from bot.areas.people.texts.people import holder
from bot.areas.people.texts.roles import role_name
from bot.core import files
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Confirm, Heard, Option
from bot.core.messages import Attachment, AttachmentKind
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form
from bot.documents.qr import qr_png


async def begin_invite(turn: Turn, _argument: str) -> Reply:
    await service.check_may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE)
    return start_form("invite")


async def load_districts(turn: Turn, _answers: Answers) -> Sequence[Option]:
    """Asked at every step: a role may be taken back in the middle of a form."""
    await service.check_may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE)
    found = await municipality.list_districts(turn.session)
    return [Option(d.name(turn.t.language), str(d.id)) for d in found]


def ask_district(view: View) -> Markup:
    return texts.ask_district(view.t) if view.data else texts.no_districts(view.t)


def role_options(view: View) -> list[Option]:
    return [Option(str(role_name(view.t, role)), role.value) for role in Role]


def read_name(_view: View, heard: Heard) -> str:
    return rules.check_name(heard.text)


async def finish_invite(turn: Turn, answers: Answers) -> Reply:
    role, name = Role(answers["role"]), answers["name"]
    district = answers.get("district") if role is Role.DEPUTY else None
    made, payload = await invitations.make_invitation(
        turn.session, role, name, int(district) if district else None, turn.person_id, turn.now
    )
    link = turn.links.deep(payload)
    picture = await _picture(turn, made, link)
    chosen = await turn.session.get(District, int(district)) if district else None
    where = chosen.name(turn.t.language) if chosen else None
    text = texts.ready(turn.t, name, role, where, link, made.expires_at)
    return say(text, [to_people(turn)], [to_work(turn)], attachments=(picture,), redraw=False)


async def _picture(turn: Turn, made: Invitation, link: str) -> Attachment:
    picture = await files.keep_made(
        turn.session, AttachmentKind.PHOTO, "invitation.png", "image/png", qr_png(link), turn.now
    )
    made.picture_id = picture.file_id
    return picture


INVITE = Form(
    name="invite",
    load=load_districts,
    steps=(
        Choose(name="role", text=lambda view: texts.ask_role(view.t), options=role_options),
        Choose(
            name="district",
            text=ask_district,
            options=lambda view: view.data,
            when=lambda view: view.answers.get("role") == Role.DEPUTY,
        ),
        Ask(
            name="name",
            text=lambda view: texts.ask_name(view.t),
            read=read_name,
            explain=lambda view, refused: texts.explain_name(view.t, refused),
        ),
    ),
    finish=finish_invite,
)


# Withdrawing


async def begin_withdraw(turn: Turn, _argument: str) -> Reply:
    await service.check_may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE)
    if not await queries.list_open_invitations(turn.session, turn.now):
        return say(texts.none_open(turn.t), [to_people(turn)])
    return start_form("uninvite")


async def load_open(turn: Turn, _answers: Answers) -> Mapping[str, Invitation]:
    await service.check_may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE)
    return {str(i.id): i for i in await queries.list_open_invitations(turn.session, turn.now)}


def open_options(view: View) -> list[Option]:
    found: Mapping[str, Invitation] = view.data
    return [Option(holder(view.t, i.name, i.role), key) for key, i in found.items()]


def ask_sure(view: View) -> Markup:
    found: Mapping[str, Invitation] = view.data
    chosen = found.get(view.answers.get("which", ""))
    return texts.ask_sure(view.t, chosen.name, chosen.role) if chosen else texts.ask_which(view.t)


async def finish_withdraw(turn: Turn, answers: Answers) -> Reply:
    invitation_id = int(answers["which"])
    await invitations.withdraw_invitation(turn.session, invitation_id, turn.person_id, turn.now)
    gone = await turn.session.get(Invitation, invitation_id)
    return say(texts.withdrawn(turn.t, gone.name if gone else ""), [to_people(turn)], [to_work(turn)])


WITHDRAW = Form(
    name="uninvite",
    load=load_open,
    steps=(
        Choose(name="which", text=lambda view: texts.ask_which(view.t), options=open_options),
        Confirm(name="sure", text=ask_sure, button=lambda view: texts.yes_withdraw(view.t)),
    ),
    finish=finish_withdraw,
)
