"""Notes: a text file with one record per line, such as ``holding Navy, patrol boats, 11, 2002 @30``.

``@30`` at the end of a line are the lines that it cites; alone on a line, those of all records below. A line that ends
in a colon is the beginning of the indented lines below it. What follows a colon and a blank is the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil.errors import AzmilError, Fault
from azmil.model import PartyKind, Thing
from azmil.values.problems import Problem
from azmil.workbench.drafts import typed
from azmil.workbench.drafts.kinds import kind_of
from azmil.workbench.drafts.typed import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.model import Kind
    from azmil.workbench.drafts.batch import Typed

NO_BEGINNING = Fault(
    "an indented line of notes has no line above it that ends in a colon",
    "an indented line needs a line above it that ends in a colon",
    "remove the blanks at its start, or add a line such as 'holding Navy, 2002:' above it",
)
NO_NOTES = Fault(
    "a file of notes has no records",
    "'{path}' contains no records",
    "write one per line, such as 'holding Navy, patrol boats, 11, 2002 @30'",
)
UNCLOSED = Fault(
    "a line of notes has a quotation mark that is not closed",
    "a quotation mark is not closed",
    "close it, or write it twice for a quotation mark in the text",
)
_CITE = re.compile(r"(?:^|\s)@(?P<source>[a-z0-9-]+:)?(?P<lines>\d[\d\s,:a-z-]*)$", re.ASCII)
_QUOTED = re.compile(r'"((?:[^"]|"")*)"\s*(?=,|:\s|$)')
_FIELD = re.compile(r"\w+=", re.ASCII)
_PLAIN = re.compile(r".*?(?=,\s|,$|:\s|$)")


@dataclass(slots=True)
class Reader:
    """Reads notes; ``problems`` collects what is wrong with their form."""

    shown: str
    problems: list[Problem] = field(default_factory=list)
    cite: str = ""  # of the lines without any
    source: str = ""  # that was named last
    cls: type[Kind] | None = None  # of the beginning of indented lines
    beginning: list[Word] = field(default_factory=list)

    def records(self, text: str) -> Iterator[Typed]:
        """Yield the records of notes."""
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            try:
                record = self._record(line.expandtabs().rstrip(), number)
            except AzmilError as error:
                found = [each for each in error.details if isinstance(each, Problem)]
                self.problems += [Problem.of(self.shown, each.line, each.column, each.error) for each in found]
                self.problems += [] if found else [Problem.of(self.shown, number, 1, error)]
            else:
                if record is not None:
                    yield record

    def _record(self, text: str, number: int) -> Typed | None:
        """Return the record in a line, or None for one without."""
        text, cite = self._without_lines(text)
        if not text.strip():
            self.cite = cite
            return None
        is_indented = text.startswith(" ")
        if not is_indented:
            self.cls, self.beginning = _kind_and_words(text.removesuffix(":"), number)
            if text.endswith(":"):
                self.beginning += [Word(number, len(text), f"cite={cite}")] * bool(cite)
                return None
        if self.cls is None:
            raise NO_BEGINNING()
        cls, words = self.cls, self.beginning
        if is_indented:
            words = _with_beginning(cls, words, _words(text, number, len(text) - len(text.lstrip())))
        else:
            self.cls, self.beginning = None, []
        if cite:
            words = [word for word in words if not word.text.startswith("cite=")]
        elif self.cite and not any(word.text.startswith("cite=") for word in words):
            cite = self.cite
        return typed.record_of([*words, *[Word(number, len(text) + 1, f"cite={cite}")] * bool(cite)], cls, number, 1)

    def _without_lines(self, text: str) -> tuple[str, str]:
        """Return a line without ``@`` and the cited lines at its end, and these; a source named once stays."""
        is_beginning = text.endswith(":")
        match = _CITE.search(text.removesuffix(":"))
        if match is None:
            return text, ""
        self.source = match["source"] or self.source
        return text[: match.start()] + ":" * is_beginning, self.source + match["lines"].strip()


def _kind_and_words(text: str, number: int) -> tuple[type[Kind], list[Word]]:
    """Return the kind at the beginning of a line, and the values after it."""
    kind = re.split(r"[\s,]", text, maxsplit=1)[0]
    return kind_of(kind), _words(text, number, len(kind))


def _with_beginning(cls: type[Kind], beginning: list[Word], words: list[Word]) -> list[Word]:
    """Return the values of an indented line with those of the line above; the name of a thing stays first."""
    first = 1 if issubclass(cls, Thing | PartyKind) else 0
    return [*words[:first], *beginning, *words[first:]]


def _words(text: str, number: int, start: int) -> list[Word]:
    """Return the values in a line, which commas with a blank separate, and the sentence after a colon with a blank."""
    found = []
    at = start
    while at < len(text):
        at += len(text[at:]) - len(text[at:].lstrip(" "))
        name = match[0] if (match := _FIELD.match(text, at)) else ""
        begins = at + len(name)
        if text.startswith('"', begins):
            match = _QUOTED.match(text, begins)
            if match is None:
                raise UNCLOSED()
            value = match[1].replace('""', '"')
        else:
            match = _PLAIN.match(text, begins)
            value = match[0] if match else ""
        found.append(Word(number, at + 1, name + value.strip()))
        at = match.end() if match else len(text)
        if text.startswith(":", at):
            sentence = text[at + 1 :].strip()
            found.append(Word(number, at + 2, f"sentence={sentence}"))
            break
        at += 1
    return [word for word in found if word.text]
