"""The questions of which a message is made; writing and changing ask the same ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from bot.areas.broadcasts import rules, texts
from bot.areas.municipality import queries as municipality
from bot.areas.residents.models import Topic
from bot.core import richtext
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Collect, Condition, Heard, Option, always
from bot.core.errors import Refused
from bot.core.i18n import LANGUAGES, RESIDENT_LANGUAGES
from bot.core.messages import AttachmentKind
from bot.core.routes import Answers, Turn

KINDS = frozenset(AttachmentKind)
BOTH = "both"


@dataclass(frozen=True, slots=True)
class Places:
    villages: Sequence[Option]
    districts: Sequence[Option]


async def load_places(turn: Turn, _answers: Answers) -> Places:
    language = turn.t.language
    villages = await municipality.list_villages(turn.session)
    districts = await municipality.list_districts(turn.session)
    return Places(
        [Option(v.name(language), str(v.id)) for v in villages],
        [Option(d.name(language), str(d.id)) for d in districts],
    )


def read_rich(_view: View, heard: Heard) -> str:
    """What was typed with its marks, reduced to ours."""
    text = str(richtext.clean(heard.message.rich or escape(heard.text)))
    rules.check_text(text)
    return text


def explain(view: View, refused: Refused) -> Any:
    return texts.REFUSALS[refused.code](view.t, refused)


def kyrgyz(when: Condition = always) -> Ask:
    return Ask(name="ky", text=lambda v: texts.ask_kyrgyz(v.t), read=read_rich, explain=explain, when=when)


def russian(when: Condition = always) -> Ask:
    return Ask(
        name="ru",
        text=lambda v: texts.ask_russian(v.t),
        read=read_rich,
        explain=explain,
        when=when,
        optional=always,
    )


def files(when: Condition = always) -> Collect:
    return Collect(
        name="files",
        text=lambda v: texts.ask_files(v.t),
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
