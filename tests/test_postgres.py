"""Databases on PostgreSQL: loads, access, limits, errors, and the same answers as on SQLite."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import azmil as azmil_package
import servers
from azmil import paths
from azmil.errors import AzmilError
from azmil.paths import Server
from azmil.publish.exports import FORMATS
from azmil.publish.options import Options
from azmil.seeds import Origin
from azmil.store import connect, rows
from azmil.store.postgres import driver, faults, messages, stems
from azmil.store.postgres.target import PostgresTarget
from azmil.store.protocol import Limits
from azmil.store.writing import locked
from azmil.values.answers import Statement
from azmil.values.fingerprints import fingerprint
from azmil.workbench import access, documents, health
from azmil.workbench.load import load
from comparison import compare
from faults import provokes
from test_serve import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azmil import Base
    from azmil.errors import Fault
    from azmil.store.protocol import Connection
    from conftest import Result
    from servers import TestServer

pytestmark = pytest.mark.skipif(not servers.is_available(), reason="no psycopg, or no PostgreSQL")

READER = "azmil_reader"
OWNER = "azmil_owner"


@pytest.fixture(scope="module")
def team(postgres: TestServer) -> str:
    """The URL of a database of the real seeds, for its owner; ``READER`` may read it."""
    owner = postgres.create("team", "built")
    postgres.create_role(READER)
    access.grant(Server(owner), READER)
    return owner


@pytest.fixture
def reader(team: str, postgres: TestServer) -> Iterator[Base]:
    """A knowledge base as a role that only reads it."""
    assert team
    with azmil_package.open(postgres.url("team", READER)) as base:
        yield base


@pytest.fixture
def small(postgres: TestServer, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The address of a database of a few seeds, for its owner; azmil has kept no text that another test attached."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    address = Server(postgres.create("small"))
    load(address, Origin((seeds,), is_alone=True))
    return address


@pytest.fixture
def run(run_on: Callable[..., Result]) -> Callable[..., Result]:
    """Function that runs azmil in this process on a database at a URL."""
    return run_on


def connected(url: str) -> Connection:
    return connect(Server(url))


def schemas(server: TestServer, database: str) -> list[str]:
    found = server.run("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'azmil\\_%' ORDER BY 1", database=database)
    return [str(name) for (name,) in found]


# Addresses


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://host/name", "postgresql://host/name"),
        ("postgresql://ann@host:5433/name", "postgresql://ann@host:5433/name"),
        ("postgresql://ann:secret@host/name", "postgresql://ann@host/name"),
        ("postgresql://ann:sec:ret@host/name", "postgresql://ann@host/name"),
        ("postgresql://ann:sec@ret@host/name", "postgresql://ann@host/name"),
        ("postgresql://ann:sec/ret@host/name", "postgresql://ann@host/name"),
        ("postgresql://ann:sec?ret@host/name", "postgresql://ann@host/name"),
        ("postgres://:secret@host/name", "postgres://@host/name"),
        ("postgresql://host/name?password=secret", "postgresql://host/name"),
        ("postgresql://host/name?password=secret&sslmode=require", "postgresql://host/name?sslmode=require"),
        ("postgresql://host/name?sslmode=require&sslpassword=secret", "postgresql://host/name?sslmode=require"),
        ("postgresql:///?service=azmil", "postgresql:///?service=azmil"),
        ("Postgresql://ann:secret@host/name", "Postgresql://ann@host/name"),
        ("mysql://ann:secret@host/name", "mysql://ann@host/name"),
        ("host=server password=secret user=ann", "host=server user=ann"),
        ("host = server password = 'se cret' user=ann", "host = server user=ann"),
        ("password=secret", ""),
    ],
)
def test_the_text_of_an_address_omits_the_password(url: str, shown: str) -> None:
    address = paths.address(url)
    assert isinstance(address, Server)
    assert (str(address), repr(address), address.url) == (shown, repr(shown), url)


def test_an_address_that_is_no_url_is_a_path() -> None:
    assert paths.address("a/b.db").name == "b.db"  # type: ignore[union-attr]
    assert repr(azmil_package.open("postgresql://ann:secret@host/name")) == "azmil.open('postgresql://ann@host/name')"


@provokes("store.postgres.faults.NO_PSYCOPG")
def test_a_missing_psycopg_is_one_message(
    fault: Fault, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    ended = run("postgresql://ann:secret@host/name", "status")
    assert ended.err == (
        "azmil: cannot use 'postgresql://ann@host/name': psycopg is not installed; "
        "install it with: pip install 'azmil[postgres]'\n"
    )
    assert (ended.out, ended.code) == ("", fault.code)


def test_a_query_on_sqlite_does_not_import_psycopg() -> None:
    program = "import sys, azmil.cli, azmil.store; azmil.cli.run(['--version']); print('psycopg' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "False"


# The words of a search


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("navy", "navi"), ("naval", "naval"), ("helicopters", "helicopt"), ("training", "train"), ("agreed", "agre"),
        ("hopping", "hop"), ("relational", "relat"), ("conditional", "condit"), ("skies", "ski"), ("caresses", "caress"),
        ("mig29", "mig29"), ("as", "as"), ("x" * 65 + "s", "x" * 65 + "s"), ("yellow", "yellow"), ("syzygy", "syzygi"),
    ],
)  # fmt: skip
def test_stems_are_those_of_sqlite(word: str, stem: str) -> None:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'porter ascii')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, row)")
    connection.execute("INSERT INTO t VALUES (?)", (word,))
    ((expected,),) = connection.execute("SELECT term FROM v").fetchall()
    connection.close()
    assert (stems.stem(word), expected) == (stem, stem)


@pytest.mark.parametrize(
    ("state", "message", "sql", "expected"),
    [
        ("42P01", 'relation "reords" does not exist', "SELECT * FROM Reords", "no such table: Reords"),
        ("42P01", 'relation "azmil.reords" does not exist', "SELECT * FROM azmil.reords", "no such table: reords"),
        ("42P01", 'missing FROM-clause entry for table "r"', "SELECT r.rank FROM x AS p", "no such column: r.rank"),
        ("42703", 'column "ran" does not exist', "SELECT RAN FROM x", "no such column: RAN"),
        ("42703", "column r.ran does not exist", "SELECT r.ran FROM x AS r", "no such column: r.ran"),
        ("42883", "function fo(integer) does not exist", "SELECT fo(1)", "no such function: fo"),
        ("42883", "operator does not exist: text = integer", "SELECT 1", "operator does not exist: text = integer"),
        ("42601", 'syntax error at or near "SELEC"', "SELEC 1", 'near "SELEC": syntax error'),
        ("22012", "division by zero", "SELECT 1 / 0", "division by zero"),
    ],
)
def test_mistakes_have_the_same_message_on_every_backend(state: str, message: str, sql: str, expected: str) -> None:
    assert messages.reworded(state, message, sql) == expected


# The same answers


def test_a_sample_of_all_questions_has_the_same_answers_on_both_backends(team: str, file: Path) -> None:
    """The script tests/benchmarks/compare_backends.py asks all questions."""
    with azmil_package.open(file) as first, azmil_package.open(team) as second:
        table = compare(first, second, step=int(os.environ.get("AZMIL_TEST_STEP", "97")))
    assert table.different == []
    assert sum(table.asked.values()) >= 100


PASSWORD = "s3cret-word"


@pytest.mark.parametrize(
    "arguments",
    [
        *(("export", "{target}", "--to", form) for form in FORMATS),
        ("site", "{target}"),
        ("site", "--one-file", "{target}/x"),
    ],
    ids=" ".join,
)
def test_what_is_published_has_the_same_bytes_on_both_backends(
    arguments: tuple[str, ...], team: str, file: Path, postgres: TestServer, run: Callable[..., Result], tmp_path: Path
) -> None:
    """Neither the messages nor the files have the password, or the address of the server."""
    assert team
    url = postgres.url("team", f"{READER}:{PASSWORD}")
    written = []
    for name, address in (("file", str(file)), ("server", url)):
        target = tmp_path / name
        if "--one-file" in arguments:
            target.mkdir()
        ended = run(address, *(word.format(target=target) for word in arguments))
        assert ended.code == 0
        said = (ended.out + ended.err).replace(str(target), "TARGET")
        written.append(
            (said, {str(at.relative_to(target)): at.read_bytes() for at in target.rglob("*") if at.is_file()})
        )
    assert written[0] == written[1]
    assert written[1][1]
    whole = written[1][0].encode() + b"".join(written[1][1].values())
    assert PASSWORD.encode() not in whole
    assert b"postgresql://" not in whole


@pytest.mark.parametrize(
    "address",
    [
        "index.html",
        "report/equipment.json?branch=navy",
        "report/equipment.html?branch=navy&sort=-count",
        "report/conflicts.html",
        "report/transfers.json?as_of=2006&about=navy",
        "timeline.json?period=2006",
        "search.json?q=garabagh",
        "search.html?q=submarin+hellicopter",
        "r/azerbaijani-navy.html",
        "r/navy-stenka.json",
        "report/equipment.json?branch=nvy",
        "r/nothing.html",
        "source/article.json",
    ],
)
def test_the_server_gives_the_same_bytes_on_both_backends(
    address: str, team: str, file: Path, postgres: TestServer
) -> None:
    assert team
    replies = []
    for path in (file, Server(postgres.url("team", f"{READER}:{PASSWORD}"))):
        client = Client(path)
        reply = client.get(address)
        client.work.stop()
        reply.headers.pop("etag", None)  # it depends on the checksum, which only a file has
        replies.append((reply.status, reply.headers, reply.body))
        assert not client.errors
    assert replies[0] == replies[1]
    assert PASSWORD.encode() not in replies[1][2]


def test_the_server_notices_attached_text(small: Server, seeds: Path, tmp_path: Path) -> None:
    document = written_document(seeds, tmp_path)
    load(small)
    client = Client(small, Options(with_text=True))
    before = client.get("source/report.html")
    assert client.get("source/report.html", if_none_match=before.headers["etag"]).status == 304
    documents.attach(small, document)
    after = client.get("source/report.html", if_none_match=before.headers["etag"])
    assert (after.status, "three" in before.text, "three" in after.text) == (200, False, True)
    client.work.stop()


def test_no_command_prints_the_password(
    team: str, postgres: TestServer, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert team
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    url = postgres.url("team", f"{READER}:{PASSWORD}")
    for line in (
        "status", "doctor", "load", "grant clerk", f"diff {url}", "sql 'SELECT * FROM nothing'", "shell 'SELECT 1'",
        "query equipment --limit 1", "cite navy", "source attach nothing.txt", "complete fish query equipment --branch n",
    ):  # fmt: skip
        ended = run(url, *shlex.split(line))
        assert PASSWORD not in ended.out + ended.err, line
    ended = run(postgres.url("no_such_database", f"{READER}:{PASSWORD}"), "status")
    assert "cannot connect" in ended.err
    assert PASSWORD not in ended.err
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and PASSWORD in path.read_text(errors="replace")]


def test_text_sorts_by_code_point_in_every_locale(reader: Base) -> None:
    names = [name for (name,) in rows(reader.connection, "SELECT name FROM names ORDER BY name")]
    assert names == sorted(names)
    unsorted = (
        "SELECT c.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid "
        "WHERE c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND c.relkind IN ('r', 'v') "
        "AND a.attcollation = (SELECT oid FROM pg_collation WHERE collname = 'default')"
    )
    assert rows(reader.connection, unsorted) == [("alembic_version", "version_num")]


# Loads


def test_a_load_replaces_the_schema_and_keeps_the_previous_one_for_queries_that_began_before(
    small: Server, postgres: TestServer
) -> None:
    with azmil_package.open(small.url) as base:
        before = base.connection
        load(small)
        assert rows(before, "SELECT count(*) FROM records WHERE kind = 'holding'") == [(2,)]
        assert not before.is_current
        assert base.connection is not before
        load(small)
        assert schemas(postgres, "small") == ["azmil_2", "azmil_3"]
        assert base.count("equipment") == 2


def test_a_load_removes_only_schemas_that_loads_have_built(small: Server, postgres: TestServer) -> None:
    load(small)
    left_over, of_others = "azmil_1", "azmil_7"
    postgres.run("UPDATE azmil.current SET previous = NULL", f"CREATE SCHEMA {of_others}", database="small")
    load(small)
    assert schemas(postgres, "small") == ["azmil_2", of_others, "azmil_8"]
    assert left_over not in schemas(postgres, "small")


def test_a_schema_that_is_being_read_is_left_to_the_next_load(small: Server, postgres: TestServer) -> None:
    with azmil_package.open(small.url) as base:
        stream = base.connection.stream(Statement("SELECT id FROM records ORDER BY id"))
        first = next(stream)
        load(small)
        load(small)
        assert schemas(postgres, "small") == ["azmil_1", "azmil_2", "azmil_3"]
        assert [first, *stream][0] == first
    load(small)
    assert schemas(postgres, "small") == ["azmil_3", "azmil_4"]


def test_a_load_that_waited_for_the_first_one_locks_the_table(
    postgres: TestServer, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both see that there is no database; the second begins to write when the first has ended."""
    from azmil.store.postgres import read, target

    address, state = Server(postgres.create("empty")), read.state
    seen: list[read.State] = []

    def after_another_load(raw: Any) -> read.State:
        found = state(raw)
        if not seen:
            seen.append(found)
            load(address, Origin((seeds,), is_alone=True))
        return found

    monkeypatch.setattr(read, "state", after_another_load)
    with target.locked(address) as locked_again:
        assert not seen[0].has_table
        assert locked_again.current is not None
        with pytest.raises(AzmilError, match="another process is writing"):
            load(address)


