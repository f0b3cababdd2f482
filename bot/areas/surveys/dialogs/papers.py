"""Paper forms: made for printing, typed in one by one or as a table."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import entering, queries, service, uploading
from bot.areas.surveys.dialogs import steps, survey_cards
from bot.areas.surveys.dialogs.uploads import XLSX, SendTable
from bot.areas.surveys.models import Survey, SurveyState, UploadPurpose
from bot.areas.surveys.papers import entry_sheet
from bot.areas.surveys.papers import form as form_papers
from bot.areas.surveys.questionnaire.content import Question, Questionnaire, in_language
from bot.areas.surveys.rules import paper_numbers, quick_entry
from bot.areas.surveys.texts import asking as asking_texts
from bot.areas.surveys.texts import forms as texts
from bot.areas.surveys.texts import uploads as upload_texts
from bot.core import files
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Heard, Option
from bot.core.i18n import LANGUAGES, RESIDENT_LANGUAGES, Translator
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form
from bot.documents.questionnaire_form import render_questionnaire_form

PDF = "application/pdf"
COPIES = (10, 25, 50, 100)
MOST_COPIES = 300
UNKNOWN = "0"
# Typed instead of a paper's number: somebody was asked and answered aloud.
NO_PAPER = frozenset({"0", "№", "*"})
NEXT_LINE = "next"
NO_MORE = "enough"
# Lots are longer than any number that may stand alone in a button.
LOT = "r"


async def show(turn: Turn, survey: Survey, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    t, number = turn.t, survey.id
    typed = await queries.count_papers(turn.session, number)
    rows: list[list[Choice]] = []
    if survey.state is SurveyState.OPEN:
        rows.append([Choice(str(texts.print_button(t)), f"survey:print.{number}")])
    if survey.opened_at is not None:
        rows.append([Choice(str(texts.type_button(t)), f"survey:type.{number}")])
    if survey.printed:
        rows.append([Choice(str(texts.sheet_button(t)), f"survey:sheet.{number}")])
        rows.append([Choice(str(texts.send_sheet_button(t)), f"survey:sendsheet.{number}")])
    return say(texts.papers_head(t, survey.printed, typed), *rows, survey_cards.to_card(turn, number))


# Printing


async def begin_print(turn: Turn, survey: Survey, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    return start_form(PRINT.name, id=survey.id)


def _copies(_view: View) -> list[Option]:
    return [Option(str(count), str(count)) for count in COPIES]


def _languages(_view: View) -> list[Option]:
    return [Option(LANGUAGES[code], code) for code in RESIDENT_LANGUAGES]


async def finish_print(turn: Turn, answers: Answers) -> Reply:
    survey, form, serials = await entering.number_papers(
        turn.session, int(answers["id"]), int(answers["copies"]), turn.person_id, turn.now
    )
    t = turn.t.in_language(answers["language"])
    numbers = [paper_numbers.make_number(survey.id, serial) for serial in serials]
    office = await municipality.get_municipality(turn.session)
    content = form.questionnaire
    made = form_papers.form(
        t,
        office.name(t.language) if office else "",
        survey,
        content,
        numbers,
        turn.links.deep(f"s_{survey.id}"),
        turn.now.astimezone(t.timezone).date(),
    )
    pdf = await render_questionnaire_form(made)
    name = texts.file_name(t, in_language(content.title, t.language), numbers[0], numbers[-1])
    kept = await files.keep_made(turn.session, AttachmentKind.DOCUMENT, f"{name}.pdf", PDF, pdf, turn.now)
    back = survey_cards.to_card(turn, survey.id)
    return say(texts.printed(turn.t, numbers[0], numbers[-1]), back, attachments=(kept,), redraw=False)


PRINT = Form(
    name="survey_print",
    steps=(
        steps.number(
            "copies", lambda view: texts.ask_copies(view.t), most=MOST_COPIES, least=1, suggestions=_copies
        ),
        Choose(
            name="language",
            text=lambda view: texts.ask_language(view.t),
            options=_languages,
            columns=2,
        ),
    ),
    finish=finish_print,
    on_cancel=survey_cards.back,
)


# Typing in


@dataclass(frozen=True, slots=True)
class Ground:
    survey: Survey
    content: Questionnaire
    villages: Sequence[Option]


async def load(turn: Turn, answers: Answers) -> Ground:
    survey = await service.get(turn.session, int(answers["id"]))
    form = await service.get_form(turn.session, survey.form_id)
    villages = [
        Option(one.name(turn.t.language), str(one.id))
        for one in await municipality.list_villages(turn.session)
    ]
    return Ground(survey, form.questionnaire, villages)


async def begin_type(turn: Turn, survey: Survey, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    return start_form(PAPER.name, id=survey.id)


def _villages(view: View) -> list[Option]:
    return [*view.data.villages, Option(str(texts.village_unknown(view.t)), UNKNOWN)]


def legend(t: Translator, content: Questionnaire) -> Markup:
    numbers = form_papers.printed_numbers(content)
    return texts.legend(
        t,
        [
            (numbers.get(one.name, ""), one, entry_sheet.option_labels(t, one))
            for one in entry_sheet.columns(content)
        ],
    )


def _is_first(view: View) -> bool:
    return not view.answers.get("again")


def _all_typed(view: View) -> list[Option]:
    return [Option(str(texts.typed_all(view.t)), NO_MORE)]


def _read_line(view: View, heard: Heard) -> dict[str, object]:
    """Everything is checked before it is taken: the line stays on the screen to be copied and mended."""
    today = view.now.astimezone(view.t.timezone).date()
    entry = quick_entry.read_entry(view.data.content, heard.text, today)
    serial = None if entry.number in NO_PAPER else entering.check_serial(view.data.survey, entry.number)
    return {"serial": serial, "answers": dict(entry.answers)}


async def finish_paper(turn: Turn, answers: Answers) -> Reply:
    """Taken at once, and the next one is asked for: a tap back is quicker than a tap for each."""
    ground = await load(turn, answers)
    line = answers[NEXT_LINE] if answers.get("again") else answers["line"]
    if line == NO_MORE:
        return await show(turn, ground.survey, "")
    village = int(answers["village"]) or None
    response = await entering.enter(
        turn.session,
        ground.survey.id,
        line["serial"],
        line["answers"],
        village,
        turn.person_id,
        turn.now,
        turn.t.timezone,
    )
    number = paper_numbers.make_number(ground.survey.id, line["serial"]) if line["serial"] else None
    said = summary(turn.t, ground.content, line["answers"])
    count = await queries.count_papers(turn.session, ground.survey.id)
    undo = [
        Choice(str(texts.take_out_button(turn.t)), f"survey:takeout.{ground.survey.id}.{LOT}{response.id}")
    ]
    done = survey_cards.to_card(turn, ground.survey.id)
    shown = say(texts.entered(turn.t, number, count, said), undo, done, redraw=False)
    again = start_form(PAPER.name, id=ground.survey.id, village=answers["village"], again=True)
    return shown.then(again)


def summary(t: Translator, content: Questionnaire, answers: dict[str, object]) -> Markup:
    """What was understood, in a line for each question."""
    numbers = form_papers.printed_numbers(content)
    lines = [
        Markup("{} {}").format(f"{numbers.get(one.name, '·')}:", _short(t, one, answers[one.name]))
        for one in entry_sheet.columns(content)
        if one.name in answers
    ]
    return Markup("\n").join(lines)


def _short(t: Translator, question: Question, value: object) -> str:
    return asking_texts.answer(t, question, value)[:120]


async def take_out(turn: Turn, survey: Survey, more: str) -> Reply:
    lot = more.removeprefix(LOT)
    await entering.take_out(turn.session, int(lot) if lot.isdecimal() else 0, turn.person_id, turn.now)
    return say(texts.taken_out(turn.t), survey_cards.to_card(turn, survey.id))


PAPER = Form(
    name="survey_paper",
    steps=(
        Choose(
            name="village",
            text=lambda view: texts.ask_village(view.t, legend(view.t, view.data.content)),
            options=_villages,
            when=_is_first,
        ),
        Ask(
            name="line",
            text=lambda view: texts.ask_line(view.t),
            read=_read_line,
            explain=steps.explain,
            when=_is_first,
        ),
        Ask(
            name=NEXT_LINE,
            text=lambda view: texts.ask_next(view.t),
            read=_read_line,
            explain=steps.explain,
            suggestions=_all_typed,
            own_way_out=True,
            when=lambda view: not _is_first(view),
        ),
    ),
    load=load,
    finish=finish_paper,
    on_cancel=survey_cards.back,
)


# The table


async def make_sheet(turn: Turn, survey: Survey, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    content = (await service.get_form(turn.session, survey.form_id)).questionnaire
    typed = set(await queries.typed_papers(turn.session, survey.id))
    numbers = [
        paper_numbers.make_number(survey.id, serial)
        for serial in range(1, survey.printed + 1)
        if serial not in typed
    ]
    villages = [one.name(turn.t.language) for one in await municipality.list_villages(turn.session)]
    book = await asyncio.to_thread(entry_sheet.write_sheet, turn.t, content, numbers, villages)
    name = f"{texts.sheet_name(turn.t)} – {in_language(content.title, turn.t.language)[:50]}.xlsx"
    kept = await files.keep_made(turn.session, AttachmentKind.DOCUMENT, name, XLSX, book, turn.now)
    send = [Choice(str(texts.send_sheet_button(turn.t)), f"survey:sendsheet.{survey.id}")]
    return say(texts.sheet_made(turn.t), send, attachments=(kept,), redraw=False)


async def begin_send(turn: Turn, survey: Survey, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    return start_form(TABLE.name, id=survey.id)


async def finish_table(turn: Turn, answers: Answers) -> Reply:
    _, file_id = answers["file"][0]
    await uploading.keep(
        turn.session, UploadPurpose.PAPERS, int(file_id), turn.person_id, turn.now, int(answers["id"])
    )
    return say(upload_texts.is_read(turn.t), redraw=False)


TABLE = Form(
    name="survey_table",
    steps=(
        SendTable(
            name="file",
            text=lambda view: upload_texts.ask_again(view.t),
            kinds=frozenset({AttachmentKind.DOCUMENT}),
        ),
    ),
    finish=finish_table,
    on_cancel=survey_cards.back,
)

VERBS = {
    "papers": show,
    "print": begin_print,
    "type": begin_type,
    "takeout": take_out,
    "sheet": make_sheet,
    "sendsheet": begin_send,
}
