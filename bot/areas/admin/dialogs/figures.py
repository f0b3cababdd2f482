"""/figures: how many residents the office reaches, for all who work here."""

from bot.areas.admin import queries
from bot.areas.admin.texts import figures as texts
from bot.areas.municipality import queries as municipality
from bot.areas.obligations.texts import indicators as indicator_texts
from bot.areas.people import service
from bot.areas.people.rules import Permission
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say


async def show_figures(turn: Turn, _argument: str) -> Reply:
    await service.check_may(turn.session, turn.person_id, Permission.READ_FIGURES)
    counted = await queries.subscribers_by_village(turn.session)
    villages = [
        texts.village(turn.t, village.name(turn.t.language), counted.get(village.id, 0), village.population)
        for village in await municipality.list_villages(turn.session)
    ]
    messages = [texts.message(turn.t, sent) for sent in await queries.latest_messages(turn.session)]
    text = texts.figures(turn.t, sum(counted.values()), villages, messages)
    indicators = Choice(str(indicator_texts.indicators_button(turn.t)), "obr:i")
    return say(text, [indicators], [Choice(str(texts.to_work(turn.t)), "admin:")])
