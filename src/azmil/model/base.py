"""Base classes of tables, and one function for each sort of column.

The ``doc`` of a column describes its content. Its foreign key determines whether it is a word of a vocabulary or a
reference. Seeds and views read the rest from its ``info``:

``as``
    how the text of a seed is parsed: ``edtf``, ``quantity`` or ``flag``; by default, by the type of the column.
``derived``
    true if the load fills the column and seeds may not.
``role``
    the role in the claim of the record referred to; by default, the name of the field. A reference to a claim is
    a role only if this is given.
``through``
    columns of the record referred to that name further records with a role in the claim, and the role of each.
``figure``
    the meaning of a number (see ``Figure``); required for every quantity.

A role, and some other declarations, are either a word, which applies to every row, or a column in {braces}.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# 64 bits on every database; the strict tables of SQLite accept only the name INTEGER.
WHOLE_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


# The sentence of a thing with citations but no sentence of its own.
NAMED = "The source names {name}"
# The sentence of a thing without citations.
KNOWN = "No source in this database names {name}"


class Base(DeclarativeBase):
    """Base of all tables: plural names in snake_case, constraints named by convention, strict on SQLite."""

    metadata = MetaData(naming_convention=NAMING)
    rules: ClassVar[dict[str, str]] = {}
    # The matter of a claim, as shown with each role: a word, or a column in {braces}. By default, the kind of the
    # claim; for a child, the matter of its parent.
    matter: ClassVar[str | None] = None

    def __init_subclass__(cls, **options: Any) -> None:
        """Declare the table and defer its foreign keys, so that rows may be inserted in any order."""
        super().__init_subclass__(**options)
        if isinstance(table := vars(cls).get("__table__"), Table):
            for key in table.foreign_key_constraints:
                key.deferrable = True
                key.initially = "DEFERRED"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy calls it on the class
        """Return constraints from ``rules`` (name and SQL of each check), the keys, and the strict option."""
        checks = [CheckConstraint(rule, name=name) for name, rule in cls.rules.items()]
        return (*checks, *cls.keys(), {"sqlite_strict": True})

    @classmethod
    def keys(cls) -> tuple[Any, ...]:
        """Return the foreign keys of several columns, and the indexes."""
        return ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The meaning of a number; ``counted`` and ``unit`` are a word, or a column in {braces}."""

    subject: str | None = None  # column of what is counted; by default the first reference, or the claim
    party: str | None = None  # column of the party; by default the first reference to one, if any
    counted: str | None = None  # by default the kind of the claim
    unit: str | None = None  # by default pieces
    is_maximum: bool = False  # of a plain number: an upper bound, without a lower one


def text(doc: str, *, optional: bool = False, **info: Any) -> MappedColumn[Any]:
    """Declare a column of text."""
    return mapped_column(Text, nullable=optional, doc=doc, info=info)


def number(doc: str, *, optional: bool = False, **info: Any) -> MappedColumn[Any]:
    """Declare a column of whole numbers."""
    return mapped_column(WHOLE_NUMBER, nullable=optional, doc=doc, info=info)


def flag(doc: str) -> MappedColumn[Any]:
    """Declare a column of 1 (yes) and 0 (no, the default); add a check to ``rules`` that allows no other value."""
    return mapped_column(Integer, nullable=False, default=0, doc=doc, info={"as": "flag"})


def edtf(doc: str, **info: Any) -> MappedColumn[Any]:
    """Declare a column of EDTF text, checked against the profile of ``azmil.values.dates``."""
    return text(doc, optional=True, **{"as": "edtf"}, **info)


def word(
    vocabulary: str, doc: str, *, optional: bool = False, default: str | None = None, indexed: bool = True
) -> MappedColumn[Any]:
    """Declare a column that holds a code of a vocabulary; indexed by default, for filters."""
    key = ForeignKey(f"{vocabulary}.code")
    return mapped_column(Text, key, nullable=optional, default=default, index=indexed, doc=doc)


