"""/dutygroup in one's own chat: which group it is, choose one, end it."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.duty import groups
from bot.areas.appeals.duty.groups import Found
from bot.areas.appeals.texts import duty as texts
from bot.areas.appeals.texts import office as office_texts
from bot.areas.people import service as people
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.messages import Choice, OutMessage
from bot.core.payloads import read_id
from bot.core.routes import Reply, Turn, say

MOST_OFFERED = 6


async def show(turn: Turn, _argument: str) -> Reply:
    return Reply((await page(turn.session, turn.person_id, turn.t, turn.links),))


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`; nothing, or what isn't known, gives the page."""
    verb, _, rest = argument.partition(".")
    group_id = read_id(rest)
    if group_id is None:
        return await show(turn, "")
    if verb == "ask":
        found = await groups.get(turn.session, group_id, turn.person_id)
        return Reply((await question(turn.session, turn.t, found),))
    if verb == "yes":
        found = await groups.choose(turn.session, group_id, turn.person_id, turn.t.language, turn.now)
        return say(texts.chosen(turn.t, found.place.title), [_to_page(turn.t), _to_menu(turn.t)])
    if verb in {"no", "stop"}:
        found = await groups.stop(turn.session, group_id, turn.person_id, turn.now)
        done = texts.stopped if verb == "stop" else texts.left_as_it_is
        return say(done(turn.t, found.place.title), [_to_page(turn.t), _to_menu(turn.t)])
    return await show(turn, "")


async def page(session: AsyncSession, person_id: int, t: Translator, links: Links) -> OutMessage:
    """Raises `Refused` for who isn't on duty."""
    await people.check_may(session, person_id, groups.MAY)
    now = await groups.chosen(session)
    rows: list[tuple[Choice, ...]] = []
    if now:
        rows.append((Choice(str(texts.stop_button(t)), f"dg:stop.{now.group.id}"),))
    offered = (await groups.offered(session, person_id))[-MOST_OFFERED:]
    rows += [(Choice(texts.offer_button(t, one.place.title), f"dg:ask.{one.group.id}"),) for one in offered]
    rows.append((Choice(str(texts.add_button(t)), url=links.to_group()),))
    rows.append((_to_menu(t),))
    chosen_at = now.group.chosen_at if now else None
    text = texts.page(t, now.place.title if now else None, chosen_at, links.telegram_username)
    return OutMessage(text=text, choices=tuple(rows))


async def question(session: AsyncSession, t: Translator, found: Found) -> OutMessage:
    """Whether this group should be the duty group; says what everybody there will see."""
    now = await groups.chosen(session)
    yes = Choice(str(texts.yes_button(t)), f"dg:yes.{found.group.id}")
    no = Choice(str(texts.no_button(t)), f"dg:no.{found.group.id}")
    text = texts.question(t, found.place.title, instead_of=now.place.title if now else None)
    return OutMessage(text=text, choices=((yes,), (no,)))


def _to_page(t: Translator) -> Choice:
    return Choice(str(texts.label(t)), "dg:")


def _to_menu(t: Translator) -> Choice:
    return Choice(str(office_texts.to_menu(t)), "admin:")
