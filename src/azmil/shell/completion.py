"""Completion of commands, words and values at the prompt."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit.completion import Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from azmil.formats.terminal.screen import clean
from azmil.shell.commands import COMMANDS, printable
from azmil.shell.context import Context, context_at, source_tables
from azmil.shell.parameters import format_value
from azmil.shell.tokens import BEGINNINGS, KEYWORDS, is_command

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from prompt_toolkit.completion import CompleteEvent

    from azmil.shell.parameters import Value
    from azmil.shell.words import Words

_LONGEST_LABEL = 60


class Completions(Completer):
    """Completer for commands and statements; ``parameters`` are the parameters that are set."""

    def __init__(self, words: Words, parameters: Mapping[str, Value]) -> None:
        self._words = words
        self._parameters = parameters

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield the completions at the cursor; if nothing is typed or requested, only tables and columns."""
        line = document.current_line_before_cursor
        if is_command(document.text) and line.lstrip().startswith("\\"):
            yield from self._of_command(line.lstrip(), complete_event)
            return
        context = context_at(document.text, document.cursor_position)
        is_requested = complete_event.completion_requested
        if context.expects == "value":
            yield from self._values(context, is_closed=document.current_char == "'", is_requested=is_requested)
        elif context.expects == "parameter":
            yield from self._set_parameters(context.typed)
        elif context.expects != "nothing" and (context.typed or is_requested or context.expects in ("table", "column")):
            completions = list(self._of_statement(context, has_bracket=document.current_char == "("))
            if is_requested or [completion.text for completion in completions] != [context.typed]:
                yield from completions

    def _of_command(self, line: str, event: CompleteEvent) -> Iterator[Completion]:
        name, space, argument = line.partition(" ")
        expected = COMMANDS[name].arguments if name in COMMANDS else ""
        if not space:
            yield from _matching(name, {each.name: each.summary for each in COMMANDS.values()})
        elif expected == "[TABLE]":
            yield from _matching(argument, self._words.tables, is_anywhere=True)
        elif expected == "[FORMAT]":
            yield from _matching(argument, dict.fromkeys(printable(), ""))
        elif expected == "[on|off]":
            yield from _matching(argument, {"on": "", "off": ""})
        elif expected == "[FILE]":
            yield from _paths(argument, event)
        elif expected in ("[NAME VALUE]", "NAME"):
            yield from self._set_parameters(argument)

    def _set_parameters(self, typed: str) -> Iterator[Completion]:
        yield from _matching(typed, {name: format_value(value) for name, value in sorted(self._parameters.items())})

    def _of_statement(self, context: Context, *, has_bracket: bool) -> Iterator[Completion]:
        if context.expects == "table":
            yield from _matching(context.typed, dict.fromkeys(context.ctes or (), "defined by WITH"))
            yield from _matching(context.typed, self._words.tables, is_anywhere=True)
        elif context.expects == "column":
            yield from _matching(context.typed, self._columns(context), is_anywhere=True)
        elif context.expects == "beginning":
            yield from _keywords(context.typed, BEGINNINGS)
        elif context.expects == "operator":
            yield from _keywords(context.typed, KEYWORDS)
        else:
            yield from _matching(context.typed, self._columns(context) or self._words.all_columns, is_anywhere=True)
            yield from self._aliases(context)
            yield from self._functions(context.typed, has_bracket=has_bracket)
            yield from _keywords(context.typed, KEYWORDS)

    def _columns(self, context: Context) -> dict[str, str]:
        """Return the columns of the tables that a statement reads from, or of the table before the dot."""
        found: dict[str, str] = {}
        for table in source_tables(context, self._words.columns):
            for column, meaning in self._words.columns[table].items():
                found.setdefault(column, meaning)
        for name, columns in (context.ctes or {}).items():
            if not context.qualifier or (context.tables or {}).get(context.qualifier, context.qualifier) == name:
                found |= dict.fromkeys(columns, f"column of {name}")
        return found

    def _aliases(self, context: Context) -> Iterator[Completion]:
        tables = context.tables or {}
        yield from _matching(context.typed, {alias: table for alias, table in tables.items() if alias != table})

    def _functions(self, typed: str, *, has_bracket: bool) -> Iterator[Completion]:
        for name in self._words.functions:
            if typed and name.startswith(typed.lower()):
                end = "" if has_bracket or name.startswith("current_") else "("
                yield Completion(name + end, -len(typed), display_meta="function")

    def _values(self, context: Context, *, is_closed: bool, is_requested: bool) -> Iterator[Completion]:
        values = [
            value
            for table in source_tables(context, self._words.columns)
            if context.column in self._words.columns[table]
            for value in self._words.values(table, context.column, context.typed)
        ]
        if not values and not context.column:
            values = self._words.by_name(context.typed)
        if not is_requested and [value.text for value in values] == [context.typed]:
            return
        for value in dict.fromkeys(values):
            quoted = value.text.replace("'", "''")
            yield Completion(
                quoted if is_closed else f"{quoted}'",
                -len(context.typed.replace("'", "''")),
                display=clean(value.text),
                display_meta=_shortened(value.label),
            )


def _paths(typed: str, event: CompleteEvent) -> Iterator[Completion]:
    """Yield files and folders, quoted if the user began with a quote or the name needs it; a folder stays open."""
    opening = typed[:1] if typed[:1] in ("'", '"') else ""
    path = typed[len(opening) :].replace(opening * 2, opening) if opening else typed
    for found in PathCompleter(expanduser=True).get_completions(Document(path), event):
        whole = path + found.text
        quote = opening or ("'" if re.search(r"[\s'\"]", whole) else "")
        closing = "" if Path(os.path.expanduser(whole)).is_dir() else quote  # noqa: PTH111 - accepts "~" without a home
        text = f"{quote}{whole.replace(quote, quote * 2)}{closing}" if quote else whole
        yield Completion(text, -len(typed), display=found.display)


def _matching(typed: str, known: Mapping[str, str], *, is_anywhere: bool = False) -> Iterator[Completion]:
    """Yield names that begin with the typed text, then names in which a later word does."""
    prefix = typed.lower()
    by_start = [name for name in known if name.lower().startswith(prefix)]
    by_word = [name for name in known if is_anywhere and prefix and f"_{prefix}" in name and name not in by_start]
    for name in by_start + by_word:
        yield Completion(name, -len(typed), display_meta=_shortened(known[name]))


def _keywords(typed: str, known: Iterable[str]) -> Iterator[Completion]:
    """Yield keywords that begin with the typed text, in lower case if it is."""
    for keyword in known:
        if keyword.startswith(typed.upper()):
            yield Completion(keyword.lower() if typed.islower() else keyword, -len(typed))


def _shortened(label: str) -> str:
    plain = clean(label)
    return plain if len(plain) <= _LONGEST_LABEL else plain[: _LONGEST_LABEL - 1].rstrip() + "…"
