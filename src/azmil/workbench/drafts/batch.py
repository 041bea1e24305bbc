"""Several new records of any kinds, drafted together: all are written, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError
from azmil.model import PartyKind, Thing
from azmil.model.claims import Measure
from azmil.model.things import Organization, Place
from azmil.seeds import csv_nodes, forms
from azmil.seeds.entries import LISTS
from azmil.seeds.items import EXTENDS
from azmil.seeds.node import Mapping, Scalar, Sequence
from azmil.values.problems import Problem
from azmil.workbench.drafts import mentions, names_in, positions
from azmil.workbench.drafts.drafting import Drafter
from azmil.workbench.drafts.ids import slug
from azmil.workbench.drafts.known import Known
from azmil.workbench.drafts.names import STATE, TERRITORY
from azmil.workbench.drafts.naming_lines import NamingLines

if TYPE_CHECKING:
    from collections import abc
    from collections.abc import Collection, Iterable, Iterator
    from collections.abc import Sequence as List
    from pathlib import Path

    from azmil.model import Kind
    from azmil.seeds.book import Book
    from azmil.seeds.node import Node
    from azmil.workbench.drafts.drafting import Draft
    from azmil.workbench.drafts.names import Names


class Typed(NamedTuple):
    """A record as typed: its kind, its fields, and values without the names of fields."""

    cls: type[Kind]
    item: Mapping
    values: List[Scalar] = ()


class Batch:
    """Records that are drafted together; ``known`` has those left out since they exist.

    ``said`` are the ids of records that lines of the notes say exactly.
    """

    def __init__(
        self, book: Book, folder: Path, shown: str, *, skips_known: bool = False, said: Collection[str] = ()
    ) -> None:
        self.book = book
        self.folder = folder
        self.shown = shown
        self.skips_known = skips_known
        self.known = Known(book, folder, said)
        self.drafters: dict[type[Kind], Drafter] = {}
        self.drafts: list[Draft] = []
        self._first: Drafter | None = None
        self._naming = NamingLines(book)
        self._clashes: dict[int, list[Problem]] = {}  # by line: new things with the name of one of another kind
        self._failed: set[str] = set()  # ids of things that are not valid; what names them is not to blame
        self._taken: set[str] = set()  # tables of things that other values of a record refer to

    def draft_all(self, records: Iterable[Typed]) -> None:
        """Draft records, things and what claims mention before the claims themselves."""
        listed = list(records)
        for each in listed:
            self._drafter(each.cls)
            id_, name = _text(each.item.fields, "id"), _text(each.item.fields, "name")
            self._names.announce(id_ or slug(name), name, each.cls)
        for each in listed:
            if issubclass(each.cls, Thing | PartyKind):
                for one in self._each_name(each):
                    self._add(one)
        claims = [
            self._with_new_things(each._replace(values=values))
            for each in listed
            if not issubclass(each.cls, Thing | PartyKind)
            for values in names_in.each_party(each.cls, each.values, self._is_person)
        ]
        for each in filter(None, claims):
            self._add(each)

    def check(self) -> list[Problem]:
        """Add the drafts to the book; return all problems."""
        self.book.add(draft.entry for draft in self.drafts)
        problems = {problem for drafter in self.drafters.values() for problem in drafter.check()}
        problems.update(*self._clashes.values())
        return sorted(each for each in problems if each.error.values.get("value") not in self._failed)

    @property
    def _names(self) -> Names:
        assert self._first is not None  # noqa: S101 - made for the first record
        return self._first.names

    def _drafter(self, cls: type[Kind]) -> Drafter:
        if cls not in self.drafters:
            self.drafters[cls] = Drafter(self.book, cls, self.folder, self.shown, self._first)
            self._first = self._first or self.drafters[cls]
            self._names.takes_ends = True
        return self.drafters[cls]

    def _is_person(self, text: str) -> bool:
        return (
            text.startswith("+person ") or (text[:1] == "+" and text[1:2].isupper()) or self._names.has(text, "people")
        )

    def _each_name(self, record: Typed) -> Iterator[Typed]:
        """Yield a record for each of the names, between semicolons, of several things."""
        if not record.values or not issubclass(record.cls, Thing | PartyKind) or "name" in record.item.fields:
            yield record
            return
        first, *others = record.values
        for name in filter(None, map(str.strip, names_in.BETWEEN.split(first.text))):
            yield record._replace(values=[first._replace(text=name), *others])

    def _add(self, record: Typed) -> None:
        drafter = self._drafter(record.cls)
        is_thing = issubclass(record.cls, Thing | PartyKind)
        prepared = self._with_new_things(record) if is_thing else record
        try:
            item = self._item(prepared) if prepared else None
        except AzmilError as error:
            self._report(record, error)
            item = None
        if item is None:
            if is_thing and record.values:  # what names it is right
                name = names_in.plain(record.values[0].text)
                drafter.names.announce(slug(name), name, record.cls)
                self._failed.add(slug(name))
            return
        count = len(drafter.problems)
        draft = drafter.add(item)
        found = drafter.problems[count:]
        existing = self.known.repeated(draft, found) if self.skips_known else None
        if existing is not None:
            del drafter.problems[count:], drafter.drafts[-1]
            drafter.taken -= {str(draft.entry.values.get("id"))} - self.book.records.keys()
            drafter.names.forget(item)
            self._clashes.pop(record.item.line, None)
            drafter.names.learn(existing, filter(None, [_text(item.fields, "name")]))
            return
        if draft.entry.values.get("id"):
            drafter.names.learn(draft.entry)
        self.drafts.append(draft)

    def _report(self, record: Typed, error: AzmilError) -> None:
        """Add the problem of a record, at the value that it is about."""
        about = str(error.values.get("text") or error.values.get("name") or "")
        at = next((value for value in record.values if about and value.text.endswith(about)), None)
        place = at or record.item
        self._drafter(record.cls).problems.append(Problem.of(self.shown, place.line, place.column, error))

    def _with_new_things(self, record: Typed) -> Typed | None:
        """Add the things that a record mentions with ``+``; return it with their ids, or None if one is not valid."""
        fields = dict(record.item.fields)
        targets = mentions.free_targets(record.cls, fields)
        known = [positions.prefixed(value.text)[1] for value in record.values if not mentions.is_new(value.text)]
        self._taken = {table for table in targets if any(self._names.has(text, table) for text in known)}
        try:
            values = [self._value(record, value, targets) for value in record.values]
            for name, (key, node) in fields.items():
                if isinstance(node, Scalar) and (own := positions.targets_of(record.cls, [name])):
                    fields[name] = key, self._value(record, node, own)
        except AzmilError as error:
            self._report(record, error)
            return None
        return record._replace(values=values, item=Mapping(record.item.line, record.item.column, fields))

    def _value(self, record: Typed, value: Scalar, targets: list[str]) -> Scalar:
        """Return a value with the ids of new things in place of them; ``targets`` are the tables it can refer to."""
        prefix, text = positions.prefixed(value.text)
        if "+" not in text or (issubclass(record.cls, Thing | PartyKind) and value is record.values[0]):
            return value
        parts = names_in.BETWEEN.split(text)
        parts = parts if any(map(mentions.is_new, parts)) else [text]
        targets = positions.targets_of(record.cls, [positions.PREFIXES[prefix]]) if prefix else targets
        changed = "; ".join(self._mentioned(record, part, value, targets, prefix == "says") for part in parts)
        return value._replace(text=f"{prefix} {changed}".strip())

    def _mentioned(
        self,
        record: Typed,
        text: str,
        place: Scalar,
        targets: list[str],
        is_speaker: bool,  # noqa: FBT001 - of a value
    ) -> str:
        """Add the thing that a text mentions with ``+``; return its id, with the role after it."""
        if not mentions.is_new(text):
            return text
        names = self._names
        thing, role = mentions.with_role(names, record.cls, text)
        takes_person = is_speaker or "participants" in forms.accepted(record.cls)[1]
        targets = [*targets, *["people"] * takes_person]
        new = mentions.thing_of(names, thing, targets, self._taken, record.cls)
        taken = {*self._taken, new.cls.__tablename__}  # a post comes after a person
        plain = names_in.plain(new.name)
        id_, error = mentions.existing(names, new, plain)
        if error is not None:
            problem = Problem.of(self.shown, place.line, place.column, error)
            self._clashes.setdefault(place.line, []).append(problem)
        if not id_:
            word = {new.field: (place._replace(text=new.field), place._replace(text=new.word))} if new.field else {}
            self._add(Typed(new.cls, Mapping(place.line, place.column, dict(word)), [place._replace(text=new.name)]))
            id_, _ = mentions.existing(names, new, plain)
        self._taken = taken
        return f"{id_ or names.id_of(plain, new.cls.__tablename__)} {role}".strip()

    def _item(self, record: Typed) -> Mapping:
        """Return the fields of a record: those given, and those that its values fill."""
        fields = dict(record.item.fields)
        texts = [value.text for value in record.values]
        names = self._drafter(record.cls).names
        by_name: dict[str, tuple[Scalar, str]] = {}
        chosen = positions.assign(names, record.cls, texts, set(fields))
        for value, (name, text) in zip(record.values, chosen, strict=True):
            place, before = by_name.get(name, (value, ""))
            by_name[name] = place, f"{before}; {text}" if before else text
        for name, (place, text) in by_name.items():
            key = place._replace(text=name)
            scalar = place._replace(text=text)
            if name == "name" and issubclass(record.cls, Thing | PartyKind):
                fields = {**names_in.named(scalar), **fields}
            else:
                fields[name] = key, csv_nodes.listed(scalar, LISTS[name], self.shown) if name in LISTS else scalar
        if issubclass(record.cls, Thing | PartyKind) and not {"cite", EXTENDS} & fields.keys():
            self._cite_names(record, fields)
        self._complete(record.cls, fields)
        self._add_territories(record.cls, fields)
        return Mapping(record.item.line, record.item.column, fields)

    def _complete(self, cls: type[Kind], fields: dict[str, tuple[Scalar, Node]]) -> None:
        """Fill what follows from other fields: the unit of people, the country of a state, the id of its place."""
        name = _text(fields, "name")
        if cls is Measure and "unit" not in fields and self._names.words.counts_people(_text(fields, "measure_kind")):
            key = fields["measure_kind"][0]
            fields["unit"] = key._replace(text="unit"), key._replace(text="person")
        if name and cls is Organization and _text(fields, "organization_kind") == STATE and "country" not in fields:
            self._names.announce(_text(fields, "id") or slug(name), name, cls)
            fields["country"] = fields["name"]
        if name and cls is Place and _text(fields, "place_kind") == TERRITORY and "id" not in fields:
            key, value = fields["name"]
            fields["id"] = key._replace(text="id"), Scalar(value.line, value.column, f"{slug(name)}-{TERRITORY}")

    def _cite_names(self, record: Typed, fields: dict[str, tuple[Scalar, Node]]) -> None:
        """Cite the first line of the default source that contains the name of a thing, or another name of it."""
        source = self._drafter(record.cls).default_source()
        nodes = [fields[name][1] for name in ("name", "aliases") if name in fields]
        items = [each for node in nodes for each in (node.items if isinstance(node, Sequence) else [node])]
        named = [each.text for each in items if isinstance(each, Scalar)]
        if lines := self._naming.of(source, named):
            place = Scalar(record.item.line, record.item.column, "cite")
            fields["cite"] = place, place._replace(text=lines)

    def _add_territories(self, cls: type[Kind], fields: dict[str, tuple[Scalar, Node]]) -> None:
        """Add the place of each state that is named where a place is expected."""
        accepted, _ = forms.accepted(cls)
        for name, (key, node) in list(fields.items()):
            if name not in accepted or accepted[name].type != "reference" or not isinstance(node, Scalar):
                continue
            names = self._drafter(cls).names
            state = names.state(node.text, accepted[name].target)
            if not state:
                continue
            fields[name] = key, node._replace(text=f"{state}-{TERRITORY}")
            entry = names.entry(state)
            if entry is None or names.entry(f"{state}-{TERRITORY}"):
                continue
            given = {field: str(entry.values[field]) for field in ("name", "article") if entry.values.get(field)}
            given = {"id": f"{state}-{TERRITORY}", **given, "place_kind": TERRITORY}
            item = Mapping(
                node.line, node.column, {field: (key, node._replace(text=text)) for field, text in given.items()}
            )
            self._add(Typed(Place, item))


def _text(fields: abc.Mapping[str, tuple[Scalar, Node]], name: str) -> str:
    node = fields[name][1] if name in fields else None
    return node.text if isinstance(node, Scalar) else ""
