"""The words that a shell asks for while a command is typed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from azmil import paths, reports
from azmil.cli.app import command as root
from azmil.cli.completion import SCRIPTS
from azmil.cli.options import FORMATS, PAGES
from azmil.errors import AzmilError
from azmil.values.names import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 200
_IDS = frozenset({"show", "cite"})  # commands whose argument is a record
Word = tuple[str, str]  # what can stand there, and what it means


def complete(arguments: list[str]) -> None:
    """Print the words that can stand where somebody types; ``arguments`` are the shell and the words so far."""
    shell, *words = arguments or ["bash"]
    try:
        found = list(candidates(words or [""]))
    except (AzmilError, sqlite3.Error):  # no word is better than a message in the middle of a line
        return
    for value, meaning in found[:MOST]:
        print(_line(shell, value, " ".join(meaning.split())))  # noqa: T201 - the answer


def _line(shell: str, value: str, meaning: str) -> str:
    if shell == "zsh":
        return f"{value.replace(':', chr(92) + ':')}:{meaning}" if meaning else value
    return f"{value}\t{meaning}" if shell == "fish" and meaning else value


def candidates(words: list[str]) -> Iterator[Word]:
    """Yield what the last of some words may become, with what it means."""
    *before, current = words
    node, context, rest, database = _walk(before)
    known = {option: parameter for parameter in node.params for option in (*parameter.opts, *parameter.secondary_opts)}
    last = rest[-1] if rest else ""
    if last in known and last.startswith("-") and not getattr(known[last], "is_flag", False):
        yield from _values(context, known[last].name, database, current)
    elif current.startswith("-"):
        helps = {option: getattr(parameter, "help", "") or "" for option, parameter in known.items()}
        yield from _starting(iter([*helps.items(), ("--help", "Show the options.")]), current)
    elif hasattr(node, "list_commands"):
        yield from _starting(((name, node.meaning(name)) for name in node.list_commands(None)), current)
    else:
        yield from _arguments(context, database, current)


def _walk(words: list[str]) -> tuple[Any, list[str], list[str], str | None]:
    """Return the command that words lead to, their path, the words after it, and the database they name."""
    node, path, database = root(), list[str](), None
    rest: list[str] = []
    for at, word in enumerate(words):
        if word == "--database" and at + 1 < len(words):
            database = words[at + 1]
        made = node.get_command(None, word) if not rest and hasattr(node, "get_command") else None
        if made is not None:
            node, rest = made, []
            path.append(word)
        elif not (word == "--database" or (at and words[at - 1] == "--database")):
            rest.append(word)
    return node, path, rest, database


def _starting(words: Iterator[Word], current: str) -> Iterator[Word]:
    return (word for word in words if word[0].startswith(current))


def _open(database: str | None) -> closing[sqlite3.Connection]:
    from azmil.store.sqlite.read import connect

    return closing(connect(paths.database(database)[0]))


def _values(path: list[str], name: str, database: str | None, current: str) -> Iterator[Word]:
    """Yield the values of an option."""
    if name == "form":
        yield from _starting(((form, "") for form in (PAGES if path[-1] in _IDS else FORMATS)), current)
        return
    column = name.removeprefix("in_").removeprefix("no_")
    if path[:1] not in (["query"], ["conflicts"], ["gaps"]):
        return
    report = reports.find(path[-1])
    if name in ("columns", "sort", "by"):
        yield from _starting(((one.name, one.meaning) for one in report.columns), current)
        return
    found = report.column(column)
    if found is None:
        return
    with _open(database) as connection:
        if found.sort == "word":
            words = connection.execute(f"SELECT code, label FROM {found.target} ORDER BY position")
            yield from _starting(words, current)
        elif found.sort == "name":
            held = f"EXISTS (SELECT 1 FROM {report.table} WHERE {found.target} = n.record_id)"
            yield from _records(connection, current, held)
        else:
            inside = f"FROM {report.table} WHERE {found.name} IS NOT NULL"
            rows = connection.execute(f"SELECT DISTINCT {found.name} {inside} ORDER BY 1 LIMIT ?", (MOST,))
            yield from _starting(((str(row[0]), "") for row in rows), current)


def _arguments(path: list[str], database: str | None, current: str) -> Iterator[Word]:
    """Yield what can stand as an argument of a command."""
    if path and path[-1] in _IDS:
        with _open(database) as connection:
            yield from _records(connection, current)
    elif path == ["schema"]:
        with _open(database) as connection:
            rows = connection.execute("SELECT table_name, meaning FROM dictionary WHERE column_name = '' ORDER BY 1")
            yield from _starting(rows, current)
    elif path == ["completion"]:
        yield from _starting(((shell, "") for shell in SCRIPTS), current)


def _records(connection: sqlite3.Connection, current: str, held: str = "1 = 1") -> Iterator[Word]:
    """Yield the ids of things one of whose names begins so, of which something holds."""
    first = squeeze(current)
    yield from connection.execute(
        "SELECT DISTINCT n.record_id, r.name FROM names AS n JOIN records AS r ON r.id = n.record_id "
        f"WHERE n.squeezed >= ? AND n.squeezed < ? AND r.name IS NOT NULL AND {held} ORDER BY n.record_id LIMIT ?",
        (first, f"{first}\U0010ffff", MOST),
    )
