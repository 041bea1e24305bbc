"""SQL text: the lexer distinguishes code, quoted text and comments."""

from __future__ import annotations

import pytest

from azmil.values.sqltext import filled, literal, parameters, split, tokens

ODD = "SELECT 'a;?''b', \"c\"\"?\", `d;?`, [e;?], ?2 -- f;?\n/* g;? */ FROM h WHERE i = :j AND k = @l; SELECT m::text"


def test_a_quoted_mark_is_no_parameter() -> None:
    """Only three of the marks are outside quotes and comments; a PostgreSQL cast is not a parameter."""
    assert parameters(ODD) == ["?2", ":j", "@l"]


def test_a_quoted_semicolon_ends_no_statement() -> None:
    assert split(ODD) == [ODD.partition("; SELECT")[0] + ";", " SELECT m::text"]


def test_the_tokens_are_the_text() -> None:
    assert "".join(token.text for token in tokens(ODD)) == ODD


def test_values_are_written_in_place_of_parameters() -> None:
    assert filled("SELECT ?, '?' -- ?", lambda _: "o'k") == "SELECT 'o''k', '?' -- ?"


@pytest.mark.parametrize(("value", "text"), [(None, "NULL"), (7, "7"), (-7, "(-7)"), ("a'b", "'a''b'")])
def test_a_value_is_written_as_sql_writes_it(value: object, text: str) -> None:
    assert literal(value) == text


@pytest.mark.parametrize(
    ("text", "is_open"), [("'a", True), ("'a''", True), ("'a'''", False), ("[a", True), ("[a]", False), ("/*/", True)]
)
def test_a_token_without_its_end_is_open(text: str, is_open: bool) -> None:  # noqa: FBT001 - a case
    (token,) = tokens(text)
    assert token.is_open == is_open
