"""What was marked by hand in a period: looked at, shown, taken back."""

from markupsafe import Markup

from bot.areas.obligations import access, proving, showing
from bot.areas.obligations.dialogs.board import card, ground
from bot.areas.obligations.models import Proof
from bot.areas.obligations.rules.state import FactKind
from bot.areas.obligations.texts import card as card_texts
from bot.areas.obligations.texts import proving as texts
from bot.core import numbered
from bot.core.messages import Attachment, AttachmentKind, Choice
from bot.core.routes import Reply, Turn, say

MOST = 7


async def show(turn: Turn, argument: str) -> Reply:
    await access.viewer(turn.session, turn.person_id)
    row, one = await ground.standing(turn, argument)
    names = await showing.names(turn.session, turn.t, row)
    ticks = [fact for fact in one.judgement.facts if fact.kind is FactKind.TICK][-MOST:]
    said = [card_texts.fact_line(turn.t, row, fact, names) for fact in ticks]
    rows = [
        buttons
        for number, fact in enumerate(ticks, start=1)
        if (buttons := await _buttons(turn, names.proofs[fact.subject_id], number))
    ]
    head = texts.proofs_head(turn.t, row)
    text = numbered.under(head, said) if said else Markup("{}\n\n{}").format(head, texts.no_proofs(turn.t))
    return say(text, *rows, card.to_card(turn, row))


async def _buttons(turn: Turn, proof: Proof, number: int) -> list[Choice]:
    found = []
    if proof.files:
        found.append(Choice(str(texts.files_button(turn.t, number)), f"ob:files.{proof.id}"))
    if await proving.may_withdraw(turn.session, proof, turn.person_id):
        found.append(Choice(str(texts.take_back_button(turn.t, number)), f"ob:back.{proof.id}"))
    return found


async def show_files(turn: Turn, argument: str) -> Reply:
    await access.viewer(turn.session, turn.person_id)
    proof = await proving.find(turn.session, ground.as_number(argument))
    files = tuple(Attachment(AttachmentKind(kind), number) for kind, number in proof.files)
    back = [Choice(str(card_texts.to_card(turn.t)), f"ob:ticks.{proof.period_id}")]
    return say(texts.files_head(turn.t, proof.done_on), back, attachments=files, redraw=False)


async def ask_take_back(turn: Turn, argument: str) -> Reply:
    await access.viewer(turn.session, turn.person_id)
    proof = await proving.find(turn.session, ground.as_number(argument))
    yes = [Choice(str(texts.yes_take_back(turn.t)), f"ob:gone.{proof.id}")]
    back = [Choice(str(card_texts.to_card(turn.t)), f"ob:ticks.{proof.period_id}")]
    return say(texts.ask_take_back(turn.t, proof.done_on), yes, back)


async def take_back(turn: Turn, argument: str) -> Reply:
    proof = await proving.withdraw(
        turn.session, ground.as_number(argument), turn.person_id, turn.now, turn.t.timezone
    )
    row, _ = await ground.standing(turn, str(proof.period_id))
    return say(texts.taken_back(turn.t), card.to_card(turn, row))


VERBS = {"ticks": show, "files": show_files, "back": ask_take_back, "gone": take_back}
