"""Real rates and throttling on demand."""

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.demo.telegram_emulator import BotAccount, Phone, RateLimits, TelegramEmulator
from bot.demo.telegram_emulator.errors import ApiError
from bot.demo.telegram_emulator.rates import RateKeeper
from tests.telegram_emulator.conftest import ptb_bot


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keeper(clock: Clock) -> RateKeeper:
    return RateKeeper(RateLimits(), clock)


def refused(keeper: RateKeeper, chat: int, *, group: bool = False, paid: bool = False) -> int:
    """The wait asked for."""
    with pytest.raises(ApiError) as caught:
        keeper.check(chat, group=group, paid=paid)
    assert caught.value.code == 429
    return int(caught.value.parameters["retry_after"])


def test_thirty_a_second_over_all(keeper: RateKeeper, clock: Clock) -> None:
    for chat in range(30):
        keeper.check(chat, group=False, paid=False)
    assert refused(keeper, 99) == 1
    clock.now += 0.5
    assert refused(keeper, 99) == 2, "asking during the wait makes it longer"
    clock.now += 2.5
    keeper.check(99, group=False, paid=False)


def test_paid_a_thousand(keeper: RateKeeper) -> None:
    for chat in range(1000):
        keeper.check(chat, group=False, paid=True)
    assert refused(keeper, 5000, paid=True) >= 1


def test_one_a_second_to_a_chat_after_a_burst(keeper: RateKeeper, clock: Clock) -> None:
    for _ in range(5):
        keeper.check(1, group=False, paid=False)
    wait = refused(keeper, 1)
    keeper.check(2, group=False, paid=False)
    clock.now += wait
    keeper.check(1, group=False, paid=False)


def test_twenty_a_minute_to_a_group(keeper: RateKeeper, clock: Clock) -> None:
    for _ in range(20):
        keeper.check(-1, group=True, paid=False)
        clock.now += 1
    assert refused(keeper, -1, group=True) == 40


async def test_the_limits_through_ptb() -> None:
    async with TelegramEmulator(limits=RateLimits(chat_burst=1)) as emulator:
        account = emulator.add_bot("1:token", "jarchy_bot")
        phone = emulator.phone(account, "Айгүл")
        phone.start()
        async with ptb_bot(emulator, account) as bot:
            await bot.send_message(phone.chat.id, "1")
            with pytest.raises(RetryAfter):
                await bot.send_message(phone.chat.id, "2")
    assert len(phone.received) == 1


async def test_on_demand(bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone) -> None:
    other = emulator.phone(account, "Бакыт")
    other.start()
    emulator.throttle_next(account, 7, count=2, chat_id=phone.chat.id)
    await bot.send_message(other.chat.id, "x")
    for _ in range(2):
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(phone.chat.id, "x")
        assert caught.value.retry_after == timedelta(seconds=7)
    await bot.send_message(phone.chat.id, "x")
