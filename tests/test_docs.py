"""The examples of the documents, run as written on the database of the real seeds."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import azmil
from azmil import formats, paths

TOP = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)
REPORT = re.compile(r"`(\w+\.sql)`[^`]*```sql\n(.*?)```", re.DOTALL)
LIBRARIES = ("pandas", "polars")


def examples() -> list[tuple[str, Path, int]]:
    """Return each block of examples, with its document and the number of the line before it."""
    found = []
    for path in (TOP / "README.md", TOP / "docs" / "python.md"):
        text = path.read_text(encoding="utf-8")
        found += [(block[1], path, text.count("\n", 0, block.start(1))) for block in BLOCK.finditer(text)]
    return found


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start in a folder with the reports that docs/python.md shows."""
    monkeypatch.chdir(tmp_path)
    for name, text in REPORT.findall((TOP / "docs" / "python.md").read_text(encoding="utf-8")):
        (tmp_path / name).write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("text", "path", "line"), examples(), ids=[f"{path.name}:{line + 1}" for _, path, line in examples()]
)
def test_an_example_prints_what_the_document_says(
    text: str, path: Path, line: int, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each block runs by itself, on the base that the first one opens."""
    for library in LIBRARIES:
        if f"to_{library}" in text:
            pytest.importorskip(library)
    monkeypatch.setenv(paths.VARIABLE, str(database))
    said: list[str] = []
    with azmil.open() as base:
        names = {"azmil": azmil, "base": base}
        example = doctest.DocTestParser().get_doctest(text, names, path.name, str(path), line)
        failed, tried = doctest.DocTestRunner(verbose=False).run(example, out=said.append)
    if failed:
        pytest.fail("".join(said), pytrace=False)
    assert tried > 0


def test_the_manual_of_python_has_examples() -> None:
    """A fence that is misspelt would hide its examples."""
    text = (TOP / "docs" / "python.md").read_text(encoding="utf-8")
    assert text.count("\n>>> ") == sum(block.count(">>> ") for block in BLOCK.findall(text)) > 0


def test_the_readme_names_the_formats() -> None:
    assert f"one of {', '.join(formats.NAMES)} " in (TOP / "README.md").read_text(encoding="utf-8")
