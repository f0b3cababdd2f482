"""Several pictures or documents in one."""

import secrets
from typing import Any

from bot.demo.telegram_emulator.errors import bad_request
from bot.demo.telegram_emulator.files import KeptFile, describe
from bot.demo.telegram_emulator.methods.call import Call
from bot.demo.telegram_emulator.methods.contents import Fields, caption_fields, keep_file, reply_field
from bot.demo.telegram_emulator.methods.sending import check_known

FEWEST, MOST = 2, 10
KINDS = ("photo", "video", "document", "audio")
_MIXED = {"photo", "video"}


def send_media_group(call: Call) -> list[dict[str, Any]]:
    media = call.arguments.structure("media")
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    if not FEWEST <= len(media) <= MOST:
        raise bad_request("wrong number of messages to send as an album")
    check_known(call)
    items = [read_media(call, item) for item in media]
    kinds = {kept.kind for _, kept in items}
    if len(kinds) > 1 and not kinds <= _MIXED:
        raise bad_request("can't use the media of the specified type in the album")
    return _put(call, items)


def read_media(call: Call, item: Any) -> tuple[Fields, KeptFile]:
    """One InputMedia: the fields of its message and the file."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: Expected an Object")
    for name in ("type", "media"):
        if not isinstance(item.get(name), str):
            raise bad_request(f"can't parse InputMedia: Can't find field \"{name}\"")
    if item["type"] not in KINDS:
        raise bad_request(f"can't parse InputMedia: Type {item['type']} is unsupported")
    part = call.arguments.within(item)
    fields = caption_fields(part, call.bot)
    kept = keep_file(call, part.attached(item["media"]), item["type"])
    more = {
        name: item[name] for name in ("duration", "width", "height", "title", "performer") if name in item
    }
    if item.get("has_spoiler"):
        fields["has_media_spoiler"] = True
    return fields | describe(kept, **more), kept


def _put(call: Call, items: list[tuple[Fields, KeptFile]]) -> list[dict[str, Any]]:
    chat = call.chat()
    head = {"media_group_id": str(secrets.randbits(53))} | reply_field(call.arguments, chat)
    call.telegram.check_rights(chat)
    call.telegram.check_rate(chat, paid=call.arguments.flag("allow_paid_broadcast"))
    album = []
    for fields, kept in items:
        shown = call.telegram.bot_says(chat, head | fields, kept)
        call.telegram.tell("message", chat, shown)
        album.append(shown.snapshot())
    return album
