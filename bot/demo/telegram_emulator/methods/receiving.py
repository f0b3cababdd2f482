"""The methods by which a bot hears: who it is, getUpdates, webhooks."""

import re
from typing import Any

from bot.demo.telegram_emulator.errors import bad_request
from bot.demo.telegram_emulator.methods.call import Call, Told
from bot.demo.telegram_emulator.webhooks import CONNECTIONS

LONGEST_POLL = 50
MOST_UPDATES = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def get_me(call: Call) -> dict[str, Any]:
    return call.bot.user


async def get_updates(call: Call) -> list[Any]:
    arguments = call.arguments
    limit = arguments.number("limit", MOST_UPDATES)
    seconds = min(max(arguments.number("timeout"), 0), LONGEST_POLL)
    allowed = arguments.structure("allowed_updates")
    updates = call.bot.updates
    return await updates.poll(arguments.number("offset"), min(max(limit, 1), MOST_UPDATES), seconds, allowed)


def set_webhook(call: Call) -> Told:
    url = call.arguments.text("url")
    if not url:
        return delete_webhook(call)
    # The real one takes https alone; on loopback there is nobody to listen in.
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.arguments.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _drop_pending(call)
    connections = call.arguments.number("max_connections", CONNECTIONS)
    allowed = call.arguments.structure("allowed_updates")
    call.bot.updates.set_webhook(url, secret or None, allowed, connections)
    return Told(result=True, description="Webhook was set")


def delete_webhook(call: Call) -> Told:
    was_set = bool(call.bot.updates.webhook_info()["url"])
    call.bot.updates.delete_webhook()
    _drop_pending(call)
    return Told(result=True, description="Webhook was deleted" if was_set else "Webhook is already deleted")


def get_webhook_info(call: Call) -> dict[str, Any]:
    return call.bot.updates.webhook_info()


def close(_call: Call) -> bool:
    """Also logOut: nothing changes for a bot that has one server."""
    return True


def _drop_pending(call: Call) -> None:
    if call.arguments.flag("drop_pending_updates"):
        call.bot.updates.forget_waiting()
