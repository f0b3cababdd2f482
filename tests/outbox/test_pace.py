from bisect import bisect_left
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.channel import Pace
from bot.outbox import pace
from bot.outbox.pace import Chats, Pause, Slots

SECONDS = 5
CHAT_BURST = Pace(30).chat_burst
# What the three percent leave for the way, less a hair for floating point.
MOST_JITTER = 1 / pace.SHARE - 1 - pace.TOLERANCE - 1e-6


def fullest(moments: Sequence[float], span: float) -> int:
    """The most moments in any half-open span."""
    ordered = sorted(moments)
    return max(bisect_left(ordered, start + span) - position for position, start in enumerate(ordered))


def send_all(rate: float, stalls: Sequence[float], seconds: float = SECONDS) -> list[float]:
    """Sending as fast as the slots let, by a process that comes late by each stall in turn."""
    slots, now, sent = Slots(rate), 0.0, []
    turn = 0
    while now < seconds:
        now = max(now, slots.ready_at()) + (stalls[turn % len(stalls)] if stalls else 0.0)
        turn += 1
        while slots.ready_at() <= now:
            slots.take(now)
            sent.append(now)
    return sent


@settings(max_examples=60)
@given(
    rate=st.sampled_from([1, 7, 30, 100, 333, 1000]),
    stalls=st.lists(st.floats(0, 0.2), max_size=8),
    jitter=st.lists(st.floats(0, MOST_JITTER), min_size=1, max_size=50),
)
def test_no_sliding_second_is_ever_overfull(rate: int, stalls: list[float], jitter: list[float]) -> None:
    sent = send_all(rate, stalls)

    arrived = [moment + jitter[number % len(jitter)] for number, moment in enumerate(sent)]

    assert fullest(arrived, 1.0) <= rate


@pytest.mark.parametrize("rate", [30, 1000])
def test_almost_all_of_the_allowance_is_used(rate: int) -> None:
    """By a process that often comes some milliseconds late."""
    sent = send_all(rate, [0.0, 0.004, 0.001, 0.012, 0.002])

    assert len(sent) / SECONDS >= 0.965 * rate


def test_a_long_stall_is_not_caught_up() -> None:
    slots = Slots(1000)
    slots.take(0.0)
    sent = 0
    while slots.ready_at() <= 60.0:
        slots.take(60.0)
        sent += 1

    assert sent <= 1000 * pace.TOLERANCE + 1


def test_no_rate_is_no_limit() -> None:
    slots = Slots(None)
    for _ in range(3):
        slots.take(0.0)

    assert slots.ready_at() <= 0.0


def try_each(chats: Chats, address: str, step: float, seconds: float, *, bulk: bool) -> list[float]:
    sent = []
    for turn in range(int(seconds / step)):
        now = turn * step
        if not chats.wait(address, now, bulk=bulk):
            chats.take(address, now)
            sent.append(now)
    return sent


def test_mass_mail_to_one_chat_is_a_second_apart() -> None:
    sent = try_each(Chats(Pace(30)), "7", 0.01, 20, bulk=True)

    assert fullest(sent, 1.0) == 1
    assert len(sent) >= 19


def test_a_conversation_gets_some_answers_at_once_and_then_one_a_second() -> None:
    sent = try_each(Chats(Pace(30)), "7", 0.01, 20, bulk=False)

    assert sent[:CHAT_BURST] == [0.0, 0.01, 0.02]
    assert fullest(sent, 10.0) <= 10 + CHAT_BURST
    assert fullest(sent[CHAT_BURST:], 1.0) == 1


@pytest.mark.parametrize("bulk", [True, False])
def test_a_group_gets_twenty_a_minute(bulk: bool) -> None:
    sent = try_each(Chats(Pace(30)), "-100", 0.05, 300, bulk=bulk)

    assert fullest(sent, 60.0) <= 20
    assert len(sent) >= 95


def test_one_chat_does_not_hold_up_another() -> None:
    chats = Chats(Pace(30))
    chats.take("1", 0.0)

    assert chats.wait("2", 0.0, bulk=True) == 0.0


def test_chats_are_forgotten() -> None:
    chats = Chats(Pace(1000))
    for number in range(100_000):
        chats.take(str(number), number / 1000)

    assert len(chats._next) <= pace._FORGET_AT + 1


def test_a_longer_pause_wins() -> None:
    pause = Pause()

    assert pause.extend(10.0)
    assert not pause.extend(5.0)
    assert pause.until == 10.0


def test_a_platform_that_wants_slow_chats_lets_long_bursts_pass() -> None:
    """WhatsApp: a message in six seconds to one person, 45 at once when they are made good afterwards."""
    slow = Pace(80, per_chat_second=1 / 6, chat_burst=45)

    sent = try_each(Chats(slow), "996555112233", 0.5, 600, bulk=False)

    assert sent[44] == 44 * 0.5
    assert fullest(sent, 60.0) <= 45 + 10
    assert 9 <= fullest(sent[60:], 60.0) <= 10
    assert fullest(try_each(Chats(slow), "996555112233", 0.5, 600, bulk=True), 6.0) == 1


def test_a_warning_does_not_wait_for_the_end_of_a_talk_and_leaves_room_for_it() -> None:
    chats = Chats(Pace(80, per_chat_second=1 / 6, chat_burst=45, bulk_burst=20))
    for answer in range(15):
        chats.take("996555112233", float(answer))

    sent = try_each(chats, "996555112233", 0.5, 30, bulk=True)

    assert sent[0] == 0.0
    assert len(sent) < 20
    assert chats.wait("996555112233", 30.0, bulk=False) == 0.0
