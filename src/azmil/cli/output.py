"""Output of answers: to the terminal, with a pager for long ones, or to a file that is replaced atomically."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from azmil import formats
from azmil.errors import Exit, Fault, reason_of, suggestion_or_choices
from azmil.formats.base import cut, folded
from azmil.formats.terminal.screen import data, encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from azmil.formats.base import Format, Shape
    from azmil.values.answers import Answer, Question
    from azmil.values.sheets import Citations, Sheet
    from azmil.values.trees import Tree

NEEDS_FILE = Fault(
    "a format that needs a file is printed",
    "cannot print format '{form}': it needs a file",
    "write it to a file with --output FILE",
    Exit.USAGE,
)
CANNOT_WRITE = Fault(
    "the file of --output or --one-file cannot be written",
    "cannot write '{path}': {reason}",
    "choose another file",
)
INVALID_EXTENSION = Fault(
    "the file of --output has an extension that no format has",
    "'.{suffix}' is not a valid extension",
    "{instead} (or set --format)",
    Exit.USAGE,
)
STDOUT = ("-", "/dev/stdout")  # written to directly, even if it is redirected to a file
_LEAST_ASKED = 1000  # rows to ask for at least, in order to find the claims of each event up to the limit
_SUFFIXES = {
    "": "table",
    "txt": "table",
    "markdown": "md",
    "htm": "html",
    "ndjson": "jsonl",
    "gv": "dot",
}  # in addition to the names of formats


class Output:
    """The format and the destination of a command's answers."""

    def __init__(self, form: str | None, path: Path | None, shape: Shape = "rows", others: Sequence[str] = ()) -> None:
        """Choose the format by name, else by the extension of the file; ``others`` are extensions without a format."""
        self.path = path
        self.format: Format = formats.find(form or _by_suffix(path, shape, others), shape)
        if self.format.needs_file and path is None:
            raise NEEDS_FILE(form=self.format.name)
        self._printed = 0

    def folded(self, answer: Answer, limit: int | None = None) -> tuple[Answer, int]:
        """Return an answer with one row per event, if the format folds events, and the number of folded claims.

        The answer has at most ``limit`` rows.
        """
        if not self.format.folds:
            return answer, 0
        events, counts = folded(answer, "(+{}: --all)" if self.format.draws else "(+{} more)")
        return (events if limit is None else cut(events, limit)), sum(counts[:limit])

    def events(self, ask: Callable[[Question], Answer], question: Question) -> tuple[Answer, int]:
        """Return the answer to a question, folded like ``folded``, and the number of folded claims.

        The limit is one of rows after folding: more claims are asked for until they are enough.
        """
        if question.limit is None or not self.format.folds:
            return self.folded(ask(question))
        asked = max(question.limit * 4, _LEAST_ASKED)
        while True:
            answer = ask(question._replace(limit=asked))
            events, count = self.folded(answer, question.limit)
            if events.is_cut or not answer.is_cut:
                return events, count
            asked *= 4

    def answer(self, answer: Answer, *, wide: bool = False, ids: bool = False) -> None:
        """Print an answer, or a message on stderr if it is empty; ``wide`` and ``ids`` show more in tables."""
        if not answer.rows and self.format.is_for_people and self.path is None:
            from azmil.cli.messages import say

            say("azmil: nothing found")
            return
        if ids:
            answer.columns = [
                column._replace(place="") if column.name == "id" and column.place == "wide" else column
                for column in answer.columns
            ]
        assert self.format.write_rows is not None  # noqa: S101 - the format accepts rows
        with self._stream() as stream:
            if self._printed and self.format.is_for_people:
                stream.write("\n")  # between two answers
            self.format.write_rows(answer, stream, wide=wide)
        self._printed += 1

    def record(self, record: Sheet | Citations) -> None:
        """Print a record."""
        assert self.format.write_record is not None  # noqa: S101 - the format accepts records
        with self._stream() as stream:
            self.format.write_record(record, stream)

    def tree(self, tree: Tree) -> None:
        """Print a tree, or a message on stderr if it is empty; a format that cannot nest prints its nodes as rows."""
        from azmil.values.trees import flat

        if self.format.write_tree is None or (self.format.write_rows is not None and not tree.roots):
            self.answer(flat(tree))
            return
        with self._stream() as stream:
            self.format.write_tree(tree, stream)

    def text(self, text: str) -> None:
        """Print a line of text, such as a statement."""
        with self._stream(is_text=True) as stream:
            stream.write(f"{text}\n")

    @contextlib.contextmanager
    def _stream(self, *, is_text: bool = False) -> Iterator[Any]:
        is_binary = self.format.needs_file and not is_text
        if self.path is not None and str(self.path) in STDOUT:
            with self._encoded(is_text=is_text) as stream:
                yield stream.buffer if is_binary else stream
        elif self.path is not None:
            with written(self.path, is_binary=is_binary, appends=self._printed > 0) as stream:
                yield stream
        elif self.format.draws and sys.stdout.isatty():
            from azmil.formats.terminal.pager import paged

            with paged(sys.stdout) as stream:
                yield stream
        else:
            with self._encoded(is_text=is_text) as stream:
                yield stream if self.format.draws else data(stream)

    def _encoded(self, *, is_text: bool) -> contextlib.AbstractContextManager[Any]:
        """Return stdout in the encoding of the format; SQL is UTF-8, since escapes would change it."""
        return encoded(sys.stdout, "utf-8" if is_text else self.format.encoding, self.format.errors)


def extension(path: Path | None) -> str:
    """Return the extension of a file that is to be written, in lower case without its dot; empty if it has none."""
    if path is None or str(path) in STDOUT or (path.exists() and not path.is_file()):
        return ""
    return path.suffix.removeprefix(".").lower()


def _by_suffix(path: Path | None, shape: Shape, others: Sequence[str]) -> str:
    """Return the format for the extension of a file; raise AzmilError if no format for the shape has it."""
    suffix = extension(path)
    name = _SUFFIXES.get(suffix, suffix)
    known = formats.accepting(shape)
    if name not in known and name not in formats.NAMES:
        raise INVALID_EXTENSION(suffix=suffix, instead=suggestion_or_choices(suffix, [*known, "txt", *others]))
    return name


@contextlib.contextmanager
def written(path: Path, *, is_binary: bool, appends: bool) -> Iterator[Any]:
    """Open a stream that replaces a file when it is closed, or with ``appends`` adds to the file.

    A file that is not regular, such as a pipe, is written directly. Raises AzmilError if the file cannot be written;
    the old file is then kept.
    """
    settings: dict[str, Any] = {} if is_binary else {"encoding": "utf-8", "newline": ""}
    try:
        if appends or (path.exists() and not path.is_file()):
            with path.open(("a" if appends else "w") + "b" * is_binary, **settings) as stream:
                yield stream
            return
        real = Path(os.path.realpath(path))
        import tempfile

        number, name = tempfile.mkstemp(prefix=".azmil-", dir=real.parent)
        try:
            with os.fdopen(number, "wb" if is_binary else "w", **settings) as stream:
                yield stream
            mode = real.stat().st_mode & 0o777 if real.exists() else 0o666 & ~_umask()
            os.chmod(name, mode)  # noqa: PTH101 - the name is a text
            os.replace(name, real)  # noqa: PTH105 - as above
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)  # noqa: PTH108 - as above
    except BrokenPipeError:  # the other end has closed the pipe
        raise
    except OSError as error:
        raise CANNOT_WRITE(path=path, reason=reason_of(error)) from None


def _umask() -> int:
    """Return the permission bits that are not set on new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
