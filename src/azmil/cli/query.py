"""``azmil query``: one command per report, with options from the header of the report."""

from __future__ import annotations

import inspect
import sys
from typing import Annotated, Any, ClassVar

from typer import Context, Option, Typer
from typer.main import get_command

from azmil import reports
from azmil.cli.base import (
    FILTER,
    INVALID_USAGE,
    OPTION_BEFORE_COMMAND,
    OUTPUT,
    SHAPE,
    TIME,
    File,
    Format,
    Ids,
    LazyGroup,
    Sql,
    Timeout,
    Wide,
    opened,
    single_command,
)
from azmil.cli.filters import filters_of, parts_of
from azmil.cli.output import Output
from azmil.errors import MOST_DIGITS, AzmilError, Exit, Fault, shell_quoted
from azmil.formats.terminal.screen import clean, data
from azmil.values.answers import EVENTS, Question

SAVE_AS_CONFLICT = Fault(
    "--save-as is used with filters or other options",
    "--save-as cannot be used with {options}",
    "use them when you run the saved report, or add the conditions to its file",
    Exit.USAGE,
)


def _text(option: str, metavar: str, section: str, text: str) -> tuple[Any, Any]:
    """Return the annotation and the default of an option that takes a text."""
    return Annotated[str | None, Option(option, metavar=metavar, help=text, rich_help_panel=section)], None


def _switch(option: str, section: str, text: str) -> tuple[Any, Any]:
    """Return the annotation and the default of a switch."""
    return Annotated[bool, Option(option, help=text, rich_help_panel=section)], False


_LIMIT = Option("--limit", metavar="N", min=1, help="Maximum number of rows.", rich_help_panel=SHAPE)
_BY = Option(
    "--by", metavar="COLUMN", help="Count rows for each value of this column, or each year.", rich_help_panel=SHAPE
)
_SHARED: dict[str, tuple[Any, Any]] = {
    "asserted": _switch("--asserted", FILTER, "Include only rows that the source asserts."),
    "columns": _text("--columns", "A,B", SHAPE, "Print these columns in this order, and the hedges."),
    "sort": _text("--sort", "A,-B", SHAPE, "Sort by these columns; prefix - for descending."),
    "by": (Annotated[list[str] | None, _BY], None),
    "sum": _text("--sum", "COLUMN", SHAPE, "Add up this quantity, for each group if used with --by."),
    "share": _switch("--share", SHAPE, "With --by: print the share of each group in the total."),
    "limit": (Annotated[int | None, _LIMIT], None),
    "total": _switch("--count", SHAPE, "Print only the number of rows."),
    "wide": (Wide, False),
    "ids": (Ids, False),
    "form": (Format, None),
    "output": (File, None),
    "sql": (Sql, False),
    "save_as": _text("--save-as", "NAME", OUTPUT, "Save a copy as a user-defined report."),
}
_EVENTS: dict[str, tuple[Any, Any]] = {
    "each": _switch("--all", SHAPE, "Print each claim, also where several state one event."),
    "total": _switch("--count", SHAPE, "Print only the number of claims."),
}
_DATED: dict[str, tuple[Any, Any]] = {
    "since": _text("--since", "DATE", TIME, "Include only rows that may fall on or after DATE."),
    "until": _text("--until", "DATE", TIME, "Include only rows that may fall on or before DATE."),
    "as_of": _text("--as-of", "DATE", TIME, "Include only rows that apply on DATE, certainly or possibly."),
    "certain": _switch("--certain", TIME, "With --as-of: include only rows that certainly apply."),
}
_USER_DEFINED: dict[str, tuple[Any, Any]] = {"timeout": (Timeout, 30)}
_HELP = """\
{title}

Repeat a filter to match any of several values; use --no-FILTER to exclude rows.

\b
Example: {example}"""


