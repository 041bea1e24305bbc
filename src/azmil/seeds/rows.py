"""Table rows from checked entries, with generated sentences, derived days and sorted citations."""

from __future__ import annotations

from dataclasses import make_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from azmil.model import KINDS, VOCABULARIES, Base, Child, Claim, Kind, PartyKind
from azmil.model.computed import Evidence
from azmil.model.spine import Citation, Conflict, Record
from azmil.model.things import Party
from azmil.model.vocabularies import RecordKind
from azmil.seeds import forms, wording, words
from azmil.seeds.days import Reaches, days_of
from azmil.seeds.entries import PLAIN_TABLES, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry

Row = Any  # an object of ``row_class``: its values are attributes named like the columns
Rows = dict[str, list[Row]]  # by table


def rows_of(book: Book) -> Rows:
    """Return the rows of all tables that seeds fill, with all columns; the book must have no problems.

    The entries are removed from the book, so that their memory can be used for the rows.
    """
    rows: Rows = {name: [] for name in (*VOCABULARIES, *TABLES, "records", "parties", "citations", "evidence")}
    for position, cls in enumerate(KINDS.values(), 1):
        definition = " ".join((cls.__doc__ or "").split())
        label, is_claim = cls.kind.replace("-", " "), int(issubclass(cls, Claim))
        row = row_class(RecordKind)(position=position, code=cls.kind, label=label, definition=definition)
        row.table_name, row.is_claim = cls.__tablename__, is_claim
        rows["record_kinds"].append(row)
    reaches = Reaches(book.seeds.entries)
    needed = _needed(book)
    for table, entries in book.seeds.entries.items():
        if table in VOCABULARIES:
            ordered = enumerate(words.ordered(entries), 1)
            rows[table] += [row_of(entry.cls, {**entry.values, "position": position}) for position, entry in ordered]
            continue
        entries.reverse()
        while entries:
            entry = entries.pop()
            if table in PLAIN_TABLES:
                rows[table].append(row_of(entry.cls, entry.values))
                continue
            _add_record(book, rows, entry, reaches)
            if entry.values["id"] not in needed:
                del book.records[entry.values["id"]]
    return rows


def _needed(book: Book) -> set[str | None]:
    """Return the ids of the records whose entries the rows of other records need: things, and what others refer to."""
    found: set[str | None] = {id_ for id_, entry in book.records.items() if not issubclass(entry.cls, Claim)}
    for entry in book.records.values():
        for item in (entry, *entry.children):
            found.update([item.values.get(column) for column in _references(item.cls)])
    return found


@cache
def _references(cls: type[Base]) -> tuple[str, ...]:
    """Return the columns of an item of a class that contain ids."""
    return tuple(field.column for field in forms.referring(cls) if field.type == "reference")


@cache
def columns_of(cls: type[Base]) -> tuple[str, ...]:
    """Return the names of the columns of a table."""
    return tuple(column.name for column in cls.__table__.columns)


@cache
def row_class(cls: type[Base]) -> type[Any]:
    """Return the class of the rows of a table, with a value for each column in their order, by default None."""
    return make_dataclass(f"{cls.__name__}Row", [(name, Any, None) for name in columns_of(cls)], slots=True)


def row_of(cls: type[Base], values: Mapping[str, Any]) -> Row:
    """Return a row of a table with the value of each column by name, or None; other values are ignored."""
    return row_class(cls)(*map(values.get, columns_of(cls)))


def _add_record(book: Book, rows: Rows, entry: Entry, reaches: Reaches) -> None:
    assert issubclass(entry.cls, Kind)  # noqa: S101 - the caller passes kinds only
    values, id_ = entry.values, entry.values["id"]
    cited = list(citations_of(book, entry))
    reach = reaches.of(cited)
    values["sentence"] = wording.sentence_of(book, entry)
    values["date"] = date_of(entry)
    record = row_of(Record, values)
    record.kind, record.seed_file, record.seed_line = entry.cls.kind, entry.file.stored_path, entry.line
    record.lead_citation = 1 if cited else None
    record.earliest_start, record.latest_start, record.earliest_end, record.latest_end = days_of(values, reach)
    rows["records"].append(record)
    rows["evidence"].append(row_class(Evidence)(record_id=id_, known_until=reach.last))
    if issubclass(entry.cls, PartyKind):
        rows["parties"].append(row_of(Party, values))
    rows[entry.cls.__tablename__].append(row_of(entry.cls, values))
    citation = row_class(Citation)
    rows["citations"] += [
        citation(record_id=id_, ordinal=ordinal, source_id=source, first_line=first, last_line=last, role=role)
        for ordinal, (source, first, last, role) in enumerate(cited, 1)
    ]
    for child in entry.children:
        assert issubclass(child.cls, Child)  # noqa: S101 - lists of children only
        row = row_of(child.cls, {**child.values, child.cls.parent: id_})
        rows.setdefault(child.cls.__tablename__, []).append(row)


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
    if len(entry.cited) == 1 and entry.cls is not Conflict:  # most records
        cited = entry.cited[0]
        yield book.source_of(cited), cited.first, cited.last, cited.role
        return
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
