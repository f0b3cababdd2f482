"""The questions of which a message is made; writing and changing ask the same ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.texts import refusals
from bot.areas.broadcasts.texts import writing as texts
from bot.areas.municipality import queries as municipality
from bot.areas.residents.models import Topic
from bot.core import richtext
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Collect, Condition, Heard, Option, Outcome, Rejected, always
from bot.core.errors import Refused
from bot.core.i18n import LANGUAGES, RESIDENT_LANGUAGES, Translator
from bot.core.messages import AttachmentKind
from bot.core.routes import Answers, Turn

KINDS = frozenset(AttachmentKind)
BOTH = "both"
FILES = "files"


@dataclass(frozen=True, slots=True)
class Places:
    """`attached`: how many files the message has already, to which more would be added."""

    villages: Sequence[Option]
    districts: Sequence[Option]
    attached: int = 0


async def load_places(turn: Turn, _answers: Answers) -> Places:
    language = turn.t.language
    villages = await municipality.list_villages(turn.session)
    districts = await municipality.list_districts(turn.session)
    return Places(
        [Option(v.name(language), str(v.id)) for v in villages],
        [Option(d.name(language), str(d.id)) for d in districts],
    )


Asking = Callable[[Translator], Markup]


def read_rich(_view: View, heard: Heard) -> str:
    """What was typed with its marks, reduced to ours."""
    text = str(richtext.clean(heard.message.rich or escape(heard.text)))
    rules.check_text(text)
    return text


def files_of(answers: Answers) -> list[Any]:
    """All that was sent, in order."""
    return list(answers.get(FILES) or [])


def explain(view: View, refused: Refused) -> Markup:
    return refusals.REFUSALS[refused.code](view.t, refused)


@dataclass(frozen=True, kw_only=True)
class CollectFiles(Collect):
    """Not larger than can be fetched and sent on, and not too many with those there are."""

    def accept(self, view: View, heard: Heard) -> Outcome:
        there = view.data.attached + len(self._collected(view)) if heard.attachment else 0
        try:
            rules.check_files([_size(heard), *[None] * there])
        except Refused as refused:
            return Rejected(explain(view, refused))
        return super().accept(view, heard)


def _size(heard: Heard) -> int | None:
    return heard.message.attachment.size if heard.message.attachment else None


def kyrgyz(when: Condition = always) -> Ask:
    return Ask(
        name="ky",
        text=lambda v: texts.ask_kyrgyz(v.t),
        read=read_rich,
        explain=explain,
        files_to=FILES,
        when=when,
    )


def russian(asking: Asking, when: Condition = always) -> Ask:
    return Ask(
        name="ru",
        text=lambda v: asking(v.t),
        read=read_rich,
        explain=explain,
        files_to=FILES,
        when=when,
        optional=always,
    )


def files(asking: Asking, when: Condition = always) -> CollectFiles:
    return CollectFiles(
        name=FILES,
        text=lambda v: asking(v.t),
        kinds=KINDS,
        limit=rules.MOST_FILES,
        when=when,
        optional=always,
    )


def audience(when: Condition = always) -> tuple[Choose, Choose, Choose]:
    """All, or some villages, or some districts."""

    def kind(view: View) -> list[Option]:
        found = [Option(str(texts.to_all(view.t)), "all"), Option(str(texts.to_villages(view.t)), "villages")]
        if view.data.districts:
            found.append(Option(str(texts.to_districts(view.t)), "districts"))
        return found

    return (
        Choose(name="whom", text=lambda v: texts.ask_audience(v.t), options=kind, when=when),
        Choose(
            name="villages",
            text=lambda v: texts.ask_villages(v.t),
            options=lambda v: v.data.villages,
            several=True,
            when=lambda v: when(v) and v.answers.get("whom") == "villages",
        ),
        Choose(
            name="districts",
            text=lambda v: texts.ask_districts(v.t),
            options=lambda v: v.data.districts,
            several=True,
            when=lambda v: when(v) and v.answers.get("whom") == "districts",
        ),
    )


def languages(when: Condition = always) -> Choose:
    def options(view: View) -> list[Option]:
        own = [Option(LANGUAGES[code], code) for code in RESIDENT_LANGUAGES]
        return [Option(str(texts.both_languages(view.t)), BOTH), *own]

    return Choose(name="languages", text=lambda v: texts.ask_languages(v.t), options=options, when=when)


def topic(when: Condition = always) -> Choose:
    def options(view: View) -> list[Option]:
        return [Option(str(texts.topic_name(view.t, topic)), topic.value) for topic in Topic]

    return Choose(name="topic", text=lambda v: texts.ask_topic(v.t), options=options, when=when)


def read_audience(answers: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What the answers mean; `kept` is what they say nothing of."""
    chosen = dict(kept)
    if "whom" in answers:
        whom = answers["whom"]
        chosen["villages"] = [int(i) for i in answers.get("villages") or []] if whom == "villages" else []
        chosen["districts"] = [int(i) for i in answers.get("districts") or []] if whom == "districts" else []
    if "languages" in answers:
        chosen["languages"] = [] if answers["languages"] == BOTH else [answers["languages"]]
    return chosen
