"""The doctor: each trouble has its line, with what to do; nothing unforeseen stops the others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import OperationalError

from bot.core import clock
from bot.operations.commands import backup_command, doctor_command, restore_command
from bot.operations.doctor import (
    Finding,
    Probes,
    Verdict,
    WhatsAppNumber,
    examine,
    fetch_text,
    fetch_time,
    healthy,
    machine,
)
from bot.operations.failures import OperationFailed
from bot.operations.migrate import upgrade
from bot.settings import Settings
from bot.web.server import WebServer

TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def answering(value: Any) -> Any:
    async def answer(*_arguments: object) -> Any:
        if isinstance(value, Exception):
            raise value
        return value

    return answer


def well() -> Probes:
    return Probes(
        get_me=answering("jarchy_bot"),
        webhook_trouble=answering(None),
        municipality=answering("Миң-Булак"),
        roles=answering({"administrator", "head"}),
        fetch_time=answering(datetime.now(UTC)),
        fetch_status=answering(200),
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path}/jarchy.db",
        telegram_token=TOKEN,
        backup_folder=tmp_path / "backups",
        public_url="https://bot.example.kg",
    )


async def look(about: str, settings: Settings, probes: Probes | None = None) -> Finding:
    findings = await examine(settings, probes or well())
    return next(finding for finding in findings if finding.about == about)


def changed(settings: Settings, **values: Any) -> Settings:
    return settings.model_copy(update=values)


async def test_a_healthy_installation(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "jarchy.db").touch()
    upgrade(settings.database_url.get_secret_value())
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / f"jarchy-{clock.now():%Y-%m-%d-%H%M%S}.sqlite.gz").touch()
    findings = await examine(settings, well())
    assert {finding.verdict for finding in findings} == {Verdict.OK}, findings
    assert healthy(findings)


@pytest.mark.parametrize(
    ("about", "probes", "verdict", "words"),
    [
        ("token", {"get_me": OperationFailed("Telegram does not know the token.")}, "fail", "does not know"),
        ("clock", {"fetch_time": datetime.now(UTC) - timedelta(minutes=3)}, "warn", "seconds off"),
        ("clock", {"fetch_time": datetime.now(UTC) + timedelta(days=3)}, "fail", "timedatectl"),
        ("clock", {"fetch_time": OSError("no route")}, "fail", "firewall"),
        ("public address", {"fetch_status": 502}, "warn", "Start the bot"),
        ("public address", {"fetch_status": 404}, "fail", "something else"),
        ("public address", {"fetch_status": OSError("certificate expired")}, "fail", "certificate"),
        ("webhook", {"webhook_trouble": "Wrong response: 403"}, "warn", "Wrong response"),
        ("municipality", {"municipality": None}, "fail", "jarchy init"),
        ("people", {"roles": {"head"}}, "warn", "`jarchy invite administrator NAME`"),
        ("people", {"roles": set()}, "warn", "administrator NAME` and `jarchy invite head NAME`"),
    ],
)
async def test_what_is_wrong_outside(
    settings: Settings, about: str, probes: dict[str, Any], verdict: str, words: str
) -> None:
    answers = {name: answering(value) for name, value in probes.items()}
    found = await look(about, settings, replace(well(), **answers))
    assert found.verdict == verdict
    assert words in str(found)


WHATSAPP = {
    "whatsapp_token": "EAAG-hush-hush",
    "whatsapp_phone_id": "106540352242922",
    "whatsapp_app_secret": "0123456789abcdef0123456789abcdef",
    "whatsapp_verify_token": "word-of-ours",
    "whatsapp_account_id": "102290129340398",
}


@pytest.fixture
def with_whatsapp(settings: Settings) -> Settings:
    return Settings(_env_file=None, **(settings.model_dump(exclude_defaults=True) | WHATSAPP))


async def echo(url: str) -> tuple[int, str]:
    """The bot behind a proxy that works."""
    asked = parse_qs(urlsplit(url).query)
    assert asked["hub.verify_token"] == ["word-of-ours"]
    return 200, asked["hub.challenge"][0]


def whatsapp_well() -> Probes:
    number = WhatsAppNumber("+996 700 123 456", "Миң-Булак", "GREEN")
    return replace(well(), whatsapp_number=answering(number), fetch_text=echo)


async def test_whatsapp_is_looked_at_where_it_is_in_use(settings: Settings, with_whatsapp: Settings) -> None:
    for about in ("WhatsApp", "WhatsApp door", "templates"):
        assert (await look(about, settings)).what == "not in use"
        found = await look(about, with_whatsapp, whatsapp_well())
        assert found.verdict is Verdict.OK, found
    without_telegram = changed(with_whatsapp, telegram_token=None)
    assert (await look("token", without_telegram, whatsapp_well())).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("about", "probes", "verdict", "words"),
    [
        ("WhatsApp", {"whatsapp_number": OperationFailed("Meta refuses the token.")}, "fail", "refuses"),
        ("WhatsApp", {"whatsapp_number": WhatsAppNumber("+996 7", "М", "RED")}, "warn", "block it"),
        ("WhatsApp door", {"fetch_text": (502, "")}, "warn", "Start the bot"),
        ("WhatsApp door", {"fetch_text": (403, "")}, "fail", "another verify token"),
        ("WhatsApp door", {"fetch_text": (200, "<html>")}, "fail", "something else"),
        ("templates", {"whatsapp_templates_wanting": {"jarchy_news ru"}}, "warn", "jarchy_news ru"),
    ],
)
async def test_what_is_wrong_with_whatsapp(
    with_whatsapp: Settings, about: str, probes: dict[str, Any], verdict: str, words: str
) -> None:
    answers = {name: answering(value) for name, value in probes.items()}
    found = await look(about, with_whatsapp, replace(whatsapp_well(), **answers))
    assert found.verdict == verdict
    assert words in str(found)


async def test_whatsapp_without_an_address_of_ours_or_an_account(with_whatsapp: Settings) -> None:
    no_address = changed(with_whatsapp, public_url=None)
    assert "JARCHY_PUBLIC_URL" in (await look("WhatsApp door", no_address, whatsapp_well())).what
    no_account = changed(with_whatsapp, whatsapp_account_id=None)
    assert (await look("templates", no_account, whatsapp_well())).verdict is Verdict.WARN


async def test_the_doors_answer_is_read_over_a_connection() -> None:
    async def page(scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["query_string"] + b" " * 1000})

    server = WebServer(page)
    await server.start()
    status, answer = await fetch_text(f"{server.url}/?word")
    await server.stop()
    assert (status, answer[:4]) == (200, "word")
    assert len(answer) <= 100


async def test_a_token_in_an_unforeseen_failure_is_not_shown(settings: Settings) -> None:
    failing = replace(well(), get_me=answering(RuntimeError(f"/bot{TOKEN}/getMe failed")))
    found = await look("token", settings, failing)
    assert found.verdict == Verdict.FAIL
    assert "AAHdq" not in str(found)


async def test_what_never_answers_ends_in_a_finding(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never() -> str:
        await asyncio.Event().wait()
        return ""

    monkeypatch.setattr("bot.operations.doctor.examination.PATIENCE_SECONDS", 0.05)
    assert "no answer" in (await look("token", settings, replace(well(), get_me=never))).what


async def test_without_token_or_address(settings: Settings) -> None:
    bare = changed(settings, telegram_token=None, public_url=None)
    assert (await look("token", bare)).verdict == Verdict.FAIL
    assert (await look("public address", bare)).verdict == Verdict.OK
    assert (await look("webhook", bare)).verdict == Verdict.OK


async def test_a_database_that_is_not_there(settings: Settings, tmp_path: Path) -> None:
    found = await look("database", settings)
    assert found.verdict == Verdict.FAIL
    assert str(tmp_path / "jarchy.db") in found.what
    assert not (tmp_path / "jarchy.db").exists()


async def test_a_server_out_of_reach(settings: Settings) -> None:
    away = Settings(_env_file=None, database_url="postgresql://jarchy:hush-hush@127.0.0.1:1/jarchy")
    found = await look("database", away)
    assert found.verdict == Verdict.FAIL
    assert "can't be reached" in found.what
    assert "hush" not in str(found)


def test_migrations_to_do(settings: Settings, migrations: Path) -> None:
    found = machine.migrations(settings, migrations)
    assert found.verdict == Verdict.WARN
    assert "0001 Cows" in found.what


@pytest.mark.parametrize(("free", "verdict"), [(50 << 20, "fail"), (500 << 20, "warn"), (5 << 30, "ok")])
def test_the_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int, verdict: str) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=free))
    assert machine.disk(settings).verdict == verdict


def test_a_folder_that_may_not_be_written_to(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as root, whom no permission stops.
    monkeypatch.setattr("os.access", lambda _folder, _mode: False)
    assert "chown" in machine.disk(settings).advice


def test_backups_grow_old(settings: Settings, tmp_path: Path) -> None:
    assert "none in" in machine.backups(settings).what
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / f"jarchy-{clock.now():%Y-%m-%d-%H%M%S}.pgdump").touch()
    assert machine.backups(settings).verdict == Verdict.OK
    clock.move(timedelta(days=2))
    assert "journalctl" in machine.backups(settings).advice


async def test_the_time_comes_from_the_servers_header() -> None:
    async def page(scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    server = WebServer(page)
    await server.start()
    told = await fetch_time(server.url)
    await server.stop()
    assert abs(told - datetime.now(UTC)) < timedelta(seconds=5)


# --- the commands


@asynccontextmanager
async def open_well(_settings: Settings) -> AsyncIterator[Probes]:
    yield well()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation's folder with its settings."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"JARCHY_{name.upper()}", raising=False)
    (tmp_path / ".env").write_text(f"JARCHY_TELEGRAM_TOKEN={TOKEN}\n")
    return tmp_path


def test_the_doctors_command(here: Path) -> None:
    done = CliRunner().invoke(doctor_command(open_well), [])
    assert done.exit_code == 1
    assert f"FAIL  database       there is none at {here / 'jarchy.db'}" in done.output
    assert "-> Run `jarchy init FILE.yaml` first." in done.output
    assert "OK    token          is @jarchy_bot's" in done.output


def test_mistakes_in_settings_end_a_command_with_2(here: Path) -> None:
    (here / ".env").write_text("JARCHY_WEB_PORT=x\n")
    for command in (doctor_command(open_well), backup_command):
        done = CliRunner().invoke(command, [])
        assert (done.exit_code, done.output) == (
            2,
            "Error: JARCHY_WEB_PORT must be a whole number from 0 to 65535.\n",
        )


def test_trouble_with_backups_is_told_in_a_sentence(here: Path) -> None:
    done = CliRunner().invoke(backup_command, [])
    assert (done.exit_code, done.output) == (1, "Error: There is no database at jarchy.db yet.\n")
    done = CliRunner().invoke(restore_command, ["none.gz"])
    assert (done.exit_code, done.output) == (
        1,
        "Error: none.gz can't be read: No such file or directory.\n",
    )


async def test_whatsapp_alone_is_not_held_against_telegram(with_whatsapp: Settings) -> None:
    alone = changed(with_whatsapp, telegram_token=None, public_url=None)
    asked: list[str] = []

    async def fetch_time(url: str) -> datetime:
        asked.append(url)
        return datetime.now(UTC)

    probes = replace(whatsapp_well(), fetch_time=fetch_time)
    assert "WhatsApp" in (await look("clock", alone, probes)).what
    assert asked[0] == alone.whatsapp_api_url
    found = await look("public address", alone, probes)
    assert (found.verdict, "Telegram" in found.what) == (Verdict.FAIL, False)


async def test_a_table_that_is_not_there_takes_one_line(settings: Settings) -> None:
    missing = OperationalError("SELECT a, b FROM municipality", {}, Exception("no such table: municipality"))
    found = await look("municipality", settings, replace(well(), municipality=answering(missing)))
    assert found.what == "not to be read: no such table: municipality"
