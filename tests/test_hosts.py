"""Several hosts in the address of a database: their order, a primary with a replica, and which server answers."""

from __future__ import annotations

import os
import random
import re
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

import azmil as azmil_package
import servers
from azmil.errors import AzmilError
from azmil.paths import Server
from azmil.store import connect, rows
from azmil.store.postgres import driver, faults, hosts, read
from azmil.store.protocol import Limits
from azmil.values.answers import Statement
from azmil.workbench import access, health
from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azmil.errors import Fault
    from conftest import Result
    from servers import TestServer

READER = "azmil_reader"
needs_server = pytest.mark.skipif(not servers.is_available(), reason="no psycopg, or no PostgreSQL")
ONE, TWO, THREE = ({"host": "one", "port": ""}, {"host": "two", "port": "5433"}, {"host": "three", "port": ""})
GIVEN = {"host": "one,two,three", "port": ",5433,"}


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No host has answered before in this process, and the environment names none; shuffling reverses the order."""
    monkeypatch.setattr(hosts, "_ANSWERED", {})
    for name in ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGTARGETSESSIONATTRS", "PGLOADBALANCEHOSTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(random, "shuffle", list.reverse)


# The order


def test_readers_try_the_hosts_in_random_order_each_with_its_port() -> None:
    assert hosts.attempts("url", GIVEN, writes=False) == [THREE, TWO, ONE]


def test_readers_try_the_host_first_that_answered_last() -> None:
    hosts.keep("url", {**TWO, "target_session_attrs": "any"})
    assert hosts.attempts("url", GIVEN, writes=False) == [TWO, THREE, ONE]
    assert hosts.attempts("other", GIVEN, writes=False) == [THREE, TWO, ONE]


def test_readers_try_a_host_last_that_was_silent_a_moment_ago(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process or in another one of the user; what cannot be noted is tried as before."""
    psycopg = pytest.importorskip("psycopg")

    def connect(_: str, host: str, **__: str) -> None:
        raise (psycopg.errors.ConnectionTimeout if host == "three" else psycopg.OperationalError)("no answer")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(psycopg, "connect", connect)
    with pytest.raises(AzmilError, match="cannot connect"):
        driver.connect(Server("postgresql://one,two:5433,three/"))
    assert hosts.attempts("url", GIVEN, writes=False) == [TWO, ONE, THREE]
    assert hosts.attempts("url", {**GIVEN, "load_balance_hosts": "disable"}, writes=False) == [ONE, TWO, THREE]
    preferring = hosts.attempts("url", {**GIVEN, "target_session_attrs": "prefer-standby"}, writes=False)
    assert [attempt["host"] for attempt in preferring] == ["two", "one", "two", "one", "three", "three"]
    (note,) = tmp_path.glob("azmil/silent-hosts/*")
    for age in (hosts.PAUSE + 1, -100):  # long ago, and in the future, as after the clock was set
        os.utime(note, times=(time.time() - age,) * 2)
        assert hosts.attempts("url", GIVEN, writes=False) == [THREE, TWO, ONE]
    monkeypatch.setenv("XDG_STATE_HOME", str(note))  # a file
    hosts.set_silent(THREE)
    assert hosts.attempts("url", GIVEN, writes=False) == [THREE, TWO, ONE]


@pytest.mark.parametrize("is_in_environment", [True, False])
def test_the_order_of_the_user_is_kept(monkeypatch: pytest.MonkeyPatch, *, is_in_environment: bool) -> None:
    monkeypatch.setenv("PGLOADBALANCEHOSTS", "disable" if is_in_environment else "random")
    given = GIVEN if is_in_environment else {**GIVEN, "load_balance_hosts": "disable"}
    assert hosts.attempts("url", given, writes=False) == [ONE, TWO, THREE]


def test_the_driver_is_left_to_look_for_the_kind_of_server_that_the_user_wants() -> None:
    """It does so for one host; standbys are preferred among all of them."""
    assert hosts.attempts("url", {**GIVEN, "target_session_attrs": "standby"}, writes=False) == [THREE, TWO, ONE]
    found = hosts.attempts("url", {**GIVEN, "target_session_attrs": "prefer-standby"}, writes=False)
    assert [(attempt["host"], attempt["target_session_attrs"]) for attempt in found] == [
        ("three", "standby"),
        ("two", "standby"),
        ("one", "standby"),
        ("three", "any"),
        ("two", "any"),
        ("one", "any"),
    ]


