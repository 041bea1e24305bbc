"""SQL text: a lexer, and functions for statements, parameters and literals."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Token(NamedTuple):
    """A token of SQL: its kind (comment, text, quoted, number, parameter, word, space or sign), text and start."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The position after the token."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The token in upper case if it is a word, otherwise an empty string."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def name(self) -> str:
        """The name of a table or column, or an empty string if the token cannot be one."""
        return self.text.strip('"`[]').lower() if self.kind in ("word", "quoted") else ""

    @property
    def is_open(self) -> bool:
        """Whether the token is unterminated: a string without a closing quote or a comment without an end."""
        if self.kind == "quoted" and self.text.startswith("["):
            return not self.text.endswith("]")
        if self.kind in ("text", "quoted"):
            return self.text.count(self.text[0]) % 2 == 1
        return self.text.startswith("/*") and not (self.text.endswith("*/") and len(self.text) > len("/*/"))


@cache
def _lexer() -> re.Pattern[str]:
    """Return the pattern of a token, compiled on first use."""
    return re.compile(
        r"""(?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))
        |(?P<text>'[^']*(?:''[^']*)*(?:'|\Z))
        |(?P<quoted>"[^"]*(?:""[^"]*)*(?:"|\Z)|`[^`]*(?:``[^`]*)*(?:`|\Z)|\[[^\]]*(?:\]|\Z))
        |(?P<number>\d[\w.]*)
        |(?P<parameter>\?\d*|(?<!:)[:@$]\w+)
        |(?P<word>[^\W\d]\w*)
        |(?P<space>\s+)
        |(?P<sign>.)""",
        re.VERBOSE | re.DOTALL,
    )


def tokens(text: str) -> list[Token]:
    """Return the tokens of SQL text; joining them restores the text."""
    return [Token(str(match.lastgroup), match[0], match.start()) for match in _lexer().finditer(text)]


def meaningful(all_tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens that are neither spaces nor comments."""
    return [token for token in all_tokens if token.kind not in ("space", "comment")]


def split(text: str) -> list[str]:
    """Return the statements of SQL text, each up to its semicolon; those with only comments are omitted."""
    found = []
    start, is_empty = 0, True
    for match in _lexer().finditer(text):
        if match[0] == ";":
            if not is_empty:
                found.append(text[start : match.end()])
            start, is_empty = match.end(), True
        elif is_empty:
            is_empty = match.lastgroup in ("space", "comment")
    if not is_empty:
        found.append(text[start:])
    return found


def split_terms(text: str) -> list[str]:
    """Return the terms separated by commas, ignoring commas in brackets or quotes."""
    found, depth = [""], 0
    for token in tokens(text):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "," and not depth:
            found.append("")
        else:
            found[-1] += token.text
    return [term.strip() for term in found]


def parameters(text: str) -> list[str]:
    """Return the parameters of SQL text as written, such as ``?`` and ``:year``."""
    return [match[0] for match in _lexer().finditer(text) if match.lastgroup == "parameter"]


def with_literals(text: str, value_of: Callable[[str], object]) -> str:
    """Replace each parameter of SQL text with a literal; ``value_of`` returns the value of a parameter as written."""
    pieces = (
        format_literal(value_of(match[0])) if match.lastgroup == "parameter" else match[0]
        for match in _lexer().finditer(text)
    )
    return "".join(pieces)


def format_literal(value: object) -> str:
    """Return a value as an SQL literal; a negative number in brackets, since "--" begins a comment."""
    if value is None:
        return "NULL"
    if isinstance(value, (int, float)):
        return str(int(value) if isinstance(value, bool) else value) if value >= 0 else f"({value})"
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    return "'" + str(value).replace("'", "''") + "'"


def parse_value(text: str) -> int | float | str | None:
    """Return the value of a parameter as users type it: an SQL literal (number, quoted text or NULL) or text.

    ``7``, ``-1.5`` and ``.5`` are numbers, ``NULL`` is None, and ``'1.5'`` is the text between the quotes, where ``''``
    is one quote. Anything else is text as it is: ``007``, ``+7``, ``2006-05``, and ``9e410``, which may be a name.
    """
    if text == "NULL":
        return None
    if re.fullmatch(r"'([^']|'')*'", text):
        return text[1:-1].replace("''", "'")
    number = parse_number(text)
    is_number = isinstance(number, float) or (number is not None and -(2**63) <= number < 2**63)
    return number if is_number else text


def parse_number(text: str) -> int | float | None:
    """Parse an integer or a decimal; return None for any other text. An integer may exceed 64 bits."""
    if re.fullmatch(r"0|-?[1-9][0-9]{0,299}", text):
        return int(text)
    if re.fullmatch(r"-?(0|[1-9][0-9]{0,299})?\.[0-9]+", text):
        return float(text)
    return None


def quoted_name(name: str) -> str:
    """Return the name of a table or column in double quotes."""
    return '"' + name.replace('"', '""') + '"'
