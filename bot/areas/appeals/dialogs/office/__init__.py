"""The office takes appeals in hand, answers and ends them."""

from collections.abc import Awaitable, Callable

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import queries
from bot.areas.appeals.dialogs.office import answering, blocks, cards, days, entering, lists, working
from bot.areas.appeals.texts import blocking, office_lists, office_refusals, workdays
from bot.areas.appeals.texts import duty as duty_texts
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.routes import Routes

routes = Routes(
    commands={"cases": lists.show, "workdays": days.show, "objection": blocks.begin_objection},
    actions={
        "ap": cards.act,
        "cases": lists.show,
        "apfind": lists.begin_find,
        "apenter": entering.begin,
        "apobject": blocks.begin_objection,
        "apblocks": blocks.show_list,
        "apblock": blocks.act,
        "apdays": days.show,
        "apday": days.act,
    },
    forms=(lists.FIND, *entering.FORMS, *working.FORMS, *answering.FORMS, *blocks.FORMS, *days.FORMS),
    refusals={**office_refusals.REFUSALS, **blocking.REFUSALS, **workdays.REFUSALS},
)


understand = lists.understand


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    if Permission.HANDLE_APPEALS not in permissions:
        return []
    return [
        ("cases", str(office_lists.staff_command(t))),
        ("workdays", str(workdays.command(t))),
        ("dutygroup", str(duty_texts.command(t))),
    ]


admin_entries: tuple[
    tuple[
        Callable[[Translator], Markup], str, Permission, Callable[[AsyncSession, int], Awaitable[int]] | None
    ],
    ...,
] = ((office_lists.staff_label, "cases:", Permission.HANDLE_APPEALS, queries.count_waiting),)
