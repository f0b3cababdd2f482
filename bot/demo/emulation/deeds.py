"""What comes of a person's deeds on a phone, the same on every platform."""

from typing import Any

# How long a phone waits for the bot, and how long nothing may stir before it counts as quiet.
PATIENCE = 5.0
QUIET = 0.05


class NoSuchButton(LookupError):  # noqa: N818 - named for what happened
    """Nothing with that label can be tapped or pressed."""


class Blocked(RuntimeError):  # noqa: N818 - named for what happened
    """The app offers nothing but Unblock until the person unblocks the bot."""


class Answer(dict[str, Any]):
    """What a tap brought: the bot's `text` and `show_alert`, or the `url` of a page."""

    @property
    def text(self) -> str:
        return str(self.get("text", ""))

    @property
    def show_alert(self) -> bool:
        return bool(self.get("show_alert"))

    @property
    def url(self) -> str | None:
        return self.get("url")
