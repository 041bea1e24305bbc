"""``azmil query``: one command for each report, its options made from the report's header."""

from __future__ import annotations

import inspect
import sys
from typing import Annotated, Any

from typer import Context, Option, Typer
from typer.main import get_command

from azmil import reports
from azmil.cli.filters import filters_of, parts_of
from azmil.cli.output import Output
from azmil.cli.tree import LATER, WRONG_WORDS, File, Format, Lazy, Sql, Timeout, Wide, one, opened
from azmil.errors import MOST_DIGITS, AzmilError, Exit, Fault, quoted
from azmil.formats.terminal.screen import clean, data
from azmil.values.answers import Question

SAVED_ALONE = Fault(
    "a query is to be saved, and filters or other options stand beside",
    "a query is saved without {options}",
    "leave it out, and give it when you ask; or write it into the saved file",
    Exit.USAGE,
)
_SHARED: dict[str, tuple[Any, Any]] = {
    "asserted": (Annotated[bool, Option("--asserted", help="Only what the source asserts.")], False),
    "columns": (
        Annotated[str | None, Option("--columns", metavar="A,B", help="Only these columns, in this order.")],
        None,
    ),
    "sort": (
        Annotated[str | None, Option("--sort", metavar="A,-B", help="Sort by these; - for the largest first.")],
        None,
    ),
    "by": (
        Annotated[str | None, Option("--by", metavar="COLUMN", help="Count the rows for each value of a column.")],
        None,
    ),
    "limit": (Annotated[int | None, Option("--limit", metavar="N", min=1, help="At most so many rows.")], None),
    "total": (Annotated[bool, Option("--count", help="Only how many rows there are.")], False),
    "save_as": (
        Annotated[str | None, Option("--save-as", metavar="NAME", help="Copy this query to one of your own.")],
        None,
    ),
    "form": (Format, None),
    "output": (File, None),
    "wide": (Wide, False),
    "sql": (Sql, False),
}
_DATED: dict[str, tuple[Any, Any]] = {
    "since": (
        Annotated[str | None, Option("--since", metavar="DATE", help="Only what may be at or after a date.")],
        None,
    ),
    "until": (
        Annotated[str | None, Option("--until", metavar="DATE", help="Only what may be at or before a date.")],
        None,
    ),
    "as_of": (
        Annotated[str | None, Option("--as-of", metavar="DATE", help="What held at a date, certainly or possibly.")],
        None,
    ),
    "certain": (Annotated[bool, Option("--certain", help="With --as-of: only what certainly held.")], False),
}
_OWN: dict[str, tuple[Any, Any]] = {"timeout": (Timeout, 30)}


class Queries(Lazy):
    """The reports, each a command."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of azmil's reports and of the user's own."""
        return [*reports.names(), *reports.own_names()]

    def knows(self, name: str) -> bool:
        """Return whether there is such a report, by name or by path."""
        # The user's own are looked for last: to find their folder takes a library.
        return name.endswith(reports.ENDING) or reports.is_built_in(name) or name in reports.own_names()

    def meaning(self, name: str) -> str:
        """Return what a report answers."""
        return clean(title_of(name))

    def make(self, name: str) -> Any:
        """Return the command of a report."""
        return report(name)


def title_of(name: str) -> str:
    """Return what a report answers, or what is wrong with the file of a user's own."""
    from azmil.cli.messages import worded

    try:
        return reports.find(name).title
    except AzmilError as error:
        return f"(invalid report: {worded(error)})"


