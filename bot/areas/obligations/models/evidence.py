"""A paper of evidence that was asked for."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base


class EvidenceOrder(Base):
    """Made by the clock, so that nobody waits meanwhile: it may hold many photos."""

    __tablename__ = "obligation_evidence_orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligations.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
