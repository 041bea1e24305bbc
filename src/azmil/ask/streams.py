"""All rows of tables and reports, one by one, for exporting a whole knowledge base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask import questions
from azmil.values.answers import Question, Statement
from azmil.values.sqltext import quoted_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.store.protocol import Connection
    from azmil.values.answers import Column, Row

ATTACHED = ("passages", "text")  # the column with the text of attached documents
OF_FILE = ("checksum", "origin")  # rows of the table ``about`` that describe the file of a database, not its content


def table(
    connection: Connection, name: str, columns: Sequence[str], key: Sequence[str], *, with_text: bool
) -> Iterator[Row]:
    """Yield all rows of a table, sorted by its key; without ``with_text``, the text of attached documents is None."""
    names = ", ".join(
        "NULL" if (name, column) == ATTACHED and not with_text else quoted_name(column) for column in columns
    )
    order = ", ".join(map(quoted_name, key))
    parameters = OF_FILE if name == "about" else ()
    where = f" WHERE name NOT IN ({', '.join('?' * len(parameters))})" if parameters else ""
    return connection.stream(Statement(f"SELECT {names} FROM {quoted_name(name)}{where} ORDER BY {order}", parameters))


def report(connection: Connection, name: str) -> tuple[Sequence[Column], Iterator[Row]]:
    """Return the columns of a report, and its rows in its order."""
    statement = questions.statement(connection, Question(name))
    return statement.columns, connection.stream(statement)
