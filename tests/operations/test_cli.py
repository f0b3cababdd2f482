"""The command line as a person types it; what they can put right is a sentence and exit code 2."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from bot.areas.municipality.file import EXAMPLE
from bot.areas.people.models import Role
from bot.cli import main
from bot.demo.telegram_emulator import TelegramEmulator
from bot.operations import setting_up
from bot.operations.doctor import Finding, Verdict, examine
from bot.operations.failures import OperationFailed
from bot.operations.migrate import upgrade
from bot.operations.probing import open_probes
from bot.operations.tables import all_tables
from bot.settings import Settings

TOKEN = "5:AAtoken-that-must-not-be-seen-in-any-answer"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env and no settings of the machine's; the tables are there, migrations written or not."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("JARCHY_")]:
        monkeypatch.delenv(name)
    upgrade("sqlite:///jarchy.db")
    engine = create_engine("sqlite:///jarchy.db")
    all_tables().create_all(engine)
    engine.dispose()


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, words)
    assert "Traceback" not in result.output
    assert TOKEN not in result.output
    return result


def _count(table: str) -> int:
    engine = create_engine("sqlite:///jarchy.db")
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - our own
    engine.dispose()
    return int(found)


def test_init_reads_the_file_and_reads_it_again() -> None:
    first = run("init", str(EXAMPLE))
    assert first.exit_code == 0, first.output
    assert "added village:kara-suu" in first.output
    assert run("init", str(EXAMPLE)).output == "Nothing has changed.\n"
    assert _count("villages") == 5


def test_a_mistake_in_the_file_is_named_and_nothing_changes(tmp_path: Path) -> None:
    mistaken = tmp_path / "town.yaml"
    mistaken.write_text(EXAMPLE.read_text().replace("population: 2940", "population: many"))
    result = run("init", str(mistaken))
    assert result.exit_code == 2
    assert "town.yaml, line" in result.output
    assert "population" in result.output
    assert _count("villages") == 0


def test_two_time_zones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JARCHY_TIMEZONE", "Asia/Almaty")
    result = run("init", str(EXAMPLE))
    assert (result.exit_code, _count("villages")) == (2, 0)
    assert "Asia/Almaty" in result.output


def test_mistaken_settings_are_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JARCHY_WEB_PORT", "many")
    monkeypatch.setenv("JARCHY_TELEGRAM_TOKN", TOKEN)
    result = run("run")
    assert result.exit_code == 2
    assert "JARCHY_WEB_PORT must be" in result.output
    assert "did you mean JARCHY_TELEGRAM_TOKEN?" in result.output


@pytest.mark.parametrize("words", [["run"], ["invite", "head", "Асан"]])
def test_without_a_token_it_says_where_one_comes_from(words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "@BotFather" in result.output


def test_a_database_out_of_reach_may_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JARCHY_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("JARCHY_DATABASE_URL", "postgresql://jarchy:hush-hush@127.0.0.1:1/jarchy")
    result = run("run")
    assert result.exit_code == 1
    assert "can't be reached" in result.output
    assert "hush" not in result.output


def test_telegram_out_of_reach_makes_no_invitation(monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", str(EXAMPLE))
    monkeypatch.setenv("JARCHY_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("JARCHY_TELEGRAM_API_URL", "http://127.0.0.1:1")
    result = run("invite", "head", "Асан Токтогулов")
    assert (result.exit_code, _count("invitations")) == (2, 0)
    assert "http://127.0.0.1:1 did not answer" in result.output


@pytest.fixture
async def settings(emulator: TelegramEmulator) -> Settings:
    emulator.add_bot(TOKEN, "min_bulak_bot")
    values: dict[str, Any] = {
        "telegram_token": TOKEN,
        "telegram_api_url": emulator.base_url,
        "database_url": "sqlite:///jarchy.db",
    }
    settings = Settings(_env_file=None, **values)
    await setting_up.apply_municipality(settings, EXAMPLE)
    return settings


async def test_an_invitation_is_a_link_into_the_bot(settings: Settings) -> None:
    link = urlsplit(await setting_up.invite(settings, Role.ADMINISTRATOR, "Асан Токтогулов", None))
    assert (link.netloc, link.path) == ("t.me", "/min_bulak_bot")
    assert parse_qs(link.query)["start"][0].startswith("i_")
    assert _count("invitations") == 1


async def test_a_deputys_district_is_named_by_its_key(settings: Settings) -> None:
    with pytest.raises(OperationFailed, match=r"no district mans\. Known are: manas, kara-suu, ak-terek"):
        await setting_up.invite(settings, Role.DEPUTY, "Бакыт", "mans")
    assert await setting_up.invite(settings, Role.DEPUTY, "Бакыт", "manas")


async def test_a_refusal_is_told_in_words(settings: Settings) -> None:
    with pytest.raises(OperationFailed) as refused:
        await setting_up.invite(settings, Role.HEAD, "  ", None)
    assert ":" not in str(refused.value).split()[0]
    assert len(str(refused.value).split()) > 3


async def test_a_token_nobody_knows(settings: Settings) -> None:
    stranger = settings.model_copy(update={"telegram_token": SecretStr("9:" + "x" * 35)})
    with pytest.raises(OperationFailed, match="does not know the token"):
        await setting_up.invite(stranger, Role.HEAD, "Асан", None)


async def test_the_doctor_finds_everything_well_after_setting_up(settings: Settings) -> None:
    findings = await _findings(settings)
    assert findings["token"].what == "is @min_bulak_bot's"
    assert findings["municipality"].verdict is Verdict.OK
    assert findings["office's zone"].verdict is Verdict.OK
    assert findings["people"].verdict is Verdict.WARN


async def test_the_doctor_sees_two_time_zones(settings: Settings) -> None:
    found = (await _findings(settings.model_copy(update={"timezone": "Asia/Almaty"})))["office's zone"]
    assert found.verdict is Verdict.FAIL
    assert "Asia/Almaty" in found.what


async def _findings(settings: Settings) -> dict[str, Finding]:
    async with open_probes(settings) as probes:
        return {finding.about: finding for finding in await examine(settings, probes)}


def test_backups_beyond_the_newest_are_removed() -> None:
    folder = Path("kept")
    folder.mkdir()
    old = [folder / f"jarchy-2026-01-0{day}-000000.sqlite.gz" for day in (1, 2, 3)]
    for path in old:
        path.touch()
    done = run("backup", "--folder", str(folder), "--keep", "2")
    assert done.exit_code == 0, done.output
    left = sorted(folder.iterdir())
    assert len(left) == 2
    assert left[0] == old[2]
    assert left[1].stat().st_size > 0


@pytest.mark.parametrize("words", [["--help"], ["backup"]])
def test_what_needs_no_telegram_does_not_load_it(words: list[str]) -> None:
    """A process of its own: this one has loaded everything."""
    look = (
        "import sys; from bot.cli import main; main(sys.argv[1:], standalone_mode=False); "
        "heavy = {'telegram', 'typst', 'aiohttp', 'PIL'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", look, *words], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
