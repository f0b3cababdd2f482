"""/audit: what was changed, when, by whom; narrowed to a person, a subject, a time."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.areas.admin import queries
from bot.areas.admin.entries import AuditWords
from bot.areas.admin.rules import RESIDENTS, SUBJECTS, SYSTEM, Choosing, Period, read_choosing
from bot.areas.admin.texts import lower_areas
from bot.areas.admin.texts import record as texts
from bot.areas.people import service
from bot.areas.people.rules import Permission
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

NAMES_ON_A_SCREEN = 8


class Record:
    def __init__(self, words: AuditWords) -> None:
        self._words = {**lower_areas.WORDS, **words}

    async def show(self, turn: Turn, argument: str) -> Reply:
        await service.check_may(turn.session, turn.person_id, Permission.READ_AUDIT)
        choosing = read_choosing(argument)
        page = await queries.record_page(turn.session, choosing, turn.now, turn.t.timezone)
        lines = [self._line(turn.t, entry, name) for entry, name in page.lines]
        text = texts.record(turn.t, await _narrowed_to(turn, choosing), lines)
        rows = (_pages(turn, choosing, more=page.more), *_ways_to_narrow(turn, choosing))
        return say(text, *[row for row in rows if row], [Choice(str(texts.to_work(turn.t)), "admin:")])

    def _line(self, t: Translator, entry: AuditEntry, name: str | None) -> Markup:
        words = self._words.get(entry.tag)
        what = words(t, entry) if words else texts.other_change(t)
        return texts.line(t, entry.at, name or _nameless(t, entry), what)

    async def narrow(self, turn: Turn, argument: str) -> Reply:
        """Ask by what: `who`, `what` or `when`, then the choosing so far."""
        await service.check_may(turn.session, turn.person_id, Permission.READ_AUDIT)
        side, _, written = argument.partition(".")
        choosing = read_choosing(written)
        screens = {"who": self._ask_who, "what": self._ask_what}
        return await screens.get(side, self._ask_when)(turn, choosing)

    async def _ask_who(self, turn: Turn, choosing: Choosing) -> Reply:
        """The page counts screens of names here."""
        staff = [(SYSTEM, str(texts.the_system(turn.t))), *await queries.list_staff(turn.session)]
        start = choosing.page * NAMES_ON_A_SCREEN
        rows = [
            [_to(name, replace(choosing, page=0, person=person_id))]
            for person_id, name in staff[start : start + NAMES_ON_A_SCREEN]
        ]
        if len(staff) > NAMES_ON_A_SCREEN:
            following = choosing.page + 1 if start + NAMES_ON_A_SCREEN < len(staff) else 0
            payload = f"auditby:who.{choosing.at_page(following).write()}"
            rows.append([Choice(str(texts.more_names(turn.t)), payload)])
        anybody = _to(str(texts.anybody(turn.t)), replace(choosing, page=0, person=None))
        return say(texts.ask_who(turn.t), *rows, [anybody])

    async def _ask_what(self, turn: Turn, choosing: Choosing) -> Reply:
        rows = [[_to(str(texts.subject(turn.t, name)), _about(choosing, name))] for name in SUBJECTS]
        everything = _to(str(texts.everything(turn.t)), _about(choosing, None))
        return say(texts.ask_what(turn.t), *rows, [everything])

    async def _ask_when(self, turn: Turn, choosing: Choosing) -> Reply:
        rows = [
            [_to(str(texts.period(turn.t, period)), replace(choosing, page=0, period=period))]
            for period in Period
        ]
        always = _to(str(texts.any_time(turn.t)), replace(choosing, page=0, period=None))
        return say(texts.ask_when(turn.t), *rows, [always])


def _to(label: str, choosing: Choosing) -> Choice:
    return Choice(label, f"audit:{choosing.write()}")


def _about(choosing: Choosing, subject: str | None) -> Choosing:
    """Residents' own choices have no names, so there nobody can be looked for."""
    person = None if subject == RESIDENTS else choosing.person
    return replace(choosing, page=0, subject=subject, person=person)


def _nameless(t: Translator, entry: AuditEntry) -> Markup:
    if queries.is_residents(entry) or entry.person_id is not None:
        return texts.a_resident(t)
    return texts.the_system(t)


async def _narrowed_to(turn: Turn, choosing: Choosing) -> Sequence[str]:
    """In words, what the page is narrowed to."""
    found = []
    if choosing.person == SYSTEM:
        found.append(str(texts.the_system(turn.t)))
    elif choosing.person is not None:
        staff = dict(await queries.list_staff(turn.session))
        found.append(staff.get(choosing.person) or str(texts.a_resident(turn.t)))
    if choosing.subject:
        found.append(str(texts.subject(turn.t, choosing.subject)))
    if choosing.period:
        found.append(str(texts.period(turn.t, choosing.period)))
    return found


def _pages(turn: Turn, choosing: Choosing, *, more: bool) -> list[Choice]:
    ways = []
    if choosing.page:
        ways.append(_to(str(texts.newer(turn.t)), choosing.at_page(choosing.page - 1)))
    if more:
        ways.append(_to(str(texts.older(turn.t)), choosing.at_page(choosing.page + 1)))
    return ways


def _ways_to_narrow(turn: Turn, choosing: Choosing) -> list[list[Choice]]:
    written = choosing.at_page(0).write()
    sides = [
        Choice(str(texts.by_what(turn.t)), f"auditby:what.{written}"),
        Choice(str(texts.by_time(turn.t)), f"auditby:when.{written}"),
    ]
    if choosing.subject != RESIDENTS:
        sides.insert(0, Choice(str(texts.by_person(turn.t)), f"auditby:who.{written}"))
    return [sides, [_to(str(texts.show_all(turn.t)), Choosing())] if choosing.narrowed else []]
