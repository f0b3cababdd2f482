"""Whose phone shows the card of an appeal that nobody took yet."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base


class AppealCard(Base):
    """Kept until somebody takes the appeal: then the others' cards are drawn anew."""

    __tablename__ = "appeal_cards"

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)
    delivery_id: Mapped[int]
