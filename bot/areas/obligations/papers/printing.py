"""The plan's papers as files: gathered from the tables, made in a language as Word and PDF."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import adoption, planning, plans, working_group
from bot.areas.obligations.models import Plan, PlanState
from bot.areas.obligations.papers.orders import Ordered, approval_order, group_order
from bot.areas.obligations.papers.plan_table import Printed, calendar_paper, plan_paper, years_of
from bot.areas.obligations.texts import plan_papers as texts
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.core import files
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind
from bot.documents.paper import Paper
from bot.documents.paper_docx import render_paper_docx
from bot.documents.paper_pdf import render_paper_pdf

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


async def print_year(
    session: AsyncSession, by: int, t: Translator, year: int, now: datetime
) -> tuple[Attachment, ...]:
    """The plan and the calendar."""
    await planning.check_may(session, by)
    printed = await gather(session, t, year, now)
    first, last = years_of(printed)
    made = [
        (plan_paper(t, printed), texts.file_name(t, "plan", f"{first}-{last}")),
        (calendar_paper(t, printed), texts.file_name(t, "calendar", str(year))),
    ]
    return tuple([file for paper, name in made for file in await _files(session, paper, name, now)])


async def gather(session: AsyncSession, t: Translator, year: int, now: datetime) -> Printed:
    plan = await plans.current(session, year)
    earlier = await plans.editions_of(session, plan) if plan else []
    return Printed(
        organisation=await _organisation(session, t),
        head=await _head(session),
        year=year,
        rows=await planning.rows_of(session, year),
        legal=await municipality.get_legal(session),
        plan=plan,
        edition=len(earlier) + (plan is not None and plan.state is PlanState.DRAFT),
        made_on=now.astimezone(t.timezone).date(),
    )


async def print_order(
    session: AsyncSession, by: int, t: Translator, plan: Plan, kind: str, now: datetime
) -> tuple[Attachment, ...]:
    """`kind`: `group` or `order`."""
    await planning.check_may(session, by)
    make: Callable[[Translator, Ordered], Paper] = group_order if kind == "group" else approval_order
    name = texts.file_name(t, kind, f"{plan.first_year}-{plan.last_year}")
    return await _files(session, make(t, await gather_order(session, t, plan, now)), name, now)


async def gather_order(session: AsyncSession, t: Translator, plan: Plan, now: datetime) -> Ordered:
    earlier = await plans.editions_of(session, plan)
    return Ordered(
        organisation=await _organisation(session, t),
        head=await _head(session),
        plan=plan,
        members=await working_group.members_of(session, plan.id),
        discussed=await adoption.discussed_on(session, plan, t.timezone),
        revision=any(one.edition < plan.edition for one in earlier),
        made_on=now.astimezone(t.timezone).date(),
    )


async def _files(session: AsyncSession, paper: Paper, name: str, now: datetime) -> tuple[Attachment, ...]:
    made = (
        (f"{name}.docx", DOCX, await render_paper_docx(paper)),
        (f"{name}.pdf", PDF, await render_paper_pdf(paper)),
    )
    return tuple(
        [
            await files.keep_made(session, AttachmentKind.DOCUMENT, file, kind, content, now)
            for file, kind, content in made
        ]
    )


async def _organisation(session: AsyncSession, t: Translator) -> str:
    office = await municipality.get_municipality(session)
    return office.name(t.language) if office else ""


async def _head(session: AsyncSession) -> str:
    """Empty while nobody holds the role."""
    heads = await staff.holders_of(session, Role.HEAD)
    return (await staff.name_of(session, heads[0]) or "") if heads else ""
