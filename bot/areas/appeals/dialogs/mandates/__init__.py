"""Residents and their deputy: mandates, support, the deputy's own page."""

from bot.core.routes import Routes

routes = Routes()
