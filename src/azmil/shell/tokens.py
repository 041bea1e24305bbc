"""SQL that is still being written: where it ends, and which tables it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault
from azmil.values import sqltext
from azmil.values.sqltext import Token, meaningful, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What a reading statement is made of; two words where the first is of little use without the second.
KEYWORDS = (
    "SELECT", "SELECT DISTINCT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "OFFSET",
    "WITH", "WITH RECURSIVE", "VALUES", "EXPLAIN QUERY PLAN", "PRAGMA",
    "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "INNER JOIN", "CROSS JOIN", "NATURAL JOIN", "ON", "USING",
    "UNION", "UNION ALL", "INTERSECT", "EXCEPT", "ALL", "AS", "AND", "OR", "NOT", "IN", "NOT IN", "LIKE", "NOT LIKE",
    "GLOB", "MATCH", "ESCAPE", "BETWEEN", "IS", "IS NULL", "IS NOT NULL", "IS DISTINCT FROM", "NULL", "TRUE", "FALSE",
    "EXISTS", "NOT EXISTS", "DISTINCT", "CASE", "WHEN", "THEN", "ELSE", "END", "CAST", "COLLATE NOCASE",
    "ASC", "DESC", "NULLS FIRST", "NULLS LAST", "FILTER", "OVER", "WINDOW", "PARTITION BY", "ROWS", "RANGE", "GROUPS",
    "UNBOUNDED PRECEDING", "CURRENT ROW", "FOLLOWING", "INDEXED BY", "MATERIALIZED",
)  # fmt: skip
KEYWORD_WORDS = frozenset(word for keyword in KEYWORDS for word in keyword.split())
BEGINNINGS = ("SELECT", "SELECT DISTINCT", "WITH", "WITH RECURSIVE", "VALUES", "EXPLAIN QUERY PLAN", "PRAGMA")
# Words of a person who does not know the commands, each for the command that is meant.
PLAIN = {
    **dict.fromkeys(("exit", "quit", ".exit", ".quit"), r"\q"),
    **dict.fromkeys(("help", ".help"), r"\?"),
    **dict.fromkeys((".tables", ".schema"), r"\d"),
    ".timer": r"\t",
    ".mode": r"\s",
}

LONGEST = 100_000  # characters of a statement, as of the connection
TOO_LONG = Fault(
    "a statement at the prompt or in a pipe has no end",
    "a statement is longer than {most:,} characters",
    "end it with ';', or close its quote or comment",
    Exit.USAGE,
)
_OUTSIDE_FROM = frozenset(
    ["SELECT", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "ON", "USING", "UNION", "INTERSECT", "EXCEPT", "WINDOW"]
)


def around(text: str, at: int) -> list[Token]:
    """Return the tokens of the statement in which a place of a text stands."""
    found: list[Token] = []
    for token in tokens(text):
        if token.text == ";" and token.end <= at:
            found = []
        elif token.text == ";":
            break
        else:
            found.append(token)
    return found


def is_command(text: str) -> bool:
    r"""Return whether a line is a command, such as ``\d``, or what a person takes for one."""
    return text.lstrip().startswith(("\\", ".")) or text.strip(" ;\t\r\n").lower() in PLAIN


def pieces(lines: Iterable[str]) -> Iterator[str]:
    """Yield the commands and statements that lines hold, each as soon as it is whole; the last may lack its ';'.

    Raises AzmilError where one does not end while another still could.
    """
    held = ""
    for line in lines:
        whole, held = _taken(held, line)
        yield from whole
        if len(held) > LONGEST:
            raise TOO_LONG(most=LONGEST)
    yield from _split(held)


def is_whole(text: str) -> bool:
    """Return whether nothing in a text waits for its end, so that it can be run."""
    held = ""
    for line in text.splitlines(keepends=True):
        _, held = _taken(held, line)
    return not held.strip()


def _taken(held: str, line: str) -> tuple[list[str], str]:
    """Return what a line brings to its end, and what is held after it."""
    if is_command(line) and _is_blank(held):
        return [line.strip()], ""
    held += line
    # Looked at only where a statement can end, since each look reads all that is held.
    if ";" in line and _is_complete(held):
        return _split(held), ""
    return [], held


def _is_complete(text: str) -> bool:
    """Return whether a text ends with a semicolon, and nothing after it waits for its end."""
    found = tokens(text)
    meant = meaningful(found)
    return bool(meant) and meant[-1].text == ";" and not found[-1].is_open


def _split(text: str) -> list[str]:
    return [] if _is_blank(text) else sqltext.split(text)


def _is_blank(text: str) -> bool:
    """Return whether a text holds nothing but spaces, semicolons and comments that have ended."""
    return all(token.kind == "space" or (token.kind == "comment" and not token.is_open) or token.text == ";"
               for token in tokens(text))  # fmt: skip


def tables_in(found: list[Token]) -> dict[str, str]:
    """Return the tables that a statement reads from, by their names and by the aliases it gives them."""
    named: dict[str, str] = {}
    is_inside = is_expected = False  # inside a FROM; where a table's name is expected
    for at, token in enumerate(found):
        if token.word in ("FROM", "JOIN"):
            is_inside = is_expected = True
        elif token.word in _OUTSIDE_FROM:
            is_inside = is_expected = False
        elif is_expected and token.name:
            is_expected = False
            named[token.name] = token.name
            rest = found[at + 1 : at + 3]
            if rest and rest[0].word == "AS":
                rest = rest[1:]
            if rest and rest[0].name and rest[0].word not in KEYWORD_WORDS:
                named[rest[0].name] = token.name
        elif token.text == "," and is_inside:
            is_expected = True
        elif token.text in "()":
            is_inside = is_expected = False
    return named


def made_in(found: list[Token]) -> dict[str, list[str]]:
    """Return the tables that a statement makes with WITH, and the columns it names for each."""
    made: dict[str, list[str]] = {}
    if not found or found[0].word != "WITH":
        return made
    for at, token in enumerate(found):
        columns: list[str] = []
        end = at + 1
        if token.kind == "word" and end < len(found) and found[end].text == "(":
            while end < len(found) and found[end].text != ")":
                columns.append(found[end].name)
                end += 1
            end += 1
        if token.kind == "word" and [after.text.upper() for after in found[end : end + 2]] == ["AS", "("]:
            made[token.name] = [column for column in columns if column]
    return made
