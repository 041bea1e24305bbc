"""The file expected.yaml: the number of rows that each table must have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import Fault
from azmil.seeds.entry import Expected, Seeds
from azmil.seeds.node import Mapping, Node, Scalar
from azmil.seeds.words import instead_of_name
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from azmil.seeds.files import SeedFile

_COUNT = re.compile(r"\d{1,9}", re.ASCII)
NO_COUNTS = Fault(
    "expected.yaml contains something other than counts by table",
    "expected counts must be fields",
    "write '<table>: <count>', one per line",
)
NO_COUNTED = Fault(
    "expected.yaml gives a count for a table that seeds cannot fill", "no such table '{table}'", "{instead}"
)
NO_COUNT = Fault(
    "an expected count is not a whole number",
    "the count of '{table}' must be a whole number",
    "use digits, such as 12",
)


def gather(seeds: Seeds, file: SeedFile, root: Node, tables: Collection[str]) -> None:
    """Add the expected number of rows of each table to ``seeds``."""
    if not isinstance(root, Mapping):
        seeds.problems.append(Problem.of(file.display_path, 1, 1, NO_COUNTS()))
        return
    for name, (key, value) in root.fields.items():
        if name not in tables:
            error = NO_COUNTED(table=name, instead=instead_of_name(name, tables))
            seeds.problems.append(Problem.of(file.display_path, key.line, key.column, error))
        elif not isinstance(value, Scalar) or not _COUNT.fullmatch(value.text):
            seeds.problems.append(Problem.of(file.display_path, value.line, value.column, NO_COUNT(table=name)))
        else:
            seeds.expected.append(Expected(name, int(value.text), file, value.line, value.column))
