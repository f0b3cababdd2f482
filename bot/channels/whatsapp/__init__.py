"""WhatsApp, on Meta's Cloud API."""

from bot.channels.whatsapp.api import API_URL, Account, GraphApi
from bot.channels.whatsapp.channel import WhatsAppChannel

__all__ = ["API_URL", "Account", "GraphApi", "WhatsAppChannel"]
