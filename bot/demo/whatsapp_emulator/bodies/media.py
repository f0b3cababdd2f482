"""Pictures, papers and sounds."""

from bot.demo.whatsapp_emulator.bodies.draft import Draft, MediaPart
from bot.demo.whatsapp_emulator.checks import Part, only, part_of, text_of, web_link
from bot.demo.whatsapp_emulator.errors import ApiError, missing

LONGEST_CAPTION = 1024
LONGEST_NAME = 240
LONGEST_LINK = 2048
_BESIDES = {
    "audio": ("voice",),
    "document": ("caption", "filename"),
    "image": ("caption",),
    "sticker": (),
    "video": ("caption",),
}


def read_media(request: Part) -> Draft:
    form = str(request["type"])
    part = part_of(request, form, form)
    only(part, form, "id", "link", *_BESIDES[form])
    caption = text_of(part, "caption", f"{form}['caption']", LONGEST_CAPTION, required=False)
    return Draft(caption, media=read_file(part, form))


def read_file(part: Part, form: str) -> MediaPart:
    """Raises `ApiError` unless there is exactly one of id and link."""
    if ("id" in part) == ("link" in part):
        raise missing(f"{form}['id'] or {form}['link']")
    name = text_of(part, "filename", f"{form}['filename']", LONGEST_NAME, required=False)
    voice = part.get("voice", False)
    if not isinstance(voice, bool):
        raise ApiError(100, message=f"Param {form}['voice'] must be a boolean.")
    if "link" in part:
        link = text_of(part, "link", f"{form}['link']", LONGEST_LINK)
        return MediaPart(form, None, web_link(link, f"{form}['link']"), name or None, voice)
    return MediaPart(form, str(part["id"]), None, name or None, voice)
