"""Residents tell the office or their deputy, and see what became of it."""

from markupsafe import Markup

from bot.areas.appeals.dialogs.telling import form, mine, saying
from bot.areas.appeals.texts import telling as texts
from bot.areas.appeals.texts import telling_mine as mine_texts
from bot.areas.residents.dialogs import MenuEntry
from bot.core.i18n import Translator
from bot.core.routes import Reply, Routes, Turn

_VERBS = {**mine.VERBS, "reply": saying.begin_reply, "dispute": saying.begin_dispute}

menu_entry = MenuEntry(command="appeal", label=texts.menu_label)


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    return [("appeal", str(texts.command(t))), ("myappeals", str(mine_texts.command(t)))]


async def help_line(turn: Turn) -> Markup | None:
    return texts.help_line(turn.t)


async def understand(turn: Turn, text: str) -> Reply | None:
    """What is typed outside of any question: an appeal's number opens it for its author."""
    return await mine.by_number(turn, text)


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`; whatever a button was under, the appeal is looked at anew, and whose it is."""
    name, _, number = argument.partition(".")
    if name == "new":
        return await form.begin(turn, number)
    verb = _VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await mine.show_list(turn, number if name == "list" else "")
    return await verb(turn, await mine.own(turn, int(number)))


routes = Routes(
    commands={"appeal": form.begin, "myappeals": mine.show_list},
    words=dict.fromkeys(("кайрылууларым", "мои обращения", "my appeals"), "myappeals"),
    spoken={"myappeals": {"ky": "кайрылууларым", "ru": "мои обращения", "en": "my appeals"}},
    actions={"my": act, "tell": form.begin},
    links={"appeal": form.follow},
    forms=(form.FORM, saying.REPLY, saying.DISPUTE),
)
