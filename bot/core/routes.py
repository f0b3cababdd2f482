"""What an area offers to the conversation: commands, buttons, links, forms; all registered by hand."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.contacts import Contact
from bot.core.dialogs.steps import Step
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.messages import Choice, InMessage, OutMessage, Rows
from bot.core.place_routes import PlaceHandler, PlaceNews

Answers = Mapping[str, Any]


@dataclass(kw_only=True)
class Turn:
    """One inbound message and all that a handler may use. `t` speaks the person's language."""

    session: AsyncSession
    contact: Contact
    message: InMessage
    t: Translator
    now: datetime
    links: Links

    @property
    def person_id(self) -> int:
        return self.contact.person_id

    def speak(self, language: str) -> None:
        """Go on in this language and remember it."""
        self.contact.person.language = language
        self.t = self.t.in_language(language)


@dataclass(frozen=True, slots=True)
class Begin:
    """Start a form, with some answers known."""

    form: str
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say back, and then the form to begin, the deep link to follow or the form to go on with.

    `redraw`: the first message takes the place of the one whose button was tapped.
    """

    messages: tuple[OutMessage, ...] = ()
    begin: Begin | None = None
    follow: str | None = None
    resume: str | None = None
    redraw: bool = True

    @property
    def leads_on(self) -> bool:
        return bool(self.begin or self.follow or self.resume)

    def then(self, other: "Reply") -> "Reply":
        """This, followed by `other`."""
        return replace(
            self,
            messages=self.messages + other.messages,
            begin=other.begin or self.begin,
            follow=other.follow or self.follow,
            resume=other.resume or self.resume,
        )


def say(text: Markup, *rows: Sequence[Choice], redraw: bool = True, **more: Any) -> Reply:
    """A reply of one message; `more` are further fields of `OutMessage`."""
    choices: Rows = tuple(tuple(row) for row in rows)
    return Reply((OutMessage(text=text, choices=choices, **more),), redraw=redraw)


def start_form(name: str, **answers: Any) -> Reply:
    return Reply(begin=Begin(name, answers))


def start_below(name: str, **answers: Any) -> Reply:
    """The first question stands under the message that was tapped: what it tells is needed to answer."""
    return Reply(begin=Begin(name, answers), redraw=False)


Handler = Callable[[Turn, str], Awaitable[Reply]]
"""Takes what follows the command, the action or the link's prefix."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """Steps and what happens after the last. `finish` may raise `Refused`: the person stays at the last step.

    `load` finds what the steps show; it runs anew for every message, so it must be cheap.
    `on_cancel` replaces the usual words when the person leaves. `keeps`: leaving throws nothing away, the
    answers wait until the person goes on or throws them away; for forms of many questions.

    `compiled` makes the steps from what is kept in tables, in place of `steps`. Such a form is begun as
    `name:which`, and a person walks through each `which` by itself. `sealed` tells from what it began with
    whether the answers are kept sealed.
    """

    name: str
    steps: tuple[Step, ...] = ()
    finish: Callable[[Turn, Answers], Awaitable[Reply]]
    load: Callable[[Turn, Answers], Awaitable[Any]] | None = None
    on_cancel: Callable[[Turn, Answers], Awaitable[Reply]] | None = None
    keeps: bool = False
    compiled: Callable[[Turn, Answers], Awaitable[tuple[Step, ...]]] | None = None
    sealed: Callable[[Answers], bool] | None = None


@dataclass(frozen=True, kw_only=True)
class Routes:
    """Maps from names to handlers. `words` and `labels` map whole messages to commands.

    `commands` without the slash; `actions` by the part of a button's payload before the colon; `links`
    by the part of a deep link before the first underscore; `refusals` word the codes of `Refused`; `spoken`
    has, by command and language, a word of `words` for a command that stands on no label.
    In groups and channels only `place_commands`, `place_actions` and `place_news` are asked.
    """

    commands: Mapping[str, Handler] = field(default_factory=dict)
    actions: Mapping[str, Handler] = field(default_factory=dict)
    links: Mapping[str, Handler] = field(default_factory=dict)
    forms: tuple[Form, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    spoken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Callable[[Translator], Mapping[str, str]] | None = None
    refusals: Mapping[str, Callable[[Translator, Refused], Markup]] = field(default_factory=dict)
    place_commands: Mapping[str, PlaceHandler] = field(default_factory=dict)
    place_actions: Mapping[str, PlaceHandler] = field(default_factory=dict)
    place_news: tuple[PlaceNews, ...] = ()
