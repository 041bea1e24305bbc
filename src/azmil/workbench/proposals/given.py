"""Files of proposals made elsewhere, in JSON Lines or CSV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from azmil.errors import AzmilError, Exit, Fault, counted, suggestion_or_choices
from azmil.seeds import csv_nodes, nodes
from azmil.seeds.book import KIND_CODES
from azmil.seeds.entries import LISTS
from azmil.seeds.node import Mapping, SeedError, Sequence, clean
from azmil.values.problems import Problem
from azmil.workbench.proposals.kept import DRAFTED_BY, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JSON, CSV = ".jsonl", ".csv"
DEEPEST = 3  # lists of items with fields
NO_FORM = Fault(
    "a file of proposals is neither JSON Lines nor CSV, by its name",
    "cannot read '{path}': proposals are JSON Lines or CSV",
    "name the file .jsonl or .csv",
    Exit.USAGE,
)
REFUSED = Fault(
    "a file of proposals contains lines that are no records",
    "nothing was kept: {count}",
    "correct them and try again",
)
NO_OBJECT = Fault(
    "a line of a JSON Lines file is not a JSON object",
    "the line is not a JSON object",
    'write {{"kind": "holding", "cite": "report:45", …}}',
)
NO_VALUE = Fault(
    "a field of a proposal has a value that no field of a record can have",
    "the value of '{name}' is not text, a number, a list or fields",
    "write it as text",
)
NO_KIND = Fault(
    "a proposal lacks the field that says which kind of record it is, or has an unknown one",
    "'kind' is missing or unknown",
    "{instead}",
)
NO_PROPOSALS = Fault(
    "a file of proposals is empty",
    "'{path}' contains no proposals",
    "write one record per line or row",
)


def read(path: Path, drafted_by: str | None) -> list[tuple[str, dict[str, Any]]]:
    """Return the kind and the fields of each proposal in a file; ``drafted_by`` is the default of that field.

    Raises AzmilError with all problems if the file cannot be read.
    """
    if path.suffix.lower() not in (JSON, CSV):
        raise NO_FORM(path=path)
    problems: list[Problem] = []
    found: list[tuple[str, dict[str, Any]]] = []
    try:
        rows = list(_rows(path) if path.suffix.lower() == CSV else _lines(path, problems))
    except SeedError as error:
        rows, problems = [], [error.problem]
    for line, fields in rows:
        kind = str(fields.pop("kind", "") or "").strip().casefold().replace("_", "-").replace(" ", "-")
        if kind not in KIND_CODES:
            instead = suggestion_or_choices(kind, KIND_CODES) if kind else f"use one of: {', '.join(KIND_CODES)}"
            problems.append(Problem.of(str(path), line, 1, NO_KIND(instead=instead)))
        if drafted_by is not None:
            fields.setdefault(DRAFTED_BY, drafted_by)
        found.append((kind, fields))
    if problems:
        raise AzmilError(REFUSED, {"count": counted(len(problems), "problem")}, REFUSED.hint, sorted(problems))
    if not found:
        raise NO_PROPOSALS(path=path)
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    root = csv_nodes.read(path, str(path), LISTS)
    for item in root.items if isinstance(root, Sequence) else []:
        if isinstance(item, Mapping):
            yield item.line, plain(item)


def _lines(path: Path, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(nodes.text_of(path, str(path)).removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
            if not isinstance(found, dict):
                raise NO_OBJECT()
            yield number, {name: _value(name, value) for name, value in found.items() if value is not None}
        except (ValueError, RecursionError):
            problems.append(Problem.of(str(path), number, 1, NO_OBJECT()))
        except AzmilError as error:
            problems.append(Problem.of(str(path), number, 1, error))


def _value(name: str, value: Any, depth: int = 0) -> Any:
    """Return a JSON value as a seed file has it: texts, lists and fields."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list) and depth < DEEPEST:
        return [_value(name, each, depth + 1) for each in value]
    if isinstance(value, dict) and depth < DEEPEST:
        return {key: _value(name, each, depth + 1) for key, each in value.items() if each is not None}
    raise NO_VALUE(name=name)
