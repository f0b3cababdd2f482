"""While an appeal is in hand: ask its author, note, sort, pass on to whom it belongs, join with another."""

from bot.areas.appeals import ending, handling, queries, service
from bot.areas.appeals.dialogs.office import steps
from bot.areas.appeals.models import Appeal, AppealTopic
from bot.areas.appeals.rules import numbers
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.texts import naming
from bot.areas.appeals.texts import office_forms as texts
from bot.areas.appeals.texts import office_history as history_texts
from bot.areas.people import queries as staff
from bot.core import numbered
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Confirm, Heard, Option, always
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_below, start_form

MOST_SUGGESTED = 4


async def show_history(turn: Turn, appeal: Appeal, _more: str) -> Reply:
    entries = await queries.entries_of(turn.session, appeal.id)
    known = {one.person_id for one in entries} | {one.about.get("handler") for one in entries}
    names = {one: await staff.name_of(turn.session, one) or "" for one in known if one}
    text = history_texts.history(turn.t, appeal, entries, names)
    return say(text, steps.back(turn, appeal.id), redraw=False)


async def begin_ask(turn: Turn, appeal: Appeal, _more: str) -> Reply:
    if appeal.author_id is None:
        raise Refused("appeals:no_phone")
    return start_below(ASK.name, id=appeal.id)


async def finish_ask(turn: Turn, answers: Answers) -> Reply:
    said = answers["question"]
    appeal = await handling.ask(
        turn.session, int(answers["id"]), turn.person_id, said["text"], said["files"], turn.now
    )
    return say(texts.asked(turn.t), steps.back(turn, appeal.id))


async def begin_note(turn: Turn, appeal: Appeal, _more: str) -> Reply:
    return start_below(NOTE.name, id=appeal.id)


async def finish_note(turn: Turn, answers: Answers) -> Reply:
    said = answers["note"]
    appeal = await handling.add_note(
        turn.session, int(answers["id"]), turn.person_id, said["text"], said["files"], turn.now
    )
    return say(texts.noted(turn.t), steps.back(turn, appeal.id))


async def choose_topic(turn: Turn, appeal: Appeal, topic: str) -> Reply:
    t = turn.t
    if topic in {one.value for one in AppealTopic}:
        await handling.sort(turn.session, appeal.id, turn.person_id, AppealTopic(topic), turn.now)
        return say(texts.sorted_as(t, AppealTopic(topic)), steps.back(turn, appeal.id))
    found = [
        Choice(str(naming.topic(t, one)), f"ap:topic.{appeal.id}.{one.value}")
        for one in AppealTopic
        if one is not appeal.topic
    ]
    rows = [found[i : i + 2] for i in range(0, len(found), 2)]
    return say(texts.which_topic(t, appeal), *rows, steps.back(turn, appeal.id), redraw=False)


# Not ours


async def begin_forward(turn: Turn, appeal: Appeal, _more: str) -> Reply:
    return start_below(FORWARD.name, id=appeal.id)


async def load_bodies(turn: Turn, _answers: Answers) -> dict[str, str | None]:
    """To whom appeals were passed on before, the latest first, with the telephones given then."""
    return await queries.bodies_passed_to(turn.session, MOST_SUGGESTED)


async def finish_forward(turn: Turn, answers: Answers) -> Reply:
    appeal = await ending.forward(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        whose=answers["whose"],
        telephone=answers.get("telephone"),
        now=turn.now,
    )
    return say(texts.forwarded(turn.t, answers["whose"]), steps.back(turn, appeal.id))


def _known_telephone(view: View) -> list[Option]:
    known = view.data.get(view.answers.get("whose"))
    return [Option(known, known)] if known else []


# About the same thing


async def choose_same(turn: Turn, appeal: Appeal, first: str) -> Reply:
    t = turn.t
    if appeal.duplicate_of is not None:
        return await _ask_to_part(turn, appeal, first)
    if first == "number":
        return start_form(SAME.name, id=appeal.id)
    if first.isascii() and first.isdecimal():
        return await _join(turn, appeal.id, int(first))
    found = await ending.could_be_joined(turn.session, appeal, turn.now)
    rows = [
        [Choice(numbered.label(number, texts.same_button(one)), f"ap:same.{appeal.id}.{one.id}")]
        for number, one in enumerate(found, start=1)
    ]
    rows.append([Choice(str(texts.by_number_button(t)), f"ap:same.{appeal.id}.number")])
    text = numbered.under(texts.same_as_which(t, appeal), [texts.same_row(one) for one in found])
    return say(text, *rows, steps.back(turn, appeal.id), redraw=False)


async def _ask_to_part(turn: Turn, appeal: Appeal, said: str) -> Reply:
    if said == "part":
        await ending.part(turn.session, appeal.id, turn.person_id, turn.now)
        return say(texts.parted(turn.t), steps.back(turn, appeal.id))
    yes = [Choice(str(texts.part_button(turn.t)), f"ap:same.{appeal.id}.part")]
    return say(texts.joined_already(turn.t), yes, steps.back(turn, appeal.id), redraw=False)


async def _join(turn: Turn, appeal_id: int, first_id: int) -> Reply:
    first = await ending.join(turn.session, appeal_id, first_id, turn.person_id, turn.now)
    return say(texts.joined(turn.t, first), steps.back(turn, first.id))


async def finish_same(turn: Turn, answers: Answers) -> Reply:
    await service.get(turn.session, int(answers["id"]), turn.person_id, Action.ASSIGN)
    first = await queries.find_by_number(turn.session, answers["number"])
    if first is None:
        raise Refused("appeals:gone")
    # Who is nothing to it must not learn that it exists.
    await service.get(turn.session, first.id, turn.person_id, Action.NOTE)
    return await _join(turn, int(answers["id"]), first.id)


def _read_number(_view: View, heard: Heard) -> str:
    return numbers.read_number(heard.text)


ASK = Form(
    name="ap_ask",
    steps=(steps.Tell(name="question", text=lambda view: texts.ask_question(view.t)),),
    finish=finish_ask,
    on_cancel=steps.to_card,
)
NOTE = Form(
    name="ap_note",
    steps=(steps.Tell(name="note", text=lambda view: texts.ask_note(view.t)),),
    finish=finish_note,
    on_cancel=steps.to_card,
)
FORWARD = Form(
    name="ap_forward",
    load=load_bodies,
    steps=(
        steps.words(
            "whose",
            lambda view: texts.ask_whose(view.t),
            longest=word_rules.LONGEST_LINE,
            suggestions=lambda view: [Option(one, one) for one in view.data],
        ),
        steps.words(
            "telephone",
            lambda view: texts.ask_their_telephone(view.t),
            longest=word_rules.LONGEST_LINE,
            optional=always,
            suggestions=_known_telephone,
        ),
        # Nobody can take it back, and names are offered as buttons: one wrong tap would end it.
        Confirm(
            name="check",
            text=lambda view: texts.check_forward(
                view.t, view.answers["whose"], view.answers.get("telephone")
            ),
            button=lambda view: texts.send_forward(view.t),
        ),
    ),
    finish=finish_forward,
    on_cancel=steps.to_card,
)
SAME = Form(
    name="ap_same",
    steps=(
        Ask(
            name="number",
            text=lambda view: texts.ask_number(view.t),
            read=_read_number,
            explain=steps.explain,
        ),
    ),
    finish=finish_same,
    on_cancel=steps.to_card,
)
FORMS = (ASK, NOTE, FORWARD, SAME)
