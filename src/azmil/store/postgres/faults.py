"""Errors of PostgreSQL databases."""

from __future__ import annotations

from azmil.errors import Exit, Fault, Hints

NO_PSYCOPG = Fault(
    "a database on PostgreSQL is used, and the library for it is not installed",
    "cannot use '{path}': psycopg is not installed",
    Hints.INSTALL_EXTRA,
)
INVALID_ADDRESS = Fault(
    "the address of a database is a URL that is not valid for PostgreSQL",
    "'{path}' is not a valid address of a database",
    "give the path of a file, or use the form postgresql://USER@HOST:PORT/DATABASE, with special characters escaped "
    "(%40 for @)",
    Exit.USAGE,
)
CANNOT_CONNECT = Fault(
    "azmil cannot connect to a PostgreSQL server",
    "cannot connect to '{path}': {reason}",
    "check the address, and that the server runs; a password is read from ~/.pgpass or PGPASSWORD",
)
NO_PRIMARY = Fault(
    "a PostgreSQL database is changed, and only replicas answer",
    "cannot write '{path}': {reason}",
    "use an address with the primary; if it is down, start it or promote a replica",
)
OLD_SERVER = Fault(
    "the version of a PostgreSQL server is too old",
    "cannot use '{path}': it runs PostgreSQL {found}",
    "use PostgreSQL {least} or newer",
)
NOT_UTF8 = Fault(
    "the encoding of a PostgreSQL database is not UTF-8",
    "cannot use '{path}': its encoding is {found}, not UTF-8",
    "create a database with ENCODING 'UTF8'",
)
NO_BASE = Fault(
    "a PostgreSQL database does not contain an azmil database",
    "database '{path}' has not been built",
    Hints.BUILD,
)
NOT_OURS = Fault(
    "a PostgreSQL database has a schema 'azmil' that azmil did not create",
    "cannot use '{path}': it contains a schema 'azmil' of another program",
    "choose another database",
)
NO_ACCESS = Fault(
    "a role has no access to an azmil database on PostgreSQL",
    "cannot read '{path}': the role '{role}' has no access to it",
    Hints.GRANT,
)
SUPERUSER = Fault(
    "a superuser of PostgreSQL, or a role that may use files of the server, reads a database",
    "cannot read '{path}' as the role '{role}': it could read or change more than this database",
    Hints.READ_AS_OTHER,
)
NOT_OWNER = Fault(
    "a role that does not own an azmil database on PostgreSQL changes it, or grants access to it",
    "cannot change '{path}': the role '{role}' does not own it",
    "connect as the role '{owner}'",
)
NO_ROLE = Fault(
    "access is granted to a role that does not exist, and that the current role cannot create",
    "no such role '{role}', and '{by}' may not create it",
    "ask an administrator to run: {statement}",
    Exit.USAGE,
)
INVALID_ROLE = Fault(
    "access is granted to a role whose name is not valid, or that is already unlimited",
    "cannot grant access to '{role}': {reason}",
    "choose another role",
    Exit.USAGE,
)
READ_BY_OWNER = Fault(
    "a PostgreSQL database is read as the role that owns it (a note, not an error)",
    "'{path}' is read as the role '{role}', which could also change it",
    Hints.READ_AS_OTHER,
)
OLDER = Fault(
    "a PostgreSQL database was built by a version of azmil with an older schema",
    "cannot read '{path}': it was built by an older version of azmil (format {found}; this version reads {known})",
    Hints.BUILD_AGAIN,
)
NEWER = Fault(
    "a PostgreSQL database was built by a version of azmil with a newer schema",
    "cannot use '{path}': it was built by a newer version of azmil (format {found}; this version reads {known})",
    "upgrade azmil",
)
REPLACED = Fault(
    "a PostgreSQL database is built twice while a query reads it",
    "cannot read '{path}': it was replaced during the query",
    "try again",
)
LOST = Fault(
    "the connection to a PostgreSQL server is lost during a query",
    "cannot read '{path}': {reason}",
    "try again",
)
CANCELLED = Fault(
    "a replica of a PostgreSQL database cancels a query, which keeps it from following its primary",
    "cannot read '{path}': the replica cancelled the query to follow its primary",
    "try again",
)
UNDER_WAY = Fault(
    "another process is writing to the same database on PostgreSQL",
    "cannot write '{path}': another process is writing to it",
    "wait until it has finished, then try again",
)
MISFIT = Fault(
    "a PostgreSQL database rejects rows that the check accepted",
    "cannot insert the seeds: {reason}",
    "nothing was changed",
)
CANNOT_WRITE = Fault(
    "a PostgreSQL server refuses to write a database, or the connection is lost meanwhile",
    "cannot write '{path}': {reason}",
    "the existing database, if any, was not changed",
)
