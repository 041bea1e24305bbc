"""Imports: no cycles, including imports in functions, for types only, and by a name in a string."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from azmil import paths
from azmil.cli.app import COMMANDS
from azmil.formats import NAMES
from modules import MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The only modules that import others by a name computed at run time, and the modules that they import.
BY_NAME = {
    "azmil.cli.app": [f"azmil.cli.{name}" for name in COMMANDS],
    "azmil.formats": [f"azmil.formats.{name}" for name in NAMES],
}


def sources() -> dict[str, Path]:
    """Return the path of each module of azmil by the name of the module."""
    found = {}
    for path in MODULES:
        parts = path.relative_to(paths.PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(module: str, tree: ast.Module, known: dict[str, Path]) -> Iterator[str]:
    """Yield the modules of azmil that a module imports, at its top or in functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else str(node.module)
    yield from BY_NAME.get(module, ())


def test_there_are_no_import_cycles() -> None:
    known = sources()
    graph = {
        module: set(imported(module, ast.parse(path.read_text(encoding="utf-8")), known))
        for module, path in known.items()
    }
    done: set[str] = set()

    def follow(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join([*trail[trail.index(module) :], module])
        if module not in done:
            for other in sorted(graph[module]):
                follow(other, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        follow(module, ())


def test_only_two_modules_import_others_by_name() -> None:
    found = {name for name, path in sources().items() if "import_module(" in path.read_text(encoding="utf-8")}
    assert found == set(BY_NAME)
