"""Where copies of a notice were put: boards, groups, houses, papers."""

from dataclasses import replace

from bot.areas.hearings import posting
from bot.areas.hearings.dialogs import cards, steps
from bot.areas.hearings.models import Meeting, PostingKind
from bot.areas.hearings.texts import preparing as texts
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Collect, Option, always
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form


async def begin_posting(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await posting.check_may_post(turn.session, turn.person_id)
    await posting.check_printable(turn.session, meeting)
    # The text to forward to the next group must stay where it is.
    return replace(start_form("meeting_posting", id=meeting.id), redraw=False)


def _kinds(view: View) -> list[Option]:
    return [Option(str(texts.posting_kind(view.t, kind)), kind.value) for kind in PostingKind]


async def finish_posting(turn: Turn, answers: Answers) -> Reply:
    photos = answers.get("photo") or []
    village = answers.get("village")
    posted = await posting.record_posting(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        kind=PostingKind(answers["way"]),
        village_id=int(village) if village else None,
        place=answers["place"],
        people_reached=answers.get("people"),
        photo_id=photos[0][1] if photos else None,
        now=turn.now,
    )
    again = [Choice(str(texts.note_posting(turn.t)), f"meeting:post.{posted.meeting_id}")]
    return say(texts.posting_kept(turn.t), again, cards.to_card(turn, posted.meeting_id))


POSTING = Form(
    name="meeting_posting",
    load=steps.load_villages,
    steps=(
        Choose(name="way", text=lambda view: texts.ask_posting_kind(view.t), options=_kinds),
        Choose(
            name="village",
            text=lambda view: texts.ask_posting_village(view.t),
            options=lambda view: view.data,
            optional=always,
        ),
        steps.words("place", lambda view: texts.ask_posting_place(view.t)),
        Collect(
            name="photo",
            text=lambda view: texts.ask_posting_photo(view.t),
            kinds=frozenset({AttachmentKind.PHOTO}),
            optional=always,
        ),
        steps.number("people", lambda view: texts.ask_posting_people(view.t), optional=always),
    ),
    finish=finish_posting,
    on_cancel=cards.back,
)

VERBS = {"post": begin_posting}
