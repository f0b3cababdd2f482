"""The kinds of question. A step shows and accepts, in one place; it never sends and never saves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup

from bot.core import numbered
from bot.core.dialogs import typed, words
from bot.core.dialogs.state import ALBUM, CUT, View
from bot.core.dialogs.typed import Option as Option
from bot.core.errors import Refused
from bot.core.messages import Attachment, AttachmentKind, InMessage

Words = Callable[[View], Markup]
Condition = Callable[[View], bool]

DONE = "+"
SKIP = "-"
BACK = "<"
CANCEL = "x"
TURN_PAGE = ">"
# Of a button that is there for the eye alone.
NOTHING = "."


@dataclass(frozen=True, slots=True)
class Screen:
    """What a step wants shown; the engine adds the ways back and out."""

    text: Markup
    options: tuple[tuple[Option, ...], ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer; with `stay` the step is shown again with it (a list that is still growing).

    `remark`: what to say to it. `key`: it is kept under another name than the step's. `change`: the step
    whose answer the person wants to change; once changed, they are back here.
    """

    value: Any
    stay: bool = False
    key: str | None = None
    remark: Markup | None = None
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """One clear sentence saying what to do; the step is shown again under it."""

    text: Markup


Outcome = Accepted | Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What reached a step: a tapped value, typed words, a kept file or a place.

    `under`: the step whose question the tapped button stands under; it may be an earlier one.
    """

    value: str | None = None
    message: InMessage
    attachment: Attachment | None = None
    under: str | None = None

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

    `given`: it was answered before it was asked; it is passed over on the way on, but the way back leads
    to it. `own_way_out`: one of its own buttons leads out, so the engine adds no other. `takes_numbers`: a
    number that is typed alone is an answer by itself, not the number of a shown choice.
    """

    takes_numbers: ClassVar[bool] = True

    name: str
    text: Words
    when: Condition = always
    optional: Condition = never
    given: Condition = never
    own_way_out: bool = False

    def show(self, view: View) -> Screen:
        return Screen(self.text(view))

    def skipped(self, _view: View) -> Any:
        """The answer of who skips."""
        return None

    def tapped(self, _view: View, heard: Heard) -> str | None:
        """The value of the tapped button, or of the one that typed words stand for."""
        return heard.value

    def accept(self, view: View, heard: Heard) -> Outcome:
        raise NotImplementedError

    def may_skip(self, view: View) -> bool:
        return self.optional(view)


@dataclass(frozen=True, kw_only=True)
class Say(Step):
    """Tells something and waits for one tap."""

    takes_numbers: ClassVar[bool] = False

    button: Words = lambda view: words.go_on(view.t)

    def show(self, view: View) -> Screen:
        return Screen(self.text(view), ((Option(str(self.button(view)), DONE),),))

    def tapped(self, view: View, heard: Heard) -> str | None:
        go = Option(str(self.button(view)), DONE)
        if heard.value is None and (typed.says_yes(heard.text) or typed.labelled([go], heard.text)):
            return DONE
        return heard.value

    def accept(self, view: View, heard: Heard) -> Outcome:
        return Accepted(value=True) if heard.value == DONE else Rejected(words.tap_a_button(view.t))


@dataclass(frozen=True, kw_only=True)
class Choose(Step):
    """One of several, or with `several` any number of them until done. Typed labels are understood too.

    Long lists are shown in pages of `page` rows. `whole`: where a label is longer than a button holds, those
    of the page stand whole above, each with the number by which it can be typed.
    """

    takes_numbers: ClassVar[bool] = False

    options: Callable[[View], Sequence[Option]]
    several: bool = False
    at_least: int = 1
    columns: int = 1
    page: int = 8
    whole: bool = False

    def show(self, view: View) -> Screen:
        chosen = self._chosen(view)
        options = [
            Option(("✅ " if o.value in chosen else "") + o.label, o.value) for o in self.options(view)
        ]
        rows = [tuple(options[i : i + self.columns]) for i in range(0, len(options), self.columns)]
        text, rows = self.text(view), self._on_page(view, rows)
        if self.whole:
            text, rows = _whole(text, options, rows)
        if self.several and len(chosen) >= self.at_least:
            rows.append((Option(str(words.done(view.t)), DONE),))
        return Screen(text, tuple(rows))

    def accept(self, view: View, heard: Heard) -> Outcome:
        if heard.value == TURN_PAGE:
            return Accepted(view.answers.get(self.name), stay=True)
        options = self.options(view)
        if self.several and heard.value == DONE:
            # An old button may carry a list that has since become too short.
            chosen = [o.value for o in options if o.value in self._chosen(view)]
            enough = len(chosen) >= self.at_least
            return Accepted(chosen) if enough else Rejected(words.choose_at_least(view.t, self.at_least))
        said = typed.listed(options, heard.text, placed=self.whole)
        value = heard.value if heard.value is not None else said
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


def _whole(
    text: Markup, options: Sequence[Option], rows: Sequence[tuple[Option, ...]]
) -> tuple[Markup, list[tuple[Option, ...]]]:
    """The shown ones of `options`, numbered in the text as people may type them, and their short buttons."""
    places = {one.value: place for place, one in enumerate(options, start=1)}
    shown = [one for row in rows for one in row if one.value in places]
    if all(len(one.label) <= numbered.LONGEST for one in shown):
        return text, list(rows)
    said = [Markup("<b>{}.</b> {}").format(places[one.value], one.label) for one in shown]
    cut = [
        tuple(
            Option(numbered.label(places[one.value], one.label), one.value) if one.value in places else one
            for one in row
        )
        for row in rows
    ]
    return Markup("{}\n\n{}").format(text, Markup("\n").join(said)), cut


