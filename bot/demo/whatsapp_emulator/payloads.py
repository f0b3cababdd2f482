"""What webhooks say: messages of people, and what became of the business's own."""

from typing import TYPE_CHECKING, Any

from bot.demo.whatsapp_emulator.chats import Chat, Shown
from bot.demo.whatsapp_emulator.errors import HREF, title_of

if TYPE_CHECKING:
    from bot.demo.whatsapp_emulator.accounts import Business

Value = dict[str, Any]


def value_of(business: "Business", **parts: Any) -> Value:
    metadata = {"display_phone_number": business.number, "phone_number_id": business.phone_id}
    return {"messaging_product": "whatsapp", "metadata": metadata, **parts}


def contact_of(chat: Chat, *, named: bool = True) -> Value:
    """Who it is, as far as Meta tells: a hidden number is not given."""
    person = chat.owner
    contact: Value = {"profile": {"name": person.name}} if named else {}
    if person.username and named:
        contact["profile"]["username"] = person.username
    if not person.number_hidden:
        contact["wa_id"] = person.number
    user_id = person.user_id(chat.business)
    return contact | ({"user_id": user_id} if user_id else {})


def sender_of(chat: Chat) -> Value:
    person = chat.owner
    sender: Value = {} if person.number_hidden else {"from": person.number}
    user_id = person.user_id(chat.business)
    return sender | ({"from_user_id": user_id} if user_id else {})


def message_value(chat: Chat, message: Value) -> Value:
    # System messages name nobody in `contacts`.
    named = {} if message["type"] == "system" else {"contacts": [contact_of(chat)]}
    return value_of(chat.business, **named, messages=[message])


def status_value(
    chat: Chat | None, business: "Business", shown: Shown, status: str, at: int, **more: Any
) -> Value:
    told: Value = {"id": shown.id, "status": status, "timestamp": str(at)}
    if chat is None:
        # Nobody known by it: Meta gives back what it was asked for.
        by_number = bool(shown.api.get("to"))
        asked = str(shown.api["to"]).lstrip("+") if by_number else shown.api["recipient"]
        told["recipient_id" if by_number else "recipient_user_id"] = asked
        contact: Value = {"wa_id" if by_number else "user_id": asked}
    else:
        user_id = chat.owner.user_id(business)
        told |= {} if chat.owner.number_hidden else {"recipient_id": chat.owner.number}
        told |= {"recipient_user_id": user_id} if user_id else {}
        contact = contact_of(chat, named=False)
    if "biz_opaque_callback_data" in shown.api:
        told["biz_opaque_callback_data"] = shown.api["biz_opaque_callback_data"]
    return value_of(business, contacts=[contact], statuses=[told | more])


def failure(code: int, details: str = "") -> Value:
    title = title_of(code)
    error: Value = {"code": code, "title": title, "message": title}
    return error | {"error_data": {"details": details or _DETAILS.get(code, title)}, "href": HREF}


def pricing_of(category: str, *, billable: bool) -> Value:
    kind = "regular" if billable else "free_customer_service"
    return {"billable": billable, "pricing_model": "PMP", "type": kind, "category": category}


_DETAILS = {
    131026: "Message Undeliverable.",
    131047: "Message failed to send because more than 24 hours have passed since the customer last replied "
    "to this number.",
    131049: "This message was not delivered to maintain healthy ecosystem engagement.",
}
