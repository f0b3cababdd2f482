"""What stands on a phone, asked in a way that holds on both platforms.

In Telegram a message is redrawn where it stands; in WhatsApp it stays as it was, and the newest one says it.
"""

from collections.abc import Callable
from datetime import timedelta

from bot.core import clock
from bot.demo.emulation.phones import AnyFile, AnyPhone, AnyShown
from bot.demo.whatsapp_emulator import WhatsAppPhone


def is_whatsapp(phone: AnyPhone) -> bool:
    return isinstance(phone, WhatsAppPhone)


async def asked_now(phone: AnyPhone, words: str) -> None:
    await phone.wait_for(lambda phone: words in phone.last.text)


async def turns_into(phone: AnyPhone, shown: AnyShown, words: str) -> AnyShown:
    """The message that says `words` in the place of `shown`, or instead of it."""
    if not is_whatsapp(phone):
        await phone.wait_for(lambda _phone: words in shown.text)
        return shown
    await asked_now(phone, words)
    assert phone.last is not shown
    return phone.last


def said(phone: AnyPhone) -> list[AnyShown]:
    """What they were told, without the knock that comes before it in WhatsApp."""
    return [shown for shown in phone.received if not getattr(shown, "template", None)]


async def told(phone: AnyPhone, words: str) -> AnyShown:
    """The message itself that says `words`, once it came."""
    await phone.wait_for(lambda phone: any(words in shown.text for shown in said(phone)))
    return next(shown for shown in reversed(said(phone)) if words in shown.text)


def file_with(phone: AnyPhone, shown: AnyShown) -> AnyFile:
    """The file that came with a message: in WhatsApp before it, where there are buttons under the words."""
    if shown.file is None and is_whatsapp(phone):
        place = phone.received.index(shown)
        shown = next(one for one in reversed(phone.received[:place]) if one.file)
    assert shown.file is not None
    return shown.file


async def adds_file(phone: AnyPhone, send: Callable[[], object], count: int) -> None:
    """How many there are is said in Telegram; WhatsApp doesn't tell whether more of them come.

    Then it takes a while until the person sends the next thing.
    """
    before = len(phone.received)
    send()
    words = "📎" if is_whatsapp(phone) else f"{count} файл"
    await phone.wait_for(lambda phone: len(phone.received) > before and words in phone.last.text)
    clock.move(timedelta(seconds=15))


async def pick_day(phone: AnyPhone, day: int, month: int) -> None:
    """From the small calendar, which stands at that month."""
    if is_whatsapp(phone):
        phone.send_text(f"{day}.{month}")
    else:
        await phone.tap(str(day))
