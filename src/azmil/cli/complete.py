"""The words that a shell asks for while a command is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil import formats, paths, reports
from azmil.api.answers import Answers
from azmil.cli.app import command as root
from azmil.cli.completion import SCRIPTS
from azmil.errors import AzmilError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.formats.base import Shape

MOST = 200
_IDS = frozenset({"show", "cite"})  # commands whose argument is a record
Word = tuple[str, str]  # what can stand there, and what it means


def complete(arguments: list[str]) -> None:
    """Print the words that can stand at the cursor; ``arguments`` are the shell and the words so far."""
    shell, *words = arguments or ["bash"]
    try:
        found = list(candidates(words or [""]))
    except AzmilError:  # no word is better than a message in the middle of a line
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
    node, path, rest, database = _walk(before)
    known = {option: parameter for parameter in node.params for option in (*parameter.opts, *parameter.secondary_opts)}
    last = rest[-1] if rest else ""
    if last in known and last.startswith("-") and not getattr(known[last], "is_flag", False):
        yield from _values(node, path, known[last].name, database, current)
    elif current.startswith("-"):
        helps = {option: getattr(parameter, "help", "") or "" for option, parameter in known.items()}
        yield from _starting(iter([*helps.items(), ("--help", "Show the options.")]), current)
    elif hasattr(node, "list_commands"):
        yield from _starting(((name, node.meaning(name)) for name in node.list_commands(None)), current)
    else:
        yield from _arguments(path, database, current)


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


def _values(node: Any, path: list[str], name: str, database: str | None, current: str) -> Iterator[Word]:
    """Yield the values of an option."""
    if name == "form":
        shape: Shape = "record" if path[-1] in _IDS else "rows"
        yield from _starting(((form, formats.find(form, shape).meaning) for form in formats.accepting(shape)), current)
    elif hasattr(node, "filters") and name in ("columns", "sort", "by"):
        yield from _starting(((one.name, one.meaning) for one in reports.find(path[-1]).columns), current)
    elif hasattr(node, "filters") and name in node.filters and node.filters[name].part != "parameters":
        with _opened(database) as base:
            yield from base.completions(path[-1], node.filters[name].name, current)


def _arguments(path: list[str], database: str | None, current: str) -> Iterator[Word]:
    """Yield what can be given as an argument of a command."""
    if path and path[-1] in _IDS:
        with _opened(database) as base:
            yield from base.names(current)
    elif path == ["schema"]:
        with _opened(database) as base:
            yield from _starting(((name, meaning) for name, _, meaning in base.schema().rows), current)
    elif path == ["completion"]:
        yield from _starting(((shell, "") for shell in SCRIPTS), current)


def _opened(database: str | None) -> Answers:
    """Return the base to ask; completion builds none."""
    path, _ = paths.database(database)
    return Answers(path)
