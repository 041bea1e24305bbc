"""Several new records of any kinds, drafted together: all are written, or none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import AzmilError
from azmil.model import CHILDREN, PartyKind, Thing
from azmil.model.things import Place
from azmil.seeds import csv_nodes, forms
from azmil.seeds.entries import LISTS
from azmil.seeds.nodes import Mapping, Scalar
from azmil.values.problems import Problem
from azmil.workbench.drafts import ids, positions
from azmil.workbench.drafts.drafting import Drafter
from azmil.workbench.drafts.names import TERRITORY
from azmil.workbench.drafts.problems import NO_ID, SAME_CLAIM, SAME_THING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from azmil.model import Kind
    from azmil.seeds.book import Book
    from azmil.seeds.nodes import Node
    from azmil.workbench.drafts.drafting import Draft

_BETWEEN_NAMES = re.compile(r";(?![^()]*\))")
_NAME = re.compile(r"(?:(?P<article>the|an?) )?(?P<name>.*?)(?:\s*\((?P<aliases>[^()]*)\))?", re.DOTALL)


class Typed(NamedTuple):
    """A record as typed: its kind, its fields, and values without the names of fields."""

    cls: type[Kind]
    item: Mapping
    values: Sequence[Scalar] = ()


class Batch:
    """Records that are drafted together; ``known`` counts those left out since they exist."""

    def __init__(self, book: Book, folder: Path, shown: str, *, skips_known: bool = False) -> None:
        self.book = book
        self.folder = folder
        self.shown = shown
        self.skips_known = skips_known
        self.known = 0
        self.drafters: dict[type[Kind], Drafter] = {}
        self.drafts: list[Draft] = []
        self._first: Drafter | None = None

    def add_all(self, records: Iterable[Typed]) -> list[Problem]:
        """Draft records, those of things before the claims that name them; return all problems."""
        listed = list(records)
        for each in listed:
            self._drafter(each.cls).announce([each.item])
        for each in sorted(listed, key=lambda each: not issubclass(each.cls, Thing | PartyKind)):
            for one in self._each_name(each):
                self._add(one)
        self.book.add(draft.entry for draft in self.drafts)
        problems = {problem for drafter in self.drafters.values() for problem in drafter.check()}
        return sorted(problems)

    def _drafter(self, cls: type[Kind]) -> Drafter:
        if cls not in self.drafters:
            self.drafters[cls] = Drafter(self.book, cls, self.folder, self.shown, self._first)
            self._first = self._first or self.drafters[cls]
        return self.drafters[cls]

    def _each_name(self, record: Typed) -> Iterator[Typed]:
        """Yield a record for each of the names, between semicolons, of several things."""
        if not record.values or not issubclass(record.cls, Thing | PartyKind) or "name" in record.item.fields:
            yield record
            return
        first, *others = record.values
        for name in filter(None, map(str.strip, _BETWEEN_NAMES.split(first.text))):
            yield record._replace(values=[first._replace(text=name), *others])

    def _add(self, record: Typed) -> None:
        drafter = self._drafter(record.cls)
        try:
            item = self._item(record)
        except AzmilError as error:
            at = next((value for value in record.values if value.text == error.values.get("text")), None)
            place = at or record.item
            drafter.problems.append(Problem.of(self.shown, place.line, place.column, error))
            if issubclass(record.cls, Thing | PartyKind) and record.values:
                name = _NAME.fullmatch(record.values[0].text)
                drafter.names.announce(ids.slug(name["name"] if name else ""), name["name"] if name else "", record.cls)
            return
        count = len(drafter.problems)
        drafter.add(item)
        draft = drafter.drafts[-1]
        found = drafter.problems[count:]
        if self.skips_known and self._is_known(draft, found):
            del drafter.problems[count:], drafter.drafts[-1]
            drafter.names.forget(item)
            self.known += 1
            return
        if draft.entry.values.get("id"):
            drafter.names.learn(draft.entry)
        self.drafts.append(draft)

    def _is_known(self, draft: Draft, problems: Iterable[Problem]) -> bool:
        """Return whether all that is wrong with a record is that it exists, and cites the same lines."""
        faults = {problem.error.fault for problem in problems}
        if SAME_THING in faults:
            return faults <= {SAME_THING, NO_ID}
        same = [
            self.book.records.get(str(each.error.values["id"])) for each in problems if each.error.fault is SAME_CLAIM
        ]
        cited = [{(self.book.source_of(each), each.first, each.last) for each in one.cited} for one in same if one]
        own = {(self.book.source_of(each), each.first, each.last) for each in draft.entry.cited}
        return faults <= {SAME_CLAIM, NO_ID} and any(own <= lines for lines in cited)

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
                fields = {**_named(scalar), **fields}
            else:
                fields[name] = key, csv_nodes.listed(scalar, LISTS[name], self.shown) if name in LISTS else scalar
        self._add_territories(record.cls, fields)
        return Mapping(record.item.line, record.item.column, fields)

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


def _named(value: Scalar) -> dict[str, tuple[Scalar, Node]]:
    """Return the name, the article and the other names of a thing, as in ``the Coast Guard (RCG; Guard)``."""
    match = _NAME.fullmatch(value.text)
    assert match is not None  # noqa: S101 - the pattern matches every text
    given = {name: text for name in ("name", "article", "aliases") if (text := match[name])}
    fields: dict[str, tuple[Scalar, Node]] = {}
    for name, text in given.items():
        scalar = value._replace(text=text)
        is_list = name in CHILDREN
        fields[name] = value._replace(text=name), csv_nodes.listed(scalar, LISTS[name], "") if is_list else scalar
    return fields