@pytest.mark.parametrize(
    ("given", "used"),
    [("", "read-write"), ("primary", "primary"), ("prefer-standby", "read-write"), ("any", "read-write")],
)
def test_writers_look_for_a_server_that_accepts_changes_in_the_order_given(given: str, used: str) -> None:
    found = hosts.attempts("url", {**GIVEN, "target_session_attrs": given}, writes=True)
    assert found == [{**host, "target_session_attrs": used} for host in (ONE, TWO, THREE)]
    assert hosts.attempts("url", {"host": "one", "target_session_attrs": given}, writes=True) == [
        {"target_session_attrs": used}
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"host": "one"}, [{}]),
        ({}, [{}]),
        ({"service": "team", "port": "1,2"}, [{}]),
        ({"host": "one,two", "port": "1,2,3"}, [{}]),  # an error, which the driver reports
        ({"host": "one,two", "port": "7"}, [{"host": "two", "port": "7"}, {"host": "one", "port": "7"}]),
        ({"hostaddr": "::1,::2"}, [{"hostaddr": "::2"}, {"hostaddr": "::1"}]),
        (
            {"service": "team", "host": "one,two", "hostaddr": "::1,::2"},
            [{"host": "two", "hostaddr": "::2"}, {"host": "one", "hostaddr": "::1"}],
        ),
    ],
)
def test_the_parameters_of_a_host_stay_together(given: dict[str, str], expected: list[dict[str, str]]) -> None:
    assert hosts.attempts("url", given, writes=False) == expected


def test_the_environment_may_name_the_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "one,two,three")
    monkeypatch.setenv("PGPORT", ",5433,")
    assert hosts.attempts("url", {"dbname": "azmil"}, writes=False) == [THREE, TWO, ONE]
    monkeypatch.setenv("PGSERVICE", "team")  # which comes before the environment
    assert hosts.attempts("url", {"dbname": "azmil"}, writes=False) == [{}]


@pytest.mark.parametrize(
    ("attempt", "name"),
    [
        ({"host": "one"}, "one:5432"),
        ({"host": "one", "hostaddr": "10.0.0.1", "port": "7"}, "one:7"),
        ({"hostaddr": "::1"}, "[::1]:5432"),
        ({"host": "/run/postgresql", "port": "5433"}, "/run/postgresql:5433"),
    ],
)
def test_a_server_is_named_by_its_host_and_port(attempt: dict[str, str], name: str) -> None:
    assert hosts.name_of(attempt) == name


# A replica


@pytest.fixture(scope="module")
def primary(postgres: TestServer) -> TestServer:
    """A server with a database ``hosts`` of the real seeds, which ``READER`` may read."""
    postgres.create_role(READER)
    access.grant(Server(postgres.create("hosts", "built")), READER)
    return postgres


@pytest.fixture(scope="module")
def replica(primary: TestServer) -> Iterator[TestServer]:
    """A streaming replica of the server."""
    if primary.data is None:
        pytest.skip("the server was not started by the tests")
    folder = Path(tempfile.mkdtemp(prefix="azmil-replica-"))
    try:
        yield servers.follow(primary, folder)
    finally:
        servers.stop(folder)


@pytest.fixture
def run(run_on: Callable[..., Result]) -> Callable[..., Result]:
    """Function that runs azmil in this process on a database at a URL."""
    return run_on


def place(server: TestServer) -> tuple[str, str]:
    """Return the host and port of a server."""
    from psycopg.conninfo import conninfo_to_dict

    found = conninfo_to_dict(server.url())
    return str(found["host"]), str(found.get("port", "5432"))


def url_of(*places: tuple[str, str], database: str, user: str = READER, options: str = "") -> str:
    """Return the address of a database at some hosts and ports, tried in this order."""
    names, ports = (quote(",".join(values), safe=",") for values in zip(*places, strict=True))
    return f"postgresql://{user}@/{database}?host={names}&port={ports}&load_balance_hosts=disable{options}"


