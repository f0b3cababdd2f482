"""The methods by which a bot says something."""

from typing import Any

from bot.demo.telegram_emulator.errors import bad_request, not_emulated
from bot.demo.telegram_emulator.files import KeptFile, describe
from bot.demo.telegram_emulator.methods.call import Call
from bot.demo.telegram_emulator.methods.contents import (
    Fields,
    caption_fields,
    inline_field,
    keep_file,
    markup_of,
    reply_field,
    text_fields,
)

# Arguments that change to whom or what is sent; silently ignoring them would be a lie.
_UNKNOWN = ("business_connection_id", "message_thread_id", "direct_messages_topic_id", "message_effect_id")
LONGEST_LOCATION_ACCURACY = 1500


def send_message(call: Call) -> dict[str, Any]:
    markup = markup_of(call.arguments)
    return put(call, text_fields(call.arguments, call.bot), None, markup)


def send_photo(call: Call) -> dict[str, Any]:
    return _send_file(call, "photo")


def send_document(call: Call) -> dict[str, Any]:
    return _send_file(call, "document")


def send_voice(call: Call) -> dict[str, Any]:
    return _send_file(call, "voice", duration=call.arguments.number("duration"))


def send_audio(call: Call) -> dict[str, Any]:
    return _send_file(
        call,
        "audio",
        duration=call.arguments.number("duration"),
        title=call.arguments.text("title"),
        performer=call.arguments.text("performer"),
    )


def send_video(call: Call) -> dict[str, Any]:
    sizes = {name: call.arguments.number(name) for name in ("duration", "width", "height")}
    return _send_file(call, "video", **sizes)


def send_location(call: Call) -> dict[str, Any]:
    latitude, longitude = call.arguments.real("latitude"), call.arguments.real("longitude")
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise bad_request("wrong latitude or longitude specified")
    if call.arguments.number("live_period"):
        raise not_emulated("live locations")
    location: dict[str, Any] = {"latitude": latitude, "longitude": longitude}
    accuracy = call.arguments.real("horizontal_accuracy")
    if 0 < accuracy <= LONGEST_LOCATION_ACCURACY:
        location["horizontal_accuracy"] = accuracy
    return put(call, {"location": location}, None, markup_of(call.arguments))


def send_contact(call: Call) -> dict[str, Any]:
    contact = {name: call.arguments.text(name) for name in ("phone_number", "first_name", "last_name")}
    if not contact["phone_number"]:
        raise bad_request('field "phone_number" must be non-empty')
    if not contact["first_name"]:
        raise bad_request('field "first_name" must be non-empty')
    kept = {name: value for name, value in contact.items() if value}
    return put(call, {"contact": kept}, None, markup_of(call.arguments))


def _send_file(call: Call, kind: str, **more: Any) -> dict[str, Any]:
    markup = markup_of(call.arguments)
    given = call.arguments.file(kind)
    fields = caption_fields(call.arguments, call.bot)
    call.chat()
    kept = keep_file(call, given, kind)
    return put(call, fields | describe(kept, **more) | spoiler(call, kind), kept, markup)


def spoiler(call: Call, kind: str) -> Fields:
    shows = kind in {"photo", "video"} and call.arguments.flag("has_spoiler")
    return {"has_media_spoiler": True} if shows else {}


def put(call: Call, fields: Fields, kept: KeptFile | None, markup: dict[str, Any] | None) -> dict[str, Any]:
    """The last step of every sending: into the chat, if its rate allows."""
    check_known(call)
    chat = call.chat()
    reply = reply_field(call.arguments, chat)
    call.telegram.check_rights(chat)
    call.telegram.check_rate(chat, paid=call.arguments.flag("allow_paid_broadcast"))
    protected = {"has_protected_content": True} if call.arguments.flag("protect_content") else {}
    shown = call.telegram.bot_says(chat, reply | fields | protected | inline_field(markup), kept)
    shown.had_other_keyboard = bool(markup) and "inline_keyboard" not in (markup or {})
    chat.show_keyboard(markup)
    call.telegram.tell("message", chat, shown)
    return shown.snapshot()


def check_known(call: Call) -> None:
    for name in _UNKNOWN:
        if call.arguments.text(name):
            raise not_emulated(f"the argument {name}")
