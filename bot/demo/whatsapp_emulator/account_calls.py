"""What is told of a business's number and account, and whether its app hears of them."""

from typing import Any

from bot.demo.whatsapp_emulator.call import Call
from bot.demo.whatsapp_emulator.errors import ApiError

_PHONE_FIELDS = (
    "verified_name",
    "code_verification_status",
    "display_phone_number",
    "quality_rating",
    "platform_type",
    "throughput",
)
# Meta has more fields, and leaves those out that hold nothing.
_EMPTY_FIELDS = frozenset(
    {
        "account_mode",
        "certificate",
        "conversational_automation",
        "health_status",
        "is_official_business_account",
        "is_pin_enabled",
        "last_onboarded_time",
        "search_visibility",
        "username",
        "webhook_configuration",
    }
)
# Meta knows these edges, the emulator does not.
NOT_EMULATED = frozenset(
    {
        "assigned_users",
        "block_users",
        "calls",
        "conversational_automation",
        "deregister",
        "flows",
        "groups",
        "marketing_messages",
        "message_history",
        "message_qrdls",
        "register",
        "request_code",
        "settings",
        "template_analytics",
        "verify_code",
        "whatsapp_business_encryption",
        "whatsapp_business_profile",
    }
)


async def phone_info(call: Call) -> Any:
    business = call.business
    known = {
        "verified_name": business.name,
        "code_verification_status": "VERIFIED",
        "display_phone_number": business.display_number,
        "quality_rating": business.quality,
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
        "status": "CONNECTED",
        "name_status": "APPROVED",
        "messaging_limit_tier": "TIER_1K",
    }
    asked = call.query["fields"].split(",") if call.query.get("fields") else list(_PHONE_FIELDS)
    for name in asked:
        if name not in known and name not in _EMPTY_FIELDS and name != "id":
            words = f"Tried accessing nonexisting field ({name}) on node type (WhatsAppBusinessPhoneNumber)"
            raise ApiError(100, message=words)
    return {name: known[name] for name in asked if name in known} | {"id": business.phone_id}


async def account_info(call: Call) -> Any:
    known = {"name": call.business.name, "currency": "USD", "timezone_id": "0", "id": call.node}
    return known | {"message_template_namespace": "of_the_emulated_account"}


async def phone_numbers(call: Call) -> Any:
    return {"data": [await phone_info(call)]}


async def apps(call: Call) -> Any:
    webhook = call.business.webhook
    if call.method == "GET":
        app = {"link": "https://www.facebook.com/games/?app_id=1", "name": call.business.name, "id": "1"}
        return {"data": [{"whatsapp_business_api_data": app}] if webhook.subscribed else []}
    webhook.subscribed = call.method == "POST"
    return {"success": True}
