"""Residents see their deputies and the mandates of a district, support them, hide and show their own."""

from collections.abc import Awaitable, Callable, Mapping

from bot.areas.appeals import deputies, mandate_queries, mandates, queries, service
from bot.areas.appeals.dialogs.mandates import district as district_form
from bot.areas.appeals.dialogs.mandates import steps
from bot.areas.appeals.models import Appeal, AppealState, EntryKind
from bot.areas.appeals.notices_to_author import as_files
from bot.areas.appeals.rules import access
from bot.areas.appeals.rules.access import Action, Relation
from bot.areas.appeals.texts import mandates as texts
from bot.areas.appeals.texts import telling_mine as own_texts
from bot.areas.appeals.texts import telling_notices as notice_texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality import texts as municipality_texts
from bot.areas.municipality.models import District
from bot.areas.people import queries as staff
from bot.core import numbered
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say


async def home(turn: Turn, _argument: str) -> Reply:
    """Their deputies; the district is asked for once."""
    district = await deputies.recognise(turn.session, turn.person_id)
    if district is None:
        return await district_form.begin(turn, "")
    t = turn.t
    name = district.name(t.language)
    seats = await deputies.of_district(turn.session, district.id)
    shown = len(await mandate_queries.of_district(turn.session, district.id))
    rows = [
        [Choice(texts.list_button(t, shown), f"md:list.{district.id}.0")],
        [Choice(str(texts.change_button(t)), "md:district")],
    ]
    if seats:
        give = [Choice(str(texts.give_button(t)), "md:give")]
        return say(texts.home(t, name, [one.name for one in seats], district.seats), give, *rows)
    office = await municipality.get_municipality(turn.session)
    text = texts.home_without(t, name)
    if office:
        text += "\n\n" + municipality_texts.office(t, office)
    office_row = [Choice(str(texts.write_office_button(t)), "tell:")]
    return say(text, office_row, *rows)


async def change(_turn: Turn, _argument: str) -> Reply:
    return district_form.begin_anew()


# A district's mandates


async def show_list(turn: Turn, argument: str) -> Reply:
    """`district.page`."""
    numbers = steps.read_numbers(argument, 2)
    district = await deputies.find_district(turn.session, numbers[0]) if numbers else None
    if numbers is None or district is None:
        return await home(turn, "")
    return await _list(turn, district, numbers[1])


async def _list(turn: Turn, district: District, page: int) -> Reply:
    t = turn.t
    lines = await mandate_queries.of_district(turn.session, district.id)
    shown = lines[page * steps.PAGE : (page + 1) * steps.PAGE]
    first = page * steps.PAGE + 1
    said = [texts.line(t, one.appeal, one.supporters) for one in shown]
    rows = steps.numbered_rows(said, [f"md:card.{one.appeal.id}" for one in shown], first)
    turns = steps.pages(
        page,
        len(lines),
        lambda number: f"md:list.{district.id}.{number}",
        (str(texts.previous_button(t)), str(texts.next_button(t))),
    )
    others = [Choice(str(texts.other_district_button(t)), "md:districts")]
    text = numbered.under(texts.list_head(t, district.name(t.language), len(lines)), said, first)
    return say(text, *rows, *([turns] if turns else []), others, [_home(turn)])


async def districts(turn: Turn, _argument: str) -> Reply:
    """To read those of elsewhere."""
    t, found = turn.t, await municipality.list_districts(turn.session)
    names = [one.name(t.language) for one in found]
    rows = steps.numbered_rows(names, [f"md:list.{one.id}.0" for one in found])
    return say(numbered.under(texts.ask_district_to_read(t), names), *rows, [_home(turn)])


def _home(turn: Turn) -> Choice:
    return Choice(str(texts.home_button(turn.t)), "md:")


# One mandate


async def show_card(turn: Turn, argument: str) -> Reply:
    numbers = steps.read_numbers(argument, 1)
    return await card(turn, numbers[0]) if numbers else await home(turn, "")


async def card(turn: Turn, appeal_id: int) -> Reply:
    """What this reader may see of it. Raises `Refused`."""
    appeal = await service.get(turn.session, appeal_id, turn.person_id)
    access.check_mandate(appeal)
    relations = await queries.relations_of(turn.session, appeal, turn.person_id)
    mine = Relation.AUTHOR in relations
    known = await deputies.district_of(turn.session, turn.person_id)
    entries = await queries.entries_of(turn.session, appeal.id)
    text = texts.card(
        turn.t,
        appeal,
        await deputy_name(turn, appeal),
        texts.history(turn.t, entries, whole=mine),
        await queries.supporters(turn.session, appeal.id),
        mine=mine,
        elsewhere=known is not None and known.id != appeal.district_id,
    )
    rows = await _ways(turn, appeal, relations)
    if known is None and not mine and not relations & {Relation.DEPUTY, Relation.COUNCIL}:
        rows.append([Choice(str(texts.choose_district_button(turn.t)), f"md:where.{appeal.id}")])
    if await _files(turn, appeal, mine=mine):
        rows.append([Choice(str(texts.files_button(turn.t)), f"md:files.{appeal.id}")])
    back = [Choice(str(texts.to_list_button(turn.t)), f"md:list.{appeal.district_id or 0}.0")]
    own = [[Choice(str(own_texts.list_button(turn.t)), "my:list.0")]] if mine else []
    return say(text, *rows, back, *own)


