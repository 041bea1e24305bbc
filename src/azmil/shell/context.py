"""Cursor context: the kind of word expected in a statement, such as a table, a column or a value of a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from azmil.shell.tokens import KEYWORD_WORDS, ctes_in, statement_at, tables_in
from azmil.values.sqltext import Token, meaningful

if TYPE_CHECKING:
    from collections.abc import Collection

_COMPARING = frozenset({"NOT", "LIKE", "GLOB", "IS"})


@dataclass(frozen=True, slots=True)
class Context:
    """The kind of word expected at the cursor, the typed part of it, and the tables of the statement."""

    expects: Literal["nothing", "value", "parameter", "table", "column", "beginning", "operand", "operator"]
    typed: str = ""
    column: str = ""  # the column whose value is expected
    qualifier: str = ""  # the table or alias before the dot
    tables: dict[str, str] | None = None  # by name and by alias
    ctes: dict[str, list[str]] | None = None  # tables defined by WITH, with their columns


def context_at(text: str, at: int) -> Context:
    """Return the context at a position in a text."""
    around = statement_at(text, at)
    here = next((token for token in around if token.start < at <= token.end), None)
    if here is not None and (here.text == ":" or (here.kind == "parameter" and here.text[0] != "?")):
        return Context("parameter", text[here.start + 1 : at])
    if here is not None and _expects_nothing(here, at):
        return Context("nothing")
    typed = text[here.start : at] if here is not None and here.kind in ("word", "text", "quoted") else ""
    if here is not None and here.kind in ("text", "quoted") and at == here.end and not here.is_open:
        typed, here = "", None
    start = at - len(typed)
    before = meaningful(token for token in around if token.end <= start)
    statement = meaningful(around)
    tables, ctes = tables_in(statement), ctes_in(statement)
    if here is not None and here.kind == "text":
        qualifier, column = _compared_column(before)
        return Context("value", typed[1:].replace("''", "'"), column, qualifier, tables, ctes)
    if before and before[-1].word == "AS":
        return Context("nothing")  # a new alias
    if before and before[-1].text == ".":
        return Context("column", typed, qualifier=before[-2].name if len(before) > 1 else "", tables=tables, ctes=ctes)
    return Context(_expected(before), typed, tables=tables, ctes=ctes)


def _expects_nothing(token: Token, at: int) -> bool:
    """Return whether nothing is expected at a position inside or after a token, such as a number or a comment."""
    if token.kind == "quoted":
        return at < token.end or token.is_open
    if token.kind == "comment":
        return at < token.end or token.is_open or token.text.startswith("--")
    return token.kind in ("number", "parameter")


def _expected(before: list[Token]) -> Literal["table", "beginning", "operand", "operator"]:
    """Return the kind of word expected after some tokens."""
    if not before:
        return "beginning"
    last = before[-1]
    if last.word in ("FROM", "JOIN") or (last.text == "," and _is_in_from(before)):
        return "table"
    is_end = last.text in (")", "*") or last.kind in ("number", "text", "quoted", "parameter")
    if is_end or (last.kind == "word" and last.word not in KEYWORD_WORDS) or last.word in ("END", "NULL"):
        return "operator"
    return "operand"


def _is_in_from(before: list[Token]) -> bool:
    """Return whether the last token is in the table list of FROM, where a name would be a table."""
    end = before[-1].end
    return "x" in tables_in([*before, Token("word", "x", end)])


def _compared_column(before: list[Token]) -> tuple[str, str]:
    """Return the table or alias, and the column, that the next text is compared with; empty if none is."""
    left = list(before)
    if left and left[-1].text in ("(", ","):
        while left and left[-1].text != "(":
            left.pop()
        if len(left) < len("()") or left[-2].word != "IN":
            return "", ""
        left = left[:-2]
        if left and left[-1].word == "NOT":
            left.pop()
    else:
        _drop_comparison(left)
        if len(left) == len(before):
            return "", ""
    if not left or not left[-1].name or left[-1].word in KEYWORD_WORDS:
        return "", ""
    has_table = len(left) > len(".x") and left[-2].text == "."
    return left[-3].name if has_table else "", left[-1].name


def _drop_comparison(left: list[Token]) -> None:
    """Remove the operators of a comparison from the end of a list of tokens, in place."""
    if len(left) > len("xy") and left[-1].word == "AND" and left[-3].word == "BETWEEN":
        del left[-2:]
    if left and left[-1].word == "BETWEEN":
        left.pop()
    while left and (left[-1].text in ("=", "<", ">", "!") or left[-1].word in _COMPARING):
        left.pop()


def source_tables(context: Context, known: Collection[str]) -> list[str]:
    """Return the known tables that can contain the column of a context."""
    tables = context.tables or {}
    if context.qualifier:
        return [table for table in (tables.get(context.qualifier, context.qualifier),) if table in known]
    return [table for table in dict.fromkeys(tables.values()) if table in known]
