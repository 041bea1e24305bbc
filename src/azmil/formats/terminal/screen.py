"""What goes to a terminal: nothing in it can steer one, and it is never wider than one."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from rich.console import RenderableType

# What a terminal would obey and not show: C0 but newline and tab, DEL, C1, line separators, bidi embeddings.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
UNLIMITED = 100_000


def clean(text: str) -> str:
    r"""Return a text in which nothing can steer a terminal: such characters are shown as ``\x1b`` and the like."""
    return UNSAFE.sub(lambda match: _escape(match[0]), text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - two hexadecimal digits


class Guarded:
    """A terminal to which data is written so that nothing in it can steer it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    @property
    def encoding(self) -> str:
        """The encoding of the terminal."""
        return self.stream.encoding

    def write(self, text: str) -> int:
        """Write a text, cleaned."""
        return self.stream.write(clean(text))

    def writelines(self, lines: Iterable[str]) -> None:
        """Write some lines, cleaned."""
        for line in lines:
            self.write(line)


def data(stream: TextIO) -> TextIO:
    """Return where data is written: a terminal is guarded, and anything else gets every character as it is."""
    return cast("TextIO", Guarded(stream)) if stream.isatty() else stream


def width_of(stream: TextIO) -> int:
    """Return how many columns a stream has: those of a terminal, those that COLUMNS says, or no limit."""
    if stream.isatty() or os.environ.get("COLUMNS", "").isdigit():
        return shutil.get_terminal_size().columns
    return UNLIMITED


def has_colour(stream: TextIO) -> bool:
    """Return whether a stream takes colours, as NO_COLOR, FORCE_COLOR and TERM have it."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") not in (None, "", "dumb"))


def put(stream: TextIO, *parts: RenderableType) -> None:
    """Print parts through Rich, without the spaces with which it fills each line up to its width."""
    from rich.console import Console  # noqa: PLC0415 - machines' formats do without it

    # Where no colour is wanted, bold is not either: Rich would leave it in.
    colours: Any = {} if has_colour(stream) else {"color_system": None}
    console = Console(file=stream, width=width_of(stream), highlight=False, markup=False, emoji=False, **colours)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    stream.write("\n".join(line.rstrip() for line in captured.get().split("\n")))
