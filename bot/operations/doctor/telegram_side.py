"""The way to Telegram and back."""

from datetime import UTC, datetime

from bot.operations.doctor.findings import Finding, fail, ok, warn
from bot.operations.doctor.probes import Probes
from bot.settings import Settings

# Beyond the first, times in messages look wrong; beyond the second, certificates do.
CLOCK_OFF_SECONDS = 60
CLOCK_WRONG_SECONDS = 600
HEALTH_PATH = "/healthz"
_SYNCHRONISE = "Turn on time synchronisation: timedatectl set-ntp true."
_OK = 200
_SERVER_ERROR = 500


async def clock_of_machine(settings: Settings, probes: Probes) -> Finding:
    """Against the platform's; the machine's own clock on purpose, not the one that a demo moves."""
    whose = "Telegram's" if settings.telegram_token or not settings.has_whatsapp else "WhatsApp's"
    address = settings.telegram_api_url if whose == "Telegram's" else settings.whatsapp_api_url
    theirs = await probes.fetch_time(address)
    off = round(abs((datetime.now(UTC) - theirs).total_seconds()))
    if off > CLOCK_WRONG_SECONDS:
        return fail("clock", f"{off} seconds off", _SYNCHRONISE)
    if off > CLOCK_OFF_SECONDS:
        return warn("clock", f"{off} seconds off", _SYNCHRONISE)
    return ok("clock", f"agrees with {whose}")


async def token(settings: Settings, probes: Probes) -> Finding:
    if settings.telegram_token is None and settings.has_whatsapp:
        return ok("token", "none: Telegram is not in use")
    if settings.telegram_token is None:
        return fail(
            "token", "JARCHY_TELEGRAM_TOKEN is not set", "Ask @BotFather for one and put it into .env."
        )
    return ok("token", f"is @{await probes.get_me()}'s")


async def public_address(settings: Settings, probes: Probes) -> Finding:
    """Any answer shows the way in; which one shows who answers."""
    if settings.public_url is None and settings.has_whatsapp:
        return fail(
            "public address",
            "there is none, and WhatsApp can't do without",
            "Set JARCHY_PUBLIC_URL; see deploy/.",
        )
    if settings.public_url is None:
        return ok("public address", "none, and none is needed: the bot asks Telegram for news itself")
    status = await probes.fetch_status(settings.public_url + HEALTH_PATH)
    if status == _OK:
        return ok("public address", f"{settings.public_url} leads to the bot")
    if status >= _SERVER_ERROR:
        return warn(
            "public address", f"the proxy answers {status}: it doesn't reach the bot", "Start the bot."
        )
    return fail("public address", f"something else answers there ({status})", "Check the proxy; see deploy/.")


async def webhook(settings: Settings, probes: Probes) -> Finding:
    if settings.public_url is None or settings.telegram_token is None:
        return ok("webhook", "not in use")
    trouble = await probes.webhook_trouble()
    if trouble:
        return warn(
            "webhook", f"Telegram last said: {trouble}", "Check the public address, then wait a minute."
        )
    return ok("webhook", "Telegram has no complaints")
