"""Several new records of any kinds, drafted together: all are written, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import AzmilError
from azmil.model import PartyKind, Thing
from azmil.model.things import Agreement, Place
from azmil.seeds import forms
from azmil.seeds.items import EXTENDS
from azmil.seeds.node import Mapping, Scalar, Sequence
from azmil.values.problems import Problem
from azmil.workbench.drafts import above, details, filling, kinds_in_names, mentions, names_in, positions
from azmil.workbench.drafts.completing import text_of
from azmil.workbench.drafts.drafting import Drafter
from azmil.workbench.drafts.ids import slug
from azmil.workbench.drafts.known import Known
from azmil.workbench.drafts.names import TERRITORY
from azmil.workbench.drafts.naming_lines import NamingLines
from azmil.workbench.drafts.record import Typed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from azmil.model import Kind
    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.seeds.node import Node
    from azmil.workbench.drafts.details import Details
    from azmil.workbench.drafts.drafting import Draft
    from azmil.workbench.drafts.names import Names

_LOST = "lost"  # a claim that is not valid


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
        self._above: Entry | str = ""  # the claim drafted last, or why there is none
        self._taken: set[str] = set()  # tables of things that other values of a record refer to

    def draft_all(self, records: Iterable[Typed]) -> None:
        """Draft records, things and what claims mention before the claims themselves."""
        listed = list(self._without_details(records))
        for each in listed:
            self._drafter(each.cls)
            id_, name = text_of(each.item.fields, "id"), text_of(each.item.fields, "name")
            self._names.announce(id_ or slug(name), name, each.cls)
        for each in listed:
            if issubclass(each.cls, Thing | PartyKind):
                for one in self._each_name(each):
                    self._add(one)
        claims = [
            self._with_new_things(each._replace(values=values))
            for each in listed
            if not issubclass(each.cls, Thing | PartyKind)
            for values in names_in.each_name(each.cls, each.values, self._is_person)
        ]
        for claim in claims:
            before, self._above = self._above, _LOST  # until it is added
            if claim is not None:
                self._add(claim, before)
                self._above = before if above.is_in(claim) else self._above  # also for several lines in a row

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
        if text[:1] == "+" and text[1:2].isupper():
            return not kinds_in_names.code_in(self._names.words, Agreement, text[1:])
        return text.startswith("+person ") or self._names.has(text, "people")

    def _without_details(self, records: Iterable[Typed]) -> Iterator[Typed]:
        """Yield records with the details of their values apart."""
        for record in records:
            try:
                yield details.split(record)
            except AzmilError as error:
                self._report(record, error)
                if issubclass(record.cls, Thing | PartyKind):
                    yield record  # what names it is right

    def _each_name(self, record: Typed) -> Iterator[Typed]:
        """Yield a record for each of the names, between semicolons, of several things."""
        if not record.values or not issubclass(record.cls, Thing | PartyKind) or "name" in record.item.fields:
            yield record
            return
        first, *others = record.values
        for name in filter(None, map(str.strip, names_in.BETWEEN.split(first.text))):
            yield record._replace(values=[first._replace(text=name), *others])

    def _add(self, record: Typed, entry_above: Entry | str = "") -> None:
        """Draft a record; ``entry_above`` is the claim above it, which ``^`` means."""
        drafter = self._drafter(record.cls)
        is_thing = issubclass(record.cls, Thing | PartyKind)
        prepared = self._with_new_things(record) if is_thing else record
        if above.is_in(record) and entry_above == _LOST:
            return  # the line above is what is wrong
        try:
            if prepared and above.is_in(record):
                draft = self.drafts[-1] if self.drafts and self.drafts[-1].entry is entry_above else None
                prepared = above.replaced(self._names, prepared, entry_above, draft)
            item, found = self._item(prepared) if prepared else (None, {})
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
        draft = drafter.add(item, found)
        existing = self.known.repeated(draft, drafter.problems[count:]) if self.skips_known else None
        if existing is not None:
            del drafter.problems[count:], drafter.drafts[-1]
            drafter.taken -= {str(draft.entry.values.get("id"))} - self.book.records.keys()
            drafter.names.forget(item)
            self._clashes.pop(record.item.line, None)
            drafter.names.learn(existing, filter(None, [text_of(item.fields, "name")]))
            self._above = self._above if is_thing else existing
            return
        if draft.entry.values.get("id"):
            drafter.names.learn(draft.entry)
            self._above = self._above if is_thing else draft.entry
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
        return record._replace(values=values, item=record.item.with_fields(fields))

    def _value(self, record: Typed, value: Scalar, targets: list[str]) -> Scalar:
        """Return a value with the ids of new things in place of them; ``targets`` are the tables it can refer to."""
        prefix, text = positions.prefixed(value.text)
        if "+" not in text or (issubclass(record.cls, Thing | PartyKind) and value is record.values[0]):
            return value
        parts = names_in.BETWEEN.split(text)
        parts = parts if any(map(mentions.is_new, parts)) else [text]
        targets = positions.targets_of(record.cls, positions.fields_after(prefix)) if prefix else targets
        takes_person = prefix == "says" or (not prefix and "participants" in forms.accepted(record.cls)[1])
        targets = [*targets, *["people"] * takes_person]
        changed = "; ".join(self._mentioned(record, part, value, targets) for part in parts)
        return value._replace(text=f"{prefix} {changed}".strip())

    def _mentioned(self, record: Typed, text: str, place: Scalar, targets: list[str]) -> str:
        """Add the thing that a text mentions with ``+``; return its id, with the role after it."""
        if not mentions.is_new(text):
            return text
        names = self._names
        thing, role = mentions.with_role(names, record.cls, text)
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

    def _item(self, record: Typed) -> tuple[Mapping, Details]:
        """Return the fields of a record: those given, and those that its values fill; and its details by field."""
        names = self._drafter(record.cls).names
        fields, found = filling.fields_of(names, record, self.shown)
        if issubclass(record.cls, Thing | PartyKind) and not {"cite", EXTENDS} & fields.keys():
            self._cite_names(record, fields)
        self._add_territories(record.cls, fields)
        return record.item.with_fields(fields), found

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
            fields[name] = key, node._replace(text=_territory(state))
            entry = names.entry(state)
            if entry is None or names.entry(_territory(state)):
                continue
            given = {field: str(entry.values[field]) for field in ("name", "article") if entry.values.get(field)}
            given = {"id": _territory(state), **given, "place_kind": TERRITORY}
            item = Mapping(
                node.line, node.column, {field: (key, node._replace(text=text)) for field, text in given.items()}
            )
            self._add(Typed(Place, item))


def _territory(state: str) -> str:
    """Return the id of the territory of a state."""
    return f"{state.removesuffix('-state')}-{TERRITORY}"
