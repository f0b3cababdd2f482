"""Registering an initiative, also one that came as a mandate and was passed on to the council."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.initiatives import queries, rules, service
from bot.areas.initiatives.dialogs import steps
from bot.areas.initiatives.models import InitiativeKind, Initiator
from bot.areas.initiatives.service import Draft
from bot.areas.initiatives.texts import keeping as texts
from bot.areas.initiatives.texts import naming
from bot.areas.municipality import queries as municipality
from bot.core.dialogs import words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Confirm, Option, always
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

FindProposal = Callable[[AsyncSession, int, int], Awaitable[str | None]]
"""By the number of a mandate and who asks: its words; None when it isn't theirs to register."""

TellRegistered = Callable[
    [AsyncSession, int, str, Callable[[Translator], Choice], datetime], Awaitable[int | None]
]
"""By the number of a mandate: who gave it hears the initiative's number, with the button that opens it.

Gives their id, None for who is unknown here: it is their wish, so they support it and hear how it ends.
"""

NAME = "initiative_new"
WHOLE = "0"


@dataclass(frozen=True, slots=True)
class Ground:
    """Villages to choose among, how many live there, the words of the mandate it comes from."""

    villages: Sequence[Option]
    needed: int | None
    proposal: str | None


class Registration:
    """Its form and its beginnings; what it knows of mandates comes from the composition."""

    def __init__(self, find_proposal: FindProposal, tell_registered: TellRegistered) -> None:
        self._find_proposal = find_proposal
        self._tell_registered = tell_registered
        self.form = Form(name=NAME, load=self._load, steps=_STEPS, finish=self._finish, on_cancel=_left)

    async def _finish(self, turn: Turn, answers: Answers) -> Reply:
        found = await service.register(
            turn.session, _draft(answers), turn.person_id, turn.now, turn.t.timezone
        )
        if found.appeal_id is not None:
            author = await self._tell_registered(
                turn.session,
                found.appeal_id,
                naming.number(found),
                lambda t: Choice(str(texts.to_card(t)), f"in:card.{found.id}"),
                turn.now,
            )
            if author is not None and rules.can_be_supported(found):
                await service.support(turn.session, found.id, author, turn.now)
        there = Choice(str(texts.to_card(turn.t)), f"ini:card.{found.id}")
        return say(texts.registered(turn.t, found), [there])

    async def begin_from_mandate(self, turn: Turn, argument: str) -> Reply:
        """Raises `Refused` for who keeps no register, and for what isn't with the council."""
        await service.check_may_keep(turn.session, turn.person_id)
        known = await queries.find_by_appeal(turn.session, int(argument)) if argument.isdecimal() else None
        if known is not None:
            # Also when the council has answered the mandate meanwhile: the initiative is public.
            there = Choice(str(texts.to_card(turn.t)), f"ini:card.{known.id}")
            return say(texts.registered(turn.t, known), [there])
        if not argument.isdecimal() or not await self._proposal(turn, int(argument)):
            raise Refused("initiatives:no_mandate")
        return start_form(NAME, appeal=int(argument))

    async def _proposal(self, turn: Turn, appeal_id: int) -> str | None:
        return await self._find_proposal(turn.session, appeal_id, turn.person_id)

    async def _load(self, turn: Turn, answers: Answers) -> Ground:
        language = turn.t.language
        villages = await municipality.list_villages(turn.session)
        options = [Option(one.name(language), str(one.id)) for one in villages]
        proposal = await self._proposal(turn, int(answers["appeal"])) if answers.get("appeal") else None
        needed = None
        if answers.get("kind") and answers.get("by"):
            needed = rules.signatures_needed(
                InitiativeKind(answers["kind"]),
                Initiator(answers["by"]),
                await queries.population(turn.session),
                (await municipality.get_legal(turn.session)).initiative_signatures,
            )
        whole = Option(str(texts.whole(turn.t)), WHOLE)
        return Ground([whole, *options], needed, proposal)


def _asks_money(view: View) -> bool:
    return view.answers.get("kind") != InitiativeKind.NORM_MAKING.value


def _asks_signatures(view: View) -> bool:
    local = view.answers.get("kind") == InitiativeKind.LOCAL.value
    return view.data.needed is not None or local


_STEPS = (
    Choose(
        name="kind",
        text=lambda view: texts.ask_kind(view.t),
        options=lambda view: [Option(str(naming.kind(view.t, one)), one.value) for one in InitiativeKind],
    ),
    steps.words("title", lambda view: texts.ask_title(view.t, view.data.proposal)),
    steps.words("title_ru", lambda view: texts.ask_title_ru(view.t), optional=always),
    steps.words("about", lambda view: texts.ask_about(view.t), longest=rules.LONGEST_TEXT),
    Choose(
        name="by",
        text=lambda view: texts.ask_put_forward(view.t),
        options=lambda view: [Option(str(naming.initiator(view.t, one)), one.value) for one in Initiator],
    ),
    steps.words("initiator", lambda view: texts.ask_initiator(view.t)),
    Choose(
        name="village",
        text=lambda view: texts.ask_village(view.t),
        options=lambda view: view.data.villages,
    ),
    steps.money("amount", lambda view: texts.ask_amount(view.t), when=_asks_money),
    steps.count(
        "signatures",
        lambda view: texts.ask_signatures(view.t, view.data.needed),
        when=_asks_signatures,
        optional=always,
    ),
    steps.files("files", lambda view: texts.ask_files(view.t, InitiativeKind(view.answers["kind"]))),
    Confirm(
        name="sure",
        text=lambda view: texts.preview(view.t, _draft(view.answers), view.data.needed),
        button=lambda view: texts.register_button(view.t),
    ),
)


def _draft(answers: Answers) -> Draft:
    kind = InitiativeKind(answers["kind"])
    norm_making = kind is InitiativeKind.NORM_MAKING
    return Draft(
        kind=kind,
        title_ky=answers["title"],
        title_ru=answers.get("title_ru"),
        about=answers["about"],
        put_forward_by=Initiator(answers["by"]),
        initiator=answers["initiator"],
        village_id=int(answers["village"]) or None,
        amount=None if norm_making else answers.get("amount"),
        signatures=answers.get("signatures") or 0,
        files=answers.get("files") or [],
        appeal_id=answers.get("appeal"),
    )


async def _left(turn: Turn, _answers: Answers) -> Reply:
    return say(words.cancelled(turn.t), [Choice(str(texts.to_list(turn.t)), "ini:list.0")])