def name_of(server: TestServer) -> str:
    return ":".join(place(server))


def server_of(url: str) -> str:
    """Return the row of ``azmil doctor`` about the server."""
    found: dict[str, str] = dict(health.installation(Server(url)).rows)
    return found["server"]


NOWHERE, NOWHERE_ELSE = ("127.0.0.1", "1"), ("127.0.0.1", "2")


@needs_server
def test_a_host_that_does_not_answer_is_passed_over(primary: TestServer, run: Callable[..., Result]) -> None:
    url = url_of(NOWHERE, place(primary), database=primary.name("hosts"))
    ended = run(url, "status")
    assert ended.code == 0
    assert f"\nserver    {name_of(primary)}, primary\nbuilt by  azmil " in ended.err


@needs_server
@provokes("store.postgres.faults.CANNOT_CONNECT")
def test_the_reason_of_each_host_is_printed_if_none_answers(fault: Fault, run: Callable[..., Result]) -> None:
    url = url_of(NOWHERE, NOWHERE_ELSE, database="azmil")
    for command in ("status", "load"):
        ended = run(url, command)
        assert ended.code == fault.code
        expected = (
            rf"azmil: cannot connect to '{re.escape(url)}': 127.0.0.1:1: [^;]+; 127.0.0.1:2: [^;]+; check the address,"
        )
        assert re.match(expected, ended.err), ended.err
        assert ended.err.count("\n") == 1


