"""Every area's part, joined to one conversation, one office and one clockwork."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.admin import dialogs as admin
from bot.areas.admin.entries import AdminEntry, Office
from bot.areas.appeals import dialogs as appeals
from bot.areas.appeals import figures as appeal_figures
from bot.areas.appeals import personal as appeals_personal
from bot.areas.appeals import report_to_voters
from bot.areas.appeals.clockwork.mandates import mandate_job
from bot.areas.appeals.jobs import jobs as appeal_jobs
from bot.areas.appeals.proposals import deputy_of, find_proposal, tell_registered
from bot.areas.appeals.texts.figures import bulletin_line, report_lines
from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.broadcasts import joining as broadcasts_joining
from bot.areas.broadcasts.contributions import Contribution
from bot.areas.broadcasts.jobs import make_jobs as make_broadcast_jobs
from bot.areas.broadcasts.service import contribute
from bot.areas.bulletins import dialogs as bulletins
from bot.areas.bulletins.jobs import bulletin_job
from bot.areas.groups import dialogs as groups
from bot.areas.groups import personal as groups_personal
from bot.areas.groups import reporting as groups_reporting
from bot.areas.groups.jobs import jobs as group_jobs
from bot.areas.hearings import dialogs as hearings
from bot.areas.hearings import personal as hearings_personal
from bot.areas.hearings import reporting as hearings_reporting
from bot.areas.hearings.jobs import jobs as hearing_jobs
from bot.areas.initiatives import dialogs as initiatives
from bot.areas.initiatives import personal as initiatives_personal
from bot.areas.library import dialogs as library
from bot.areas.library import personal as library_personal
from bot.areas.library.jobs import jobs as library_jobs
from bot.areas.obligations import dialogs as obligations
from bot.areas.obligations import personal as obligations_personal
from bot.areas.obligations import planning
from bot.areas.obligations.jobs import jobs as obligation_jobs
from bot.areas.people import dialogs as people
from bot.areas.people import joining as people_joining
from bot.areas.people import notices as people_notices
from bot.areas.people import service as people_service
from bot.areas.people.jobs import jobs as people_jobs
from bot.areas.receptions import dialogs as receptions
from bot.areas.receptions import personal as receptions_personal
from bot.areas.receptions.jobs import jobs as reception_jobs
from bot.areas.residents.dialogs import Hooks, Menu, make_routes, menu_commands
from bot.areas.residents.jobs import jobs as resident_jobs
from bot.areas.surveys import dialogs as surveys
from bot.areas.surveys import personal as surveys_personal
from bot.areas.surveys.jobs import jobs as survey_jobs
from bot.core.file_sweeping import sweeping_job
from bot.core.i18n import Translator
from bot.core.inbox_job import forgetting_job
from bot.core.routes import Routes
from bot.core.scheduling import Job


@dataclass(frozen=True)
class Areas:
    """What the areas offer, joined to one conversation, one office and one clockwork."""

    routes: Sequence[Routes]
    menu: Menu
    jobs: Sequence[Job]
    office: Office


def compose_areas() -> Areas:
    """Every area's part; a later area is added here and nowhere else."""
    office = Office(
        entries=tuple(
            AdminEntry(*entry)
            for area in (
                broadcasts,
                appeals,
                receptions,
                initiatives,
                hearings,
                surveys,
                bulletins,
                groups,
                library,
                obligations,
                people,
            )
            for entry in area.admin_entries
        ),
        audit_words={
            **people.audit_words,
            **broadcasts.audit_words,
            **groups.audit_words,
            **bulletins.audit_words,
            **hearings.audit_words,
            **surveys.audit_words,
            **appeals.audit_words,
            **receptions.audit_words,
            **initiatives.audit_words,
            **library.audit_words,
            **obligations.audit_words,
        },
        commands=(
            broadcasts.staff_commands,
            hearings.staff_commands,
            surveys.staff_commands,
            appeals.staff_commands,
            receptions.staff_commands,
            bulletins.staff_commands,
            groups.staff_commands,
            library.staff_commands,
            obligations.staff_commands,
            people.staff_commands,
        ),
    )
    hooks = Hooks(
        on_subscribed=(bulletins.offer_current, hearings.offer_ahead),
        on_village=(hearings.offer_in_village,),
        menu=(
            *appeals.menu_entries,
            receptions.menu_entry,
            initiatives.menu_entry,
            hearings.menu_entry,
            surveys.menu_entry,
            bulletins.menu_entry,
            library.menu_entry,
            admin.menu_entry,
        ),
        help_lines=appeals.help_lines,
        staff_help=admin.make_help(office),
        understand=(*appeals.understand, library.understand),
        is_staff=people.is_staff,
        deletion_guards=(people_service.check_may_leave,),
        erasers=(
            people_notices.left,
            people_service.forget_names,
            groups_personal.forget,
            hearings_personal.forget,
            appeals_personal.forget,
            surveys_personal.forget,
            receptions_personal.forget,
            initiatives_personal.forget,
            library_personal.forget,
            obligations_personal.forget,
        ),
        kept_data=(
            people_service.kept_data,
            groups_personal.kept_data,
            appeals_personal.kept_data,
            hearings_personal.kept_data,
            surveys_personal.kept_data,
            receptions_personal.kept_data,
            initiatives_personal.kept_data,
            library_personal.kept_data,
            obligations_personal.kept_data,
        ),
        joins=(
            people_joining.join,
            broadcasts_joining.join,
            hearings_personal.join,
            appeals_personal.join,
            surveys_personal.join,
            receptions_personal.join,
            initiatives_personal.join,
            library_personal.join,
            obligations_personal.join,
        ),
        holds_role=people_joining.holds_role,
    )
    menu = Menu(hooks)
    return Areas(
        routes=(
            make_routes(hooks, menu),
            people.routes,
            broadcasts.make_routes(groups_reporting.appendix),
            groups.routes,
            bulletins.routes,
            hearings.make_routes((report_to_voters.contribute, _appeals_in_report)),
            surveys.make_routes(planning.values_of_year),
            *appeals.make_routes(hearings_reporting.report_meeting_of),
            receptions.routes,
            initiatives.make_routes(find_proposal, tell_registered, deputy_of, planning.values_of_year),
            library.routes,
            *obligations.routes,
            admin.make_routes(admin.Admin(office)),
        ),
        menu=menu,
        jobs=(
            *resident_jobs,
            *people_jobs,
            *make_broadcast_jobs({surveys.ANSWERED: surveys.who_answered}),
            *group_jobs,
            *hearing_jobs,
            *survey_jobs,
            *appeal_jobs,
            *reception_jobs,
            *library_jobs,
            mandate_job(hearings_reporting.report_meeting_of),
            *obligation_jobs,
            bulletin_job((contribute, _appeals_in_numbers)),
            forgetting_job,
            sweeping_job,
        ),
        office=office,
    )


async def _appeals_in_numbers(
    session: AsyncSession, start: datetime, end: datetime
) -> Sequence[Contribution]:
    zone = start.tzinfo if isinstance(start.tzinfo, ZoneInfo) else ZoneInfo("Asia/Bishkek")
    return await appeal_figures.contribute(session, start, end, partial(bulletin_line, zone))


async def _appeals_in_report(
    session: AsyncSession, t: Translator, _whom: Sequence[int], since: datetime, until: datetime
) -> Mapping[str, Sequence[Markup]]:
    return await appeal_figures.contribute_to_report(session, t, since, until, report_lines)


def everyones_commands(t: Translator) -> list[tuple[str, str]]:
    return [
        *appeals.menu_commands(t),
        *receptions.menu_commands(t),
        *initiatives.menu_commands(t),
        *hearings.menu_commands(t),
        *surveys.menu_commands(t),
        *bulletins.menu_commands(t),
        *library.menu_commands(t),
        *menu_commands(t),
    ]
