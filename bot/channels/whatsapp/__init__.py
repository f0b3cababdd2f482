"""WhatsApp, on Meta's Cloud API."""

from bot.channels.whatsapp.api import API_URL, Account, GraphApi
from bot.channels.whatsapp.channel import WhatsAppChannel
from bot.channels.whatsapp.numbering import numbered_choices
from bot.channels.whatsapp.receiving import WhatsAppReceiver
from bot.channels.whatsapp.templates import category_of
from bot.channels.whatsapp.webhook import Webhook

__all__ = [
    "API_URL",
    "Account",
    "GraphApi",
    "Webhook",
    "WhatsAppChannel",
    "WhatsAppReceiver",
    "category_of",
    "numbered_choices",
]
