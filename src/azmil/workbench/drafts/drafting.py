"""New records: fields as users type them, made into checked entries with ids, repeats of cited lines and sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from azmil.errors import AzmilError
from azmil.model import CHILDREN, Child, Claim, Kind, PartyKind, Thing
from azmil.seeds import additions, constraints, forms, rules
from azmil.seeds.entry import Seeds
from azmil.seeds.fields import WORDING, columns_of_field
from azmil.seeds.files import SeedFile
from azmil.seeds.forms import CITES
from azmil.seeds.items import EXTENDS, MISSING, UNCITED, entry_of
from azmil.seeds.node import Mapping, Scalar, Sequence
from azmil.seeds.phrases import NO_DETAILS
from azmil.seeds.wording import generated, sentence_of
from azmil.values import locators
from azmil.values.locators import Lines, printed
from azmil.values.problems import Problem
from azmil.workbench.drafts import ids
from azmil.workbench.drafts.dating import is_in_words
from azmil.workbench.drafts.names import Names
from azmil.workbench.drafts.problems import NO_ID, SAME_CLAIM, SAME_THING, TAKEN, not_valid

if TYPE_CHECKING:
    from collections import abc
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from azmil.model import Base
    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.seeds.node import Node

MOST_LINES = 10_000  # of a range whose repeats are looked up


@dataclass(slots=True)
class Draft:
    """A new record: its fields as they will be written, its entry, its seed file, and its sentence."""

    fields: dict[str, Node]
    entry: Entry
    topic: str  # the seed file is <table>/<topic>.yaml
    repeats: str = ""  # lines that were added because they repeat cited ones
    sentence: str = ""
    cited: str = ""  # the lines that were given, such as @6, 49
    details: abc.Mapping[str, str] = field(default_factory=dict)  # by field, for the sentence


class Drafter:
    """Makes records of a kind for a seed folder; ``problems`` collects what is wrong with them."""

    def __init__(
        self, book: Book, cls: type[Kind], folder: Path, shown: str, with_others: Drafter | None = None
    ) -> None:
        """Make a drafter; it shares the problems, names and ids of ``with_others``."""
        self.book = book
        self.cls = cls
        self.folder = folder
        self.shown = shown
        self.problems: list[Problem] = with_others.problems if with_others else []
        self.names: Names = with_others.names if with_others else Names(book, folder)
        self.repeats: dict[tuple[str, int], list[int]] = with_others.repeats if with_others else rules.repeats_of(book)
        self.taken: set[str] = with_others.taken if with_others else {*book.records, *book.retired}
        self.drafts: list[Draft] = []
        self._claims: dict[object, list[tuple[str, str | None]]] = {}  # ids and sentences by content
        for entry in book.seeds.entries.get(cls.__tablename__, []):
            self._remember(entry)

    def add(self, item: Mapping, details: abc.Mapping[str, str] = NO_DETAILS) -> Draft:
        """Make a record from the fields of an item, which ``check`` checks later; add problems found before.

        ``details`` are shown in its sentence, by field.
        """
        fields = self._resolved(item.fields, self.cls)
        topic = self._topic(fields)
        cited = self._shown(fields)
        repeats = self._cite_repeats(fields)
        draft = Draft(fields, self._entry(fields, topic, item), topic, repeats, cited=cited, details=details)
        if "id" not in fields and EXTENDS not in fields:
            self._name(draft, item)
        elif (id_ := draft.entry.values.get("id")) in self.taken:
            other = self.book.records.get(str(id_))
            place = f"{other.path}:{other.line}" if other else "retired_ids"
            self.problems.append(draft.entry.problem(TAKEN, "id", id=id_, place=place))
        self.taken.add(str(draft.entry.values.get("id") or ""))
        self._remember(draft.entry, details)
        self.drafts.append(draft)
        return draft

    def add_alone(self, item: Mapping) -> tuple[Draft, list[Problem]]:
        """Make the only record, put it into the book and check it; return it with all problems."""
        draft = self.add(item)
        self.book.add([draft.entry])
        return draft, self.check()

    def check(self) -> list[Problem]:
        """Check the records in the book with all others, make their sentences, and return all problems."""
        if self.problems:
            self._report(problem for problem in self.book.problems if problem.path == self.shown)
            return sorted({*self.problems, *self._broken_rules()})
        problems = additions.problems_of(self.book, [draft.entry for draft in self.drafts])
        for draft in self.drafts if not problems else ():
            extended = self.book.records[self.book.current(draft.entry.extends)] if draft.entry.extends else None
            draft.sentence = sentence_of(self.book, extended or draft.entry)
            if draft.details:
                draft.sentence = generated(self.book, draft.entry, draft.details)
                draft.entry.values["sentence"] = draft.sentence
                draft.fields["sentence"] = Scalar(draft.entry.line, draft.entry.column, draft.sentence)
        with_details = [draft.entry for draft in self.drafts if draft.details and not problems]
        return problems + (additions.problems_of(self.book, with_details) if with_details else [])

    def _broken_rules(self) -> Iterator[Problem]:
        """Yield the problems of records that break a rule of their table and have no other problem."""
        lines = {problem.line for problem in self.problems}
        return constraints.of_entries(draft.entry for draft in self.drafts if draft.entry.line not in lines)

    def _report(self, problems: Iterable[Problem]) -> None:
        """Add problems, except further ones of the same values."""
        known = {(problem.line, problem.column) for problem in self.problems}
        self.problems += [
            problem
            for problem in problems
            if (problem.line, problem.column) not in known or problem.error.fault in (MISSING, UNCITED)
        ]

    def _resolved(self, fields: abc.Mapping[str, tuple[Scalar, Node]], cls: type[Base]) -> dict[str, Node]:
        """Return the fields of an item with names, words and dates as seeds have them."""
        accepted, _ = forms.accepted(cls)
        found: dict[str, Node] = {}
        for name, (_, node) in fields.items():
            if isinstance(node, Sequence) and name in CHILDREN:
                child = CHILDREN[name]
                found[name] = Sequence(node.line, node.column, [self._item(each, child) for each in node.items])
            elif isinstance(node, Scalar) and name == EXTENDS:
                found[name] = self._scalar(node, lambda text: self.names.id_of(text, self.cls.__tablename__))
            elif isinstance(node, Scalar) and name in accepted:
                key = WORDING if name == "date" and is_in_words(node.text) and WORDING not in fields else name
                found[key] = self._scalar(node, lambda text, field=accepted[key]: self.names.value(field, text))
            else:
                found[name] = node
        return found

    def _item(self, node: Node, cls: type[Child]) -> Node:
        """Return an item of a list inside a record with its names and words as seeds have them."""
        if isinstance(node, Mapping):
            fields = self._resolved(node.fields, cls)
            return node.with_fields({name: (node.fields[name][0], fields[name]) for name in fields})
        if isinstance(node, Scalar) and cls.short:
            return self._resolved({cls.short: (node, node)}, cls)[cls.short]
        return node

    def _scalar(self, node: Scalar, value: Any) -> Scalar:
        if not node.text:
            return node
        try:
            return Scalar(node.line, node.column, value(node.text))
        except AzmilError as error:
            self.problems.append(Problem.of(self.shown, node.line, node.column, error))
            return node

    def _topic(self, fields: dict[str, Node]) -> str:
        """Return the source whose lines a record cites first, or the default source of the folder, or the table."""
        cite = fields.get("cite")
        ranges = list(locators.parse_each(cite.text)) if isinstance(cite, Scalar) else []
        first = ranges[0] if ranges and isinstance(ranges[0], Lines) else None
        named = first.source if first is not None else ""
        return named or self.default_source() or self.cls.__tablename__

    def default_source(self) -> str:
        """Return the source of citations that name none, or an empty text."""
        defaults = self.book.defaults.get(self.folder)
        return defaults.source_of(f"{self.cls.__tablename__}/new.yaml") if defaults else ""

    def _shown(self, fields: dict[str, Node]) -> str:
        """Return the lines that a record cites as notes have them, without the default source."""
        node = fields.get("cite")
        text = node.text if isinstance(node, Scalar) else ""
        return f"@{text.removeprefix(f'{self.default_source()}:')}" if text else ""

    def _cite_repeats(self, fields: dict[str, Node]) -> str:
        """Write cited lines with their sources, and cite the lines that repeat them; return these."""
        added: list[Lines] = []
        before: list[Lines] = []  # lines that are cited already: those of the context repeat others
        for name in CITES:
            node = fields.get(name)
            ranges = list(locators.parse_each(node.text)) if isinstance(node, Scalar) and node.text else []
            cited = [each for each in ranges if isinstance(each, Lines)]
            if not isinstance(node, Scalar) or not cited or len(cited) != len(ranges):
                continue
            cited = [each if each.source else each._replace(source=self.default_source()) for each in cited]
            more = self.repeats_in([*before, *cited])
            before += [*cited, *more]
            added += more
            fields[name] = Scalar(node.line, node.column, printed([*cited, *more]))
        return printed(added)

    def repeats_in(self, cited: Iterable[Lines]) -> list[Lines]:
        """Return the lines that repeat cited ones word for word and are not cited, as ranges."""
        lines = {
            (each.source, line)
            for each in cited
            for line in range(each.first, min(each.last, each.first + MOST_LINES) + 1)
        }
        missing = {(source, other) for source, line in lines for other in self.repeats.get((source, line), [])} - lines
        ranges: list[Lines] = []
        for source, line in sorted(missing):
            if ranges and ranges[-1].source == source and ranges[-1].last == line - 1:
                ranges[-1] = ranges[-1]._replace(last=line)
            else:
                ranges.append(Lines(source, line, line))
        return ranges

    def _entry(self, fields: dict[str, Node], topic: str, item: Mapping) -> Entry:
        """Return the entry of a record; add its problems."""
        table = self.cls.__tablename__
        file = SeedFile(self.folder / table / f"{topic}.yaml", self.shown, "", self.folder, (table, f"{topic}.yaml"))
        seeds = Seeds()
        written = dict(fields)
        if "id" not in written and EXTENDS not in written:
            written["id"] = Scalar(item.line, item.column, "draft")  # until it has one
        keys = {name: item.fields[name][0] if name in item.fields else Scalar(0, 0, name) for name in written}
        node = item.with_fields({name: (keys[name], value) for name, value in written.items()})
        entry = entry_of(seeds, self.cls, file, node)
        assert entry is not None  # noqa: S101 - the node has fields
        self._report(seeds.problems)
        return entry

    def _name(self, draft: Draft, item: Mapping) -> None:
        """Give a record an id; add a problem if there is none, or if another record says the same."""
        entry = draft.entry
        entry.values["id"] = None
        same = self.same_as(entry, draft.details)
        others = self.names.of_same(entry) if issubclass(entry.cls, Thing | PartyKind) else []
        if same:
            self.problems.append(entry.problem(SAME_CLAIM, id=same))
        for other in others:
            self.problems.append(entry.problem(SAME_THING, "name", name=entry.values["name"], id=other))
        id_ = ids.id_of(entry, self.taken, draft.details)
        if id_ is None:
            if (
                not same and not others and (entry.cited or issubclass(entry.cls, Thing | PartyKind))
            ):  # another id would not help
                self.problems.append(entry.problem(NO_ID))
            return
        entry.values["id"] = id_
        draft.fields = {"id": Scalar(item.line, item.column, id_), **draft.fields}

    def values_of(self, item: Mapping) -> dict[str, object]:
        """Return the columns that the fields of an item fill; raise AzmilError if they are not valid."""
        entry = self._entry(self._resolved(item.fields, self.cls), "", item)
        problems = [problem for problem in self.problems if problem.error.fault not in (MISSING, UNCITED)]
        if problems:
            raise not_valid(problems)
        given = [field for name, field in entry.fields.items() if name in item.fields]
        return {column: entry.values.get(column) for field in given for column in columns_of_field(field)}

    def same_as(self, entry: Entry, details: abc.Mapping[str, str] = NO_DETAILS) -> str:
        """Return the id of the claim with the same content and ``details``, or an empty text."""
        for id_, sentence in self._claims.get(_content(entry), ()):
            if details:
                if sentence and all(detail in sentence for detail in details.values()):
                    return id_
                continue
            sentences = {sentence, entry.values.get("sentence")}
            if len(sentences) == 1 or (None in sentences and self.cls.sentence is not None):
                return id_
        return ""

    def _remember(self, entry: Entry, details: abc.Mapping[str, str] = NO_DETAILS) -> None:
        """Remember the content of a claim, to find others that say the same; details are part of its sentence."""
        if issubclass(entry.cls, Claim):
            known = self._claims.setdefault(_content(entry), [])
            sentence = entry.values.get("sentence") or "; ".join(details.values()) or None
            known.append((str(entry.values.get("id")), sentence))


_ASIDE = ("id", "name", "article", "sentence", "standing", "standing_reason", "note")


def _content(entry: Entry) -> tuple[object, ...]:
    """Return what a claim says, without how it is named, rated and explained."""
    columns = {name: value for name, value in entry.values.items() if name not in _ASIDE}
    children = sorted(
        str(sorted((name, value) for name, value in child.values.items() if value is not None))
        for child in entry.children
        if child.cls.__tablename__ != "aliases"
    )
    return tuple(sorted((name, str(value)) for name, value in columns.items() if value is not None)), tuple(children)
