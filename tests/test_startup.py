"""Start-up: queries do not import the loader and its dependencies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from azmil import paths

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
from azmil import cli
code = cli.run({arguments!r})
loaded = sorted({{name.split('.')[0] for name in sys.modules}} & {{'sqlalchemy', 'alembic', 'yaml', 'pydantic', 'jinja2'}})
print(code, loaded, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "equipment", "--branch", "navy"],
        ["query", "facts", "--format", "json"],
        ["timeline", "2006"],
        ["show", "navy"],
        ["tree", "navy"],
        ["sql", "SELECT 1"],
        ["query", "equipment", "--help"],
        ["query", "equipment", "--branch", "nvy"],
    ],
    ids=" ".join,
)
def test_a_query_imports_neither_sqlalchemy_nor_alembic_nor_yaml_nor_pydantic_nor_jinja2(
    database: Path, arguments: list[str]
) -> None:
    whole = ["--database", str(database), *arguments]
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(arguments=whole)], capture_output=True, text=True, check=True
    )
    code, loaded = ended.stderr.splitlines()[-1].split(" ", 1)
    assert (code, loaded) == ("2" if "nvy" in arguments else "0", "[]")


def test_csv_output_does_not_import_rich(database: Path) -> None:
    program = PROGRAM.replace("'pydantic', 'jinja2'", "'rich'")
    whole = ["--database", str(database), "query", "facts", "--format", "csv"]
    ended = subprocess.run(
        [sys.executable, "-c", program.format(arguments=whole)], capture_output=True, text=True, check=True
    )
    assert ended.stderr.splitlines()[-1] == "0 []"


@pytest.mark.parametrize("arguments", [["query", "equipment", "--branch", "navy"], ["timeline", "2006"]], ids=" ".join)
@pytest.mark.parametrize("is_named", [True, False], ids=["named", "default"])
def test_a_query_imports_few_modules_of_azmil(
    database: Path, tmp_path: Path, arguments: list[str], *, is_named: bool
) -> None:
    """The default database is compared with the reports of this azmil; one given by path is not."""
    (tmp_path / "azmil").mkdir()
    shutil.copy(database, tmp_path / "azmil" / "azmil.db")
    program = (
        "import sys\nfrom azmil import cli\n"
        f"cli.run([*{['--database', str(database)] if is_named else []!r}, *{arguments!r}])\n"
        "print(*sorted(name for name in sys.modules if name.startswith('azmil')), file=sys.stderr)"
    )
    environment = {name: value for name, value in os.environ.items() if name != paths.VARIABLE}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, env=environment | {"XDG_DATA_HOME": str(tmp_path)},
    )  # fmt: skip
    *notes, modules = ended.stderr.splitlines()
    assert not [note for note in notes if "built" in note], "the default database was built again"
    assert len(modules.split()) <= 32, modules
