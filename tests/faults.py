"""The catalogue of all errors, and decorators for the tests that provoke them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import pytest

import azmil

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.errors import Fault


def catalogue() -> dict[str, Fault]:
    """Return every fault by ``module.NAME``, where the module is the one that defines it."""
    found: dict[str, Fault] = {}
    for info in walk_packages(azmil.__path__, "azmil."):
        if info.name == "azmil.__main__":
            continue
        module = import_module(info.name)
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        for name in re.findall(r"^([A-Z_0-9]+) = Fault\(", text, re.MULTILINE):
            found[f"{info.name.removeprefix('azmil.')}.{name}"] = getattr(module, name)
    return dict(sorted(found.items()))


CATALOGUE = catalogue()
PROVOKED: set[str] = set()


def provokes(name: str) -> pytest.MarkDecorator:
    """Mark a test as provoking a fault; the fixture ``fault`` asserts that it does."""
    PROVOKED.add(name)
    return pytest.mark.parametrize("fault", [name], indirect=True)


def cases(names: str, rows: Sequence[tuple[object, ...]]) -> pytest.MarkDecorator:
    """Mark a test as provoking one fault per row; the first value of a row is the name of the fault."""
    PROVOKED.update(str(row[0]) for row in rows)
    ids = [f"{row[0]}-{number}" for number, row in enumerate(rows)]
    return pytest.mark.parametrize(f"fault, {names}", rows, ids=ids, indirect=["fault"])
