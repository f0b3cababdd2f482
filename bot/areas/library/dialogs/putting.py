"""Putting something into a section: words, files, a link, one look as residents see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from bot.areas.library import catalogue, notices, queries, service
from bot.areas.library.dialogs import public
from bot.areas.library.models import Version
from bot.areas.library.queries import FileWords, Shelf
from bot.areas.library.rules import content as rules
from bot.areas.library.service import Content
from bot.areas.library.texts import keeping as texts
from bot.areas.library.texts.refusals import REFUSALS
from bot.areas.people import queries as staff
from bot.core.dialogs import words
from bot.core.dialogs.state import CHANGING, View
from bot.core.dialogs.steps import (
    DONE,
    Accepted,
    Ask,
    Collect,
    Confirm,
    Heard,
    Option,
    Outcome,
    Rejected,
    Screen,
    always,
)
from bot.core.errors import Refused
from bot.core.messages import Attachment, AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

NAME = "library_put"
TEXT, FILES, LINK, LOOK = "text", "files", "link", "look"
PARTS = (TEXT, FILES, LINK)
# Publish although a colleague did meanwhile; the number that was seen follows.
OVER = "over"


@dataclass(frozen=True, slots=True)
class Ground:
    """The section, the latest version and by whom it is, what can be said of the files sent so far."""

    shelf: Shelf
    latest: Version | None
    by: str | None
    files: Sequence[FileWords]

    @property
    def number(self) -> int:
        return self.latest.number if self.latest else 0


async def begin(turn: Turn, shelf: Shelf, language: str) -> Reply:
    """What is there is shown first and can be changed; where there is nothing, part by part is asked."""
    seen = await queries.latest_number(turn.session, shelf.key, language)
    start: dict[str, Any] = {"key": shelf.key, "language": language, "seen": seen}
    version = shelf.current.get(language)
    if version:
        start |= {TEXT: version.text, FILES: version.files or None, LINK: version.link, "known": True}
    elif draft := catalogue.draft_of(shelf.key, language):
        start |= {TEXT: str(escape(draft)), FILES: None, LINK: None, "known": True}
    return start_form(NAME, **start)


async def load(turn: Turn, answers: Answers) -> Ground:
    shelf = await service.get_shelf(turn.session, answers["key"], public.today(turn))
    latest = await queries.latest(turn.session, answers["key"], answers["language"])
    by = await staff.name_of(turn.session, latest.published_by) if latest else None
    return Ground(shelf, latest, by, await queries.files_of(turn.session, answers.get(FILES) or []))


def _asked(view: View) -> bool:
    """What is known already is only asked when somebody wants to change it."""
    return not view.answers.get("known") or bool(view.answers.get(CHANGING))


def explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


def _read_text(_view: View, heard: Heard) -> str:
    return rules.check_text(str(heard.message.rich or escape(heard.text)))


def _read_link(_view: View, heard: Heard) -> str:
    return rules.read_link(heard.text)


@dataclass(frozen=True, kw_only=True)
class AskPart(Ask):
    """Skipping takes a part away only from who came to change it: an old button must not."""

    def skipped(self, view: View) -> Any:
        return None if view.answers.get(CHANGING) else view.answers.get(self.name)


@dataclass(frozen=True, kw_only=True)
class CollectFiles(Collect):
    """Papers and pictures that can be kept."""

    def accept(self, view: View, heard: Heard) -> Outcome:
        incoming = heard.message.attachment
        if incoming and incoming.kind is not AttachmentKind.VOICE:
            try:
                name = None if incoming.kind is AttachmentKind.PHOTO else incoming.name
                kind = "image/jpeg" if incoming.kind is AttachmentKind.PHOTO else incoming.mime_type
                rules.check_file(name, kind, incoming.size)
            except Refused as refused:
                return Rejected(explain(view, refused))
        return super().accept(view, heard)


def is_draft(view: View) -> bool:
    """Nobody has published this list yet: it is what the program recalls."""
    return (
        catalogue.draft_of(view.answers["key"], view.answers["language"]) is not None and not view.data.number
    )


@dataclass(frozen=True, kw_only=True)
class Look(Confirm):
    """All of it as residents see it; publishing over a colleague's newer version has a button of its own."""

    def show(self, view: View) -> Screen:
        *publish, text, files, link = self._ways(view)
        rows = (*((one,) for one in publish), (text, link), (files,))
        # The files come along: what a resident gets must be seen before, not only named.
        return Screen(self.text(view), rows, self.attachments(view))

    def _ways(self, view: View) -> list[Option]:
        parts = [Option(str(texts.change_button(view.t, part)), part) for part in PARTS]
        if not any(view.answers.get(part) for part in PARTS):
            return parts
        if view.data.number != view.answers["seen"]:
            over = Option(str(texts.publish_over_button(view.t)), f"{OVER}{view.data.number}")
            return [over, *parts]
        return [Option(str(self.button(view)), DONE), *parts]

    def accept(self, view: View, heard: Heard) -> Outcome:
        value = heard.value or ""
        if value in PARTS:
            # Files are sent anew: the ones before stay with their version.
            emptied = {"key": FILES, "value": None} if value == FILES else {"key": None, "value": None}
            return Accepted(emptied["value"], key=emptied["key"], change=value)
        if value in {option.value for option in self._ways(view)} or value == DONE:
            return Accepted(value)
        return Rejected(words.tap_a_button(view.t))


