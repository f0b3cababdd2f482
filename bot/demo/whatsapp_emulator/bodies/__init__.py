"""Reads the messages a bot sends, each kind by Meta's own rules."""

from bot.demo.whatsapp_emulator.bodies.draft import Draft, MediaPart
from bot.demo.whatsapp_emulator.bodies.interactive import read_interactive
from bot.demo.whatsapp_emulator.bodies.media import read_media
from bot.demo.whatsapp_emulator.bodies.plain import read_contacts, read_location, read_reaction, read_text
from bot.demo.whatsapp_emulator.bodies.template import Find, read_template
from bot.demo.whatsapp_emulator.checks import Part
from bot.demo.whatsapp_emulator.errors import ApiError

_READERS = {
    "text": read_text,
    "location": read_location,
    "contacts": read_contacts,
    "reaction": read_reaction,
    "interactive": read_interactive,
    **dict.fromkeys(("audio", "document", "image", "sticker", "video"), read_media),
}


def read_message(request: Part, find_template: Find) -> Draft:
    """Raises `ApiError` where Meta would refuse."""
    kind = request["type"]
    if kind not in (*_READERS, "template"):
        known = ", ".join(sorted(name.upper() for name in (*_READERS, "template")))
        raise ApiError(100, message=f'Param type must be one of {{{known}}} - got "{kind}".')
    return read_template(request, find_template) if kind == "template" else _READERS[kind](request)


__all__ = ["Draft", "MediaPart", "read_message"]