def test_a_load_that_cannot_remove_old_schemas_has_still_succeeded(
    small: Server, postgres: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise faults.CANNOT_CONNECT(path=small, reason="too many connections")

    with locked(small) as opened, opened.replaced() as writer:
        assert writer is not None
        monkeypatch.setattr(driver, "connect", fail)
    assert schemas(postgres, "small") == ["azmil_1", "azmil_2"]


@provokes("store.postgres.faults.REPLACED")
def test_a_query_whose_schema_was_removed_says_so(fault: Fault, small: Server) -> None:
    opened = connect(small)
    load(small)
    load(small)
    with pytest.raises(AzmilError, match="it was replaced during the query") as caught:
        rows(opened, "SELECT 1 FROM records")
    assert caught.value.fault is fault
    opened.close()


def written_document(seeds: Path, folder: Path) -> Path:
    """Write a document of which the source of the seeds has the fingerprints; return its path."""
    document = folder / "report.txt"
    document.write_text("one\n\nthree\none")
    replaced = {
        "0" * 64: hashlib.sha256(document.read_bytes()).hexdigest(),
        "aaaa": str(fingerprint("one")),
        "bbbb": str(fingerprint("three")),
    }
    for path in (seeds / "sources" / "report.yaml", seeds / "passages" / "report.yaml"):
        text = path.read_text()
        for old, new in replaced.items():
            text = text.replace(old, new)
        path.write_text(text)
    return document


def test_a_load_keeps_the_seeds_and_the_attached_text(small: Server, seeds: Path, tmp_path: Path) -> None:
    document = written_document(seeds, tmp_path)
    load(small)
    with azmil_package.open(small.url) as base:
        opened = base.connection
        assert documents.attach(small, document) == "report"
        assert not opened.is_current
        assert [row["found"] for row in base.search("three")] == ["three"]
        load(small)
        assert [row["found"] for row in base.search("three")] == ["three"]
        assert base.about()["origin"] == Origin((seeds,), is_alone=True).to_json()
        with pytest.raises(AzmilError, match="no source has its SHA-256"):
            documents.attach(small, seeds / "sources" / "report.yaml")


def test_a_load_that_fails_changes_nothing(
    small: Server, postgres: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("azmil.store.postgres.search.fill_lines", fail)
    with pytest.raises(OSError, match="No space"):
        load(small)
    assert schemas(postgres, "small") == ["azmil_1"]
    with azmil_package.open(small.url) as base:
        assert base.count("equipment") == 2


def test_a_load_is_not_ended_by_the_limits_of_readers(small: Server, postgres: TestServer) -> None:
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        postgres.run(f"ALTER DATABASE {postgres.name('small')} SET {limit} = '1500ms'")
    with locked(small) as target, target.replaced():
        assert isinstance(target, PostgresTarget)
        target.raw.execute("SELECT pg_sleep(2)")
        time.sleep(2)
    assert schemas(postgres, "small") == ["azmil_1", "azmil_2"]


def test_an_error_while_ctrl_c_is_handled_is_no_error_of_writing(small: Server, postgres: TestServer) -> None:
    import psycopg

    with pytest.raises(KeyboardInterrupt), locked(small) as target, target.replaced():  # noqa: PT012 - as psycopg does it
        try:
            raise KeyboardInterrupt
        finally:
            raise psycopg.OperationalError("sending query failed")
    assert schemas(postgres, "small") == ["azmil_1"]


def test_ctrl_c_does_not_end_a_load_that_is_committed(
    small: Server, seeds: Path, postgres: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from azmil.store.postgres import target

    def interrupted(raw: Any) -> closing[Any]:  # called when old schemas are removed
        os.kill(os.getpid(), signal.SIGINT)
        return closing(raw)

    monkeypatch.setattr(target, "closing", interrupted)
    handler = signal.getsignal(signal.SIGINT)
    for _ in range(2):
        load(small, Origin((seeds,), is_alone=True))
    assert schemas(postgres, "small") == ["azmil_2", "azmil_3"]
    assert signal.getsignal(signal.SIGINT) is handler


@provokes("store.postgres.faults.UNDER_WAY")
def test_a_second_load_at_the_same_time_is_refused(fault: Fault, small: Server, postgres: TestServer) -> None:
    with locked(small), pytest.raises(AzmilError) as caught:
        load(small)
    assert str(caught.value) == (
        f"cannot write '{small}': another process is writing to it; wait until it has finished, then try again"
    )
    assert caught.value.fault is fault
    empty = Server(postgres.create("empty"))
    with locked(empty), pytest.raises(AzmilError, match="another process is writing"):
        load(empty)


@provokes("store.postgres.faults.MISFIT")
def test_rows_that_the_server_rejects_are_reported(
    fault: Fault, small: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from azmil.store.postgres.write import PostgresWriter

    insert = PostgresWriter.insert

    def twice(writer: Any, table: str, columns: Any, given: Any) -> None:
        found = list(given)
        insert(writer, table, columns, [*found, *found[:1]] if table == "records" else found)

    monkeypatch.setattr(PostgresWriter, "insert", twice)
    with pytest.raises(AzmilError, match="cannot insert the seeds: duplicate key") as caught:
        load(small)
    assert caught.value.fault is fault


@provokes("store.postgres.faults.CANNOT_WRITE")
def test_a_role_that_may_not_create_a_schema_cannot_load(fault: Fault, postgres: TestServer) -> None:
    postgres.create("strange")
    postgres.run("DROP ROLE IF EXISTS nobody", "CREATE ROLE nobody LOGIN")
    with pytest.raises(AzmilError, match="permission denied for database strange") as caught:
        load(Server(postgres.url("strange", "nobody")))
    assert caught.value.fault is fault


@provokes("store.postgres.faults.NOT_UTF8")
def test_a_database_that_is_not_utf8_is_refused(fault: Fault, postgres: TestServer) -> None:
    postgres.run(
        f"DROP DATABASE IF EXISTS {postgres.name('latin')}",
        f"CREATE DATABASE {postgres.name('latin')} OWNER {OWNER} ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' "
        "LOCALE_PROVIDER libc",
    )
    with pytest.raises(AzmilError, match="its encoding is SQL_ASCII, not UTF-8") as caught:
        load(Server(postgres.url("latin", OWNER)))
    assert caught.value.fault is fault


@provokes("store.postgres.faults.NOT_OURS")
def test_a_schema_of_another_program_is_not_touched(fault: Fault, postgres: TestServer) -> None:
    address = Server(postgres.create("other"))
    postgres.run("CREATE SCHEMA azmil", database="other")
    postgres.run(f"ALTER SCHEMA azmil OWNER TO {OWNER}", database="other")
    with pytest.raises(AzmilError, match="schema 'azmil' of another program") as caught:
        load(address)
    assert caught.value.fault is fault


@pytest.mark.parametrize(("found", "name"), [(0, "OLDER"), (99, "NEWER")])
def test_a_database_of_another_format_is_refused(small: Server, postgres: TestServer, found: int, name: str) -> None:
    postgres.run(f"UPDATE azmil.current SET format = {found}", database="small")
    with pytest.raises(AzmilError, match=rf"{name.lower()} version of azmil \(format {found};") as caught:
        connect(small)
    assert caught.value.fault is getattr(faults, name)
    if found:
        with pytest.raises(AzmilError, match="upgrade azmil"):
            load(small)
    else:
        load(small)
        connect(small).close()


@provokes("store.postgres.faults.OLDER")
def test_an_older_format_is_reported(fault: Fault, small: Server, postgres: TestServer) -> None:
    postgres.run("UPDATE azmil.current SET format = 1", database="small")
    with pytest.raises(AzmilError, match="rebuild it"):
        connect(small)
    assert fault is faults.OLDER


@provokes("store.postgres.faults.NEWER")
def test_a_newer_format_is_reported(fault: Fault, small: Server, postgres: TestServer) -> None:
    postgres.run("UPDATE azmil.current SET format = 98", database="small")
    with pytest.raises(AzmilError, match="upgrade azmil"):
        connect(small)
    assert fault is faults.NEWER


def test_the_database_rejects_what_its_rules_forbid(small: Server, postgres: TestServer) -> None:
    import psycopg

    broken = {
        "UPDATE azmil_1.records SET kind = 'x' WHERE kind = 'holding'": "fk_records_kind",
        "UPDATE azmil_1.records SET sentence = ''": "ck_records_sentence",
        "UPDATE azmil_1.records SET lead_citation = NULL WHERE kind = 'holding'": "ck_records_lead_citation",
        "DELETE FROM azmil_1.citations": "fk_records_lead_citation",
        "UPDATE azmil_1.holdings SET count_qualifier = 'x'": "fk_holdings_count_qualifier",
    }
    assert small
    for statement, constraint in broken.items():
        with pytest.raises(psycopg.IntegrityError, match=constraint):
            postgres.run(statement, database="small")


def test_migrations_go_up_and_down(postgres: TestServer) -> None:
    import sqlalchemy as sa
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from azmil.model import Base
    from azmil.store.migrations import migrate
    from azmil.store.postgres import write

    with write.engine_of(Server(postgres.create("migrated"))).begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA azmil_1")
        write.use(write.raw_of(connection), "azmil_1")
        migrate(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        migrate(connection, "base")
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
        migrate(connection)


# Access


def test_a_granted_role_reads_what_later_loads_make_and_changes_nothing(
    small: Server, postgres: TestServer, run: Callable[..., Result]
) -> None:
    postgres.run("DROP ROLE IF EXISTS clerk", "CREATE ROLE clerk LOGIN")
    ended = run(small.url, "grant", "clerk")
    assert (ended.code, ended.err.splitlines()[0]) == (0, f"azmil: found the role 'clerk'; it can now read {small}")
    assert "ALTER ROLE \"clerk\" SET temp_file_limit = '1GB';\n" in ended.out
    assert "REVOKE EXECUTE ON FUNCTION lo_create(oid) FROM PUBLIC;\n" in ended.out
    load(small)
    clerk = postgres.url("small", "clerk")
    with azmil_package.open(clerk) as base:
        assert base.count("equipment") == 2
    ended = run(clerk, "load")
    assert ended.err == (
        f"azmil: cannot change '{Server(clerk)}': the role 'clerk' does not own it; connect as the role '{OWNER}'\n"
    )
    postgres.run("DROP OWNED BY clerk", database="small")
    postgres.run("DROP ROLE clerk")


@provokes("store.postgres.faults.NOT_OWNER")
def test_only_the_owner_grants_access(fault: Fault, team: str, postgres: TestServer) -> None:
    assert team
    with pytest.raises(AzmilError) as caught:
        access.grant(Server(postgres.url("team", READER)), "somebody")
    assert caught.value.fault is fault


@provokes("store.postgres.faults.NO_ROLE")
def test_a_role_is_created_only_by_one_that_may(
    fault: Fault, small: Server, postgres: TestServer, run: Callable[..., Result]
) -> None:
    ended = run(small.url, "grant", "new one")
    assert (ended.code, ended.err) == (
        fault.code,
        (
            f"azmil: no such role 'new one', and '{OWNER}' may not create it; "
            'ask an administrator to run: CREATE ROLE "new one" LOGIN\n'
        ),
    )
    ended = run(postgres.url("small"), "grant", "new one")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith(f"azmil: created the role 'new one'; it can now read {Server(postgres.url('small'))}\n")
    with azmil_package.open(postgres.url("small", "new%20one")) as base:
        assert base.count("equipment") == 2
        with pytest.raises(AzmilError, match="permission denied for function lo_create"):
            base.sql("SELECT lo_create(0)")
    postgres.run('DROP OWNED BY "new one"', database="small")
    postgres.run('DROP ROLE "new one"')


@provokes("store.postgres.faults.INVALID_ROLE")
@pytest.mark.parametrize("role", ["", "pg_read_all_data", "x" * 64, "postgres", "a\0b"])
def test_some_roles_cannot_be_granted_access(fault: Fault, small: Server, role: str) -> None:
    with pytest.raises(AzmilError, match="cannot grant access to") as caught:
        access.grant(small, role)
    assert caught.value.fault is fault


@provokes("workbench.access.NO_SERVER")
def test_access_to_a_file_cannot_be_granted(fault: Fault, tmp_path: Path, run: Callable[..., Result]) -> None:
    ended = run(str(tmp_path / "x.db"), "grant", "clerk")
    assert (ended.code, ended.err) == (
        fault.code,
        (
            f"azmil: cannot grant access to '{tmp_path}/x.db': it is a file; copy the file, or build the database with "
            "'azmil --database postgresql://HOST/NAME load'\n"
        ),
    )


@provokes("store.postgres.faults.SUPERUSER")
def test_a_superuser_reads_nothing(fault: Fault, team: str, postgres: TestServer, run: Callable[..., Result]) -> None:
    assert team
    url = postgres.url("team")
    for arguments in (["status"], ["query", "equipment"], ["sql", "SELECT 1"], ["show", "navy"], ["search", "navy"]):
        ended = run(url, *arguments)
        assert (ended.code, ended.out) == (fault.code, "")
        assert ended.err.startswith(
            f"azmil: cannot read '{Server(url)}' as the role 'postgres': it could read or change"
        )


@provokes("store.postgres.faults.NO_ACCESS")
def test_a_role_without_access_is_told_how_to_get_it(
    fault: Fault, team: str, postgres: TestServer, run: Callable[..., Result]
) -> None:
    assert team
    postgres.run("DROP ROLE IF EXISTS stranger", "CREATE ROLE stranger LOGIN")
    url = postgres.url("team", "stranger")
    ended = run(url, "status")
    assert ended.err == (
        f"azmil: cannot read '{Server(url)}': the role 'stranger' has no access to it; its owner can grant access with "
        f"'azmil --database {_quoted(Server(url))} grant stranger'\n"
    )
    assert ended.code == fault.code


def _quoted(server: Server) -> str:
    from azmil.errors import shell_quoted

    return shell_quoted(str(server))


@provokes("store.postgres.faults.READ_BY_OWNER")
def test_status_and_doctor_recommend_a_role_that_only_reads(
    fault: Fault, team: str, run: Callable[..., Result]
) -> None:
    for command in ("status", "doctor"):
        ended = run(team, command)
        assert ended.code == 0
        assert (
            f"'{Server(team)}' is read as the role '{OWNER}', which could also change it; read as another" in ended.err
        )
    assert fault is faults.READ_BY_OWNER


def test_doctor_describes_the_server(reader: Base) -> None:
    assert isinstance(reader.path, Server)
    found: dict[str, str] = dict(health.installation(reader.path).rows)
    assert found["role"] == f"{READER} (reads only)"
    assert found["schema"] == "azmil_1, format 2"
    assert found["encoding"].startswith("UTF8, sorted by ")
    health.examine(reader.path)


# Errors of connections


@provokes("store.postgres.faults.INVALID_ADDRESS")
@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:sec/ret@host/name",
        "postgresql://host/name?secret=secret",
        "host=127.0.0.1 dbname=name password=sec/ret",
        "mysql://ann:sec/ret@host/name",
    ],
)
def test_an_invalid_address_is_reported_without_its_password(
    fault: Fault, url: str, run: Callable[..., Result]
) -> None:
    ended = run(url, "status")
    assert ended.code == fault.code
    assert (
        "is not a valid address of a database; give the path of a file, or use the form postgresql://USER@HOST:PORT/DATABASE"
        in ended.err
    )
    assert "sec/ret" not in ended.err


@provokes("store.postgres.faults.CANNOT_CONNECT")
def test_a_server_that_cannot_be_reached_is_reported(fault: Fault, run: Callable[..., Result]) -> None:
    ended = run("postgresql://ann:secret@127.0.0.1:1/name", "status")
    assert ended.code == fault.code
    assert ended.err.startswith("azmil: cannot connect to 'postgresql://ann@127.0.0.1:1/name': ")
    assert ended.err.count("\n") == 1
    assert "secret" not in ended.err


def test_a_password_in_the_message_of_the_server_is_replaced() -> None:
    server = Server("postgresql://ann:s3cret@host/name?sslpassword=0ther")
    assert driver.reason_of(ValueError("ERROR: s3cret and\n0ther."), server) == "*** and ***"


@provokes("store.postgres.faults.NO_BASE")
def test_a_database_without_a_base_is_reported(fault: Fault, postgres: TestServer, run: Callable[..., Result]) -> None:
    url = postgres.create("bare")
    ended = run(url, "status")
    assert ended.err == (
        f"azmil: database '{Server(url)}' has not been built; "
        f"build it with 'azmil --database {_quoted(Server(url))} load'\n"
    )
    assert ended.code == fault.code


@provokes("store.postgres.faults.OLD_SERVER")
def test_an_old_server_is_refused(fault: Fault, team: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "OLDEST_SERVER", 990_000)
    with pytest.raises(AzmilError, match="use PostgreSQL 99 or newer") as caught:
        connected(team)
    assert caught.value.fault is fault


@provokes("store.postgres.faults.LOST")
def test_a_lost_connection_is_reported_and_the_next_query_works(
    fault: Fault, reader: Base, postgres: TestServer
) -> None:
    opened = reader.connection
    postgres.run(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{READER}' AND datname = '{postgres.name('team')}'"
    )
    with pytest.raises(AzmilError) as caught:
        rows(opened, "SELECT 1")
    assert caught.value.fault is fault
    assert opened.is_abandoned
    assert reader.count("equipment") > 0


def test_a_server_that_has_stopped_is_left_after_the_time_limit(
    reader: Base, postgres: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("azmil.store.postgres.read.GRACE", 0.5)
    opened = reader.connection
    ((process,),) = rows(opened, "SELECT pg_backend_pid()")
    if postgres.data is None or not Path(f"/proc/{process}").exists():
        pytest.skip("the server is elsewhere")
    os.kill(process, signal.SIGSTOP)
    try:
        start = time.monotonic()
        with pytest.raises(AzmilError, match="cannot read"):
            opened.run(Statement("SELECT 1"), Limits(0.5))
        assert time.monotonic() - start < 8
        assert opened.is_abandoned
    finally:
        os.kill(process, signal.SIGCONT)
    assert reader.count("equipment") > 0


def test_a_statement_is_interrupted_from_another_thread(reader: Base) -> None:
    opened = reader.connection
    timer = threading.Timer(0.5, opened.interrupt)
    timer.start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        opened.run(Statement("SELECT pg_sleep(30)"), Limits(60))
    assert time.monotonic() - start < 10
    timer.join()
    assert rows(opened, "SELECT 1") == [(1,)]


@provokes("store.postgres.faults.SUPERUSER")
@pytest.mark.parametrize("power", ["postgres", "pg_read_server_files"])
def test_a_role_that_can_become_a_superuser_reads_nothing(
    fault: Fault, team: str, postgres: TestServer, power: str
) -> None:
    """It inherits nothing, but a statement could call set_config('role', ...)."""
    postgres.run("DROP ROLE IF EXISTS climber", "CREATE ROLE climber LOGIN NOINHERIT", f"GRANT {power} TO climber")
    with pytest.raises(AzmilError, match="it could read or change more than this database") as caught:
        connected(postgres.url("team", "climber"))
    assert caught.value.fault is fault
    with pytest.raises(AzmilError, match="it is a superuser, or may use files of the server"):
        access.grant(Server(team), "climber")
    postgres.run("DROP ROLE climber")


def test_a_role_that_may_not_connect_is_let_in(small: Server, postgres: TestServer) -> None:
    name, clerk = postgres.name("small"), postgres.name("porter")
    postgres.run(f"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC", f"DROP ROLE IF EXISTS {clerk}")
    postgres.create_role(clerk)
    access.grant(small, clerk)
    connected(postgres.url("small", clerk)).close()
    postgres.run(f"REVOKE CONNECT ON DATABASE {name} FROM {clerk}", f"ALTER DATABASE {name} OWNER TO postgres")
    postgres.run(f"GRANT CONNECT ON DATABASE {name} TO {OWNER}")
    assert f'GRANT CONNECT ON DATABASE "{name}" TO "{clerk}"' in access.grant(small, clerk).remaining
    postgres.run(f"DROP OWNED BY {clerk}", database="small")
    postgres.run(f"DROP ROLE {clerk}")


# Users' SQL


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("DELETE FROM records", "only SELECT is, not DELETE"),
        ("COPY records TO PROGRAM 'x'", "only SELECT is, not COPY"),
        ("SET statement_timeout = 0", "only SELECT is, not SET"),
        ("COMMIT", "only SELECT is, not COMMIT"),
        (
            "WITH x AS (DELETE FROM records RETURNING 1) SELECT * FROM x",
            "DECLARE CURSOR must not contain data-modifying",
        ),
        ("SELECT * FROM records FOR UPDATE", "cannot execute SELECT FOR UPDATE in a read-only transaction"),
        (
            "SELECT set_config('transaction_read_only', 'off', true)",
            "transaction read-write mode must be set before any",
        ),
        ("SELECT pg_read_file('/etc/passwd')", "permission denied for function pg_read_file"),
        ("SELECT * INTO x FROM records", "INTO is not allowed here"),
    ],
)
def test_only_a_select_is_allowed(reader: Base, sql: str, reason: str) -> None:
    with pytest.raises(AzmilError, match=reason):
        reader.sql(sql)


def test_several_statements_are_refused(reader: Base) -> None:
    with pytest.raises(AzmilError, match="cannot insert multiple commands into a prepared statement"):
        reader.sql("SELECT 1; DELETE FROM records")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT pg_sleep(10)",
        "SELECT set_config('statement_timeout', '0', true), pg_sleep(0.05) FROM generate_series(1, 1000)",
        "SELECT count(*) FROM generate_series(1, 2000000000)",
    ],
)
def test_a_statement_ends_at_its_limit_whatever_it_sets(reader: Base, sql: str) -> None:
    start = time.monotonic()
    with pytest.raises(AzmilError, match=r"exceeded its time limit of 0\.5 s"):
        reader.sql(sql, timeout=0.5)
    assert time.monotonic() - start < 8


