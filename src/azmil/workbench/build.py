"""Content of a new database: rows, data dictionary, reports and search index."""

from __future__ import annotations

import hashlib
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from azmil import reports
from azmil.model import KINDS, VOCABULARIES, Base, parts
from azmil.model.about import About, Meaning
from azmil.seeds.rows import row_class
from azmil.values.answers import Column
from azmil.values.progress import silent, tracked
from azmil.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from azmil.seeds.rows import Row, Rows
    from azmil.store.targets import Writer
    from azmil.values.progress import Progress


AT_ONCE = 1_000  # rows
_INDEXED = {*KINDS, *VOCABULARIES, "records", "names"}  # tables with what the search index contains


def build(writer: Writer, rows: Rows, seeds: Mapping[str, str], progress: Progress = silent) -> None:
    """Fill a new database with rows, which are removed; ``seeds`` is the metadata of the seeds, by name."""
    step, done, total = "writing rows", 0, sum(map(len, rows.values()))
    views, built_in = parts.views(), reports.built_in()
    rows = {**rows, Meaning.__tablename__: list(_meanings(views, built_in))}
    content = _Content()
    for table in Base.metadata.sorted_tables:
        if found := rows.get(table.name):
            columns = [column.name for column in table.columns]
            # Name every column: an insert that took its columns from the first row would drop the others. Every table
            # has several columns, so that the values of a row are a tuple.
            values = map(attrgetter(*columns), tracked(found, step, total, progress, done))
            writer.insert(table.name, columns, content.added(table.name, columns, values))
            done += len(found)
            if table.name not in _INDEXED:
                found.clear()
    about = {
        "azmil": __version__,
        "content": content.digest(),
        "reports": reports.digest(),
        **writer.about,
        **seeds,
    }
    writer.insert(About.__tablename__, ["name", "value"], about.items())
    for view in views:
        writer.create_view(view.name, view.select)
    for report in built_in:
        writer.create_view(report.view, report.select)
    progress("writing the search index", 0, 0)
    writer.index(rows, _labels(rows))


_TYPES: dict[type, str] = {int: "integer", float: "number"}  # of columns in the data dictionary; others are text


def _meanings(views: Sequence[parts.View], built_in: Sequence[reports.Report]) -> Iterator[Row]:
    """Yield the rows of the data dictionary, from the model, the views and the headers of the reports."""
    for table in Base.metadata.sorted_tables:
        cls = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
        yield _meaning(table.name, 0, " ".join((cls.__doc__ or "").split()))
        for position, column in enumerate(table.columns, 1):
            type_ = _TYPES.get(column.type.python_type, "text")
            targets = ", ".join(sorted(key.target_fullname for key in column.foreign_keys))
            yield _meaning(table.name, position, column.doc or "", column.name, type_, targets)
    for view in views:
        yield _meaning(view.name, 0, view.meaning)
        for position, (name, described) in enumerate(view.columns.items(), 1):
            yield _meaning(view.name, position, described.meaning, name, described.type, described.refers_to)
    for report in built_in:
        yield _meaning(report.view, 0, report.title)
        columns = [*report.columns, *_id_columns(report)]
        for position, shown in enumerate(columns, 1):
            code = f"{shown.target}.code"
            target = {"word": code, "tree": code, "name": "records.name", "id": "records.id"}.get(shown.type, "")
            yield _meaning(report.view, position, shown.meaning, shown.name, shown.type, target)


def _id_columns(report: reports.Report) -> list[Column]:
    """Return the id columns of name columns, which the view of a report has but the report does not show."""
    named = [column for column in report.columns if column.type == "name" and report.column(column.target) is None]
    return [Column(column.target, "id", meaning=f"id of the {column.name.replace('_', ' ')}") for column in named]


def _meaning(table: str, position: int, meaning: str, column: str = "", type_: str = "", refers_to: str = "") -> Row:
    return row_class(Meaning)(
        table_name=table, column_name=column, position=position, type=type_, refers_to=refers_to, meaning=meaning
    )


def _labels(rows: Rows) -> dict[str, tuple[str, ...]]:
    """Return the vocabulary labels of each record, except those of qualifiers and symbols, by id."""
    found: dict[str, tuple[str, ...]] = {}
    known: dict[tuple[str, ...], tuple[str, ...]] = {}  # many records have the same ones
    for table, cls in KINDS.items():
        words = [
            (attrgetter(column.name), {row.code: row.label for row in rows[key.column.table.name]})
            for column in cls.__table__.columns
            for key in column.foreign_keys
            if key.column.name == "code" and key.column.table.name not in ("qualifiers", "symbols")
        ]
        for row in rows[table]:
            held = tuple([labels[code] for code_of, labels in words if (code := code_of(row)) is not None])
            found[row.id] = known.setdefault(held, held)
    return found


class _Content:
    """The digest of all rows, in the order of the seeds."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def added(self, table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Add rows, and yield them."""
        self._digest.update(repr((table, *columns)).encode())
        while some := list(islice(rows, AT_ONCE)):
            self._digest.update(repr(some).encode())
            yield from some

    def digest(self) -> str:
        """Return the digest in hexadecimal."""
        return self._digest.hexdigest()
