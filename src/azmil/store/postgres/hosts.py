"""The hosts in an address: the order in which they are tried, and what the server that answers says about itself."""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from azmil import paths

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from psycopg import Connection

PATIENCE = "3"  # seconds that a host may take to answer, if the address has others
PAUSE = 60  # seconds for which all processes of a user try a silent host last
_LISTS = ("host", "hostaddr", "port")
# Values of target_session_attrs with which a server that accepts changes is found; a writer replaces the others.
_WRITABLE = ("read-write", "primary")
_ANSWERED: dict[str, dict[str, str]] = {}  # for each address, the host that answered last in this process
_WAITS, _WAIT = 5, 0.1  # how often, and how long in seconds, a replica may still apply what it has received
_REPLICATION = """SELECT pg_is_in_recovery(), EXISTS (SELECT 1 FROM pg_catalog.pg_stat_wal_receiver),
CAST(pg_last_wal_receive_lsn() AS text),
CAST(ceil(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())) AS bigint),
to_char(pg_last_xact_replay_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"""
_APPLIED = "SELECT CAST($1 AS pg_lsn) <= pg_last_wal_replay_lsn()"


def attempts(url: str, given: Mapping[str, str], *, writes: bool) -> list[dict[str, str]]:
    """Return the parameters of each attempt to connect, in order; they replace those given in the address.

    Readers try the hosts in random order, so that they spread over the servers, but first the one that answered this
    process last, so that it reads one server as long as that lives; last, those that were silent a moment ago. Writers
    try them as given. The driver could shuffle too, but only if its libpq is of PostgreSQL 16 or newer.
    """
    hosts = _hosts(given)
    attributes = _setting(given, "target_session_attrs")
    if writes:
        wanted = attributes if attributes in _WRITABLE else "read-write"
        return [{**host, "target_session_attrs": wanted} for host in hosts]
    if _setting(given, "load_balance_hosts") != "disable":
        random.shuffle(hosts)
    hosts.sort(key=lambda host: host != _ANSWERED.get(url))
    if len(hosts) > 1:
        kinds = ("standby", "any") if attributes == "prefer-standby" else ()
        hosts = [{**host, "target_session_attrs": kind} for kind in kinds for host in hosts] or hosts
        hosts.sort(key=_was_silent)
    return hosts


def keep(url: str, attempt: Mapping[str, str]) -> None:
    """Let this process try the host of an attempt first from now on."""
    _ANSWERED[url] = {name: attempt[name] for name in _LISTS if name in attempt}


def set_silent(attempt: Mapping[str, str]) -> None:
    """Let all processes of the user try the host of an attempt last for a while, if their state can be written."""
    with suppress(OSError):
        file = _silence_of(attempt)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def _was_silent(attempt: Mapping[str, str]) -> bool:
    """Return whether the host of an attempt was silent a moment ago, for any process of the user."""
    with suppress(OSError):
        return 0 <= time.time() - _silence_of(attempt).stat().st_mtime < PAUSE
    return False


def _silence_of(attempt: Mapping[str, str]) -> Path:
    """Return the empty file that was written when the host of an attempt was last silent; it may not exist."""
    return paths.state_folder() / "silent-hosts" / sha256(name_of(attempt).encode()).hexdigest()[:32]


def _hosts(given: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the parameters of each host in an address or in the environment; of a single one, none."""
    is_named = given.get("service") or os.environ.get("PGSERVICE")  # its file may name the hosts
    known = given if is_named else {name: _setting(given, name) for name in _LISTS}
    lists = {name: known[name].split(",") for name in _LISTS if known.get(name)}
    count = max((len(lists[name]) for name in ("host", "hostaddr") if name in lists), default=1)
    if len(lists.get("port", ())) == 1:
        lists["port"] *= count
    if count == 1 or {len(values) for values in lists.values()} != {count}:  # the driver reports it
        return [{}]
    return [{name: values[at] for name, values in lists.items()} for at in range(count)]


def _setting(given: Mapping[str, str], name: str) -> str:
    """Return a parameter of an address, or its value in the environment."""
    return given.get(name) or os.environ.get(f"PG{name.replace('_', '').upper()}", "")


def same(raw: Connection[Any]) -> dict[str, str]:
    """Return the parameters of an attempt to connect to the same server as a connection."""
    found = {"host": raw.info.host, "hostaddr": raw.info.hostaddr, "port": str(raw.info.port)}
    return {name: value for name, value in found.items() if value}


def name_of(attempt: Mapping[str, str]) -> str:
    """Return the name and port of the host of an attempt."""
    host, port = attempt.get("host") or attempt.get("hostaddr", ""), attempt.get("port") or "5432"
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def is_replica(raw: Connection[Any]) -> bool:
    """Return whether a server is a replica."""
    return bool(raw.execute("SELECT pg_is_in_recovery()").fetchall()[0][0])


def described(raw: Connection[Any]) -> str:
    """Return the host and port of a server, whether it is a replica, and how far that is behind its primary."""
    name = name_of(same(raw))
    ((replica, is_fed, received, seconds, last),) = raw.execute(_REPLICATION).fetchall()
    if not replica:
        return f"{name}, primary"
    if not is_fed:  # what it has received says nothing about the primary
        changed = f"{last} UTC" if last else "unknown"
        return f"{name}, replica without a connection to its primary; last change {changed}"
    if _has_applied(raw, received):
        return f"{name}, replica, up to date"
    return f"{name}, replica, " + ("behind" if seconds is None else f"at most {seconds:,} s behind")


def _has_applied(raw: Connection[Any], received: str | None) -> bool:
    """Return whether a replica has applied what it had received, at once or a moment later.

    The time of the last change says nothing: it is also long ago if nothing has changed since.
    """
    for at in range(_WAITS):
        if at:
            time.sleep(_WAIT)
        if raw.execute(_APPLIED, (received,)).fetchall() == [(1,)]:
            return True
    return False