def test_large_values_are_not_sent(reader: Base) -> None:
    with pytest.raises(AzmilError, match="its result is too large"):
        reader.sql("SELECT repeat('x', 50000000)")
    found = reader.sql("SELECT repeat('x', 1000000) AS x FROM generate_series(1, 20)")
    assert (len(found), found.is_cut) == (6, True)


def test_values_have_the_types_of_sqlite(reader: Base) -> None:
    found = reader.sql(
        "SELECT 1 AS a, 2 AS a, 'x' AS b, NULL AS c, true AS d, 1.5 AS e, CAST(3 AS numeric) AS f, "
        "CAST('2006-05-19' AS date) AS g, array[1, 2] AS h, :x AS i, :y AS j -- the end",
        parameters={"x": "it's ?", "y": None},
    )
    assert list(found.answer.rows[0]) == [1, 2, "x", None, 1, 1.5, 3, "2006-05-19", "{1,2}", "it's ?", None]


def test_settings_and_locks_of_a_statement_do_not_outlast_it(reader: Base) -> None:
    reader.sql("SELECT set_config('search_path', 'public', false), pg_advisory_lock(7)")
    assert reader.count("equipment") > 0
    locks = "SELECT count(*) FROM pg_locks JOIN pg_database AS d ON d.oid = database WHERE locktype = 'advisory'"
    assert rows(reader.connection, f"{locks} AND datname = current_database()") == [(0,)]


