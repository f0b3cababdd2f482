"""Those who keep the register: the list, a card with what follows, the year's plan."""

from collections.abc import Awaitable, Callable, Mapping

from bot.areas.initiatives import queries, rules, service
from bot.areas.initiatives.dialogs import public, registering, stages
from bot.areas.initiatives.models import Initiative, InitiativeStage
from bot.areas.initiatives.texts import keeping as texts
from bot.areas.initiatives.texts.refusals import few_signatures
from bot.areas.municipality.queries import ValuesOfYear
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say, start_form

PARTS = ("title_ky", "title_ru", "about", "initiator", "amount", "files")


async def either_list(turn: Turn, _argument: str) -> Reply:
    """The command: who keeps the register gets it to keep, everybody else to read."""
    if await people.may(turn.session, turn.person_id, Permission.KEEP_INITIATIVES):
        return await _list(turn, 0)
    return await public.list_public(turn)


async def _list(turn: Turn, page: int) -> Reply:
    t = turn.t
    rows, said, first = await public.list_rows(turn, page, "ini")
    new = Choice(str(texts.new_button(t)), "ini:new.0")
    plan = Choice(str(texts.plan_button(t)), f"ini:plan.{turn.now.astimezone(t.timezone).year}")
    text = numbered.under(texts.list_head(t, any_found=bool(said)), said, first)
    return say(text, *rows, [new, plan], [Choice(str(texts.to_menu(t)), "admin:")])


async def act(values_of_year: ValuesOfYear, turn: Turn, argument: str) -> Reply:
    """`verb.number` or `verb.number.more`; every verb looks again at where it stands and who asks."""
    await service.check_may_keep(turn.session, turn.person_id)
    name, _, rest = argument.partition(".")
    number, _, more = rest.partition(".")
    if not number.isdecimal():
        return await _list(turn, 0)
    if name == "new":
        return start_form(registering.NAME)
    if name == "plan":
        return await show_plan(turn, int(number), values_of_year)
    verb = VERBS.get(name)
    if verb is None:
        return await _list(turn, int(number))
    return await verb(turn, await service.get(turn.session, int(number)), more)


async def card(turn: Turn, initiative: Initiative, _more: str) -> Reply:
    t, number = turn.t, initiative.id
    rows = [
        [Choice(texts.stage_button(t, stage), f"ini:stage.{number}.{stage.value}")]
        for stage in rules.next_stages(initiative)
    ]
    if initiative.stage in rules.OPEN:
        rows.append([Choice(str(texts.signatures_button(t)), f"ini:count.{number}")])
    look = Choice(str(texts.public_button(t)), f"in:card.{number}")
    rows += [
        [Choice(str(texts.change_button(t)), f"ini:change.{number}"), look],
        [Choice(str(texts.to_list(t)), "ini:list.0")],
    ]
    return say(await public.card_text(turn, initiative, mine=False), *rows)


async def begin_stage(turn: Turn, initiative: Initiative, stage: str) -> Reply:
    try:
        wanted = InitiativeStage(stage)
    except ValueError:
        return await card(turn, initiative, "")
    try:
        rules.check_stage(initiative, wanted)
    except Refused as refused:
        if refused.code != "initiatives:signatures":
            raise
        count = Choice(str(texts.signatures_button(turn.t)), f"ini:count.{initiative.id}")
        back = Choice(str(texts.to_card(turn.t)), f"ini:card.{initiative.id}")
        return say(few_signatures(turn.t, refused), [count], [back])
    return start_form(stages.STAGE, id=initiative.id, stage=wanted.value)


async def begin_count(turn: Turn, initiative: Initiative, _more: str) -> Reply:
    if initiative.stage not in rules.OPEN:
        raise Refused("initiatives:past", stage=initiative.stage)
    return start_form(stages.SIGNATURES.name, id=initiative.id)


async def choose_part(turn: Turn, initiative: Initiative, part: str) -> Reply:
    if part in PARTS:
        return start_form(stages.PART.name, id=initiative.id, part=part)
    t = turn.t
    rows = [[Choice(str(texts.part_name(t, one)), f"ini:change.{initiative.id}.{one}")] for one in PARTS]
    return say(texts.ask_part(t), *rows, [Choice(str(texts.to_card(t)), f"ini:card.{initiative.id}")])


async def show_plan(turn: Turn, year: int, values_of_year: ValuesOfYear) -> Reply:
    t, this = turn.t, turn.now.astimezone(turn.t.timezone).year
    year = min(max(year, this - 5), this)
    found = await queries.figures(turn.session, year)
    legal = await values_of_year(turn.session, year)
    years = [Choice(texts.year_button(one), f"ini:plan.{one}") for one in (this - 1, this) if one != year]
    return say(texts.plan(t, found, legal), years, [Choice(str(texts.to_list(t)), "ini:list.0")])


VERBS: Mapping[str, Callable[[Turn, Initiative, str], Awaitable[Reply]]] = {
    "card": card,
    "stage": begin_stage,
    "count": begin_count,
    "change": choose_part,
}
