"""A strict, faithful fake of WhatsApp's Cloud API: the demo's and the tests'.

async with WhatsAppEmulator(now=clock.now) as emulator:
    business = emulator.add_business(token="t", app_secret="s", number="996700000000", verify_token="v")
    business.webhook_url = "http://127.0.0.1:1234/webhooks/whatsapp"   # what happens before waits
    await emulator.verify_webhook(business)             # Meta's handshake
    emulator.add_template(business, "news", "ky_KG", "... {{1}} ...", buttons=["Ачуу"], examples=["..."])
    phone = emulator.phone(business, "Айгүл")
    phone.start("v_kara_suu")                           # or phone.open_link("https://wa.me/996700000000?text=...")
    await phone.wait_for("Тилди тандаңыз")
    answer = await phone.tap("Кыргызча")                # a button or a row of a list; answer.url of a page
    phone.last.text, phone.last.html, phone.last.labels, phone.last.list_label, phone.snapshot()
    phone.send_photo(png); phone.send_voice(ogg); phone.send_location(42.8, 74); phone.send_document(pdf, "a")
    phone.block(); phone.switch_off(); phone.switch_on(); phone.hide_number("a"); phone.change_number("996")
    phone.owner.read_receipts = False; phone.owner.reads = False; phone.read(); phone.open_window()
    await phone.wait_quiet()
    emulator.throttle_next(business, 131056, to=phone.chat.id)
    emulator.fail_next(business, "messages", kind="lose")  # done, but the answer never comes
    emulator.fail_next(business, "messages", kind="fail", code=131049)  # accepted, then a failed status
    with business.webhook.batched(): ...                # what happens inside comes in one POST
    with business.webhook.reversed(): ...               # the newest first
    business.webhook.hold("read"); business.webhook.release(newest_first=True)
    business.webhook.repeat(); business.webhook.spoil(); business.webhook.lose()
    business.billed["utility"], business.free["service"], business.requests, business.refusals
"""

from bot.demo.emulation.deeds import Answer, Blocked, NoSuchButton
from bot.demo.emulation.pictures import tiny_png
from bot.demo.whatsapp_emulator.accounts import Business
from bot.demo.whatsapp_emulator.chats import Chat, Shown
from bot.demo.whatsapp_emulator.emulator import WhatsAppEmulator
from bot.demo.whatsapp_emulator.errors import ApiError
from bot.demo.whatsapp_emulator.people import Person
from bot.demo.whatsapp_emulator.phone import WhatsAppPhone
from bot.demo.whatsapp_emulator.rates import RateLimits
from bot.demo.whatsapp_emulator.template_store import Template
from bot.demo.whatsapp_emulator.troubles import Trouble

__all__ = [
    "Answer",
    "ApiError",
    "Blocked",
    "Business",
    "Chat",
    "NoSuchButton",
    "Person",
    "RateLimits",
    "Shown",
    "Template",
    "Trouble",
    "WhatsAppEmulator",
    "WhatsAppPhone",
    "tiny_png",
]