def _text_look(view: View) -> Markup:
    shown = texts.look(
        view.t,
        view.data.shelf,
        view.answers["language"],
        view.answers.get(TEXT),
        view.answers.get(LINK),
        view.data.files,
        draft=is_draft(view),
    )
    latest = view.data.latest
    if latest is None or latest.number == view.answers["seen"]:
        return shown
    return Markup("{}\n\n{}").format(texts.newer(view.t, latest.published_at, view.data.by), shown)


def _attachments(view: View) -> tuple[Attachment, ...]:
    kept = view.answers.get(FILES) or []
    return tuple(Attachment(AttachmentKind(kind), number) for kind, number in kept)


async def finish(turn: Turn, answers: Answers) -> Reply:
    over = str(answers[LOOK]).removeprefix(OVER)
    seen = int(over) if over.isdecimal() else int(answers["seen"])
    key, language = answers["key"], answers["language"]
    before = await service.get_shelf(turn.session, key, public.today(turn))
    version = await service.publish(
        turn.session,
        key,
        language,
        Content(text=answers.get(TEXT), link=answers.get(LINK), files=answers.get(FILES) or []),
        seen,
        turn.person_id,
        turn.now,
    )
    told = await notices.appeared(
        turn.session, before.section, version, turn.now, was_missing=not before.current
    )
    other = "ru" if language == "ky" else "ky"
    rows = [[Choice(str(texts.to_section(turn.t)), f"lib:card.{key}")]]
    if other not in before.current:
        rows.insert(0, [Choice(str(texts.put_button(turn.t, other)), f"lib:put.{key}.{other}")])
    rows.append([Choice(str(texts.to_list(turn.t)), "lib:list.0")])
    return say(texts.published(turn.t, before.section, language, told), *rows)


async def left(turn: Turn, answers: Answers) -> Reply:
    there = Choice(str(texts.to_section(turn.t)), f"lib:card.{answers['key']}")
    return say(words.cancelled(turn.t), [there])


FORM = Form(
    name=NAME,
    load=load,
    steps=(
        AskPart(
            name=TEXT,
            text=lambda v: texts.ask_text(v.t, v.data.shelf.section, v.answers["language"]),
            read=_read_text,
            explain=explain,
            files_to=FILES,
            when=_asked,
            optional=always,
        ),
        CollectFiles(
            name=FILES,
            text=lambda v: texts.ask_files(v.t, rules.MOST_FILES),
            kinds=frozenset({AttachmentKind.PHOTO, AttachmentKind.DOCUMENT}),
            limit=rules.MOST_FILES,
            when=_asked,
            optional=always,
        ),
        AskPart(
            name=LINK,
            text=lambda v: texts.ask_link(v.t),
            read=_read_link,
            explain=explain,
            when=_asked,
            optional=always,
        ),
        Look(
            name=LOOK,
            text=_text_look,
            button=lambda v: texts.publish_button(v.t, draft=is_draft(v)),
            attachments=_attachments,
        ),
    ),
    finish=finish,
    on_cancel=left,
)
