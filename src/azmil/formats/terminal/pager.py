"""The pager, for long results on a terminal."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

LESS = "FRX"  # quit if the text fits on one screen, show colours, leave the text on the screen


class _Held(io.StringIO):
    """A buffer for text that is formatted for a terminal."""

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self.terminal = terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the terminal, which determines the characters of a table."""
        return self.terminal.encoding

    def isatty(self) -> bool:
        """Return True: the text will go to a terminal."""
        return True


@contextlib.contextmanager
def paged(stream: TextIO) -> Iterator[TextIO]:
    """Yield a stream whose text goes through the pager if it has more lines than the terminal."""
    pager = os.environ.get("PAGER", "less")
    if not stream.isatty() or pager in ("", "cat") or os.environ.get("TERM") == "dumb":
        yield stream
        return
    held = _Held(stream)
    yield held
    text = held.getvalue()
    if text.count("\n") < shutil.get_terminal_size().lines or not _through(pager, text):
        stream.write(text)


def _through(pager: str, text: str) -> bool:
    """Send text through a pager; return whether the pager could be started."""
    import shlex  # noqa: PLC0415 - most results need no pager
    import subprocess  # noqa: PLC0415 - as above

    from azmil.values.interruptions import uninterrupted  # noqa: PLC0415 - as above

    try:
        process = subprocess.Popen(  # noqa: S603 - the pager that the user chose
            _command(shlex.split(pager)),
            stdin=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={"LESS": LESS, **os.environ},
        )
    except (OSError, ValueError, IndexError):
        return False
    # Ctrl-C is for the pager while it runs, such as to stop a search; azmil must not end before it.
    with uninterrupted(), contextlib.suppress(BrokenPipeError):
        process.communicate(text)
    return True


def _command(words: list[str]) -> list[str]:
    """Return the words of a pager command; ``less`` shows colours even if the user's LESS lacks R."""
    if "LESS" in os.environ and os.path.basename(words[0]) == "less":  # noqa: PTH119 - of a command
        return [words[0], "-R", *words[1:]]
    return words
