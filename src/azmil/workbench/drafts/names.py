"""Names in drafts resolved to ids, and words to codes of vocabularies."""

from __future__ import annotations

import re
from collections import ChainMap
from typing import TYPE_CHECKING

from azmil.errors import AzmilError, Exit, Fault, nearest
from azmil.model import Claim, Kind, PartyKind, Thing
from azmil.model.things import Person, Place, Post
from azmil.seeds.book import fits
from azmil.seeds.node import Scalar
from azmil.values import seed_dates
from azmil.values.names import fold, spellings, squeeze
from azmil.workbench.drafts.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from azmil.model import Base
    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.seeds.fields import Field
    from azmil.seeds.node import Mapping

AMBIGUOUS = Fault(
    "a field of a new record has a name that several records have",
    "'{name}' is the name of several records: {ids}",
    "use one of these ids",
    Exit.USAGE,
)
NO_RECORD = Fault(
    "a field of a new record has a name that no record has",
    "no such record '{name}'",
    "{instead}",
    Exit.USAGE,
)
STATE = "state"  # kind of an organization
TERRITORY = "country"  # kind of a place that is the territory of a state
_TERRITORIES = (TERRITORY, "territory")  # if a state has the name
IS_POST = Fault(
    "a field of a new record has the name of a post, where a person or a body is expected",
    "'{name}' is a post, and only persons and bodies are allowed here",
    "name who held it{holders}",
    Exit.USAGE,
)
_ARTICLE = re.compile("^(?:the|an?) (?=.)")
MOST_LISTED = 12  # ids of an ambiguous name


