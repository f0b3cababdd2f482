"""What became of our messages, as Meta's statuses tell it, in any order and more than once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.whatsapp.failures import failure_of_code
from bot.core.channel import Permanent, Receipt, ReceiptState, SendFailure

_STATES = {
    "accepted": ReceiptState.ACCEPTED,
    "sent": ReceiptState.SENT,
    "delivered": ReceiptState.DELIVERED,
    "read": ReceiptState.READ,
    # A recording was listened to.
    "played": ReceiptState.READ,
    "failed": ReceiptState.FAILED,
}


def read_receipt(status: Mapping[str, Any]) -> Receipt | None:
    """None for what is no step of a message's way."""
    state = _STATES.get(status["status"])
    if state is None:
        return None
    failure = _failure(status) if state is ReceiptState.FAILED else None
    at = datetime.fromtimestamp(int(status["timestamp"]), UTC)
    return Receipt(str(status["id"]), state, failure, at)


def _failure(status: Mapping[str, Any]) -> SendFailure:
    errors = status.get("errors") or [{}]
    code = errors[0].get("code")
    return Permanent("refused") if code is None else failure_of_code(int(code))
