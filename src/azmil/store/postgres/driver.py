"""Connections to PostgreSQL by psycopg, an optional library, and its errors."""

from __future__ import annotations

import logging
import os
import re
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from azmil.store.postgres import faults, hosts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection, Error
    from psycopg.adapt import AdaptersMap

    from azmil.errors import AzmilError
    from azmil.paths import Server

SCHEMES = ("postgresql://", "postgres://")
OLDEST_SERVER = 150_000  # PostgreSQL 15, as the server numbers it
# Parameters of a connection, which the address overrides. A dead connection is noticed within a minute, also if what
# was sent last has not arrived.
_DEFAULTS = {
    "application_name": "azmil",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
_BEFORE_REASON = re.compile(r"connection (?:failed|is bad): (?:connection to server .*? failed: )?")
_SILENT = logging.NullHandler()


def connect(server: Server, *, writes: bool = False, same_as: Connection[Any] | None = None) -> Connection[Any]:
    """Return a connection for reading, or for ``writes`` to a server that accepts changes.

    A connection for reading commits each statement; its parameters are $1, $2, ... It returns text, numbers and bytes
    as Python values, true and false as 1 and 0, and everything else as text. With ``same_as``, it is to the
    server of that connection. Raises AzmilError if psycopg is not installed, if the address is invalid, if no server
    accepts the connection, or if none accepts changes.
    """
    given = _given(server)
    tried = hosts.attempts(server.url, given, writes=writes) if same_as is None else [hosts.same(same_as)]
    parameters = _parameters(given, is_one_of_many=len(tried) > 1, writes=writes)
    raw, reasons = _first(server, tried, parameters)
    if raw is None:
        replicas = _replicas(tried, parameters) if writes else {}
        if not replicas:
            raise faults.CANNOT_CONNECT(path=server, reason="; ".join(reasons.values()))
        others = [reason for name, reason in reasons.items() if name not in replicas]
        *several, last = replicas.values()
        named = f"{', '.join(several)} and {last} are replicas" if several else f"{last} is a replica"
        raise faults.NO_PRIMARY(path=server, reason="; ".join([named, *others]))
    if raw.info.server_version < OLDEST_SERVER:
        found, least = raw.info.parameter_status("server_version"), OLDEST_SERVER // 10_000
        raw.close()
        raise faults.OLD_SERVER(path=server, found=found, least=least)
    return raw


@contextmanager
def connected(server: Server) -> Iterator[Connection[Any]]:
    """Open a connection for reading, and close it on exit; raise AzmilError like ``connect``, and if it is lost."""
    raw = connect(server)
    import psycopg  # noqa: PLC0415 - from an extra, which the line above needs too

    try:
        with closing(raw):
            yield raw
    except psycopg.Error as error:
        raise lost(error, server) from None


def _given(server: Server) -> dict[str, str]:
    """Return the parameters in an address; raise AzmilError if it is invalid, or if psycopg is not installed."""
    if not server.url.startswith(SCHEMES) or _has_unescaped_password(server.url):
        raise faults.INVALID_ADDRESS(path=server)
    try:
        import psycopg  # noqa: PLC0415 - from an extra
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415
    except ImportError:
        raise faults.NO_PSYCOPG(path=server, extra="postgres") from None
    logging.getLogger("psycopg").addHandler(_SILENT)  # its warnings about lost connections would be printed
    try:
        return {name: str(value) for name, value in conninfo_to_dict(server.url).items() if value is not None}
    except (psycopg.Error, ValueError):  # their texts may contain the password
        raise faults.INVALID_ADDRESS(path=server) from None


def _parameters(given: dict[str, str], *, is_one_of_many: bool, writes: bool) -> dict[str, Any]:
    """Return the parameters of a connection: those given, and defaults for others."""
    import psycopg  # noqa: PLC0415 - from an extra

    seconds = os.environ.get("PGCONNECT_TIMEOUT") or (hosts.PATIENCE if is_one_of_many else "10")
    always = {"client_encoding": "utf8", "prepare_threshold": None}
    parameters: dict[str, Any] = {**_DEFAULTS, "connect_timeout": seconds, **given, **always}
    if not writes:
        parameters.update(autocommit=True, context=_Adapting(), cursor_factory=psycopg.RawCursor)
    return parameters


def _first(
    server: Server, tried: list[dict[str, str]], parameters: dict[str, Any]
) -> tuple[Connection[Any] | None, dict[str, str]]:
    """Return a connection by the first attempt that succeeds, if any, and the reason why each host before it failed."""
    import psycopg  # noqa: PLC0415 - from an extra

    reasons: dict[str, str] = {}
    for attempt in tried:
        try:
            raw = psycopg.connect("", **{**parameters, **attempt})
        except psycopg.Error as error:
            name = hosts.name_of(attempt)
            if isinstance(error, psycopg.errors.ConnectionTimeout) and len(tried) > 1:
                hosts.set_silent(attempt)
            reasons.setdefault(name, f"{name}: {_short(error, server)}" if len(tried) > 1 else reason_of(error, server))
        else:
            hosts.keep(server.url, attempt)
            return raw, reasons
    return None, reasons


def _short(error: Error, server: Server) -> str:
    """Return the reason why a connection failed, without the host."""
    first = str(error).partition("\n")[0]
    return reason_of(ValueError(_BEFORE_REASON.sub("", first, count=1)), server)


def _replicas(tried: list[dict[str, str]], parameters: dict[str, Any]) -> dict[str, str]:
    """Return the hosts and ports of the servers that answer but are replicas, by the names of the attempts."""
    import psycopg  # noqa: PLC0415 - from an extra

    found = {}
    for attempt in tried:
        anyone = {**parameters, **attempt, "target_session_attrs": "any"}
        with suppress(psycopg.Error), closing(psycopg.connect("", **anyone)) as raw:
            if hosts.is_replica(raw):
                found[hosts.name_of(attempt)] = hosts.name_of(hosts.same(raw))
    return found


def _has_unescaped_password(url: str) -> bool:
    """Return whether the password in a URL contains a slash, so that the driver would print part of it as a host."""
    return "/" in url.partition("://")[2].partition("?")[0].rpartition("@")[0]


def reason_of(error: Error | Exception, server: Server) -> str:
    """Return the message of an error of PostgreSQL on one line, without the password in the address."""
    diagnostic = getattr(error, "diag", None)
    text = getattr(diagnostic, "message_primary", None) or str(error)
    line = " ".join(text.split())
    for secret in _secrets(server):
        line = line.replace(secret, "***")
    return line.removeprefix("ERROR: ").removeprefix("FATAL: ").rstrip(".")


def _secrets(server: Server) -> list[str]:
    """Return the passwords in the address of a server, as the driver reads them."""
    from psycopg import Error  # noqa: PLC0415 - from an extra
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        given = conninfo_to_dict(server.url)
    except (Error, ValueError):
        return []
    return [str(given[name]) for name in ("password", "sslpassword") if given.get(name)]


def is_lost(error: Exception) -> bool:
    """Return whether an error means that the connection is unusable."""
    state = getattr(error, "sqlstate", None) or ""
    is_operational = type(error).__name__ in ("OperationalError", "InterfaceError")
    return state.startswith(("08", "57P")) or (is_operational and not state)


def lost(error: Exception, server: Server) -> AzmilError:
    """Return the AzmilError for a connection that was lost."""
    reason = reason_of(error, server)
    return faults.LOST(path=server, reason=reason.removeprefix("consuming input failed: ") or "the connection was lost")


class _Adapting:
    """The context of a connection, which psycopg asks how to convert values."""

    connection = None

    def __init__(self) -> None:
        self.adapters = _adapters()


def _adapters() -> AdaptersMap:
    """Return how values are converted: PostgreSQL types that Python and SQLite lack become text."""
    from psycopg import postgres  # noqa: PLC0415 - from an extra
    from psycopg.adapt import AdaptersMap, Loader  # noqa: PLC0415
    from psycopg.types import none, numeric, string  # noqa: PLC0415

    class Flag(Loader):  # type: ignore[misc, unused-ignore]  # without psycopg, its type is not known
        def load(self, data: Any) -> int:
            return int(bytes(data) == b"t")

    class Number(Loader):  # type: ignore[misc, unused-ignore]
        """A numeric, which sums of large integers are."""

        def load(self, data: Any) -> int | float:
            text = bytes(data)
            return int(text) if text.lstrip(b"-").isdigit() else float(text)

    adapters = AdaptersMap(types=postgres.types)
    for name in ("int2", "int4", "int8", "oid"):
        adapters.register_loader(name, numeric.IntLoader)
    for name in ("float4", "float8"):
        adapters.register_loader(name, numeric.FloatLoader)
    adapters.register_loader("numeric", Number)
    adapters.register_loader("bool", Flag)
    adapters.register_loader("bytea", string.ByteaLoader)
    for name_or_number in (0, "text", "varchar", "bpchar", "name"):
        adapters.register_loader(name_or_number, string.TextLoader)
    adapters.register_dumper(str, string.StrDumperUnknown)
    adapters.register_dumper(int, numeric.IntDumper)
    adapters.register_dumper(float, numeric.FloatDumper)
    adapters.register_dumper(bytes, string.BytesDumper)
    adapters.register_dumper(type(None), none.NoneDumper)
    return adapters
