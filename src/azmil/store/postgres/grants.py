"""Access for roles that only read a database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.store.postgres import driver, faults, read, target

if TYPE_CHECKING:
    import psycopg
    from psycopg.sql import Composed

    from azmil.errors import AzmilError
    from azmil.paths import Server

LONGEST = 63  # bytes of the name of a role
# Functions that act outside the database or outlast a transaction, and that everyone may call by default.
_REACHING = """SELECT CAST(p.oid AS regprocedure)::text FROM pg_catalog.pg_proc AS p
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege(%s, p.oid, 'EXECUTE') AND (
    p.proname LIKE 'lo\\_%%' OR p.proname IN ('loread', 'lowrite', 'pg_notify', 'pg_logical_emit_message',
    'pg_export_snapshot', 'pg_terminate_backend', 'pg_cancel_backend')
    OR p.proname LIKE 'pg\\_%%advisory\\_%%lock%%' AND p.proname NOT LIKE '%%unlock\\_all'
) ORDER BY 1"""
_ROLE = f"""SELECT EXISTS (
    SELECT 1 FROM pg_roles AS power
    WHERE (power.rolsuper OR power.rolname IN {read.POWERS}) AND pg_has_role(role.oid, power.oid, 'MEMBER')
) FROM pg_roles AS role WHERE rolname = %s"""


class Granted(NamedTuple):
    """The result of a grant: whether it created the role, and the statements that only a superuser can run."""

    is_new: bool
    remaining: list[str]


def grant(server: Server, role: str) -> Granted:
    """Let a role read a database, now and after each later load; create the role if it does not exist.

    Raises AzmilError if the role cannot be created, if it is not limited anyway, or if another role owns the database.
    """
    if not role or len(role.encode(errors="replace")) > LONGEST or "\0" in role or role.startswith("pg_"):
        raise faults.INVALID_ROLE(role=role, reason="it is not a valid name of a role")
    with target.locked(server) as locked:
        if locked.current is None:
            raise faults.NO_BASE(path=server)
        raw = locked.raw
        state = read.state(raw)
        is_new = _create(raw, role, state.role)
        for statement in _statements(role, str(state.owner), locked.current.schema):
            raw.execute(statement)
        remaining = [*_for_owner_of_database(raw, role), *_for_superusers(raw, role)]
        if state.is_superuser:
            for text in remaining:
                raw.execute(text.encode())
            remaining = []
        return Granted(is_new, remaining)


def _create(raw: psycopg.Connection[Any], role: str, by: str) -> bool:
    """Create a role unless it exists, and return whether it did not; raise AzmilError if it cannot be used."""
    from psycopg import sql  # noqa: PLC0415 - from an extra

    known = raw.execute(_ROLE, (role,)).fetchall()
    if known:
        if known[0][0]:
            raise faults.INVALID_ROLE(role=role, reason="it is a superuser, or may use files of the server")
        return False
    create = sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role))
    ((may_create,),) = raw.execute(
        "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = %s", (by,)
    ).fetchall()
    if not may_create:
        raise faults.NO_ROLE(role=role, by=by, statement=create.as_string(raw))
    raw.execute(create)
    return True


def _statements(role: str, owner: str, schema: str) -> list[Composed]:
    """Return the statements that grant access to the current schema and to those of later loads."""
    from psycopg import sql  # noqa: PLC0415 - from an extra

    names = {"role": sql.Identifier(role), "owner": sql.Identifier(owner), "schema": sql.Identifier(schema)}
    return [
        sql.SQL(text).format(**names)
        for text in (
            "GRANT USAGE ON SCHEMA azmil, {schema} TO {role}",
            "GRANT SELECT ON ALL TABLES IN SCHEMA azmil, {schema} TO {role}",
            "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE ON SCHEMAS TO {role}",
            "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT ON TABLES TO {role}",
        )
    ]


def _for_owner_of_database(raw: psycopg.Connection[Any], role: str) -> list[str]:
    """Let a role connect, unless everyone may; return the statement if only the owner of the database can run it."""
    from psycopg import sql  # noqa: PLC0415 - from an extra

    privileges = """SELECT datname, has_database_privilege(%s, oid, 'CONNECT'), pg_has_role(datdba, 'USAGE')
FROM pg_catalog.pg_database WHERE datname = current_database()"""
    ((name, may_connect, is_owner),) = raw.execute(privileges, (role,)).fetchall()
    if may_connect:
        return []
    statement = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), sql.Identifier(role))
    if is_owner:
        raw.execute(statement)
        return []
    return [statement.as_string(raw)]


def _for_superusers(raw: psycopg.Connection[Any], role: str) -> list[str]:
    """Return the statements that limit a role further, and that only a superuser can run."""
    from psycopg import sql  # noqa: PLC0415 - from an extra

    reaching = [name for (name,) in raw.execute(_REACHING, (role,)).fetchall()]
    revoked = [f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC" for name in reaching]
    limit = sql.SQL("ALTER ROLE {} SET temp_file_limit = '1GB'").format(sql.Identifier(role)).as_string(raw)
    return [*revoked, limit]


def note(server: Server) -> AzmilError | None:
    """Return a note if the role that reads a database could also change it."""
    with driver.connected(server) as raw:
        state = read.state(raw)
    return faults.READ_BY_OWNER(path=server, role=state.role) if state.is_owner else None
