"""Edits of seed files as text: values replaced and fields set in place, with comments, quotes and layout kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

BOM = "\ufeff"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_END = re.compile(r"\r\n|\r|\n")  # a seed file has no other line breaks of YAML
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _.()/-]*[A-Za-z0-9_.()/-])?", re.ASCII)
_PLAIN_LINES = re.compile(r"[a-z0-9-]+(?:(?::|, *)[a-z0-9-]+)*", re.ASCII)  # lines, which need quotes between braces
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_BLOCK_STYLES = ("|", ">")
Place = tuple[int, int]  # line and column, both counted from 1, as in messages
Span = tuple[int, int, str]  # start and end in a text, and what replaces it


class Edit(NamedTuple):
    """A new text for the value that begins at a line and column, both counted from 1."""

    line: int
    column: int
    text: str


class _Value(NamedTuple):
    """A value in a text: where it is, its text if it has one, and how that is written."""

    start: int
    end: int
    text: str | None  # None for a list or an item
    style: str  # the quote, "|" or ">" for a text in block style, or empty
    is_flow: bool  # whether it is between brackets or braces

    @property
    def is_line(self) -> bool:
        """Whether it is a text that ends on the line where ``end`` is."""
        return self.text is not None and self.style not in _BLOCK_STYLES


class _Pair(NamedTuple):
    """A field of an item: its name, where that begins, and its value."""

    name: str
    start: int
    value: _Value


@dataclass(slots=True)
class _Parsed:
    """The texts of a seed file and the fields of its items, each by its place."""

    values: dict[Place, _Value] = field(default_factory=dict)
    items: dict[Place, list[_Pair]] = field(default_factory=dict)
    flow_items: set[Place] = field(default_factory=set)  # those in braces


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return the text of a seed file with values replaced; each keeps its quotes, or gets some if it needs them.

    The file must be a valid seed file, with a text at the place of each edit.
    """
    values = _parsed(text).values
    spans = []
    for edit in edits:
        value = values[edit.line, edit.column]
        if edit.text != value.text:
            spans.append(_replacement(value, edit.text))
    return _with(text, spans)


def patched(text: str, changes: Mapping[Place, Mapping[str, str | None]]) -> str:
    """Return the text of a seed file with fields of items set to new texts, or removed where the text is None.

    Each item is named by its line and column, as ``Entry`` has them. The file must be a valid seed file.
    """
    parsed = _parsed(text)
    spans: list[Span] = []
    for place, fields in changes.items():
        pairs = parsed.items[place]
        if place in parsed.flow_items:
            spans += _flow_spans(pairs, fields)
        else:
            spans += _block_spans(text, pairs, fields, place[1] - 1)
    return _with(text, spans)


def values_of(text: str) -> dict[Place, str]:
    """Return the texts in a seed file, without quotes, by line and column."""
    return {place: value.text or "" for place, value in _parsed(text).values.items()}


def quoted(text: str) -> str:
    """Return a text as a YAML scalar, in double quotes where it needs them."""
    return text if _PLAIN.fullmatch(text) else _in_quotes(text)


