"""The standing menu, /start, /help, and an answer to what nobody understood."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.areas.municipality import queries as municipality
from bot.areas.residents import queries, rules, service
from bot.areas.residents.dialogs.hooks import Hooks, MenuEntry
from bot.areas.residents.dialogs.names import LINK
from bot.areas.residents.dialogs.offering import offers_joining, on_two_channels
from bot.areas.residents.texts import menu as texts
from bot.areas.residents.texts import settings as settings_texts
from bot.core.dialogs import typed
from bot.core.i18n import Translator
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say, start_form
from bot.core.standing_menu import after

COLUMNS = 2
_OWN = (
    MenuEntry(command="village", label=texts.village),
    MenuEntry(command="topics", label=texts.topics),
    MenuEntry(command="mydata", label=texts.my_data),
    MenuEntry(command="language", label=texts.language),
    MenuEntry(command="settings", label=settings_texts.label, shown_to=offers_joining),
    MenuEntry(command="help", label=texts.help_),
)


class Menu:
    """The standing keyboard: other areas' entries first, then the resident's own things."""

    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks
        self._entries = (*hooks.menu, *_OWN)

    def labels(self, t: Translator) -> Mapping[str, str]:
        """Which command each label stands for."""
        return {str(entry.label(t)): entry.command for entry in self._entries}

    async def keyboard(self, turn: Turn) -> tuple[tuple[str, ...], ...]:
        shown = [str(entry.label(turn.t)) for entry in self._entries if await entry.shown_to(turn)]
        return tuple(tuple(shown[i : i + COLUMNS]) for i in range(0, len(shown), COLUMNS))

    async def start(self, turn: Turn, _argument: str) -> Reply:
        """Past the gate: subscribe, come back after a stop, or just the menu."""
        resident = await queries.get_resident(turn.session, turn.person_id)
        came_back = await service.resume_subscription(turn.session, turn.person_id, turn.now)
        if resident is None:
            return await self.choose_home(turn)
        text = texts.welcome_back(turn.t) if came_back else texts.menu(turn.t)
        return say(text, keyboard=await self.keyboard(turn))

    async def choose_home(self, turn: Turn, **answers: str | int) -> Reply:
        """Ask for the first village."""
        if await municipality.list_villages(turn.session):
            return start_form("home", **answers)
        return say(texts.not_ready(turn.t), keyboard=await self.keyboard(turn))

    async def village_link(self, turn: Turn, argument: str) -> Reply:
        """A poster's link: its village is preselected, one tap agrees."""
        if argument.isdecimal():
            village = await municipality.get_village(turn.session, int(argument))
        else:
            village = await municipality.find_village(turn.session, argument)
        if village is None or village.retired:
            return await self.start(turn, "")
        if await queries.get_resident(turn.session, turn.person_id) is None:
            return await self.choose_home(turn, preset=village.id)
        await service.resume_subscription(turn.session, turn.person_id, turn.now)
        name = village.name(turn.t.language)
        followed = await queries.villages_of(turn.session, turn.person_id)
        if any(f.village.id == village.id for f in followed):
            return say(texts.followed_already(turn.t, name), keyboard=await self.keyboard(turn))
        return say(
            texts.add_village(turn.t, name),
            [Choice(str(texts.add(turn.t)), f"village:plus:{village.id}")],
            [Choice(str(texts.move_here(turn.t)), f"village:to:{village.id}")],
            [Choice(str(texts.no_thanks(turn.t)), "menu:")],
        )

    async def more(self, turn: Turn, argument: str) -> Reply:
        """By a button: the whole menu, or the rows that one list didn't hold."""
        rest = after(await self.keyboard(turn), argument)
        return say(texts.menu(turn.t), keyboard=rest) if rest else await self.menu(turn, "")

    async def menu(self, turn: Turn, _argument: str) -> Reply:
        return await self.with_keyboard(turn, texts.menu(turn.t))

    async def help(self, turn: Turn, _argument: str) -> Reply:
        t, lines = turn.t, [await line(turn) for line in self._hooks.help_lines]
        lines += [
            texts.help_line(entry.label(t), entry.command, entry.about(t))
            for entry in self._hooks.menu
            if entry.about
        ]
        if await offers_joining(turn):
            lines.append(texts.help_link(t))
        office = await municipality.get_municipality(turn.session)
        work = await self._hooks.staff_help(turn) if self._hooks.staff_help else None
        text = texts.help_text(t, [line for line in lines if line], work, office)
        return await self.with_keyboard(turn, text)

    async def fallback(self, turn: Turn, text: str) -> Reply:
        """What nobody understood, unless an area does."""
        for understand in self._hooks.understand:
            understood = await understand(turn, text) if text else None
            if understood is not None:
                return understood
        code = rules.tidy_code(text)
        if rules.is_code(code) and on_two_channels(turn):
            return Reply(follow=f"{LINK}_{code}")  # people write it without a word beside it
        if typed.is_thanks(text):
            return await self.with_keyboard(turn, texts.thanked(turn.t))
        if typed.is_greeting(text):
            return await self.with_keyboard(turn, texts.greeted(turn.t))
        return await self.with_keyboard(turn, texts.not_understood(turn.t))

    async def with_keyboard(self, turn: Turn, text: Markup) -> Reply:
        """A text that brings the keyboard; who gets no news is told so and shown the way to them."""
        reply = say(text, keyboard=await self.keyboard(turn))
        resident = await queries.get_resident(turn.session, turn.person_id)
        # A message holds either the keyboard or buttons of its own, so each of these is a second one.
        if resident is None and await self._hooks.is_staff(turn):
            return reply
        if resident is None:
            button = Choice(str(texts.choose_village(turn.t)), "start:")
            return reply.then(say(texts.no_village_yet(turn.t), [button]))
        if resident.unsubscribed_at:
            return reply.then(say(texts.still_stopped(turn.t), [come_back_button(turn)]))
        return reply


def come_back_button(turn: Turn) -> Choice:
    return Choice(str(texts.come_back(turn.t)), "start:")