def test_a_null_character_matches_nothing(reader: Base) -> None:
    assert rows(reader.connection, "SELECT id FROM records WHERE id = ?", "navy\0") == []
    with pytest.raises(AzmilError, match="not valid UTF-8"):
        reader.sql("SELECT :x", x="\udcff")


def test_each_command_of_the_documentation_works(
    postgres: TestServer, run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page docs/postgresql.md, from top to bottom: its SQL as a superuser, its commands on one server."""
    monkeypatch.chdir(tmp_path)
    name = postgres.name("of_page")
    postgres.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    postgres.run("DROP ROLE IF EXISTS azmil_loader", "DROP ROLE IF EXISTS analysts")
    text = (Path(__file__).parents[1] / "docs" / "postgresql.md").read_text(encoding="utf-8")
    url, count = "", 0
    for language, block in re.findall(r"```(sql|sh)\n(.*?)```", text, re.DOTALL):
        for line in block.replace("DATABASE azmil ", f"DATABASE {name} ").splitlines():
            if language == "sql":
                postgres.run(line)
            elif line.startswith("export "):
                user = re.search(r"//(\w+)@", line)
                assert user
                url = postgres.url("of_page", user[1])
            else:
                ended = run(url, *shlex.split(line)[1:])
                assert ended.code == 0, f"{line}: {ended.err}"
                count += 1
    assert count == 12
    with azmil_package.open(tmp_path / "azmil.db") as one, azmil_package.open(url) as other:
        assert one.about()["content"] == other.about()["content"]
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)", "DROP ROLE azmil_loader", "DROP ROLE analysts")


@provokes("publish.datasette.ON_SERVER")
def test_a_base_on_a_server_is_not_described_for_datasette(fault: Fault, reader: Base) -> None:
    from azmil.publish import datasette

    with pytest.raises(AzmilError, match="for Datasette: it is not a file") as caught:
        datasette.metadata(reader)
    assert caught.value.fault is fault


def test_a_stream_reads_while_other_statements_run(reader: Base) -> None:
    stream = reader.connection.stream(Statement("SELECT id FROM records ORDER BY id"))
    first = next(stream)
    assert rows(reader.connection, "SELECT 1") == [(1,)]
    assert [first, *stream] == rows(reader.connection, "SELECT id FROM records ORDER BY id")


def test_a_comparison_with_a_file_finds_no_differences(file: Path, reader: Base, run: Callable[..., Result]) -> None:
    assert isinstance(reader.path, Server)
    for first, second in ((file, reader.path.url), (reader.path.url, file)):
        assert run(str(first), "diff", str(second)).err == "azmil: no differences\n"
    assert list(reader.diff(file)) == []


def test_completion_reads_the_database(reader: Base, run: Callable[..., Result]) -> None:
    assert isinstance(reader.path, Server)
    words = ("complete", "fish", "query", "equipment", "--branch", "gro")
    assert run(reader.path.url, *words).out == "words\nground-forces\tGround Forces\n"
    assert run("postgresql://ann@127.0.0.1:1/name", *words).out == ""


# Figures with decimals, and editions

FIGURES = ("0.4", "over 0.4", "1.25 million", "about 1234.5", "1.5-2.5 million", "12", "-0.5", "almost all")
EARLIER = ("--earlier", "memo-edition-1")


@pytest.fixture
def two(
    postgres: TestServer, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Result]
) -> tuple[str, str]:
    """A file and a server with the same base: figures with decimals, and a document in two editions."""
    for name in ("DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first, second = tmp_path / "memo.txt", tmp_path / "memo-2.txt"
    first.write_text("Ruritania has tugs.\nIt has no frigates.\n", encoding="utf-8")
    second.write_text("A preface.\nRuritania has tugs.\n", encoding="utf-8")
    database = str(tmp_path / "two.db")
    assert run(database, "source", "add", str(first), "--id", "memo", "--seeds", "seeds").code == 0
    entries = {
        "measures": [
            f"id: share-{at}, subject: ruritania, measure_kind: budget-share, value: {value}, unit: percent, cite: 'report:3'"
            for at, value in enumerate(FIGURES)
        ],
        "statements": [
            "id: has-tugs, subject: ruritania, topic: doctrine, sentence: Ruritania has tugs., cite: 'memo:1'",
            "id: frigates, subject: ruritania, topic: doctrine, sentence: Ruritania has no frigates., cite: 'memo:2'",
        ],
    }
    for name, lines in entries.items():
        (seeds / name).mkdir()
        (seeds / name / "two.yaml").write_text("".join(f"- {{{line}}}\n" for line in lines), encoding="utf-8")
    assert run(database, "source", "update", str(second), "--seeds", "seeds", "--write").code == 3
    path = seeds / "statements" / "two.yaml"
    superseded = "id: frigates, standing: superseded, standing_reason: not stated any more"
    path.write_text(path.read_text(encoding="utf-8").replace("id: frigates", superseded), encoding="utf-8")
    url = postgres.create("two")
    for address in (database, url):
        ended = run(address, "load", "seeds", "--alone")
        assert ended.code == 0, ended.err
    return database, url


def test_figures_with_decimals_and_editions_are_the_same_on_both_backends(
    two: tuple[str, str], run: Callable[..., Result]
) -> None:
    """As tables and in each format: whole numbers stay whole, decimals have no noise, and NULL has its place."""
    shown = ("--columns", "quantity,value,lowest,highest")
    for arguments in (
        *(("query", "measures", *shown, "--sort", order) for order in ("value", "-value", "lowest", "-highest")),
        *(("query", "measures", "--min-value", least) for least in ("0.4", "0.5", "1250000", "-1")),
        *(("query", "measures", "--max-value", most) for most in ("0.4", "1.3", "1250000")),
        ("query", "measures", "--sum", "value"),
        ("query", "measures", "--quantity", "0.4", "--quantity", "1.25 million", "--sum", "value"),
        ("query", "measures", "--by", "value"),
        ("query", "measures", "--count"),
        ("query", "revisions", *EARLIER),
        ("query", "revisions", *EARLIER, "--sort", "-later_lines"),
        ("query", "revisions", *EARLIER, "--by", "change"),
        ("query", "sources"),
        ("query", "places"),
        ("show", "share-2"),
        ("show", "frigates"),
        ("show", "has-tugs"),
        ("show", "memo"),
        ("sql", "SELECT id, value, value_lowest, value_highest FROM measures ORDER BY id"),
    ):
        for form in ("table", "json") if arguments[0] == "show" else ("table", "json", "csv"):
            answers = [run(address, *arguments, "--format", form) for address in two]
            assert answers[0] == answers[1], (arguments, form)
            assert answers[0].code in (0, 1), (arguments, form, answers[0].err)
    rows = run(two[1], "query", "measures", *shown, "--sort", "value", "--format", "json").rows
    assert [(row["quantity"], row["value"]) for row in rows if row["value"] is not None] == [
        ("-0.5", -0.5),
        ("0.4", 0.4),
        ("over 0.4", 0.4),
        ("12", 12),
        ("about 1,234.5", 1234.5),
        ("1.25 million", 1250000),
    ]
    assert [row["change"] for row in run(two[1], "query", "revisions", *EARLIER, "--format", "json").rows] == [
        "lost",
        "moved",
    ]
