"""What is to be forwarded: done, later, can't; and the office's ways to get it there after all."""

from collections.abc import Awaitable, Callable, Mapping
from itertools import groupby

from bot.areas.groups import notices, packs, queries, reach, rules
from bot.areas.groups.dialogs.forwarders import load_people
from bot.areas.groups.models import GroupKind, PackState
from bot.areas.groups.queries import MAY, Packed
from bot.areas.groups.texts import forwarding as forwarding_texts
from bot.areas.groups.texts import packs as texts
from bot.areas.groups.texts import registry as registry_texts
from bot.areas.people import service as people
from bot.core.dialogs.steps import Choose, Collect
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind, Choice
from bot.core.payloads import read_id
from bot.core.routes import Answers, Form, Reply, Turn, say, start_below, start_form

MOST_ROWS = 8


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`; nothing gives what waits."""
    name, _, rest = argument.partition(".")
    verb, number = _VERBS.get(name), read_id(rest)
    if verb is None or number is None:
        return await list_waiting(turn)
    return await verb(turn, number)


# Who forwards


async def confirm(turn: Turn, pack_id: int) -> Reply:
    one = await packs.confirm(turn.session, pack_id, turn.person_id, turn.now)
    photo = [Choice(str(texts.screenshot_button(turn.t)), f"pk:photo.{pack_id}")]
    office = await _office_rows(turn, one)
    return say(texts.confirmed(turn.t, one), photo, _mistaken(turn, pack_id), *office)


def _mistaken(turn: Turn, pack_id: int) -> list[Choice]:
    return [Choice(str(texts.mistaken_button(turn.t)), f"pk:undo.{pack_id}")]


async def take_back(turn: Turn, pack_id: int) -> Reply:
    one = await packs.take_back(turn.session, pack_id, turn.person_id, turn.now, turn.t.timezone)
    if turn.person_id in {one.pack.forwarder_id, one.group.forwarder_id}:
        rows = notices.pack_rows(turn.t, pack_id, None, again=True)
    else:
        rows = ((Choice(texts.group_button(one.group.name), f"pk:o.{pack_id}"),),)
    return say(texts.taken_back(turn.t, one), *rows)


async def _office_rows(turn: Turn, one: Packed) -> list[list[Choice]]:
    if not await people.may(turn.session, turn.person_id, MAY):
        return []
    return [[Choice(str(texts.groups_button(turn.t)), f"pk:b.{one.broadcast.id}")]]


async def later(turn: Turn, pack_id: int) -> Reply:
    at = await packs.later(turn.session, pack_id, turn.person_id, turn.now, turn.t.timezone)
    done = [Choice(str(texts.done_button(turn.t)), f"pk:y.{pack_id}")]
    again = [Choice(str(texts.again_button(turn.t)), f"pk:again.{pack_id}")]
    return say(texts.until_later(turn.t, at), done, again)


async def decline(turn: Turn, pack_id: int) -> Reply:
    one = await packs.decline(turn.session, pack_id, turn.person_id, turn.now)
    stop = [Choice(forwarding_texts.stop_button(one.group.name), f"fw:stop.{one.group.id}")]
    done = [Choice(str(texts.done_button(turn.t)), f"pk:y.{pack_id}")]
    mine = [stop] if one.group.forwarder_id == turn.person_id else []
    return say(texts.you_declined(turn.t, one), done, *mine)


async def again(turn: Turn, pack_id: int) -> Reply:
    one = await packs.get(turn.session, pack_id, turn.person_id)
    rules.check_waiting(one.pack)
    return await _shown(turn, one)


async def _shown(turn: Turn, one: Packed) -> Reply:
    """What is to be forwarded, and the buttons under it."""
    content, way = await packs.content_for(turn.session, one, turn.person_id, turn.links, turn.t.timezone)
    return Reply((*content, notices.handed(turn.t, one, way)), redraw=False)


async def begin_photo(turn: Turn, pack_id: int) -> Reply:
    await packs.get(turn.session, pack_id, turn.person_id)
    return start_below("pack_photo", id=pack_id)


async def finish_photo(turn: Turn, answers: Answers) -> Reply:
    photo = answers["photo"][0][1]
    one = await packs.keep_photo(turn.session, int(answers["id"]), turn.person_id, photo, turn.now)
    return say(texts.screenshot_kept(turn.t), _mistaken(turn, one.pack.id), *await _office_rows(turn, one))


SCREENSHOT = Form(
    name="pack_photo",
    steps=(
        Collect(
            name="photo",
            text=lambda view: texts.ask_screenshot(view.t),
            kinds=frozenset({AttachmentKind.PHOTO}),
        ),
    ),
    finish=finish_photo,
)


# The office


async def list_waiting(turn: Turn) -> Reply:
    """A row for each message."""
    await people.check_may(turn.session, turn.person_id, MAY)
    waiting = [one for one in await queries.waiting(turn.session) if one.group.kind is GroupKind.WHATSAPP]
    back = [Choice(str(registry_texts.to_list(turn.t)), "vg:")]
    if not waiting:
        return say(texts.nothing_waits(turn.t), back)
    grouped = [list(same) for _, same in groupby(waiting, key=lambda one: one.broadcast.id)]
    rows = [
        [Choice(texts.message_button(same), f"pk:b.{same[0].broadcast.id}")] for same in grouped[-MOST_ROWS:]
    ]
    return say(texts.waiting_head(turn.t), *rows, back)


async def page_of(turn: Turn, broadcast_id: int) -> Reply:
    """All groups of one message; a button for each to which it didn't go yet."""
    await people.check_may(turn.session, turn.person_id, MAY)
    found = await queries.packs_of(turn.session, broadcast_id)
    if not found:
        raise Refused("groups:gone")
    waits = [
        one for one in found if one.pack.state is PackState.WAITING and one.group.kind is GroupKind.WHATSAPP
    ]
    rows = [[Choice(texts.group_button(one.group.name), f"pk:o.{one.pack.id}")] for one in waits[:MOST_ROWS]]
    text = texts.packs_of(turn.t, found, reach.counted(found))
    return say(text, *rows, [Choice(str(texts.to_waiting(turn.t)), "pk:l")])


async def open_pack(turn: Turn, pack_id: int) -> Reply:
    await people.check_may(turn.session, turn.person_id, MAY)
    one = await packs.get(turn.session, pack_id, turn.person_id)
    t, rows = turn.t, []
    if one.pack.state is PackState.WAITING:
        rows = [
            [Choice(str(texts.was_forwarded(t)), f"pk:y.{pack_id}")],
            [Choice(str(texts.i_forward(t)), f"pk:me.{pack_id}")],
            [Choice(str(texts.to_another(t)), f"pk:to.{pack_id}")],
        ]
    group = [Choice(str(registry_texts.open_button(t)), f"vg:c.{one.group.id}")]
    return say(texts.pack_card(t, one), *rows, group, [Choice(str(texts.to_waiting(t)), "pk:l")])


async def take(turn: Turn, pack_id: int) -> Reply:
    return await _shown(
        turn, await packs.take(turn.session, pack_id, turn.person_id, turn.now, turn.t.timezone)
    )


async def begin_pass_on(turn: Turn, pack_id: int) -> Reply:
    await people.check_may(turn.session, turn.person_id, MAY)
    return start_form("pack_pass_on", id=pack_id)


async def finish_pass_on(turn: Turn, answers: Answers) -> Reply:
    to = int(answers["who"])
    one = await packs.pass_on(
        turn.session, int(answers["id"]), to, turn.person_id, turn.links, turn.now, turn.t.timezone
    )
    name = (await queries.could_forward(turn.session)).get(to, "–")
    back = [Choice(str(texts.to_waiting(turn.t)), "pk:l")]
    return say(texts.passed_on(turn.t, name, one.group.name), back)


PASS_ON = Form(
    name="pack_pass_on",
    load=load_people,
    steps=(
        Choose(
            name="who",
            text=lambda view: texts.choose_other(view.t),
            options=lambda view: view.data,
            whole=True,
        ),
    ),
    finish=finish_pass_on,
)


_VERBS: Mapping[str, Callable[[Turn, int], Awaitable[Reply]]] = {
    "y": confirm,
    "undo": take_back,
    "later": later,
    "no": decline,
    "again": again,
    "photo": begin_photo,
    "b": page_of,
    "o": open_pack,
    "me": take,
    "to": begin_pass_on,
}
