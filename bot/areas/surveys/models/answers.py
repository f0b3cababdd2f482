"""Who took part, and what was answered. Of an anonymous survey nothing here joins the two.

How that is done, and what it does not protect from, stands in `rules/box.py`.
"""

from datetime import date

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.areas.surveys.results import Origin
from bot.core.db import Base, stored_enum

# SQLite's row numbers are INTEGER; drawn by lot, they tell no order.
Lot = BigInteger().with_variant(Integer, "sqlite")


class Participation(Base):
    """A person began this survey, or has `finished` it. Never when, and never what they said."""

    __tablename__ = "survey_participations"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    finished: Mapped[bool]


class BoxedPaper(Base):
    """An anonymous answer that waits in the box until enough others lie beside it. `id` is drawn by lot.

    `answers` are sealed (`core.sealing`): who has finished and what lies here would else be tied when there
    is one of each.
    """

    __tablename__ = "survey_box"

    id: Mapped[int] = mapped_column(Lot, primary_key=True, autoincrement=False)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    answers: Mapped[str] = mapped_column(JSON)
    origin: Mapped[Origin] = mapped_column(stored_enum(Origin))
    village_id: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(2))


class Response(Base):
    """One complete answer. `id` is drawn by lot.

    Of an anonymous one `person_id`, `name` and `answered_on` are None, and `origin`, `village_id` and
    `language` are kept only where enough others share them. A paper has its `paper` number and who typed
    it in.
    """

    __tablename__ = "survey_responses"
    __table_args__ = (
        UniqueConstraint("survey_id", "paper"),
        UniqueConstraint("survey_id", "person_id"),
        Index("ix_survey_responses_survey_id_cell", "survey_id", "cell"),
    )

    id: Mapped[int] = mapped_column(Lot, primary_key=True, autoincrement=False)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"))
    origin: Mapped[Origin | None] = mapped_column(stored_enum(Origin))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("villages.id", ondelete="SET NULL"))
    language: Mapped[str | None] = mapped_column(String(2))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    name: Mapped[str | None] = mapped_column(String(120))
    answered_on: Mapped[date | None]
    cell: Mapped[int] = mapped_column(ForeignKey("survey_cells.id"))
    paper: Mapped[int | None]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))


class Cell(Base):
    """What a response is of: its way, village, language and, where that was asked, sex and age.

    Answers name it, so that they are counted by all of these in one walk and without a join.
    """

    __tablename__ = "survey_cells"
    __table_args__ = (
        UniqueConstraint(
            "survey_id", "origin", "village_id", "language", "sex", "age", name="uq_survey_cells_kind"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"))
    # Empty texts and 0 for what isn't known: databases take two unknowns for different.
    origin: Mapped[str] = mapped_column(String(20))
    village_id: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    sex: Mapped[str] = mapped_column(String(60))
    age: Mapped[str] = mapped_column(String(60))


class Answer(Base):
    """A piece of a response, laid out so that the database itself can count.

    `item`: the chosen option, `yes`/`no`, a scale's mark; empty for the rest. Of several and of a ranking
    there is a row for each option, and one with an empty item for the answer itself. `number`: a number, a
    mark, a place in a ranking. `text`: words, a day, a calculation, `latitude,longitude`. `file_id`: a photo,
    a voice.
    """

    __tablename__ = "survey_answers"
    # Counting reads one question after the other; it need not look anywhere else.
    __table_args__ = (
        Index("ix_survey_answers_response_id", "response_id"),
        {"sqlite_with_rowid": False},
    )

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    cell: Mapped[int] = mapped_column(ForeignKey("survey_cells.id"), primary_key=True)
    response_id: Mapped[int] = mapped_column(
        ForeignKey("survey_responses.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[float | None]
    text: Mapped[str | None] = mapped_column(Text)
    file_id: Mapped[int | None]


class AnswerTag(Base):
    """What staff call a free answer, so that such answers can be counted."""

    __tablename__ = "survey_tags"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    response_id: Mapped[int] = mapped_column(
        ForeignKey("survey_responses.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)
