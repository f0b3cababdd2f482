"""Everything that is recorded can be read: every area's every tag has its sentence, in every language."""

import enum
import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

import bot.areas
from bot.app import compose_areas
from bot.areas.admin.texts import lower_areas
from bot.core.audit import AuditEntry
from bot.core.i18n import RESIDENT_LANGUAGES, Translator

AREAS_THAT_RECORD = {"municipality", "residents", "people", "broadcasts", "bulletins"}


def tag_enums() -> Iterator[type[enum.StrEnum]]:
    for found in pkgutil.walk_packages(bot.areas.__path__, "bot.areas."):
        tags = getattr(importlib.import_module(found.name), "AuditTag", None)
        if tags is not None and tags.__module__ == found.name:
            yield tags


ENUMS = tuple(tag_enums())
TAGS = [tag.value for tags in ENUMS for tag in tags]


def test_every_area_is_walked() -> None:
    assert {tags.__module__.split(".")[2] for tags in ENUMS} >= AREAS_THAT_RECORD
    assert len(TAGS) == len(set(TAGS)), "two areas write the same tag"


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_has_its_sentence(tag: str) -> None:
    words = {**lower_areas.WORDS, **compose_areas().office.audit_words}
    assert tag in words
    entry = AuditEntry(at=datetime(2026, 11, 25, tzinfo=UTC), tag=tag, before=None, after=None, subject_id=1)
    said = {
        lang: words[tag](Translator(lang, ZoneInfo("Asia/Bishkek")), entry) for lang in RESIDENT_LANGUAGES
    }
    assert all(said.values())
    assert len(set(said.values())) == len(said), "one language speaks another's words"


def test_no_sentence_is_left_without_a_tag() -> None:
    assert {**lower_areas.WORDS, **compose_areas().office.audit_words}.keys() == set(TAGS)
