"""Sections beyond those of the rules: added, renamed, hidden."""

from typing import Any

from bot.areas.library import service
from bot.areas.library.catalogue import Section
from bot.areas.library.dialogs import public
from bot.areas.library.dialogs.putting import explain
from bot.areas.library.queries import Shelf
from bot.areas.library.rules import content as rules
from bot.areas.library.texts import keeping as texts
from bot.core.dialogs import words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Confirm, Heard, always
from bot.core.errors import Refused
from bot.core.i18n import RESIDENT_LANGUAGES
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form


def begin_new() -> Reply:
    return start_form(NEW.name)


def begin_rename(shelf: Shelf) -> Reply:
    check_own(shelf.section)
    return start_form(RENAME.name, key=shelf.key)


def begin_hide(shelf: Shelf) -> Reply:
    check_own(shelf.section)
    return start_form(HIDE.name, key=shelf.key)


def check_own(section: Section) -> None:
    """Before anything is asked. Raises `Refused`."""
    if section.mandatory:
        raise Refused("library:mandatory")


def _read_title(_view: View, heard: Heard) -> str:
    return rules.check_title(heard.text)


def _title_ky(**more: Any) -> Ask:
    return Ask(name="ky", text=lambda v: texts.ask_title_ky(v.t), read=_read_title, explain=explain, **more)


def _title_ru(**more: Any) -> Ask:
    return Ask(
        name="ru",
        text=lambda v: texts.ask_title_ru(v.t),
        read=_read_title,
        explain=explain,
        optional=always,
        **more,
    )


async def _add(turn: Turn, answers: Answers) -> Reply:
    section = await service.add_section(
        turn.session, answers["ky"], answers.get("ru"), turn.person_id, turn.now
    )
    puts = [
        Choice(str(texts.put_button(turn.t, code)), f"lib:put.{section.key}.{code}")
        for code in RESIDENT_LANGUAGES
    ]
    there = Choice(str(texts.to_section(turn.t)), f"lib:card.{section.key}")
    return say(texts.section_added(turn.t, section), puts, [there])


async def _rename(turn: Turn, answers: Answers) -> Reply:
    section = await service.rename_section(
        turn.session, answers["key"], answers["ky"], answers.get("ru"), turn.person_id, turn.now
    )
    return say(texts.section_renamed(turn.t, section), [_back(turn, section.key)])


async def _hide(turn: Turn, answers: Answers) -> Reply:
    await service.hide_section(turn.session, answers["key"], turn.person_id, turn.now, hidden=True)
    return say(texts.hidden_now(turn.t), [_back(turn, answers["key"])], [_list(turn)])


async def _load(turn: Turn, answers: Answers) -> Section:
    return (await service.get_shelf(turn.session, answers["key"], public.today(turn))).section


async def _left(turn: Turn, answers: Answers) -> Reply:
    key = answers.get("key")
    return say(words.cancelled(turn.t), [_back(turn, key) if key else _list(turn)])


def _back(turn: Turn, key: str) -> Choice:
    return Choice(str(texts.to_section(turn.t)), f"lib:card.{key}")


def _list(turn: Turn) -> Choice:
    return Choice(str(texts.to_list(turn.t)), "lib:list.0")


NEW = Form(name="library_new", steps=(_title_ky(), _title_ru()), finish=_add, on_cancel=_left)
RENAME = Form(
    name="library_name", load=_load, steps=(_title_ky(), _title_ru()), finish=_rename, on_cancel=_left
)
HIDE = Form(
    name="library_hide",
    load=_load,
    steps=(
        Confirm(
            name="sure",
            text=lambda v: texts.sure_to_hide(v.t, v.data),
            button=lambda v: texts.hide_button(v.t, hidden=False),
        ),
    ),
    finish=_hide,
    on_cancel=_left,
)
FORMS = (NEW, RENAME, HIDE)
