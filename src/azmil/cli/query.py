"""Own ``azmil query``: one command for each report, its options made from the report's header."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from typer import Context, Option, Typer
from typer.main import get_command

from azmil import reports
from azmil.ask.questions import Question, statement_of, undated
from azmil.ask.running import dressed, run
from azmil.cli.options import Format, Sql, Timeout, Wide, give
from azmil.cli.tree import LATER, Lazy, connection, one
from azmil.errors import MOST_DIGITS, TOO_LARGE, WRONG_WORDS, Exit, Fault, nearest_or_all
from azmil.formats.terminal.screen import clean, data, say
from azmil.values.answers import Answer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from azmil.reports import Parameter, Report
    from azmil.values.answers import Statement

T = TypeVar("T")
TAKEN = Fault(
    "a parameter of a query of your own is called like an option that every query has",
    "the query {query} has a parameter ':{name}', and {option} is an option of every query",
    "call the parameter otherwise",
)
NO_CHOICE = Fault(
    "a parameter of a query of your own has a value that is not among its choices",
    "'{value}' is not a {parameter}",
    "{instead}",
    Exit.USAGE,
)
SAVED_ALONE = Fault(
    "a query is to be saved, and filters or other options stand beside",
    "a query is saved without {options}",
    "leave it out, and give it when you ask; or write it into the saved file",
    Exit.USAGE,
)
Texts = list[str] | None
_SHARED: dict[str, tuple[Any, Any]] = {
    "asserted": (Annotated[bool, Option("--asserted", help="Only what the source asserts.")], False),
    "cites": (
        Annotated[list[str] | None, Option("--cites", metavar="LINE", help="Only what cites the line, or 115-117.")],
        None,
    ),
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
    "form": (Format, "table"),
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
_OWN: dict[str, tuple[Any, Any]] = {
    "timeout": (Timeout, 30),
}
_MOST_ROWS = 10_000  # of a reader's own report, unless more are asked for
_DAYS = ("earliest_start", "latest_start", "earliest_end", "latest_end")
_EXCLUDED = ("word", "name", "text")  # sorts of column of which a value can be left out


class Queries(Lazy):
    """The reports, each a command."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of azmil's reports and of the reader's own."""
        return [*reports.names(), *reports.own_names()]

    def knows(self, name: str) -> bool:
        """Return whether there is such a report, by name or by path."""
        # The reader's own are looked for last: to find their folder takes a library.
        return name.endswith(reports.ENDING) or reports.is_built_in(name) or name in reports.own_names()

    def meaning(self, name: str) -> str:
        """Return what a report answers."""
        return clean(reports.title_of(name))

    def make(self, name: str) -> Any:
        """Return the command of a report."""
        return report(name)


def report(name: str) -> Any:
    """Return the command of a report."""
    return _command(reports.find(name))


def _command(asked: Report) -> Any:
    def query(context: Context, **given: Any) -> None:
        if given["save_as"]:
            if beside := _beside(context):
                raise SAVED_ALONE(options=" and ".join(beside))
            print(reports.save(asked, given["save_as"]), file=data(sys.stdout))
            return
        question = _question(given)
        bound = asked.given({one.name: given[f"parameter_{one.name}"] for one in asked.parameters})
        with connection(context) as database:

            def worded() -> tuple[Statement, int]:
                return statement_of(database, bound, question), undated(database, bound, question)

            statement, timeless = _patiently(database, given["timeout"], worded) if asked.is_own else worded()
            if given["total"]:
                statement = statement.counted()
            if given["sql"]:
                print(statement.printed(), file=data(sys.stdout))
                return
            answer = (
                _own_answer(database, statement, question.limit, given) if asked.is_own else run(database, statement)
            )
        if given["total"] and given["form"] == "table":
            print(answer.rows[0][0])  # noqa: T201 - a number needs no table
            return
        give(answer, given["form"], wide=given["wide"], limit=question.limit)
        if timeless:
            say(f"azmil: {timeless:,} more without a date are left out; ask without the date to see them")

    shared = {**(_DATED if asked.column("earliest_start") else {}), **_SHARED, **(_OWN if asked.is_own else {})}
    # Inside Annotated, Typer takes the first name of an option for its default until it makes the option.
    taken = {"--help", *(annotation.__metadata__[0].default for annotation, _ in shared.values())}
    parameters = [_parameter("context", Context)]
    parameters += _asked_for(asked, taken)
    parameters += _filters(asked, taken)
    parameters += [_parameter(name, annotation, default) for name, (annotation, default) in shared.items()]
    query.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    query.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    example = f"azmil query {asked.name} {asked.example}".strip()
    return one(
        clean(asked.name),
        query,
        help=f"{clean(asked.title)}\n\n\b\nExample: {clean(example)}",
        short_help=clean(asked.title),
    )


def _beside(context: Context) -> list[str]:
    """Return the options that are given beside ``--save-as``."""
    given = [
        one
        for one in context.command.params
        if str(context.get_parameter_source(one.name or "")).endswith("COMMANDLINE")
    ]
    return [one.opts[0] for one in given if one.name != "save_as"]


def _patiently(database: sqlite3.Connection, seconds: float, work: Callable[[], T]) -> T:
    """Return what some work returns that asks a reader's own report, which is guarded like any statement of theirs."""
    from azmil.ask.statements import within

    return within(database, seconds, work)


