"""A message goes to a village's WhatsApp group by a neighbour's hand, and to its channel by itself."""

import pytest

from bot.areas.broadcasts import decisions, service
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.groups.models import Pack, PackState
from bot.areas.people.models import Role
from bot.areas.residents.models import Topic
from bot.core import clock
from bot.demo.telegram_emulator import Phone
from tests.town import Town


async def news(town: Town, author: int, approver: int) -> int:
    """How it is written and approved has its own stories."""
    now = clock.now()
    async with town.app.database.session() as session:
        made: Broadcast = await service.open_broadcast(
            session,
            kind=BroadcastKind.ORDINARY,
            topic=Topic.NEWS,
            text_ky="<b>Суу түтүгү оңдолду</b>",
            text_ru=None,
            attachments=[],
            audience={},
            author_id=author,
            now=now,
        )
        await service.submit(session, made.id, author, now)
        await decisions.approve(session, made.id, approver, now, town.app.settings.zone)
        return made.id


async def approved_news(town: Town, officer: Phone, head: Phone) -> int:
    await town.move(seconds=5)
    number = await news(town, await town.person_id(officer), await town.person_id(head))
    await town.tick()
    return number


async def test_to_a_group_by_a_neighbours_hand(town: Town) -> None:
    officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
    head = await town.staff(Role.HEAD, "Асан Токтогулов")
    neighbour = await town.resident("Айгүл")
    officer.send_text("/groups")
    await officer.tap("WhatsApp тобу")
    await officer.wait_for("кандай аталат")
    officer.send_text("Миң-Булак айылы")
    await officer.tap("Миң-Булак")
    await officer.tap("Даяр")
    await officer.wait_for("канча катышуучу")
    officer.send_text("240")
    await officer.tap("Кыргызча")
    await officer.tap("Кабарлар да барсын")
    await officer.tap("Өткөрүп жиберүү")
    await officer.tap("🔗 Тургун")
    await officer.wait_for("Тургундун аты")
    officer.send_text("Айгүл эже")
    link = (await officer.wait_for("fw_")).text.rpartition("https://")[2].strip()
    neighbour.open_link(f"https://{link}")
    await neighbour.tap("Ооба, жөнөтөм")
    await officer.wait_for("макул болду")

    number = await approved_news(town, officer, head)
    # Telegram's phone shows the marks that WhatsApp will draw; WhatsApp's draws them.
    pack = await neighbour.wait_for("Суу түтүгү оңдолду")
    assert "*Суу түтүгү оңдолду*" in pack.text or "<b>Суу түтүгү оңдолду</b>" in pack.html
    await town.restart()
    await neighbour.tap("Жөнөттүм")
    await neighbour.wait_for("240 катышуучу")
    await town.tick()
    assert (await town.find(Pack, Pack.broadcast_id == number)).state is PackState.FORWARDED


# Bots can't be in channels and groups of WhatsApp.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_to_a_channel_by_itself(town: Town) -> None:
    officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
    head = await town.staff(Role.HEAD, "Асан Токтогулов")
    await town.resident("Айгүл")
    channel = town.emulator.channel(town.account, "Миң-Булак каналы", officer)
    await officer.tap("Айыл тобу, каналы")
    await officer.tap("Миң-Булак каналы")
    await officer.tap("Бардык айылдар")
    await officer.tap("Даяр")
    await officer.wait_for("канча катышуучу")
    officer.send_text("900")
    await officer.tap("Кыргызча")
    await officer.tap("Кабарлар да барсын")
    await officer.wait_for("өзүм жазам")

    number = await approved_news(town, officer, head)
    post = await town.emulator.in_group(channel, officer).wait_for("Суу түтүгү оңдолду")
    assert post.labels == ["🔔 Кабар алып туруу"]
    await town.sent()
    await town.tick()
    assert (await town.find(Pack, Pack.broadcast_id == number)).state is PackState.FORWARDED
