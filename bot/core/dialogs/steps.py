"""The kinds of question. A step shows and accepts, in one place; it never sends and never saves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.core.dialogs import words
from bot.core.dialogs.state import View
from bot.core.errors import Refused
from bot.core.messages import Attachment, AttachmentKind, InMessage

Words = Callable[[View], Markup]
Condition = Callable[[View], bool]

DONE = "+"
SKIP = "-"
BACK = "<"
CANCEL = "x"
TURN_PAGE = ">"


@dataclass(frozen=True, slots=True)
class Option:
    """A button of a step; `value` is a short text or number that the answer keeps."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Screen:
    """What a step wants shown; the engine adds the ways back and out."""

    text: Markup
    options: tuple[tuple[Option, ...], ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer; with `stay` the step is shown again with it (a list that is still growing)."""

    value: Any
    stay: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """One clear sentence saying what to do; the step is shown again under it."""

    text: Markup


@dataclass(frozen=True, slots=True)
class Kept:
    """Not the answer, but the answer of another `step`; this one is asked again under the text."""

    step: str
    value: Any
    text: Markup


Outcome = Accepted | Rejected | Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What reached a step: a tapped value, typed words, a kept file or a place."""

    value: str | None = None
    message: InMessage
    attachment: Attachment | None = None

    @property
    def text(self) -> str:
        return (self.message.text or "").strip()


def always(_view: View) -> bool:
    return True


def never(_view: View) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Step:
    """`when` false: the step is passed over. `optional`: it may be skipped, its answer is then None.

    `own_way_out`: one of its own buttons leads out, so the engine adds no other.
    """

    name: str
    text: Words
    when: Condition = always
    optional: Condition = never
    own_way_out: bool = False

    def show(self, view: View) -> Screen:
        return Screen(self.text(view))

    def accept(self, view: View, heard: Heard) -> Outcome:
        raise NotImplementedError

    def may_skip(self, view: View) -> bool:
        return self.optional(view)

    def declined(self, _heard: Heard) -> bool:
        """Whether these words mean the way out."""
        return False


@dataclass(frozen=True, kw_only=True)
class Say(Step):
    """Tells something and waits for one tap."""

    button: Words = lambda view: words.go_on(view.t)

    def show(self, view: View) -> Screen:
        return Screen(self.text(view), ((Option(str(self.button(view)), DONE),),))

    def accept(self, view: View, heard: Heard) -> Outcome:
        return Accepted(value=True) if heard.value == DONE else Rejected(words.tap_a_button(view.t))


@dataclass(frozen=True, kw_only=True)
class Choose(Step):
    """One of several, or with `several` any number of them until done. Typed labels are understood too.

    Long lists are shown in pages of `page` rows.
    """

    options: Callable[[View], Sequence[Option]]
    several: bool = False
    at_least: int = 1
    columns: int = 1
    page: int = 8

    def show(self, view: View) -> Screen:
        chosen = self._chosen(view)
        options = [
            Option(("✅ " if o.value in chosen else "") + o.label, o.value) for o in self.options(view)
        ]
        rows = [tuple(options[i : i + self.columns]) for i in range(0, len(options), self.columns)]
        rows = self._on_page(view, rows)
        if self.several and len(chosen) >= self.at_least:
            rows.append((Option(str(words.done(view.t)), DONE),))
        return Screen(self.text(view), tuple(rows))

    def accept(self, view: View, heard: Heard) -> Outcome:
        if heard.value == TURN_PAGE:
            return Accepted(view.answers.get(self.name), stay=True)
        options = self.options(view)
        if self.several and heard.value == DONE:
            # An old button may carry a list that has since become too short.
            chosen = [o.value for o in options if o.value in self._chosen(view)]
            enough = len(chosen) >= self.at_least
            return Accepted(chosen) if enough else Rejected(words.choose_at_least(view.t, self.at_least))
        value = heard.value if heard.value is not None else _typed_value(options, heard.text)
        if value not in {o.value for o in options}:
            return Rejected(words.choose_from_buttons(view.t))
        if not self.several:
            return Accepted(value)
        chosen = self._chosen(view)
        changed = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
        return Accepted(changed, stay=True)

    def _chosen(self, view: View) -> list[str]:
        answer = view.answers.get(self.name)
        if answer is None:
            return []
        return list(answer) if self.several else [answer]

    def _on_page(self, view: View, rows: list[tuple[Option, ...]]) -> list[tuple[Option, ...]]:
        if len(rows) <= self.page:
            return rows
        pages = -(-len(rows) // self.page)
        current = int(view.answers.get(page_key(self.name), 0)) % pages
        shown = rows[current * self.page : (current + 1) * self.page]
        return [*shown, (Option(str(words.more(view.t, current + 1, pages)), TURN_PAGE),)]


def page_key(step: str) -> str:
    """Under which a list's page is kept among the answers; finish functions ignore it."""
    return f"{step}#page"


@dataclass(frozen=True, kw_only=True)
class Ask(Step):
    """Typed words. `read` turns them into a JSON value and raises `Refused` with what to do instead.

    `explain` words that refusal. A file without words belongs to `files`, a later step, and is kept there.
    """

    read: Callable[[View, Heard], Any]
    explain: Callable[[View, Refused], Markup]
    files: "Collect | None" = None
    suggestions: Callable[[View], Sequence[Option]] = lambda _view: ()

    def show(self, view: View) -> Screen:
        return Screen(self.text(view), tuple((option,) for option in self.suggestions(view)))

    def accept(self, view: View, heard: Heard) -> Outcome:
        if heard.value is not None:
            known = heard.value in {o.value for o in self.suggestions(view)}
            return Accepted(heard.value) if known else Rejected(words.please_type(view.t))
        if not heard.text:
            return self._without_words(view, heard)
        try:
            return Accepted(self.read(view, heard))
        except Refused as refused:
            return Rejected(self.explain(view, refused))

    def _without_words(self, view: View, heard: Heard) -> Outcome:
        if self.files is None or heard.attachment is None:
            return Rejected(words.please_type(view.t))
        outcome = self.files.accept(view, heard)
        if not isinstance(outcome, Accepted):
            return outcome
        return Kept(self.files.name, outcome.value, words.file_kept(view.t, len(outcome.value)))


@dataclass(frozen=True, kw_only=True)
class Collect(Step):
    """Files, one after another, at most `limit`; the answer is a list of `[kind, file id]`."""

    kinds: frozenset[AttachmentKind]
    limit: int = 1

    def show(self, view: View) -> Screen:
        count = len(view.answers.get(self.name) or [])
        if not count:
            return Screen(self.text(view))
        text = Markup("{}\n\n{}").format(self.text(view), words.files_so_far(view.t, count, self.limit))
        return Screen(text, ((Option(str(words.done(view.t)), DONE),),))

    def may_skip(self, view: View) -> bool:
        """Not what was sent already: skipping would throw it away."""
        return self.optional(view) and not view.answers.get(self.name)

    def accept(self, view: View, heard: Heard) -> Outcome:
        collected = list(view.answers.get(self.name) or [])
        if heard.value == DONE:
            return Accepted(collected) if collected else Rejected(words.please_send_file(view.t))
        if heard.attachment is None or heard.attachment.kind not in self.kinds:
            return Rejected(words.please_send_file(view.t))
        added = [*collected, [heard.attachment.kind.value, heard.attachment.file_id]][-self.limit :]
        return Accepted(added, stay=len(added) < self.limit)


@dataclass(frozen=True, kw_only=True)
class Confirm(Step):
    """The last look before something happens: go, or one of the other ways named in `others`."""

    button: Words
    others: Callable[[View], Sequence[Option]] = lambda _view: ()
    attachments: Callable[[View], tuple[Attachment, ...]] = lambda _view: ()

    def show(self, view: View) -> Screen:
        go = Option(str(self.button(view)), DONE)
        rows = ((go,), *((option,) for option in self.others(view)))
        return Screen(self.text(view), rows, self.attachments(view))

    def accept(self, view: View, heard: Heard) -> Outcome:
        values = {DONE, *(o.value for o in self.others(view))}
        value = DONE if heard.value is None and words.means_yes(heard.text) else heard.value
        return Accepted(value) if value in values else Rejected(words.tap_a_button(view.t))

    def declined(self, heard: Heard) -> bool:
        return heard.value is None and words.means_no(heard.text)


def _typed_value(options: Sequence[Option], text: str) -> str | None:
    """People on old phones type the label, a part of it, or its place in the list."""
    typed = text.casefold()
    if typed.isdigit() and 1 <= int(typed) <= len(options):
        return options[int(typed) - 1].value
    for option in options:
        if option.label.casefold() == typed:
            return option.value
    near = [o for o in options if typed and typed in o.label.casefold()]
    return near[0].value if len(near) == 1 else None
