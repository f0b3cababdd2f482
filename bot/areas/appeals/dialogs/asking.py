"""Questions to residents that lose nothing: what comes at another moment than it was asked for is kept."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from markupsafe import Markup

from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.texts import telling as texts
from bot.areas.appeals.texts.refusals import REFUSALS
from bot.core.dialogs import place, typed, words
from bot.core.dialogs.state import ALBUM, CHANGING, View
from bot.core.dialogs.steps import (
    DONE,
    SKIP,
    Accepted,
    Ask,
    Choose,
    Confirm,
    Heard,
    Option,
    Outcome,
    Rejected,
    Screen,
    Step,
    Words,
)
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind

MATTER = "matter"
PLACE = "place"
# From so many words on it is something said, not a button's label typed wrong.
SENTENCE = 3
Matter = dict[str, Any]
"""`{"text", "files"}`; `early`: it came before it was asked for."""


def matter_of(view: View) -> Matter:
    return dict(view.answers.get(MATTER) or {"text": None, "files": []})


def is_told(matter: Matter) -> bool:
    """In words or by voice; a photo alone tells nobody what is wrong."""
    return bool(matter["text"]) or any(kind == AttachmentKind.VOICE for kind, _ in matter["files"])


def photos_of(matter: Matter) -> list[Any]:
    return [one for one in matter["files"] if one[0] == AttachmentKind.PHOTO]


def changing(view: View) -> bool:
    """They came back from the last look."""
    return bool(view.answers.get(CHANGING))


def told_early(view: View) -> bool:
    """The matter was told before it was asked for; `Back` still leads to it."""
    return bool(matter_of(view).get("early")) and not changing(view)


def placed_early(view: View) -> bool:
    return bool((view.answers.get(PLACE) or {}).get("early")) and not changing(view)


def explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


def never_read(_view: View, heard: Heard) -> str:
    """Words that aren't the matter never reach it; `TellMatter` takes them itself."""
    return heard.text


def with_more(view: View, heard: Heard) -> Matter:
    """What was told, with this file and these words added. Raises `Refused`."""
    matter = matter_of(view)
    if heard.message.attachment and heard.attachment:
        word_rules.check_file(heard.message.attachment, matter["files"])
        matter["files"] = [*matter["files"], [heard.attachment.kind.value, heard.attachment.file_id]]
    if heard.text:
        joined = f"{matter['text']}\n{heard.text}" if matter["text"] else heard.text
        matter["text"] = word_rules.check_words(joined)
    return matter


def early_place(view: View, heard: Heard) -> Accepted | None:
    """A point on the map that comes before it is asked for; None for anything else."""
    where = heard.message.location
    if where is None:
        return None
    known = {"point": [where.latitude, where.longitude], "early": True}
    return Accepted(known, stay=True, key=PLACE, remark=texts.place_kept(view.t))


def late_file(view: View, heard: Heard) -> Outcome:
    """A file that comes after its question joins the others."""
    try:
        return Accepted(with_more(view, heard), stay=True, key=MATTER, remark=texts.file_added(view.t))
    except Refused as refused:
        return Rejected(explain(view, refused))


def late_words(view: View, heard: Heard) -> Outcome:
    try:
        return Accepted(with_more(view, heard), stay=True, key=MATTER, remark=texts.words_added(view.t))
    except Refused as refused:
        return Rejected(explain(view, refused))


@dataclass(frozen=True, kw_only=True)
class ChooseKind(Choose):
    """Who begins with the matter itself has told it."""

    def accept(self, view: View, heard: Heard) -> Outcome:
        named = typed.listed(self.options(view), heard.text) if heard.text else None
        if heard.value is not None or changing(view) or (named and not heard.attachment):
            return super().accept(view, heard)
        if not heard.attachment and (not heard.text or typed.is_courtesy(heard.text)):
            return early_place(view, heard) or Rejected(words.tap_a_button(view.t))
        try:
            matter = with_more(view, heard)
        except Refused as refused:
            return Rejected(explain(view, refused))
        matter["early"] = is_told(matter)
        return Accepted(matter, stay=True, key=MATTER, remark=texts.kept_now_choose(view.t))


