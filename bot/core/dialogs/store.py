"""Where each contact stands in a form, kept between messages and across restarts."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base
from bot.core.dialogs.state import State


class DialogState(Base):
    """`paused`: the person went elsewhere by a command; only its buttons still answer, not typed words."""

    __tablename__ = "dialog_states"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[dict[str, Any]]
    paused: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime]


async def load_state(session: AsyncSession, contact_id: int) -> tuple[State | None, bool]:
    """The state and whether it is paused."""
    row = await session.get(DialogState, contact_id)
    return (State.from_json(row.state), row.paused) if row else (None, False)


async def save_state(session: AsyncSession, contact_id: int, state: State, now: datetime) -> None:
    row = await session.get(DialogState, contact_id)
    if row is None:
        session.add(DialogState(contact_id=contact_id, state=state.to_json(), updated_at=now))
    else:
        row.state, row.paused, row.updated_at = state.to_json(), False, now


async def pause(session: AsyncSession, contact_id: int) -> None:
    row = await session.get(DialogState, contact_id)
    if row is not None:
        row.paused = True


async def drop_state(session: AsyncSession, contact_id: int) -> None:
    row = await session.get(DialogState, contact_id)
    if row is not None:
        await session.delete(row)
        await session.flush()
