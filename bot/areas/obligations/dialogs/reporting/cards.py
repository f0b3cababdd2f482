"""Reports in a list, and one of them with what can be done with it now."""

from bot.areas.obligations.dialogs.reporting import spans
from bot.areas.obligations.models import ObligationPaper
from bot.areas.obligations.reporting import papers
from bot.areas.obligations.reporting.papers import Progress
from bot.areas.obligations.reporting.service import MONEY, PROPOSALS, WHY
from bot.areas.obligations.rules.span import Span, last_ended, quarter_of
from bot.areas.obligations.texts import reporting as menu_texts
from bot.areas.obligations.texts import reports as texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.i18n import RESIDENT_LANGUAGES
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

Rows = list[list[Choice]]


async def show_list(turn: Turn, argument: str) -> Reply:
    """`2026q3` opens one; nothing lists those that can be made now."""
    if argument:
        return await card(turn, spans.read(turn, argument))
    today = spans.today(turn)
    rows: Rows = []
    for span in (last_ended(today), quarter_of(today), Span(today.year), Span(today.year - 1)):
        paper = await papers.find(turn.session, papers.kind_of(span), span.year, span.quarter)
        state = papers.progress(await papers.broadcast_of(turn.session, paper)) if paper else None
        rows.append([Choice(texts.list_label(turn.t, span, state), f"obr:r.{spans.code(span)}")])
    return say(texts.list_head(turn.t), *rows, [Choice(str(menu_texts.back(turn.t)), "obr:m")])


async def by_id(turn: Turn, argument: str) -> Reply:
    """What a message to residents leads back to."""
    paper = await papers.get(turn.session, int(argument) if argument.isdecimal() else 0)
    return await card(turn, papers.span_of(paper))


async def card(turn: Turn, span: Span) -> Reply:
    paper = await papers.find(turn.session, papers.kind_of(span), span.year, span.quarter)
    broadcast = await papers.broadcast_of(turn.session, paper) if paper else None
    state = papers.progress(broadcast)
    put = await papers.postings(turn.session, paper.id) if paper else ()
    is_over = spans.is_over(turn, span)
    text = texts.card(turn.t, span, state, paper.words if paper else {}, put, is_over=is_over)
    rows = _looks(turn, span)
    if await people.may(turn.session, turn.person_id, Permission.KEEP_PLAN):
        if state is Progress.WRITTEN:
            rows += _writing(turn, span, is_over=is_over)
        elif broadcast is not None:
            rows.append([Choice(str(texts.message_button(turn.t)), f"bc:card.{broadcast.id}")])
    if paper and state in {Progress.APPROVED, Progress.PUBLISHED}:
        rows += await _putting_up(turn, paper)
    return say(text, *rows, [Choice(str(menu_texts.back(turn.t)), "obr:r")])


def _looks(turn: Turn, span: Span) -> Rows:
    return [
        [
            Choice(texts.files_button(turn.t, language), f"obr:f.{spans.code(span)}.{language}")
            for language in RESIDENT_LANGUAGES
        ]
    ]


def _writing(turn: Turn, span: Span, *, is_over: bool) -> Rows:
    code = spans.code(span)
    items = [
        [Choice(str(texts.item_button(turn.t, item)), f"obr:w.{code}.{item}") for item in (WHY, PROPOSALS)],
        [Choice(str(texts.item_button(turn.t, MONEY)), f"obr:w.{code}.{MONEY}")],
    ]
    return [*items, [Choice(str(texts.publish_button(turn.t)), f"obr:pub.{code}")]] if is_over else items


async def _putting_up(turn: Turn, paper: ObligationPaper) -> Rows:
    if not await people.may(turn.session, turn.person_id, Permission.RECORD_DISTRIBUTION):
        return []
    posters = [
        Choice(texts.poster_button(turn.t, language), f"obr:poster.{paper.id}.{language}")
        for language in RESIDENT_LANGUAGES
    ]
    return [posters, [Choice(str(texts.note_button(turn.t)), f"obr:put.{paper.id}")]]
