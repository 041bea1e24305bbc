"""Own ``azmil query``: one command for each report, its options made from the report's header."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any

from typer import Context, Option, Typer
from typer.main import get_command

from azmil import reports
from azmil.ask.answers import run
from azmil.ask.filters import filtered
from azmil.cli.app import Lazy, connection, one
from azmil.cli.options import Format, Sql, Wide, give

if TYPE_CHECKING:
    from azmil.reports import Report

_SHARED = {"form": (Format, "table"), "wide": (Wide, False), "sql": (Sql, False)}


class Queries(Lazy):
    """The reports, each a command."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.names = dict.fromkeys(reports.names(), "")

    def make(self, name: str) -> Any:
        """Return the command of a report."""
        return report(name)


def report(name: str) -> Any:
    """Return the command of a report."""
    return _command(reports.read(reports.folder() / f"{name}.sql"))


def _command(report: Report) -> Any:
    def query(context: Context, form: str, wide: bool, sql: bool, **filters: list[str] | None) -> None:
        with connection(context) as database:
            given = {name: values for name, values in filters.items() if values}
            statement = filtered(database, report, given)
            if sql:
                print(statement.printed())  # noqa: T201 - asked for
                return
            answer = run(database, statement)
        give(answer, form, wide=wide)

    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("context", kind, annotation=Context)]
    for column in report.columns:
        option = Option(
            f"--{column.name.replace('_', '-')}", metavar=column.sort.upper(), help=_sentence(column.meaning)
        )
        parameters.append(
            inspect.Parameter(column.name, kind, default=None, annotation=Annotated[list[str] | None, option])
        )
    for name, (annotation, default) in _SHARED.items():
        parameters.append(inspect.Parameter(name, kind, default=default, annotation=annotation))
    query.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    query.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    example = f"azmil query {report.name} {report.example}".strip()
    return one(report.name, query, help=f"{report.title}\n\nExample: {example}", short_help=report.title)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def command() -> Any:
    """Return the group of the reports."""
    app = Typer(cls=Queries, add_completion=False, no_args_is_help=True, rich_markup_mode=None)

    @app.callback()
    def query() -> None:
        """Ask a prebuilt question; its filters are named like its columns and may be repeated (any of them will do)."""

    made = get_command(app)
    made.name = "query"
    return made
