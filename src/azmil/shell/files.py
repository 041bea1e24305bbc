r"""Files that receive results: the target of ``\o``."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from azmil.errors import Exit, Fault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil.formats.base import Format
    from azmil.values.answers import Answer

    # Takes the name of a format, or None for that of the path's extension; checks that the path can be written.
    Opener = Callable[[str | None, Path], "Writer"]

ONE_RESULT = Fault(
    "a second result is written to a file whose format can hold only one",
    "'{path}' already contains a result, and the format '{form}' can hold only one",
    r"choose another file with '\o FILE', or print results again with '\o'",
    Exit.USAGE,
)


class Writer(Protocol):
    """What writes results to a file: the first replaces the file, the following ones are appended."""

    @property
    def format(self) -> Format:
        """The format of the results."""

    def answer(self, answer: Answer) -> None:
        """Write a result."""


class ResultFile:
    """A file that receives results one after another."""

    def __init__(self, path: Path, writer: Writer) -> None:
        self.path = path
        self._writer = writer
        self._is_empty = True

    @property
    def form(self) -> str:
        """The name of its format."""
        return self._writer.format.name

    def check(self) -> None:
        """Raise AzmilError if the file cannot hold another result."""
        if not self._is_empty and not self._writer.format.streams:
            raise ONE_RESULT(path=self.path, form=self.form)

    def add(self, answer: Answer) -> None:
        """Write a result. If that fails or is interrupted, the file stays as it was; raises AzmilError."""
        size = self.path.stat().st_size if not self._is_empty and self.path.is_file() else None
        try:
            self._writer.answer(answer)
        except BaseException:
            if size is not None:
                with suppress(OSError):
                    os.truncate(self.path, size)
            raise
        self._is_empty = False