@needs_server
@provokes("store.postgres.faults.CANCELLED")
def test_a_statement_that_a_replica_cancels_is_run_again_once(
    fault: Fault, primary: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from psycopg.errors import SerializationFailure

    ended, left = [], [1, 2, 1, 2]
    of_session = read.Session.run

    def cancelled(*given: object) -> object:
        ended.append(given)
        if left and left.pop(0):
            raise SerializationFailure("canceling statement due to conflict with recovery")
        return of_session(*given)  # type: ignore[arg-type]

    opened = connect(Server(primary.url("hosts", READER)))
    monkeypatch.setattr(read.Session, "run", cancelled)
    with pytest.raises(AzmilError, match="the replica cancelled the query to follow its primary; try again") as caught:
        rows(opened, "SELECT 1")
    assert caught.value.fault is fault
    left[:] = [1]
    assert rows(opened, "SELECT 1") == [(1,)]
    assert len(ended) == 4
    opened.close()


@needs_server
def test_status_and_doctor_say_which_server_answered_and_how_far_it_is_behind(
    primary: TestServer, replica: TestServer, run: Callable[..., Result]
) -> None:
    url = url_of(place(replica), database=primary.name("hosts"))
    server = f"{name_of(replica)}, replica"

    def becomes(expected: str) -> None:
        end = time.monotonic() + 20
        while not re.fullmatch(expected, found := server_of(url)):
            assert time.monotonic() < end, found

    primary.run("CREATE TABLE following (x int)", database="hosts")
    becomes(re.escape(f"{server}, up to date"))
    shown = re.escape(f"\nserver    {server}, ") + r"(up to date|at most \d+ s behind)\n"  # others use the primary, too
    assert re.search(shown, run(url, "status").err)
    replica.run("SELECT pg_wal_replay_pause()")
    primary.run("DROP TABLE following", database="hosts")
    becomes(re.escape(server) + r", at most [1-9]\d* s behind")
    ((conninfo,),) = replica.run("SHOW primary_conninfo")
    quoted = str(conninfo).replace("'", "''")
    replica.run("SELECT pg_wal_replay_resume()", "ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()")
    becomes(re.escape(server) + r" without a connection to its primary; last change \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC")
    replica.run(f"ALTER SYSTEM SET primary_conninfo = '{quoted}'", "SELECT pg_reload_conf()")
    assert server_of(primary.url("hosts", READER)) == f"{name_of(primary)}, primary"


@needs_server
@provokes("store.postgres.faults.NO_PRIMARY")
def test_what_writes_is_refused_by_replicas_and_finds_the_primary(
    fault: Fault, primary: TestServer, replica: TestServer, run: Callable[..., Result]
) -> None:
    name, hint = primary.name("hosts"), "use an address with the primary; if it is down, start it or promote a replica"
    for at, reason in (
        ([place(replica)], f"{name_of(replica)} is a replica"),
        ([place(replica), NOWHERE], rf"{name_of(replica)} is a replica; 127.0.0.1:1: [^;]+"),
    ):
        url = url_of(*at, database=name, user=servers.OWNER)
        for arguments in (["load", "--shipped"], ["grant", READER]):
            ended = run(url, *arguments)
            expected = rf"azmil: cannot write '{re.escape(url)}': {reason}; {hint}\n"
            assert re.fullmatch(expected, ended.err), ended.err
            assert ended.code == fault.code
    url = url_of(
        NOWHERE, place(replica), place(primary), database=name, user=servers.OWNER, options="&target_session_attrs=any"
    )
    ended = run(url, "grant", READER)
    assert ended.code == 0
    assert ended.err.startswith(f"azmil: found the role '{READER}'; it can now read ")
    assert faults.NO_PRIMARY is fault


@needs_server
def test_a_replica_gives_the_answers_of_its_primary(
    primary: TestServer, replica: TestServer, run: Callable[..., Result]
) -> None:
    one, other = (url_of(place(server), database=primary.name("hosts")) for server in (primary, replica))
    for arguments in (
        ("query", "equipment", "--branch", "navy"),
        ("query", "facts", "--format", "json"),
        ("timeline", "2006"),
        ("search", "helicoptr"),
        ("tree", "azerbaijani-navy"),
        ("sql", "SELECT kind, count(*) FROM facts_report GROUP BY kind ORDER BY kind"),
        ("sql", "SELECT no_such_column FROM records"),
        ("sql", "SELECT pg_advisory_lock(1)"),
        ("export", "tables", "--to", "csv", "--output", "-"),
        ("complete", "fish", "query", "equipment", "--branch", "gro"),
    ):
        assert run(one, *arguments) == run(other, *arguments), arguments
    with azmil_package.open(other) as base:
        assert base.sql("SELECT pg_is_in_recovery() AS replica")[0]["replica"] == 1
        assert list(base.diff(one)) == []


@needs_server
def test_all_threads_of_a_base_read_one_server(
    primary: TestServer, replica: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else pages of a server would differ from one request to the next while a replica is behind."""
    url = url_of(place(primary), place(replica), database=primary.name("hosts")).replace("disable", "random")
    turns = count()
    monkeypatch.setattr(random, "shuffle", lambda found: found.reverse() if next(turns) % 2 else None)
    with azmil_package.open(url) as base, ThreadPoolExecutor(4) as threads:
        barrier = Barrier(4)

        def answer(_number: int) -> list[tuple[object, ...]]:
            barrier.wait(60)
            return rows(base.connection, "SELECT pg_is_in_recovery()")

        assert list(threads.map(answer, range(4))) == [[(0,)]] * 4


@needs_server
def test_a_process_reads_one_server_as_long_as_it_lives(primary: TestServer, replica: TestServer) -> None:
    """Also a stream, which has a connection of its own, when another server has answered since."""
    sql = "SELECT pg_is_in_recovery()"
    url = url_of(
        place(primary), place(replica), database=primary.name("hosts"), options="&target_session_attrs=prefer-standby"
    )
    opened = connect(Server(url))
    assert rows(opened, sql) == [(1,)]
    without = Server(url.removesuffix("&target_session_attrs=prefer-standby"))
    host, port = place(replica)
    hosts.keep(without.url, {"host": host, "port": port})
    for _ in range(3):
        assert rows(connect(without), sql) == [(1,)]
    hosts.keep(url, {"host": place(primary)[0], "port": place(primary)[1]})
    assert list(opened.stream(Statement(sql))) == [(1,)]
    assert opened.run(Statement(sql), Limits()).rows == [(1,)]
    with driver.connected(Server(primary.url("hosts", READER))) as raw:
        assert not hosts.is_replica(raw)
