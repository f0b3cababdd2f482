"""Stopping an author's appeals, the objection, the head's decision."""

from collections.abc import Awaitable, Callable, Mapping

from bot.areas.appeals import blocking, queries
from bot.areas.appeals.dialogs.office import steps
from bot.areas.appeals.models import Appeal, AuthorBlock
from bot.areas.appeals.texts import blocking as texts
from bot.areas.appeals.texts import office as office_texts
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.dialogs import words as core_words
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_below, start_form

Verb = Callable[[Turn, AuthorBlock], Awaitable[Reply]]


async def begin_block(turn: Turn, appeal: Appeal, _more: str) -> Reply:
    await blocking.check_may_block(turn.session, appeal, turn.person_id)
    return start_below(BLOCK.name, id=appeal.id)


async def load_appeal(turn: Turn, answers: Answers) -> Appeal:
    found = await queries.find(turn.session, int(answers["id"]))
    if found is None:
        raise Refused("appeals:gone")
    return found


async def finish_block(turn: Turn, answers: Answers) -> Reply:
    await blocking.block(turn.session, int(answers["id"]), turn.person_id, answers["reason"], turn.now)
    return say(texts.blocked(turn.t), steps.back(turn, int(answers["id"])))


# The author


async def begin_objection(turn: Turn, _argument: str) -> Reply:
    await blocking.check_may_object(turn.session, turn.person_id)
    return start_form(OBJECTION.name)


async def load_own(turn: Turn, _answers: Answers) -> AuthorBlock | None:
    return await queries.block_of(turn.session, turn.person_id)


async def finish_objection(turn: Turn, answers: Answers) -> Reply:
    await blocking.object_to(turn.session, turn.person_id, answers["objection"], turn.now)
    return say(texts.objection_taken(turn.t))


async def leave_objection(turn: Turn, _answers: Answers) -> Reply:
    return say(core_words.cancelled(turn.t), [Choice(str(texts.object_button(turn.t)), "apobject:")])


# The list


async def show_list(turn: Turn, _argument: str) -> Reply:
    t = turn.t
    found = await blocking.in_force(turn.session, turn.person_id)
    lines = [texts.line(t, one, await _name(turn, one)) for one in found]
    payloads = [f"apblock:card.{one.id}" for one in found]
    rows = numbered.buttons(list(zip(lines, payloads, strict=True)))
    return say(numbered.under(texts.list_head(t, any_found=bool(found)), lines), *rows, _to_cases(turn))


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`."""
    name, _, number = argument.partition(".")
    verb = VERBS.get(name)
    if verb is None or not (number.isascii() and number.isdecimal()):
        return await show_list(turn, "")
    return await verb(turn, await blocking.get(turn.session, int(number), turn.person_id))


async def card(turn: Turn, block: AuthorBlock) -> Reply:
    t = turn.t
    decides = await people.may(turn.session, turn.person_id, Permission.OVERSEE_APPEALS)
    rows = []
    if decides or block.objection is None:
        rows.append([Choice(str(texts.lift_button(t)), f"apblock:lift.{block.id}")])
    if decides and block.objection is not None and block.upheld_at is None:
        rows.append([Choice(str(texts.uphold_button(t)), f"apblock:uphold.{block.id}")])
    by = await staff.name_of(turn.session, block.blocked_by)
    return say(texts.card(t, block, await _name(turn, block), by), *rows, _to_blocks(turn))


async def lift(turn: Turn, block: AuthorBlock) -> Reply:
    await blocking.lift(turn.session, block.id, turn.person_id, turn.now)
    return say(texts.lifted(turn.t), _to_blocks(turn))


async def uphold(turn: Turn, block: AuthorBlock) -> Reply:
    await blocking.uphold(turn.session, block.id, turn.person_id, turn.now)
    return say(texts.upheld(turn.t), _to_blocks(turn))


async def _name(turn: Turn, block: AuthorBlock) -> str | None:
    author = await queries.get_author(turn.session, block.person_id)
    return author.name if author else None


def _to_blocks(turn: Turn) -> list[Choice]:
    return [Choice(str(texts.list_button(turn.t)), "apblocks:"), *_to_cases(turn)]


def _to_cases(turn: Turn) -> list[Choice]:
    return [Choice(str(office_texts.to_list(turn.t)), "cases:")]


VERBS: Mapping[str, Verb] = {"card": card, "lift": lift, "uphold": uphold}

BLOCK = Form(
    name="ap_block",
    load=load_appeal,
    steps=(
        steps.words("reason", lambda view: texts.ask_reason(view.t, view.data), longest=500, explained=True),
    ),
    finish=finish_block,
    on_cancel=steps.to_card,
)
OBJECTION = Form(
    name="ap_objection",
    load=load_own,
    steps=(
        steps.words(
            "objection",
            lambda view: texts.ask_objection(view.t, view.data),
            longest=1000,
            when=lambda view: view.data is not None,
        ),
    ),
    finish=finish_objection,
    on_cancel=leave_objection,
)
FORMS = (BLOCK, OBJECTION)
