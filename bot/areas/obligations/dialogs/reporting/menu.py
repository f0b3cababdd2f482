"""The dashboard, and from it to figures and reports."""

from bot.areas.municipality import queries as municipality
from bot.areas.obligations.board import board
from bot.areas.obligations.dialogs.reporting import spans
from bot.areas.obligations.papers import dashboard as papers
from bot.areas.obligations.rules.span import quarter_of
from bot.areas.obligations.texts import dashboard as texts
from bot.areas.obligations.texts import indicators as indicator_texts
from bot.areas.obligations.texts import listing as listing_texts
from bot.areas.obligations.texts import reporting as menu_texts
from bot.core import files
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Reply, Turn, say
from bot.documents.dashboard import render_dashboard


async def show_picture(turn: Turn, _argument: str) -> Reply:
    """This year's, with the summary in words under it."""
    t, today = turn.t, spans.today(turn)
    rows = await board(turn.session, today.year, today, t.timezone)
    if not rows:
        return say(texts.empty(t, today.year), [Choice(str(menu_texts.to_menu(t)), "admin:")])
    office = await municipality.get_municipality(turn.session)
    name = office.name(t.language) if office else ""
    png = await render_dashboard(papers.dashboard(t, name, today.year, rows, today))
    kept = await files.keep_made(
        turn.session, AttachmentKind.PHOTO, f"plan-{today.isoformat()}.png", "image/png", png, turn.now
    )
    text = texts.summary(t, today.year, today, papers.by_colour(rows))
    return say(text, *_ways(turn), attachments=(kept,), redraw=False)


async def show(turn: Turn, _argument: str) -> Reply:
    """The summary alone: what one comes back to."""
    t, today = turn.t, spans.today(turn)
    rows = await board(turn.session, today.year, today, t.timezone)
    picture = [Choice(str(texts.picture_button(t)), "obr:")]
    if not rows:
        return say(texts.empty(t, today.year), [Choice(str(menu_texts.to_menu(t)), "admin:")])
    return say(texts.summary(t, today.year, today, papers.by_colour(rows)), picture, *_ways(turn))


def _ways(turn: Turn) -> list[list[Choice]]:
    t = turn.t
    quarter = spans.code(quarter_of(spans.today(turn)))
    return [
        [Choice(str(indicator_texts.indicators_button(t)), f"obr:i.{quarter}")],
        [Choice(str(menu_texts.reports_button(t)), "obr:r")],
        [Choice(str(menu_texts.presentation_button(t)), "obr:p")],
        [Choice(str(listing_texts.label(t)), "ob:"), Choice(str(menu_texts.to_menu(t)), "admin:")],
    ]
