"""Language, topics, stopping."""

from bot.areas.residents import queries, service
from bot.areas.residents.dialogs.hooks import Hooks
from bot.areas.residents.dialogs.menu import Menu, come_back_button
from bot.areas.residents.dialogs.names import LINK
from bot.areas.residents.dialogs.offering import offers_joining
from bot.areas.residents.models import Topic
from bot.areas.residents.texts import menu as menu_texts
from bot.areas.residents.texts import settings as texts
from bot.areas.residents.texts import welcome as welcome_texts
from bot.core.i18n import LANGUAGES, RESIDENT_LANGUAGES
from bot.core.messages import Choice, OutMessage
from bot.core.routes import Reply, Turn, say


class Settings:
    def __init__(self, hooks: Hooks, menu: Menu) -> None:
        self._hooks = hooks
        self._menu = menu

    async def show(self, turn: Turn, _argument: str) -> Reply:
        """All that a person can set, in one place."""
        linking = [[Choice(str(texts.my_phones(turn.t)), f"{LINK}:")]] if await offers_joining(turn) else []
        return say(
            texts.settings(turn.t),
            [Choice(str(menu_texts.village(turn.t)), "village:")],
            [Choice(str(menu_texts.topics(turn.t)), "topic:")],
            [Choice(str(menu_texts.language(turn.t)), "language:")],
            *linking,
            [Choice(str(menu_texts.my_data(turn.t)), "data:")],
            [menu_button(turn)],
        )

    async def language(self, turn: Turn, _argument: str) -> Reply:
        choices = [Choice(LANGUAGES[language], f"language:{language}") for language in RESIDENT_LANGUAGES]
        return say(welcome_texts.choose_language(), choices, [menu_button(turn)])

    async def choose_language(self, turn: Turn, language: str) -> Reply:
        if not language:
            return await self.language(turn, "")
        await service.choose_language(turn.session, turn.contact, language, turn.now)
        turn.speak(language)
        # The question is redrawn; the keyboard in the new language needs a message of its own.
        chosen = OutMessage(text=texts.language_chosen(turn.t, LANGUAGES[language]))
        return Reply((chosen, *(await self._menu.menu(turn, "")).messages))

    async def topics(self, turn: Turn, _argument: str) -> Reply:
        await service.check_subscribed(turn.session, turn.person_id)
        off = await queries.topics_off(turn.session, turn.person_id)
        rows = [[_switch(turn, topic, on=topic not in off)] for topic in Topic]
        return say(texts.topics(turn.t), *rows, [menu_button(turn)])

    async def turn_topic(self, turn: Turn, argument: str) -> Reply:
        """The button says what to turn to, so tapping it twice does nothing more."""
        name, _, wanted = argument.partition(":")
        if name in {topic.value for topic in Topic}:
            on = wanted == "on"
            await service.turn_topic(turn.session, turn.person_id, Topic(name), turn.now, on=on)
        return await self.topics(turn, "")

    async def stop(self, turn: Turn, _argument: str) -> Reply:
        staff = await self._hooks.is_staff(turn)
        await service.stop_subscription(turn.session, turn.person_id, turn.now, still_reachable=staff)
        channels = [one.channel for one in await queries.contacts_of(turn.session, turn.person_id)]
        return say(texts.stopped(turn.t, channels, staff=staff), [come_back_button(turn)])


def _switch(turn: Turn, topic: Topic, *, on: bool) -> Choice:
    label = texts.switch(turn.t, topic, on=on)
    return Choice(str(label), f"topic:{topic.value}:{'off' if on else 'on'}")


def menu_button(turn: Turn) -> Choice:
    return Choice(str(menu_texts.to_menu(turn.t)), "menu:")
