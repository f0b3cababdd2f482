"""The office takes appeals in hand, answers and ends them."""

from bot.core.routes import Routes

routes = Routes()
