"""Notes: a text file with one record per line, such as ``holding Navy, patrol boats, 11, 2002 @30``.

``@30`` at the end of a line, or before its sentence, are the lines that it cites, and ``@30 (28)`` those and one of its
context; alone on a line, those of all claims below that give none. A line that ends in a colon is the beginning of the
indented lines below it. What follows a colon and a blank is the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil.errors import AzmilError, Fault
from azmil.model import PartyKind, Thing
from azmil.values.problems import Problem
from azmil.workbench.drafts import typed
from azmil.workbench.drafts.dating import is_date
from azmil.workbench.drafts.kinds import kind_of
from azmil.workbench.drafts.positions import DATE, PREFIXES, prefixed
from azmil.workbench.drafts.problems import not_valid
from azmil.workbench.drafts.typed import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from azmil.model import Kind
    from azmil.workbench.drafts.record import Typed

NO_BEGINNING = Fault(
    "an indented line of notes has no line above it that ends in a colon",
    "an indented line needs a line above it that ends in a colon",
    "remove the blanks at its start, or add a line such as 'holding Navy, 2002:' above it",
)
NO_LINES_BELOW = Fault(
    "a line of notes ends in a colon, and no indented line follows it",
    "this line ends in a colon, but no indented line follows",
    "indent the lines that belong to it, or remove the colon",
)
NO_KIND_FIRST = Fault(
    "a line of notes does not begin with a kind of record",
    "'{text}' is not the kind of a record",
    "begin the line with a kind, as in 'holding Navy, patrol boats, 11, 2002 @30'",
)
NOT_LINES = Fault(
    "what follows '@' in notes is not a line or range of lines",
    "'{text}' does not cite a line",
    "write @30, @30-32 or @report:30 at the end of the line, or @30 (28) with a line of its context",
)
NO_NOTES = Fault(
    "a file of notes has no records",
    "'{path}' contains no records",
    "write one per line, such as 'holding Navy, patrol boats, 11, 2002 @30'",
)
UNCLOSED = Fault(
    "a line of notes has a quotation mark that is not closed",
    "this quotation mark is not closed",
    "close it, or write it twice for a quotation mark in the text",
)
AFTER_QUOTATION = Fault(
    "a value in notes goes on after its closing quotation mark",
    "'{text}' follows a closing quotation mark",
    "put a comma between two values, or write a quotation mark in the text twice",
)
_LINES = r"@(?P<source>[a-z0-9-]+:)?(?P<lines>\d[\d\s,:a-z-]*?)(?:\s*\((?P<context>\d[\d\s,:a-z-]*)\))?"
_CITE = re.compile(rf"(?:^|\s){_LINES}$", re.ASCII)
_BAD_CITE = re.compile(r"(?:^|\s)(@\S*(?: \([^()]*\))?)$")
_LINE_END = re.compile(r"\r\n|\r|\n")  # as editors count lines, unlike str.splitlines
_BEFORE_SENTENCE = re.compile(rf"(?P<before>(?:(?!:\s).)*?)\s{_LINES}(?P<sentence>:\s+\S.*)", re.ASCII)
_QUOTED = re.compile(r'"((?:[^"]|"")*)"\s*')
_AFTER_VALUE = re.compile(r",|:\s|$")
_FIELD = re.compile(r"\w+=", re.ASCII)
_PLAIN = re.compile(r"(?:\[[^\[\]]*\]|.)*?(?=,\s|,$|:\s|$)")


@dataclass(slots=True)
class Reader:
    """Reads notes; ``problems`` collects what is wrong with their form."""

    shown: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[int, str] = field(default_factory=dict)  # the texts of lines by number
    cited: Mapping[str, str] = field(default_factory=dict)  # of the lines without any: cited lines and context
    source: str = ""  # that was named last
    cls: type[Kind] | None = None  # of the beginning of indented lines
    beginning: list[Word] = field(default_factory=list)
    has_failed: bool = False  # whether that is not valid
    unused: int = 0  # line of a beginning that no indented line has followed yet

    def records(self, text: str) -> Iterator[Typed]:
        """Yield the records of notes."""
        for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            self.lines[number] = line
            if not line[0].isspace():
                self._check_beginning()
                self.has_failed = False
            elif self.has_failed:
                continue  # the line above is what is wrong
            try:
                record = self._record(line.replace("\t", " ").rstrip(), number)
            except AzmilError as error:
                self.has_failed = not line[0].isspace() and line.rstrip().endswith(":")
                found = [each for each in error.details if isinstance(each, Problem)]
                self.problems += [Problem.of(self.shown, each.line, each.column, each.error) for each in found]
                self.problems += [] if found else [Problem.of(self.shown, number, 1, error)]
            else:
                if record is not None:
                    yield record
        self._check_beginning()

    def _check_beginning(self) -> None:
        """Add a problem if no indented line has followed the last beginning: what it says would be lost."""
        if self.unused:
            self.problems.append(Problem.of(self.shown, self.unused, 1, NO_LINES_BELOW()))
        self.unused = 0

    def _record(self, text: str, number: int) -> Typed | None:
        """Return the record in a line, or None for one without."""
        text, cited = self._without_lines(text, number)
        if not text.strip():
            self.cited = cited
            return None
        is_indented = text[0].isspace()
        self.unused = 0
        if not is_indented:
            self.cls, self.beginning = None, []
            cls, words = _kind_and_words(text.removesuffix(":"), number)
            if text.endswith(":"):
                self.cls, self.beginning, self.unused = cls, words, number
                self.beginning += [Word(number, len(text), f"{name}={lines}") for name, lines in cited.items()]
                return None
        elif self.cls is None:
            raise NO_BEGINNING()
        else:
            cls = self.cls
            words = _with_beginning(cls, self.beginning, _words(text, number, len(text) - len(text.lstrip())))
        if cited:
            words = [word for word in words if not word.text.startswith(("cite=", "context="))]
        elif not issubclass(cls, Thing | PartyKind) and not any(word.text.startswith("cite=") for word in words):
            cited = self.cited  # a thing cites the first line that names it
        lines = [Word(number, len(text) + 1, f"{name}={value}") for name, value in cited.items()]
        return typed.record_of([*words, *lines], cls, number, 1)

    def _without_lines(self, text: str, number: int) -> tuple[str, Mapping[str, str]]:
        """Return a line without ``@`` and the cited lines at its end, and these by field; a source named once stays."""
        is_beginning = text.endswith(":")
        match = _CITE.search(text.removesuffix(":"))
        rest = text[: match.start()] + ":" * is_beginning if match else text
        if match is None and (match := _BEFORE_SENTENCE.fullmatch(text)):
            rest = match["before"] + match["sentence"]
        if match is None:
            if bad := _BAD_CITE.search(text.removesuffix(":")):
                raise _at(number, bad.start(1), NOT_LINES(text=bad[1]))
            return text, {}
        self.source = match["source"] or self.source
        found = {"cite": match["lines"], "context": match["context"]}
        return rest, {name: self.source + lines.strip() for name, lines in found.items() if lines}


def _at(number: int, start: int, error: AzmilError) -> AzmilError:
    """Return an error with its place in the notes, which ``Reader.records`` reports."""
    return not_valid([Problem.of("", number, start + 1, error)])


def _kind_and_words(text: str, number: int) -> tuple[type[Kind], list[Word]]:
    """Return the kind at the beginning of a line, and the values after it."""
    kind = re.split(r"[\s,]", text, maxsplit=1)[0]
    if not kind[:1].isalpha():
        raise NO_KIND_FIRST(text=kind or text)
    return kind_of(kind), _words(text, number, len(kind))


def _with_beginning(cls: type[Kind], beginning: list[Word], words: list[Word]) -> list[Word]:
    """Return the values of an indented line with those of the line above; the name of a thing stays first.

    A value that names its field replaces that of the line above.
    """
    first = 1 if issubclass(cls, Thing | PartyKind) else 0
    named = {_field_of(word) for word in words} - {""}
    kept = [word for word in beginning if _field_of(word) not in named]
    return [*words[:first], *kept, *words[first:]]


def _field_of(word: Word) -> str:
    """Return the field that a value names, or ''."""
    prefix, _ = prefixed(word.text)
    if prefix and is_date(word.text):  # 'in 1990' is no place
        return DATE
    return PREFIXES.get(prefix, "") or (match[0][:-1] if (match := _FIELD.match(word.text)) else "")


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
                raise _at(number, begins, UNCLOSED())
            if not _AFTER_VALUE.match(text, match.end()):
                after = _PLAIN.match(text, match.end())
                raise _at(number, match.end(), AFTER_QUOTATION(text=after[0] if after else text[match.end() :]))
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
