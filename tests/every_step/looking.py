"""Looks at every screen of every form, and notes what is wrong with it on which platform."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.core.messages import OutMessage
from bot.core.routes import Form, Routes
from tests.every_step import limits
from tests.every_step.beginning import begin, turn_of
from tests.every_step.beginnings import Beginning
from tests.every_step.walking import Known, Screen, Walk
from tests.every_step.world import World

LANGUAGES = ("ky", "ru")
Limits = Callable[[OutMessage], Iterator[str]]
CHANNELS: Mapping[str, Limits] = {"telegram": limits.on_telegram, "whatsapp": limits.on_whatsapp}


class Look:
    """`screens`: how many were drawn of each step; `wrong`: what is wrong, and where it was seen first."""

    def __init__(self, world: World, routes: Routes) -> None:
        self._world = world
        self._routes = routes
        self.screens: Counter[str] = Counter()
        self.wrong: dict[str, str] = {}

    async def at(self, form: Form, beginnings: Sequence[Beginning]) -> None:
        """What is not drawn in the end, a step or the whole form, is wrong too."""
        async with self._world.database.session() as session:
            walks: list[Walk] = []
            known = Known()
            for beginning in beginnings:
                turns = {one: await turn_of(session, self._world, beginning.who, one) for one in LANGUAGES}
                begun = await begin(self._routes, self._world, turns["ky"], beginning)
                walks.append(walk := Walk(form, turns, self._world.files, known))
                async for screen in walk.screens(begun.form, begun.answers):
                    self._see(form, screen)
            await session.rollback()
        self._look_for_missing(form, walks)
        if not walks:
            self.wrong[f"nothing begins the form {form.name}: name who does in tests/every_step"] = ""

    def report(self) -> str:
        return "\n".join(f"{what} [{where[:300]}]" for what, where in self.wrong.items())

    def _look_for_missing(self, form: Form, walks: Sequence[Walk]) -> None:
        for walk in walks:
            for name in walk.steps:
                if not self.screens[f"{form.name}/{name}"]:
                    for screen in walk.jump(name):
                        self._see(form, screen)
        for name in dict.fromkeys(name for walk in walks for name in walk.steps):
            if not self.screens[f"{form.name}/{name}"]:
                self.wrong[f"the step {form.name}/{name} is not drawn"] = ""

    def _see(self, form: Form, screen: Screen) -> None:
        self.screens[f"{form.name}/{screen.step}"] += 1
        for channel, faults in CHANNELS.items():
            for fault in faults(screen.message):
                self.wrong.setdefault(f"{form.name}/{screen.step} on {channel}: {fault}", screen.where)