async def deputy_name(turn: Turn, appeal: Appeal) -> str | None:
    """None for who is a deputy no more."""
    if not await deputies.serves(turn.session, appeal.deputy_id):
        return None
    return await staff.name_of(turn.session, appeal.deputy_id)


async def _ways(turn: Turn, appeal: Appeal, relations: frozenset[Relation]) -> list[list[Choice]]:
    t, number, may = turn.t, appeal.id, access.allowed(appeal, relations)
    rows = []
    if Action.SUPPORT in may:
        given = await mandate_queries.supports(turn.session, number, turn.person_id)
        label = texts.unsupport_button(t) if given else texts.support_button(t)
        rows.append([Choice(str(label), f"md:{'unsupport' if given else 'support'}.{number}")])
    if Action.REPLY in may:
        asked = appeal.state is AppealState.ASKED
        label = notice_texts.reply_button(t) if asked else own_texts.add_button(t)
        rows.append([Choice(str(label), f"my:reply.{number}")])
    if Action.HIDE in may:
        label = texts.hide_button(t) if appeal.open_to_all else texts.show_button(t)
        rows.append([Choice(str(label), f"md:{'hide' if appeal.open_to_all else 'show'}.{number}")])
    if Action.WITHDRAW in may:
        rows.append([Choice(str(own_texts.withdraw_button(t)), f"my:withdraw.{number}")])
    return rows


async def _files(turn: Turn, appeal: Appeal, *, mine: bool) -> list[list[str]]:
    """Of the answer; what the author sent goes back to the author alone: a voice tells who it is."""
    kinds = frozenset(EntryKind) if mine else {EntryKind.ANSWERED}
    found = [*appeal.attachments] if mine else []
    for entry in await queries.entries_of(turn.session, appeal.id, kinds):
        found += entry.attachments
    return found


async def show_files(turn: Turn, argument: str) -> Reply:
    numbers = steps.read_numbers(argument, 1)
    if numbers is None:
        return await home(turn, "")
    appeal = await service.get(turn.session, numbers[0], turn.person_id)
    mine = appeal.author_id == turn.person_id
    files = await _files(turn, appeal, mine=mine)
    if not files:
        return await card(turn, appeal.id)
    return say(texts.files_head(turn.t, appeal), attachments=as_files(files), redraw=False)


async def support(turn: Turn, argument: str) -> Reply:
    numbers = steps.read_numbers(argument, 1)
    if numbers is None:
        return await home(turn, "")
    await mandates.support(turn.session, numbers[0], turn.person_id, turn.now)
    return await card(turn, numbers[0])


async def unsupport(turn: Turn, argument: str) -> Reply:
    numbers = steps.read_numbers(argument, 1)
    if numbers is None:
        return await home(turn, "")
    await mandates.stop_supporting(turn.session, numbers[0], turn.person_id)
    return await card(turn, numbers[0])


async def hide(turn: Turn, argument: str) -> Reply:
    return await _show_to_all(turn, argument, shown=False)


async def show(turn: Turn, argument: str) -> Reply:
    return await _show_to_all(turn, argument, shown=True)


async def _show_to_all(turn: Turn, argument: str, *, shown: bool) -> Reply:
    numbers = steps.read_numbers(argument, 1)
    if numbers is None:
        return await home(turn, "")
    await mandates.show_to_all(turn.session, numbers[0], turn.person_id, turn.now, shown=shown)
    return await card(turn, numbers[0])


async def where(turn: Turn, argument: str) -> Reply:
    """Who wants to support tells first where they vote; then the card again."""
    numbers = steps.read_numbers(argument, 1)
    if numbers is None:
        return await home(turn, "")
    appeal = await service.get(turn.session, numbers[0], turn.person_id)
    if await deputies.recognise(turn.session, turn.person_id):
        return await card(turn, appeal.id)
    return await district_form.begin(turn, str(appeal.id))


Verb = Callable[[Turn, str], Awaitable[Reply]]

VERBS: Mapping[str, Verb] = {
    "district": change,
    "districts": districts,
    "list": show_list,
    "card": show_card,
    "files": show_files,
    "support": support,
    "unsupport": unsupport,
    "hide": hide,
    "show": show,
    "where": where,
}
