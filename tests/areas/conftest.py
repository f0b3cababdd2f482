"""What the areas' tests share."""

from collections.abc import Iterator

import pytest

from tests.databases import sqlite_in_place


@pytest.fixture(autouse=True)
def _sqlite_without_switches() -> Iterator[None]:
    """Here it is tried what is said and stored; the thread has its tests in the outbox and the stories."""
    with sqlite_in_place():
        yield
