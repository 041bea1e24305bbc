"""Index of all entries, with extensions merged and references and words resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.errors import Fault
from azmil.model import KINDS, VOCABULARIES, Claim, Kind, PartyKind, Thing
from azmil.model.spine import RetiredId, RetiredWord
from azmil.seeds import atlas, forms
from azmil.seeds.defaults import by_folder
from azmil.seeds.extensions import merge
from azmil.seeds.items import EXTENDS
from azmil.seeds.retired import by_azmil
from azmil.seeds.words import NO_WORD, begins_with_kind, instead, instead_of_id
from azmil.values import dates
from azmil.values.progress import silent, tracked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds.entry import Cited, Entry, Seeds
    from azmil.seeds.fields import Field
    from azmil.values.problems import Problem
    from azmil.values.progress import Progress

TAKEN = Fault(
    "two records or two words of a vocabulary have the same id",
    "'{key}' is already used at {first}",
    "choose another id, or remove one of them",
)
TAKEN_THING = Fault(
    "two things of the same kind have the same id",
    "'{key}' is already used at {first}",
    "write 'extends: {key}' to add to that thing, or choose another id",
)
WRONG_KIND = Fault(
    "a field names a record of the wrong kind",
    "'{value}' is not allowed here: it is a record of kind {kind}",
    "use the id of a record in {table}",
)
NO_RECORD = Fault(
    "a field names a record that does not exist",
    "no such id '{value}' in {table}",
    "{instead}",
)
RETIRED = Fault(
    "a field names a record by a retired id (a note, not an error)",
    "the id '{value}' is now '{now}'",
    "use the new id",
)
FORMER = Fault(
    "a field names a built-in record by a retired id, and the built-in records are not loaded",
    "no such id '{value}' in {table}: it was the id of a built-in record, now '{now}'",
    "add a record with this id, or use the built-in seeds as well",
)
NO_SOURCE = Fault(
    "a citation names no source, and the seeds describe none",
    "cannot cite a line: the seeds describe no source",
    "describe one in sources/<topic>.yaml",
)
WHICH_SOURCE = Fault(
    "a citation names no source, and the seeds describe several",
    "'{name}' must name a source: the seeds describe several",
    "put its id before the lines, such as '{source}:12', or set 'default_in' of one to all",
)
NO_LINE = Fault(
    "a citation includes a line that its source does not have",
    "line {line} does not exist: '{source}' has lines 1 to {last}",
    "cite lines in that range",
)

MOST_SUGGESTED = 50  # problems before which similar ids are suggested


class Book:
    """All entries by id and by table, and the sources and retired ids needed to resolve references."""

    def __init__(self, seeds: Seeds) -> None:
        self.seeds = seeds
        self.problems: list[Problem] = seeds.problems
        self.notes: list[Problem] = []  # on items that are valid but should be changed
        self.records: dict[str, Entry] = {}
        self.others: dict[tuple[str, str], Entry] = {}
        self.codes: dict[str, dict[str, Entry]] = {"record_kinds": {}}
        self.retired: dict[str, str] = {}  # retired id -> the id to use instead
        self.retired_words: dict[tuple[str, str], str] = {}  # vocabulary and retired word -> what to write instead
        self.named: set[str] = set()  # ids that records name, without those that only optional ones name
        self.replaced: list[Entry] = []  # optional records with an id that another record has
        self._resolved: set[tuple[str, str]] = set()  # tables and the words and ids that are known to be in them
        self._index_all()
        self._extend()
        self.defaults = by_folder(seeds, self.others)  # by seed folder, the default sources of its citations

    def _index_all(self) -> None:
        for table, entries in self.seeds.entries.items():
            for entry in entries:
                key = entry.values.get("code" if table in VOCABULARIES else "id")
                if table == RetiredWord.__tablename__:
                    key = f"{entry.values['vocabulary']} {entry.values['word']}"
                if key is not None:
                    self._index(entry, table, key)
        for entry in self.seeds.entries.get(RetiredId.__tablename__, []):
            self.retired[entry.values["id"]] = entry.values["now"]
        for entry in self.seeds.entries.get(RetiredWord.__tablename__, []):
            self.retired_words[entry.values["vocabulary"], entry.values["word"]] = entry.values["instead"]

    def _extend(self) -> None:
        """Merge each extension into the thing that it extends."""
        for table, entries in self.seeds.entries.items():
            extensions = [entry for entry in entries if entry.extends]
            for entry in extensions:
                self._extend_one(entry, table)
            if extensions:
                self.seeds.entries[table] = [entry for entry in entries if not entry.extends]

    def _extend_one(self, entry: Entry, table: str) -> None:
        id_ = self.current(entry.extends)
        base = self.records.get(id_)
        if id_ != entry.extends:
            self.notes.append(entry.problem(RETIRED, EXTENDS, value=entry.extends, now=id_))
        if base is not None:
            self.named.add(id_)
            self.problems.extend(merge(base, entry))
            return
        known = [id_ for id_, other in self.records.items() if other.cls is entry.cls]
        instead = instead_of_id(entry.extends, known)
        self.problems.append(entry.problem(NO_RECORD, EXTENDS, value=entry.extends, table=table, instead=instead))

    def add(self, entries: Iterable[Entry]) -> None:
        """Add records to a book without resolving the others; extensions are merged into the things they extend."""
        added = list(entries)
        for entry in added:
            table = entry.cls.__tablename__
            if entry.extends:
                self._extend_one(entry, table)
            elif (key := entry.values.get("id")) is not None:
                self._index(entry, table, key)
                self.seeds.entries.setdefault(table, []).append(entry)
        for entry in added:
            self.resolve_one(entry)

    def remove(self, entry: Entry) -> None:
        """Remove a record that was added last."""
        key, entries = entry.values.get("id") or "", self.seeds.entries.get(entry.cls.__tablename__, [])
        if self.records.get(key) is entry:
            del self.records[key]
            self._resolved.clear()
        if entries and entries[-1] is entry:
            entries.pop()

    def current(self, id_: str) -> str:
        """Return the current id for a retired id; return other ids unchanged."""
        seen: set[str] = set()
        while id_ not in self.records and id_ in self.retired and id_ not in seen:
            seen.add(id_)
            id_ = self.retired[id_]
        return id_

    def _index(self, entry: Entry, table: str, key: str) -> None:
        """Index one entry by its key; ids of records are unique across tables."""
        if table in KINDS:
            first = self.records.setdefault(key, entry)
        elif table in VOCABULARIES:
            first = self.codes.setdefault(table, {}).setdefault(key, entry)
        else:
            first = self.others.setdefault((table, key), entry)
        if first is not entry and not self._replaces(entry, first):
            fault = TAKEN_THING if issubclass(entry.cls, Thing | PartyKind) and entry.cls is first.cls else TAKEN
            self.problems.append(entry.problem(fault, "id", key=key, first=f"{first.path}:{first.line}"))

    def _replaces(self, second: Entry, first: Entry) -> bool:
        """Return whether one of two records with the same id is optional; if so, take it out."""
        if first.file.is_optional == second.file.is_optional:
            return False
        optional, kept = (first, second) if first.file.is_optional else (second, first)
        self.records[kept.values["id"]] = kept
        self.replaced.append(optional)
        atlas.take_out(self.seeds, [optional])
        return True

    def resolve(self, progress: Progress = silent) -> None:
        """Replace retired ids, and add a problem for each word, reference and cited line that does not exist."""
        for entries in self.seeds.entries.values():
            for entry in tracked(entries, "looking up references", len(entries), progress):
                self.resolve_one(entry)

    def resolve_one(self, entry: Entry) -> None:
        """Replace retired ids in an entry, and add a problem for what does not exist; see ``resolve``."""
        for item in (entry, *entry.children):
            self._resolve(item)
        self._resolve_citations(entry)

    def _resolve(self, entry: Entry) -> None:
        for field in forms.referring(entry.cls):
            value = entry.values.get(field.column)
            if value is None or (field.target, value) in self._resolved or not isinstance(value, str):
                continue
            if field.type == "word":
                known: Any = KIND_CODES if field.target == "record_kinds" else self.codes.get(field.target, {})
                if value not in known:
                    hint = self.retired_words.get((field.target, value)) or instead(value, known, field.target)
                    problem = entry.problem(NO_WORD, field.name, value=value, vocabulary=field.target, instead=hint)
                    self.problems.append(problem)
                else:
                    self._resolved.add((field.target, value))
            else:
                self._resolve_reference(entry, field, value)

    def _resolve_reference(self, entry: Entry, field: Field, value: str) -> None:
        if (now := self.current(value)) != value and field.target != "sources":
            self.notes.append(entry.problem(RETIRED, field.name, value=value, now=now))
            entry.values[field.column] = value = now
        found = self.records.get(value)
        if (field.target, value) in self.others or (found is not None and fits(found.cls, field.target)):
            if not entry.file.is_optional:
                self._resolved.add((field.target, value))
                self.named.add(value)
            return
        if found is not None and issubclass(found.cls, Kind):
            problem = entry.problem(WRONG_KIND, field.name, value=value, kind=found.cls.kind, table=field.target)
        elif value in by_azmil():
            now = by_azmil()[value]
            problem = entry.problem(FORMER, field.name, value=value, table=field.target, now=now)
        else:
            known: list[str] = []
            if len(self.problems) < MOST_SUGGESTED:
                known += [id_ for table, id_ in self.others if table == field.target]
                known += [id_ for id_, other in self.records.items() if fits(other.cls, field.target)]
            problem = entry.problem(
                NO_RECORD, field.name, value=value, table=field.target, instead=instead_of_id(value, known)
            )
        self.problems.append(problem)

    def _resolve_citations(self, entry: Entry) -> None:
        for cited in entry.cited:
            source = self.source_of(cited)
            name = "cite" if cited.role == "states" else "context"
            found = self.others.get(("sources", source))
            if found is None:
                known = [id_ for table, id_ in self.others if table == "sources"]
                hint = instead_of_id(source, known)
                self.problems.append(
                    entry.problem(NO_RECORD, name, value=source, table="sources", instead=hint)
                    if source
                    else entry.problem(WHICH_SOURCE, name, name=name, source=known[0])
                    if known
                    else entry.problem(NO_SOURCE, name, name=name)
                )
            elif (last := found.values.get("line_count")) and (cited.last > last or cited.first < 1):
                line = cited.last if cited.last > last else cited.first
                self.problems.append(entry.problem(NO_LINE, name, source=source, last=last, line=line))

    def source_of(self, cited: Cited) -> str:
        """Return the source named by a citation, or the default source of its file."""
        return cited.source or self.default_of(cited)

    def default_of(self, cited: Cited) -> str:
        """Return the source of the citations in the file of a citation that name none, or an empty text."""
        folder = self.defaults.get(cited.folder)
        if folder is not None and not folder.patterns:
            return folder.source
        return folder.source_of("/".join(cited.parts)) if folder else ""

    def words(self, entry: Entry, name: str) -> str:
        """Return the words for a field in a sentence, or ''."""
        field = entry.fields.get(name)
        if field is not None and field.type == "quantity":
            return self.quantity_words(entry, field)
        value = entry.values.get(field.column) if field is not None else None
        if field is None or value is None:
            return ""
        if field.type == "edtf":
            return dates.in_words(value)
        if field.type == "reference" and value in self.records:
            return self.name_of(self.records[value])
        return str(self.codes[field.target][value].values["label"] if field.type == "word" else value)

    def quantity_words(self, entry: Entry, field: Field) -> str:
        """Return the words of a quantity, or '' if the source gives no number."""
        has_no_number = entry.values.get(f"{field.column}_qualifier") in (None, "collective", "unstated")
        return "" if has_no_number else str(entry.values[f"{field.column}_said"])

    def name_of(self, entry: Entry) -> str:
        """Return the name of a thing as used in a sentence, with its article."""
        article, name = entry.values.get("article"), str(entry.values.get("name") or entry.values["id"])
        if not article and issubclass(entry.cls, Claim) and begins_with_kind(entry, name, self.codes):
            return f"the {name[0].lower()}{name[1:]}"
        return f"{article} {name}" if article else name


KIND_CODES = {cls.kind: cls for cls in KINDS.values()}


def fits(cls: type[Any], target: str) -> bool:
    """Return whether a reference to a table may name a record of a class."""
    if target == "parties":
        return issubclass(cls, PartyKind)
    return target in ("records", cls.__tablename__)