@dataclass(frozen=True, kw_only=True)
class TellMatter(Ask):
    """In words, by voice, or under a photo; told anew it takes the place of what was told, photos stay.

    `or_photo`: a photo alone says enough. `placed`: the form keeps a place; elsewhere a point on the map
    is told in words, for it may be all that was asked.
    """

    or_photo: bool = False
    placed: bool = False

    def takes(self, _attachment: object) -> bool:
        return True

    def show(self, view: View) -> Screen:
        shown = super().show(view)
        if shown.options or not is_told(matter_of(view)):
            return shown
        return replace(shown, options=((Option(str(words.leave_it(view.t)), DONE),),))

    def tapped(self, view: View, heard: Heard) -> str | None:
        if heard.value is None and is_told(matter_of(view)) and not heard.attachment:
            leave = typed.labelled([Option(str(words.leave_it(view.t)), DONE)], heard.text)
            return leave or super().tapped(view, heard)
        return super().tapped(view, heard)

    def accept(self, view: View, heard: Heard) -> Outcome:
        if self.placed and (kept := early_place(view, heard)):
            return kept
        heard = pointed(heard)
        if heard.value is not None or not (heard.text or heard.attachment):
            return super().accept(view, heard)
        before = matter_of(view)
        if heard.text or (heard.attachment and heard.attachment.kind is AttachmentKind.VOICE):
            before = {"text": None, "files": photos_of(before)}
        try:
            matter = with_more(_holding(view, before), heard)
        except Refused as refused:
            return Rejected(explain(view, refused))
        matter.pop("early", None)
        if is_told(matter) or self.or_photo:
            return Accepted(matter)
        return Accepted(matter, stay=True, remark=texts.photo_kept_tell(view.t))


@dataclass(frozen=True, kw_only=True)
class Photos(Step):
    """One after another or an album; words and voices that still come are added to the matter.

    `more`: what is said once there are some. `placed`: as in `TellMatter`.
    """

    takes_numbers: ClassVar[bool] = False

    more: Words = lambda view: texts.ask_more_photos(view.t)
    placed: bool = False

    def show(self, view: View) -> Screen:
        count = len(photos_of(matter_of(view)))
        if not count:
            return Screen(self.text(view))
        # Of an album each picture comes by itself, and only the first is answered.
        so_far = words.files_arrive if ALBUM in view.answers else words.files_so_far
        text = Markup("{}\n\n{}").format(self.more(view), so_far(view.t, count, word_rules.MOST_FILES))
        done, none = Option(str(words.done(view.t)), DONE), Option(str(texts.no_photos_button(view.t)), "0")
        return Screen(text, ((done,), (none,)))

    def may_skip(self, view: View) -> bool:
        return not photos_of(matter_of(view))

    def tapped(self, view: View, heard: Heard) -> str | None:
        if heard.value is not None or heard.attachment:
            return heard.value
        if typed.labelled([Option(str(words.done(view.t)), DONE)], heard.text):
            return DONE
        return SKIP if typed.says_no(heard.text) else None

    def accept(self, view: View, heard: Heard) -> Outcome:
        matter = matter_of(view)
        if heard.value == DONE:
            return Accepted(value=True)
        if heard.value == "0":
            voices = [one for one in matter["files"] if one not in photos_of(matter)]
            return Accepted({**matter, "files": voices}, stay=True, key=MATTER)
        if self.placed and (kept := early_place(view, heard)):
            return kept
        heard = pointed(heard)
        nothing = not heard.text or typed.says_yes(heard.text) or typed.is_courtesy(heard.text)
        if nothing and not heard.attachment:
            return Rejected(words.please_send_file(view.t))
        try:
            more = with_more(view, heard)
        except Refused as refused:
            return Rejected(explain(view, refused))
        told = heard.text or (heard.attachment and heard.attachment.kind is AttachmentKind.VOICE)
        remark = texts.words_added(view.t) if told else None
        return Accepted(more, stay=True, key=MATTER, remark=remark)


@dataclass(frozen=True, kw_only=True)
class MoreAndSend(Photos):
    """What was told is sent by one tap; until then more may be added."""

    def show(self, view: View) -> Screen:
        return Screen(self.text(view), ((Option(str(texts.send_button(view.t)), DONE),),))

    def may_skip(self, _view: View) -> bool:
        return False

    def tapped(self, view: View, heard: Heard) -> str | None:
        if heard.value is not None or heard.attachment:
            return heard.value
        send = Option(str(texts.send_button(view.t)), DONE)
        return DONE if typed.says_yes(heard.text) or typed.labelled([send], heard.text) else None


