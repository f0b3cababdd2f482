"""What colleagues are told as a meeting goes its way."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import Attendance, Decision, Meeting, Statement
from bot.areas.hearings.queries import Told
from bot.areas.hearings.texts import alarms as texts
from bot.areas.hearings.texts import day as day_texts
from bot.areas.hearings.texts import following as following_texts
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage, Purpose

Words = Callable[[Translator], Markup]


async def urgency_asked(session: AsyncSession, meeting: Meeting, told: Told, by: int, now: datetime) -> bool:
    """Those who may allow it, the heads; False when there is none."""
    name = await staff.name_of(session, by) or ""

    def message(t: Translator) -> OutMessage:
        allow = Choice(str(texts.allow_button(t)), f"meeting:urgent.{meeting.id}")
        text = texts.urgency_asked(t, meeting, told.notice, name)
        return OutMessage(text=text, choices=((allow,), (_open(t, meeting),)))

    return bool(
        await people.tell_all(
            session, Permission.OVERRIDE_NOTICE, message, now, except_person=by, urgent=True
        )
    )


async def urgency_allowed(
    session: AsyncSession, meeting: Meeting, told: Told, by: int, now: datetime
) -> None:
    """Its author goes on."""
    name = await staff.name_of(session, by) or ""
    author = told.broadcast.author_id
    if author and author != by:
        await tell(
            session, [author], meeting, now, lambda t: texts.urgency_allowed(t, meeting, name), urgent=True
        )


async def floor_asked(session: AsyncSession, meeting: Meeting, attendance: Attendance, now: datetime) -> None:
    await tell(
        session,
        await keepers(session, meeting),
        meeting,
        now,
        lambda t: texts.floor_asked(t, meeting, attendance.name or "", attendance.floor or ""),
    )


async def question_asked(session: AsyncSession, meeting: Meeting, question: Statement, now: datetime) -> None:
    await tell(
        session,
        await keepers(session, meeting),
        meeting,
        now,
        lambda t: texts.question_asked(t, meeting, question.speaker, question.text),
        files=as_files(question.attachments),
    )


async def question_answered(
    session: AsyncSession, meeting: Meeting, question: Statement, now: datetime
) -> None:
    """Who asked gets the answer in writing (charter 17.5)."""
    if question.person_id is None:
        return

    def message(t: Translator) -> OutMessage:
        more = Choice(str(texts.about_meeting(t)), f"mt:card.{meeting.id}")
        return OutMessage(text=texts.question_answered(t, meeting, question), choices=((more,),))

    await people.tell(session, question.person_id, message, now, purpose=Purpose.CASE)


async def protocol_handed_over(
    session: AsyncSession,
    meeting: Meeting,
    number: str,
    files: tuple[Attachment, ...],
    by: int,
    now: datetime,
) -> None:
    """The council's chair and secretary get it (002 §3.8)."""
    council = await staff.holders_of(session, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY)
    whom = [person_id for person_id in council if person_id != by]
    await tell(session, whom, meeting, now, lambda t: day_texts.handed_over(t, meeting, number), files=files)


async def decision_given(
    session: AsyncSession, meeting: Meeting, decision: Decision, by: int, now: datetime
) -> None:
    """Who answers for it, unless they noted it themselves."""
    if decision.owner_id and decision.owner_id != by:
        text = following_texts.decision_given
        await tell_owner(session, decision, now, lambda t: text(t, meeting, decision))


async def tell_owner(session: AsyncSession, decision: Decision, now: datetime, words: Words) -> None:
    """With the button that asks what was done; an owner may be a deputy, who sees no meeting's card."""

    def message(t: Translator) -> OutMessage:
        done = Choice(str(following_texts.tell_button(t)), f"mtdone:{decision.id}")
        return OutMessage(text=words(t), choices=((done,),))

    if decision.owner_id:
        await people.tell(session, decision.owner_id, message, now)


async def decision_answered(
    session: AsyncSession, meeting: Meeting, decision: Decision, told: Told, by: int, now: datetime
) -> None:
    """The owner's words wait for somebody who hands them in."""
    name = await staff.name_of(session, by) or decision.owner

    def look(t: Translator) -> tuple[tuple[Choice, ...], ...]:
        return ((Choice(str(following_texts.look_button(t)), f"bc:card.{told.broadcast.id}"),),)

    await tell(
        session,
        await keepers(session, meeting),
        meeting,
        now,
        lambda t: following_texts.answer_to_office(t, meeting, decision, name),
        more=look,
    )


def as_files(attachments: Sequence[Sequence[Any]]) -> tuple[Attachment, ...]:
    return tuple(Attachment(AttachmentKind(kind), number) for kind, number in attachments)


async def responsible(session: AsyncSession, meeting: Meeting) -> list[int]:
    """Who answers for this kind of meeting; where nobody holds that role, who may call one."""
    found = await staff.holders_of(session, KINDS[meeting.kind].responsible)
    return list(found or await staff.people_who_may(session, Permission.CALL_MEETING))


async def keepers(session: AsyncSession, meeting: Meeting) -> list[int]:
    """Who called it and who answers for it: each once."""
    named = [meeting.author_id] if meeting.author_id else []
    may = set(await staff.people_who_may(session, Permission.CALL_MEETING))
    return sorted({*[one for one in named if one in may], *await responsible(session, meeting)})


async def recorders(session: AsyncSession, meeting: Meeting) -> list[int]:
    """Who keeps the protocol: the officer and the council's secretary; else whoever may."""
    found = await staff.holders_of(session, Role.OFFICER, Role.COUNCIL_SECRETARY)
    return list(found or await staff.people_who_may(session, Permission.RECORD_MEETING))


async def heads_and_officers(session: AsyncSession) -> list[int]:
    return list(await staff.holders_of(session, Role.HEAD, Role.OFFICER))


async def tell(
    session: AsyncSession,
    whom: Iterable[int],
    meeting: Meeting,
    now: datetime,
    words: Words,
    *,
    urgent: bool = False,
    files: tuple[Attachment, ...] = (),
    more: Callable[[Translator], tuple[tuple[Choice, ...], ...]] = lambda _t: (),
) -> None:
    """Each once, with the button that opens the meeting."""

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=words(t), choices=(*more(t), (_open(t, meeting),)), attachments=files)

    for person_id in dict.fromkeys(whom):
        await people.tell(session, person_id, message, now, urgent=urgent)


def _open(t: Translator, meeting: Meeting) -> Choice:
    return Choice(str(texts.open_meeting(t)), f"meeting:card.{meeting.id}")
