"""Words, places, people and reactions."""

from typing import Any

from bot.demo.whatsapp_emulator.bodies.draft import Draft
from bot.demo.whatsapp_emulator.checks import Part, list_of, only, part_of, text_of
from bot.demo.whatsapp_emulator.errors import ApiError, missing, wrong

LONGEST_TEXT = 4096
LONGEST_NAME = 1000


def read_text(request: Part) -> Draft:
    text = part_of(request, "text", "text")
    only(text, "text", "body", "preview_url")
    return Draft(text_of(text, "body", "text['body']", LONGEST_TEXT))


def read_location(request: Part) -> Draft:
    location = part_of(request, "location", "location")
    only(location, "location", "latitude", "longitude", "name", "address")
    for name, limit in (("latitude", 90), ("longitude", 180)):
        if name not in location:
            raise missing(f"location['{name}']")
        if abs(_number(location[name], name)) > limit:
            raise wrong(f"{name} is not within its range")
    words = [
        text_of(location, name, f"location['{name}']", LONGEST_NAME, required=False)
        for name in ("name", "address")
    ]
    return Draft("\n".join(filter(None, words)))


def read_contacts(request: Part) -> Draft:
    contacts = list_of(request, "contacts", "contacts")
    for contact in contacts:
        name = part_of(contact, "name", "contacts['name']")
        text_of(name, "formatted_name", "contacts['name']['formatted_name']", LONGEST_NAME)
    if not contacts:
        raise missing("contacts")
    return Draft()


def read_reaction(request: Part) -> Draft:
    reaction = part_of(request, "reaction", "reaction")
    only(reaction, "reaction", "message_id", "emoji")
    text_of(reaction, "message_id", "reaction['message_id']", LONGEST_NAME)
    if not isinstance(reaction.get("emoji"), str):
        raise missing("reaction['emoji']")
    return Draft(reaction=reaction)


def _number(value: Any, name: str) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ApiError(100, message=f"Param location['{name}'] must be a number.") from None
