"""A duty group: who is in it, what the bot hears, how it moves."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Forbidden

from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator


async def news(bot: Bot) -> list[Update]:
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return list(updates)


async def test_the_bot_hears_how_it_came_and_went(
    bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone
) -> None:
    group = emulator.group(account, "Кезмет", added_by=phone)
    emulator.kick(group, phone)
    _, joined, service, left = await news(bot)
    assert joined.my_chat_member
    assert joined.my_chat_member.new_chat_member.status == "member"
    assert service.message
    assert service.message.new_chat_members[0].id == account.id
    assert left.my_chat_member
    assert left.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.id, "x")


async def test_privacy_mode(bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone) -> None:
    group = emulator.group(account, "Кезмет", members=[phone])
    sent = await bot.send_message(group.id, "Ким кезметте?")
    ours = next(shown for shown in group.messages if shown.id == sent.message_id)
    await news(bot)
    emulator.say_in_group(group, phone, "жөн эле сөз")
    emulator.say_in_group(group, phone, "/menu@other_bot")
    emulator.say_in_group(group, phone, "/menu")
    emulator.say_in_group(group, phone, "/menu@jarchy_bot x")
    emulator.say_in_group(group, phone, "Мен", reply_to=ours)
    heard = [update.message.text for update in await news(bot) if update.message]
    assert heard == ["/menu", "/menu@jarchy_bot x", "Мен"]
    assert len(group.messages) == 6


async def test_a_bare_command_is_for_the_bot_that_spoke_last(
    bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone
) -> None:
    group = emulator.group(account, "Кезмет", members=[phone])
    emulator.say_in_group(group, phone, "/menu")
    emulator.say_in_group(group, phone, "/menu@Jarchy_Bot")
    await bot.send_message(group.id, "x")
    emulator.say_in_group(group, phone, "/help")
    heard = [update.message.text for update in await news(bot) if update.message]
    assert heard == ["/start", "/menu@Jarchy_Bot", "/help"]
    emulator.kick(group, phone)
    emulator.say_in_group(group, phone, "/help@jarchy_bot")
    assert not [update.message for update in await news(bot) if update.message]


async def test_who_may_write(bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone) -> None:
    group = emulator.group(account, "Кезмет", supergroup=True, added_by=phone)
    emulator.restrict(group, phone)
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await bot.send_message(group.id, "x")
    emulator.release(group, phone)
    await bot.send_message(group.id, "x")
    statuses = [u.my_chat_member.new_chat_member.status for u in await news(bot) if u.my_chat_member]
    assert statuses == ["member", "restricted", "member"]
    channel = emulator.channel(account, "Кабар", phone, posts=False)
    with pytest.raises(BadRequest, match=r"(?i)need administrator rights"):
        await bot.send_message(channel.id, "x")
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="not a member of the supergroup"):
        await bot.send_message(group.id, "x")


async def test_a_bot_that_reads_everything(emulator: TelegramEmulator, phone: Phone) -> None:
    nosy = emulator.add_bot("7:nosy", "nosy_bot", reads_groups=True)
    group = emulator.group(nosy, "Кезмет", supergroup=True)
    emulator.say_in_group(group, phone, "жөн эле сөз")
    assert nosy.updates.seen[0]["message"]["chat"]["type"] == "supergroup"


async def test_taps_in_a_group(
    bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone
) -> None:
    group = emulator.group(account, "Кезмет", members=[phone])
    there = emulator.in_group(group, phone)
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Мен", callback_data="me")]])
    await bot.send_message(group.id, "Ким?", reply_markup=markup)
    tap = asyncio.create_task(there.tap("Мен"))
    await asyncio.sleep(0)
    query = (await bot.get_updates())[-1].callback_query
    assert query
    assert (query.from_user.id, query.message and query.message.chat.id) == (phone.person["id"], group.id)
    await query.answer("Жазылды")
    assert (await tap).text == "Жазылды"


async def test_moving(bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone) -> None:
    group = emulator.group(account, "Кезмет", members=[phone])
    await news(bot)
    moved = emulator.migrate(group)
    *told, joined = await news(bot)
    assert joined.my_chat_member
    assert joined.my_chat_member.chat.id == moved.id
    before, after = (update.message for update in told)
    assert before
    assert after
    assert (before.migrate_to_chat_id, after.migrate_from_chat_id) == (moved.id, group.id)
    assert str(moved.id).startswith("-100")


async def test_members(bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone) -> None:
    group = emulator.group(account, "Кезмет", added_by=phone)
    assert await bot.get_chat_member_count(group.id) == 2
    assert (await bot.get_chat_member(group.id, phone.chat.id)).status == "creator"
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [phone.chat.id]
    with pytest.raises(BadRequest, match=r"(?i)participant_id_invalid"):
        await bot.get_chat_member(group.id, 1)
    assert (await bot.get_chat(group.id)).title == "Кезмет"
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden):
        await bot.send_message(group.id, "x")
