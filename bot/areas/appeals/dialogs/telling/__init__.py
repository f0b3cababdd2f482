"""Residents tell the office or their deputy, and see what became of it."""

from bot.core.routes import Routes

routes = Routes()
