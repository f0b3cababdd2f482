"""/mydata: see what is kept, take it along, delete it."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.areas.residents import my_data, queries
from bot.areas.residents.dialogs.hooks import Hooks
from bot.areas.residents.dialogs.settings import menu_button
from bot.areas.residents.texts import data as texts
from bot.core.dialogs.steps import Confirm
from bot.core.i18n import LANGUAGES
from bot.core.messages import Choice, OutMessage
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

DELETE = "delete_data"


@dataclass(frozen=True, slots=True)
class _Leaving:
    is_staff: bool
    channels: list[str]


class MyData:
    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks

    async def show(self, turn: Turn, _argument: str) -> Reply:
        return say(
            await _summary(turn),
            [Choice(str(texts.export(turn.t)), "data:export")],
            [Choice(str(texts.delete(turn.t)), "data:delete")],
            [menu_button(turn)],
        )

    async def act(self, turn: Turn, what: str) -> Reply:
        if what == "export":
            return await self._export(turn)
        return start_form(DELETE) if what == "delete" else await self.show(turn, "")

    async def _export(self, turn: Turn) -> Reply:
        name = str(texts.file_name(turn.t))
        attachment = await my_data.export_data(
            turn.session, turn.contact, self._hooks.kept_data, turn.now, name
        )
        text = texts.exported(turn.t, await _summary(turn))
        return Reply((OutMessage(text=text, attachments=(attachment,)),), redraw=False)

    def delete_form(self) -> Form:
        return Form(
            name=DELETE,
            load=self._load,
            steps=(
                Confirm(
                    name="sure",
                    text=lambda view: texts.really_delete(
                        view.t, view.data.channels, staff=view.data.is_staff
                    ),
                    button=lambda view: texts.delete_all(view.t),
                ),
            ),
            finish=self._delete,
            on_cancel=self._keep,
        )

    async def _load(self, turn: Turn, _answers: Answers) -> _Leaving:
        return _Leaving(await self._hooks.is_staff(turn), await _channels(turn))

    async def _keep(self, turn: Turn, _answers: Answers) -> Reply:
        return await self.show(turn, "")

    async def _delete(self, turn: Turn, _answers: Answers) -> Reply:
        channels = await _channels(turn)
        await my_data.delete_person(
            turn.session,
            turn.contact,
            turn.now,
            guards=self._hooks.deletion_guards,
            erasers=self._hooks.erasers,
        )
        return say(texts.deleted(turn.t, channels), keyboard=())


async def _channels(turn: Turn) -> list[str]:
    return [one.channel for one in await queries.contacts_of(turn.session, turn.person_id)]


async def _summary(turn: Turn) -> Markup:
    session, person_id = turn.session, turn.person_id
    language = turn.contact.person.language
    contacts = await queries.contacts_of(session, person_id)
    return texts.summary(
        turn.t,
        texts.Kept(
            language=LANGUAGES.get(language or ""),
            channels=[one.channel for one in contacts],
            preferred=next((one.channel for one in contacts if one.primary), None),
            villages=await queries.villages_of(session, person_id),
            off=await queries.topics_off(session, person_id),
            resident=await queries.get_resident(session, person_id),
            consent=await queries.consent_of(session, person_id),
        ),
    )
