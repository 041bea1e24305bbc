"""From typed entries to the rows of tables: references resolved, sentences made, days derived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.errors import Fault, nearest_or_all, suggestion
from azmil.model import KINDS, VOCABULARIES, Child, Claim, Kind, PartyKind
from azmil.model.sources import Source
from azmil.model.spine import Conflict, Record
from azmil.model.things import Party
from azmil.seeds import sentences
from azmil.seeds.entries import SOURCE_TABLES, TABLES, Entry, Seeds
from azmil.values import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from azmil.seeds.fields import Field
    from azmil.values.problems import Problem

TAKEN = Fault(
    "two records or words have the same id", "'{key}' is taken by {first}", "choose another id, or remove one"
)
NO_WORD = Fault(
    "a field takes a word of a vocabulary and has another",
    "'{value}' is not a word of {vocabulary}",
    "{instead}",
)
WRONG_KIND = Fault(
    "a field names a record that cannot stand there",
    "'{value}' is a record of kind {kind}",
    "name one of {table}",
)
NO_RECORD = Fault(
    "a field names a record that is not there",
    "'{value}' is not among {table}",
    "{instead}",
)
WHICH_SOURCE = Fault(
    "a citation names no source where there are several", "which source? there are several", "write source:line"
)
NO_LINE = Fault("a citation goes beyond its source", "'{source}' has lines 1 to {last}, not {line}", "cite one of them")

MOST_SUGGESTED = 50  # problems for which the nearest of all ids is looked for

Row = dict[str, Any]
Rows = dict[str, list[Row]]


class Book:
    """All entries by id and by table, with what is needed to resolve one from another."""

    def __init__(self, seeds: Seeds) -> None:
        self.seeds = seeds
        self.problems: list[Problem] = seeds.problems
        self.records: dict[str, Entry] = {}
        self.others: dict[tuple[str, str], Entry] = {}
        self.codes: dict[str, dict[str, Entry]] = {"record_kinds": {}}
        self.sources: dict[Path, str] = {}  # folder of seeds -> its only source
        self._enter()
        self._find_sources()

    def _enter(self) -> None:
        for table, entries in self.seeds.entries.items():
            for entry in entries:
                key = entry.values.get("code" if table in VOCABULARIES else "id")
                if key is not None:
                    self._take(entry, table, key)

    def _take(self, entry: Entry, table: str, key: str) -> None:
        """Enter one entry under its key; ids of records are unique over all their tables."""
        if table in KINDS:
            first = self.records.setdefault(key, entry)
        elif table in VOCABULARIES:
            first = self.codes.setdefault(table, {}).setdefault(key, entry)
        else:
            first = self.others.setdefault((table, key), entry)
        if first is not entry:
            self.problems.append(entry.problem(TAKEN, "id", key=key, first=f"{first.path}:{first.line}"))

    def _find_sources(self) -> None:
        """Find for each folder of seeds the source that its citations mean when they name none."""
        folders: dict[Path, list[str]] = {
            entry.file.folder: [] for entries in self.seeds.entries.values() for entry in entries
        }
        for (table, id_), entry in self.others.items():
            if table == Source.__tablename__:
                folders[entry.file.folder].append(id_)
        everywhere = [id_ for own in folders.values() for id_ in own]
        for folder, own in folders.items():
            if len(own or everywhere) == 1:
                self.sources[folder] = (own or everywhere)[0]

    def resolve(self) -> None:
        """Add a problem for each word and reference that is not known."""
        for entries in self.seeds.entries.values():
            for entry in entries:
                for item in (entry, *entry.children):
                    self._resolve(item)
                self._resolve_citations(entry)

    def _resolve(self, entry: Entry) -> None:
        for field in entry.fields.values():
            value = entry.values.get(field.column)
            if not isinstance(value, str) or field.sort not in ("word", "reference"):
                continue
            if field.sort == "word":
                known: Any = KIND_CODES if field.target == "record_kinds" else self.codes.get(field.target, {})
                if value not in known:
                    self.problems.append(
                        entry.problem(
                            NO_WORD,
                            field.name,
                            value=value,
                            vocabulary=field.target,
                            instead=nearest_or_all(value, known),
                        )
                    )
            else:
                self._resolve_reference(entry, field, value)

    def _resolve_reference(self, entry: Entry, field: Field, value: str) -> None:
        found = self.records.get(value)
        if (field.target, value) in self.others or (found is not None and _fits(found.cls, field.target)):
            return
        if found is not None and issubclass(found.cls, Kind):
            problem = entry.problem(WRONG_KIND, field.name, value=value, kind=found.cls.kind, table=field.target)
        else:
            known: list[str] = []
            if len(self.problems) < MOST_SUGGESTED:
                known += [id_ for table, id_ in self.others if table == field.target]
                known += [id_ for id_, other in self.records.items() if _fits(other.cls, field.target)]
            problem = entry.problem(
                NO_RECORD, field.name, value=value, table=field.target, instead=_record_instead(value, known)
            )
        self.problems.append(problem)

    def _resolve_citations(self, entry: Entry) -> None:
        for cited in entry.cited:
            source = self.source_of(entry, cited.source)
            name = "cite" if cited.role == "states" else "context"
            found = self.others.get(("sources", source))
            if found is None:
                known = [id_ for table, id_ in self.others if table == "sources"]
                instead = _record_instead(source, known)
                self.problems.append(
                    entry.problem(NO_RECORD, name, value=source, table="sources", instead=instead)
                    if source
                    else entry.problem(WHICH_SOURCE, name)
                )
            elif (last := found.values.get("line_count")) and (cited.last > last or cited.first < 1):
                self.problems.append(entry.problem(NO_LINE, name, source=source, last=last, line=cited.last))

    def source_of(self, entry: Entry, written: str) -> str:
        """Return the source a citation means: the one written, or the only one of the entry's folder."""
        return written or self.sources.get(entry.file.folder, "")

    def words(self, entry: Entry, name: str) -> str:
        """Return the words for a field inside a sentence, or nothing."""
        field = entry.fields.get(name)
        if field is None:
            return ""
        value = entry.values.get(field.column)
        if field.sort == "edtf":
            return dates.in_words(value) if value else ""
        if field.sort == "quantity":
            is_silent = entry.values.get(f"{field.column}_qualifier") in (None, "collective", "unstated")
            return "" if is_silent else str(entry.values[f"{field.column}_said"])
        if field.sort == "reference" and value in self.records:
            return self.name_of(self.records[value])
        if field.sort == "word" and value:
            return str(self.codes[field.target][value].values["label"])
        return "" if value is None else str(value)

    def name_of(self, entry: Entry) -> str:
        """Return the name of a thing as it stands inside a sentence."""
        article, name = entry.values.get("article"), entry.values.get("name") or entry.values["id"]
        return f"{article} {name}" if article else str(name)


