"""The composition root: the only file that imports everything."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.admin import dialogs as admin
from bot.areas.admin.entries import AdminEntry, Office
from bot.areas.admin.jobs import menus_job
from bot.areas.appeals import dialogs as appeals
from bot.areas.appeals import figures as appeal_figures
from bot.areas.appeals import personal as appeals_personal
from bot.areas.appeals import report_to_voters
from bot.areas.appeals.clockwork.mandates import mandate_job
from bot.areas.appeals.jobs import jobs as appeal_jobs
from bot.areas.appeals.proposals import find_proposal, tell_registered
from bot.areas.appeals.texts.figures import bulletin_line, report_lines
from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.broadcasts.contributions import Contribution
from bot.areas.broadcasts.jobs import make_jobs as make_broadcast_jobs
from bot.areas.broadcasts.service import contribute
from bot.areas.bulletins import dialogs as bulletins
from bot.areas.bulletins.jobs import bulletin_job
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
from bot.areas.people import notices as people_notices
from bot.areas.people import service as people_service
from bot.areas.people.jobs import jobs as people_jobs
from bot.areas.receptions import dialogs as receptions
from bot.areas.receptions import personal as receptions_personal
from bot.areas.receptions.jobs import jobs as reception_jobs
from bot.areas.residents.dialogs import Hooks, Menu, gate, make_routes, menu_commands
from bot.areas.residents.jobs import jobs as resident_jobs
from bot.areas.surveys import dialogs as surveys
from bot.areas.surveys import personal as surveys_personal
from bot.areas.surveys.jobs import jobs as survey_jobs
from bot.channels.telegram import (
    TelegramChannel,
    TelegramReceiver,
    Timeouts,
    Webhook,
    build_bot,
    give_chat_menu,
    publish_menus,
)
from bot.channels.telegram.commands import OTHERS
from bot.core import clock, sealing
from bot.core.channel import Pace
from bot.core.contacts import Contact
from bot.core.conversation import Conversation
from bot.core.db import Database
from bot.core.fetching import fetching_job
from bot.core.file_sweeping import sweeping_job
from bot.core.i18n import DEFAULT_LANGUAGE, RESIDENT_LANGUAGES, Translator
from bot.core.inbox_job import forgetting_job
from bot.core.links import Links
from bot.core.messages import OutMessage
from bot.core.routes import Routes
from bot.core.scheduling import Job, Ticks
from bot.outbox import service as outbox
from bot.outbox.models import Priority
from bot.outbox.recorder import Observe
from bot.outbox.worker import Sender, observe_nothing
from bot.settings import Settings

log = structlog.get_logger()

STOP_SECONDS = 7.5
# For the outcomes of what was under way, and for closing what is open.
RECORDING_SECONDS = 1.0
WEBHOOK_PATH = "/telegram/webhook"


async def enqueue_reply(
    session: AsyncSession, contact: Contact, message: OutMessage, replaces: str | None
) -> None:
    await outbox.enqueue(
        session, contact, message, now=clock.now(), priority=Priority.REPLY, replaces=replaces
    )


class App:
    """One process: it receives, answers, sends and keeps time until it is stopped."""

    def __init__(self, settings: Settings, *, observe: Observe = observe_nothing) -> None:
        if settings.telegram_token is None:
            raise ValueError("JARCHY_TELEGRAM_TOKEN is not set")
        self.settings = settings
        self.links = Links()
        sealing.use(settings.telegram_token.get_secret_value())
        self.database = Database(settings.database_url.get_secret_value())
        self.bot = build_bot(
            settings.telegram_token.get_secret_value(),
            api_url=settings.telegram_api_url,
            timeouts=_timeouts(settings),
        )
        self.channel = TelegramChannel(self.bot, self.database, paid_broadcast=settings.paid_broadcasts)
        self.sender = Sender(self.database, self.channel, _pace(settings), observe=observe)
        self.areas = compose_areas()
        self.conversation = Conversation(
            database=self.database,
            routes=self.areas.routes,
            gate=gate,
            fallback=self.areas.menu.fallback,
            enqueue=enqueue_reply,
            wake=self.sender.wake,
            timezone=settings.zone,
            links=self.links,
        )
        self.ticks = Ticks(
            jobs=(*self.areas.jobs, *self._own_jobs()),
            database=self.database,
            timezone=settings.zone,
            links=self.links,
            wake=self.sender.wake,
        )
        self.receiver = TelegramReceiver(
            self.bot,
            self.database,
            self.conversation.handle,
            webhook=_webhook(settings),
            poll_seconds=settings.long_poll_seconds,
            greet=self._learn_username,
            group_commands=self.conversation.place_commands,
        )
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Returns at once; Telegram out of reach is tried until it answers."""
        self._tasks = [asyncio.create_task(self.sender.run()), asyncio.create_task(self._greet_telegram())]
        self.receiver.start()
        self.ticks.start()

    async def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Nothing is lost: what was taken is kept, what was begun is recorded, the rest waits in tables.

        One deadline for all parts: what hangs in one takes from the next, and the whole ends in time.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        await asyncio.gather(self.ticks.stop(seconds / 3), self.receiver.stop(seconds / 3))
        self.sender.stop(max(0.0, deadline - loop.time() - RECORDING_SECONDS))
        sending, greeting = self._tasks
        greeting.cancel()
        results = await asyncio.gather(sending, greeting, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                log.error("stopped_with_error", kind=type(result).__name__)
        await self.bot.shutdown()
        await self.database.close()

    def _own_jobs(self) -> Sequence[Job]:
        """What needs the channel itself."""
        name = self.channel.name
        return (
            fetching_job({name: self.channel}),
            menus_job(self.areas.office, _everyones_commands, {name: partial(give_chat_menu, self.bot)}),
        )

    def _learn_username(self, username: str) -> None:
        self.links.telegram_username = username

    async def _greet_telegram(self) -> None:
        """The command menus, once Telegram answers."""
        await self.receiver.connected.wait()
        everyone = {
            language: _everyones_commands(Translator(language, self.settings.zone))
            for language in RESIDENT_LANGUAGES
        }
        everyone[OTHERS] = everyone[DEFAULT_LANGUAGE]
        await publish_menus(self.bot, everyone, {})


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
                library,
                obligations,
                people,
            )
            for entry in area.admin_entries
        ),
        audit_words={
            **people.audit_words,
            **broadcasts.audit_words,
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
            appeals_personal.kept_data,
            hearings_personal.kept_data,
            surveys_personal.kept_data,
            receptions_personal.kept_data,
            initiatives_personal.kept_data,
            library_personal.kept_data,
            obligations_personal.kept_data,
        ),
    )
    menu = Menu(hooks)
    return Areas(
        routes=(
            make_routes(hooks, menu),
            people.routes,
            broadcasts.routes,
            bulletins.routes,
            hearings.make_routes((report_to_voters.contribute, _appeals_in_report)),
            surveys.make_routes(planning.values_of_year),
            *appeals.make_routes(hearings_reporting.report_meeting_of),
            receptions.routes,
            initiatives.make_routes(find_proposal, tell_registered, planning.values_of_year),
            library.routes,
            *obligations.routes,
            admin.make_routes(admin.Admin(office)),
        ),
        menu=menu,
        jobs=(
            *resident_jobs,
            *people_jobs,
            *make_broadcast_jobs({surveys.ANSWERED: surveys.who_answered}),
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


def _everyones_commands(t: Translator) -> list[tuple[str, str]]:
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


def _pace(settings: Settings) -> Pace:
    return Pace(settings.rate, per_chat_second=settings.chat_send_rate)


def _timeouts(settings: Settings) -> Timeouts:
    return Timeouts(
        connect=settings.connect_timeout,
        read=settings.read_timeout,
        write=settings.write_timeout,
        media=settings.media_timeout,
        pool=settings.pool_timeout,
    )


def _webhook(settings: Settings) -> Webhook | None:
    return Webhook(settings.public_url + WEBHOOK_PATH, settings.secret) if settings.public_url else None