class Queries(LazyGroup):
    """The group of the reports, with one command per report."""

    kind: ClassVar[str] = "report"

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the built-in and the user-defined reports."""
        return [*reports.names(), *reports.user_defined_names()]

    def has_command(self, name: str) -> bool:
        """Return whether a report exists, by name or by path."""
        # User-defined reports are looked up last, since finding their folder imports a library.
        return name.endswith(reports.ENDING) or reports.is_built_in(name) or name in reports.user_defined_names()

    def summary_of(self, name: str) -> str:
        """Return the title of a report."""
        return clean(title_of(name))

    def sections(self) -> dict[str, list[str]]:
        """Return the names of all reports, in one section."""
        return {"Reports": self.list_commands(None)}

    def build(self, name: str) -> Any:
        """Return the command of a report."""
        return report_command(name)


def title_of(name: str) -> str:
    """Return the title of a report, or the error in the file of a user-defined one."""
    from azmil.cli.messages import format_error

    try:
        return reports.find(name).title
    except AzmilError as error:
        return f"(invalid report: {format_error(error)})"


def report_command(name: str, path: str | None = None) -> Any:
    """Return the command of a report; its attribute ``filters`` has the filter of each parameter.

    ``path`` is what the user types for it, by default ``query NAME``.
    """
    report = reports.find(name)
    shared = {**(_DATED if report.has_days else {}), **_SHARED, **(_USER_DEFINED if report.is_user_defined else {})}
    if all(report.column(name) is not None for name in ("fact", *EVENTS)):
        shared |= _EVENTS
    # In an annotation, Typer keeps the first name of an option as its default until it builds the option.
    taken = {"--help", *(annotation.__metadata__[0].default for annotation, _ in shared.values())}
    filters = {f"filter_{at}": filter_ for at, filter_ in enumerate(filters_of(report, taken))}

    def query(context: Context, **options: Any) -> None:
        if options["save_as"]:
            _save(context, report, options["save_as"])
        else:
            _print_answer(context, _question(name, options, parts_of(filters, options)), options)

    parameters = [_parameter("context", Context)]
    parameters += [_parameter(name, filter_.annotation, filter_.default) for name, filter_ in filters.items()]
    parameters += [_parameter(name, annotation, default) for name, (annotation, default) in shared.items()]
    query.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    query.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    title, example = clean(report.title), clean(f"azmil {path or f'query {report.name}'} {report.example}".strip())
    help_text = _HELP.format(title=title, example=example)
    command = single_command(clean(report.name), query, help=help_text, short_help=title)
    command.filters = filters
    return command


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _save(context: Context, report: reports.Report, name: str) -> None:
    """Save a copy of a report and print its path; raise AzmilError if other options are given."""
    given = [
        parameter
        for parameter in context.command.params
        if str(context.get_parameter_source(parameter.name or "")).endswith("COMMANDLINE")
    ]
    if others := [parameter.opts[0] for parameter in given if parameter.name != "save_as"]:
        raise SAVE_AS_CONFLICT(options=" or ".join(others))
    print(reports.save(report, name), file=data(sys.stdout))


def _question(name: str, options: dict[str, Any], parts: Any) -> Question:
    """Return the question from some options; raise AzmilError for options that cannot be used together."""
    if options["asserted"] and "modality" in parts["where"]:
        raise INVALID_USAGE(
            reason="--asserted cannot be used with --modality", command=f"azmil query {shell_quoted(name)}"
        )
    if options["asserted"]:
        parts["where"]["modality"] = ["asserted"]
    limit, columns = options["limit"], _split(options["columns"])
    if options["ids"] and columns and "id" not in columns:
        columns = ["id", *columns]
    return Question(
        name,
        **parts,
        since=options.get("since"),
        until=options.get("until"),
        as_of=options.get("as_of"),
        is_certain=options.get("certain", False),
        columns=columns,
        sort=_split(options["sort"]),
        by=[column for columns in options["by"] or [] for column in _split(columns)],
        sum=options["sum"],
        share=options["share"],
        limit=None if limit is None else min(limit, 10**MOST_DIGITS),
        seconds=options.get("timeout"),
    )


def _print_answer(context: Context, question: Question, options: dict[str, Any]) -> None:
    """Print the answer to a question, its number of rows, or its SQL statement."""
    out, count = Output(options["form"], options["output"]), 0
    with opened(context) as base:
        if options["sql"]:
            out.text(base.statement(question, is_total=options["total"]).printed())
            return
        if options["total"]:
            answer = base.total(question)
        elif options.get("each", True):
            answer = base.ask(question)
        else:
            answer, count = out.events(base.ask, question)
    if options["total"] and out.format.name == "table":
        out.text(str(answer.rows[0][0]))  # a number needs no table
        if len(set(answer.rows[0])) > 1:
            from azmil.cli.messages import say

            say(f"azmil: counted {answer.names[0]}, not rows ({answer.rows[0][1]:,} rows)")
    else:
        out.answer(answer, wide=options["wide"], ids=options["ids"])
    if answer.left_out or count:
        from azmil.cli.messages import say_folded, say_left_out

        say_left_out(answer)
        say_folded(count)


def _split(text: str | None) -> list[str]:
    """Return the parts of a list separated by commas."""
    return [] if text is None else [part.strip() for part in text.split(",")]


def command() -> Any:
    """Return the command ``azmil query``, a group of reports."""
    app = Typer(cls=Queries, add_completion=False, rich_markup_mode=None, subcommand_metavar="[REPORT [OPTIONS]]")

    @app.callback(invoke_without_command=True)
    def query(
        context: Context,
        is_list: Annotated[bool, Option("--list", help="List the built-in and the user-defined reports.")] = False,
        form: Format = None,
        output: File = None,
    ) -> None:
        """Run a report. Without a report, list all reports.

        The filters of a report are named after its columns: see 'azmil query REPORT --help'.

        User-defined reports are .sql files. Name one by its path, or by its name if it is in your queries folder.

        Example: azmil query equipment --branch navy
        """
        if context.invoked_subcommand is not None and (is_list or form or output):
            if is_list:
                raise INVALID_USAGE(reason="--list cannot be used with a report", command="azmil query")
            option = "--format" if form else "--output"
            raise OPTION_BEFORE_COMMAND(option=option, command=f"azmil query {context.invoked_subcommand}")
        if is_list or context.invoked_subcommand is None:
            from azmil.values.answers import answer_of

            rows = [(name, "built-in", title_of(name)) for name in reports.names()]
            rows += [(name, "user-defined", title_of(name)) for name in reports.user_defined_names()]
            Output(form, output).answer(answer_of(["report", "origin", "title"], rows))

    group = get_command(app)
    group.name = "query"
    return group
