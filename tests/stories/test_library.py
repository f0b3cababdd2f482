"""What the office publishes comes to another phone byte for byte, whatever becomes of the platform's copy."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.areas.people.models import Role
from bot.core import clock
from bot.core.files import FileReference
from bot.demo.telegram_emulator import Phone, tiny_png
from tests.stories.phones import adds_file, asked_now
from tests.town import Town

PDF, DOCX = b"%PDF-1.7 budget", b"PK\x03\x04 report"


async def publish(officer: Phone) -> None:
    officer.send_text("/library")
    await officer.wait_for("Баарына ачык болушу керек")
    await officer.tap("Бекитилген бюджет")
    await officer.wait_for("отчет берүү регламенти, 7.2, 2-б-пункт")
    await officer.tap("✍️ Кыргызча")
    await officer.wait_for("1/3")
    officer.send_text("Бюджет бекитилди")
    await asked_now(officer, "2/3")
    await adds_file(officer, lambda: officer.send_document(PDF, "Бюджет 2027.pdf", "application/pdf"), 1)
    officer.send_document(b"MZ", "budget.pdf.exe")
    await asked_now(officer, "жарыялоого болбойт")
    clock.move(timedelta(seconds=15))
    await adds_file(officer, lambda: officer.send_document(DOCX, "Отчет.docx"), 2)
    await adds_file(officer, lambda: officer.send_photo(tiny_png(40, 40)), 3)
    await officer.tap("Даяр")
    await asked_now(officer, "3/3")
    await officer.tap("Өткөрүп жиберүү")
    await officer.wait_for("Тургундар ушундай көрөт")
    await officer.tap("✅ Жарыялоо")
    await officer.wait_for("Жарыяланды")


@pytest.mark.parametrize("sent", ["by name", "by bytes"])
async def test_files_come_to_another_phone(town: Town, sent: str) -> None:
    officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
    resident = await town.resident()
    await publish(officer)
    await town.tick()
    if sent == "by bytes":
        # As with a new bot account: its names for files are gone, the bytes are ours.
        async with town.app.database.session() as session:
            await session.execute(delete(FileReference))
    resident.open_link(town.link("info_pub2b"))
    card = await resident.wait_for("Бюджет бекитилди")
    assert "Бюджет 2027.pdf" in card.text
    await resident.tap("📎 Файлдарды алуу")
    await resident.wait_for(lambda phone: sum(one.file is not None for one in phone.received) == 3)
    came = [one.file for one in resident.received if one.file]
    assert {(one.name, one.content) for one in came if one.kind == "document"} == {
        ("Бюджет 2027.pdf", PDF),
        ("Отчет.docx", DOCX),
    }
    assert [one.kind for one in came].count("photo") == 1
