"""Promises on PostgreSQL: loads are whole or absent, readers see one base, and reading changes nothing."""

from __future__ import annotations

import atexit
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import PROGRAM, SMALL, Trial, azmil, environment, main
from statements import HOSTILE, ORDINARY

import servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servers import TestServer

BUILT_IN, SMALLER = ["load", "--shipped"], ["load", "--alone", str(SMALL)]
LIMIT = 2.0
READER = "reader"
# Statements of PostgreSQL that change something, reach outside, or make later statements do so.
OF_POSTGRES = """
COPY records TO '{there}/x'
COPY (SELECT 1) TO PROGRAM 'touch {there}/x'
COPY about FROM '{there}/secret.csv'
COPY about FROM PROGRAM 'cat {there}/secret.csv'
SELECT pg_read_file('{there}/secret.csv')
SELECT pg_read_binary_file('{there}/secret.csv')
SELECT pg_ls_dir('{there}')
SELECT * FROM pg_stat_file('{there}/secret.csv')
SELECT lo_import('{there}/secret.csv')
SELECT lo_export(1, '{there}/x')
SELECT lo_create(0)
SELECT lo_creat(-1)
SELECT lo_from_bytea(0, 'x')
SELECT lowrite(lo_open(lo_create(77), 131072), 'x')
SELECT lo_unlink(oid) FROM pg_largeobject_metadata
SELECT 1 INTO x
SELECT * INTO TEMP x FROM records
CREATE TABLE x AS SELECT 1
CREATE TEMP TABLE x (y int)
CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'
CREATE ROLE intruder SUPERUSER
CREATE SCHEMA x
CREATE EXTENSION dblink
ALTER ROLE reader SET statement_timeout = 0
ALTER TABLE records DISABLE TRIGGER ALL
SET statement_timeout = 0
SET SESSION AUTHORIZATION postgres
SET ROLE azmil_owner
RESET ALL
DO $$ BEGIN DELETE FROM records; END $$
TRUNCATE records
LOCK TABLE azmil.current
GRANT ALL ON records TO PUBLIC
LISTEN x
NOTIFY x
PREPARE x AS DELETE FROM records
DECLARE x CURSOR WITH HOLD FOR SELECT 1
COMMIT
COMMIT; DELETE FROM records
ROLLBACK; SET default_transaction_read_only = off; DELETE FROM records
SELECT 1; COMMIT; DELETE FROM azmil.current
WITH x AS (DELETE FROM records RETURNING 1) SELECT * FROM x
WITH x AS (UPDATE azmil.current SET schema_name = 'public' RETURNING 1) SELECT * FROM x
SELECT set_config('transaction_read_only', 'off', false)
SELECT set_config('default_transaction_read_only', 'off', false)
SELECT set_config('search_path', 'public', false)
SELECT set_config('statement_timeout', '0', false)
SELECT set_config('session_authorization', 'postgres', false)
SELECT set_config('role', 'azmil_owner', false)
SELECT set_config('standard_conforming_strings', 'off', false)
SELECT query_to_xml('DELETE FROM records', true, true, '')
SELECT query_to_xml('CREATE TABLE x (y int)', true, true, '')
SELECT database_to_xml(true, true, '')
SELECT ts_stat('DELETE FROM records')
SELECT * FROM ts_stat('DELETE FROM records RETURNING found')
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> 'reader'
SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename <> 'reader'
SELECT pg_reload_conf()
SELECT pg_rotate_logfile()
SELECT pg_switch_wal()
SELECT pg_create_restore_point('x')
SELECT pg_advisory_lock(1)
SELECT pg_advisory_lock(1634362732)
SELECT pg_logical_emit_message(true, 'x', 'y')
SELECT pg_notify('x', 'y')
SELECT nextval('x')
SELECT setval('x', 1)
SELECT txid_current()
SELECT pg_export_snapshot()
SELECT * FROM pg_authid
SELECT rolpassword FROM pg_authid
SELECT * FROM pg_shadow
SELECT * FROM pg_hba_file_rules
SELECT current_setting('data_directory')
SELECT * FROM records FOR UPDATE
SELECT * FROM azmil.current FOR SHARE
SELECT dblink('host=localhost', 'SELECT 1')
TABLE records FOR UPDATE
VALUES (1) FOR UPDATE
SELECT 1) AS x; DELETE FROM records; --
SELECT 1 /* ) */ -- )
SELECT E'\\'; DELETE FROM records; --'
SELECT $$) AS x; DELETE FROM records; --$$
""".strip().split("\n")
SERIES = "generate_series(1, 2000000000)"
BOMBS = [
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    f"SELECT count(*) FROM {SERIES}",
    f"SELECT i FROM {SERIES} AS i ORDER BY i DESC",
    f"SELECT i, repeat('x', 900000) FROM {SERIES} AS i",
    f"SELECT repeat('x', i) FROM {SERIES} AS i",
    f"SELECT string_agg(i::text, ',') FROM {SERIES} AS i",
    f"SELECT array_agg(i) FROM {SERIES} AS i",
    f"SELECT json_agg(i) FROM {SERIES} AS i",
    "SELECT repeat('x', 1000000000)",
    "SELECT repeat('x', 300000000), repeat('y', 300000000), repeat('z', 300000000)",
    "SELECT repeat('x', 100000000) FROM generate_series(1, 1000)",
    "SELECT lpad('x', 500000000)",
    "SELECT decode(repeat('00', 200000000), 'hex')",
    "SELECT replace(repeat('a', 10000000), 'a', repeat('b', 1000))",
    "SELECT pg_sleep(1000)",
    "SELECT pg_sleep(0.01) FROM generate_series(1, 100000)",
    "SELECT set_config('statement_timeout', '0', true), pg_sleep(0.01) FROM generate_series(1, 100000)",
    "SELECT set_config('statement_timeout', '0', false), pg_sleep(1000)",
    "SELECT repeat('a', 100) ~ '(a*)*(a*)*(a*)*b'",
    "SELECT repeat('a', 30000) ~ '(x+x+)+y|(a+a+)+b'",
    "SELECT repeat('a', 50000) LIKE repeat('%a', 400) || 'b'",
    "SELECT count(*) FROM records a, records b, records c, records d",
    "SELECT a.sentence FROM records a, records b, records c ORDER BY random()",
    "SELECT factorial(100000)",
    "SELECT 9 ^ 9 ^ 9",
    "SELECT power(9.0::numeric, 100000)",
    "SELECT levenshtein('a', 'b')",
    "SELECT query_to_xml('SELECT * FROM records a, records b', true, true, '')",
    "SELECT xpath('//x', ('<x>' || repeat('<y/>', 5000000) || '</x>')::xml)",
    "SELECT to_tsvector('simple', repeat('a b c ', 5000000))",
    f"SELECT {'+'.join(['1'] * 20_000)}",
    f"SELECT {'(' * 5_000}1{')' * 5_000}",
    f"SELECT {','.join(map(str, range(1_600)))}",
    f"SELECT {','.join(map(str, range(3_000)))}",
    "SELECT repeat(E'\\\\', 5000000)",
    f"SELECT i AS {'x' * 60} FROM {SERIES} AS i",
    "SELECT (SELECT string_agg(repeat('x', 1000), '') FROM generate_series(1, n)) FROM generate_series(1, 100000) n",
    "SELECT '' AS a, repeat('y', 100) FROM generate_series(1, 100000)",
    "SELECT ('[' || repeat('[', 900000))::json",
    "SELECT repeat('[', 100000)::jsonb",
]


