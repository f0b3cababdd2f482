"""What stands in .env.example and deploy/ must stay true."""

import configparser
import re
from pathlib import Path

import pytest

from bot.operations.commands import backup_command

ROOT = Path(__file__).parents[2]


def test_nothing_in_the_example_is_in_force() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


@pytest.mark.parametrize("name", ["jarchy.service", "jarchy-backup.service", "jarchy-backup.timer"])
def test_units_can_be_read(name: str) -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names keep their capitals
    unit.read_string((ROOT / "deploy" / name).read_text())
    assert unit["Unit"]["Description"]


def test_the_service_stops_later_than_the_bot_and_not_for_settings() -> None:
    text = (ROOT / "deploy" / "jarchy.service").read_text()
    assert "RestartPreventExitStatus=2" in text
    stop = re.search(r"TimeoutStopSec=(\d+)", text)
    assert stop
    assert int(stop[1]) > 10


def test_the_nightly_backup_removes_old_ones() -> None:
    text = (ROOT / "deploy" / "jarchy-backup.service").read_text()
    command = re.search(r"^ExecStart=\S+/jarchy (\w+) (.+)$", text, re.MULTILINE)
    assert command
    assert command[1] == "backup"
    given = backup_command.make_context("backup", command[2].split()).params
    assert given["keep"] >= 7
