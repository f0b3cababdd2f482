"""The way to WhatsApp and back."""

import secrets
from urllib.parse import urlencode

from bot.operations.doctor.findings import Finding, fail, ok, warn
from bot.operations.doctor.probes import Probes
from bot.settings import Settings
from bot.web.app import WHATSAPP_PATH

_UNUSED = "not in use"
_OK = 200
_FORBIDDEN = 403
_SERVER_ERROR = 500


async def number(settings: Settings, probes: Probes) -> Finding:
    """Also shows whether the app's secret belongs to the token."""
    if not settings.has_whatsapp:
        return ok("WhatsApp", _UNUSED)
    found = await probes.whatsapp_number()
    what = f"{found.number}, «{found.name}»"
    if found.quality == "RED":
        return warn(
            "WhatsApp", f"{what}: people block it", "Write less often; Meta lowers the number's limit."
        )
    return ok("WhatsApp", what)


async def door(settings: Settings, probes: Probes) -> Finding:
    """Knocks as Meta does, through the public address."""
    about = "WhatsApp door"
    if not settings.has_whatsapp or settings.whatsapp_verify_token is None:
        return ok(about, _UNUSED)
    if settings.public_url is None:
        return fail(
            about,
            "JARCHY_PUBLIC_URL is not set",
            "Meta brings messages to an https address alone; see deploy/.",
        )
    word = secrets.token_hex(8)
    asked = {
        "hub.mode": "subscribe",
        "hub.verify_token": settings.whatsapp_verify_token.get_secret_value(),
        "hub.challenge": word,
    }
    status, answer = await probes.fetch_text(f"{settings.public_url}{WHATSAPP_PATH}?{urlencode(asked)}")
    address = f"{settings.public_url}{WHATSAPP_PATH}"
    if status == _OK and answer == word:
        return ok(about, f"{address} leads to the bot")
    if status >= _SERVER_ERROR:
        return warn(about, f"the proxy answers {status}: it doesn't reach the bot", "Start the bot.")
    if status == _FORBIDDEN:
        return fail(
            about,
            "the bot that answers has another verify token",
            "Start the bot anew after a change of .env.",
        )
    return fail(about, f"something else answers there ({status})", "Check the proxy; see deploy/Caddyfile.")


async def templates(settings: Settings, probes: Probes) -> Finding:
    """Without them nobody is told outside their 24 hours."""
    about = "templates"
    if not settings.has_whatsapp:
        return ok(about, _UNUSED)
    if settings.whatsapp_account_id is None:
        return warn(about, "not looked at", "Set JARCHY_WHATSAPP_ACCOUNT_ID to see their state.")
    wanting = await probes.whatsapp_templates_wanting()
    if wanting:
        return warn(
            about,
            f"not approved: {', '.join(sorted(wanting))}",
            "Run `jarchy whatsapp templates`; until then those messages wait for the person to write.",
        )
    return ok(about, "all approved")
