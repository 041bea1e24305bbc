"""The examples and commands of the documentation, run as written on the database of the real seeds."""

from __future__ import annotations

import doctest
import io
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import azmil
from azmil import formats, paths
from azmil.errors import Exit
from azmil.seeds import Origin
from azmil.workbench import adding
from azmil.workbench.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Result

TOP = Path(__file__).resolve().parent.parent
PAGES = [TOP / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY")] + sorted((TOP / "docs").glob("*.md"))
BLOCK = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)
REPORT = re.compile(r"`(\w+\.sql)`[^`]*```sql\n(.*?)```", re.DOTALL)
LIBRARIES = ("pandas", "polars")
# The generated pages repeat the examples of the help, which tests/test_help.py runs.
GENERATED = {"commands.md", "dictionary.md", "errors.md"}
# Pages whose blocks of commands other tests run: those of
# recipes, of PostgreSQL and of the tutorial.
OTHERS = {"recipes.md", "postgresql.md", "tutorial.md"}
COMMAND = re.compile(r"^(?:\$ )?(azmil .*)$", re.MULTILINE)
FENCE = re.compile(r"^```(?:console|sh)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`(azmil [^`]+)`")
# A placeholder, such as FILE, or several commands in one.
PLACEHOLDER = re.compile(r"\b(?:FILE|FOLDER|NAME|COMMAND|COLUMN|REPORT|ID|KIND)\b|\|| -p$")
# Commands that are not run here, with the reason.
NOT_RUN = {
    "azmil mcp": "answers an assistant until its input ends",
    "azmil serve": "runs until it is interrupted",
    "azmil source add": "names a command that needs an argument",
    "azmil grant": "needs a server",
    "azmil propose": "names a command that needs an argument",
    "azmil review": "names a command that needs an argument",
    "azmil --database fleet.db conflicts": "test_tutorial.py runs it",
    "azmil --database fleet.db site pages": "test_tutorial.py runs it",
    "azmil site": "names a command that needs an argument",
    "azmil timeline": "names a command that needs an argument",
    "azmil show": "names a command that needs an argument",
    "azmil search": "names a command that needs an argument",
    "azmil sql": "names a command that needs an argument",
    "azmil new": "names a command that needs an argument",
    "azmil rename": "names a command that needs an argument",
    "azmil todo": "names a command that needs an argument",
    "azmil --database postgresql://server/azmil query equipment": "needs a server",
}
# A source of 66 lines and its new edition, in which two lines precede the others and one has changed.
LINES = [f"Ruritania had {number} tugs in {1900 + number}." for number in range(1, 67)]
LINES[3], LINES[14], LINES[22] = "# Tugs", "# More tugs", "Ruritania has no attack helicopters."
NEW_LINES = ["A second edition.", "It corrects the first.", *LINES]
NEW_LINES[24] = "Ruritania has some attack helicopters."
SEEDS = {
    "organizations/states.yaml": "- {id: ruritania, name: Ruritania, organization_kind: state, cite: 1-3}\n",
    "equipment/all.yaml": (
        "- {id: tugs, name: tugs, category: warship, cite: 1-3}\n"
        "- {id: attack-helicopters, name: attack helicopters, category: attack-helicopter, cite: 23}\n"
    ),
    "holdings/all.yaml": (
        "- {id: no-attack-helicopters, holder: ruritania, equipment: attack-helicopters, count: none, cite: 23}\n"
        '- {id: old-tugs, holder: ruritania, equipment: tugs, count: 1, cite: "1-3, 5-14, 16-22, 24-66"}\n'
    ),
}
DRAFT = '{"kind": "holding", "holder": "Ruritania", "equipment": "tugs", "count": 5, "cite": "report:5"}\n'
# A command whose exit code says that it found lines to read.
DIFFERENT = {"azmil source update report-2.txt --seeds mine --write"}
# Commands that add a source to a new folder, about a database with these seeds, and after a new edition of the source.
ADDS = re.compile(r"azmil source add ")
ASKS = re.compile(r"azmil (?:query|coverage|cite|show) .*\breport\b")
FOLLOWS = re.compile(r" --undo | no-attack-helicopters |--earlier")