def report(name: str) -> Any:
    """Return the command of a report, which knows the column of each of its filters (``filters``)."""
    asked = reports.find(name)
    shared = {**(_DATED if asked.has_days else {}), **_SHARED, **(_OWN if asked.is_own else {})}
    # Inside Annotated, Typer takes the first name of an option for its default until it makes the option.
    taken = {"--help", *(annotation.__metadata__[0].default for annotation, _ in shared.values())}
    filters = {f"filter_{at}": its for at, its in enumerate(filters_of(asked, taken))}

    def query(context: Context, **given: Any) -> None:
        if given["save_as"]:
            _save(context, asked, given["save_as"])
        else:
            _ask(context, _question(name, given, parts_of(filters, given)), given)

    parameters = [_parameter("context", Context)]
    parameters += [_parameter(name, its.annotation, its.default) for name, its in filters.items()]
    parameters += [_parameter(name, annotation, default) for name, (annotation, default) in shared.items()]
    query.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    query.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    example = f"azmil query {asked.name} {asked.example}".strip()
    made = one(
        clean(asked.name),
        query,
        help=f"{clean(asked.title)}\n\n\b\nExample: {clean(example)}",
        short_help=clean(asked.title),
    )
    made.filters = filters
    return made


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _save(context: Context, asked: reports.Report, name: str) -> None:
    """Copy a report to one of the user's own, and print where it is; raise AzmilError if other options are given."""
    given = [
        one
        for one in context.command.params
        if str(context.get_parameter_source(one.name or "")).endswith("COMMANDLINE")
    ]
    if others := [one.opts[0] for one in given if one.name != "save_as"]:
        raise SAVED_ALONE(options=" and ".join(others))
    print(reports.save(asked, name), file=data(sys.stdout))


def _question(name: str, given: dict[str, Any], parts: Any) -> Question:
    """Return the question that options ask."""
    if given["asserted"] and "modality" in parts["where"]:
        raise WRONG_WORDS(reason="--asserted cannot be used with --modality", command=f"azmil query {quoted(name)}")
    if given["asserted"]:
        parts["where"]["modality"] = ["asserted"]
    limit = given["limit"]
    return Question(
        name,
        **parts,
        since=given.get("since"),
        until=given.get("until"),
        as_of=given.get("as_of"),
        is_certain=given.get("certain", False),
        columns=_listed(given["columns"]),
        sort=_listed(given["sort"]),
        by=given["by"],
        limit=None if limit is None else min(limit, 10**MOST_DIGITS),
        seconds=given.get("timeout"),
    )


def _ask(context: Context, question: Question, given: dict[str, Any]) -> None:
    """Print the answer to a question, its number of rows, or its statement."""
    out = Output(given["form"], given["output"])
    with opened(context) as base:
        if given["sql"]:
            statement = base.statement(question)
            out.text((statement.counted() if given["total"] else statement).printed())
            return
        answer = base.total(question) if given["total"] else base.ask(question)
    if given["total"] and out.format.name == "table":
        out.text(str(answer.rows[0][0]))  # a number needs no table
    else:
        out.answer(answer, wide=given["wide"])
    if answer.left_out:
        from azmil.cli.messages import left_out

        left_out(answer)


def _listed(text: str | None) -> list[str]:
    return [] if text is None else [part.strip() for part in text.split(",")]


def command() -> Any:
    """Return the group of the reports."""
    app = Typer(cls=Queries, add_completion=False, rich_markup_mode=None)

    @app.callback(invoke_without_command=True)
    def query(
        context: Context,
        listed: Annotated[bool, Option("--list", help="Print the queries, azmil's and your own.")] = False,
        form: Format = None,
        output: File = None,
    ) -> None:
        """Ask a prebuilt question; its filters are named like its columns and may be repeated (any of them will do).

        A .sql file of the same form, given by path or lying in the folder of your own queries, is one more.
        """
        if context.invoked_subcommand is not None and (listed or form or output):
            if listed:
                raise WRONG_WORDS(reason="--list takes no query after it", command="azmil query")
            option = "--format" if form else "--output"
            raise LATER(option=option, command=f"azmil query {context.invoked_subcommand}")
        if listed or context.invoked_subcommand is None:
            from azmil.values.answers import answer_of

            rows = [(name, "azmil", title_of(name)) for name in reports.names()]
            rows += [(name, "your own", title_of(name)) for name in reports.own_names()]
            Output(form, output).answer(answer_of(["query", "of", "what it answers"], rows))

    made = get_command(app)
    made.name = "query"
    return made
