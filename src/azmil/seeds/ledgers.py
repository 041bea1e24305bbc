"""Reading of ledgers of editions, the files ``editions/<source>.csv`` of seed folders."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from azmil.errors import Fault
from azmil.values.editions import parse
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from azmil.seeds.entry import Seeds
    from azmil.seeds.files import SeedFile

FOLDER = "editions"
ENDING = ".csv"
NOT_VALID = Fault(
    "a ledger of editions is not valid",
    "not a row of a ledger of editions: {reason}",
    "restore the file: azmil writes it",
)


def is_ledger(file: SeedFile) -> bool:
    """Return whether a seed file is a ledger of editions."""
    return file.parts[0] == FOLDER and file.path.suffix == ENDING


def gather(seeds: Seeds, file: SeedFile) -> None:
    """Add a ledger to the seeds, or its problem."""
    source = file.path.stem
    try:
        rows = list(parse(file.path.read_text(encoding="utf-8")))
    except (OSError, csv.Error, ValueError) as error:
        line, reason = error.args if len(error.args) == 2 else (1, "it cannot be read")  # noqa: PLR2004 - see parse
        number = line if isinstance(line, int) else 1
        seeds.problems.append(Problem.of(file.display_path, number, 1, NOT_VALID(reason=reason)))
        return
    for row in rows:
        seeds.editions[row.edition] = source
        seeds.ledger[row.edition, row.old_line] = row
