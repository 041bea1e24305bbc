"""Completion: what the menu offers for a command, a word or a value that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.completion import Completer, Completion

from azmil.formats.terminal.screen import clean
from azmil.shell.commands import COMMANDS, printable
from azmil.shell.places import Place, place_of, source_tables
from azmil.shell.tokens import BEGINNINGS, KEYWORDS, is_command

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from azmil.shell.words import Words

_LONGEST_LABEL = 60


class Completions(Completer):
    """What may be written next, from the words of a database."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield what may be written at the cursor; before its first letter only if that is little, or asked for."""
        line = document.current_line_before_cursor
        if is_command(document.text) and line.lstrip().startswith("\\"):
            yield from self._of_command(line.lstrip())
            return
        place = place_of(document.text, document.cursor_position)
        is_asked_for = complete_event.completion_requested
        if place.expects == "value":
            yield from self._values(place, is_closed=document.current_char == "'", is_asked_for=is_asked_for)
        elif place.expects != "nothing" and (place.written or is_asked_for or place.expects in ("table", "column")):
            found = list(self._of_statement(place, has_bracket=document.current_char == "("))
            if is_asked_for or [completion.text for completion in found] != [place.written]:
                yield from found

    def _of_command(self, line: str) -> Iterator[Completion]:
        name, space, argument = line.partition(" ")
        if not space:
            yield from _offered(name, {each.name: each.meaning for each in COMMANDS.values()})
        elif name in COMMANDS and COMMANDS[name].takes == "[TABLE]":
            yield from _offered(argument, self._words.tables, is_anywhere=True)
        elif name in COMMANDS and COMMANDS[name].takes == "[FORMAT]":
            yield from _offered(argument, dict.fromkeys(printable(), ""))

    def _of_statement(self, place: Place, *, has_bracket: bool) -> Iterator[Completion]:
        if place.expects == "table":
            yield from _offered(place.written, dict.fromkeys(place.made or (), "made by WITH"))
            yield from _offered(place.written, self._words.tables, is_anywhere=True)
        elif place.expects == "column":
            yield from _offered(place.written, self._columns(place), is_anywhere=True)
        elif place.expects == "beginning":
            yield from _keywords(place.written, BEGINNINGS)
        elif place.expects == "operator":
            yield from _keywords(place.written, KEYWORDS)
        else:
            yield from _offered(place.written, self._columns(place) or self._words.all_columns, is_anywhere=True)
            yield from self._aliases(place)
            yield from self._functions(place.written, has_bracket=has_bracket)
            yield from _keywords(place.written, KEYWORDS)

    def _columns(self, place: Place) -> dict[str, str]:
        """Return the columns of the tables that a statement reads from, or of the one before the dot."""
        found: dict[str, str] = {}
        for table in source_tables(place, self._words.columns):
            for column, meaning in self._words.columns[table].items():
                found.setdefault(column, meaning)
        for name, columns in (place.made or {}).items():
            if not place.of or (place.tables or {}).get(place.of, place.of) == name:
                found |= dict.fromkeys(columns, f"column of {name}")
        return found

    def _aliases(self, place: Place) -> Iterator[Completion]:
        tables = place.tables or {}
        yield from _offered(place.written, {alias: table for alias, table in tables.items() if alias != table})

    def _functions(self, written: str, *, has_bracket: bool) -> Iterator[Completion]:
        for name in self._words.functions:
            if written and name.startswith(written.lower()):
                end = "" if has_bracket or name.startswith("current_") else "("
                yield Completion(name + end, -len(written), display_meta="function")

    def _values(self, place: Place, *, is_closed: bool, is_asked_for: bool) -> Iterator[Completion]:
        found = [
            value
            for table in source_tables(place, self._words.columns)
            if place.column in self._words.columns[table]
            for value in self._words.values(table, place.column, place.written)
        ]
        if not found and not place.column:
            found = self._words.called(place.written)
        if not is_asked_for and [value.text for value in found] == [place.written]:
            return
        for value in dict.fromkeys(found):
            quoted = value.text.replace("'", "''")
            yield Completion(
                quoted if is_closed else f"{quoted}'",
                -len(place.written.replace("'", "''")),
                display=clean(value.text),
                display_meta=_shortened(value.label),
            )


def _offered(written: str, known: Mapping[str, str], *, is_anywhere: bool = False) -> Iterator[Completion]:
    """Yield what begins as written, and after it what has a part that does."""
    wanted = written.lower()
    first = [name for name in known if name.lower().startswith(wanted)]
    then = [name for name in known if is_anywhere and wanted and f"_{wanted}" in name and name not in first]
    for name in first + then:
        yield Completion(name, -len(written), display_meta=_shortened(known[name]))


def _keywords(written: str, known: Iterable[str]) -> Iterator[Completion]:
    """Yield keywords, in small letters for whoever writes them so."""
    for keyword in known:
        if keyword.startswith(written.upper()):
            yield Completion(keyword.lower() if written.islower() else keyword, -len(written))


def _shortened(label: str) -> str:
    plain = clean(label)
    return plain if len(plain) <= _LONGEST_LABEL else plain[: _LONGEST_LABEL - 1].rstrip() + "…"
