"""Takes a message that a business wants to send: refused, or accepted with an id and then on its way."""

from datetime import datetime
from typing import Any

import aiohttp

from bot.demo.whatsapp_emulator.accounts import Business
from bot.demo.whatsapp_emulator.bodies import Draft, MediaPart, read_message
from bot.demo.whatsapp_emulator.chats import Chat, Shown
from bot.demo.whatsapp_emulator.errors import ApiError, NotEmulated, wrong
from bot.demo.whatsapp_emulator.files import KeptFile, base_type, shown_kind, unfit
from bot.demo.whatsapp_emulator.meta import Meta, new_wamid
from bot.demo.whatsapp_emulator.troubles import Trouble

FETCH_SECONDS = 5.0
LONGEST_CALLBACK_DATA = 512
Request = dict[str, Any]


class _Undeliverable(Exception):  # noqa: N818 - named for what it is
    """Accepted, but it will never arrive."""

    def __init__(self, code: int, details: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.details = details


async def take_message(meta: Meta, business: Business, request: Request, trouble: Trouble | None) -> Request:
    """The answer. Raises `ApiError` where Meta refuses at once."""
    _check_product(request)
    address, chat = _recipient(business, request)
    request.setdefault("type", "text")
    draft = read_message(request, business.templates.find)
    if len(str(request.get("biz_opaque_callback_data", ""))) > LONGEST_CALLBACK_DATA:
        raise ApiError(
            100, message=f"Param biz_opaque_callback_data must be at most {LONGEST_CALLBACK_DATA}."
        )
    if business.rates:
        business.rates.check(chat.id if chat else address)
    in_window = chat is not None and meta.window_open(chat)
    if business.refuses_outside_window and not in_window and draft.template is None:
        raise ApiError(
            131047, "More than 24 hours have passed since the customer last replied to this number."
        )
    shown = _shown(request, draft, chat, meta.now(), in_window=in_window)
    try:
        if trouble is not None and trouble.kind == "fail":
            raise _Undeliverable(trouble.code, trouble.details)
        reached = _reached(chat, draft, in_window=in_window)
        if draft.media:
            shown.file = await _fetched(meta, business, draft.media)
        if draft.reaction:
            _react(meta, reached, draft.reaction)
        else:
            meta.deliver(reached, shown)
    except _Undeliverable as reason:
        meta.fail(business, chat, shown, reason.code, reason.details)
    return _answer(address, chat, business, shown, draft)


def mark_read(meta: Meta, business: Business, request: Request) -> Request:
    """`status: read`, with or without the typing sign."""
    _check_product(request)
    message_id = request.get("message_id")
    for chat in business.chats.values():
        shown = chat.find(str(message_id))
        if shown is not None and not shown.from_bot:
            meta.marked_read(chat, shown, typing="typing_indicator" in request)
            return {"success": True}
    raise ApiError(100, message="Invalid parameter", details=f"Message {message_id} was not found")


def _check_product(request: Request) -> None:
    if request.get("messaging_product") != "whatsapp":
        raise ApiError(100, message="The parameter messaging_product is required.")


def _recipient(business: Business, request: Request) -> tuple[str, Chat | None]:
    """The number goes before the business-scoped id where both are given."""
    if request.get("recipient_type", "individual") != "individual":
        raise NotEmulated(f"recipient_type {request['recipient_type']}")
    if request.get("to"):
        digits = "".join(letter for letter in str(request["to"]) if letter not in "+ -()")
        if not digits.isdecimal():
            raise ApiError(100, message="Invalid parameter", details="to is not a valid phone number")
        if digits == business.number:
            raise ApiError(131021, "The recipient is the sender")
        return digits, business.chat_of(digits)
    address = request.get("recipient")
    if not address:
        raise ApiError(100, message="The parameter to is required.")
    if not business.user_ids:
        raise ApiError(100, message='Unexpected key "recipient".')
    country, dot, rest = str(address).partition(".")
    if not (dot and len(country) == 2 and rest):
        raise wrong("recipient is not a valid business-scoped user id")
    return str(address), business.chat_of(str(address))


def _shown(request: Request, draft: Draft, chat: Chat | None, now: datetime, *, in_window: bool) -> Shown:
    replied = (request.get("context") or {}).get("message_id")
    shown = Shown(
        request,
        new_wamid(chat.owner.number if chat else "0"),
        now,
        from_bot=True,
        written=draft.written,
        footer=draft.footer,
        rows=draft.rows,
        list_label=draft.list_label,
        reply_to=replied if chat and replied and chat.find(replied) else None,
        template=draft.template.name if draft.template else None,
    )
    if draft.template:
        # A utility template within the window is free, a marketing one never (prices since July 2025).
        category = draft.template.category.lower()
        shown.price = category, not (in_window and category == "utility")
    return shown


def _reached(chat: Chat | None, draft: Draft, *, in_window: bool) -> Chat:
    if chat is None or chat.blocked or chat.owner.gone:
        raise _Undeliverable(131026)
    if draft.template is None and not in_window:
        raise _Undeliverable(131047)
    return chat


async def _fetched(meta: Meta, business: Business, media: MediaPart) -> KeptFile:
    """The file as the phone gets it."""
    if media.link:
        content, mime_type = await _downloaded(media.link)
        name = media.name or media.link.rsplit("/", 1)[-1]
    else:
        kept = meta.files.find(business.account_id, media.file_id or "", meta.now())
        if kept is None:
            raise _Undeliverable(131053, f"Media id {media.file_id} was not found or has expired.")
        content, mime_type, name = kept.content, kept.mime_type, media.name or kept.name
    trouble = unfit(media.form, mime_type, content)
    if trouble:
        raise _Undeliverable(131053, trouble)
    kind = "voice" if media.voice else shown_kind(media.form, mime_type)
    return meta.files.keep(business.account_id, kind, content, name, base_type(mime_type), meta.now())


async def _downloaded(link: str) -> tuple[bytes, str]:
    timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as client, client.get(link) as answer:
            if answer.status != 200:
                raise _Undeliverable(
                    131053, f"Downloading media from weblink failed with http code {answer.status}"
                )
            return await answer.read(), answer.content_type
    except (aiohttp.ClientError, TimeoutError):
        raise _Undeliverable(131053, "Downloading media from weblink failed") from None


def _react(meta: Meta, chat: Chat, reaction: dict[str, Any]) -> None:
    shown = chat.find(reaction["message_id"])
    if shown is None:
        raise _Undeliverable(131009, "The message to react to was not found.")
    shown.reactions = [{"emoji": reaction["emoji"]}] if reaction["emoji"] else []
    meta.tell("reaction", chat, shown)


def _answer(address: str, chat: Chat | None, business: Business, shown: Shown, draft: Draft) -> Request:
    asked = str(shown.api.get("to") or address)
    contact = {"input": asked}
    if shown.api.get("to"):
        contact["wa_id"] = address
    else:
        contact["user_id"] = address
    user_id = chat.owner.user_id(business) if chat else None
    if user_id:
        contact["user_id"] = user_id
    message = {"id": shown.id} | ({"message_status": "accepted"} if draft.template else {})
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]}
