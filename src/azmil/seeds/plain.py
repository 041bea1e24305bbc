"""Quick reading of plain items, which most seed files consist of, without a YAML parser.

An item is plain if its fields are unquoted text on one line each. The other items are parsed as YAML, each run of them
alone. The result is the same as if the whole file were parsed as YAML, which takes five times as long.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from azmil import values
from azmil.seeds import events
from azmil.seeds.node import LONGEST_TEXT, Mapping, Scalar, SeedError, Sequence, clean

if TYPE_CHECKING:
    from azmil.seeds.node import Node

START = "- "  # of an item
# A file with other characters or with marks of documents is left to the parser, which knows what they mean.
_OTHER = re.compile(
    r"(?m:^(?:---|\.\.\.|%))|[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def items_of(text: str, shown: str) -> Sequence | None:
    """Return the items of a seed file, or None if it has to be parsed as YAML.

    ``shown`` is the name of the file in problems of its items.
    """
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if line.startswith(START)]
    before = lines[: starts[0]] if starts else lines
    if not starts or any(map(_is_text, before)) or _OTHER.search(text) or values.CHECKSUM_MARK in text:
        return None
    items: list[Node] = []
    left: list[range] = []  # lines of the items before this one that are not plain
    names: set[str] = set()
    is_ascii = text.isascii()
    for first, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        found = _plain(lines, first, end, names, is_ascii=is_ascii)
        if found is None:
            left.append(range(first, end))
            continue
        if left and not _parse(items, lines, left, shown):
            return None
        items.append(found)
    if left and not _parse(items, lines, left, shown):
        return None
    return Sequence(starts[0] + 1, 1, items)


def _is_text(line: str) -> bool:
    """Return whether a line is neither empty nor a comment without indentation."""
    return line[:1] not in ("", "#")


def _plain(lines: list[str], first: int, end: int, names: set[str], *, is_ascii: bool) -> Mapping | None:
    """Return the item in a range of lines, or None if it is not plain; add the names of its fields to ``names``."""
    fields: dict[str, tuple[Scalar, Node]] = {}
    new = tuple.__new__  # as fast as a tuple, and so twice as fast as the constructor
    for number, line in enumerate(lines[first:end], first + 1):
        name, _, value = line[2:].partition(": ")
        # The value begins with a letter or digit, and so with no mark of YAML.
        if value[:1].isalnum() and line[:2] == ("  " if fields else START) and name not in fields:
            if "#" in line or ": " in value or value[-1] == ":" or len(value) > LONGEST_TEXT:
                return None
            if name not in names:
                if not _NAME.fullmatch(name):
                    return None
                names.add(name)
            text = value.rstrip() if is_ascii else clean(value)
            fields[name] = new(Scalar, (number, 3, name, None)), new(Scalar, (number, len(name) + 5, text, None))
        elif _is_text(line):
            return None
    return Mapping(first + 1, 3, fields)


def _parse(items: list[Node], lines: list[str], ranges: list[range], shown: str) -> bool:
    """Add the items in consecutive ranges of lines, parsed as YAML, and clear these; return whether they are valid.

    If not, the whole file shows what is wrong.
    """
    first, end, count = ranges[0].start, ranges[-1].stop, len(ranges)
    ranges.clear()
    try:
        root = events.nodes_of("\n".join(lines[first:end]), shown, first)
    except (SeedError, yaml.YAMLError):
        return False
    if not isinstance(root, Sequence) or len(root.items) != count:
        return False
    items += root.items
    return True
