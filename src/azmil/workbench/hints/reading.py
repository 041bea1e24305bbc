"""What claims in seeds say, and the lines that they cite, for comparing them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from azmil.model import Claim, PartyKind, Thing
from azmil.model.spine import Record
from azmil.seeds import rows, wording
from azmil.seeds.fields import quantity_columns
from azmil.seeds.forms import BOUNDS
from azmil.values.locators import Lines, printed
from azmil.workbench import texts
from azmil.workbench.comparing import Figure, Named, Said, naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry

UNSTATED = "unstated"  # a word that says nothing
COMMON = 4  # names that share a word from which on it identifies none of them


class Reading:
    """The records of seeds and the texts of their sources."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._texts: dict[str, list[str]] = {}

    @cached_property
    def claims(self) -> list[Entry]:
        """The claims, in the order of the seeds."""
        return [entry for entry in self.book.records.values() if issubclass(entry.cls, Claim)]

    @cached_property
    def things(self) -> list[Entry]:
        """The things, in the order of the seeds."""
        return [entry for entry in self.book.records.values() if issubclass(entry.cls, Thing | PartyKind)]

    @cached_property
    def common(self) -> frozenset[str]:
        """The stems of words that many names of things share."""
        found = Counter(stem for thing in self.things for stem in set().union(*map(naming.stems_of, self.names(thing))))
        return frozenset(stem for stem, count in found.items() if count >= COMMON)

    @cached_property
    def has_several(self) -> bool:
        """Whether there are several sources, so that lines need the name of their source."""
        return len(self.book.seeds.entries.get("sources", [])) > 1

    def locator(self, entry: Entry) -> str:
        """Return the lines that a record cites, as users write them."""
        ranges = [
            Lines(source if self.has_several else "", first, last)
            for source, first, last, role in rows.citations_of(self.book, entry)
            if role == "states"
        ]
        text = printed(ranges)
        return text if self.has_several else f"{'line' if text.isdigit() else 'lines'} {text}"

    def printed(self, source: str, first: int, last: int) -> str:
        """Return lines as users write them."""
        if self.has_several:
            return str(Lines(source, first, last))
        return f"{'line' if first == last else 'lines'} {Lines('', first, last)}"

    def without_text(self, paths: Iterable[str] | None = None) -> list[str]:
        """Return the ids of the sources in the given files whose text is not kept."""
        shown = None if paths is None else set(paths)
        return [
            entry.values["id"]
            for entry in self.book.seeds.entries.get("sources", [])
            if (shown is None or entry.path in shown) and not self.text_of(entry.values["id"])
        ]

    def names(self, thing: Entry) -> tuple[str, ...]:
        """Return the name and the aliases of a thing."""
        names = [thing.values.get("name") or thing.values["id"]]
        names += [child.values["name"] for child in thing.children if child.cls.__tablename__ == "aliases"]
        return tuple(dict.fromkeys(names))

    def text_of(self, source: str) -> list[str]:
        """Return the lines of a source, or an empty list if its text is not kept."""
        if source not in self._texts:
            entry = self.book.others.get(("sources", source))
            self._texts[source] = texts.find(str(entry.values.get("sha256"))) if entry else []
        return self._texts[source]

    def lines(self, entry: Entry) -> tuple[list[str], list[str]] | None:
        """Return the cited lines and the context lines of a record, or None if the text of one is not kept."""
        cited: list[str] = []
        context: list[str] = []
        for source, first, last, role in rows.citations_of(self.book, entry):
            text = self.text_of(source)
            if len(text) < last:
                return None
            (cited if role == "states" else context).append("\n".join(text[first - 1 : last]))
        return (cited, context) if cited else None

    def said(self, entry: Entry) -> Said:
        """Return what a claim says."""
        items = [entry, *entry.children]
        speaker = self.book.records.get(entry.values.get("attribution_id") or "")
        return Said(
            sentence=wording.sentence_of(self.book, entry),
            figures=tuple(figure for item in items for figure in _figures(item)),
            dates=tuple(_dates(entry)),
            things=tuple(thing for item in items for thing in self._things(item)),
            words=" ".join(self._words(entry)),
            modality=entry.values["modality"],
            speaker=self.names(speaker) if speaker else (),
            is_doubted=entry.values.get("standing") != "stands",
        )

    def _words(self, entry: Entry) -> Iterator[str]:
        """Yield the words of vocabularies of a claim, except those of every record."""
        for field in entry.fields.values():
            if (
                field.type == "word"
                and field.name not in Record.__table__.columns
                and entry.values[field.column] != UNSTATED
            ):
                yield self.book.words(entry, field.name)

    def _things(self, item: Entry) -> Iterator[Named]:
        for field in item.fields.values():
            other = self.book.records.get(item.values.get(field.column) or "") if field.type == "reference" else None
            if other is None or other.values.get("is_placeholder"):
                continue
            if issubclass(other.cls, Thing | PartyKind):
                names = self.names(other)
                yield Named(field.name, names[0], names)


def _dates(entry: Entry) -> Iterator[tuple[str, str]]:
    for field in entry.fields.values():
        value = entry.values.get(field.column)
        if field.type == "edtf" and field.name not in BOUNDS and value:
            yield field.name, str(value)


def _figures(item: Entry) -> Iterator[Figure]:
    for field in item.fields.values():
        if not field.is_figure:
            continue
        if field.type != "quantity":
            value = item.values.get(field.column)
            if value is not None:
                yield Figure(field.name, (_exact(value),), "exact", str(value))
            continue
        value, lowest, highest, qualifier, wording = map(item.values.get, quantity_columns(field.column))
        if qualifier is None:
            continue
        values = (lowest, highest) if qualifier == "between" else (value,)
        yield Figure(field.name, tuple(_exact(each) for each in values if each is not None), qualifier, str(wording))


def _exact(value: Any) -> Fraction | int:
    return value if isinstance(value, int) else Fraction(str(value))
