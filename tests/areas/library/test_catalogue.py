"""The sections that the rules name: all of the seed's, under its own numbers, each with its source."""

import pytest

from bot.areas.library import catalogue
from bot.areas.library.catalogue import CONTACTS, FILE, LOCAL_ISSUES

# 002 §7.2 as the seed prints it.
NUMBERS = ["1", "2а", "2б", "3а", "3б", "4а", "4в", "4г", "5", "11а", "11б", "11в", "11г", "11д", "12", "13"]


def test_the_seeds_own_numbers_and_nothing_in_between() -> None:
    sections = catalogue.mandatory()
    assert [one.number for one in sections if one.number] == NUMBERS
    assert not set(NUMBERS) & set(catalogue.load().publication.missing_numbers)
    assert all(one.source.startswith("002 §7.2") for one in sections if one.number)
    assert sections[-1].key == LOCAL_ISSUES
    assert sections[-1].source == "004 §2.2"
    assert CONTACTS in {one.key for one in sections}


def test_the_draft_of_local_issues_is_unverified_and_says_what_must_replace_it() -> None:
    draft = catalogue.load().local_issues.draft
    assert draft.status == "unverified"
    assert "Article 27 of Law No. 123" in draft.replace_with
    assert len(draft.items) == 22
    assert catalogue.draft_of("pub1", "ky") is None
    assert "калкты ичүүчү суу менен камсыз кылуу" in (catalogue.draft_of(LOCAL_ISSUES, "ky") or "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("key: pub2a", "key: pub2b", "key given twice"),
        ('number: "2а"', 'number: "4б"', "no such number"),
        ('number: "2а"', 'number: "1"', "number given twice"),
        ("key: pub1\n", "key: issues\n", "key given twice"),
        ('source: "002 §7.2, 1)"', 'source: ""', "at least 1 character"),
        ('ru: "Вакансии"', 'ru: "Вакансии на муниципальной службе"', "at most 22 characters"),
        ("keepers: [finance_head]", "keepers: [mayor]", "Input should be"),
        ("source: memory", "source: hearsay", "no such source"),
    ],
)
def test_a_wrong_file_is_refused(old: str, new: str, said: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    with pytest.raises(ValueError, match=said):
        catalogue.read(text.replace(old, new, 1))
