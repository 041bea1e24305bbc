"""``azmil help``: the help of a command, or the meanings of the marks in tables."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.base import MARKS, LazyGroup, opened, single_command


def help_(
    context: Context,
    words: Annotated[list[str] | None, Argument(metavar="[COMMAND]...", help="A command, or 'marks'.")] = None,
) -> None:
    """Show the help of a command, or with 'marks' explain the marks before the rows of a table.

    Example: azmil help query equipment
    """
    if words == [MARKS]:
        _explain_marks(context)
    else:
        print(_help_of(context.find_root(), words or []))  # noqa: T201 - the output


def _help_of(context: Any, words: list[str]) -> str:
    """Return the help of the command named by some words; raise AzmilError if it does not exist."""
    for word in words:
        group: Any = context.command
        if not isinstance(group, LazyGroup):
            break  # words after a command that has no subcommands are its arguments
        subcommand = group.get_command(context, word)
        if subcommand is None:
            raise group.no_command(context, word, ["--help"])
        context = type(context)(subcommand, info_name=word, parent=context)
    return str(context.get_help())


def _explain_marks(context: Context) -> None:
    """Print the marks in tables with their meanings."""
    from azmil.cli.output import Output
    from azmil.formats.base import MARKS as BY_COLUMN
    from azmil.values.answers import Statement, answer_of

    with opened(context) as base:
        modalities = base.connection.run(
            Statement("SELECT mark, label, definition FROM modalities WHERE mark <> '' ORDER BY position")
        )
    rows = [(mark, label, definition) for mark, label, definition in modalities.rows]
    rows += [(mark, name.replace("_", " "), meaning) for name, (mark, _, meaning) in BY_COLUMN.items()]
    Output(None, None).answer(answer_of(["mark", "column", "meaning"], rows))


def command() -> Any:
    """Return the command ``azmil help``."""
    return single_command("help", help_)
