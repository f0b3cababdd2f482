"""The list of the year's duties, a card for each, ticks with their proofs, what belongs where."""

from collections.abc import Awaitable, Callable, Mapping

from bot.areas.obligations.dialogs.board import card, evidence, linking, listing, proofs, ticking
from bot.areas.obligations.texts import listing as texts
from bot.areas.obligations.texts.proving_refusals import REFUSALS
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.routes import Reply, Routes, Turn

VERBS: Mapping[str, Callable[[Turn, str], Awaitable[Reply]]] = {
    **listing.VERBS,
    **card.VERBS,
    **ticking.VERBS,
    **proofs.VERBS,
    **linking.VERBS,
    **evidence.VERBS,
}


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.rest`; the list for what no button of ours says."""
    name, _, rest = argument.partition(".")
    return await VERBS.get(name, listing.show)(turn, rest)


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    return [("plan", str(texts.command(t)))] if Permission.READ_FIGURES in permissions else []


routes = Routes(
    commands={"plan": listing.show},
    actions={"ob": act},
    forms=(ticking.PROOF,),
    refusals=REFUSALS,
)
