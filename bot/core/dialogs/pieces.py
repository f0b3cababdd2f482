"""What a person sends as one thing and the platform brings in pieces: long texts, albums of pictures."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup, escape

from bot.core.dialogs.state import ALBUM, CUT, State
from bot.core.dialogs.steps import Ask, Heard, Step
from bot.core.messages import InMessage

# The pieces leave the phone together; nobody reads the next question and answers it in this time.
TOGETHER = timedelta(seconds=5)
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", "»")


def rejoined(state: State, heard: Heard, now: datetime) -> tuple[State, Heard, bool]:
    """What goes on with a text that was cut goes back to that text's question; True when it does."""
    cut = state.answers.get(CUT)
    if cut is None:
        return state, heard, False
    state = state.without(CUT)
    if heard.value is not None or heard.attachment is not None or not heard.text:
        return state, heard, False
    # Where the rest was asked for, it may take its time.
    asked_for = state.step == cut["step"] and state.answers.get(state.step) is not None
    if not asked_for and _moment(heard.message, now) - datetime.fromisoformat(cut["at"]) > TOGETHER:
        return state, heard, False
    return state.at(cut["step"]), replace(heard, message=_joined(cut, heard.message)), True


def note_cut(state: State, step: Step, heard: Heard, now: datetime) -> State:
    """Remember a text of which more may come, as it was written."""
    message = heard.message
    if not message.may_be_cut or not isinstance(step, Ask) or heard.value is not None:
        return state
    kept: dict[str, Any] = {"step": step.name, "text": message.text or "", "rich": str(_rich(message))}
    return state.answered(CUT, kept | {"at": _moment(message, now).isoformat()})


def in_album(state: State, message: InMessage) -> bool:
    """Whether another picture of the same album was heard just before."""
    return message.album is not None and state.answers.get(ALBUM, {}).get("id") == message.album


def note_album(before: State, after: State, message: InMessage, remark: Markup | None) -> tuple[State, bool]:
    """Remember what was said to the album; True when there is nothing new to say to this picture of it."""
    if message.album is None:
        return after.without(ALBUM), False
    known = before.answers.get(ALBUM, {})
    said = str(remark) if remark else known.get("said", "") if in_album(before, message) else ""
    noted = {"id": message.album, "step": after.step, "said": said}
    return after.answered(ALBUM, noted), noted == known


def _joined(cut: dict[str, Any], rest: InMessage) -> InMessage:
    between = "\n" if cut["text"].rstrip().endswith(_SENTENCE_ENDS) else " "
    rich = Markup("{}{}{}").format(Markup(cut["rich"]), between, _rich(rest))  # noqa: S704 - it was Markup when it was kept
    return replace(rest, text=f"{cut['text']}{between}{rest.text}", rich=rich)


def _rich(message: InMessage) -> Markup:
    return message.rich if message.rich is not None else escape(message.text or "")


def _moment(message: InMessage, now: datetime) -> datetime:
    return message.sent_at or now
