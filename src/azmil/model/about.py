"""What a database says of itself: what it was built from, and what its tables and columns mean."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import WHOLE_NUMBER, Base, text


class About(Base):
    """What the database was built from."""

    __tablename__ = "about"
    name: Mapped[str] = mapped_column(Text, primary_key=True, doc="what is told")
    value: Mapped[str] = text("what it is")


class Meaning(Base):
    """The data dictionary: what each table, report and column holds."""

    __tablename__ = "dictionary"
    table_name: Mapped[str] = mapped_column(Text, primary_key=True, doc="table or report")
    column_name: Mapped[str] = mapped_column(Text, primary_key=True, doc="column; empty for the table itself")
    position: Mapped[int] = mapped_column(WHOLE_NUMBER, doc="place of the column in the table, 0 for the table itself")
    type: Mapped[str] = text("type of the column; of a report, as its header says; empty for the table itself")
    refers_to: Mapped[str] = text("table and column that it refers to, such as 'records.id'; empty if there is none")
    meaning: Mapped[str] = text("what it holds")
