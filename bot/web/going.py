"""The page behind a poster's code: it asks whether the bot shall open in WhatsApp or in Telegram.

A few hundred bytes without a script or a picture: it opens on an old phone and a weak network.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.core.i18n import RESIDENT_LANGUAGES, Translator
from bot.core.links import GO_PATH, PAYLOAD, Links

# What the page needs of the style is in itself; nothing else is loaded.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_PAGE = Markup("""<!doctype html>
<html lang="ky">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 0 auto; max-width: 26em; padding: 1.5em; font: 1.15em/1.5 sans-serif; color: #1b1b1b }}
a {{ display: block; margin: 1em 0; padding: 1em; border-radius: .6em; text-align: center; color: #fff;
font-size: 1.3em; font-weight: bold; text-decoration: none }}
.whatsapp {{ background: #0f7a3d }}
.telegram {{ background: #14679b }}
p + p {{ color: #555 }}
</style>
</head>
<body>
<h1>{title}</h1>
{asks}
{ways}
</body>
</html>
""")


def going_routes(links: Links, timezone: ZoneInfo) -> list[BaseRoute]:
    """`links` may learn its names later: they are asked anew for each visitor."""

    async def go(request: Request) -> Response:
        payload = request.path_params.get("payload", "")
        if payload and not PAYLOAD.fullmatch(payload):
            payload = ""  # half a link, typed by hand: the bot itself asks what is wanted
        page = _page(links, timezone, payload)
        return Response(
            page, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
        )

    return [Route(GO_PATH, go), Route(f"{GO_PATH}/{{payload}}", go)]


def _page(links: Links, timezone: ZoneInfo, payload: str) -> str:
    spoken = [Translator(language, timezone) for language in RESIDENT_LANGUAGES]
    asks = Markup("\n").join(
        Markup('<p lang="{}">{}</p>').format(
            t.language, t("Where shall we write to you? Tap the one that is in your phone.")
        )
        for t in spoken
    )
    return str(_PAGE.format(title="Жарчы", asks=asks, ways=Markup("\n").join(_ways(links, payload))))


def _ways(links: Links, payload: str) -> Iterator[Markup]:
    """WhatsApp first: it is in more phones."""
    way = Markup('<a class="{}" href="{}" rel="noopener">{}</a>')
    if links.whatsapp_number:
        yield way.format("whatsapp", links.whatsapp(payload), "WhatsApp")
    if links.telegram_username:
        yield way.format("telegram", links.telegram(payload), "Telegram")