def _in_quotes(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def _with(text: str, spans: Iterable[Span]) -> str:
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _replacement(value: _Value, new: str) -> Span:
    """Return the span that replaces a value by a text in the same quotes."""
    if value.style == '"':
        written = _in_quotes(new)
    elif value.style == "'" and not set(new) & set("\n\t"):
        written = "'" + new.replace("'", "''") + "'"
    else:
        is_plain = value.style != "'" and not value.is_flow and _PLAIN_LINES.fullmatch(new)
        written = new if is_plain else quoted(new)
    return value.start, value.end, " " * (value.start == value.end) + written


def _parsed(text: str) -> _Parsed:
    """Return the values and items of a seed file."""
    body = text.removeprefix(BOM)
    first = len(text) - len(body)
    starts = [first, *(first + match.end() for match in _LINE_END.finditer(body))]
    parsed = _Parsed()
    events = yaml.parse(body, Loader=_LOADER)
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            _Walk(text, starts, parsed).value(event, events, is_flow=False)
    return parsed


class _Walk(NamedTuple):
    """A walk through the events of a seed file."""

    text: str
    starts: Sequence[int]  # of the lines
    parsed: _Parsed

    def offset(self, mark: Any) -> int:
        """Return the position of a mark, which may be below the last line."""
        return int(self.starts[mark.line] + mark.column) if mark.line < len(self.starts) else len(self.text)

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], *, is_flow: bool) -> _Value:
        """Return the value that begins with an event, and add what is in it; skip the events inside it."""
        mark: Any = event.start_mark
        place = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            end = self.offset(event.end_mark)
            if event.style in _BLOCK_STYLES:
                end = self.before_blanks(end)
            value = _Value(self.offset(mark), end, event.value, event.style or "", is_flow)
            self.parsed.values[place] = value
            return value
        is_flow = is_flow or bool(getattr(event, "flow_style", False))
        if isinstance(event, yaml.MappingStartEvent):
            pairs = self.parsed.items[place] = []
            if is_flow:
                self.parsed.flow_items.add(place)
            while not isinstance(last := next(events), yaml.MappingEndEvent):
                name = self.value(last, events, is_flow=is_flow)
                pairs.append(_Pair(name.text or "", name.start, self.value(next(events), events, is_flow=is_flow)))
        else:
            while not isinstance(last := next(events), yaml.SequenceEndEvent):
                self.value(last, events, is_flow=is_flow)
        return _Value(self.offset(mark), self.before_blanks(self.offset(last.end_mark)), None, "", is_flow)

    def before_blanks(self, end: int) -> int:
        """Return the end of a value without the line ends and blanks after it: in block style it ends at the next."""
        while end and self.text[end - 1] in "\r\n ":
            end -= 1
        return end


def _changes(
    pairs: Sequence[_Pair], fields: Mapping[str, str | None], removed: Callable[[int], tuple[int, int]]
) -> Iterator[Span]:
    """Yield what to replace so that the pairs of an item have these values, or are removed.

    ``removed`` returns the start and the end of what to remove for the pair at an index, if a pair before it is kept.
    """
    kept = [pair for pair in pairs if fields.get(pair.name, "") is not None]
    for index, pair in enumerate(pairs):
        new = fields.get(pair.name, "")
        if new is not None:
            if pair.name in fields:
                yield _replacement(pair.value, new)
        elif kept and kept[0].start < pair.start:
            yield (*removed(index), "")
        else:
            yield pair.start, pairs[index + 1].start if index + 1 < len(pairs) else pair.value.end, ""


def _whole_lines(text: str, pair: _Pair) -> tuple[int, int]:
    """Return the start and the end of the lines of a pair."""
    return text.rfind("\n", 0, pair.start) + 1, _after_line(text, pair.value.end)


def _flow_spans(pairs: Sequence[_Pair], fields: Mapping[str, str | None]) -> Iterator[Span]:
    """Yield what to replace in an item in braces so that it has these fields."""
    kept = [pair for pair in pairs if fields.get(pair.name, "") is not None]
    yield from _changes(pairs, fields, lambda index: (pairs[index - 1].value.end, pairs[index].value.end))
    end = kept[-1].value.end
    yield end, end, "".join(f", {name}: {quoted(new)}" for name, new in _added(pairs, fields))


def _block_spans(text: str, pairs: Sequence[_Pair], fields: Mapping[str, str | None], column: int) -> Iterator[Span]:
    """Yield what to replace in an item with a field per line so that it has these fields."""
    kept = [pair for pair in pairs if fields.get(pair.name, "") is not None]
    yield from _changes(pairs, fields, lambda index: _whole_lines(text, pairs[index]))
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = "".join(f"{' ' * column}{name}: {quoted(new)}{newline}" for name, new in _added(pairs, fields))
    anchor = next((pair for pair in reversed(kept) if pair.value.is_line), None)
    if anchor is None:
        yield kept[0].start, kept[0].start, lines[column:] + " " * column * bool(lines)
    elif lines:
        at = _after_line(text, anchor.value.end)
        yield at, at, lines if text[at - 1] in "\r\n" else newline + lines.removesuffix(newline)


def _added(pairs: Sequence[_Pair], fields: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Yield the fields that an item does not have yet."""
    present = {pair.name for pair in pairs}
    for name, new in fields.items():
        if new is not None and name not in present:
            yield name, new


def _after_line(text: str, at: int) -> int:
    """Return the start of the line after a position."""
    match = _LINE_END.search(text, at)
    return match.end() if match else len(text)
