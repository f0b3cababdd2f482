"""How far the adoption has come, its papers, its editions."""

from markupsafe import Markup

from bot.areas.obligations import adoption, plans, working_group
from bot.areas.obligations.models import Plan, PlanState
from bot.areas.obligations.papers import printing
from bot.areas.obligations.texts import adoption as texts
from bot.areas.obligations.texts import planning as planning_texts
from bot.areas.obligations.texts import printing as printing_texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.i18n import LANGUAGES, RESIDENT_LANGUAGES
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

Row = list[Choice]


async def show_for(turn: Turn, year: int) -> Reply:
    plan = await plans.current(turn.session, year)
    if plan is not None:
        return await show(turn, plan)
    begin = Choice(str(texts.begin_button(turn.t)), f"oba:begin.{year}")
    return say(texts.none_yet(turn.t), [begin], [_to_year(turn, year)])


async def show(turn: Turn, plan: Plan) -> Reply:
    t, session = turn.t, turn.session
    members = await working_group.members_of(session, plan.id)
    discussed = await adoption.discussed_on(session, plan, t.timezone)
    approved = plan.state is not PlanState.DRAFT
    earlier = await plans.editions_of(session, plan)
    edition = len(earlier) + 1 if not approved else [one.id for one in earlier].index(plan.id) + 1
    lines = [
        texts.head(t, plan, edition),
        texts.step(t, done=plan.group_order is not None, words=texts.group_step(t, plan, len(members))),
        texts.step(t, done=discussed is not None, words=texts.discussion_step(t, discussed)),
        texts.step(t, done=approved, words=texts.approval_step(t, plan)),
    ]
    if plan.state is PlanState.REPLACED:
        lines.append(texts.replaced(t))
    rows = await _rows(turn, plan)
    if earlier:
        rows.append([Choice(str(texts.editions_button(t)), f"oba:editions.{plan.id}")])
    this = turn.now.astimezone(t.timezone).year
    year = min(max(this, plan.first_year), plan.last_year)
    return say(Markup("\n").join(lines), *rows, [_to_year(turn, year)])


async def _rows(turn: Turn, plan: Plan) -> list[Row]:
    t, number = turn.t, plan.id
    order = Choice(str(texts.order_button(t)), f"oba:paper.{number}.group")
    rows = [[Choice(str(texts.group_button(t)), f"oba:group.{number}"), order]]
    papers = Choice(str(texts.approval_order_button(t)), f"oba:paper.{number}.order")
    if plan.state is PlanState.DRAFT:
        rows.append([Choice(str(texts.discussion_button(t)), f"oba:talk.{number}")])
        if await people.may(turn.session, turn.person_id, Permission.APPROVE_PLAN):
            rows.append([Choice(str(texts.approve_button(t)), f"oba:approve.{number}"), papers])
        else:
            rows.append([Choice(str(texts.ask_head_button(t)), f"oba:ask.{number}"), papers])
        rows.append([Choice(str(texts.drop_button(t)), f"oba:drop.{number}")])
    else:
        rows.append([papers])
        if plan.state is PlanState.APPROVED:
            rows.append([Choice(str(texts.revise_button(t)), f"oba:revise.{number}")])
    return rows


def _to_year(turn: Turn, year: int) -> Choice:
    return Choice(str(planning_texts.to_year(turn.t)), f"obp:year.{year}")


def to_plan(turn: Turn, plan_id: int) -> Choice:
    return Choice(str(texts.to_plan(turn.t)), f"oba:plan.{plan_id}")


# Papers


async def paper(turn: Turn, plan: Plan, more: str) -> Reply:
    """`more`: `group` or `order`, and then the language."""
    kind, _, language = more.partition(".")
    if kind not in {"group", "order"}:
        return await show(turn, plan)
    back = to_plan(turn, plan.id)
    if language not in RESIDENT_LANGUAGES:
        rows = [[Choice(LANGUAGES[one], f"oba:paper.{plan.id}.{kind}.{one}")] for one in RESIDENT_LANGUAGES]
        return say(printing_texts.ask_order_language(turn.t), *rows, [back])
    t = turn.t.in_language(language)
    made = await printing.print_order(turn.session, turn.person_id, t, plan, kind, turn.now)
    return say(printing_texts.order_printed(turn.t), [back], attachments=made, redraw=False)


# Editions


async def show_editions(turn: Turn, plan: Plan, _more: str) -> Reply:
    """What each said is kept; here it is told what each changed of the one before."""
    found = await plans.editions_of(turn.session, plan)
    rows = [
        [Choice(texts.edition_button(turn.t, number, one), f"oba:edition.{one.id}")]
        for number, one in enumerate(found, 1)
    ]
    return say(texts.editions_button(turn.t), *rows, [to_plan(turn, plan.id)])


async def show_edition(turn: Turn, plan: Plan, _more: str) -> Reply:
    found = [one.id for one in await plans.editions_of(turn.session, plan)]
    if plan.id not in found:
        return await show(turn, plan)
    changes = await adoption.changes(turn.session, plan)
    text = texts.edition_card(turn.t, found.index(plan.id) + 1, plan, changes)
    back = Choice(str(texts.editions_button(turn.t)), f"oba:editions.{plan.id}")
    return say(text, [back], [to_plan(turn, plan.id)])
