"""What Meta's webhooks say, as its documentation shows it; names and numbers are made up."""

from typing import Any

from tests.channels.cloud import ACCOUNT_ID, PHONE_ID

NUMBER = "996555123456"
USER_ID = "KG.13491208655302741918"
CONTACT = {"profile": {"name": "Айсулуу"}, "wa_id": NUMBER, "user_id": USER_ID}


def body(*values: dict[str, Any], phone_id: str = PHONE_ID) -> dict[str, Any]:
    """Each value is a change of its own."""
    metadata = {"display_phone_number": "996700000000", "phone_number_id": phone_id}
    changes = [
        {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}
        for value in values
    ]
    return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT_ID, "changes": changes}]}


def message(kind: str, content: Any, number: int = 1, **more: Any) -> dict[str, Any]:
    said = {"from": NUMBER, "id": f"wamid.in.{number}", "timestamp": str(1_700_000_000 + number)}
    return {**said, "type": kind, kind: content, **more}


def said(*messages: dict[str, Any], contact: dict[str, Any] | None = None) -> dict[str, Any]:
    who = {"profile": {"name": "Айсулуу"}, "wa_id": NUMBER} if contact is None else contact
    return {"contacts": [who], "messages": list(messages)}


def text(words: str, number: int = 1, **more: Any) -> dict[str, Any]:
    return message("text", {"body": words}, number, **more)


def status(state: str, wamid: str = "wamid.1", **more: Any) -> dict[str, Any]:
    told = {"id": wamid, "status": state, "timestamp": "1700000100", "recipient_id": NUMBER}
    return {"statuses": [told | more]}
