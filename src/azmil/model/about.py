"""Tables that describe the database: its origin, and the meaning of its tables and columns."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from azmil.model.base import WHOLE_NUMBER, Base, text


class About(Base):
    """The origin and properties of the database."""

    __tablename__ = "about"
    name: Mapped[str] = mapped_column(Text, primary_key=True, doc="name of the property")
    value: Mapped[str] = text("value of the property")


class Meaning(Base):
    """The data dictionary: the meaning of each table, report and column."""

    __tablename__ = "dictionary"
    table_name: Mapped[str] = mapped_column(Text, primary_key=True, doc="table or report")
    column_name: Mapped[str] = mapped_column(Text, primary_key=True, doc="column; empty for the table itself")
    position: Mapped[int] = mapped_column(
        WHOLE_NUMBER, doc="position of the column in the table, 0 for the table itself"
    )
    type: Mapped[str] = text("type of the column; for a report, the type it declares; empty for the table itself")
    refers_to: Mapped[str] = text("table and column it refers to, such as 'records.id'; empty if none")
    meaning: Mapped[str] = text("meaning of the table or column")