def page_key(step: str) -> str:
    """Under which a list's page is kept among the answers; finish functions ignore it."""
    return f"{step}#page"


@dataclass(frozen=True, kw_only=True)
class Ask(Step):
    """Typed words. `read` turns them into a JSON value and raises `Refused` with what to do instead.

    `explain` words that refusal. `files_to` names the form's `Collect` step that takes what is sent
    instead of words or together with them: people write posts as a picture with words under it.
    """

    read: Callable[[View, Heard], Any]
    explain: Callable[[View, Refused], Markup]
    suggestions: Callable[[View], Sequence[Option]] = lambda _view: ()
    files_to: str | None = None

    def show(self, view: View) -> Screen:
        known = self.suggestions(view)
        text, rows = _whole(self.text(view), known, [(option,) for option in known])
        done = ((Option(str(words.done(view.t)), DONE),),) if self._may_be_cut(view) else ()
        return Screen(text, (*rows, *done))

    def tapped(self, view: View, heard: Heard) -> str | None:
        if heard.value is not None:
            return heard.value
        done = Option(str(words.done(view.t)), DONE)
        if self._may_be_cut(view) and (typed.says_yes(heard.text) or typed.labelled([done], heard.text)):
            return DONE
        known = self.suggestions(view)
        if heard.text.isdecimal() and any(len(one.label) > numbered.LONGEST for one in known):
            return typed.listed(known, heard.text, placed=True)
        return typed.labelled(known, heard.text)

    def accept(self, view: View, heard: Heard) -> Outcome:
        if heard.value == DONE and view.answers.get(self.name) is not None:
            return Accepted(view.answers[self.name])
        if heard.value is not None:
            known = heard.value in {o.value for o in self.suggestions(view)}
            return Accepted(heard.value) if known else Rejected(words.please_type(view.t))
        if not heard.text:
            return Rejected(words.please_type(view.t))
        try:
            return Accepted(self.read(view, heard))
        except Refused as refused:
            return Rejected(self.explain(view, refused))

    def takes(self, _attachment: Attachment) -> bool:
        """Whether a file is an answer by itself, or a part of it: then `accept` gets it."""
        return False

    def _may_be_cut(self, view: View) -> bool:
        """The answer is here, and more of it may be on its way."""
        cut = view.answers.get(CUT)
        return cut is not None and cut["step"] == self.name and view.answers.get(self.name) is not None


@dataclass(frozen=True, kw_only=True)
class Collect(Step):
    """Files, one after another, at most `limit`; the answer is a list of `[kind, file id]`.

    A single one is enough to go on; of several, a tap tells which was the last.
    """

    takes_numbers: ClassVar[bool] = False

    kinds: frozenset[AttachmentKind]
    limit: int = 1

    def show(self, view: View) -> Screen:
        count = len(self._collected(view))
        if not count:
            return Screen(self.text(view))
        # Of an album each picture comes by itself, and only the first is answered.
        so_far = words.files_arrive if ALBUM in view.answers else words.files_so_far
        text = Markup("{}\n\n{}").format(self.text(view), so_far(view.t, count, self.limit))
        return Screen(text, ((Option(str(words.done(view.t)), DONE),),))

    def may_skip(self, view: View) -> bool:
        """Not what was sent already: skipping would throw it away."""
        return self.optional(view) and not self._collected(view)

    def skipped(self, view: View) -> Any:
        """The button may be older than the files that came since."""
        return self._collected(view) or None

    def tapped(self, view: View, heard: Heard) -> str | None:
        done = Option(str(words.done(view.t)), DONE)
        if heard.value is None and heard.attachment is None and typed.labelled([done], heard.text):
            return DONE
        return heard.value

    def accept(self, view: View, heard: Heard) -> Outcome:
        collected = self._collected(view)
        if heard.value == DONE:
            return Accepted(collected) if collected else Rejected(words.please_send_file(view.t))
        if heard.attachment is None or heard.attachment.kind not in self.kinds:
            return Rejected(words.please_send_file(view.t))
        if len(collected) >= self.limit > 1:
            return Rejected(words.enough_files(view.t, self.limit))
        added = [*collected, [heard.attachment.kind.value, heard.attachment.file_id]][-self.limit :]
        remark = words.words_left_out(view.t) if heard.text else None
        return Accepted(added, stay=self.limit > 1, remark=remark)

    def _collected(self, view: View) -> list[Any]:
        return list(view.answers.get(self.name) or [])


@dataclass(frozen=True, kw_only=True)
class Confirm(Step):
    """The last look before something happens: go, or one of the other ways named in `others`.

    `no` is the way that a typed «no» means.
    """

    takes_numbers: ClassVar[bool] = False

    button: Words
    others: Callable[[View], Sequence[Option]] = lambda _view: ()
    attachments: Callable[[View], tuple[Attachment, ...]] = lambda _view: ()
    no: str = CANCEL

    def show(self, view: View) -> Screen:
        rows = tuple((option,) for option in self._ways(view))
        return Screen(self.text(view), rows, self.attachments(view))

    def tapped(self, view: View, heard: Heard) -> str | None:
        if heard.value is not None:
            return heard.value
        if typed.says_yes(heard.text):
            return DONE
        return self.no if typed.says_no(heard.text) else typed.labelled(self._ways(view), heard.text)

    def accept(self, view: View, heard: Heard) -> Outcome:
        values = {option.value for option in self._ways(view)}
        return Accepted(heard.value) if heard.value in values else Rejected(words.tap_a_button(view.t))

    def _ways(self, view: View) -> list[Option]:
        return [Option(str(self.button(view)), DONE), *self.others(view)]
