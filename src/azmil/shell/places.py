"""Cursor context: what may be written next, a value of some column, a table, a column, or any word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from azmil.shell.tokens import KEYWORD_WORDS, around, made_in, tables_in
from azmil.values.sqltext import Token, meaningful

if TYPE_CHECKING:
    from collections.abc import Collection

_COMPARING = frozenset({"NOT", "LIKE", "GLOB", "IS"})


@dataclass(frozen=True, slots=True)
class Place:
    """What is expected at a place, what of it stands there already, and the tables of the statement around it."""

    expects: Literal["nothing", "value", "table", "column", "beginning", "operand", "operator"]
    written: str = ""
    column: str = ""  # the column whose value is expected
    of: str = ""  # the table or alias before the dot
    tables: dict[str, str] | None = None  # by name and by alias
    made: dict[str, list[str]] | None = None  # tables made by WITH, with their columns


def place_of(text: str, at: int) -> Place:
    """Return what may be written at a place of a text."""
    found = around(text, at)
    here = next((token for token in found if token.start < at <= token.end), None)
    if here is not None and (here.kind in ("number", "parameter") or _is_inside_comment(here, at)):
        return Place("nothing")
    written = text[here.start : at] if here is not None and here.kind in ("word", "text", "quoted") else ""
    if here is not None and here.kind in ("text", "quoted") and at == here.end and not here.is_open:
        written, here = "", None
    start = at - len(written)
    before = meaningful(token for token in found if token.end <= start)
    statement = meaningful(found)
    tables, made = tables_in(statement), made_in(statement)
    if here is not None and here.kind == "quoted":
        return Place("nothing")
    if here is not None and here.kind == "text":
        of, column = _compared(before)
        return Place("value", written[1:].replace("''", "'"), column, of, tables, made)
    if before and before[-1].word == "AS":
        return Place("nothing")  # a name that the reader makes up
    if before and before[-1].text == ".":
        return Place("column", written, of=before[-2].name if len(before) > 1 else "", tables=tables, made=made)
    return Place(_expected(before), written, tables=tables, made=made)


def _is_inside_comment(token: Token, at: int) -> bool:
    return token.kind == "comment" and (at < token.end or token.is_open or token.text.startswith("--"))


def _expected(before: list[Token]) -> Literal["table", "beginning", "operand", "operator"]:
    """Return what comes after some tokens."""
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
    """Return whether the last token stands among the tables of a FROM: one more table would be found after it."""
    end = before[-1].end
    return "x" in tables_in([*before, Token("word", "x", end)])


def _compared(before: list[Token]) -> tuple[str, str]:
    """Return the table or alias, and the column, with which a text that comes after some tokens is compared."""
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
    """Take the signs and words of a comparison from the end of some tokens, in place."""
    if len(left) > len("xy") and left[-1].word == "AND" and left[-3].word == "BETWEEN":
        del left[-2:]
    if left and left[-1].word == "BETWEEN":
        left.pop()
    while left and (left[-1].text in ("=", "<", ">", "!") or left[-1].word in _COMPARING):
        left.pop()


def source_tables(place: Place, known: Collection[str]) -> list[str]:
    """Return the tables, of those known, in which the column of a place is looked for."""
    tables = place.tables or {}
    if place.of:
        return [table for table in (tables.get(place.of, place.of),) if table in known]
    return [table for table in dict.fromkeys(tables.values()) if table in known]
