"""Records as text: items in YAML, added to the end of seed files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import Fault
from azmil.seeds import nodes
from azmil.seeds.node import Mapping, Scalar, SeedError, Sequence
from azmil.workbench.patching import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from azmil.seeds.node import Node

NO_LIST = Fault(
    "a new record belongs to a seed file that is not a list with an item below another",
    "cannot add a record to '{path}': it is not a list of items, one below the other",
    "write each item below '- ', or rename the file",
)
_FIRST = ("id", "extends")
_LAST = ("sentence", "standing", "standing_reason", "cite", "context", "note")
_ITEM = re.compile(r"^( *)- ", re.MULTILINE)
_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f:#]|:(?=\S)|(?<=\S)#)*", re.UNICODE)
_PLAIN_IN_FLOW = re.compile(r"[^\W_][\w .()/-]*", re.UNICODE)


def item(fields: dict[str, Node]) -> str:
    """Return a record as an item of a seed file: its id first, its lines and notes last."""
    names = [*(name for name in _FIRST if name in fields)]
    names += [name for name in fields if name not in (*_FIRST, *_LAST)]
    names += [name for name in _LAST if name in fields]
    lines = [line for name in names for line in _field(name, fields[name])]
    return "".join(f"{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))


def _field(name: str, node: Node) -> Iterator[str]:
    """Yield the lines of a field."""
    if isinstance(node, Scalar):
        yield f"{name}: {scalar(node.text)}"
        return
    yield f"{name}:"
    for each in node.items if isinstance(node, Sequence) else [node]:
        yield f"  - {_in_flow(each)}"


def _in_flow(node: Node) -> str:
    """Return an item of a list inside a record, on one line."""
    if isinstance(node, Scalar):
        return scalar(node.text)
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{name}: {_short(value)}" for name, (_, value) in node.fields.items()) + "}"
    return "[" + ", ".join(map(_short, node.items)) + "]"


def _short(node: Node) -> str:
    return in_flow(node.text) if isinstance(node, Scalar) else _in_flow(node)


def in_flow(text: str) -> str:
    """Return a text as YAML between braces or brackets, in quotes only where it needs them."""
    return text if _PLAIN_IN_FLOW.fullmatch(text) else quoted(text)


def scalar(text: str) -> str:
    """Return a text as YAML, in quotes only where it needs them."""
    is_plain = _PLAIN.fullmatch(text) and not text.endswith((":", " ")) and text.isprintable()
    return text if is_plain else quoted(text)


def appended(before: str, items: Iterable[str], path: Path) -> tuple[str, list[int]]:
    """Return the text of a seed file with items added at its end, and the lines at which they begin.

    Items are set apart by blank lines where those before them are, and in a new file. Raises AzmilError if the file
    does not allow to add items.
    """
    added = list(items)
    text = before if not before or before.endswith("\n") else before + "\n"
    first = _ITEM.search(text)
    indent = first[1] if first else ""
    if text.strip() and first is None and not _is_empty(before, path):
        raise NO_LIST(path=path)
    between = "\n" if not first or re.search(r"\n\s*\n *- ", text) or len(_ITEM.findall(text)) == 1 else ""
    lines = []
    for each in added:
        text += between if text.strip() else ""
        lines.append(text.count("\n") + 1)
        text += "".join(f"{indent}{line}" for line in each.splitlines(keepends=True))
    _check(before, text, len(added), path)
    return text, lines


def _is_empty(text: str, path: Path) -> bool:
    """Return whether a seed file has nothing but comments."""
    try:
        return nodes.parse(text, str(path)) is None
    except SeedError:
        return False


def _check(before: str, text: str, count: int, path: Path) -> None:
    """Raise AzmilError if a file does not have as many items more as were added to it."""
    try:
        old, new = (
            nodes.parse(before.removeprefix("\ufeff"), str(path)),
            nodes.parse(text.removeprefix("\ufeff"), str(path)),
        )
    except SeedError:
        raise NO_LIST(path=path) from None
    known = len(old.items) if isinstance(old, Sequence) else 0
    if not isinstance(new, Sequence) or len(new.items) != known + count or (old is not None and not known):
        raise NO_LIST(path=path)
