"""Bash quoting: splitting of a line into words, and quoting of texts."""

from __future__ import annotations

import re
from typing import NamedTuple

_PIECE = re.compile(
    r"""(?P<blank>[ \t\n]+)
    |(?P<redirect>[0-9]*[<>][<>&|]*|&>>?)
    |(?P<end>[;|&()]+)
    |\\(?P<escaped>.?)
    |'(?P<single>[^']*)(?P<single_end>'?)
    |"(?P<double>(?:[^"\\]|\\.)*)\\?(?P<double_end>"?)
    |(?P<plain>.)""",
    re.VERBOSE | re.DOTALL,
)
_SPECIAL = re.compile(r"""[][ \t|&;()<>\\"'`$*?{}!#~^]""")


class Line(NamedTuple):
    """The words of a line without their quotes; the last word is empty after a blank."""

    words: list[str]
    quote: str  # the quote that is open at the end, or an empty text
    is_redirected: bool  # whether the last word is the file of a redirection


def read(text: str) -> Line:
    """Return the words of the last command in a line, which starts after any ``|`` or ``;``, without redirections."""
    words, quote, is_redirected = [""], "", False
    is_word = False  # whether the last word has begun
    for match in _PIECE.finditer(text):
        kind = str(match.lastgroup)
        if kind in ("blank", "redirect", "end"):
            if is_redirected and is_word:
                words[-1] = ""
                is_redirected = False
            elif is_word:
                words.append("")
            is_redirected = kind == "redirect" or (is_redirected and kind == "blank")
            words = [""] if kind == "end" else words
            is_word = False
        else:
            words[-1] += _plain(match)
            is_word = True
            quote = _open_quote(match)
    return Line(words, quote, is_redirected)


def _plain(match: re.Match[str]) -> str:
    """Return the text of a piece of a word without its quotes."""
    if match["double"] is not None:
        return re.sub(r'\\([\\"$`\n])', r"\1", match["double"])
    return match["escaped"] or match["single"] or match["plain"] or ""


def _open_quote(match: re.Match[str]) -> str:
    """Return the quote that a piece of a word leaves open, or an empty text."""
    if match["single"] is not None and not match["single_end"]:
        return "'"
    return '"' if match["double"] is not None and not match["double_end"] else ""


def quote(text: str, open_quote: str = "") -> str:
    """Return a text quoted for bash, outside quotes or after an open quote, which readline closes.

    Readline does not close it after a text that ends with that quote, so the closing quote is added to such a text.
    """
    if open_quote == "'":
        quoted = text.replace("'", "'\\''")
    elif open_quote == '"':
        # Inside double quotes a backslash does not keep "!" from history expansion.
        quoted = re.sub(r'[\\"$`]', r"\\\g<0>", text).replace("!", '"\\!"')
    else:
        return _SPECIAL.sub(r"\\\g<0>", text)
    return f"{quoted}{open_quote}" if quoted.endswith(open_quote) else quoted
