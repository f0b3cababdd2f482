"""What the sample municipality lacks, so that every form can begin: added as the office would do it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import blocking
from bot.areas.appeals.models import Appeal, AppealState
from bot.areas.broadcasts import service as broadcasts
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.groups import forwarding
from bot.areas.groups import service as groups
from bot.areas.groups.models import Pack, PackState
from bot.areas.library import service as library
from bot.areas.municipality.models import District, Municipality
from bot.areas.obligations import adoption
from bot.areas.obligations.catalogue import Recurrence, Rule
from bot.areas.obligations.models import Obligation
from bot.areas.people import invitations
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.receptions import service as receptions
from bot.areas.receptions.models import Reception
from bot.areas.residents import linking
from bot.areas.residents.models import Topic
from bot.areas.surveys import making, running
from bot.areas.surveys import service as surveys
from bot.areas.surveys.models import Source
from bot.areas.surveys.questionnaire.content import Option, Question, Questionnaire, QuestionType
from bot.areas.surveys.running import Plan
from bot.core.contacts import Contact, Person
from bot.core.files import keep_made
from bot.core.messages import AttachmentKind

_T = QuestionType
DEPUTIES = 18
LONG_CHOICE = "Суу таптакыр келбейт, бир жумада бир жолу гана бир нече саат агат"


class Everything:
    """`by` are the persons who hold the roles."""

    def __init__(self, session: AsyncSession, by: dict[str, int], now: datetime, zone: ZoneInfo) -> None:
        self._session = session
        self._by = by
        self._now = now
        self._zone = zone
        self._officer, self._head = by["officer"], by["head"]

    async def fill(self) -> None:
        await self._deputies()
        await self._broadcasts()
        await self._surveys()
        await self._plan()
        await self._block()
        await self._booking()
        await self._groups()
        await self._code()
        office = await self._session.get_one(Municipality, 1)
        office.legal = {**office.legal, "appeals_are_registered": True}
        for number in range(10):
            titles = f"Бөлүм {number}", f"Раздел {number}"
            await library.add_section(self._session, *titles, self._head, self._now)
            role, name = (Role.OFFICER, "Асан Үсөнов") if number else (Role.HEAD, "Асан Асанов")
            await invitations.create_invitation(
                self._session, role, f"{name} {number}", None, self._head, self._now
            )
        for kind in AttachmentKind:
            await keep_made(self._session, kind, f"{kind}.bin", "application/octet-stream", b"1", self._now)
        await self._session.flush()

    async def _deputies(self) -> None:
        district = (await self._session.scalars(select(District).order_by(District.id))).first()
        assert district is not None
        for number in range(DEPUTIES):
            person = Person(language="ky", created_at=self._now)
            address = f"deputy-{number}"
            self._session.add(
                Contact(person=person, channel="telegram", address=address, last_seen_at=self._now)
            )
            await self._session.flush()
            self._session.add(StaffMember(person_id=person.id, name=f"Депутат {number}"))
            await self._session.flush()
            self._session.add(
                RoleGrant(
                    person_id=person.id, role=Role.DEPUTY, district_id=district.id, granted_at=self._now
                )
            )

    async def _broadcasts(self) -> None:
        for submitted in (False, True):
            made = await broadcasts.open_broadcast(
                self._session,
                kind=BroadcastKind.ORDINARY,
                topic=Topic.NEWS,
                text_ky="Эртең суу келбейт. " * 40,
                text_ru="Завтра воды не будет. " * 40,
                attachments=[],
                audience={},
                author_id=self._officer,
                now=self._now,
            )
            if submitted:
                await broadcasts.submit(self._session, made.id, self._officer, self._now)

    async def _surveys(self) -> None:
        """One that goes on, one that is prepared, and its questionnaire once more, free to be changed."""
        session, now = self._session, self._now
        form = await making.open_form(session, every_question(), Source.CHAT, self._officer, now)
        await making.mark_tried(session, form.id, self._officer, now)
        for opened in (True, False):
            plan = Plan(form_id=form.id, anonymous=False, audience={}, closes_at=now + timedelta(days=9))
            survey = await running.prepare(session, plan, self._officer, now, self._zone)
            if opened:
                await running.open_without_sending(session, survey.id, self._officer, now)
        await making.copy_form(session, form.id, self._officer, now)
        assert await surveys.get_form(session, form.id)

    async def _plan(self) -> None:
        await adoption.begin(self._session, self._officer, 2029, 2032, self._now)
        # The year's plan is approved: what is its own event was added before.
        rule = Recurrence(rule=Rule.QUARTERLY, ky="квартал сайын", ru="ежеквартально")
        own = Obligation(
            year=self._now.year,
            key="own.day",
            own=True,
            title_ky="Айылдын күнү " * 9,
            title_ru="День села " * 9,
            recurrence=rule.model_dump(mode="json"),
            every_year=False,
            targets={},
            created_at=self._now,
        )
        self._session.add(own)

    async def _groups(self) -> None:
        """Some of them, with something to forward."""
        session, officer, now = self._session, self._officer, self._now
        broadcast = await session.scalar(select(Broadcast).where(Broadcast.kind == BroadcastKind.BULLETIN))
        assert broadcast is not None
        for number in range(12):
            group = await groups.open_group(
                session, officer, now, name=f"Топ {number}", villages=[], members=200, bilingual=True,
                news=True,
            )  # fmt: skip
            await forwarding.ask_person(session, group.id, officer, officer, now)
            waiting = PackState.WAITING
            session.add(
                Pack(group_id=group.id, broadcast_id=broadcast.id, state=waiting, made_at=now, handed_at=now)
            )

    async def _code(self) -> None:
        """A resident's, which the newcomer typed."""
        giver, taker = [
            await self._session.scalar(select(Contact).join(Person).where(condition).order_by(Contact.id))
            for condition in (Person.language == "ru", Person.language.is_(None))
        ]
        assert giver is not None
        assert taker is not None
        code = await linking.give_code(self._session, giver, self._now)
        await linking.type_code(self._session, taker, code, self._now)

    async def _booking(self) -> None:
        reception = await self._session.scalar(
            select(Reception).where(Reception.holder_id == self._by["deputy"]).order_by(Reception.starts_at)
        )
        assert reception is not None
        await receptions.book(
            self._session,
            reception.id,
            self._officer,
            slot=reception.starts_at,
            name="Бакыт",
            matter="Жер",
            now=self._now,
        )

    async def _block(self) -> None:
        appeal = await self._session.scalar(
            select(Appeal).where(Appeal.state == AppealState.IN_HAND, Appeal.author_id.is_not(None))
        )
        assert appeal is not None
        reason = "Бир эле нерсени он жолу жазып, кызматкерлерди сөгөт."
        await blocking.block(self._session, appeal.id, self._officer, reason, self._now)


