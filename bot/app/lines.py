"""What is the same of each platform in use: its channel, its sender, how it begins and ends."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from bot.areas.admin.entries import Office
from bot.core.channel import Channel
from bot.core.conversation import Conversation
from bot.core.scheduling import Job
from bot.outbox.worker import Sender


class Line(Protocol):
    """`receiving` is set once messages come in."""

    name: str
    sender: Sender
    receiving: asyncio.Event

    @property
    def channel(self) -> Channel: ...

    def listen(self, conversation: Conversation) -> None:
        """Said once, before `start`: who answers what comes in."""

    def jobs(self, office: Office) -> Sequence[Job]:
        """What needs the platform itself."""

    def start(self) -> None:
        """Returns at once; a platform out of reach is tried until it answers."""

    async def stop_receiving(self, seconds: float) -> None:
        """What was taken is kept."""

    async def close(self) -> None:
        """After the sender has ended."""
