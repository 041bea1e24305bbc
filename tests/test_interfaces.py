"""Modules below the interfaces print nothing and do not exit; only what is published names commands and options."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from azmil import paths
from azmil.cli.app import COMMANDS
from azmil.cli.messages import HINTS, format_error
from azmil.errors import AzmilError, Exit, Fault, Hints
from modules import MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INTERFACES = ("assistants", "cli", "shell", "__main__.py")
PROGRAMS = ("pdf_pages.py",)  # run as separate processes
BELOW = [
    path for path in MODULES if path.name not in PROGRAMS and path.relative_to(paths.PACKAGE).parts[0] not in INTERFACES
]
ENDS = {"print", "input", "exit", "sys.exit", "os._exit", "os.abort", "sys.stderr", "sys.stdout", "sys.stdin"}
NAMED = re.compile(rf"\bazmil ({'|'.join(COMMANDS)})\b|(?<![\w-])--[a-z]")


def names(tree: ast.Module) -> Iterator[str]:
    """Yield every name in a module; attributes with the names before their dots."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)):
            yield ast.unparse(node)


def texts(tree: ast.Module) -> Iterator[str]:
    """Yield every string of a module that is not a docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("path", BELOW, ids=lambda path: str(path.relative_to(paths.PACKAGE)))
def test_a_module_below_the_interfaces_does_not_print_exit_or_name_commands(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ENDS & set(names(tree)) == set()
    is_published = path.relative_to(paths.PACKAGE).parts[0] == "publish"
    assert is_published or [text for text in texts(tree) if NAMED.search(text)] == []


def test_command_line_hints_contain_the_fields_of_the_general_hints() -> None:
    """Except the four that they may omit."""

    def fields(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)", text))

    for action, hint in HINTS.items():
        assert fields(action) <= fields(hint) | {"extra", "column", "known", "report"}, action


def test_the_command_line_adds_commands_to_the_hint_of_an_error() -> None:
    fault = Fault("a test", "cannot read {path}", Hints.BUILD_AGAIN, Exit.ERROR)
    error = fault(path="a b.db")
    assert isinstance(error, AzmilError)
    assert (error.message, error.hint, str(error)) == (
        "cannot read a b.db",
        "rebuild it",
        "cannot read a b.db; rebuild it",
    )
    assert format_error(error) == "cannot read a b.db; rebuild it with 'azmil --database 'a b.db' load'"


def test_modules_and_functions_stay_small() -> None:
    """No module over 300 lines, no function over 40."""
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 300, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{path}: {node.name}"
