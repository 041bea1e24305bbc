"""What the tests share: a database built from the real seeds once, and the command line called in process."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

import azmil as azmil_package
from azmil import cli, paths
from azmil.errors import AzmilError, Fault
from azmil.workbench.load import load
from faults import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from azmil import Base


# The kinds of database that the tests of answers are run on. A difference between them that is allowed is a row of
# this table, with its reason: (backend, test) -> reason.
BACKENDS = ("sqlite",)
DIFFERENCES: dict[tuple[str, str], str] = {}


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    out: str
    err: str
    code: int

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of an answer printed as JSON."""
        found: list[dict[str, Any]] = json.loads(self.out)
        return found


@pytest.fixture(autouse=True, scope="session")
def _ctrl_c() -> None:
    """Let Ctrl-C be heard, which a shell has ignored by whatever it starts in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def _separate_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the folders of whoever runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        patch.delenv(paths.VARIABLE, raising=False)
        yield


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database that the tests are run on, each in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def database(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database built from the real seeds."""
    path = tmp_path_factory.mktemp(f"built-{backend}") / "azmil.db"
    load(path)
    return path


@pytest.fixture
def base(database: Path) -> Iterator[Base]:
    """The base of the real seeds, as Python asks it."""
    with azmil_package.open(database) as opened:
        yield opened


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect a test to fail where a difference of its backend is allowed; one that passes then fails."""
    for item in items:
        backend = getattr(item, "callspec", None) and item.callspec.params.get("backend")  # type: ignore[attr-defined]
        if reason := DIFFERENCES.get((str(backend), item.name.partition("[")[0])):
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


@pytest.fixture
def fault(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fault]:
    """The fault that a test provokes, of which an error must have been made at its end."""
    provoked: Fault = CATALOGUE[request.param]
    made: list[Fault] = []
    make = AzmilError.__init__

    def noted(error: AzmilError, fault: Fault, *given: Any) -> None:
        made.append(fault)
        make(error, fault, *given)

    monkeypatch.setattr(AzmilError, "__init__", noted)
    yield provoked
    assert provoked in made


@pytest.fixture
def azmil(database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Call azmil in this process, on the database of the real seeds unless another is named."""
    monkeypatch.setenv(paths.VARIABLE, str(database))
    monkeypatch.delenv("COLUMNS", raising=False)

    def call(*arguments: str) -> Result:
        capsys.readouterr()
        code = cli.run(list(arguments))
        captured = capsys.readouterr()
        return Result(captured.out, captured.err, code)

    return call


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small sound folder of seeds: a source of four lines, two things, two claims; azmil is started beside it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "seeds"
    files = {
        "sources/report.yaml": SOURCE,
        "passages/report.yaml": PASSAGES,
        "organizations/states.yaml": STATES,
        "equipment/boats.yaml": BOATS,
        "holdings/boats.yaml": HOLDINGS,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return folder


SOURCE = f"""\
- id: report
  title: A report of four lines
  kind: report
  file_name: report.txt
  sha256: {"0" * 64}
  line_count: 4
  reliability: f
"""
PASSAGES = """\
- {source: report, line: 1, fingerprint: aaaa}
- {source: report, line: 2, verdict: blank}
- {source: report, line: 3, fingerprint: bbbb}
- {source: report, line: 4, fingerprint: aaaa}
"""
STATES = """\
- id: ruritania
  name: Ruritania
  organization_kind: state
  cite: 1, 4
"""
BOATS = """\
- id: tugs
  name: tugs
  category: warship
  aliases:
    - tugboats
  cite: 1, 4
"""
HOLDINGS = """\
- id: ruritania-tugs
  holder: ruritania
  equipment: tugs
  count: over 600
  cite: 1, 4

- id: ruritania-tugs-2008
  holder: ruritania
  equipment: tugs
  count: 7
  date: 2008
  sentence: Ruritania had 7 tugs in 2008.
  cite: 3
"""
