"""Results in the office's chat: question by question, group by group, free words, files."""

import asyncio
from datetime import date

from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import handing_out, service, showing, tallying
from bot.areas.surveys.dialogs import steps, survey_cards
from bot.areas.surveys.models import Survey
from bot.areas.surveys.papers import charts
from bot.areas.surveys.questionnaire.content import Question, QuestionType
from bot.areas.surveys.results import SMALLEST_GROUP, Dimension, Results
from bot.areas.surveys.texts import papers as paper_texts
from bot.areas.surveys.texts import results as texts
from bot.areas.surveys.texts import results_screens as screens
from bot.core import files
from bot.core.dialogs import words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Heard, Option
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form
from bot.documents.chart import render_chart
from bot.documents.paper_docx import render_paper_docx
from bot.documents.paper_pdf import render_paper_pdf
from bot.documents.presentation import render_presentation

ON_PAGE = 5
WORDS_ON_PAGE = 5
PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{_OFFICE}.wordprocessingml.document"
PPTX = f"{_OFFICE}.presentationml.presentation"
Row = list[Choice]


async def show(turn: Turn, survey: Survey, more: str) -> Reply:
    """`more`: the page."""
    found = await tallying.results(turn.session, survey, turn.t.timezone)
    t, number = turn.t, survey.id
    asked = found.questionnaire.asked
    pages = max(1, -(-len(asked) // ON_PAGE))
    page = (int(more) if more.isdecimal() else 0) % pages
    shown = asked[page * ON_PAGE : (page + 1) * ON_PAGE]
    again = Choice(str(screens.again(t)), f"survey:results.{number}.{page}")
    if _too_few(found):
        text = texts.overview(t, found) + "\n\n" + texts.too_few(t)
        return say(text, [again], survey_cards.to_card(turn, number))
    text = texts.overview(t, found) + "\n\n" + texts.listed(t, found, shown)
    rows: list[Row] = [
        [
            Choice(
                f"📈 {found.questionnaire.numbers[one.name]}",
                f"survey:q.{number}.{found.questionnaire.position(one.name)}",
            )
            for one in shown
        ]
    ]
    if pages > 1:
        rows.append(
            [Choice(str(words.more(t, page + 1, pages)), f"survey:results.{number}.{(page + 1) % pages}")]
        )
    rows.append([again, Choice(str(screens.files_button(t)), f"survey:files.{number}")])
    rows += await _office_rows(turn, survey)
    return say(text, *rows, survey_cards.to_card(turn, number))


async def _office_rows(turn: Turn, survey: Survey) -> list[Row]:
    if not await people.may(turn.session, turn.person_id, Permission.RUN_SURVEY):
        return []
    t, number = turn.t, survey.id
    rows = [[Choice(str(screens.presented_button(t)), f"survey:present.{number}")]]
    if survey.closed_at is not None:
        rows.insert(0, [Choice(str(screens.publish_button(t)), f"survey:publish.{number}")])
    return rows


def _too_few(found: Results) -> bool:
    """Of an anonymous survey; who reads names knows them anyway."""
    return found.responses < SMALLEST_GROUP and found.anonymous


# A question


async def _question(turn: Turn, survey: Survey, more: str) -> tuple[Results, Question]:
    """Raises `Refused` for an old button and for too few answers."""
    found = await tallying.results(turn.session, survey, turn.t.timezone)
    place = more.partition(".")[0]
    questions = found.questionnaire.questions
    if not place.isdecimal() or int(place) >= len(questions):
        raise Refused("surveys:gone")
    if _too_few(found):
        raise Refused("surveys:too_few", count=SMALLEST_GROUP)
    return found, questions[int(place)]


async def show_question(turn: Turn, survey: Survey, more: str) -> Reply:
    found, question = await _question(turn, survey, more)
    t = turn.t
    tally = found.tallies[question.name]
    attachments: tuple[Attachment, ...] = ()
    if charts.can_be_drawn(question, tally):
        png = await render_chart(charts.chart(t, found, question, _today(turn)))
        kept = await files.keep_made(
            turn.session, AttachmentKind.PHOTO, "chart.png", "image/png", png, turn.now
        )
        attachments = (kept,)
    rows = _question_rows(turn, survey, found, question)
    return say(texts.one(t, question, tally), *rows, attachments=attachments, redraw=False)


def _question_rows(turn: Turn, survey: Survey, found: Results, question: Question) -> list[Row]:
    t, number = turn.t, survey.id
    content = found.questionnaire
    place = content.position(question.name)
    rows: list[Row] = []
    if question.type is QuestionType.TEXT and found.tallies[question.name].answered:
        rows.append([Choice(str(screens.words_button(t)), f"survey:words.{number}.{place}.0")])
    kinds = [one.dimension for one in found.breakdowns if one.groups or one.hidden]
    labels = [
        Choice(str(texts.dimension_name(t, kind)), f"survey:by.{number}.{place}.{kind.value}")
        for kind in kinds
    ]
    rows += [labels[i : i + 2] for i in range(0, len(labels), 2)]
    later = [one for one in content.asked if content.position(one.name) > place]
    if later:
        following = content.position(later[0].name)
        rows.append([Choice(str(screens.next_button(t)), f"survey:q.{number}.{following}")])
    rows.append([Choice(str(screens.to_results(t)), f"survey:results.{number}")])
    return rows


async def show_groups(turn: Turn, survey: Survey, more: str) -> Reply:
    found, question = await _question(turn, survey, more)
    kind = more.partition(".")[2]
    by = next((one for one in found.breakdowns if one.dimension.value == kind), None)
    if by is None or kind not in set(Dimension):
        raise Refused("surveys:gone")
    place = found.questionnaire.position(question.name)
    back = Choice(str(screens.to_question(turn.t)), f"survey:q.{survey.id}.{place}")
    text = texts.by_groups(turn.t, question, by)
    drawn = any(question.name in group.tallies for group in by.groups)
    if not drawn or not charts.can_be_drawn(question, found.tallies[question.name]):
        return say(text, [back], redraw=False)
    png = await render_chart(charts.group_chart(turn.t, found, question, by, _today(turn)))
    kept = await files.keep_made(turn.session, AttachmentKind.PHOTO, "groups.png", "image/png", png, turn.now)
    return say(text, [back], attachments=(kept,), redraw=False)


# Free words


async def show_words(turn: Turn, survey: Survey, more: str) -> Reply:
    """`more`: the question's place and the page."""
    _, question = await _question(turn, survey, more)
    place, _, typed = more.partition(".")
    count = await showing.count_words(turn.session, survey.id, question.name)
    pages = max(1, -(-count // WORDS_ON_PAGE))
    page = (int(typed) if typed.isdecimal() else 0) % pages
    start = page * WORDS_ON_PAGE
    found = await showing.list_words(turn.session, survey.id, question.name, start, WORDS_ON_PAGE)
    t, at = turn.t, f"{survey.id}.{place}"
    rows: list[Row] = []
    if await people.may(turn.session, turn.person_id, Permission.RUN_SURVEY):
        rows.append(
            [
                Choice(f"🏷 {start + number}", f"survey:tag.{at}.{start + number - 1}")
                for number, _one in enumerate(found, 1)
            ]
        )
    if pages > 1:
        rows.append([Choice(str(words.more(t, page + 1, pages)), f"survey:words.{at}.{(page + 1) % pages}")])
    rows.append([Choice(str(screens.to_question(t)), f"survey:q.{at}")])
    voices = tuple(Attachment(AttachmentKind.VOICE, one.voice) for one in found if one.voice)
    text = screens.free_words(t, question, found, start)
    reply = say(text, *[row for row in rows if row], redraw=False)
    return reply.then(say(screens.voices(t, len(voices)), attachments=voices)) if voices else reply


async def begin_tag(turn: Turn, survey: Survey, more: str) -> Reply:
    """`more`: the question's place and which answer."""
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    _, question = await _question(turn, survey, more)
    place, _, typed = more.partition(".")
    at = int(typed) if typed.isdecimal() else 0
    found = await showing.list_words(turn.session, survey.id, question.name, at, 1)
    if not found:
        raise Refused("surveys:gone")
    return start_form(
        TAG.name,
        id=survey.id,
        place=int(place),
        question=question.name,
        response=found[0].response_id,
        page=at // WORDS_ON_PAGE,
        words=found[0].text or "",
    )


async def load_tags(turn: Turn, answers: Answers) -> list[str]:
    return list(await showing.known_tags(turn.session, int(answers["id"]), str(answers["question"])))


def _tags(view: View) -> list[Option]:
    return [Option(tag, tag) for tag in view.data[:8] if len(tag.encode()) <= 40]


def _read_tag(_view: View, heard: Heard) -> str:
    return steps.check_words(heard.text, showing.LONGEST_TAG)


TAG_STEP = Ask(
    name="tag",
    text=lambda view: screens.ask_tag(view.t, view.answers.get("words") or ""),
    read=_read_tag,
    explain=steps.explain,
    suggestions=_tags,
)


async def finish_tag(turn: Turn, answers: Answers) -> Reply:
    survey = await service.get(turn.session, int(answers["id"]))
    await showing.toggle_tag(
        turn.session,
        survey.id,
        str(answers["question"]),
        int(answers["response"]),
        str(answers["tag"]),
        turn.person_id,
        turn.now,
    )
    return await show_words(turn, survey, f"{answers['place']}.{answers['page']}")


TAG = Form(
    name="survey_tag", steps=(TAG_STEP,), load=load_tags, finish=finish_tag, on_cancel=survey_cards.back
)


# Files


async def choose_file(turn: Turn, survey: Survey, _more: str) -> Reply:
    t, number = turn.t, survey.id
    rows: list[Row] = [
        [Choice(str(screens.report_button(t)), f"survey:report.{number}")],
        [Choice(str(screens.slides_button(t)), f"survey:slides.{number}")],
    ]
    if await people.may(turn.session, turn.person_id, Permission.RUN_SURVEY):
        rows.append([Choice(str(screens.export_button(t)), f"survey:export.{number}")])
    rows.append([Choice(str(screens.to_results(t)), f"survey:results.{number}")])
    return say(screens.choose_file(t), *rows)


async def make_report(turn: Turn, survey: Survey, language: str) -> Reply:
    """PDF to be printed, DOCX to be changed; another button gives the other language."""
    t = _in(turn, language)
    paper = await showing.report(turn.session, t, survey, await _organisation(turn, t), _today(turn))
    name = paper_texts.file_name(t, "report", paper.subtitle)
    kept = (
        await _keep(turn, f"{name}.pdf", PDF, await render_paper_pdf(paper)),
        await _keep(turn, f"{name}.docx", DOCX, await render_paper_docx(paper)),
    )
    return _made(turn, survey, "report", t, kept)


async def make_slides(turn: Turn, survey: Survey, language: str) -> Reply:
    t = _in(turn, language)
    deck = await showing.make_slides(turn.session, t, survey, await _organisation(turn, t), _today(turn))
    name = paper_texts.file_name(t, "slides", deck.title)
    kept = await _keep(turn, f"{name}.pptx", PPTX, await asyncio.to_thread(render_presentation, deck))
    return _made(turn, survey, "slides", t, (kept,))


async def make_export(turn: Turn, survey: Survey, language: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    t = _in(turn, language)
    if await handing_out.is_long(turn.session, survey.id):
        await handing_out.order(turn.session, survey, t.language, turn.person_id, turn.now)
        return say(screens.export_ordered(turn.t), redraw=False)
    made = await handing_out.make(turn.session, t, survey)
    kept = await handing_out.hand_out(turn.session, t, survey, made, turn.person_id, turn.now)
    return _made(turn, survey, "export", t, kept)


def _made(turn: Turn, survey: Survey, verb: str, t: Translator, kept: tuple[Attachment, ...]) -> Reply:
    other = "ky" if t.language == "ru" else "ru"
    again = Choice(str(screens.in_language(turn.t, other)), f"survey:{verb}.{survey.id}.{other}")
    back = Choice(str(screens.to_results(turn.t)), f"survey:results.{survey.id}")
    return say(screens.file_made(turn.t, verb), [again], [back], attachments=kept, redraw=False)


def _in(turn: Turn, language: str) -> Translator:
    return turn.t.in_language(language) if language in {"ky", "ru"} else turn.t


async def _organisation(turn: Turn, t: Translator) -> str:
    office = await municipality.get_municipality(turn.session)
    return office.name(t.language) if office else ""


async def _keep(turn: Turn, name: str, mime_type: str, content: bytes) -> Attachment:
    return await files.keep_made(turn.session, AttachmentKind.DOCUMENT, name, mime_type, content, turn.now)


def _today(turn: Turn) -> date:
    return turn.now.astimezone(turn.t.timezone).date()


VERBS = {
    "results": show,
    "q": show_question,
    "by": show_groups,
    "words": show_words,
    "tag": begin_tag,
    "files": choose_file,
    "report": make_report,
    "slides": make_slides,
    "export": make_export,
}
