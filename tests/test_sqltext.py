"""SQL text: the lexer distinguishes code, quoted text and comments."""

from __future__ import annotations

import pytest

from azmil.values.sqltext import format_literal, parameters, parse_value, split, tokens, with_literals

ODD = "SELECT 'a;?''b', \"c\"\"?\", `d;?`, [e;?], ?2 -- f;?\n/* g;? */ FROM h WHERE i = :j AND k = @l; SELECT m::text"


def test_a_quoted_mark_is_not_a_parameter() -> None:
    """Only three of the marks are outside quotes and comments; a PostgreSQL cast is not a parameter."""
    assert parameters(ODD) == ["?2", ":j", "@l"]


def test_a_quoted_semicolon_does_not_end_a_statement() -> None:
    assert split(ODD) == [ODD.partition("; SELECT")[0] + ";", " SELECT m::text"]


def test_joining_the_tokens_restores_the_text() -> None:
    assert "".join(token.text for token in tokens(ODD)) == ODD


def test_parameters_are_replaced_by_literals() -> None:
    assert with_literals("SELECT ?, '?' -- ?", lambda _: "o'k") == "SELECT 'o''k', '?' -- ?"


@pytest.mark.parametrize(("value", "text"), [(None, "NULL"), (7, "7"), (-7, "(-7)"), ("a'b", "'a''b'")])
def test_a_value_is_formatted_as_a_literal(value: object, text: str) -> None:
    assert format_literal(value) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("-7", -7),
        ("0", 0),
        ("9223372036854775807", 2**63 - 1),
        ("1.5", 1.5),
        ("-1.50", -1.5),
        (".5", 0.5),
        ("-.5", -0.5),
        ("0.5", 0.5),
        ("NULL", None),
        ("''", ""),
        ("'1.5'", "1.5"),
        ("'NULL'", "NULL"),
        ("'o''k'", "o'k"),
    ],
)
def test_a_literal_is_parsed_into_its_value(text: str, value: object) -> None:
    assert (parse_value(text), type(parse_value(text))) == (value, type(value))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "7 ", " 7", "+7", "007", "00.5", "-0", "7.", ".", "-", "1,000", "1_000", "1e3", "9E410", "0x10", "inf",
        "nan", "2006-05", "2006-05-01", "1.2.3", "9223372036854775808", "٧", "null", "Null", "'", "'a", "'a'b'",
        "'a' || 'b'", '"a"', "navy",
    ],
)  # fmt: skip
def test_anything_else_is_unchanged_text(text: str) -> None:
    assert parse_value(text) == text


@pytest.mark.parametrize(
    ("text", "is_open"), [("'a", True), ("'a''", True), ("'a'''", False), ("[a", True), ("[a]", False), ("/*/", True)]
)
def test_a_token_without_an_end_is_open(text: str, is_open: bool) -> None:  # noqa: FBT001 - a parametrized value
    (token,) = tokens(text)
    assert token.is_open == is_open
