"""Who forwards: chosen by the office, asked themselves, stopping when they like."""

from collections.abc import Awaitable, Callable, Mapping

from markupsafe import Markup

from bot.areas.groups import forwarding, queries, rules, service
from bot.areas.groups.queries import MAY
from bot.areas.groups.texts import forwarding as texts
from bot.areas.groups.texts import packs as pack_texts
from bot.areas.groups.texts import registry as registry_texts
from bot.areas.groups.texts.refusals import REFUSALS
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Option
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.payloads import read_id
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

MOST_ROWS = 4


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`, or `yes.secret` under an opened link."""
    name, _, rest = argument.partition(".")
    if name in {"yes", "not"}:
        offer, _group = await forwarding.open_link(turn.session, rest, turn.now)
        return await _answer(turn, offer.id, rest, yes=name == "yes")
    verb, number = _VERBS.get(name), read_id(rest)
    if verb is None or number is None:
        return await own_page(turn) or say(REFUSALS["groups:gone"](turn.t, Refused("groups:gone")))
    return await verb(turn, number, "")


# The office chooses


async def ask_who(turn: Turn, group_id: int, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, MAY)
    t, group = turn.t, await service.take(turn.session, group_id)
    labels = [
        (texts.myself(t), f"fw:me.{group_id}"),
        (texts.from_office(t), f"fw:staff.{group_id}"),
        (texts.a_resident(t), f"fw:link.{group_id}"),
    ]
    if group.forwarder_id is not None:
        labels.append((texts.nobody_any_more(t), f"fw:end.{group_id}"))
    labels.append((registry_texts.open_button(t), f"vg:c.{group_id}"))
    rows = [[Choice(str(label), action)] for label, action in labels]
    return say(texts.ask_who(t, group.name), *rows)


async def take_it(turn: Turn, group_id: int, _more: str) -> Reply:
    await forwarding.ask_person(turn.session, group_id, turn.person_id, turn.person_id, turn.now)
    group = await service.get(turn.session, group_id)
    return say(texts.you_forward(turn.t, group.name), [_to_card(turn, group_id)])


async def begin_staff(turn: Turn, group_id: int, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, MAY)
    return start_form("forwarder_ask", id=group_id)


async def begin_link(turn: Turn, group_id: int, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, MAY)
    return start_form("forwarder_invite", id=group_id)


async def load_people(turn: Turn, _answers: Answers) -> list[Option]:
    await people.check_may(turn.session, turn.person_id, MAY)
    found = await queries.could_forward(turn.session)
    return [Option(name, str(number)) for number, name in found.items()]


async def finish_ask(turn: Turn, answers: Answers) -> Reply:
    group_id, person_id = int(answers["id"]), int(answers["who"])
    offer = await forwarding.ask_person(turn.session, group_id, person_id, turn.person_id, turn.now)
    group = await service.get(turn.session, group_id)
    text = texts.was_asked(turn.t, offer.name) if offer else texts.you_forward(turn.t, group.name)
    return say(text, [_to_card(turn, group_id)])


ASK = Form(
    name="forwarder_ask",
    load=load_people,
    steps=(
        Choose(
            name="who",
            text=lambda view: texts.choose_person(view.t),
            options=lambda view: view.data,
            whole=True,
        ),
    ),
    finish=finish_ask,
)


def _explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


async def finish_invite(turn: Turn, answers: Answers) -> Reply:
    group_id, name = int(answers["id"]), answers["name"]
    payload = await forwarding.invite(turn.session, group_id, name, turn.person_id, turn.now)
    group = await service.get(turn.session, group_id)
    offer = await queries.open_offer(turn.session, group_id, turn.now)
    until = offer.expires_at if offer else turn.now
    text = texts.link_ready(turn.t, name, group.name, turn.links.deep(payload), until)
    return say(text, [_to_card(turn, group_id)], redraw=False)


INVITE = Form(
    name="forwarder_invite",
    steps=(
        Ask(
            name="name",
            text=lambda view: texts.ask_resident_name(view.t),
            read=lambda _view, heard: rules.check_name(heard.text),
            explain=_explain,
        ),
    ),
    finish=finish_invite,
)


def _to_card(turn: Turn, group_id: int) -> Choice:
    return Choice(str(registry_texts.open_button(turn.t)), f"vg:c.{group_id}")


# Who was asked answers


async def open_link(turn: Turn, secret: str) -> Reply:
    offer, group = await forwarding.open_link(turn.session, secret, turn.now)
    asks = await staff.name_of(turn.session, offer.created_by) or ""
    return say(
        texts.question(turn.t, group.name, group.members, asks=asks),
        [Choice(str(texts.yes_button(turn.t)), f"fw:yes.{secret}")],
        [Choice(str(texts.no_button(turn.t)), f"fw:not.{secret}")],
    )


async def _answer(turn: Turn, offer_id: int, secret: str, *, yes: bool) -> Reply:
    if secret:
        offer, _ = await forwarding.open_link(turn.session, secret, turn.now)
    else:
        offer, _ = await forwarding.open_offer(turn.session, offer_id, turn.person_id, turn.now)
    group = await forwarding.answer(turn.session, offer, turn.person_id, turn.now, yes=yes)
    return say(texts.you_agreed(turn.t, group.name) if yes else texts.you_refused(turn.t))


async def agree(turn: Turn, offer_id: int, _more: str) -> Reply:
    return await _answer(turn, offer_id, "", yes=True)


async def disagree(turn: Turn, offer_id: int, _more: str) -> Reply:
    return await _answer(turn, offer_id, "", yes=False)


# Who forwards


async def own_page(turn: Turn) -> Reply | None:
    """What waits for them, and the ways out; None for who forwards nowhere and has nothing."""
    t = turn.t
    groups = await queries.forwarded_by(turn.session, turn.person_id)
    waiting = await queries.waiting_for(turn.session, turn.person_id)
    if not groups and not waiting:
        return None
    rows = [
        [Choice(pack_texts.group_button(one.group.name), f"pk:again.{one.pack.id}")]
        for one in waiting[:MOST_ROWS]
    ]
    rows += [[Choice(texts.stop_button(one.name), f"fw:stop.{one.id}")] for one in groups[:MOST_ROWS]]
    text = Markup("{}\n\n{}").format(texts.own_page(t, groups, len(waiting)), texts.stop_hint(t))
    return say(text, *rows)


async def ask_stop(turn: Turn, group_id: int, _more: str) -> Reply:
    group = await service.take(turn.session, group_id)
    if group.forwarder_id != turn.person_id:
        raise Refused("groups:nobody_forwards")
    yes = Choice(str(texts.yes_stop(turn.t)), f"fw:end.{group_id}")
    return say(texts.sure_to_stop(turn.t, group.name), [yes], [_to_own(turn)])


async def end(turn: Turn, group_id: int, _more: str) -> Reply:
    own = (await service.get(turn.session, group_id)).forwarder_id == turn.person_id
    group = await forwarding.stop(turn.session, group_id, turn.person_id, turn.now)
    text = texts.you_stopped(turn.t, group.name) if own else texts.they_stopped(turn.t, group.name)
    return say(text)


def _to_own(turn: Turn) -> Choice:
    return Choice(str(registry_texts.to_list(turn.t)), "vg:")


_VERBS: Mapping[str, Callable[[Turn, int, str], Awaitable[Reply]]] = {
    "who": ask_who,
    "me": take_it,
    "staff": begin_staff,
    "link": begin_link,
    "ok": agree,
    "nok": disagree,
    "stop": ask_stop,
    "end": end,
}
