"""The declaration of tables: base classes, and one function for each sort of column.

A column says in its ``doc`` what it holds; whether it is a word of a vocabulary or a reference follows from its
foreign key. What else seeds and views need to know is in its ``info``:

``as``
    how the text of a seed is read: ``edtf`` or ``quantity``; without it, by the column's type.
``derived``
    true where the load fills the column and a seed may not.
``role``
    the part that the record referred to has in the claim; without it, the name of the field. A reference to a
    claim is a role only if it has one.
``through``
    columns of the record referred to that name further records with a part in the claim, and the role of each.
``figure``
    what a number means (see ``Figure``); every quantity has one.

A role, and some other declarations, are either a word, which holds for every row, or a column in {braces}.
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

# 64 bits on every database; SQLite's strict tables know the type by the name INTEGER only.
WHOLE_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


# What is said of a thing that a source does no more than name.
NAMED = "The source names {name}"
# What is said of a thing that no source names.
KNOWN = "No source of this base names {name}"


class Base(DeclarativeBase):
    """Every table: plural name in snake_case, constraints named by convention, strict on SQLite."""

    metadata = MetaData(naming_convention=NAMING)
    rules: ClassVar[dict[str, str]] = {}
    # What a claim tells of the things that have a role in it: a word, or a column in {braces}. Without it, the kind
    # of the claim; of a child, what its parent tells.
    matter: ClassVar[str | None] = None

    def __init_subclass__(cls, **options: Any) -> None:
        """Declare the table, and defer every foreign key of it, so that rows may be inserted in any order."""
        super().__init_subclass__(**options)
        if isinstance(table := vars(cls).get("__table__"), Table):
            for key in table.foreign_key_constraints:
                key.deferrable = True
                key.initially = "DEFERRED"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy calls it on the class
        """Turn ``rules`` (name and SQL of each check) into constraints, and make the table strict."""
        checks = [CheckConstraint(rule, name=name) for name, rule in cls.rules.items()]
        return (*checks, *cls.keys(), {"sqlite_strict": True})

    @classmethod
    def keys(cls) -> tuple[Any, ...]:
        """Return the foreign keys of several columns and the indexes, where a table has them."""
        return ()


@dataclass(frozen=True, slots=True)
class Figure:
    """What a number means; ``counted`` and ``unit`` are a word, or a column in {braces}."""

    subject: str | None = None  # column of what is counted; without it, the first reference, else the claim itself
    party: str | None = None  # column of who has it; without it, the first reference to a party, if any
    counted: str | None = None  # without it, the kind of the claim
    unit: str | None = None  # without it, pieces
    is_maximum: bool = False  # of a plain number: nothing is said of how few there may be


def text(doc: str, *, optional: bool = False, **info: Any) -> MappedColumn[Any]:
    """Declare a column of text."""
    return mapped_column(Text, nullable=optional, doc=doc, info=info)


def number(doc: str, *, optional: bool = False, **info: Any) -> MappedColumn[Any]:
    """Declare a column of whole numbers."""
    return mapped_column(WHOLE_NUMBER, nullable=optional, doc=doc, info=info)


def flag(doc: str) -> MappedColumn[Any]:
    """Declare a column that says yes (1) or no (0), no if nothing is said; ``rules`` must hold it to these."""
    return mapped_column(Integer, nullable=False, default=0, doc=doc, info={"as": "flag"})


def edtf(doc: str, **info: Any) -> MappedColumn[Any]:
    """Declare a column of EDTF text, checked against the profile of ``azmil.dates``."""
    return text(doc, optional=True, **{"as": "edtf"}, **info)


def word(
    vocabulary: str, doc: str, *, optional: bool = False, default: str | None = None, indexed: bool = True
) -> MappedColumn[Any]:
    """Declare a column that holds a code of a vocabulary, indexed since it is filtered by."""
    key = ForeignKey(f"{vocabulary}.code")
    return mapped_column(Text, key, nullable=optional, default=default, index=indexed, doc=doc)


def reference(
    table: str, doc: str, *, optional: bool = False, indexed: bool = True, late: bool = False, **info: Any
) -> MappedColumn[Any]:
    """Declare a column that names a record of a table; a seed calls it by its name without ``_id``.

    A ``late`` key is made after both tables, where a database cannot name a table that does not exist yet.
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
ADDING = "the column for adding up; with 'up-to', 'more-than' and the like it is only a bound"
LOWEST = "lowest number the words allow, where they set one; not for adding up, since 'about' sets none"
HIGHEST = "highest number the words allow, where they set one; not for adding up, since 'about' sets none"


