"""Changes to users' seed files in place: only the changed fields are rewritten, comments and layout are kept."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from azmil.errors import Fault, Hints, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CHANGED = Fault(
    "a seed file is changed by another program while azmil is about to write it",
    "cannot write '{path}': it was changed meanwhile",
    "try again",
)
CANNOT_WRITE = Fault(
    "the system cannot replace a seed file",
    "cannot write '{path}': {reason}",
    Hints.SEED_FOLDER,
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_END = re.compile(r"\r\n|\r|\n")
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _.()/-]*[A-Za-z0-9_.()/-])?", re.ASCII)
_BLOCK_STYLES = ("|", ">")
Place = tuple[int, int]  # line and column, both counted from 1, as in messages
Span = tuple[int, int, str]  # start and end in a text, and what replaces it


@dataclass(slots=True)
class _Pair:
    """A field of an item: its name, and the places of its name and value in the text."""

    name: str
    start: int
    value: int
    end: int
    is_line: bool  # whether the value is text that ends where ``end`` says


@dataclass(slots=True)
class _Item:
    is_flow: bool
    column: int
    pairs: list[_Pair] = field(default_factory=list)


def read(path: Path) -> bytes:
    """Return the contents of a seed file; raise AzmilError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CANNOT_WRITE(path=path, reason=reason_of(error)) from None


def patched(raw: bytes, changes: Mapping[Place, Mapping[str, str | None]]) -> bytes:
    """Return a seed file with fields of items set to new texts, or removed where the text is None.

    Each item is named by its line and column, as ``Entry`` has them. The file must be a valid seed file.
    """
    bom = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    text = raw.removeprefix(bom).decode()
    spans = [
        span for place, item in _items(text).items() if place in changes for span in _spans(text, item, changes[place])
    ]
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return bom + text.encode()


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Replace a seed file atomically; raise AzmilError if it no longer has the contents ``before``."""
    real = Path(os.path.realpath(path))
    try:
        number, name = tempfile.mkstemp(prefix=".azmil-", dir=real.parent)
        try:
            with os.fdopen(number, "wb") as stream:
                stream.write(after)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(real.stat().st_mode & 0o777)
            if real.read_bytes() != before:
                raise CHANGED(path=path)
            Path(name).replace(real)
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        raise CANNOT_WRITE(path=path, reason=reason_of(error)) from None


def quoted(text: str) -> str:
    """Return a text as a YAML scalar, in double quotes where it needs them."""
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _items(text: str) -> dict[Place, _Item]:
    """Return the items of the list in a seed file by their place."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def offset(mark: Any) -> int:
        return int(starts[mark.line] + mark.column)

    found: dict[Place, _Item] = {}
    events = yaml.parse(text, Loader=_LOADER)
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            mark: Any = event.start_mark
            item = _Item(bool(event.flow_style), mark.column)
            found[mark.line + 1, mark.column + 1] = item
            for key in events:
                if isinstance(key, yaml.MappingEndEvent):
                    break
                value = next(events)
                last = _last(value, events)
                start, end = offset(value.start_mark), offset(last.end_mark)
                while end > start and text[end - 1] in "\r\n ":  # a text in block style ends at the next line
                    end -= 1
                is_line = isinstance(value, yaml.ScalarEvent) and value.style not in _BLOCK_STYLES
                item.pairs.append(_Pair(str(getattr(key, "value", "")), offset(key.start_mark), start, end, is_line))
    return found


def _last(event: Any, events: Iterator[Any]) -> Any:
    """Return the event that ends a value; skip those inside it."""
    depth = int(isinstance(event, yaml.CollectionStartEvent))
    last = event
    while depth:
        last = next(events)
        depth += isinstance(last, yaml.CollectionStartEvent) - isinstance(last, yaml.CollectionEndEvent)
    return last


def _spans(text: str, item: _Item, fields: Mapping[str, str | None]) -> Iterator[Span]:
    """Yield what to replace in an item so that it has these fields; None removes a field."""
    kept = [pair for pair in item.pairs if fields.get(pair.name, "") is not None]
    present = {pair.name for pair in item.pairs}
    for index, pair in enumerate(item.pairs):
        new = fields.get(pair.name, "")
        if new is None:
            yield _removal(text, item, index, has_kept=bool(kept) and item.pairs.index(kept[0]) < index)
        elif pair.name in fields:
            yield pair.value, pair.end, (" " if pair.value == pair.end else "") + quoted(new)
    added = [(name, quoted(new)) for name, new in fields.items() if new is not None and name not in present]
    if added:
        yield _addition(text, item, kept, added)


def _removal(text: str, item: _Item, index: int, *, has_kept: bool) -> Span:
    """Return the span of a field with its separator; ``has_kept`` says whether a kept field precedes it."""
    pair = item.pairs[index]
    if not has_kept:
        following = item.pairs[index + 1].start if index + 1 < len(item.pairs) else pair.end
        return pair.start, following, ""
    if item.is_flow:
        return item.pairs[index - 1].end, pair.end, ""
    start = text.rfind("\n", 0, pair.start) + 1
    return start, _after_line(text, pair.end), ""


def _addition(text: str, item: _Item, kept: Sequence[_Pair], added: Sequence[tuple[str, str]]) -> Span:
    """Return the span that adds fields after the last kept one."""
    if item.is_flow:
        return kept[-1].end, kept[-1].end, "".join(f", {name}: {value}" for name, value in added)
    anchor = next(pair for pair in reversed(kept) if pair.is_line)
    at = _after_line(text, anchor.end)
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = "".join(f"{' ' * item.column}{name}: {value}{newline}" for name, value in added)
    is_complete = not at or text[at - 1] in "\r\n"
    return at, at, lines if is_complete else newline + lines.removesuffix(newline)


def _after_line(text: str, at: int) -> int:
    """Return the start of the line after a position."""
    match = _LINE_END.search(text, at)
    return match.end() if match else len(text)
