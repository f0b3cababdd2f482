"""Pure decisions, and the words that must fit a phone."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.areas.residents import rules
from bot.areas.residents.dialogs import Hooks, Menu, MenuEntry, menu_commands
from bot.core.errors import Refused
from bot.core.i18n import Translator
from tests.areas.residents.chat import BISHKEK

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("given", "in_force", "current"), [(None, 1, False), (1, 1, True), (1, 2, False), (3, 2, True)]
)
def test_a_consent_covers_its_own_version_and_older_ones(
    given: int | None,
    in_force: int,
    current: bool,
) -> None:
    assert rules.is_current(given, in_force) is current


def test_only_the_last_village_may_not_be_removed() -> None:
    rules.check_removable(1, [1, 2])
    rules.check_removable(2, [1])
    with pytest.raises(Refused, match="last_village"):
        rules.check_removable(1, [1])


@pytest.mark.parametrize(
    ("since", "last_seen", "swept"),
    [
        (NOW, NOW, True),
        (NOW - MINUTE, NOW, False),
        (NOW - 20 * MINUTE, NOW - 9 * MINUTE, False),
        (NOW - 20 * MINUTE, NOW - 10 * MINUTE, True),
    ],
)
def test_an_address_goes_at_once_unless_its_owner_wrote_again(
    since: datetime,
    last_seen: datetime,
    swept: bool,
) -> None:
    assert rules.may_be_swept(since, last_seen, NOW) is swept


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_command_of_the_menu_is_described(language: str) -> None:
    commands = menu_commands(Translator(language, BISHKEK))
    assert [name for name, _ in commands] == [
        "menu",
        "village",
        "topics",
        "language",
        "settings",
        "mydata",
        "stop",
        "help",
    ]
    assert all(3 <= len(description) <= 256 for _, description in commands)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_labels_are_short_and_other_areas_stand_first(language: str) -> None:
    bulletins = MenuEntry(command="bulletins", label=lambda t: t("Menu") + " 1")
    labels = Menu(Hooks(menu=[bulletins])).labels(Translator(language, BISHKEK))
    assert next(iter(labels.values())) == "bulletins"
    assert all(len(label) <= 20 for label in labels)