@contextmanager
def loaded() -> Iterator[tuple[TestServer, str]]:
    """Yield a server with a database of the built-in seeds, a role that only reads it, and its owner's URL.

    All trials of a process begin with the same data, which are made once.
    """
    if servers.VARIABLE in os.environ:
        with servers.server() as server:
            yield server, _load(server)
    else:
        with servers.server(_data()) as server:
            yield server, server.url("team", servers.OWNER)


def _load(server: TestServer) -> str:
    """Load the built-in seeds on a server, grant a role access, and return the owner's URL."""
    owner = server.create("team")
    must(owner, *BUILT_IN)
    server.create_role(READER)
    must(owner, "grant", READER)
    return owner


@cache
def _data() -> Path:
    """Return the data folder of a stopped server with the built-in seeds, which is removed when this process ends."""
    folder = Path(tempfile.mkdtemp(prefix="azmil-data-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with servers.server() as server:
        _load(server)
        servers.copy_data(server, folder / "data")
    return folder / "data"


def run(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run azmil on a database; return its output and its exit code."""
    return azmil(*arguments, env=environment(AZMIL_DATABASE=url))


def must(url: str, *arguments: str) -> None:
    """Run azmil on a database; raise RuntimeError if it fails."""
    ended = run(url, *arguments)
    if ended.returncode:
        raise RuntimeError(ended.stderr)


def content(server: TestServer, database: str = "team") -> tuple[str, int]:
    """Return the content digest of the current schema, and the number of its records and reports' rows."""
    ((schema,),) = server.run("SELECT schema_name FROM azmil.current", database=database)
    ((digest,),) = server.run(f"SELECT value FROM {schema}.about WHERE name = 'content'", database=database)
    ((rows,),) = server.run(f"SELECT count(*) FROM {schema}.facts_report", database=database)
    return str(digest), int(str(rows))


def schemas(server: TestServer) -> list[str]:
    """Return the names of the schemas that loads have made."""
    found = server.run("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'azmil\\_%'", database="team")
    return [str(name) for (name,) in found]


def state(server: TestServer, folder: Path) -> list[Any]:
    """Return everything that a statement could change: rows, tables, roles, settings, large objects and files."""
    ((schema,),) = server.run("SELECT schema_name FROM azmil.current", database="team")
    asked = (
        "SELECT * FROM azmil.current",
        "SELECT relname, relkind, relacl::text FROM pg_class WHERE relpersistence <> 't' ORDER BY 1, 2",
        "SELECT proname, proacl::text FROM pg_proc ORDER BY oid",
        "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp' ORDER BY 1",
        "SELECT rolname, rolsuper, rolconfig::text FROM pg_roles ORDER BY 1",
        "SELECT setconfig::text FROM pg_db_role_setting ORDER BY 1",
        "SELECT oid FROM pg_largeobject_metadata ORDER BY 1",
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'",
        f"SELECT md5(string_agg(r::text, '|' ORDER BY id)) FROM {schema}.records AS r",
        f"SELECT count(*), md5(string_agg(r::text, '|' ORDER BY name)) FROM {schema}.about AS r",
    )
    files = sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    return [*(server.run(sql, database="team") for sql in asked), files]


def _stop_load(url: str, arguments: list[str], number: signal.Signals, after: float) -> int:
    """Start a load and send it a signal after some seconds; return its exit code."""
    command = [*PROGRAM, *arguments]
    child = subprocess.Popen(
        command, env=environment(AZMIL_DATABASE=url), stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    try:
        child.wait(timeout=after)
    except subprocess.TimeoutExpired:
        child.send_signal(number)
        child.wait()
    return child.returncode


def _prepared(server: TestServer, owner: str) -> tuple[set[tuple[str, int]], float]:
    """Load both bases in turn; return their contents, and the seconds that a load takes."""
    known = set()
    for arguments in (SMALLER, BUILT_IN):
        start = time.monotonic()
        must(owner, *arguments)
        known.add(content(server))
    return known, time.monotonic() - start


def kill_loads(_folder: Path, *, is_long: bool) -> Trial:
    """Kill loads at random moments."""
    trial = Trial("loads on PostgreSQL killed: old or new base, whole; the next load works and leaves two schemas")
    with loaded() as (server, owner):
        known, duration = _prepared(server, owner)
        for at in range(100 if is_long else 3):
            moment = random.uniform(0.02, duration)
            _stop_load(owner, SMALLER if at % 2 else BUILT_IN, signal.SIGKILL, moment)
            found = content(server)
            trial.check(found in known, f"after {moment:.3f} s: {found}")
            if at % 10 == 9 or not is_long:
                ended = run(owner, *SMALLER)
                is_clear = ended.returncode == 0 and len(schemas(server)) <= 2
                if not is_clear:
                    trial.failures.append(f"the next load: {ended.returncode} {ended.stderr} {schemas(server)}")
    return trial


def interrupt_loads(_folder: Path, *, is_long: bool) -> Trial:
    """Interrupt loads with Ctrl-C at random moments."""
    trial = Trial("loads on PostgreSQL interrupted by Ctrl-C: exit code 130, the old base, and no other schema")
    with loaded() as (server, owner):
        _, duration = _prepared(server, owner)
        for at in range(30 if is_long else 3):
            before = content(server), schemas(server)
            moment = random.uniform(duration / 3, duration)
            code = _stop_load(owner, SMALLER if at % 2 else BUILT_IN, signal.SIGINT, moment)
            is_kept = (content(server), schemas(server)) == before
            trial.check(code == 0 or (code == 130 and is_kept), f"after {moment:.3f} s: {code}, {schemas(server)}")
    return trial


def kill_servers(_folder: Path, *, is_long: bool) -> Trial:
    """Kill the server at random moments of a load."""
    trial = Trial("servers killed during a load: old or new base, whole; the next load works")
    with loaded() as (server, owner):
        if server.data is None:
            trial.promise += " (skipped: the server was not started by the tests)"
            return trial
        known, duration = _prepared(server, owner)
        for at in range(20 if is_long else 1):
            moment = random.uniform(0.02, duration)
            command = [*PROGRAM, *(SMALLER if at % 2 else BUILT_IN)]
            child = subprocess.Popen(command, env=environment(AZMIL_DATABASE=owner), stderr=subprocess.PIPE, text=True)
            time.sleep(moment)
            servers.kill(server)
            _, message = child.communicate()
            servers.start(server)
            found = content(server)
            is_reported = child.returncode == 0 or (message.startswith("azmil: cannot ") and message.count("\n") == 1)
            trial.check(found in known and is_reported, f"after {moment:.3f} s: {found} {message}")
            ended = run(owner, *SMALLER)
            if ended.returncode or len(schemas(server)) > 2:
                trial.failures.append(f"the next load: {ended.stderr} {schemas(server)}")
    return trial


def load_twice(_folder: Path, *, is_long: bool) -> Trial:
    """Load twice at the same time: one load wins, and the other says so or comes after it."""
    trial = Trial("two loads at once: one wins, the other says so or follows; readers always see a whole base")
    with loaded() as (server, owner):
        known, duration = _prepared(server, owner)
        for _ in range(10 if is_long else 1):
            children = []
            for arguments in (BUILT_IN, SMALLER):
                env = environment(AZMIL_DATABASE=owner)
                children.append(subprocess.Popen([*PROGRAM, *arguments], env=env, stderr=subprocess.PIPE, text=True))
                time.sleep(random.uniform(0, duration / 4))
            seen = {content(server)}
            while any(child.poll() is None for child in children):
                seen.add(content(server))
                time.sleep(0.02)
            ends = [(child.communicate()[1], child.returncode) for child in children]
            refused = [message for message, code in ends if code]
            is_said = all("another process is writing to it" in message for message in refused)
            trial.check(seen <= known and len(refused) < 2 and is_said, f"{seen - known} {ends}")
    return trial


def run_hostile_statements(folder: Path, *, is_long: bool) -> Trial:
    """Run hostile statements as a role with access: no effect on rows, tables, roles, large objects or files."""
    trial = Trial("hostile statements on PostgreSQL: nothing changes, and the next statement works")
    there = folder / "there"
    there.mkdir(mode=0o777)
    (there / "secret.csv").write_text("hidden,things\n1,2\n")
    with loaded() as (server, _owner):
        reader = server.url("team", READER)
        before = state(server, folder)
        wanted = [*HOSTILE, *ORDINARY, *OF_POSTGRES]
        for statement in wanted if is_long else wanted[::12]:
            ended = run(reader, "sql", "--timeout", "5", statement.replace("{there}", str(there)))
            after = state(server, folder)
            is_kept = before == after and "Traceback" not in ended.stderr and "hidden" not in ended.stdout
            changed = [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
            trial.check(is_kept, f"{statement}: {changed} {ended.stderr[-300:]}")
        ended = run(reader, "query", "equipment", "--branch", "navy")
        trial.check(ended.returncode == 0, f"afterwards: {ended.stderr}")
    return trial


def _most_seconds(reader: str) -> float:
    """Return the most seconds that a bomb may take: a busy machine takes longer to start azmil."""
    start = time.monotonic()
    must(reader, "sql", "SELECT 1")
    return LIMIT + 1.5 * (1 + time.monotonic() - start)


def run_bombs(_folder: Path, *, is_long: bool) -> Trial:
    """Run statements that never end or need all memory, as a role with access."""
    trial = Trial(f"bombs on PostgreSQL under --timeout {LIMIT:g}: ended soon after, within 300 MiB")
    with loaded() as (server, _owner):
        reader = server.url("team", READER)
        forms = cycle(("table", "json", "csv", "vertical"))
        most = _most_seconds(reader)
        for bomb in BOMBS if is_long else BOMBS[::10]:
            starter = (
                "import os, resource, subprocess, sys; code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL); "
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"
            )
            command = [sys.executable, "-S", "-c", starter, *PROGRAM, "sql", "--timeout", str(LIMIT)]
            start = time.monotonic()
            ended = subprocess.run(
                [*command, "--format", next(forms), bomb], env=environment(AZMIL_DATABASE=reader), capture_output=True,
                text=True, check=False,
            )  # fmt: skip
            seconds = time.monotonic() - start
            if seconds >= most:  # the machine may have become busier
                most = max(most, _most_seconds(reader))
            memory = int(ended.stdout.split()[-1])
            is_kept = seconds < most and ended.returncode in (0, 1, 2, 124) and memory < 300 * 1024
            is_kept = is_kept and "Traceback" not in ended.stderr
            trial.check(
                is_kept, f"{bomb[:90]}: {seconds:.1f} s, {ended.returncode}, {memory:,} KiB {ended.stderr[-200:]}"
            )
        left = server.run("SELECT query FROM pg_stat_activity WHERE usename = 'reader' AND state <> 'idle'")
        trial.check(not left, f"still running: {left}")
    return trial


if __name__ == "__main__":
    os.chdir("/")
    main(run_hostile_statements, run_bombs, load_twice, kill_loads, interrupt_loads, kill_servers)
