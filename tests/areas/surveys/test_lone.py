"""A table of answers without names points at nobody."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.areas.surveys.results import SMALLEST_GROUP
from bot.areas.surveys.rules.lone import Kind, without_lone

KINDS = st.builds(
    Kind,
    st.sampled_from(["telegram", "paper"]),
    st.sampled_from([1, 2, 3]),
    st.sampled_from(["ky", "ru"]),
    st.sampled_from(["female", "male", None]),
    st.sampled_from(["young", "old"]),
)


@given(st.dictionaries(KINDS, st.integers(1, 12), max_size=20))
def test_whatever_is_told_enough_share(counts: dict[Kind, int]) -> None:
    told = without_lone(counts)
    assert told.keys() == counts.keys()
    shown: Counter[Kind] = Counter()
    for kind, kept in told.items():
        shown[kept] += counts[kind]
        for name in Kind.__slots__:
            assert getattr(kept, name) in (None, getattr(kind, name))
    assert all(count >= SMALLEST_GROUP for kept, count in shown.items() if kept != Kind())


def test_as_much_is_told_as_can_be() -> None:
    many = Kind("telegram", 1, "ky", "female", "old")
    lone = Kind("telegram", 2, "ky", "female", "old")
    few = Kind("paper", 2, "ky", "male", "young")
    told = without_lone({many: 9, lone: 1, few: 4})
    assert told[many] == many
    # Neither a village nor a sex of theirs is shared by five.
    assert told[few] == told[lone] == Kind(village=2)
