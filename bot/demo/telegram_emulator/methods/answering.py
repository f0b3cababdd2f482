"""Small answers: to a tap, by a reaction, by the words "is typing"."""

from bot.demo.telegram_emulator.errors import bad_request
from bot.demo.telegram_emulator.methods.call import Call

LONGEST_ANSWER = 200
ACTIONS = frozenset(
    (
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    )
)


def answer_callback_query(call: Call) -> bool:
    text = call.arguments.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    url = call.arguments.text("url")
    answer = {"text": text, "show_alert": call.arguments.flag("show_alert")} | ({"url": url} if url else {})
    call.telegram.answer_callback(call.bot, call.arguments.text("callback_query_id"), answer)
    return True


def send_chat_action(call: Call) -> bool:
    action = call.arguments.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = call.chat()
    chat.action = action
    call.telegram.tell("action", chat, action=action)
    return True


def set_message_reaction(call: Call) -> bool:
    """A bot may leave one; none takes it away."""
    reactions = call.arguments.structure("reaction") or []
    chat = call.chat()
    shown = chat.find(call.arguments.number("message_id"))
    if shown is None:
        raise bad_request("message to react not found")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(reaction.get("type") != "emoji" or not reaction.get("emoji") for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    shown.reactions = reactions
    call.telegram.tell("reaction", chat, shown)
    return True
