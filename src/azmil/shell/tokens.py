"""SQL as typed by the user: the ends of statements and the tables in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault
from azmil.values import sqltext
from azmil.values.sqltext import Token, meaningful, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Keywords of statements that read; pairs of words if the first is rarely used without the second.
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
# Commands of other shells, each with the command that it runs here.
ALIASES = {
    **dict.fromkeys(("exit", "quit", ".exit", ".quit"), r"\q"),
    **dict.fromkeys(("help", ".help"), r"\?"),
    **dict.fromkeys((".tables", ".schema"), r"\d"),
    ".timer": r"\t",
    ".mode": r"\s",
}

LONGEST = 100_000  # characters of a statement, the limit of the connection
TOO_LONG = Fault(
    "an SQL statement in the shell is too long, usually because it is unterminated",
    "the SQL statement is longer than {most:,} characters",
    "end it with ';', or close its quote or comment",
    Exit.USAGE,
)
_OUTSIDE_FROM = frozenset(
    ["SELECT", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "ON", "USING", "UNION", "INTERSECT", "EXCEPT", "WINDOW"]
)


def statement_at(text: str, at: int) -> list[Token]:
    """Return the tokens of the statement around a position in a text."""
    statement: list[Token] = []
    for token in tokens(text):
        if token.text == ";" and token.end <= at:
            statement = []
        elif token.text == ";":
            break
        else:
            statement.append(token)
    return statement


def is_command(text: str) -> bool:
    r"""Return whether a line is a command, such as ``\d``, or a command of another shell, such as ``.tables``."""
    return text.lstrip().startswith(("\\", ".")) or text.strip(" ;\t\r\n").lower() in ALIASES


def pieces(lines: Iterable[str]) -> Iterator[str]:
    """Yield the commands and statements in some lines, each as soon as it is complete; the last needs no ';'.

    Raises AzmilError if a statement is too long, such as one with an unclosed quote.
    """
    pending = ""
    for line in lines:
        complete, pending = _completed(pending, line)
        yield from complete
        if len(pending) > LONGEST:
            raise TOO_LONG(most=LONGEST)
    yield from _split(pending)


def is_complete(text: str) -> bool:
    """Return whether every statement in a text is complete, so that it can be run."""
    pending = ""
    for line in text.splitlines(keepends=True):
        _, pending = _completed(pending, line)
    return not pending.strip()


def _completed(pending: str, line: str) -> tuple[list[str], str]:
    """Return the statements or command that a line completes, and the incomplete text after them."""
    if is_command(line) and _is_blank(pending):
        return [line.strip()], ""
    pending += line
    # Checked only where a statement can end, since each check reads all of the pending text.
    if ";" in line and _ends(pending):
        return _split(pending), ""
    return [], pending


def _ends(text: str) -> bool:
    """Return whether a text ends with a semicolon, apart from spaces and closed comments."""
    all_tokens = tokens(text)
    rest = meaningful(all_tokens)
    return bool(rest) and rest[-1].text == ";" and not all_tokens[-1].is_open


def _split(text: str) -> list[str]:
    return [] if _is_blank(text) else sqltext.split(text)


def _is_blank(text: str) -> bool:
    """Return whether a text contains only spaces, semicolons and closed comments."""
    return all(token.kind == "space" or (token.kind == "comment" and not token.is_open) or token.text == ";"
               for token in tokens(text))  # fmt: skip


def tables_in(statement: list[Token]) -> dict[str, str]:
    """Return the tables that a statement reads from, by name and by alias."""
    tables: dict[str, str] = {}
    is_inside = is_expected = False  # whether inside FROM; whether a table name is expected
    for at, token in enumerate(statement):
        if token.word in ("FROM", "JOIN"):
            is_inside = is_expected = True
        elif token.word in _OUTSIDE_FROM:
            is_inside = is_expected = False
        elif is_expected and token.name:
            is_expected = False
            tables[token.name] = token.name
            rest = statement[at + 1 : at + 3]
            if rest and rest[0].word == "AS":
                rest = rest[1:]
            if rest and rest[0].name and rest[0].word not in KEYWORD_WORDS:
                tables[rest[0].name] = token.name
        elif token.text == "," and is_inside:
            is_expected = True
        elif token.text in "()":
            is_inside = is_expected = False
    return tables


def ctes_in(statement: list[Token]) -> dict[str, list[str]]:
    """Return the tables that a statement defines with WITH, each with the columns listed after its name."""
    ctes: dict[str, list[str]] = {}
    if not statement or statement[0].word != "WITH":
        return ctes
    for at, token in enumerate(statement):
        columns: list[str] = []
        end = at + 1
        if token.kind == "word" and end < len(statement) and statement[end].text == "(":
            while end < len(statement) and statement[end].text != ")":
                columns.append(statement[end].name)
                end += 1
            end += 1
        if token.kind == "word" and [after.text.upper() for after in statement[end : end + 2]] == ["AS", "("]:
            ctes[token.name] = [column for column in columns if column]
    return ctes
