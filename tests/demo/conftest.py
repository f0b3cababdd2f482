"""What the demo's tests share."""

from collections.abc import Iterator

import pytest

from tests.databases import sqlite_in_place


@pytest.fixture(autouse=True)
def _sqlite_without_switches() -> Iterator[None]:
    """Filling the sample is thousands of statements one after the other."""
    with sqlite_in_place():
        yield