class Names:
    """The names of the records in a book; ``words`` are those of its vocabularies."""

    def __init__(self, book: Book, folder: Path) -> None:
        self.book = book
        self.words = Words(book)
        self.folder = folder  # whose records take precedence over others with the same name
        self._entries = ChainMap({}, book.records)  # also those that are about to be added
        self._new: dict[str, tuple[str, type[Kind]]] = {}  # squeezed name or id -> id and class of a new record
        self._by_squeezed: dict[str, dict[str, set[str]]] = {}  # squeezed name -> id -> names as written
        self._folded: dict[str, list[str]] = {}  # id -> folded names of a thing
        self._here: dict[str, list[str]] = {}  # likewise, of the things of the folder
        self.takes_ends = False  # whether the last words of a name are enough, if one record here has them
        retired: dict[str, list[str]] = {}
        for old in book.retired:
            retired.setdefault(book.current(old), []).append(old)
        for id_, entry in book.records.items():
            self.learn(entry, retired.get(id_, []))

    def learn(self, entry: Entry, others: Iterable[str] = ()) -> None:
        """Let fields name a record, in the book or not, by its id, its names and ``others``."""
        id_ = str(entry.values["id"])
        if id_ not in self._entries:
            self._entries[id_] = entry
        for name in (*_names_of(entry, id_), *others):
            if self._new.get(squeeze(name), ("", None))[1] is entry.cls:
                del self._new[squeeze(name)]  # its id is known now
            self._by_squeezed.setdefault(squeeze(name), {}).setdefault(id_, set()).add(name)
            if issubclass(entry.cls, Thing | PartyKind):
                for folded in (self._folded, self._here) if entry.file.folder == self.folder else (self._folded,):
                    folded.setdefault(id_, []).append(f" {fold(name)} ")

    def announce(self, id_: str, name: str, cls: type[Kind]) -> None:
        """Let fields name a record that is new, also its own fields: a state has itself as its country."""
        for each in filter(None, map(squeeze, (id_, name))):
            self._new.setdefault(each, (id_, cls))

    def forget(self, item: Mapping) -> None:
        """Let fields no longer name a record that was announced with these fields."""
        for name in ("id", "name"):
            node = item.fields[name][1] if name in item.fields else None
            if isinstance(node, Scalar):
                self._new.pop(squeeze(node.text), None)

    def value(self, field: Field, text: str) -> str:
        """Return the text of a field as a seed has it: an id, a code of a vocabulary, or a date in EDTF.

        Raises AzmilError if a name has several meanings or none. Other texts, and words that no vocabulary has, are
        returned as they are.
        """
        if field.type == "reference":
            return self.id_of(text, field.target)
        if field.type == "word":
            return self.words.code(field.target, text)
        if field.type == "edtf":
            read = seed_dates.read(text)
            return text if read.wording else read.edtf
        return text

    def id_of(self, name: str, target: str) -> str:
        """Return the id of the record that a name means where records of a table are expected.

        If only records of the wrong kind have the name, return one of these, which the check refuses. Raises
        AzmilError if several records have the name, or none.
        """
        id_, others = self._meant(name, target, takes_ends=self.takes_ends)
        if id_:
            return id_
        posts = [id_ for id_ in others if self._entries[id_].cls is Post]
        if posts and target == "parties":
            raise IS_POST(name=name, holders=self._holders(posts[0]))
        if others:
            return others[0]
        raise NO_RECORD(name=name, instead=self._instead(name, target))

    def has(self, name: str, target: str, *, is_whole: bool = False) -> bool:
        """Return whether a name means one or several records of a table; ``is_whole`` if its end is not enough."""
        try:
            return bool(self._meant(name, target, takes_ends=self.takes_ends and not is_whole)[0])
        except AzmilError:  # several
            return True

    def exactly(self, name: str, cls: type[Kind]) -> list[str]:
        """Return the ids of the things of a class that have a name, in any spelling: those of the folder first."""
        named = {id_ for each in spellings(name) for id_ in self._by_squeezed.get(squeeze(each), {})}
        found = sorted(id_ for id_ in named if self._entries[id_].cls is cls)
        return sorted(found, key=lambda id_: self._entries[id_].file.folder != self.folder)

    def whole(self, name: str, target: str) -> str:
        """Return the id of the only record of a table that has a whole name, or an empty text."""
        try:
            return self._meant(name, target, takes_ends=False)[0]
        except AzmilError:  # several
            return ""

    def _meant(self, name: str, target: str, *, takes_ends: bool) -> tuple[str, list[str]]:
        """Return the id that a name means in a table, or an empty text, and ids of other tables with the name.

        Raises AzmilError if several records of the table have the name.
        """
        if name in self._entries:
            return (name, []) if fits(self._entries[name].cls, target) else ("", [name])
        if squeeze(name) not in self._by_squeezed:
            name = _ARTICLE.sub("", name)
        new = self._new.get(squeeze(name))
        if new is not None and fits(new[1], target):
            return new[0], []
        others: list[str] = []
        for ids in self._matches(name, target, takes_ends=takes_ends):
            found = [id_ for id_ in ids if fits(self._entries[id_].cls, target)]
            others += [id_ for id_ in ids if id_ not in found]
            if len(found) == 1:
                return found[0], []
            if found:
                listed = ", ".join(found[:MOST_LISTED]) + ", …" * (len(found) > MOST_LISTED)
                raise AMBIGUOUS(name=name, ids=listed)
        ended = {
            id_
            for words, (id_, cls) in self._new.items()
            if takes_ends and _can_end(cls, target) and squeeze(name) and words.endswith(squeeze(name))
        }
        return (ended.pop() if len(ended) == 1 else ""), others

    def entry(self, id_: str) -> Entry | None:
        """Return the record with an id, in the book or about to be added."""
        return self._entries.get(id_)

    def state(self, name: str, target: str) -> str:
        """Return the id of the state that a name means where a place is expected and no place has it, else ''."""
        if target != Place.__tablename__ or self.has(name, target) or not self.has(name, "parties"):
            return ""
        found = self._entries.get(self.id_of(name, "parties"))
        return str(found.values["id"]) if found is not None and _is_state(found) else ""

    def is_state(self, name: str) -> bool:
        """Return whether a name means a state where a party is expected."""
        found = self._entries.get(self.whole(name, "parties"))
        return found is not None and _is_state(found)

    def is_territory(self, name: str, target: str) -> bool:
        """Return whether a name, where a place is expected, means a state or its territory, if it exists."""
        if target != Place.__tablename__ or not self.has(name, "parties"):
            return False
        found = self._entries.get(self.id_of(name, target)) if self.has(name, target) else None
        return bool(self.state(name, target)) or (found is not None and found.values.get("place_kind") in _TERRITORIES)

    def near(self, text: str, targets: Collection[str], vocabularies: Collection[str]) -> str:
        """Return what a text can mean that neither names a record of these tables nor is one of these words."""
        known: dict[str, str] = {}
        for ids in self._by_squeezed.values():
            for id_, names in ids.items():
                if any(fits(self._entries[id_].cls, target) for target in targets):
                    known |= dict.fromkeys(names, id_)
        for vocabulary in vocabularies:
            known |= {code: code for code in self.book.codes.get(vocabulary, {})}
        longer = sorted({id_ for target in targets for id_ in self._longer(text, target)})[:MOST_LISTED]
        close = list(dict.fromkeys(known[near] for near in nearest(text, known)))
        if longer:
            return f"for '{text}', use the id of one with a longer name: {', '.join(longer)}"
        return f"did you mean {' or '.join(map(repr, close))} for '{text}'?" if close else ""

    def _holders(self, post: str) -> str:
        """Return the people who hold a post, as part of a hint."""
        appointments = (entry for entry in self._entries.values() if entry.values.get("post_id") == post)
        people = dict.fromkeys(str(entry.values.get("person_id")) for entry in appointments)
        return f", such as {' or '.join(people)}" if people else ""

    def of_same(self, entry: Entry) -> list[str]:
        """Return the ids of the things of the same kind and country that have the name of a thing, in any spelling."""
        squeezed = squeeze(str(entry.values.get("name") or ""))
        country = entry.values.get("country_id")
        others = {id_: self._entries[id_] for id_ in self._by_squeezed.get(squeezed, {}) if squeezed}
        return [
            id_
            for id_, other in others.items()
            if other.cls is entry.cls and len({country, other.values.get("country_id")} - {None}) < 2  # noqa: PLR2004
        ]

    def _matches(self, name: str, target: str, *, takes_ends: bool) -> Iterator[list[str]]:
        """Yield the ids that a name can mean: in the folder, as written, in other spellings, by its end."""
        called = list(dict.fromkeys(filter(None, map(squeeze, spellings(name)))))
        named = sorted({id_ for words in called for id_ in self._by_squeezed.get(words, {})})
        entries = {id_: self._entries[id_] for id_ in named}
        if target != Place.__tablename__ and any(map(_is_state, entries.values())):  # the state, not its territory
            entries = {
                id_: entry for id_, entry in entries.items() if entry.values.get("place_kind") not in _TERRITORIES
            }
        here = [id_ for id_, entry in entries.items() if entry.file.folder == self.folder]
        yield here if len(here) == 1 else []
        by_words = [{id_: self._by_squeezed.get(words, {}).get(id_, ()) for id_ in entries} for words in called]
        yield [id_ for found in by_words for id_, names in found.items() if name in names]
        for found in by_words:
            yield sorted(id_ for id_, names in found.items() if names)
        if takes_ends and len(ended := self._ending(name, target)) == 1:
            yield ended

    def _ending(self, name: str, target: str) -> list[str]:
        """Return the ids of things of the folder with a longer name that ends in these words."""
        words = f" {fold(name)} "
        if not words.strip():
            return []
        ended = [id_ for id_, names in self._here.items() if any(each.endswith(words) for each in names)]
        return [id_ for id_ in ended if _can_end(self._entries[id_].cls, target)]

    def _longer(self, name: str, target: str) -> list[str]:
        """Return the ids of things with a longer name, which a filter would find, and a record must not guess."""
        words = [] if name.isdigit() else [f" {each} " for each in filter(None, map(fold, spellings(name)))]
        return sorted(
            id_
            for id_, names in self._folded.items()
            if fits(self._entries[id_].cls, target) and any(word in each for word in words for each in names)
        )

    def _instead(self, name: str, target: str) -> str:
        if longer := self._longer(name, target)[:MOST_LISTED]:
            return f"add one with this name, or use the id of one with a longer name: {', '.join(longer)}"
        known = {
            each: id_
            for ids in self._by_squeezed.values()
            for id_, names in ids.items()
            if fits(self._entries[id_].cls, target)
            for each in sorted(names)
        }
        close = list(dict.fromkeys(known[near] for near in nearest(name, known)))
        return f"did you mean {' or '.join(map(repr, close))}?" if close else "add a record with this name first"


def _can_end(cls: type[Base], target: str) -> bool:
    """Return whether the last words of a name are enough where a record is expected: those of a post hold a body's."""
    return fits(cls, target) and (cls is not Post or target == Post.__tablename__)


def _is_state(entry: Entry) -> bool:
    return entry.values.get("organization_kind") == STATE


def _names_of(entry: Entry, id_: str) -> Iterator[str]:
    """Yield the names by which a record can be found; for a person, also each as "Last, First"."""
    name = entry.values.get("name")
    if name is None and issubclass(entry.cls, Claim):
        return  # found by its id alone
    aliases = [child.values.get("name") for child in entry.children if child.cls.__tablename__ == "aliases"]
    sort_name = entry.values.get("sort_name") if issubclass(entry.cls, PartyKind) else None
    for each in filter(None, (id_, name, sort_name, *aliases)):
        yield str(each)
        if entry.cls is Person and " " in each and "," not in each:
            first, _, last = str(each).rpartition(" ")
            yield f"{last}, {first}"
