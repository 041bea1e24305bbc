"""Base classes of tables, and one function for each type of column.

The ``doc`` of a column describes its content; its foreign key makes it a word of a vocabulary or a reference. Its
``info`` has these optional keys, which seeds and views use:

``as``
    how text from a seed is parsed: ``edtf``, ``quantity`` or ``flag``; by default, according to the column type.
``derived``
    true if the load fills the column and seeds cannot set it.
``role``
    the role of the referenced record in the claim; by default, the name of the field. A reference to a claim is a
    role only if this key is set.
``through``
    columns of the referenced record that refer to further records with a role in the claim, and the role of each.
``by_name``
    true if a value without the name of a field is never taken for this field, which few records have.
``figure``
    the meaning of a number (see ``Figure``); set for every quantity.

A role is either a word, which applies to every row, or a column in {braces}. The same is true of some other
declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, MetaData, Numeric, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column
from sqlalchemy.types import UserDefinedType

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# 64 bits on every database; the strict tables of SQLite accept only the name INTEGER.
WHOLE_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


class AnyNumber(UserDefinedType[float]):
    """A column of a strict SQLite table that keeps whole numbers whole and stores others as floating point."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        """Return the type in SQL."""
        return "ANY"


# Exact on PostgreSQL; on SQLite, up to 15 digits are.
DECIMAL = Numeric(asdecimal=False).with_variant(AnyNumber(), "sqlite")


# The sentence of a cited thing whose seed gives none.
NAMED = "The source names {name}"
# The sentence of an uncited thing.
KNOWN = "No source in this database names {name}"


class Base(DeclarativeBase):
    """Base of all tables: plural names in snake_case, constraints named by convention, strict on SQLite."""

    metadata = MetaData(naming_convention=NAMING)
    rules: ClassVar[dict[str, str]] = {}
    # The matter of a claim: a word, or a column in {braces}. By default, the kind of the claim; for a child, the
    # matter of its parent.
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
        """Return the checks in ``rules`` (SQL by name), the keys, and the strict option."""
        checks = [CheckConstraint(rule, name=name) for name, rule in cls.rules.items()]
        return (*checks, *cls.keys(), {"sqlite_strict": True})

    @classmethod
    def keys(cls) -> tuple[Any, ...]:
        """Return the foreign keys and indexes that no column declares."""
        return ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The meaning of a number; ``counted`` and ``unit`` are words, or columns in {braces}."""

    subject: str | None = None  # column of the counted record; by default the first reference, or the claim
    party: str | None = None  # column of the party; by default the first reference to a party, if any
    counted: str | None = None  # by default the kind of the claim
    unit: str | None = None  # by default pieces
    is_maximum: bool = False  # whether a plain number is only an upper bound


def text(doc: str, *, optional: bool = False, **info: Any) -> MappedColumn[Any]:
    """Declare a text column."""
    return mapped_column(Text, nullable=optional, doc=doc, info=info)


def number(doc: str, *, optional: bool = False, **info: Any) -> MappedColumn[Any]:
    """Declare a column of whole numbers."""
    return mapped_column(WHOLE_NUMBER, nullable=optional, doc=doc, info=info)


def decimal(doc: str, *, optional: bool = False, **info: Any) -> MappedColumn[Any]:
    """Declare a column of numbers that need not be whole."""
    return mapped_column(DECIMAL, nullable=optional, doc=doc, info=info)


def flag(doc: str) -> MappedColumn[Any]:
    """Declare a column of 1 (yes) or 0 (no, the default); ``rules`` must have a check that forbids other values."""
    return mapped_column(Integer, nullable=False, default=0, doc=doc, info={"as": "flag"})


def edtf(doc: str, **info: Any) -> MappedColumn[Any]:
    """Declare a column of EDTF dates in the profile of ``azmil.values.dates``."""
    return text(doc, optional=True, **{"as": "edtf"}, **info)


def word(
    vocabulary: str,
    doc: str,
    *,
    optional: bool = False,
    default: str | None = None,
    indexed: bool = True,
    **info: Any,
) -> MappedColumn[Any]:
    """Declare a column that holds a code of a vocabulary; indexed by default, for filters."""
    key = ForeignKey(f"{vocabulary}.code")
    return mapped_column(Text, key, nullable=optional, default=default, index=indexed, doc=doc, info=info)


def reference(
    table: str, doc: str, *, optional: bool = False, indexed: bool = True, late: bool = False, **info: Any
) -> MappedColumn[Any]:
    """Declare a column that refers to a record; the field in seeds is its name without ``_id``.

    A ``late`` foreign key is created after both tables, for a table that does not exist yet.
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
LOWEST = "lowest number that the wording allows, if any; not for sums, since 'about' sets no bounds"
HIGHEST = "highest number that the wording allows, if any; not for sums, since 'about' sets no bounds"


def quantity(
    name: str, doc: str, *, optional: bool = True, figure: Figure = PLAIN, decimals: bool = False
) -> tuple[Number, Number, Number, Number, Number]:
    """Declare the five columns of a quantity: figure, lowest, highest, qualifier, and wording.

    A seed gives all five as one text in the field of the first: ``about 25``, ``over 600``, ``some``. Figures are
    whole numbers unless ``decimals`` is set.
    """
    declared = decimal if decimals else number
    info = {"as": "quantity", "figure": figure, "decimals": decimals}
    return (
        declared(f"{doc}: figure in the source; {ADDING}", optional=True, **info),
        declared(f"{name}: {LOWEST}", optional=True, derived=True),
        declared(f"{name}: {HIGHEST}", optional=True, derived=True),
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
    """Return a rule that forbids negative values of a quantity."""
    return f"{name} >= 0 AND {name}_lowest >= 0"


class Vocabulary(Base):
    """A list of words with their definitions, in a fixed order."""

    __abstract__ = True
    code: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-4, doc="the word used in seeds and filters")
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
    # The sentence pattern of records whose seed gives none (see azmil.seeds.wording). {field} is a field in words,
    # {count:equipment} a count with the name of the equipment. A part in [brackets] is omitted if a field in it is
    # empty, or if a field marked with "!" is not. The verb of a claim is in <angle brackets>.
    sentence: ClassVar[str | None] = None
    # The patterns of records with certain values, by conditions such as "status=delivered !supplier".
    sentences: ClassVar[dict[str, str]] = {}
    # By field and word of a vocabulary, the words for it in a sentence, if not its label.
    phrases: ClassVar[dict[str, dict[str, str]]] = {}
    # The modalities that a pattern expresses by itself, by the conditions of the pattern, or by "" for all.
    implied: ClassVar[dict[str, tuple[str, ...]]] = {}


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
    """Something that a source says about things; its citations, hedge and date are in its record."""

    __abstract__ = True
    is_claim = True
    id: Mapped[str] = mapped_column(
        Text, ForeignKey("records.id"), primary_key=True, sort_order=-1, doc="id of the record"
    )


class Remark(Kind):
    """A remark by azmil on a source: a conflict, a gap or a misprint."""

    __abstract__ = True
    is_claim = False
    id: Mapped[str] = mapped_column(
        Text, ForeignKey("records.id"), primary_key=True, sort_order=-1, doc="id of the record"
    )


class Child(Base):
    """A row that belongs to a record, written inside it in a list under the name of the table."""

    __abstract__ = True
    parent: ClassVar[str]
    # The field that an item of plain text fills.
    short: ClassVar[str | None] = None
