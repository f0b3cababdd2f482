"""/figures: whom the office reaches; for everybody who works here and nobody else."""

from datetime import timedelta

import pytest
from markupsafe import Markup
from sqlalchemy import select

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.people.models import Role
from bot.areas.residents import queries as residents
from bot.areas.residents.models import Topic
from bot.core import clock
from bot.core.messages import OutMessage
from bot.outbox import service as outbox
from bot.outbox.models import Delivery, Status
from tests.areas.people.office import OfficeTown


@pytest.mark.parametrize("role", Role)
async def test_every_colleague_sees_the_figures(office: OfficeTown, role: Role) -> None:
    phone = await office.staff(role)
    await office.town.resident()
    await phone.write("/admin")
    said = await phone.tap("📊 Сандар")
    assert "Катталуучулар: 2" in said
    assert "• Миң-Булак: 2 (калкы: 2 940)" in said.replace("\xa0", " ").replace("\u202f", " ")
    assert "• Кара-Суу: 0" in said
    assert "Акыркы кабарлар" not in said


async def test_residents_and_former_colleagues_do_not(office: OfficeTown) -> None:
    aigul = await office.town.resident()
    for said in (await aigul.write("/figures"), await aigul.tap_payload("figures:")):
        assert "укугу бар кызматкерлер" in said


async def send(office: OfficeTown, text_ky: str, text_ru: str | None) -> str:
    """A message to all as its area leaves it; one of its recipients got it."""
    async with office.database.session() as session:
        now = clock.now()
        broadcast = Broadcast(
            kind=BroadcastKind.ORDINARY,
            state=BroadcastState.SENDING,
            topic=Topic.NEWS,
            text_ky=text_ky,
            text_ru=text_ru,
            attachments=[],
            audience={},
            created_at=now,
            started_at=now,
        )
        session.add(broadcast)
        await session.flush()
        content = await outbox.keep_content(session, OutMessage(text=Markup(text_ky)))
        await outbox.expand(
            session,
            batch=broadcast.batch_name,
            contents={"ky": content},
            default_language="ky",
            recipients=residents.audience_select(topic=Topic.NEWS),
            now=now,
        )
        first = (await session.scalars(select(Delivery).where(Delivery.content_id == content))).first()
        assert first is not None
        first.status = Status.SENT
        return broadcast.batch_name


async def test_the_latest_messages_in_the_reader_s_language(office: OfficeTown) -> None:
    deputy = await office.staff(Role.DEPUTY, language="Русский")
    await office.town.resident()
    await send(office, "<b>Суу болбойт</b>\nЭртең", "<b>Воды не будет</b>\nЗавтра")
    clock.move(timedelta(days=1))
    await send(office, "Чогулуш", None)
    said = await deputy.write("/figures")
    assert "• 20 ноября: «Воды не будет». Отправлено: 1 из 2" in said
    assert "• 21 ноября: «Чогулуш». Отправлено: 1 из 2" in said
    assert said.index("Чогулуш") < said.index("Воды"), "the latest first"
