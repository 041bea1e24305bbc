"""Edits of seed files: texts replaced in place, with comments and layout kept, and all files written or none."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

from azmil.errors import Fault, Hints, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CHANGED = Fault(
    "a seed file changed while azmil was about to write it",
    "cannot write '{path}': it has changed in the meantime",
    "try again",
)
CANNOT_WRITE = Fault(
    "the system cannot write a seed file that azmil edits",
    "cannot write '{path}': {reason}",
    Hints.SEED_FOLDER,
)
_NEED_QUOTES = ",[]{}"  # characters that end unquoted text between braces


class Edit(NamedTuple):
    """A new text for the value that begins at a line and column, both counted from 1."""

    line: int
    column: int
    text: str


class _Value(NamedTuple):
    start: int
    end: int
    style: str  # the quote, or empty
    is_in_braces: bool


@dataclass(slots=True)
class Files:
    """Seed files as read, and their new contents; None is a file that does not exist."""

    old: dict[Path, bytes | None]
    new: dict[Path, bytes | None]

    @classmethod
    def none(cls) -> Files:
        """Return no files."""
        return cls({}, {})

    def text(self, path: Path) -> str:
        """Return the text of a file, with the changes so far."""
        if path not in self.old:
            self.old[path] = path.read_bytes() if path.exists() else None
        content = self.new.get(path, self.old[path])
        return (content or b"").decode()

    def change(self, path: Path, text: str) -> None:
        """Replace the text of a file."""
        if text != self.text(path):
            self.new[path] = text.encode()


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return the text of a seed file with values replaced; each keeps its quotes, or gets some if it needs them."""
    values = _values(text)
    parts = []
    end = 0
    for edit in sorted(edits):
        value = values.get((edit.line, edit.column))
        if value is None:  # a text of several lines, which stays as it is
            continue
        quote = value.style or ('"' if value.is_in_braces and set(edit.text) & set(_NEED_QUOTES) else "")
        parts += [text[end : value.start], quote, edit.text, quote]
        end = value.end
    return "".join([*parts, text[end:]])


def written(text: str) -> dict[tuple[int, int], str]:
    """Return the texts in a seed file as written, without quotes, by line and column."""
    return {
        place: text[value.start + len(value.style) : value.end - len(value.style)]
        for place, value in _values(text).items()
    }


def _values(text: str) -> dict[tuple[int, int], _Value]:
    """Return the texts in a seed file, by line and column."""
    body = text.removeprefix("\ufeff")
    starts = [len(text) - len(body)]
    for line in body.splitlines(keepends=True):  # a seed file has no other line breaks than those of YAML
        starts.append(starts[-1] + len(line))
    found = {}
    depth = 0
    for event in yaml.parse(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += bool(event.flow_style or depth)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= bool(depth)
        elif isinstance(event, yaml.ScalarEvent) and event.style not in ("|", ">"):
            first, last = event.start_mark, event.end_mark
            if first is None or last is None:
                continue
            start, end = starts[first.line] + first.column, starts[last.line] + last.column
            quote = event.style if event.style in ("'", '"') else ""
            found[first.line + 1, first.column + 1] = _Value(start, end, quote, bool(depth))
    return found


def write(files: Files) -> list[Path]:
    """Write the new contents of files, all of them or none; return the paths of those that changed.

    Raises AzmilError if a file has changed since it was read, or cannot be written.
    """
    changed = {path: content for path, content in files.new.items() if content != files.old[path]}
    for path in changed:
        _check_unchanged(path, files.old[path])
    with _staged(changed) as staged:
        done: list[Path] = []
        try:
            for path, name in staged.items():
                done.append(path)
                _replace(path, name)
        except BaseException as error:  # also Ctrl-C
            for path in done:
                _restore(path, files.old[path])
            if not isinstance(error, OSError):
                raise
            raise CANNOT_WRITE(path=error.filename or done[-1], reason=reason_of(error)) from None
    return list(changed)


def _check_unchanged(path: Path, old: bytes | None) -> None:
    try:
        now = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise CANNOT_WRITE(path=path, reason=reason_of(error)) from None
    if now != old:
        raise CHANGED(path=path)


@contextlib.contextmanager
def _staged(contents: Mapping[Path, bytes | None]) -> Iterator[dict[Path, str | None]]:
    """Write contents to temporary files next to their paths, and remove those that are left at the end."""
    names: dict[Path, str | None] = {}
    try:
        for path, content in contents.items():
            names[path] = None
            if content is None:
                continue
            real = Path(os.path.realpath(path))
            real.parent.mkdir(parents=True, exist_ok=True)
            number, names[path] = tempfile.mkstemp(prefix=".azmil-", dir=real.parent)
            with os.fdopen(number, "wb") as stream:
                stream.write(content)
            mode = real.stat().st_mode & 0o777 if real.exists() else 0o666 & ~_umask()
            os.chmod(names[path] or "", mode)  # noqa: PTH101 - the name is a text
        yield names
    except OSError as error:
        raise CANNOT_WRITE(path=error.filename or "", reason=reason_of(error)) from None
    finally:
        for name in names.values():
            if name is not None:
                Path(name).unlink(missing_ok=True)


def _replace(path: Path, name: str | None) -> None:
    if name is None:
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            path.parent.rmdir()  # if it is empty now
    else:
        os.replace(name, os.path.realpath(path))  # noqa: PTH105 - the name is a text


def _restore(path: Path, content: bytes | None) -> None:
    with contextlib.suppress(OSError):
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)


def _umask() -> int:
    """Return the permission bits that are not set on new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
