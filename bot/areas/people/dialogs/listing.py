"""/people: who holds which role since when, and who is invited."""

from bot.areas.municipality import queries as municipality
from bot.areas.people import queries, service
from bot.areas.people.rules import Permission
from bot.areas.people.texts import invitations as invitation_texts
from bot.areas.people.texts import people as texts
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say


async def show_people(turn: Turn, _argument: str) -> Reply:
    await service.check_may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE)
    t, districts = turn.t, await municipality.list_districts(turn.session)
    names = {district.id: district.name(t.language) for district in districts}
    lines = [
        texts.person_line(t, h.name, h.role, h.since, names.get(h.district_id or 0))
        for h in await queries.list_holders(turn.session)
    ]
    invited = [
        invitation_texts.open_line(t, i.name, i.role, i.expires_at)
        for i in await queries.list_open_invitations(turn.session, turn.now)
    ]
    rows = [[Choice(str(texts.invite(t)), "invite:")], [Choice(str(texts.take_back(t)), "takeback:")]]
    if invited:
        rows.append([Choice(str(invitation_texts.withdraw(t)), "uninvite:")])
    return say(texts.people_list(t, lines, invited), *rows, [to_work(turn)])


def to_people(turn: Turn) -> Choice:
    return Choice(str(texts.label(turn.t)), "people:")


def to_work(turn: Turn) -> Choice:
    return Choice(str(texts.work_menu(turn.t)), "admin:")
