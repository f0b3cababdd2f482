"""/groups: the list, a group's card, and what its buttons do."""

from collections.abc import Awaitable, Callable, Mapping

from bot.areas.groups import queries, service
from bot.areas.groups.dialogs import forwarders
from bot.areas.groups.models import GroupKind, VillageGroup
from bot.areas.groups.queries import MAY
from bot.areas.groups.texts import registry as texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.core.contacts import primary_contact
from bot.core.dialogs import words
from bot.core.messages import Choice
from bot.core.payloads import read_id
from bot.core.places import Place, PlaceTrouble
from bot.core.routes import Reply, Turn, say, start_form

PAGE = 5
MOST_PLACES = 5


async def show(turn: Turn, argument: str) -> Reply:
    """To the office the list; to who forwards, what is theirs. Raises `Refused` for anybody else."""
    if not await people.may(turn.session, turn.person_id, MAY):
        own = await forwarders.own_page(turn)
        if own is not None:
            return own
        await people.check_may(turn.session, turn.person_id, MAY)
    return await _list(turn, read_id(argument) or 0)


async def _list(turn: Turn, page: int) -> Reply:
    t, groups = turn.t, await queries.open_groups(turn.session)
    pages = max(1, -(-len(groups) // PAGE))
    page %= pages
    shown = groups[page * PAGE : (page + 1) * PAGE]
    rows = [
        [Choice(texts.group_button(one, alarming=await _alarming(turn, one)), f"vg:c.{one.id}")]
        for one in shown
    ]
    if pages > 1:
        rows.append([Choice(str(words.more(t, page + 1, pages)), f"vg:l.{(page + 1) % pages}")])
    if waiting := await queries.count_waiting(turn.session, turn.person_id):
        rows.append([Choice(str(texts.waiting_label(t, waiting)), "pk:l")])
    add = [(texts.add_whatsapp(t), "vg:new"), (texts.add_telegram(t), "vg:tg")]
    rows.append([Choice(str(label), action) for label, action in add])
    rows.append([Choice(str(texts.to_menu(t)), "admin:")])
    members = sum(one.members for one in groups)
    return say(texts.page_head(t, len(groups), members, shown), *rows)


async def _alarming(turn: Turn, group: VillageGroup) -> bool:
    if group.kind is GroupKind.TELEGRAM:
        return await _trouble(turn, group) is not None
    return not await _reachable(turn, group)


async def _reachable(turn: Turn, group: VillageGroup) -> bool:
    if group.forwarder_id is None:
        return False
    return await primary_contact(turn.session, group.forwarder_id) is not None


async def _trouble(turn: Turn, group: VillageGroup) -> PlaceTrouble | None:
    place = await turn.session.get(Place, group.place_id) if group.place_id else None
    return place.trouble if place else PlaceTrouble.GONE


async def card(turn: Turn, group: VillageGroup) -> Reply:
    """Raises `Refused` for who may not keep groups."""
    await people.check_may(turn.session, turn.person_id, MAY)
    t, number = turn.t, group.id
    whatsapp = group.kind is GroupKind.WHATSAPP
    own = set((await queries.villages_of(turn.session, [number]))[number])
    names = [v.name(t.language) for v in await municipality.list_villages(turn.session) if v.id in own]
    text = texts.card(
        t,
        group,
        names,
        await queries.open_offer(turn.session, number, turn.now) if whatsapp else None,
        None if whatsapp else await _trouble(turn, group),
        reachable=whatsapp and await _reachable(turn, group),
    )
    rows = []
    if group.closed_at is None:
        if whatsapp:
            rows.append([Choice(str(texts.who_button(t)), f"fw:who.{number}")])
        rows += [
            [Choice(str(texts.members_label(t)), f"vg:members.{number}")],
            [Choice(str(texts.edit_label(t)), f"vg:edit.{number}")],
            [Choice(str(texts.close_label(t)), f"vg:close.{number}")],
        ]
    return say(text, *rows, [Choice(str(texts.to_list(t)), "vg:")])


# Buttons


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`; what isn't known gives the list."""
    name, _, rest = argument.partition(".")
    if name in {"", "l"}:
        return await show(turn, rest)
    if name == "new":
        await people.check_may(turn.session, turn.person_id, MAY)
        return start_form("village_group")
    if name == "tg":
        return await telegram_page(turn)
    number, _, more = rest.partition(".")
    verb, read = _VERBS.get(name), read_id(number)
    if verb is None or read is None:
        return await show(turn, "")
    return await verb(turn, read, more)


async def open_card(turn: Turn, group_id: int, _more: str) -> Reply:
    return await card(turn, await service.get(turn.session, group_id))


async def ask_members(turn: Turn, group_id: int, _more: str) -> Reply:
    group = await service.take(turn.session, group_id)
    if group.forwarder_id != turn.person_id:
        await people.check_may(turn.session, turn.person_id, MAY)
    return start_form("village_group_members", id=group_id)


PARTS = ("name", "villages", "language", "news", "link")


async def choose_part(turn: Turn, group_id: int, more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, MAY)
    group = await service.take(turn.session, group_id)
    if more in PARTS:
        return start_form("village_group_part", id=group_id, part=more)
    parts = PARTS if group.kind is GroupKind.WHATSAPP else PARTS[:-1]
    rows = [[Choice(str(texts.part_name(turn.t, part)), f"vg:edit.{group_id}.{part}")] for part in parts]
    return say(texts.edit_what(turn.t), *rows, [_to_card(turn, group_id)])


async def ask_close(turn: Turn, group_id: int, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, MAY)
    group = await service.take(turn.session, group_id)
    yes = Choice(str(texts.yes_close(turn.t)), f"vg:shut.{group_id}")
    return say(texts.ask_close(turn.t, group.name), [yes], [_to_card(turn, group_id)])


async def close(turn: Turn, group_id: int, _more: str) -> Reply:
    group = await service.close_group(turn.session, group_id, turn.person_id, turn.now)
    return say(texts.closed(turn.t, group.name), [Choice(str(texts.to_list(turn.t)), "vg:")])


def _to_card(turn: Turn, group_id: int) -> Choice:
    return Choice(str(texts.open_button(turn.t)), f"vg:c.{group_id}")


# Telegram


async def telegram_page(turn: Turn) -> Reply:
    """How the bot comes to a group or a channel, and where it is already."""
    await people.check_may(turn.session, turn.person_id, MAY)
    rows = [
        [Choice(texts.place_button(place.title), f"vg:place.{place.id}")]
        for place in (await queries.offered_places(turn.session))[:MOST_PLACES]
    ]
    return say(
        texts.telegram_page(turn.t, turn.links.telegram_username),
        [Choice(str(texts.add_to_group(turn.t)), url=turn.links.to_group())],
        *rows,
        [Choice(str(texts.to_list(turn.t)), "vg:")],
    )


async def take_place(turn: Turn, place_id: int, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, MAY)
    place = await service.offered_place(turn.session, place_id)
    return start_form("village_group", place=place_id, title=place.title)


async def leave_place(turn: Turn, place_id: int, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, MAY)
    place = await service.offered_place(turn.session, place_id)
    return say(texts.place_left(turn.t, place.title), [Choice(str(texts.to_list(turn.t)), "vg:")])


async def ask_place(turn: Turn, place_id: int, _more: str) -> Reply:
    """After one tap on what the place is for."""
    await people.check_may(turn.session, turn.person_id, MAY)
    place = await service.offered_place(turn.session, place_id)
    yes = Choice(str(texts.place_yes(turn.t)), f"vg:place.{place_id}")
    no = Choice(str(texts.place_no(turn.t)), f"vg:noplace.{place_id}")
    return say(texts.place_question(turn.t, place.title), [yes], [no])


_VERBS: Mapping[str, Callable[[Turn, int, str], Awaitable[Reply]]] = {
    "c": open_card,
    "members": ask_members,
    "edit": choose_part,
    "close": ask_close,
    "shut": close,
    "place": take_place,
    "noplace": leave_place,
    "use": ask_place,
}
