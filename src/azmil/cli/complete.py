"""Completion candidates for the word at the cursor, and the protocol that shells use to get them.

The scripts of ``azmil.cli.completion`` call ``azmil complete``, which never fails and prints no messages::

    azmil complete zsh WORD...            words up to the cursor without quotes; the last one is completed
    azmil complete fish WORD...           the same
    azmil complete bash LINE TEXT TYPE    the line up to the cursor, its end that bash replaces, COMP_TYPE

The first line of the output is the kind of the rest:

``words``
    candidates, one per line;
``list``
    the same, but the shell must only list them: their common prefix does not extend the word, or some were omitted;
``files``
    no candidates: the shell completes names of files and folders.

For zsh and fish, a candidate is the whole word without quotes, then a tab and its meaning; the shell quotes the word.
In zsh, a candidate for ``--option=value`` is only the part after ``=``. For bash, it is the text that replaces TEXT,
already quoted: bash splits words at ``:`` and ``=`` as well, and inserts candidates unchanged.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil import formats, paths, reports
from azmil.api.answers import Answers
from azmil.cli import bash
from azmil.cli.app import command as root
from azmil.cli.base import MARKS
from azmil.cli.completion import SCRIPTS
from azmil.errors import AzmilError
from azmil.formats.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.formats.base import Shape

LIMIT = 500  # candidates
_IDS: dict[str, Shape] = {"show": "record", "cite": "record", "tree": "tree"}  # commands whose argument is a record
_LISTING, _MENU = "63", "37"  # values of COMP_TYPE for which bash inserts no common prefix
Word = tuple[str, str]  # a candidate and its meaning


class Files(Exception):  # noqa: N818 - not an error
    """Signal that the word is the name of a file or folder, which the shell completes."""


def complete(arguments: list[str]) -> None:
    """Print the candidates for the word at the cursor; ``arguments`` are those of ``azmil complete``."""
    shell, *words = arguments or ["bash"]
    try:
        lines = _for_bash(*words) if shell == "bash" else _for_shell(shell, words or [""])
        print("\n".join(lines))  # noqa: T201 - the output
    except Files:
        print("files")  # noqa: T201
    except AzmilError:  # a message would appear in the middle of the user's line
        return


def _for_shell(shell: str, words: list[str]) -> Iterator[str]:
    matches, is_list = _limited(words)
    yield "list" if is_list else "words"
    prefix = _option_prefix(words[-1]) if shell == "zsh" else ""
    for value, meaning in matches:
        yield f"{value.removeprefix(prefix)}\t{meaning}" if meaning else value.removeprefix(prefix)


def _for_bash(line: str = "", text: str = "", type_: str = "") -> Iterator[str]:
    """Yield the lines for bash, with candidates that replace ``text``, the end of ``line``."""
    typed, kept = bash.read(line), bash.read(line.removesuffix(text))
    if typed.is_redirected:
        raise Files
    matches, is_list = _limited(typed.words[1:] or [""])
    yield "list" if is_list else "words"
    if is_list and type_ not in (_LISTING, _MENU):
        yield ""  # bash inserts the common prefix of all candidates, which is now empty
    before = kept.words[-1]
    for value, _ in matches:
        if value.startswith(before):
            yield bash.quote(value.removeprefix(before), kept.quote)


def _limited(words: list[str]) -> tuple[list[Word], bool]:
    """Return up to ``LIMIT`` candidates for the last of some words, and whether the shell must only list them."""
    matches = [
        (value, " ".join(meaning.split())) for value, meaning in candidates(words) if value and _is_one_line(value)
    ]
    if len(matches) <= 1:
        return matches, False
    prefix = os.path.commonprefix([value for value, _ in matches])  # noqa: RUF071 - of texts, not of paths
    return matches[:LIMIT], len(matches) > LIMIT or not _extends(prefix, words[-1])


def _is_one_line(value: str) -> bool:
    return not any(letter < " " or letter == "\x7f" for letter in value)


def _extends(text: str, typed: str) -> bool:
    """Return whether a text begins with the typed text, in any spelling."""
    if text.startswith(typed):
        return True
    from azmil.values.names import squeeze

    return squeeze(typed) != "" and squeeze(text).startswith(squeeze(typed))


def _option_prefix(word: str) -> str:
    """Return the ``--option=`` at the start of a word, or an empty text."""
    option, equals, _ = word.partition("=")
    return f"{option}=" if equals and option.startswith("--") else ""


class _Place(NamedTuple):
    """The position of a word on the line: its command, and the words before it."""

    command: Any
    path: list[str]
    arguments: list[str]  # of the command, before the word
    option: Any  # the option that the word is the value of, or None
    database: str | None
    is_literal: bool  # after "--", where no word is an option


def candidates(words: list[str]) -> Iterator[Word]:
    """Yield the candidates for the last of some words, with their meanings; raise Files for the name of a file."""
    *before, current = words
    place = _place(before)
    options = _options(place.command)
    name, equals, value = current.partition("=")
    if place.option is not None:
        yield from _values(place, place.option, current)
    elif equals and name in options and not place.is_literal:
        yield from ((f"{name}={match}", meaning) for match, meaning in _values(place, options[name], value))
    elif current.startswith("-") and not place.is_literal:
        helps = {option: getattr(parameter, "help", "") or "" for option, parameter in options.items()}
        yield from _with_prefix([*helps.items(), ("--help", "Show this message and exit.")], current)
    elif hasattr(place.command, "list_commands"):
        yield from _commands(place, current)
    else:
        yield from _arguments(place, current)


def _options(command: Any) -> dict[str, Any]:
    """Return the parameters of a command by option name."""
    return {
        option: parameter
        for parameter in command.params
        if parameter.param_type_name == "option"
        for option in (*parameter.opts, *parameter.secondary_opts)
    }


def _place(words: Iterable[str]) -> _Place:
    """Return the place after some words."""
    place = _Place(root(), [], [], None, None, is_literal=False)
    for word in words:
        name, equals, value = word.partition("=")
        subcommand = None
        if place.option is None and not place.arguments and hasattr(place.command, "get_command"):
            subcommand = place.command.get_command(None, word)
        if place.option is not None:
            database = word if place.option.name == "database" else place.database
            place = place._replace(option=None, database=database)
        elif subcommand is not None:
            place = place._replace(command=subcommand, path=[*place.path, word])
        elif place.is_literal or not word.startswith("-") or word == "-":
            place = place._replace(arguments=[*place.arguments, word])
        elif word == "--":
            place = place._replace(is_literal=True)
        elif equals:
            place = place._replace(database=value if name == "--database" else place.database)
        else:
            option = _options(place.command).get(word)
            place = place._replace(option=None if getattr(option, "is_flag", False) else option)
    return place


def _with_prefix(words: Iterable[Word], current: str) -> Iterator[Word]:
    return (word for word in words if word[0].startswith(current))


def _commands(place: _Place, current: str) -> Iterator[Word]:
    """Yield the commands of a group; raise Files for a report that is given by path."""
    group = place.command
    if place.arguments:
        return
    names = [name for name in group.list_commands(None) if name.startswith(current)]
    if place.path == ["query"] and not names:
        raise Files
    yield from ((name, group.summary_of(name)) for name in names)


def _values(place: _Place, option: Any, current: str) -> Iterator[Word]:
    """Yield the values of an option."""
    command, report, name = place.command, place.path[-1] if place.path else "", option.name
    filters = getattr(command, "filters", {})
    if _is_file(option):
        raise Files
    if name == "form":
        shape = _IDS.get(report, "rows")
        yield from _with_prefix(
            ((form, formats.find(form, shape).meaning) for form in formats.accepting(shape)), current
        )
    elif name == "style":
        yield from _with_prefix(((style, "") for style in STYLES), current)
    elif name == "to":
        from azmil.publish.exports import FORMATS

        yield from _with_prefix(((form, meaning) for form, (meaning, _) in FORMATS.items()), current)
    elif filters and name in ("columns", "sort", "by"):
        yield from _columns(report, current, marks="-" if name == "sort" else "")
    elif filters and name == "sum":
        known = reports.find(report)
        added = (column for column in known.columns if column.name in Answers.summable(known))
        yield from _with_prefix(((column.name, column.meaning) for column in added), current)
    elif filters and name in filters and filters[name].name == "has":
        yield from _with_prefix(((column.name, column.meaning) for column in reports.find(report).columns), current)
    elif name in filters and filters[name].part == "parameters":
        parameter = next(each for each in reports.find(report).parameters if each.name == filters[name].name)
        yield from _with_prefix(((choice, "") for choice in parameter.choices), current)
    elif name in (*filters, "kinds", "about", "source"):
        yield from _stored(place, name, current)


def _stored(place: _Place, name: str, current: str) -> Iterator[Word]:
    """Yield the values of an option that are in the database."""
    filters = getattr(place.command, "filters", {})
    with _base_of(place) as base:
        if name in filters:
            yield from base.completions(place.path[-1], filters[name].name, current)
        elif name == "kinds":
            yield from base.completions("facts", "kind", current)
        elif name == "about":
            yield from base.names(current)
        else:
            yield from _with_prefix(((id_, title) for id_, title, *_ in base.sources().rows), current)


def _columns(report: str, current: str, marks: str) -> Iterator[Word]:
    """Yield lists of columns: the typed text with its last column completed."""
    before, comma, last = current.rpartition(",")
    column = last.lstrip(marks) if marks else last
    prefix = f"{before}{comma}{last.removesuffix(column)}"
    for each in reports.find(report).columns:
        if each.name.startswith(column):
            yield prefix + each.name, each.meaning


def _arguments(place: _Place, current: str) -> Iterator[Word]:
    """Yield the values of an argument of a command."""
    declared = [parameter for parameter in place.command.params if parameter.param_type_name == "argument"]
    at = len(place.arguments)
    at = min(at, len(declared) - 1) if declared and declared[-1].nargs == -1 else at
    if at >= len(declared):
        return
    if _is_file(declared[at]):
        raise Files
    if place.path[-1] in _IDS:
        if not place.arguments:
            with _base_of(place) as base:
                yield from base.names_in_trees(current) if place.path == ["tree"] else base.names(current)
                yield from [] if place.path == ["tree"] else base.completions("sources", "source", current)
    elif place.path == ["new"]:
        from azmil.cli import complete_new

        yield from complete_new.candidates(place.arguments, current, lambda: _base_of(place))
    elif place.path == ["schema"]:
        with _base_of(place) as base:
            yield from _with_prefix(((name, meaning) for name, _, meaning in base.schema().rows), current)
    elif place.path == ["completion"]:
        yield from _with_prefix(((shell, "") for shell in SCRIPTS), current)
    elif place.path == ["help"]:
        yield from _with_prefix(_topics(place.arguments), current)


def _topics(words: list[str]) -> Iterator[Word]:
    """Yield the commands that can follow some words of ``azmil help``; without words, also the other topics."""
    group: Any = root()
    for word in words:
        group = group.get_command(None, word) if hasattr(group, "get_command") else None
    if hasattr(group, "list_commands"):
        yield from ((name, group.summary_of(name)) for name in group.list_commands(None))
    if not words:
        yield MARKS, "the marks in tables"


def _is_file(parameter: Any) -> bool:
    """Return whether a parameter is the path of a file or folder."""
    return parameter.name == "database" or parameter.type.name in ("path", "file", "directory", "address")


def _base_of(place: _Place) -> Answers:
    """Return the database of the line, which completion never builds."""
    os.environ.setdefault("PGCONNECT_TIMEOUT", "2")  # seconds; a user who presses Tab does not wait longer for a server
    path, _ = paths.database(None if place.database is None else os.path.expandvars(place.database))
    return Answers(path)