def commands() -> list[str]:
    """Return each azmil command in the hand-written pages, in code blocks and between backticks, in order."""
    found: dict[str, None] = {}
    for path in PAGES:
        if path.name in GENERATED:
            continue
        text = path.read_text(encoding="utf-8")
        if path.name in OTHERS:
            text = FENCE.sub("", text)
        for block in FENCE.findall(text):
            found |= dict.fromkeys(COMMAND.findall(block))
        found |= dict.fromkeys(INLINE.findall(" ".join(text.split())))
    return [command for command in found if not PLACEHOLDER.search(command)]


def examples() -> list[tuple[str, Path, int]]:
    """Return each block of Python examples, with its page and the number of the preceding line."""
    found = []
    for path in (TOP / "README.md", TOP / "docs" / "python.md", TOP / "docs" / "tools.md"):
        text = path.read_text(encoding="utf-8")
        found += [(block[1], path, text.count("\n", 0, block.start(1))) for block in BLOCK.finditer(text)]
    return found


@pytest.fixture
def files(tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A current folder with the reports of docs/python.md and the database of README.md."""
    shutil.copy(database, tmp_path / "azmil.db")
    monkeypatch.chdir(tmp_path)
    for name, text in REPORT.findall((TOP / "docs" / "python.md").read_text(encoding="utf-8")):
        (tmp_path / name).write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("text", "path", "line"), examples(), ids=[f"{path.name}:{line + 1}" for _, path, line in examples()]
)
def test_a_python_example_prints_the_documented_output(
    text: str, path: Path, line: int, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each block runs separately, with a ``base`` like that of the first block."""
    for library in LIBRARIES:
        if library in text:
            pytest.importorskip(library)
    monkeypatch.setenv(paths.VARIABLE, str(database))
    output: list[str] = []
    with azmil.open() as base:
        names = {"azmil": azmil, "base": base}
        example = doctest.DocTestParser().get_doctest(text, names, path.name, str(path), line)
        failed, tried = doctest.DocTestRunner(verbose=False).run(example, out=output.append)
    if failed:
        pytest.fail("".join(output), pytrace=False)
    assert tried > 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents, drafts, the seeds ``mine`` of a document, and a database of these and the built-in seeds."""
    folder = tmp_path_factory.mktemp("documented")
    (folder / "report.txt").write_text("\n".join(LINES), encoding="utf-8")
    (folder / "report-2.txt").write_text("\n".join(NEW_LINES), encoding="utf-8")
    (folder / "notes.txt").write_text("person Iven Vask\n", encoding="utf-8")
    (folder / "drafts.jsonl").write_text(DRAFT, encoding="utf-8")
    adding.add(folder / "report.txt", folder / "mine", id_="report", split=None, described={"title": "A report"})
    for name, text in SEEDS.items():
        path = folder / "mine" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    load(folder / "sources.db", Origin((folder / "mine",)))
    return folder


@pytest.mark.parametrize("command", [command for command in commands() if command not in NOT_RUN])
def test_a_documented_command_succeeds(
    command: str,
    azmil: Callable[..., Result],
    database: Path,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each runs in a new folder, with the documents, the seeds, the databases and the saved reports that it needs."""
    here = shutil.copytree(folder, tmp_path / "here")
    for name in ("azmil", "old", "dev"):
        shutil.copy(database, here / f"{name}.db")
    monkeypatch.setenv(paths.VARIABLE, str(here / ("sources.db" if ASKS.search(command) else "dev.db")))
    monkeypatch.chdir(here)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    for name in ("mine", "boats"):
        if command.startswith(f"azmil query {name}"):
            assert azmil("query", "equipment", "--save-as", name).code == 0
    if ADDS.match(command):
        shutil.rmtree("mine")
    if FOLLOWS.search(command):
        assert azmil("source", "update", "report-2.txt", "--seeds", "mine", "--write").code == Exit.DIFFERENT
    if "--earlier" in command:
        assert azmil("load", "--alone", "mine").code == 0
    ended = azmil(*shlex.split(command)[1:])
    assert ended.code == (Exit.DIFFERENT if command in DIFFERENT else 0), ended.err


def test_every_command_that_is_not_run_is_documented() -> None:
    assert NOT_RUN.keys() <= set(commands())


def test_every_example_of_the_python_manual_is_found() -> None:
    """A misspelt fence would hide its examples."""
    text = (TOP / "docs" / "python.md").read_text(encoding="utf-8")
    assert text.count("\n>>> ") == sum(block.count(">>> ") for block in BLOCK.findall(text)) > 0


def test_the_readme_lists_the_formats() -> None:
    assert f"one of {', '.join(formats.NAMES)} " in (TOP / "README.md").read_text(encoding="utf-8")
