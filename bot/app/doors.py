"""What the web server shows to the world: the page behind a poster's code, and WhatsApp's door."""

from starlette.routing import BaseRoute

from bot.app import App
from bot.web.app import whatsapp_routes
from bot.web.going import going_routes


def doors(app: App) -> list[BaseRoute]:
    """WhatsApp's is there where that platform is in use."""
    routes = going_routes(app.links, app.settings.zone)
    if app.whatsapp:
        receiver = app.whatsapp.receiver
        routes += whatsapp_routes(receiver.handle_get, receiver.handle_post)
    return routes
