"""The demo as a person sees it: a browser, phones, a clock."""

import shutil
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.core import clock
from bot.core.db import Database
from bot.demo.run import Demo, open_demo
from bot.demo.seed import Sample, Seeder

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
pytestmark = pytest.mark.asyncio(loop_scope="package")
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium to look through")


@pytest_asyncio.fixture(loop_scope="package")
async def demo(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Demo]:
    """A village: what a browser sees doesn't hang on how many live there, and filling it takes its time."""
    monkeypatch.setattr("bot.demo.seed.RESIDENTS", 150)
    async with open_demo() as demo:
        yield demo


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="package")
async def page(demo: Demo, browser: Browser) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport={"width": 1600, "height": 950})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto(demo.url)
    await page.locator(".phone").nth(4).wait_for()
    yield page
    await page.close()
    assert not problems


async def tap(phone: Locator, label: str) -> None:
    await phone.locator(".chat").get_by_role("button", name=label).last.click()


async def write(phone: Locator, text: str) -> None:
    await phone.locator("textarea").fill(text)
    await phone.locator(".send").click()


async def subscribe(phone: Locator, language: str, agree: str, village: str) -> None:
    await phone.locator(".start").click()
    await tap(phone, language)
    await tap(phone, agree)
    await tap(phone, village)
    await phone.locator(".keyboard button").first.wait_for()


@in_browser
async def test_the_main_job_in_a_browser(page: Page) -> None:
    aigul, sergei, officer, head = (page.locator(".phone").nth(n) for n in (0, 1, 4, 5))
    # The smallest village: at Telegram's pace the whole town takes a quarter of a minute.
    await subscribe(aigul, "Кыргызча", "Макулмун", "Таш-Башат")
    await subscribe(sergei, "Русский", "Даю согласие", "Таш-Башат")
    await write(officer, "/send")
    await officer.get_by_text("кыргызча").first.wait_for()
    await write(officer, "Эртең суу болбойт")
    await officer.get_by_text("орусча").first.wait_for()
    await write(officer, "Завтра воды не будет")
    await officer.get_by_text("Сүрөт, документ же үн кошуңуз").wait_for()
    await officer.locator(".open-attach").click()
    await officer.locator("[data-deed=photo]").click()
    await tap(officer, "Даяр")
    await tap(officer, "Айрым айылдар")
    await tap(officer, "Таш-Башат")
    await officer.get_by_role("button", name="✅ Таш-Башат").wait_for()
    await tap(officer, "Даяр")
    await tap(officer, "Бекитүүгө жөнөтүү")
    await tap(head, "✅ Бекитүү")
    await aigul.get_by_text("Эртең суу болбойт").wait_for()
    await sergei.get_by_text("Завтра воды не будет").wait_for()
    picture = aigul.locator(".bubble img").last
    assert await picture.evaluate("image => image.complete ? image.naturalWidth : 0") == 640


@in_browser
async def test_the_bot_is_thrown_out_of_the_group_and_brought_back(page: Page) -> None:
    officer, head, group = (page.locator(".phone").nth(n) for n in (4, 5, 6))
    await group.get_by_role("button", name="Мен алам").first.wait_for()
    for _ in range(2):
        await group.locator(".more").click()
        await group.locator("[data-deed=block]").click()
    await officer.get_by_text("кезметчилер тобу болсунбу").or_(officer.get_by_text("➕")).first.wait_for()
    await group.locator(".service").nth(1).wait_for()
    await group.locator("textarea").fill("Салам")
    await group.locator(".send").click()
    await group.locator(".mine").get_by_text("Салам").wait_for()
    assert await head.locator(".bubble").count() == 0, "a moment out of the group is nothing to tell of"


@in_browser
async def test_the_clock_moves_to_the_next_thing_due(page: Page) -> None:
    before = clock.now()
    await page.get_by_role("button", name="+1 күн").click()
    await page.locator("[data-by=day]:not([disabled])").wait_for()
    assert (clock.now() - before).total_seconds() >= 86400
    await page.get_by_role("button", name="Кийинки ишке чейин").click()
    await page.locator("[data-by=next]:not([disabled])").wait_for()
    assert (clock.now() - before).total_seconds() > 86400


@in_browser
async def test_everything_a_phone_can_do(page: Page, demo: Demo) -> None:
    aigul = page.locator(".phone").nth(0)
    await subscribe(aigul, "Кыргызча", "Макулмун", "Кара-Суу")
    for deed, shown in (("voice", "🎤"), ("location", "42.8746")):
        await aigul.locator(".open-attach").click()
        await aigul.locator(f"[data-deed={deed}]").click()
        await aigul.locator(".mine").get_by_text(shown).first.wait_for()
    await aigul.locator(".keyboard button", has_text="Жардам").click()
    await aigul.locator(".mine").get_by_text("Жардам").first.wait_for()
    page.once("dialog", lambda dialog: dialog.accept(demo.app.links.deep("v_ak-terek")))
    await aigul.locator(".more").click()
    await aigul.locator("[data-deed=link]").click()
    await aigul.get_by_text("Ак-Терек").last.wait_for()
    await aigul.locator(".more").click()
    await aigul.locator("[data-deed=block]").click()
    await page.locator(".phone.blocked").wait_for()
    assert demo.sample.phones["aigul"].chat.blocked


async def test_only_the_demo_s_own_page_may_drive_it(sample: Demo) -> None:
    async with aiohttp.ClientSession() as client:
        foreign = {"Origin": "https://example.org"}
        async with client.post(f"{sample.url}/clock", json={"by": "day"}, headers=foreign) as answer:
            assert answer.status == 403
        async with client.get(f"{sample.url}/", headers={"Host": "example.org"}) as answer:
            assert answer.status == 403
        async with client.get(f"{sample.url}/phones/nobody") as answer:
            assert answer.status == 404
        async with client.get(f"{sample.url}/") as answer:
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        async with client.get(f"{sample.url}/go/v_kara-suu") as answer:
            assert "style-src" in answer.headers["Content-Security-Policy"], (
                "it would be drawn without its style"
            )


async def test_nothing_stays_open_when_filling_the_demo_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    close = Database.close

    async def noted(database: Database) -> None:
        await close(database)
        closed.append(str(database.engine.url))

    async def fails(_seeder: Seeder, _database: Database) -> Sample:
        raise LookupError("no such village")

    monkeypatch.setattr(Database, "close", noted)
    monkeypatch.setattr(Seeder, "fill", fails)
    before = clock.now()
    with pytest.raises(LookupError):
        async with open_demo():
            raise AssertionError("not reached")
    assert len(closed) == 1
    assert abs((clock.now() - before).total_seconds()) < 60, "the clock goes by itself again"
