"""Metadata for Datasette: titles, descriptions, hidden tables, and the reports as queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil import reports
from azmil.store.protocol import Limits
from azmil.values.answers import MARKED

if TYPE_CHECKING:
    from azmil.api.answers import Answers
    from azmil.values.answers import Report

_TABLES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
_DICTIONARY = "SELECT table_name, column_name, meaning FROM dictionary ORDER BY table_name, position"
_SOURCES = "SELECT title, url FROM sources ORDER BY id"
_HEDGES = "Read the columns hedge (empty for a plain assertion) and lines (of the source) with every figure and fact."
_RECORD = """\
SELECT r.id, r.kind, r.sentence, ev.hedge, r.date, r.note, ev.lines
FROM records AS r
JOIN evidence AS ev ON ev.record_id = r.id
WHERE r.id = :id"""


def metadata(base: Answers) -> dict[str, Any]:
    """Return the metadata of a database as Datasette reads it; raise AzmilError if it cannot be read.

    It has titles and descriptions of the tables, reports and their columns, hides tables that only search needs, and
    has a query for each report with the columns that tables show, the hedge in words, and the lines.
    """
    everything = Limits(most_rows=None)
    names = [name for (name,) in base.ask_sql(_TABLES, {}, everything).rows]
    tables: dict[str, dict[str, Any]] = {name: {"hidden": True} for name in names}
    for table, column, meaning in base.ask_sql(_DICTIONARY, {}, everything).rows:
        described = tables[table]
        described.pop("hidden", None)
        if column:
            described.setdefault("columns", {})[column] = meaning
        else:
            described["description"] = meaning
    queries = {f"report-{report.name}": _query(report) for report in reports.built_in()}
    queries["record"] = {
        "title": "Record",
        "description": f"A record by its id. {_HEDGES}",
        "sql": _RECORD,
        "params": ["id"],
    }
    content: dict[str, Any] = {"description": _HEDGES, "tables": tables, "queries": queries}
    sources = base.ask_sql(_SOURCES, {}, everything).rows
    if len(sources) == 1:
        content |= {name: text for name, text in zip(("source", "source_url"), sources[0], strict=True) if text}
    title = "azmil: a knowledge base of the Azerbaijani armed forces"
    return {"title": title, "description": _HEDGES, "databases": {base.path.stem: content}}


def _query(report: Report) -> dict[str, Any]:
    """Return the query of a report."""
    shown = [
        column.name
        for column in report.columns
        if column.name in ("id", "hedge") or (column.place != "wide" and column.name not in MARKED)
    ]
    select = f"SELECT {', '.join(shown)}\nFROM {report.view}\nORDER BY {report.order}"
    title = report.name.capitalize()
    return {"title": title, "description": f"{report.title} {_HEDGES}", "sql": select, "hide_sql": True}
