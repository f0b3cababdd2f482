"""The first meeting: language, consent, village; and the gate that leads there."""

from dataclasses import dataclass
from functools import partial

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Municipality, Village
from bot.areas.residents import queries, rules, service
from bot.areas.residents.dialogs.data import DELETE
from bot.areas.residents.dialogs.hooks import Hooks
from bot.areas.residents.dialogs.menu import Menu
from bot.areas.residents.dialogs.names import HOME, LINK, LINK_SURE, WELCOME
from bot.areas.residents.dialogs.offering import on_two_channels
from bot.areas.residents.texts import welcome as texts
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import DONE, Choose, Confirm, Option
from bot.core.dialogs.store import DialogState
from bot.core.i18n import LANGUAGES, RESIDENT_LANGUAGES
from bot.core.messages import OutMessage
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

MORE = "more"
LATER = "later"
OTHER = "other"
CODE = "code"
# Stopping, deleting, help and the language need nobody's consent; the welcome asks for it. Who has agreed on
# another phone needs no second welcome.
_ALWAYS_OPEN = frozenset(
    {
        "command:stop",
        "command:mydata",
        "command:help",
        "command:language",
        "action:data",
        "action:language",
        f"form:{WELCOME}",
        f"form:{DELETE}",
        f"command:{LINK}",
        f"action:{LINK}",
        f"form:{LINK}",
        f"form:{LINK_SURE}",
    }
)
_WAIT = ("link", "form")
# A village's own link asks for the village; an invitation to a role needs none.
_LINKS_BEFORE_VILLAGE = ("v_", "i_")


async def gate(turn: Turn, wanted: str) -> Reply | None:
    """Leads people without a language or a current consent to the welcome.

    Their deep link, or the form they were in, waits there.
    """
    service.hear_again(turn.contact)
    if wanted in _ALWAYS_OPEN or wanted.startswith(f"link:{LINK}_"):
        return None
    if (
        wanted == "words"
        and on_two_channels(turn)
        and rules.is_code(rules.tidy_code(turn.message.text or ""))
    ):
        return None
    if turn.contact.person.language and await service.has_current_consent(turn.session, turn.person_id):
        return None
    kind, _, name = wanted.partition(":")
    waiting = {kind: name} if kind in _WAIT else await _left_waiting(turn)
    return start_form(WELCOME, **waiting)


async def _left_waiting(turn: Turn) -> Answers:
    """Of a welcome that was left halfway; it is still what the person came for."""
    begun = await turn.session.get(DialogState, (turn.contact.id, WELCOME), populate_existing=True)
    answers = begun.state["answers"] if begun else {}
    return {kind: answers[kind] for kind in _WAIT if kind in answers}


# --- language and consent


@dataclass(frozen=True, slots=True)
class _Newcomer:
    asks_language: bool
    municipality: Municipality | None
    may_have_code: bool


async def _load_newcomer(turn: Turn, answers: Answers) -> _Newcomer:
    chosen = answers.get("language")
    asks_language = chosen is not None or turn.contact.person.language is None
    if chosen:
        turn.speak(chosen)  # from the very next question on
    office = await municipality.get_municipality(turn.session)
    return _Newcomer(asks_language, office, on_two_channels(turn))


def _languages(_view: View) -> list[Option]:
    return [Option(LANGUAGES[language], language) for language in RESIDENT_LANGUAGES]


def _ways(view: View) -> list[Option]:
    code = [Option(str(texts.have_code(view.t)), CODE)] if view.data.may_have_code else []
    return [Option(str(texts.read_more(view.t)), MORE), *code, Option(str(texts.later(view.t)), LATER)]


def _reads_details(view: View) -> bool:
    return view.answers.get("consent") == MORE