@dataclass(frozen=True, kw_only=True)
class Place(Step):
    """`{"point": [latitude, longitude]}` or `{"words"}`; `early` as in `Matter`."""

    def show(self, view: View) -> Screen:
        if not self._known(view):
            return Screen(self.text(view))
        text = texts.ask_place_anew(view.t, self._known(view))
        return Screen(text, tuple((option,) for option in self._ways(view)))

    def may_skip(self, view: View) -> bool:
        """Not what is known already: skipping would throw it away unseen."""
        return not self._known(view)

    def skipped(self, view: View) -> Any:
        """The button may be older than the place."""
        return view.answers.get(self.name)

    def tapped(self, view: View, heard: Heard) -> str | None:
        if heard.value is not None or heard.attachment or heard.message.location:
            return heard.value
        if self._known(view):
            return "0" if typed.says_no(heard.text) else typed.labelled(self._ways(view), heard.text)
        return SKIP if typed.says_no(heard.text) else None

    def accept(self, view: View, heard: Heard) -> Outcome:
        if heard.attachment:
            return late_file(view, heard)
        if heard.value == DONE and self._known(view):
            return Accepted(view.answers[self.name])
        if heard.value == "0":
            return Accepted(None)
        where = heard.message.location
        point = (where.latitude, where.longitude) if where else place.read_point(heard.text)
        if point:
            return Accepted({"point": list(point)})
        try:
            return Accepted({"words": word_rules.check_words(heard.text, word_rules.LONGEST_LINE)})
        except Refused as refused:
            return Rejected(words.send_a_place(view.t) if not heard.text else explain(view, refused))

    def _known(self, view: View) -> Markup:
        where = view.answers.get(self.name) or {}
        return texts.place(view.t, where.get("words"), point="point" in where)

    def _ways(self, view: View) -> list[Option]:
        leave, none = words.leave_it(view.t), texts.no_place_button(view.t)
        return [Option(str(leave), DONE), Option(str(none), "0")]


@dataclass(frozen=True, kw_only=True)
class ChooseOne(Choose):
    def accept(self, view: View, heard: Heard) -> Outcome:
        if heard.attachment:
            return late_file(view, heard)
        return early_place(view, heard) or super().accept(view, heard)


@dataclass(frozen=True, kw_only=True)
class AskLine(Ask):
    """A typed «no» is nobody's name."""

    def takes(self, _attachment: object) -> bool:
        return True

    def tapped(self, view: View, heard: Heard) -> str | None:
        refused = heard.value is None and not heard.attachment and typed.says_no(heard.text)
        return SKIP if refused and self.may_skip(view) else super().tapped(view, heard)

    def accept(self, view: View, heard: Heard) -> Outcome:
        if heard.attachment:
            return late_file(view, heard)
        return early_place(view, heard) or super().accept(view, heard)


@dataclass(frozen=True, kw_only=True)
class LastLook(Confirm):
    """All of it once more; each other way leads back to the question it names.

    A sentence that still comes is added to the matter; a word or two are a button mistyped.
    """

    def show(self, view: View) -> Screen:
        send, *others = self._ways(view)
        pairs = tuple(tuple(others[place : place + 2]) for place in range(0, len(others), 2))
        return Screen(self.text(view), ((send,), *pairs))

    def accept(self, view: View, heard: Heard) -> Outcome:
        if heard.attachment:
            return late_file(view, heard)
        if kept := early_place(view, heard):
            return kept
        if heard.value is None and len(heard.text.split()) >= SENTENCE:
            return late_words(view, heard)
        taken = super().accept(view, heard)
        if isinstance(taken, Accepted) and heard.value not in (None, DONE):
            return Accepted(None, change=heard.value)
        return taken


def pointed(heard: Heard) -> Heard:
    """A point on the map as words that lead to it."""
    where = heard.message.location
    if where is None:
        return heard
    said = f"📍 {place.link(where.latitude, where.longitude)}"
    return replace(heard, message=replace(heard.message, text=said, location=None))


def _holding(view: View, matter: Matter) -> View:
    return View(view.t, {**view.answers, MATTER: matter}, view.now, view.data)
