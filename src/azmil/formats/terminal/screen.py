"""Safe text for terminals, their widths and colours, and the encoding of stdout."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import TextIOWrapper
    from typing import TextIO

    from rich.console import RenderableType

# Characters that control a terminal: C0 except newline and tab, DEL, C1, line separators, bidi embeddings.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
UNLIMITED = 100_000


def clean(text: str) -> str:
    r"""Return text whose control characters, except newline and tab, are replaced by escapes such as ``\x1b``."""
    return UNSAFE.sub(lambda match: _escape(match[0]), text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - two hexadecimal digits


def legible(text: str, encoding: str | None) -> str:
    """Return text as a terminal with an encoding shows it, so that its width can be measured.

    Control characters and characters that the encoding lacks become escapes, tabs become spaces up to the next stop.
    """
    text = clean(text)
    if "\t" in text:
        text = text.expandtabs()
    if text.isascii() or is_utf8(encoding):
        return text
    return text.encode(str(encoding), "backslashreplace").decode(str(encoding))


def is_utf8(encoding: str | None) -> bool:
    """Return whether an encoding is UTF-8; a stream in memory has none and takes every character."""
    return (encoding or "utf-8").lower().replace("_", "-") in ("utf-8", "utf8")


@contextlib.contextmanager
def encoded(stream: TextIO, encoding: str | None, errors: str) -> Iterator[TextIO]:
    """Yield a standard stream with an encoding (None for its current one) and a handler for characters it lacks.

    A stream in UTF-8 is not changed.
    """
    if is_utf8(stream.encoding):
        yield stream
        return
    standard = cast("TextIOWrapper", stream)
    current: dict[str, Any] = {"encoding": standard.encoding, "errors": standard.errors}
    standard.reconfigure(encoding=encoding or standard.encoding, errors=errors)
    try:
        yield stream
    finally:
        standard.reconfigure(**current)


class Guarded:
    """A terminal to which data is written with its control characters escaped."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    @property
    def encoding(self) -> str:
        """The encoding of the terminal."""
        return self.stream.encoding

    def write(self, text: str) -> int:
        """Write text with its control characters escaped."""
        return self.stream.write(clean(text))

    def writelines(self, lines: Iterable[str]) -> None:
        """Write lines with their control characters escaped."""
        for line in lines:
            self.write(line)


def data(stream: TextIO) -> TextIO:
    """Return the stream for data: a guarded one for a terminal, the stream itself for anything else."""
    return cast("TextIO", Guarded(stream)) if stream.isatty() else stream


def width_of(stream: TextIO) -> int:
    """Return the width of a stream: that of the terminal, the value of COLUMNS, or ``UNLIMITED``."""
    if stream.isatty() or os.environ.get("COLUMNS", "").isdigit():
        return shutil.get_terminal_size().columns
    return UNLIMITED


def has_colour(stream: TextIO) -> bool:
    """Return whether to write colours to a stream, depending on NO_COLOR, FORCE_COLOR and TERM."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") not in (None, "", "dumb"))


def put(stream: TextIO, *parts: RenderableType) -> None:
    """Print parts with Rich, without the trailing spaces that it adds to each line."""
    from rich.console import Console  # noqa: PLC0415 - formats for programs do not need it

    # Without this Rich would still write bold text where colours are off.
    colours: Any = {} if has_colour(stream) else {"color_system": None}
    console = Console(file=stream, width=width_of(stream), highlight=False, markup=False, emoji=False, **colours)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    stream.write("\n".join(line.rstrip() for line in captured.get().split("\n")))


def put_lines(stream: TextIO, lines: Iterable[tuple[str, str]]) -> None:
    """Print texts, each with the name of a style of Rich, or an empty one."""
    from rich.text import Text  # noqa: PLC0415 - as above

    put(stream, *(Text(clean(text), style) for text, style in lines))
