"""The pager, for long answers on a terminal."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

LESS = "FRX"  # end at once if it fits, show colours, leave the text on the screen


class _Held(io.StringIO):
    """A text kept back that is laid out for the terminal it will go to."""

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self.terminal = terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the terminal, by which the signs of a table are chosen."""
        return self.terminal.encoding

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@contextlib.contextmanager
def paged(stream: TextIO) -> Iterator[TextIO]:
    """Give a stream to print on, whose text goes through the pager if it is higher than the terminal."""
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
    """Send a text through a pager; return whether there was one."""
    import shlex  # noqa: PLC0415 - most answers need no pager, nor the next two
    import signal  # noqa: PLC0415
    import subprocess  # noqa: PLC0415

    try:
        words = shlex.split(pager)
        process = subprocess.Popen(  # noqa: S603 - the reader's own choice
            words, stdin=subprocess.PIPE, text=True, encoding="utf-8", env={"LESS": LESS, **os.environ}
        )
    except (OSError, ValueError, IndexError):
        return False
    # Ctrl-C is the pager's own while it runs: it stops a search there, and would leave the pager without azmil here.
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with contextlib.suppress(BrokenPipeError):
            process.communicate(text)
    finally:
        signal.signal(signal.SIGINT, heard)
    return True
