"""Own which faults the tests provoke: each is named where it is provoked, and must be made there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azmil.cli.faults import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

CATALOGUE = catalogue()
PROVOKED: set[str] = set()


def provokes(name: str) -> pytest.MarkDecorator:
    """Mark a test as one that provokes the fault of a name; the fixture ``fault`` asserts that it does."""
    PROVOKED.add(name)
    return pytest.mark.parametrize("fault", [name], indirect=True)


def cases(names: str, rows: Sequence[tuple[object, ...]]) -> pytest.MarkDecorator:
    """Mark a test as one that provokes a fault with each row, of which the first value is the fault's name."""
    PROVOKED.update(str(row[0]) for row in rows)
    ids = [f"{row[0]}-{number}" for number, row in enumerate(rows)]
    return pytest.mark.parametrize(f"fault, {names}", rows, ids=ids, indirect=["fault"])
