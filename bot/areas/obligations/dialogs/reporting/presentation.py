"""The presentation of local issues: made, made anew, with the office's own words (001 §1.2)."""

from bot.areas.obligations.dialogs.reporting import making, spans
from bot.areas.obligations.models import PaperKind
from bot.areas.obligations.papers import words
from bot.areas.obligations.reporting import papers, presenting, service
from bot.areas.obligations.reporting.service import OWN
from bot.areas.obligations.texts import presenting as texts
from bot.areas.obligations.texts import reporting as menu_texts
from bot.areas.obligations.texts import reports as report_texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.i18n import RESIDENT_LANGUAGES
from bot.core.messages import Attachment, AttachmentKind, Choice
from bot.core.routes import Reply, Turn, say, start_form


async def show(turn: Turn, argument: str) -> Reply:
    """`2026.1` is that of winter, `2026.2` that of summer; anything else this half-year's."""
    return await card(turn, *_which(turn, argument))


def _which(turn: Turn, argument: str) -> tuple[int, int]:
    today = spans.today(turn)
    year, _, part = argument.partition(".")
    if year.isdecimal() and 2000 < int(year) <= today.year + 1 and part in {"1", "2"}:
        return int(year), int(part)
    return today.year, presenting.part_of(today)


async def card(turn: Turn, year: int, part: int) -> Reply:
    t, code = turn.t, f"{year}.{part}"
    paper = await papers.find(turn.session, PaperKind.PRESENTATION, year, part)
    made = bool(paper and paper.files)
    made_on = t.date(paper.made_at) if paper and made else None
    own = words.in_language(paper.words, OWN, t.language) if paper else ""
    rows = []
    if made:
        rows.append(
            [
                Choice(report_texts.files_button(t, language), f"obr:pf.{code}.{language}")
                for language in RESIDENT_LANGUAGES
            ]
        )
    if await people.may(turn.session, turn.person_id, Permission.KEEP_PLAN):
        label = texts.make_again_button(t) if made else texts.make_button(t)
        rows.append([Choice(str(label), f"obr:pm.{code}")])
        rows.append([Choice(str(texts.own_button(t)), f"obr:pw.{code}")])
    other = presenting.SUMMER if part == presenting.WINTER else presenting.WINTER
    rows.append([Choice(texts.period(t, year, other), f"obr:p.{year}.{other}")])
    return say(texts.screen(t, year, part, made_on, own), *rows, [Choice(str(menu_texts.back(t)), "obr:m")])


async def make(turn: Turn, argument: str) -> Reply:
    """In both languages, with what is known today."""
    year, part = _which(turn, argument)
    paper = await service.open_paper(
        turn.session, PaperKind.PRESENTATION, year, part, turn.person_id, turn.now
    )
    told = await presenting.gather(turn.session, year, part, turn.now, turn.t.timezone)
    made = await making.presentation_files(turn, told, RESIDENT_LANGUAGES)
    await service.keep_presentation(turn.session, paper.id, made, turn.person_id, turn.now)
    back = [Choice(str(menu_texts.back(turn.t)), f"obr:p.{year}.{part}")]
    text = texts.made(turn.t, year, part)
    return say(text, back, attachments=making.attachments(made), redraw=False)


async def files(turn: Turn, argument: str) -> Reply:
    """`2026.1.ky`: what was made, as it was made."""
    code, _, language = argument.rpartition(".")
    year, part = _which(turn, code)
    paper = await papers.find(turn.session, PaperKind.PRESENTATION, year, part)
    kept = [
        Attachment(AttachmentKind(kind), number)
        for kind, number, spoken in (paper.files if paper else [])
        if spoken == language
    ]
    if not kept:
        return await card(turn, year, part)
    return say(
        texts.made(turn.t, year, part),
        [Choice(str(menu_texts.back(turn.t)), f"obr:p.{year}.{part}")],
        attachments=tuple(kept),
        redraw=False,
    )


async def begin_words(turn: Turn, argument: str) -> Reply:
    year, part = _which(turn, argument)
    paper = await service.open_paper(
        turn.session, PaperKind.PRESENTATION, year, part, turn.person_id, turn.now
    )
    return start_form("report_words", id=paper.id, item=OWN)
