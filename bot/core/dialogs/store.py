"""Where each contact stands in which form, kept between messages and across restarts."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base
from bot.core.dialogs.state import State


class DialogState(Base):
    """One walk through each form; at most one of a contact's walks isn't paused.

    `paused`: the person went elsewhere; only its buttons still answer, not typed words.
    """

    __tablename__ = "dialog_states"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    form: Mapped[str] = mapped_column(String(60), primary_key=True)
    state: Mapped[dict[str, Any]]
    paused: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime]


async def current_state(session: AsyncSession, contact_id: int) -> tuple[State | None, bool]:
    """The walk that typed words belong to, else the latest paused one; and whether it is paused."""
    row = await session.scalar(
        select(DialogState)
        .where(DialogState.contact_id == contact_id)
        .order_by(DialogState.paused, DialogState.updated_at.desc())
        .limit(1)
    )
    return (State.from_json(row.state), row.paused) if row else (None, False)


async def state_of_token(session: AsyncSession, contact_id: int, token: str) -> State | None:
    """The walk that a tapped button belongs to; None when that walk is over."""
    rows = await session.scalars(select(DialogState).where(DialogState.contact_id == contact_id))
    states = (State.from_json(row.state) for row in rows)
    return next((state for state in states if state.token == token), None)


async def state_of_form(session: AsyncSession, contact_id: int, form: str) -> State | None:
    row = await session.get(DialogState, (contact_id, form), populate_existing=True)
    return State.from_json(row.state) if row else None


async def paused_states(session: AsyncSession, contact_id: int) -> list[State]:
    """The latest first; none while another walk is going on."""
    rows = await session.scalars(
        select(DialogState)
        .where(DialogState.contact_id == contact_id)
        .order_by(DialogState.paused, DialogState.updated_at.desc())
    )
    found = rows.all()
    return [State.from_json(row.state) for row in found] if all(row.paused for row in found) else []


async def note_offered(session: AsyncSession, contact_id: int, state: State) -> None:
    """The person was reminded of it; until they go on with it that is enough."""
    row = await session.get_one(DialogState, (contact_id, state.form), populate_existing=True)
    row.state = replace(state, offered=True).to_json()
    await session.flush()


async def save_state(session: AsyncSession, contact_id: int, state: State, now: datetime) -> None:
    """Keep it as the current walk; the contact's other walks wait."""
    state = replace(state, offered=False)
    await pause(session, contact_id)
    row = await session.get(DialogState, (contact_id, state.form), populate_existing=True)
    if row is None:
        session.add(
            DialogState(contact_id=contact_id, form=state.form, state=state.to_json(), updated_at=now)
        )
    else:
        row.state, row.paused, row.updated_at = state.to_json(), False, now
    await session.flush()


async def pause(session: AsyncSession, contact_id: int) -> None:
    await session.execute(
        update(DialogState)
        .where(DialogState.contact_id == contact_id, DialogState.paused.is_(False))
        .values(paused=True)
    )


async def drop_state(session: AsyncSession, contact_id: int, state: State) -> None:
    """End this walk, unless another through the same form has begun since."""
    row = await session.get(DialogState, (contact_id, state.form), populate_existing=True)
    if row is not None and row.state["token"] == state.token:
        await session.execute(
            delete(DialogState).where(DialogState.contact_id == contact_id, DialogState.form == state.form)
        )
        session.expunge(row)


async def drop_form(session: AsyncSession, form: str) -> None:
    """Everybody's walk through it: there is nothing left that it could end in."""
    await session.execute(delete(DialogState).where(DialogState.form == form))
