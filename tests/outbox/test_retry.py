from datetime import UTC, datetime, timedelta

import pytest

from bot.core.channel import Blocked, Moved, OutcomeUnknown, Permanent, Retryable, SendFailure, Throttled
from bot.core.contacts import StopReason
from bot.outbox.models import Status
from bot.outbox.retry import Decision, decide

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 5), (1, 10)])
def test_a_failure_on_the_way_is_tried_again_five_minutes_times_the_attempt(
    attempts: int, minutes: int
) -> None:
    decision = decide(Retryable("unreachable"), attempts, NOW)

    due_at = NOW + timedelta(minutes=minutes)
    assert decision == Decision(Status.PENDING, "unreachable", attempts + 1, due_at=due_at)


@pytest.mark.parametrize(("attempts", "wait"), [(0, timedelta(seconds=6)), (1, timedelta(minutes=10))])
def test_what_comes_in_a_moment_is_tried_again_in_a_moment_once(attempts: int, wait: timedelta) -> None:
    assert decide(Retryable("file_awaited", 6), attempts, NOW).due_at == NOW + wait


def test_the_third_failure_ends_it() -> None:
    assert decide(Retryable("unreachable"), 2, NOW) == Decision(Status.FAILED, "unreachable", 3)


def test_an_unknown_outcome_is_tried_again_and_counted() -> None:
    decision = decide(OutcomeUnknown("timeout"), 0, NOW)

    assert decision.status is Status.PENDING
    assert decision.uncertain


def test_an_unknown_outcome_at_the_end_is_counted_too() -> None:
    decision = decide(OutcomeUnknown("timeout"), 2, NOW)

    assert decision.status is Status.FAILED
    assert decision.uncertain


@pytest.mark.parametrize("failure", [Permanent("too_long"), Moved("-100")])
def test_what_never_works_is_not_tried_again(failure: SendFailure) -> None:
    assert decide(failure, 0, NOW) == Decision(Status.FAILED, failure.reason, 1)


@pytest.mark.parametrize(
    ("reason", "stop"), [("blocked", StopReason.BLOCKED), ("gone", StopReason.GONE), ("x", StopReason.GONE)]
)
def test_who_blocked_us_is_stopped(reason: str, stop: StopReason) -> None:
    assert decide(Blocked(reason), 0, NOW) == Decision(Status.BLOCKED, reason, 1, stop=stop)


def test_a_pause_of_the_channel_is_nobodys_failure() -> None:
    with pytest.raises(TypeError):
        decide(Throttled(3), 0, NOW)