def reference(
    table: str, doc: str, *, optional: bool = False, indexed: bool = True, late: bool = False, **info: Any
) -> MappedColumn[Any]:
    """Declare a column that names a record of a table; seeds use its name without ``_id``.

    A ``late`` key is created after both tables, for references to a table that does not exist yet.
    """
    return mapped_column(
        Text,
        ForeignKey(f"{table}.id", use_alter=late),
        nullable=optional,
        index=indexed,
        doc=doc,
        info=info,
    )


Number = MappedColumn[Any]
PLAIN = Figure()
ADDING = "use this column for sums; with 'up-to', 'more-than' and similar qualifiers it is only a bound"
LOWEST = "lowest number that the wording allows, if it sets one; not for sums, since 'about' sets none"
HIGHEST = "highest number that the wording allows, if it sets one; not for sums, since 'about' sets none"


def quantity(
    name: str, doc: str, *, optional: bool = True, figure: Figure = PLAIN
) -> tuple[Number, Number, Number, Number, Number]:
    """Declare the five columns of a quantity: figure, lowest, highest, qualifier, and wording.

    A seed gives all of them as one text under the name of the first: ``about 25``, ``over 600``, ``some``.
    """
    return (
        number(f"{doc}: figure in the source; {ADDING}", optional=True, **{"as": "quantity", "figure": figure}),
        number(f"{name}: {LOWEST}", optional=True, derived=True),
        number(f"{name}: {HIGHEST}", optional=True, derived=True),
        mapped_column(
            Text,
            ForeignKey("qualifiers.code"),
            nullable=optional,
            doc=f"{name}: how exact the figure is",
            info={"derived": True},
        ),
        text(f"{name}: in words, for display", optional=True, derived=True),
    )


def never_negative(name: str) -> str:
    """Return the rule that a quantity is not negative."""
    return f"{name} >= 0 AND {name}_lowest >= 0"


class Vocabulary(Base):
    """A list of words with their definitions, in a fixed order."""

    __abstract__ = True
    code: Mapped[str] = mapped_column(
        Text, primary_key=True, sort_order=-4, doc="the word as written in seeds and filters"
    )
    label: Mapped[str] = mapped_column(Text, sort_order=-3, doc="the word as displayed")
    definition: Mapped[str] = mapped_column(Text, sort_order=-2, doc="definition of the word")
    position: Mapped[int] = mapped_column(
        WHOLE_NUMBER, sort_order=-1, doc="position in the list", info={"derived": True}
    )


class Kind(Base):
    """A table of records: each row has the same id as its row in ``records``."""

    __abstract__ = True
    kind: ClassVar[str]
    is_claim: ClassVar[bool]
    # The pattern for the sentence of a record whose seed has none. {field} is a field in words, {count:equipment} a
    # count of things. A part in [brackets] is omitted if a field in it is empty, or if one with a "!" is not.
    sentence: ClassVar[str | None] = None


class Thing(Kind):
    """Something that claims are about."""

    __abstract__ = True
    is_claim = False
    sentence = NAMED
    id: Mapped[str] = mapped_column(
        Text, ForeignKey("records.id"), primary_key=True, sort_order=-1, doc="id of the record"
    )


class PartyKind(Kind):
    """A thing that can hold, supply, sign, speak or take part."""

    __abstract__ = True
    is_claim = False
    sentence = NAMED
    id: Mapped[str] = mapped_column(
        Text, ForeignKey("parties.id"), primary_key=True, sort_order=-1, doc="id of the party"
    )


class Claim(Kind):
    """Something that a source says about things, with citations, hedge and date in its record."""

    __abstract__ = True
    is_claim = True
    id: Mapped[str] = mapped_column(
        Text, ForeignKey("records.id"), primary_key=True, sort_order=-1, doc="id of the record"
    )


class Remark(Kind):
    """A remark of azmil on a source: a conflict, a gap or a misprint."""

    __abstract__ = True
    is_claim = False
    id: Mapped[str] = mapped_column(
        Text, ForeignKey("records.id"), primary_key=True, sort_order=-1, doc="id of the record"
    )


class Child(Base):
    """A row that belongs to a record, written inside it in a list under the name of the table."""

    __abstract__ = True
    parent: ClassVar[str]
    # The field that plain text in the list is read as.
    short: ClassVar[str | None] = None
