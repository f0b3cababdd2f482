"""How residents talk with the bot. `make_routes` composes it; `Hooks` lets other areas take part."""

from functools import partial

from markupsafe import Markup

from bot.areas.residents.dialogs import villages, welcome
from bot.areas.residents.dialogs.data import MyData
from bot.areas.residents.dialogs.hooks import Hooks, MenuEntry
from bot.areas.residents.dialogs.linking import Linking
from bot.areas.residents.dialogs.menu import Menu
from bot.areas.residents.dialogs.names import LINK
from bot.areas.residents.dialogs.settings import Settings
from bot.areas.residents.dialogs.welcome import gate
from bot.areas.residents.texts import menu as menu_texts
from bot.areas.residents.texts.refusals import REFUSALS
from bot.core.i18n import Translator
from bot.core.routes import Routes

__all__ = ["STOP_WORDS", "Hooks", "Menu", "MenuEntry", "gate", "make_routes", "menu_commands"]

STOP_WORDS = ("токтот", "токтотуу", "токтоткула", "стоп", "stop", "отписаться", "жетишет")
_WORDS = {
    **dict.fromkeys(STOP_WORDS, "stop"),
    **dict.fromkeys(("меню", "menu", "башкы бет"), "menu"),
    **dict.fromkeys(("жардам", "помощь", "help"), "help"),
    **dict.fromkeys(("тил", "язык"), "language"),
    **dict.fromkeys(("жөндөөлөр", "настройки", "settings"), "settings"),
    **dict.fromkeys(("бириктирүү", "объединить", "link"), LINK),
}

_SPOKEN = {
    # Whoever is not known yet is led in whatever they write; a greeting is what they would.
    "start": {"ky": "Саламатсызбы", "ru": "Здравствуйте", "en": "hello"},
    "stop": {"ky": "токтот", "ru": "стоп", "en": "stop"},
    LINK: {"ky": "бириктирүү", "ru": "объединить", "en": "link"},
}


def make_routes(hooks: Hooks, menu: Menu) -> Routes:
    """`menu` is given too as the conversation's fallback (`menu.fallback`)."""
    settings, mine, linking = Settings(hooks, menu), MyData(hooks), Linking(hooks, menu)
    return Routes(
        commands={
            "start": menu.start,
            "menu": menu.menu,
            "help": menu.help,
            "topics": settings.topics,
            "language": settings.language,
            "settings": settings.show,
            LINK: linking.show,
            "village": villages.villages,
            "stop": settings.stop,
            "mydata": mine.show,
        },
        actions={
            "start": menu.start,
            "menu": menu.more,
            "topic": settings.turn_topic,
            "language": settings.choose_language,
            "village": partial(villages.village_action, hooks),
            "data": mine.act,
            LINK: linking.act,
        },
        links={"v": menu.village_link, LINK: linking.show},
        forms=(
            welcome.welcome_form(menu),
            welcome.home_form(hooks, menu),
            mine.delete_form(),
            *linking.forms(),
        ),
        words=_WORDS,
        spoken=_SPOKEN,
        labels=menu.labels,
        refusals=REFUSALS,
    )


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    """The channel's command menu for residents: command and description."""
    described: tuple[tuple[str, Markup], ...] = menu_texts.commands(t)
    return [(command, str(description)) for command, description in described]
