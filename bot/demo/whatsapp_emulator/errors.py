"""Refusals as Meta words them: the code decides the title and the HTTP status."""

import secrets
from typing import Any

# developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
_KNOWN: dict[int, tuple[int, str]] = {
    0: (401, "AuthException"),
    3: (500, "Application does not have the capability to make this API call"),
    4: (400, "Application request limit reached"),
    10: (403, "Application does not have permission for this action"),
    33: (400, "Parameter value is not valid"),
    100: (400, "Invalid parameter"),
    104: (401, "An access token is required to request this resource."),
    190: (401, "Invalid OAuth access token - Cannot parse access token"),
    368: (403, "Temporarily blocked for policies violations"),
    2500: (400, "Unknown path components"),
    80007: (400, "Rate limit hit"),
    130429: (400, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    130497: (403, "Business account is restricted from messaging users in this country."),
    131000: (500, "Something went wrong"),
    131005: (403, "Access denied"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (500, "Service unavailable"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131030: (400, "Recipient phone number not in allowed list"),
    131031: (403, "Business Account locked"),
    131042: (400, "Business eligibility payment issue"),
    131045: (500, "Incorrect certificate"),
    131047: (400, "Re-engagement message"),
    131048: (400, "Spam Rate limit hit"),
    131049: (400, "This message was not delivered to maintain healthy ecosystem engagement."),
    131050: (
        400,
        "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages.",
    ),
    131051: (400, "Unsupported message type"),
    131052: (400, "Media download error"),
    131053: (400, "Media upload error"),
    131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
    131057: (500, "Account in maintenance mode"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Translated text too long"),
    132007: (400, "Template content policy violated"),
    132012: (400, "Parameter format does not match format in the created template"),
    132015: (400, "Template is Paused"),
    132016: (400, "Template is Disabled"),
    132018: (400, "There's an issue with the parameters in your template"),
    133010: (400, "Account not registered"),
    135000: (400, "Generic user error"),
}
# Meta says these without its usual number in front.
_BARE = frozenset({0, 104, 190, 2500})
HREF = "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes/"


def title_of(code: int) -> str:
    return _KNOWN[code][1]


class ApiError(Exception):
    """`message` replaces the code's title; `subcode` and `user` are what template refusals carry besides."""

    def __init__(
        self,
        code: int,
        details: str = "",
        *,
        message: str = "",
        subcode: int = 0,
        user: tuple[str, str] | None = None,
        status: int = 0,
    ) -> None:
        known_status, title = _KNOWN[code]
        self.code = code
        self.details = details
        self.message = message or title
        self.status = status or known_status
        self.subcode = subcode
        self.user = user
        super().__init__(f"(#{code}) {self.message} {details}".strip())

    def answer(self) -> dict[str, Any]:
        words = self.message if self.code in _BARE or self.subcode else f"(#{self.code}) {self.message}"
        error: dict[str, Any] = {"message": words, "type": "OAuthException", "code": self.code}
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.subcode:
            error["error_subcode"] = self.subcode
        if self.user:
            error |= {"is_transient": False, "error_user_title": self.user[0], "error_user_msg": self.user[1]}
        return {"error": error | {"fbtrace_id": secrets.token_urlsafe(16)}}


class NotEmulated(Exception):  # noqa: N818 - named for what it is
    """Meta could do it, the emulator can't: a test has to fail loudly."""


def missing(name: str) -> ApiError:
    return ApiError(131008, f"Parameter '{name}' is missing or empty")


def wrong(details: str) -> ApiError:
    return ApiError(131009, details)


def too_long(name: str, limit: int) -> ApiError:
    return ApiError(100, message=f"Param {name} must be at most {limit} characters long.")


def no_such_object(identity: str, verb: str = "get") -> ApiError:
    words = (
        f"Unsupported {verb} request. Object with ID '{identity}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation."
    )
    return ApiError(100, message=words, subcode=33)
