from bot.outbox.claims import Claimed
from bot.outbox.hand import Hand
from bot.outbox.models import Priority


def claimed(number: int, chat: int, priority: Priority = Priority.REPLY, batch: int | None = None) -> Claimed:
    return Claimed(number, chat, str(chat), batch, None, {}, None, priority, 0, 0, chat)


def hand_of(*all_claimed: Claimed) -> Hand:
    hand = Hand()
    for one in all_claimed:
        hand.add(one)
    return hand


def drain(hand: Hand) -> list[int]:
    taken = []
    while one := hand.take():
        taken.append(one.id)
        hand.done(one)
    return taken


def test_replies_go_before_notices_before_mass_mail() -> None:
    hand = hand_of(claimed(1, 1, Priority.BULK), claimed(2, 2, Priority.NOTICE), claimed(3, 3))

    assert drain(hand) == [3, 2, 1]


def test_a_chat_gets_one_message_at_a_time_in_order() -> None:
    hand = hand_of(claimed(1, 7), claimed(2, 7), claimed(3, 7), claimed(4, 8))
    first = hand.take()
    other = hand.take()

    assert first
    assert first.id == 1
    assert other
    assert other.id == 4
    assert hand.take() is None
    hand.done(first)
    assert drain(hand) == [2, 3]


def test_more_parts_go_before_the_next_message() -> None:
    hand = hand_of(claimed(1, 7), claimed(2, 7))
    first = hand.take()
    assert first
    assert hand.take() is None
    hand.again(first)

    assert drain(hand) == [1, 2]


def test_only_the_urgent_when_there_is_little_room() -> None:
    hand = hand_of(claimed(1, 1, Priority.BULK))

    assert hand.take(Priority.REPLY) is None
    assert hand.held(Priority.BULK) == 1


def test_followers_leave_together() -> None:
    hand = hand_of(claimed(1, 7), claimed(2, 7), claimed(3, 8), claimed(4, 7))
    first = hand.take()
    assert first
    other = hand.take()
    assert other
    assert other.id == 3

    assert {one.id for one in hand.take_followers(first)} == {2, 4}
    assert not hand


def test_a_stopped_batch_leaves_even_behind_a_busy_chat() -> None:
    hand = hand_of(
        claimed(1, 7), claimed(2, 7, Priority.BULK, batch=5), claimed(3, 8, Priority.BULK, batch=6)
    )
    assert hand.take()
    third = hand.take()
    assert third
    assert third.id == 3
    assert hand.batches == {5}

    assert [one.id for one in hand.take_batches({5})] == [2]
    assert not hand