def words(text: str) -> dict[str, str]:
    return {"ky": text, "ru": f"{text} (орусча)"}


def every_question() -> Questionnaire:
    """A question of each kind, some of them as long as they may become."""
    few = tuple(Option(f"o{n}", words(f"Жооп {n}")) for n in range(4))
    many = tuple(Option(f"o{n}", words(f"{LONG_CHOICE} ({n})")) for n in range(14))
    told = tuple(
        Question(name=f"{kind.value}_one", type=kind, label=words(f"Суроо: {kind.value}"), **more)
        for kind, more in (
            (_T.ONE, {"options": few}),
            (_T.SEVERAL, {"options": few, "required": False}),
            (_T.YES_NO, {}),
            (_T.SCALE, {"low": 0, "high": 10, "low_label": words("жаман"), "high_label": words("жакшы")}),
            (_T.NUMBER, {"low": 0, "high": 99, "whole": True}),
            (_T.TEXT, {"required": False}),
            (_T.DATE, {}),
            (_T.RANK, {"options": few, "top": 3}),
            (_T.PHOTO, {"required": False}),
            (_T.PLACE, {"required": False}),
            (_T.VOICE, {"required": False}),
            (_T.NOTE, {}),
        )
    )
    long = tuple(
        Question(name=f"{kind.value}_long", type=kind, label=words("Кыйла узун суроо. " * 50), options=many)
        for kind in (_T.ONE, _T.SEVERAL, _T.RANK)
    )
    why = Question(name="why", type=_T.TEXT, label=words("Эмне үчүн?"), belongs_to="one_one", required=False)
    other = Question(name="other", type=_T.TEXT, label=words("Кайсы?"), relevant="selected(${one_one}, 'o3')")
    return Questionnaire(
        title=words("Айыл өкмөтүнүн иши жана суу менен жолдун абалы жөнүндө узун аталыштагы сурамжылоо"),
        questions=(told[0], why, other, *told[1:], *long),
        intro=words("Жоопторуңуз керек. " * 20),
    )
