"""Says to the bot all that needs no further word: each command, each label of a menu, each bare button."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app.areas import Areas
from bot.areas.residents.dialogs import gate
from bot.core.contacts import Contact
from bot.core.conversation import Conversation
from bot.core.i18n import Translator
from bot.core.joined_routes import merge
from bot.core.messages import OutMessage
from tests.every_step.beginning import LINKS, turn_of
from tests.every_step.looking import CHANNELS
from tests.every_step.world import BISHKEK, NEWCOMER, World


class Talk:
    """With everybody of the sample. `wrong`: what is wrong with an answer, and who was given it."""

    def __init__(self, world: World, areas: Areas) -> None:
        self._world = world
        self._conversation = Conversation(
            database=world.database,
            routes=areas.routes,
            gate=gate,
            fallback=areas.menu.fallback,
            enqueue=_nowhere,
            wake=lambda: None,
            timezone=BISHKEK,
            links=LINKS,
        )
        self._areas = areas
        self._routes = merge(areas.routes)
        self._seen: set[str] = set()
        self.answers = 0
        self.wrong: dict[str, str] = {}

    def sayings(self) -> list[str]:
        """Commands as `/menu`, buttons as `admin:`; what has one handler is said once."""
        routes = self._routes
        said = {f"/{command}": handler for command, handler in routes.commands.items()}
        said |= {f"{action}:": handler for action, handler in routes.actions.items()}
        entries = [entry.action for entry in self._areas.office.entries]
        said |= {entry: routes.actions[entry.partition(":")[0]] for entry in entries}
        once = {(handler, one.partition(":")[2]): one for one, handler in reversed(said.items())}
        return sorted(once.values())

    async def offered(self, who: str) -> list[str]:
        """What the menus of this person have for them, and the menus themselves."""
        menus = [f"/{command}" for command in ("admin", "start", "help")]
        async with self._world.database.session() as session:
            turn = await turn_of(session, self._world, who, "ky")
            reply = await self._routes.actions["admin"](turn, "")
            await session.rollback()
        shown = [choice for message in reply.messages for row in message.choices for choice in row]
        return [*menus, *dict.fromkeys(choice.payload for choice in shown if choice.payload)]

    def labels(self, language: str) -> list[str]:
        """Of the standing menu, and the words that stand for a command."""
        t = Translator(language, BISHKEK)
        found = [label for routes in self._areas.routes if routes.labels for label in routes.labels(t)]
        return [*found, *self._routes.words]

    async def say(self, who: str, language: str, said: str) -> bool:
        """Whether anything is answered that nobody was told before.

        What it changes is taken back, so that the next saying finds everything as it was.
        """
        async with self._world.database.session() as session:
            turn = await turn_of(session, self._world, who, language)
            turn.contact.person.language = None if who == NEWCOMER else language
            is_button = said.partition(":")[0] in self._routes.actions
            text, choice = (None, said) if is_button else (said, None)
            turn.message = replace(turn.message, text=text, choice=choice)
            reply = await self._conversation.answer(turn)
            await session.rollback()
        before = self.answers
        for message in reply.messages:
            self._see(message, f"{said} said by {who} in {language}")
        return self.answers > before

    def report(self) -> str:
        return "\n".join(f"{what} [{where}]" for what, where in self.wrong.items())

    def _see(self, message: OutMessage, where: str) -> None:
        told = str(message.to_json())
        if told in self._seen:
            return
        self._seen.add(told)
        self.answers += 1
        for channel, faults in CHANNELS.items():
            for fault in faults(message):
                self.wrong.setdefault(f"{channel}: {fault}", where)


async def _nowhere(
    _session: AsyncSession, _contact: Contact, _message: OutMessage, _replaces: str | None
) -> None:
    pass