async def _finish_welcome(menu: Menu, turn: Turn, answers: Answers) -> Reply:
    if answers.get("consent") == CODE:
        return start_form(LINK, **{kind: answers[kind] for kind in _WAIT if kind in answers})
    if DONE not in (answers.get("consent"), answers.get("details")):
        return await _not_now(turn, answers)
    await service.give_consent(turn.session, turn.contact, turn.t.language, turn.now)
    link = answers.get("link")
    if link and link.startswith(_LINKS_BEFORE_VILLAGE):
        return Reply(follow=link)
    if form := answers.get("form"):
        return Reply(say(texts.thanks_for_agreeing(turn.t)).messages, resume=form)
    if await queries.get_resident(turn.session, turn.person_id):
        return Reply(say(texts.thanks_for_agreeing(turn.t)).messages, follow=link)
    return await menu.choose_home(turn, **({"link": link} if link else {}))


async def _not_now(turn: Turn, _answers: Answers) -> Reply:
    return say(texts.not_now(turn.t))


def welcome_form(menu: Menu) -> Form:
    return Form(
        name=WELCOME,
        load=_load_newcomer,
        steps=(
            Choose(
                name="language",
                text=lambda _view: texts.choose_language(),
                options=_languages,
                when=lambda view: view.data.asks_language,
            ),
            Confirm(
                name="consent",
                text=lambda view: texts.consent(view.t, view.data.municipality),
                button=lambda view: texts.agree(view.t),
                others=_ways,
                no=LATER,
                own_way_out=True,
            ),
            Confirm(
                name="details",
                text=lambda view: texts.details(view.t, view.data.municipality),
                button=lambda view: texts.agree(view.t),
                others=lambda view: (Option(str(texts.later(view.t)), LATER),),
                no=LATER,
                own_way_out=True,
                when=_reads_details,
            ),
        ),
        finish=partial(_finish_welcome, menu),
        on_cancel=_not_now,
    )


# --- the first village


@dataclass(frozen=True, slots=True)
class _Home:
    villages: list[Village]
    preset: Village | None


async def _load_home(turn: Turn, answers: Answers) -> _Home:
    villages = list(await municipality.list_villages(turn.session))
    preset = answers.get("preset")
    return _Home(villages, next((v for v in villages if v.id == preset), None))


def _villages(view: View) -> list[Option]:
    return [Option(v.name(view.t.language), str(v.id)) for v in view.data.villages]


def _chooses_village(view: View) -> bool:
    return view.data.preset is None or view.answers.get("confirm") == OTHER


def _village_of(answers: Answers) -> int:
    return int(answers.get("village") or answers["preset"])


async def _finish_home(hooks: Hooks, menu: Menu, turn: Turn, answers: Answers) -> Reply:
    village_id = _village_of(answers)
    await service.subscribe(turn.session, turn.contact, village_id, turn.now)
    village = await municipality.get_village(turn.session, village_id)
    legal = await municipality.get_legal(turn.session)
    name = village.name(turn.t.language) if village else ""
    # The first redraws the question; only a new message can bring the standing keyboard.
    chosen = OutMessage(text=texts.village_chosen(turn.t, name))
    subscribed = OutMessage(text=texts.subscribed(turn.t, legal), keyboard=await menu.keyboard(turn))
    reply = Reply((chosen, subscribed), follow=answers.get("link"))
    for contribute in hooks.on_subscribed:
        reply = reply.then(await contribute(turn))
    return reply


async def _without_village(menu: Menu, turn: Turn, _answers: Answers) -> Reply:
    return await menu.with_keyboard(turn, texts.without_village(turn.t))


def home_form(hooks: Hooks, menu: Menu) -> Form:
    return Form(
        name=HOME,
        load=_load_home,
        steps=(
            Confirm(
                name="confirm",
                text=lambda view: texts.confirm_village(view.t, view.data.preset.name(view.t.language)),
                button=lambda view: texts.yes(view.t),
                others=lambda view: (Option(str(texts.other_village(view.t)), OTHER),),
                no=OTHER,
                when=lambda view: view.data.preset is not None,
            ),
            Choose(
                name="village",
                text=lambda view: texts.choose_village(view.t),
                options=_villages,
                when=_chooses_village,
            ),
        ),
        finish=partial(_finish_home, hooks, menu),
        on_cancel=partial(_without_village, menu),
    )
