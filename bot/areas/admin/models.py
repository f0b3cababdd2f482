"""Which command menu each colleague's chat was given."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base


class ChatMenu(Base):
    """No row: the chat shows everybody's menu. `fingerprint` tells one set of commands from another.

    Kept by address, not by contact: a menu must vanish also after the person is deleted.
    """

    __tablename__ = "chat_menus"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    address: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime]
