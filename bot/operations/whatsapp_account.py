"""Short questions to Meta about the number itself, without the running app."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.timeouts import Timeouts
from bot.channels.whatsapp.api import Account, ApiRefusal, GraphApi
from bot.core.channel import SendFailure
from bot.operations.doctor.probes import WhatsAppNumber
from bot.operations.failures import OperationFailed
from bot.settings import Settings

PATIENCE = Timeouts(connect=5, read=8, write=5, media=8, pool=5)
NOT_IN_USE = "WhatsApp is not set up: put JARCHY_WHATSAPP_TOKEN and the other three settings into .env."
_SHOWN = "display_phone_number,verified_name,quality_rating"
_TOKEN_REFUSED = 190
_WRONG_REQUEST = 100


class WhatsAppAccount:
    """Raises `OperationFailed` with a sentence that holds no secret."""

    def __init__(self, api: GraphApi, app_secret: str) -> None:
        self._api = api
        token = api.account.token
        self._proof = hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()

    async def number(self) -> WhatsAppNumber:
        """With a proof of the app's secret: Meta refuses one that belongs to another app."""
        account = self._api.account
        try:
            found = await self._api.get(account.phone_id, fields=_SHOWN, appsecret_proof=self._proof)
        except ApiRefusal as refusal:
            raise OperationFailed(_sentence(refusal)) from None
        except SendFailure:
            raise OperationFailed(
                f"{account.api_url} did not answer as it should. Check the Internet connection."
            ) from None
        return WhatsAppNumber(
            str(found.get("display_phone_number", "")),
            str(found.get("verified_name", "")),
            str(found.get("quality_rating", "UNKNOWN")),
        )


def digits_of(number: WhatsAppNumber) -> str:
    """As links write it."""
    return "".join(letter for letter in number.number if letter.isdecimal())


def _sentence(refusal: ApiRefusal) -> str:
    if refusal.code == _TOKEN_REFUSED:
        return "Meta does not take the token. Make a permanent one for a system user and correct it in .env."
    if "appsecret_proof" in refusal.details:
        return "The app secret is another app's. Copy it anew from the app's page into .env."
    if refusal.code == _WRONG_REQUEST:
        return "Meta knows no such number. JARCHY_WHATSAPP_PHONE_ID is the number's ID, not the number."
    return f"Meta refused (status {refusal.status}, code {refusal.code}). Look at the app's page for notices."


@asynccontextmanager
async def whatsapp_account(settings: Settings) -> AsyncIterator[WhatsAppAccount]:
    if settings.whatsapp_token is None or settings.whatsapp_app_secret is None:
        raise OperationFailed(NOT_IN_USE)
    api = GraphApi(account_of(settings), timeouts=PATIENCE)
    try:
        yield WhatsAppAccount(api, settings.whatsapp_app_secret.get_secret_value())
    finally:
        await api.close()


def account_of(settings: Settings) -> Account:
    """Raises `OperationFailed` where WhatsApp is not in use."""
    if settings.whatsapp_token is None or settings.whatsapp_phone_id is None:
        raise OperationFailed(NOT_IN_USE)
    return Account(
        settings.whatsapp_token.get_secret_value(),
        settings.whatsapp_phone_id,
        settings.whatsapp_account_id,
        settings.whatsapp_api_url,
    )
