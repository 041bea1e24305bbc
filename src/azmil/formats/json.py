"""JSON: a list of objects for rows, one object for a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.formats.base import Format, unique, with_cited_lines
from azmil.formats.terminal.screen import UNSAFE
from azmil.reports import types

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from azmil.values.answers import Answer, Column
    from azmil.values.sheets import Citations, Field, Sheet
    from azmil.values.trees import Claim, Node, Tree


def values(answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield each row as an object with distinct names."""
    answer = with_cited_lines(answer)
    names = unique(answer.names)
    for row in answer.rows:
        cells = zip(names, answer.columns, row, strict=True)
        yield {name: _value(column, value) for name, column, value in cells}


def _value(column: Column, value: object) -> object:
    if value is None:
        return None
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and not -float("inf") < value < float("inf"):
        return None
    return types.of(column).stored(value)


def to_json(value: object, stream: TextIO, indent: int | None = None) -> str:
    """Return a value as JSON with a newline at the end.

    Characters that could control a terminal are escaped; for a stream that is not Unicode, so is all non-ASCII.
    """
    import json  # noqa: PLC0415 - only this format needs it

    is_ascii = not (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=is_ascii, indent=indent, allow_nan=False)
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _write_rows(answer: Answer, stream: TextIO, *, wide: bool = False) -> None:  # noqa: ARG001 - always all columns
    stream.write(to_json(list(values(answer)), stream, indent=2))


def _write_record(record: Sheet | Citations, stream: TextIO) -> None:
    from azmil.values.sheets import Sheet  # noqa: PLC0415 - only records need it

    found = sheet(record) if isinstance(record, Sheet) else {"id": record.id, "cited": places(record)}
    stream.write(to_json(found, stream, indent=2))


def sheet(record: Sheet) -> dict[str, Any]:
    """Return a sheet as an object."""
    return {
        "id": record.id,
        "kind": record.kind,
        "sentence": record.sentence,
        **_fields(record.fields),
        "aliases": [dict(zip(("name", "kind", "note"), alias, strict=True)) for alias in record.aliases],
        "lines": record.lines,
        "witnesses": record.witnesses,
        "wordings": record.wordings,
        "about": list(values(record.about)),
        "parts": list(values(record.parts)),
    }


def _fields(fields: list[Field]) -> dict[str, str | list[str]]:
    """Return fields by name; the values of a repeated field, such as a participant of an event, as a list."""
    found: dict[str, list[str]] = {}
    for each in fields:
        found.setdefault(each.name, []).append(each.shown)
    return {name: several if len(several) > 1 else several[0] for name, several in found.items()}


def places(record: Citations) -> list[dict[str, Any]]:
    """Return the citations of a record as objects."""
    return [
        {
            "lines": place.locator,
            "section": place.section,
            "role": place.role,
            **({"pages": place.pages} if place.pages else {}),
            "text": [text for _, text in place.lines],
        }
        for place in record.places
    ]


def _write_tree(tree: Tree, stream: TextIO) -> None:
    stream.write(to_json(roots(tree), stream, indent=2))


def roots(tree: Tree) -> list[dict[str, Any]]:
    """Return the roots of a tree as nested objects; a root also has its country, and the paths down to it."""
    paths = [[{"id": step.id, "name": step.name, "claims": list(map(_claim, step.links))} for step in path]
             for path in tree.above]  # fmt: skip
    return [{**_node(node), "country": node.country, "above": paths} for node in tree.roots]


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": node.name,
        "kind": node.kind,
        "relation": node.relation,
        "strength": node.strength,
        "hedge": node.hedge,
        "lines": node.lines,
        "claims": [_claim(claim) for claim in (*node.links, *node.figures)],
        "is_repeated": node.is_repeated,
        "parts": list(map(_node, node.parts)),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "says": claim.said,
        "date": claim.date,
        "observed": claim.observed,
        "holds": claim.holds,
        "hedge": claim.hedge,
        "lines": claim.lines,
    }


FORMAT = Format(
    "json",
    "a JSON list of objects, for programs",
    _write_rows,
    _write_record,
    _write_tree,
    streams=False,
)
