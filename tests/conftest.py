"""Shared fixtures: a database built from the real seeds, and azmil run in the test process."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

import azmil as azmil_package
import servers
from azmil import cli, paths
from azmil.errors import AzmilError, Fault
from azmil.workbench.load import load
from faults import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from azmil import Base
    from azmil.paths import Address
    from azmil.values.contents import Contents
    from servers import TestServer


# The backends that the tests of results run on. Each difference that is allowed between them is listed here with its
# reason: (backend, test) -> reason.
BACKENDS = ("sqlite", "postgres") if servers.is_available() else ("sqlite",)
DIFFERENCES: dict[tuple[str, str], str] = {}
# Tests that do not run on other backends, some of them only with one value, and the reasons.
_DIALECT = "its SQL is that of SQLite"
ONLY_SQLITE = {
    "test_doctor_reports_a_sqlite_without_full_text_search": "PostgreSQL always has it",
    "test_a_lack_of_threads_is_reported": "a statement on a server needs no thread",
    "test_a_function_that_cannot_be_stopped_is_abandoned_with_its_connection": "PostgreSQL can stop all its functions",
    "test_a_statement_that_does_more_than_read_is_refused[SELECT load_extension('x');]": "PostgreSQL has no such function",
    "test_the_time_of_a_statement_is_printed_on_stderr": "PostgreSQL names columns without a name ?column?",
    "test_an_existing_file_is_kept_if_the_command_fails": _DIALECT,
    "test_an_empty_result_and_an_empty_stream_are_not_failures": _DIALECT,
    "test_parameters_are_bound_and_not_inserted": _DIALECT,
    "test_results_are_appended_to_the_output_file": _DIALECT,
    "test_statements_that_read_are_allowed": _DIALECT,
    "test_a_parameter_is_bound_with_its_type": _DIALECT,
    "test_a_result_that_is_too_large_is_refused": _DIALECT,
    "test_a_report_is_truncated_at_the_default_limit": _DIALECT,
    "test_a_number_may_be_a_decimal_and_text_is_not_converted": _DIALECT,
}


@dataclass(frozen=True)
class Result:
    """The output, the messages and the exit code of a command."""

    out: str
    err: str
    code: int

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of a result printed as JSON."""
        rows: list[dict[str, Any]] = json.loads(self.out)
        return rows


@pytest.fixture(autouse=True, scope="session")
def _enable_ctrl_c() -> None:
    """Restore the handler of SIGINT, which a shell disables in background processes."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def _temporary_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Use temporary folders instead of the user's data, configuration and state folders."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        patch.delenv(paths.VARIABLE, raising=False)
        yield


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The name of a backend; the tests run once for each."""
    return str(request.param)


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    """A PostgreSQL server."""
    if not servers.is_available():
        pytest.skip("no psycopg, or no PostgreSQL")
    with servers.server() as server:
        yield server


@pytest.fixture(scope="session")
def database(backend: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Address:
    """A database built from the real seeds; tests that use it directly run on SQLite only."""
    path: Address = tmp_path_factory.mktemp(f"built-{backend}") / "azmil.db"
    if backend == "postgres":
        path = paths.address(request.getfixturevalue("postgres").create("azmil"))
    load(path)
    return path


@pytest.fixture(scope="session")
def contents(database: Path) -> Contents:
    """Everything in the database built from the real seeds, for publishing it."""
    from azmil.api.contents import contents as contents_of

    with azmil_package.open(database) as base:
        return contents_of(base)


@pytest.fixture(scope="session")
def pages(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the real base, in a folder whose name has a blank and a letter beyond ASCII."""
    from azmil.publish import site
    from azmil.publish.options import Options

    folder = tmp_path_factory.mktemp("site") / "pages ə"
    site.write_folder(contents, folder, Options())
    return folder


@pytest.fixture
def base(database: Address) -> Iterator[Base]:
    """A knowledge base opened on the real seeds, as in Python."""
    with azmil_package.open(database.url if isinstance(database, paths.Server) else database) as opened:
        yield opened


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests in which a backend may differ as expected failures; if one passes, it fails the run.

    Tests and fixtures that use the database as a file run on SQLite only.
    """
    items[:] = [item for item in items if _backend(item) in ("", "sqlite") or not _is_of_sqlite(item)]
    for item in items:
        if reason := DIFFERENCES.get((_backend(item), item.name.partition("[")[0])):
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


def _backend(item: pytest.Item) -> str:
    """Return the backend that a test runs on, or an empty string."""
    return str(item.callspec.params.get("backend", "")) if hasattr(item, "callspec") else ""


def _is_of_sqlite(item: pytest.Item) -> bool:
    """Return whether a test is only of SQLite, since it, or a fixture of its module, uses the database as a file."""
    if {item.name.partition("[")[0], item.name.replace(f"[{_backend(item)}-", "[")} & ONLY_SQLITE.keys():
        return True
    known = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009 - not public
    users = [each.argnames for name, defined in known.items() if name not in ("base", "azmil") for each in defined]
    return any("database" in names for names in (*users, getattr(item, "_fixtureinfo").argnames))  # noqa: B009


@pytest.fixture
def fault(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fault]:
    """The fault that the test must provoke, as checked at its end."""
    provoked: Fault = CATALOGUE[request.param]
    recorded: list[Fault] = []
    original = AzmilError.__init__

    def record(error: AzmilError, fault: Fault, *arguments: Any) -> None:
        recorded.append(fault)
        original(error, fault, *arguments)

    monkeypatch.setattr(AzmilError, "__init__", record)
    yield provoked
    assert provoked in recorded


@pytest.fixture
def azmil(
    database: Address, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Function that runs azmil in this process, by default on the database of the real seeds."""
    monkeypatch.setenv(paths.VARIABLE, database.url if isinstance(database, paths.Server) else str(database))
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*arguments: str) -> Result:
        capsys.readouterr()
        code = cli.run(list(arguments))
        captured = capsys.readouterr()
        return Result(captured.out, captured.err, code)

    return run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Function that runs azmil in this process, for commands that use no database."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*arguments: str) -> Result:
        capsys.readouterr()
        code = cli.run(list(arguments))
        captured = capsys.readouterr()
        return Result(captured.out, captured.err, code)

    return run


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small folder of valid seeds (a source of four lines, two things, two claims), inside the current folder."""
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
