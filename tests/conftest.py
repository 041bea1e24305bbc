"""Shared fixtures: a database built from the real seeds, and azmil run in the test process."""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

import azmil as azmil_package
import servers
from azmil import cli, paths
from azmil.errors import AzmilError, Fault
from azmil.seeds import Origin
from azmil.store.sqlite import write
from azmil.workbench.load import load
from faults import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azmil import Base
    from azmil.paths import Address
    from azmil.values.contents import Contents
    from servers import TestServer


# Tests that use `database`, `base` or `azmil` run once for each backend.
BACKENDS = ("sqlite", "postgres") if servers.is_available() else ("sqlite",)
# Differences that are allowed between the backends, by backend and test, with their reasons.
DIFFERENCES: dict[tuple[str, str], str] = {}
# What runs on SQLite only, with the reason: a module, a test, or a test with one value.
_FILE = "it reads or changes the database as a file"
_DIALECT = "its SQL is that of SQLite"
_PUBLISHED = "what is published depends on the contents, which test_postgres compares"
_WORKBENCH = "it is about seeds and documents before they are in a database"
_PRINTED = "it is about how rows are printed, not about which there are"
_SHELLS = "it starts shells, which are given the same words on both backends"
_EVERY = "it asks about all columns or claims; test_postgres compares such answers, with what they omit"
ONLY_SQLITE = {
    "test_check": _WORKBENCH,
    "test_data_model": "it compares declarations; the tables on PostgreSQL are those of test_schema",
    "test_datasette": "Datasette reads SQLite",
    "test_declared_once": _WORKBENCH,
    "test_diff": "it compares two files; test_postgres compares a file with a server",
    "test_docs": "the examples of the documentation use a file, but those of docs/postgresql.md (test_postgres)",
    "test_doctor": "it damages files; test_postgres has the report of a server",
    "test_documents": _WORKBENCH,
    "test_editions": _WORKBENCH,
    "test_errors": "it is about files, seeds and usage; the errors of servers are in test_postgres",
    "test_exports": _PUBLISHED,
    "test_help": "the help does not depend on the database",
    "test_load": "it is about files: their bytes, locks and damage",
    "test_a_filter_by_name_never_empties_an_answer_without_a_way_on": _EVERY,
    "test_every_report_can_be_sorted_by_each_of_its_columns": _EVERY,
    "test_programs_for_references_read_the_citations_of_all_claims": _EVERY,
    "test_the_bash_script_returns_replacements_for_the_end_of_the_line": _SHELLS,
    "test_fish_completes_every_value": _SHELLS,
    "test_fish_completes_files": _SHELLS,
    "test_a_line_completed_in_a_terminal_runs_with_the_exact_value": _SHELLS,
    "test_tables": _PRINTED,
    "test_output": _PRINTED,
    "test_hedges": _PRINTED,
    "test_chosen_columns_keep_the_hedge_in_every_format": _PRINTED,
    "test_no_line_is_wider_than_the_terminal": _PRINTED,
    "test_migrations": "it compares the SQL of SQLite; test_postgres has the migrations of PostgreSQL",
    "test_pictures": _PUBLISHED,
    "test_plans": "it reads the plans of SQLite",
    "test_printing": "it is about the terminal",
    "test_site": _PUBLISHED,
    "test_site_addresses": _PUBLISHED,
    "test_site_rows": _PUBLISHED,
    "test_site_search": _PUBLISHED,
    "test_sources": _WORKBENCH,
    "test_startup": "it is about imports; test_postgres has that of psycopg",
    "test_upgrade": _WORKBENCH,
    "test_a_replaced_database_is_reopened": _FILE,
    "test_a_database_of_a_newer_azmil_is_reported": _FILE,
    "test_the_tree_of_a_thing_scans_no_large_table": "it reads the plans of SQLite",
    "test_a_search_about_a_thing_finds_the_lines_that_its_claims_cite": _FILE,
    "test_the_text_of_a_source_is_only_shown_with_the_option": _FILE,
    "test_a_missing_base_is_an_error_that_passes": _FILE,
    "test_statements_that_do_more_than_read_are_refused_and_change_nothing": _DIALECT,
    "test_a_statement_that_cannot_be_stopped_is_abandoned_and_the_next_one_runs": "PostgreSQL can stop all its functions",
    "test_every_table_is_strict": "all tables of PostgreSQL are",
    "test_the_dictionary_has_the_type_and_references_of_each_column": "it reads the schema of SQLite",
    "test_a_lack_of_threads_is_reported": "a statement on a server needs no thread",
    "test_a_function_that_cannot_be_stopped_is_abandoned_with_its_connection": "PostgreSQL can stop all its functions",
    "test_a_statement_that_does_more_than_read_is_refused[SELECT load_extension('x');]": "PostgreSQL has no such function",
    "test_the_time_of_a_statement_is_printed_on_stderr": "PostgreSQL names columns without a name ?column?",
    "test_words_are_completed_by_context[functions and columns]": "PostgreSQL has more functions",
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


@pytest.fixture(autouse=True, scope="session")
def _compiled_once() -> Iterator[None]:
    """Let the processes that tests start share compiled modules, also where Python may not write them into folders."""
    with pytest.MonkeyPatch.context() as patch:
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            patch.setenv("PYTHONPYCACHEPREFIX", str(_shared() / "compiled"))
        yield


@pytest.fixture(autouse=True, scope="session")
def _one_schema() -> Iterator[None]:
    """Run the migrations of SQLite once, and copy the empty database for each further load in these processes."""
    original, empty = write.create, _shared() / "empty.db"

    def create(path: Path) -> None:
        with _once("empty") as is_first:
            if is_first:
                original(empty)
        shutil.copyfile(empty, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, "create", create)
        yield


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    """The name of a backend; the tests run once for each."""
    return str(request.param)


@pytest.fixture(scope="session")
def postgres() -> TestServer:
    """A PostgreSQL server, which all processes of the tests share, with the database ``built`` of the real seeds."""
    if not servers.is_available():
        pytest.skip("no psycopg, or no PostgreSQL")
    with _once("postgres") as is_first:
        server = servers.open_server(_shared() / "server", PROCESS)
        if is_first:
            load(paths.address(replace(server, process="").create("built")))
    return server


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database built from the real seeds, for tests that read or change it as a file."""
    built = _shared() / "built.db"
    with _once("sqlite") as is_first:
        if is_first:
            load(built)
    path = tmp_path_factory.mktemp("built") / "azmil.db"
    shutil.copy(built, path)
    return path


@pytest.fixture(scope="session")
def _on_server(postgres: TestServer, _kept_open: set[Address]) -> Address:
    """A PostgreSQL database of the real seeds."""
    server = paths.Server(postgres.create("azmil", "built"))
    _kept_open.add(server)
    return server


@pytest.fixture(scope="session")
def database(backend: str, request: pytest.FixtureRequest) -> Address:
    """The address of a database built from the real seeds, which no test may change."""
    found: Address = request.getfixturevalue("_on_server" if backend == "postgres" else "file")
    return found


@pytest.fixture(scope="session")
def _state_of_database(database: Address) -> Iterator[Callable[[], object]]:
    """Function that returns what changes with each load of the database that all tests share, and with attached text."""
    if isinstance(database, Path):
        yield partial(_state_of_file, database)
    else:
        with servers.connection(database) as connection:
            yield lambda: connection.execute("SELECT * FROM azmil.current").fetchall()


def _state_of_file(path: Path) -> object:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


@pytest.fixture(autouse=True)
def _unchanged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that changes the database of the real seeds that all tests share."""
    states: list[Callable[[], object]] = []
    if "file" in request.fixturenames:
        states.append(partial(_state_of_file, request.getfixturevalue("file")))
    if "database" in request.fixturenames:
        states.append(request.getfixturevalue("_state_of_database"))
    before = [state() for state in states]
    yield
    if [state() for state in states] != before:
        pytest.fail("the test has changed the database that all tests share; it needs a copy", pytrace=False)


@pytest.fixture(scope="session")
def _kept_open() -> Iterator[set[Address]]:
    """Servers to which connections are kept open when azmil closes them, since a server needs long for a new one."""
    with servers.keeping_open() as addresses:
        yield addresses


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


@pytest.fixture(scope="session")
def small_contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """Everything in a database of the small folder of seeds of the reliability tests, for publishing it."""
    from azmil.api.contents import contents as contents_of

    path = tmp_path_factory.mktemp("small") / "azmil.db"
    load(path, Origin((Path(__file__).parent / "reliability" / "small",), is_alone=True))
    with azmil_package.open(path) as base:
        return contents_of(base)


@pytest.fixture
def base(database: Address) -> Iterator[Base]:
    """A knowledge base opened on the real seeds, as in Python."""
    with azmil_package.open(str(database)) as opened:
        yield opened


PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")
SHARED = "AZMIL_TEST_FOLDER"  # the folder that the processes of a run share


def pytest_configure() -> None:
    """Create the folder that the processes of this run share, in the first process."""
    if not PROCESS:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server stops then, too
        os.environ[SHARED] = tempfile.mkdtemp(prefix="azmil-tests-")
        _shared().chmod(0o755)  # the user of the server, if it is another, must find its folder
        (_shared() / "server").mkdir()


def pytest_unconfigure() -> None:
    """Stop the server of this run, and remove what its processes shared."""
    if not PROCESS:
        servers.stop(_shared() / "server")
        shutil.rmtree(_shared(), ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each process one half of the tests, so that it builds what a module shares only once."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


def _shared() -> Path:
    return Path(os.environ[SHARED])


@contextmanager
def _once(name: str) -> Iterator[bool]:
    """Lock what the processes of a run share; yield whether this is the first time, unless the first one failed."""
    done = _shared() / f"{name}.done"
    with FileLock(_shared() / f"{name}.lock"):
        yield not done.exists()
        done.touch()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests that use a database on each backend, or on SQLite only."""
    if "backend" in metafunc.fixturenames:
        module = metafunc.module.__name__.rpartition(".")[2]
        names = ("sqlite",) if {module, metafunc.function.__name__} & ONLY_SQLITE.keys() else BACKENDS
        metafunc.parametrize("backend", names, indirect=True, scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Omit values that are only of SQLite; mark what may differ as expected to fail, so that a pass fails the run.

    The longest tests come first, so that no process waits for the other at the end.
    """
    items.sort(key=lambda item: item.path.name != "test_reliability.py")
    items[:] = [item for item in items if item.name.replace("[postgres-", "[") not in ONLY_SQLITE]
    for item in items:
        backend = str(item.callspec.params.get("backend", "")) if hasattr(item, "callspec") else ""
        if reason := DIFFERENCES.get((backend, item.name.partition("[")[0])):
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


@pytest.fixture
def _run_here(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Function that runs azmil in this process."""

    def run(*arguments: str) -> Result:
        capsys.readouterr()
        code = cli.run(list(arguments))
        captured = capsys.readouterr()
        return Result(captured.out, captured.err, code)

    return run


@pytest.fixture
def run_on(_run_here: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Function that runs azmil in this process on a database at a URL."""

    def on(url: str, *arguments: str) -> Result:
        monkeypatch.setenv(paths.VARIABLE, url)
        return _run_here(*arguments)

    return on


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
    database: Address, _run_here: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Function that runs azmil in this process, by default on the database of the real seeds."""
    monkeypatch.setenv(paths.VARIABLE, str(database))
    monkeypatch.delenv("COLUMNS", raising=False)
    return _run_here


@pytest.fixture
def run(_run_here: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Function that runs azmil in this process, for commands that use no database."""
    monkeypatch.delenv("COLUMNS", raising=False)
    return _run_here


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
