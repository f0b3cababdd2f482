"""Failures that are part of the conversation, not of the program."""

from typing import Any


class Refused(Exception):  # noqa: N818 - a rule said no; it is an answer, not an error
    """A rule said no.

    `code` names the reason (`area:reason`); the area's texts turn it into one clear sentence with
    `data` as its values. Never shown as a traceback.
    """

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data
