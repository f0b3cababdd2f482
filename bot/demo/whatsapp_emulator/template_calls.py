"""Templates submitted, listed and taken away."""

from typing import Any

from bot.demo.whatsapp_emulator.call import Call
from bot.demo.whatsapp_emulator.errors import ApiError
from bot.demo.whatsapp_emulator.template_store import Template

USUAL_PAGE = 25


async def submit(call: Call) -> Any:
    template = call.business.templates.submit(call.fields)
    return {"id": template.id, "status": template.status, "category": template.category}


async def list_them(call: Call) -> Any:
    """Page by page; `after` is the last page's cursor."""
    found = [template for template in call.business.templates.all() if _asked_for(template, call.query)]
    limit = int(call.query.get("limit", USUAL_PAGE))
    begin = int(call.query.get("after", 0))
    page = found[begin : begin + limit]
    fields = call.query["fields"].split(",") if call.query.get("fields") else None
    paging: dict[str, Any] = {"cursors": {"before": str(begin), "after": str(begin + len(page))}}
    if begin + len(page) < len(found):
        paging["next"] = (
            f"{call.base}/v23.0/{call.node}/message_templates?limit={limit}&after={begin + len(page)}"
        )
    summary = {"summary": {"total_count": len(found)}} if "summary" in call.query else {}
    return {"data": [_described(template, fields) for template in page], "paging": paging, **summary}


async def remove(call: Call) -> Any:
    name = call.query.get("name") or call.fields.get("name")
    if not name:
        raise ApiError(100, message="The parameter name is required.")
    call.business.templates.remove(str(name), call.query.get("hsm_id"))
    return {"success": True}


def _asked_for(template: Template, query: dict[str, str]) -> bool:
    wanted = {name: query[name] for name in ("name", "language", "status", "category") if name in query}
    return all(getattr(template, name) == value for name, value in wanted.items())


def _described(template: Template, fields: list[str] | None) -> dict[str, Any]:
    described = template.describe()
    return {name: value for name, value in described.items() if fields is None or name in {*fields, "id"}}
