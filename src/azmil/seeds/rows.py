"""Table rows from checked entries, with generated sentences, derived days and sorted citations."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cache
from typing import TYPE_CHECKING, Any

from azmil.model import KINDS, VOCABULARIES, Base, Child, Claim, Kind, PartyKind
from azmil.model.computed import Evidence
from azmil.model.spine import Citation, Conflict, Record
from azmil.model.things import Party
from azmil.seeds import forms, wording, words
from azmil.seeds.days import Reaches, days_of
from azmil.seeds.entries import PLAIN_TABLES, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry

Row = MutableMapping[str, Any]
Rows = dict[str, list[Row]]


def rows_of(book: Book) -> Rows:
    """Return the rows of all tables that seeds fill, with all columns; the book must have no problems.

    The entries are removed from the book, so that their memory can be used for the rows.
    """
    rows: Rows = {name: [] for name in (*VOCABULARIES, *TABLES, "records", "parties", "citations", "evidence")}
    for position, cls in enumerate(KINDS.values(), 1):
        definition = " ".join((cls.__doc__ or "").split())
        rows["record_kinds"].append(
            {"code": cls.kind, "label": cls.kind.replace("-", " "), "definition": definition, "position": position,
             "table_name": cls.__tablename__, "is_claim": int(issubclass(cls, Claim))}
        )  # fmt: skip
    reaches = Reaches(book.seeds.entries)
    needed = _needed(book)
    for table, entries in book.seeds.entries.items():
        if table in VOCABULARIES:
            ordered = enumerate(words.ordered(entries), 1)
            rows[table] += [{**entry.values, "position": position} for position, entry in ordered]
            continue
        entries.reverse()
        while entries:
            entry = entries.pop()
            if table in PLAIN_TABLES:
                rows[table].append(packed(entry.cls)(entry.values))
                continue
            _add_record(book, rows, entry, reaches)
            if entry.values["id"] not in needed:
                del book.records[entry.values["id"]]
    return rows


def _needed(book: Book) -> set[str]:
    """Return the ids of the records whose entries the rows of other records need: things, and what others refer to."""
    found = {id_ for id_, entry in book.records.items() if not issubclass(entry.cls, Claim)}
    for entry in book.records.values():
        for item in (entry, *entry.children):
            referring = (field for field in forms.referring(item.cls) if field.type == "reference")
            found.update(filter(None, [item.values.get(field.column) for field in referring]))
    return found


class PackedRow(MutableMapping[str, Any]):
    """A row whose values are attributes named like the columns, which takes about half the memory of a dict."""

    __slots__: tuple[str, ...] = ()  # a class for each table has the columns

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Take the value of each column by name, or None; other values are ignored."""
        for column in self.__slots__:
            setattr(self, column, values.get(column))

    def __getitem__(self, column: str) -> Any:
        """Return the value of a column."""
        try:
            return getattr(self, column)
        except AttributeError:
            raise KeyError(column) from None

    def __setitem__(self, column: str, value: object) -> None:
        """Set the value of a column."""
        setattr(self, column, value)

    def __delitem__(self, column: str) -> None:
        """Set the value of a column to None, since a row has all columns."""
        setattr(self, column, None)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the columns."""
        return iter(self.__slots__)

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self.__slots__)


@cache
def packed(cls: type[Base]) -> type[PackedRow]:
    """Return the class of the rows of a table."""
    return type(f"{cls.__name__}Row", (PackedRow,), {"__slots__": columns_of(cls)})


def _add_record(book: Book, rows: Rows, entry: Entry, reaches: Reaches) -> None:
    assert issubclass(entry.cls, Kind)  # noqa: S101 - the caller passes kinds only
    id_ = entry.values["id"]
    cited = list(citations_of(book, entry))
    record = packed(Record)(entry.values)
    record.update({"kind": entry.cls.kind, "seed_file": entry.file.stored_path, "seed_line": entry.line})
    record["lead_citation"] = 1 if cited else None
    record["sentence"] = wording.sentence_of(book, entry)
    record["date"] = date_of(entry)
    reach = reaches.of(cited)
    record.update(days_of(record, reach))
    rows["records"].append(record)
    rows["evidence"].append(packed(Evidence)({"record_id": id_, "known_until": reach.last}))
    if issubclass(entry.cls, PartyKind):
        rows["parties"].append(packed(Party)(entry.values))
    rows[entry.cls.__tablename__].append(packed(entry.cls)(entry.values))
    for ordinal, (source, first, last, role) in enumerate(cited, 1):
        row = {"record_id": id_, "ordinal": ordinal, "role": role}
        row |= {"source_id": source, "first_line": first, "last_line": last}
        rows["citations"].append(packed(Citation)(row))
    for child in entry.children:
        assert issubclass(child.cls, Child)  # noqa: S101 - lists of children only
        rows.setdefault(child.cls.__tablename__, []).append({**child.values, child.cls.parent: id_})


@cache
def columns_of(cls: type[Base]) -> tuple[str, ...]:
    """Return the names of the columns of a table."""
    return tuple(column.name for column in cls.__table__.columns)


def date_of(entry: Entry) -> str | None:
    """Return the date of a record, or the interval from its order to its delivery if it has no date."""
    date = entry.values.get("date")
    if date:
        return str(date)
    order, delivery = entry.values.get("order_date"), entry.values.get("delivery_date")
    if order and delivery and not set("/[") & set(order + delivery) and order != delivery:
        return f"{order}/{delivery}"
    return delivery or order


def citations_of(book: Book, entry: Entry) -> Iterator[tuple[str, int, int, str]]:
    """Yield the source, first line, last line and role of each citation, with context lines last.

    A conflict without citations uses those of its sides.
    """
    entries = [entry]
    if entry.cls is Conflict and not any(cited.role == "states" for cited in entry.cited):
        sides = [child.values.get("claim_id") for child in entry.children]
        entries += [book.records[side] for side in sides if side in book.records]
    citations = {
        (cited.role != "states", book.source_of(cited), cited.first, cited.last)
        for citing in entries
        for cited in citing.cited
    }
    for is_context, source, first, last in sorted(citations):
        yield source, first, last, "context" if is_context else "states"
