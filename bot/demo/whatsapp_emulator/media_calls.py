"""Files up and down."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from bot.demo.whatsapp_emulator.accounts import Business
from bot.demo.whatsapp_emulator.call import Call
from bot.demo.whatsapp_emulator.errors import ApiError
from bot.demo.whatsapp_emulator.files import URL_MINUTES, base_type
from bot.demo.whatsapp_emulator.meta import Meta

_SECRET = b"of the emulated lookaside.fbsbx.com"


async def read_form(request: Request) -> dict[str, Any]:
    """A file becomes its bytes under `content`, with its name and type."""
    fields: dict[str, Any] = {}
    async with request.form(max_part_size=120 * 1024 * 1024) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                fields["content"] = await value.read()
                fields |= {"file_name": value.filename or "file", "file_type": value.content_type or ""}
            else:
                fields[name] = value
    return fields


async def upload(call: Call) -> Any:
    fields = call.fields
    if fields.get("messaging_product") != "whatsapp":
        raise ApiError(100, message="The parameter messaging_product is required.")
    if "content" not in fields:
        raise ApiError(100, message="The parameter file is required.")
    mime_type = fields.get("type") or fields["file_type"]
    kept = call.meta.files.upload(
        call.business.account_id, fields["content"], fields["file_name"], mime_type, call.meta.now()
    )
    return {"id": kept.file_id}


async def info(call: Call) -> Any:
    """With an address that is good for five minutes."""
    kept = call.meta.files.get(call.business.account_id, call.node, call.meta.now())
    if call.query.get("phone_number_id", call.business.phone_id) != call.business.phone_id:
        raise ApiError(10, "The media belongs to another phone number")
    ends = int((call.meta.now() + timedelta(minutes=URL_MINUTES)).timestamp())
    query = f"mid={kept.file_id}&source=getMedia&ext={ends}&hash={_seal(kept.file_id, str(ends))}"
    return {
        "messaging_product": "whatsapp",
        "url": f"{call.base}/whatsapp_business/attachments/?{query}",
        "mime_type": base_type(kept.mime_type),
        "sha256": kept.sha256,
        "file_size": len(kept.content),
        "id": kept.file_id,
    }


async def remove(call: Call) -> Any:
    kept = call.meta.files.get(call.business.account_id, call.node, call.meta.now())
    call.meta.files.delete(kept.file_id)
    return {"success": True}


def download(meta: Meta, business: Business, query: dict[str, str]) -> Response:
    """Whoever has no right or comes too late gets an empty 404, as from Meta."""
    ends, media_id = query.get("ext", ""), query.get("mid", "")
    if not hmac.compare_digest(_seal(media_id, ends), query.get("hash", "")):
        return Response(status_code=404)
    kept = meta.files.find(business.account_id, media_id, meta.now())
    if kept is None or meta.now() >= datetime.fromtimestamp(int(ends), UTC):
        return Response(status_code=404)
    return Response(kept.content, media_type=base_type(kept.mime_type))


def _seal(media_id: str, ends: str) -> str:
    return hmac.new(_SECRET, f"{media_id}/{ends}".encode(), hashlib.sha256).hexdigest()[:32]
