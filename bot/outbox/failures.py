"""Failures as a row keeps them: the kind and the reason, and back again."""

from collections.abc import Callable, Mapping, Sequence

from bot.core.channel import Blocked, ChannelBroken, Moved, Permanent, Retryable, SendFailure, WindowClosed

KINDS: Mapping[str, Callable[[str], SendFailure]] = {
    "window_closed": lambda reason: WindowClosed(),
    "blocked": Blocked,
    "broken": ChannelBroken,
    "permanent": Permanent,
    "again": Retryable,
}
_NAMED: Sequence[tuple[str, type[SendFailure] | tuple[type[SendFailure], ...]]] = (
    ("window_closed", WindowClosed),
    ("blocked", Blocked),
    ("broken", ChannelBroken),
    ("permanent", (Permanent, Moved)),
)


def kind_of(failure: SendFailure) -> str:
    """Whatever pauses something is tried again: what is told afterwards is about the past."""
    return next((name for name, kinds in _NAMED if isinstance(failure, kinds)), "again")