def _own_answer(database: sqlite3.Connection, statement: Statement, limit: int | None, given: dict[str, Any]) -> Answer:
    """Return the answer to a reader's own report, which is guarded like any statement of a reader's."""
    from azmil.ask import statements

    most = _MOST_ROWS if limit is None else limit + 1
    plain, is_cut = statements.ask(
        database, statement.sql, statement.parameters, seconds=given["timeout"], most_rows=most
    )
    if is_cut:
        say(f"azmil: {statements.cut(plain, most, '--limit')}")
    return dressed(database, statement, plain)


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _asked_for(asked: Report, taken: set[str]) -> list[inspect.Parameter]:
    """Return the options that a report's parameters make, and take their names; raise AzmilError for a taken one."""
    found = []
    for parameter in asked.parameters:
        option = f"--{parameter.name.replace('_', '-')}"
        if option in taken:
            raise TAKEN(query=asked.name, name=parameter.name, option=option)
        taken.add(option)
        kind: Any = int if parameter.sort == "number" else str
        one_of = f" One of: {', '.join(parameter.choices)}." if parameter.choices else ""
        help_ = f"{parameter.meaning[:1].upper()}{parameter.meaning[1:]}.{one_of}"
        words = Option(option, help=help_, callback=_one_of(parameter))
        default = inspect.Parameter.empty if parameter.default is None else kind(parameter.default)
        found.append(_parameter(f"parameter_{parameter.name}", Annotated[kind, words], default))
    return found


def _one_of(parameter: Parameter) -> Any:
    """Return the function that refuses a value which a parameter cannot have."""

    def check(value: Any) -> Any:
        if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
            raise TOO_LARGE()
        if parameter.choices and str(value) not in parameter.choices:
            instead = nearest_or_all(str(value), parameter.choices)
            raise NO_CHOICE(value=value, parameter=parameter.name, instead=instead)
        return value

    return check


def _filters(asked: Report, taken: set[str]) -> list[inspect.Parameter]:
    """Return the options that a report's columns make; one that is called like a taken one makes none."""
    found = []
    for column in asked.columns:
        option, kind = column.name.replace("_", "-"), column.sort.upper()
        if column.name in _DAYS or column.sort in ("lines", "prose"):
            continue
        before = ("min-", "max-") if column.sort == "number" else ("", "no-")
        names = {f"--{word}{option}" for word in before}
        if names & taken:
            continue
        taken |= names
        if column.sort == "flag":
            words = Option(f"--{option}/--no-{option}", help=f"Only rows of which this holds: {column.meaning}.")
            found.append(_parameter(f"is_{column.name}", Annotated[bool | None, words], None))
        elif column.sort == "number":
            for bound, word in (("min", "least"), ("max", "most")):
                words = Option(f"--{bound}-{option}", metavar=kind, help=f"At {word}: {column.meaning}.")
                found.append(_parameter(f"{bound}_{column.name}", Annotated[int | None, words], None))
        else:
            words = Option(f"--{option}", metavar=kind, help=f"{column.meaning[:1].upper()}{column.meaning[1:]}.")
            found.append(_parameter(f"in_{column.name}", Annotated[Texts, words], None))
            if column.sort in _EXCLUDED:
                words = Option(f"--no-{option}", metavar=kind, help="Leave these out.")
                found.append(_parameter(f"no_{column.name}", Annotated[Texts, words], None))
    return found


def _question(given: dict[str, Any]) -> Question:
    """Return the question that options ask."""

    def named(prefix: str) -> dict[str, Any]:
        return {
            name.removeprefix(prefix): value
            for name, value in given.items()
            if name.startswith(prefix) and value is not None and value != []
        }

    question = Question(named("in_"), named("no_"), named("min_"), named("max_"))
    question.wanted |= {name: ["yes" if value else "no"] for name, value in named("is_").items()}
    if given["asserted"]:
        question.wanted["modality"] = ["asserted"]
    for name in ("since", "until", "as_of"):
        setattr(question, name, given.get(name))
    question.is_certain = given.get("certain", False)
    if given["cites"]:
        from azmil.ask.passages import span

        question.cites = [span(text) for text in given["cites"]]
    question.columns = _listed(given["columns"])
    question.sort = _listed(given["sort"])
    question.by, question.limit = given["by"], None if given["total"] else _bounded(given["limit"])
    return question


def _bounded(limit: int | None) -> int | None:
    """Return how many rows are asked for, as a number that SQL takes."""
    return None if limit is None else min(limit, 10**MOST_DIGITS)


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in text.split(",")] if text else []


def command() -> Any:
    """Return the group of the reports."""
    app = Typer(cls=Queries, add_completion=False, rich_markup_mode=None)

    @app.callback(invoke_without_command=True)
    def query(
        context: Context,
        listed: Annotated[bool, Option("--list", help="Print the queries, azmil's and your own.")] = False,
        form: Format = "table",
    ) -> None:
        """Ask a prebuilt question; its filters are named like its columns and may be repeated (any of them will do).

        A .sql file of the same form, given by path or lying in the folder of your own queries, is one more.
        """
        if context.invoked_subcommand is not None and (listed or form != "table"):
            if listed:
                raise WRONG_WORDS(reason="--list takes no query after it", command="azmil query")
            raise LATER(option="--format", command=f"azmil query {context.invoked_subcommand}")
        if listed or context.invoked_subcommand is None:
            rows = [(name, "azmil", reports.title_of(name)) for name in reports.names()]
            rows += [(name, "your own", reports.title_of(name)) for name in reports.own_names()]
            give(Answer(["query", "of", "what it answers"], rows), form)

    made = get_command(app)
    made.name = "query"
    return made
