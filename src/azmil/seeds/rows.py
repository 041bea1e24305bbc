"""Table rows from checked entries, with generated sentences, derived days and sorted citations."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from azmil.model import KINDS, VOCABULARIES, Base, Child, Claim, Kind, PartyKind
from azmil.model.spine import Conflict, Evidence, Record
from azmil.model.things import Party
from azmil.seeds import forms, wording, words
from azmil.seeds.days import Reaches, days_of
from azmil.seeds.entries import PLAIN_TABLES, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry

Row = dict[str, Any]
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
                rows[table].append(_pick(entry, entry.cls))
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


@cache
def blank(*columns: str) -> Row:
    """Return a row without values, to be copied.

    The columns are the attributes of an object: copies of such a dictionary share them, and take less memory if there
    are more than five.
    """
    holder = type("Row", (), {})()
    for column in columns:
        setattr(holder, column, None)
    row: Row = vars(holder)
    return row


def _add_record(book: Book, rows: Rows, entry: Entry, reaches: Reaches) -> None:
    assert issubclass(entry.cls, Kind)  # noqa: S101 - the caller passes kinds only
    id_ = entry.values["id"]
    cited = list(citations_of(book, entry))
    record = _pick(entry, Record)
    record |= {"kind": entry.cls.kind, "seed_file": entry.file.stored_path, "seed_line": entry.line}
    record["lead_citation"] = 1 if cited else None
    record["sentence"] = wording.sentence_of(book, entry)
    record["date"] = date_of(entry)
    reach = reaches.of(cited)
    record |= days_of(record, reach)
    rows["records"].append(record)
    evidence = _EVIDENCE.copy()
    evidence["record_id"], evidence["known_until"] = id_, reach.last
    rows["evidence"].append(evidence)
    if issubclass(entry.cls, PartyKind):
        rows["parties"].append(_pick(entry, Party))
    rows[entry.cls.__tablename__].append(_pick(entry, entry.cls))
    for ordinal, (source, first, last, role) in enumerate(cited, 1):
        row = _CITATION.copy()
        row["record_id"], row["ordinal"], row["role"] = id_, ordinal, role
        row["source_id"], row["first_line"], row["last_line"] = source, first, last
        rows["citations"].append(row)
    for child in entry.children:
        assert issubclass(child.cls, Child)  # noqa: S101 - lists of children only
        rows.setdefault(child.cls.__tablename__, []).append({**child.values, child.cls.parent: id_})


def _pick(entry: Entry, cls: type[Base]) -> Row:
    empty, values = _blank_of(cls), entry.values
    row = empty.copy()
    for column in empty:
        if (value := values.get(column)) is not None:
            row[column] = value
    return row


@cache
def _blank_of(cls: type[Base]) -> Row:
    """Return a row of a table without values, to be copied."""
    return blank(*columns_of(cls))


@cache
def columns_of(cls: type[Base]) -> tuple[str, ...]:
    """Return the names of the columns of a table."""
    return tuple(column.name for column in cls.__table__.columns)


_CITATION = blank("record_id", "ordinal", "source_id", "first_line", "last_line", "role")
_EVIDENCE = blank(*columns_of(Evidence))


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
