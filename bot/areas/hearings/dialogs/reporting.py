"""Writing a report to residents: fifteen minutes with a phone, not a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from bot.areas.hearings import drafting, listing, reporting, service
from bot.areas.hearings.checklists import items_of
from bot.areas.hearings.dialogs import steps
from bot.areas.hearings.models import Meeting
from bot.areas.hearings.papers import report as papers
from bot.areas.hearings.reporting import Contributor
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts import office as office_texts
from bot.areas.hearings.texts import papers as paper_texts
from bot.areas.hearings.texts import reporting as texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Heard, Option
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

# No one begins a sentence so.
KNOWN, WRITTEN = "#known", "#written"


async def mine(turn: Turn, _argument: str) -> Reply:
    """A deputy's or the head's own reports."""
    await people.check_may(turn.session, turn.person_id, Permission.WRITE_REPORT)
    found = await reporting.to_write(turn.session, turn.person_id, turn.now)
    rows = numbered.buttons([(one.matter(turn.t.language), f"mtreport:{one.id}") for one in found])
    back = [Choice(str(office_texts.to_menu(turn.t)), "admin:")]
    lines = [naming.line(turn.t, one) for one in found]
    return say(numbered.under(texts.list_head(turn.t, any_found=bool(found)), lines), *rows, back)


async def act(turn: Turn, argument: str) -> Reply:
    """`id`, `id.walk`, `id.make` or `id.item`."""
    number, _, verb = argument.partition(".")
    if not number.isdecimal():
        return await mine(turn, "")
    meeting = await service.get(turn.session, int(number))
    await reporting.check_may_write(turn.session, meeting, turn.person_id)
    if verb == "make":
        return await make(turn, meeting)
    if verb == "walk":
        missing = await reporting.missing(turn.session, meeting)
        return start_form(PART, id=meeting.id, item=(missing or items_of(meeting.kind))[0])
    if verb in items_of(meeting.kind):
        return start_form(PART, id=meeting.id, item=verb)
    return await screen(turn, meeting)


async def from_card(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    return await act(turn, str(meeting.id))


async def screen(turn: Turn, meeting: Meeting) -> Reply:
    t, written = turn.t, await reporting.parts_of(turn.session, meeting.id)
    items = items_of(meeting.kind)
    lines = [texts.item_line(t, item, written=item in written) for item in items]
    rows = numbered.buttons([(texts.item(t, item), f"mtreport:{meeting.id}.{item}") for item in items])
    walk = [Choice(str(texts.walk_button(t)), f"mtreport:{meeting.id}.walk")]
    made = [Choice(str(texts.make_button(t)), f"mtreport:{meeting.id}.make")]
    text = numbered.under(texts.screen(t, meeting, len(written), len(items)), lines)
    return say(text, walk, *rows, made, _back(turn))


def _back(turn: Turn) -> list[Choice]:
    return [Choice(str(texts.menu_label(turn.t)), "myreport:")]


# One item


@dataclass(frozen=True, slots=True)
class Item:
    """What stands under it, and what the program would put there."""

    written: str | None
    known: Markup | None


async def load_item(contributors: Sequence[Contributor], turn: Turn, answers: Answers) -> Item:
    session, t, item = turn.session, turn.t, answers["item"]
    meeting = await service.get(session, int(answers["id"]))
    known = await reporting.look_up(session, meeting, turn.now)
    more = await reporting.contributed(session, t, contributors, meeting, item, known)
    written = await reporting.parts_of(session, meeting.id)
    return Item(written.get(item), drafting.draft(t, item, known, more))


def _ask(view: View) -> Markup:
    return texts.ask_part(view.t, view.answers["item"], view.data.written, view.data.known)


def _ways(view: View) -> list[Option]:
    ways = []
    if view.data.written:
        ways.append(Option(str(texts.keep_written(view.t)), WRITTEN))
    elif view.data.known:
        ways.append(Option(str(texts.take_known(view.t)), KNOWN))
    return ways


def _read(_view: View, heard: Heard) -> str:
    return meeting_rules.check_words(heard.text, reporting.LONGEST_PART)


async def finish_item(contributors: Sequence[Contributor], turn: Turn, answers: Answers) -> Reply:
    """The next empty item is asked at once."""
    number, item, said = int(answers["id"]), answers["item"], answers["text"]
    meeting = await service.get(turn.session, number)
    if said is not None and said != WRITTEN:
        text = await _known_text(contributors, turn, answers) if said == KNOWN else said
        await reporting.write_part(turn.session, number, turn.person_id, item, text, turn.now)
    missing = await reporting.missing(turn.session, meeting)
    items = items_of(meeting.kind)
    later = [one for one in missing if items.index(one) > items.index(item)]
    if later:
        return start_form(PART, id=number, item=later[0])
    shown = await screen(turn, meeting)
    return shown if missing else say(texts.all_written(turn.t)).then(shown)


async def _known_text(contributors: Sequence[Contributor], turn: Turn, answers: Answers) -> str:
    """Kept as typed words are: escaped only where they are shown."""
    known = (await load_item(contributors, turn, answers)).known
    return str(known.unescape()) if known else ""


async def leave_item(turn: Turn, answers: Answers) -> Reply:
    return await screen(turn, await service.get(turn.session, int(answers["id"])))


PART = "report_part"


def part_form(contributors: Sequence[Contributor]) -> Form:
    """`contributors` are the other areas' functions that tell what the reporters did."""
    return Form(
        name=PART,
        load=partial(load_item, contributors),
        steps=(
            Ask(
                name="text",
                text=_ask,
                read=_read,
                explain=steps.explain,
                suggestions=_ways,
                optional=lambda view: view.data.written is None,
            ),
        ),
        finish=partial(finish_item, contributors),
        on_cancel=leave_item,
    )


async def make(turn: Turn, meeting: Meeting) -> Reply:
    """DOCX to be corrected, PDF to be printed."""
    t = turn.t
    office = await municipality.get_municipality(turn.session)
    written = await reporting.parts_of(turn.session, meeting.id)
    paper = papers.report(
        t,
        office.name(t.language) if office else "",
        meeting,
        written,
        await reporting.look_up(turn.session, meeting, turn.now),
        turn.now.astimezone(t.timezone).date(),
    )
    kept = await listing.both(turn.session, paper, paper_texts.file_name(t, "report", meeting), turn.now)
    empty = len(items_of(meeting.kind)) - len(written)
    return say(texts.made(t, empty), _back(turn), attachments=kept, redraw=False)


VERBS = {"report": from_card}
