"""Quick reading of plain items, which most seed files consist of, without a YAML parser.

An item is plain if its fields are unquoted text on one line each. The other items are parsed as YAML, each run of them
alone. The result is the same as if the whole file were parsed as YAML, which takes ten times as long.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import yaml

from azmil.seeds import events
from azmil.seeds.node import Plain, SeedError, Sequence, is_clean, is_printable

if TYPE_CHECKING:
    from azmil.seeds.node import Node

START = "- "  # of an item
INDENT = "  "  # of its other fields
# A file with other characters or with marks of documents is left to the parser, which knows what they mean.
_OTHER = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_MARKS = ("---", "...", "%")
# A field: its indentation, name and value. The value begins with a letter or digit, and so with no mark of YAML, and
# contains neither a comment nor a colon before a blank or at the end. Other lines are matched as a whole.
_LINE = re.compile(rf"(?m:^(?:({START}|{INDENT})([a-z][a-z0-9_]*): ([^\W_][^#:\n]*+(?::(?! |$)[^#:\n]*+)*+)$|(.*)$))")


class _Form(NamedTuple):
    """What items with the same names on the same lines share: names, positions of the lines, and places of values."""

    names: tuple[str, ...]
    lines: list[int] | None  # None if every line has a field
    places: tuple[int, ...]


def items_of(text: str, shown: str) -> Sequence | None:
    """Return the items of a seed file, or None if it has to be parsed as YAML.

    ``shown`` is the name of the file in problems of its items.
    """
    if not is_clean(text) or (not is_printable(text) and _OTHER.search(text)):
        return None
    indents, names, values, others = zip(*_LINE.findall(text), strict=True)  # each has an item for each line
    starts = [at for at, indent in enumerate(indents) if indent == START or others[at][:2] == START]
    texts = [at for at, other in enumerate(others) if other and other[0] != "#"]  # lines that are not plain
    if not starts or any(names[: starts[0]]) or any(at < starts[0] or others[at].startswith(_MARKS) for at in texts):
        return None
    if " \n" in text or text[-1] == " " or not text.isascii():
        values = tuple(map(str.rstrip, values))
    items: list[Node] = []
    left: list[range] = []  # lines of the items before this one that are not plain
    forms: dict[tuple[str, ...], _Form | None] = {}
    for first, end in zip(starts, [*starts[1:], len(names)], strict=True):
        form = None
        if not (texts and _has_any(texts, first, end)):
            key = names[first:end]
            form = forms[key] if key in forms else forms.setdefault(key, _form(key))
        if form is None:
            left.append(range(first, end))
            continue
        if left and not _parse(items, text, left, shown):
            return None
        found = values[first:end] if form.lines is None else [values[first + at] for at in form.lines]
        items.append(Plain(first + 1, 3, form.names, found, form.places))
    if left and not _parse(items, text, left, shown):
        return None
    return Sequence(starts[0] + 1, 1, items)


def _has_any(lines: list[int], first: int, end: int) -> bool:
    """Return whether a range has any of some lines, which are sorted."""
    at = bisect_left(lines, first)
    return at < len(lines) and lines[at] < end


def _form(names: tuple[str, ...]) -> _Form | None:
    """Return the form of items with these names on their lines, or None if it has a name twice."""
    at = [line for line, name in enumerate(names) if name]
    fields = tuple(names[line] for line in at)
    if len(set(fields)) < len(fields):
        return None
    places = tuple(number for line in at for number in (line, len(names[line]) + 5))
    return _Form(fields, None if len(at) == len(names) else at, places)


def _parse(items: list[Node], text: str, ranges: list[range], shown: str) -> bool:
    """Add the items in consecutive ranges of lines, parsed as YAML, and clear these; return whether they are valid.

    If not, the whole file shows what is wrong.
    """
    first, end, count = ranges[0].start, ranges[-1].stop, len(ranges)
    ranges.clear()
    try:
        root = events.nodes_of("\n".join(text.split("\n")[first:end]), shown, first)
    except (SeedError, yaml.YAMLError):
        return False
    if not isinstance(root, Sequence) or len(root.items) != count:
        return False
    items += root.items
    return True
