"""The municipality, its villages and its electoral districts."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.core.db import Base

NAME_LENGTH = 200
ADDRESS_LENGTH = 300
TELEPHONE_LENGTH = 40
KEY_LENGTH = 40


class Named:
    """A name in both languages; Russian falls back on Kyrgyz."""

    name_ky: Mapped[str] = mapped_column(String(NAME_LENGTH))
    name_ru: Mapped[str | None] = mapped_column(String(NAME_LENGTH))

    def name(self, language: str) -> str:
        return (self.name_ru or self.name_ky) if language == "ru" else self.name_ky


class Municipality(Named, Base):
    """The one row. `legal` holds what the file gives; all other values are the defaults in `legal.py`."""

    __tablename__ = "municipality"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    address_ky: Mapped[str | None] = mapped_column(String(ADDRESS_LENGTH))
    address_ru: Mapped[str | None] = mapped_column(String(ADDRESS_LENGTH))
    telephone: Mapped[str | None] = mapped_column(String(TELEPHONE_LENGTH))
    time_zone: Mapped[str] = mapped_column(String(40), default="Asia/Bishkek")
    office_opens: Mapped[time]
    office_closes: Mapped[time]
    legal: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]

    def address(self, language: str) -> str | None:
        return (self.address_ru or self.address_ky) if language == "ru" else self.address_ky


class Village(Named, Base):
    """`key` is its name in the municipality's file; one taken out of the file is `retired`, never lost."""

    __tablename__ = "villages"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
    population: Mapped[int]
    position: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)


class District(Named, Base):
    """An electoral district; a deputy is elected from one."""

    __tablename__ = "districts"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
    seats: Mapped[int] = mapped_column(default=1)
    position: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)

    parts: Mapped[list["DistrictPart"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class DistrictPart(Base):
    """A village that a district holds; `streets` None means all of it."""

    __tablename__ = "district_parts"

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id", ondelete="CASCADE"), index=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("villages.id", ondelete="CASCADE"))
    streets: Mapped[list[str] | None] = mapped_column(JSON)


class WorkingDayCorrection(Base):
    """A day that staff set right: moving holidays and shifted weekends are announced every year anew."""

    __tablename__ = "working_day_corrections"

    day: Mapped[date] = mapped_column(primary_key=True)
    works: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    set_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    set_at: Mapped[datetime]