def quantity(
    name: str, doc: str, *, optional: bool = True, figure: Figure = PLAIN
) -> tuple[Number, Number, Number, Number, Number]:
    """Declare the five columns of a quantity: figure, lowest, highest, qualifier, and the words for a reader.

    A seed writes all of them as one text under the first one's name: ``about 25``, ``over 600``, ``some``.
    """
    return (
        number(f"{doc}: the figure as printed, {ADDING}", optional=True, **{"as": "quantity", "figure": figure}),
        number(f"{name}: {LOWEST}", optional=True, derived=True),
        number(f"{name}: {HIGHEST}", optional=True, derived=True),
        mapped_column(
            Text,
            ForeignKey("qualifiers.code"),
            nullable=optional,
            doc=f"{name}: how the figure is meant",
            info={"derived": True},
        ),
        text(f"{name}: as said, for a reader", optional=True, derived=True),
    )


def never_negative(name: str) -> str:
    """Return the rule that a quantity counts things: nobody has fewer than none of them."""
    return f"{name} >= 0 AND {name}_lowest >= 0"


class Vocabulary(Base):
    """A list of words with a meaning each, in a fixed order."""

    __abstract__ = True
    code: Mapped[str] = mapped_column(
        Text, primary_key=True, sort_order=-4, doc="the word as seeds and filters write it"
    )
    label: Mapped[str] = mapped_column(Text, sort_order=-3, doc="the word as a reader sees it")
    definition: Mapped[str] = mapped_column(Text, sort_order=-2, doc="what it means")
    position: Mapped[int] = mapped_column(
        WHOLE_NUMBER, sort_order=-1, doc="its place in the order of the list", info={"derived": True}
    )


class Kind(Base):
    """A table whose rows are records: each shares its id with the row of ``records`` that carries it."""

    __abstract__ = True
    kind: ClassVar[str]
    is_claim: ClassVar[bool]
    # The sentence of a record whose seed has none. {field} is a field in words, and {count:equipment} so many of a
    # thing. A part in [brackets] is left out when a field in it is empty, or one with a "!" before it is not.
    sentence: ClassVar[str | None] = None


class Thing(Kind):
    """Something that claims are about."""

    __abstract__ = True
    is_claim = False
    sentence = NAMED
    id: Mapped[str] = mapped_column(Text, ForeignKey("records.id"), primary_key=True, sort_order=-1, doc="the record")


class PartyKind(Kind):
    """A thing that can hold, supply, sign, speak or take part."""

    __abstract__ = True
    is_claim = False
    sentence = NAMED
    id: Mapped[str] = mapped_column(Text, ForeignKey("parties.id"), primary_key=True, sort_order=-1, doc="the party")


class Claim(Kind):
    """Something a source says of things: cited, hedged and dated by its record."""

    __abstract__ = True
    is_claim = True
    id: Mapped[str] = mapped_column(Text, ForeignKey("records.id"), primary_key=True, sort_order=-1, doc="the record")


class Remark(Kind):
    """Something azmil remarks on a source: a conflict, a gap, a misprint."""

    __abstract__ = True
    is_claim = False
    id: Mapped[str] = mapped_column(Text, ForeignKey("records.id"), primary_key=True, sort_order=-1, doc="the record")


class Child(Base):
    """A row that belongs to a record and is written inside it, in a list under the table's name."""

    __abstract__ = True
    parent: ClassVar[str]
    # What a bare text in the list stands for: the name of a field.
    short: ClassVar[str | None] = None