KIND_CODES = {cls.kind: cls for cls in KINDS.values()}


def _record_instead(id_: str, known: Iterable[str]) -> str:
    """Return what to write instead of an id that there is not."""
    return suggestion(id_, known).removeprefix("; ") or "write a record of that id, or correct it"


def _fits(cls: type[Any], target: str) -> bool:
    if target == "records":
        return True
    if target == "parties":
        return issubclass(cls, PartyKind)
    return bool(cls.__tablename__ == target)


def rows_of(book: Book) -> Rows:
    """Return the rows of all tables that seeds fill, each with every column; the book must be free of problems."""
    rows: Rows = {name: [] for name in (*VOCABULARIES, *TABLES, "records", "parties", "citations")}
    for position, cls in enumerate(KINDS.values(), 1):
        definition = " ".join((cls.__doc__ or "").split())
        rows["record_kinds"].append(
            {"code": cls.kind, "label": cls.kind.replace("-", " "), "definition": definition, "position": position,
             "table_name": cls.__tablename__, "is_claim": int(issubclass(cls, Claim))}
        )  # fmt: skip
    for table, entries in book.seeds.entries.items():
        for position, entry in enumerate(entries, 1):
            if table in VOCABULARIES:
                rows[table].append({**entry.values, "position": position})
            elif table in SOURCE_TABLES:
                rows[table].append(_pick(entry, entry.cls))
            else:
                _add_record(book, rows, entry)
    return rows


def _add_record(book: Book, rows: Rows, entry: Entry) -> None:
    assert issubclass(entry.cls, Kind)  # noqa: S101 - the caller sends kinds only
    id_ = entry.values["id"]
    record = _pick(entry, Record)
    record |= {"kind": entry.cls.kind, "lead_citation": 1, "seed_file": entry.file.shown, "seed_line": entry.line}
    record["sentence"] = sentence_of(book, entry)
    record["date"] = date_of(entry)
    days = dates.parse(record["date"]) if record["date"] else (None,) * 4
    record |= dict(zip(dates.Span._fields, days, strict=True))
    rows["records"].append(record)
    if issubclass(entry.cls, PartyKind):
        rows["parties"].append(_pick(entry, Party))
    rows[entry.cls.__tablename__].append(_pick(entry, entry.cls))
    for ordinal, (source, first, last, role) in enumerate(citations_of(book, entry), 1):
        rows["citations"].append(
            {
                "record_id": id_,
                "ordinal": ordinal,
                "source_id": source,
                "first_line": first,
                "last_line": last,
                "role": role,
            }
        )
    for child in entry.children:
        assert issubclass(child.cls, Child)  # noqa: S101 - lists of children only
        rows.setdefault(child.cls.__tablename__, []).append({**child.values, child.cls.parent: id_})


def _pick(entry: Entry, cls: type[Any]) -> Row:
    return {column.name: entry.values.get(column.name) for column in cls.__table__.columns}


def sentence_of(book: Book, entry: Entry) -> str:
    """Return the sentence of a record: the seed's own, or the one made by its kind's pattern."""
    written = entry.values.get("sentence")
    if written:
        return str(written)
    assert issubclass(entry.cls, Kind)  # noqa: S101 - records only
    assert entry.cls.sentence is not None  # noqa: S101 - a seed without one is refused
    return sentences.make(
        entry.cls.sentence, lambda name: book.name_of(entry) if name == "name" else book.words(entry, name)
    )


def date_of(entry: Entry) -> str | None:
    """Return the date of a record; where it has none of its own, from its order to its delivery."""
    date = entry.values.get("date")
    if date:
        return str(date)
    order, delivery = entry.values.get("order_date"), entry.values.get("delivery_date")
    if order and delivery and "/" not in order + delivery and order != delivery:
        return f"{order}/{delivery}"
    return delivery or order


def citations_of(book: Book, entry: Entry) -> Iterator[tuple[str, int, int, str]]:
    """Yield source, first line, last line and role of each citation, those that state it first.

    A conflict that cites nothing itself rests on what its sides cite.
    """
    entries = [entry]
    if entry.cls is Conflict and not any(cited.role == "states" for cited in entry.cited):
        sides = [child.values.get("claim_id") for child in entry.children]
        entries += [book.records[side] for side in sides if side in book.records]
    found = {
        (cited.role != "states", book.source_of(one, cited.source), cited.first, cited.last)
        for one in entries
        for cited in one.cited
    }
    for is_context, source, first, last in sorted(found):
        yield source, first, last, "context" if is_context else "states"
