"""Usage errors: Typer's messages in azmil's style, with a hint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from azmil import reports
from azmil.cli import app
from azmil.cli.base import INVALID_USAGE, OPTION_AFTER_COMMAND, OPTION_BEFORE_COMMAND, LazyGroup
from azmil.cli.query import Queries, report_command
from azmil.errors import AzmilError, Exit, Fault, shell_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSING_REPORT = Fault(
    "a filter or another option of reports is given to 'azmil query' without the name of a report",
    "missing report: {option} is an option of a report",
    "write '{command}'{others}",
    Exit.USAGE,
)
MOST_REPORTS = 8  # other reports that a message lists
_SUGGESTED = re.compile(r" \(Possible options: (.*)\)| Did you mean (.*)\?")
_TYPES = re.compile(r"a valid (int|float)( range)?\b")
_TYPE_NAMES = {"int": "a whole number", "float": "a number"}


def usage_error(error: Any, arguments: Sequence[str]) -> AzmilError:
    """Return a usage error of Typer's in azmil's style: lower case, no full stop, with a hint."""
    path, command = _command_of(arguments)
    context: Any = getattr(error, "ctx", None)
    option = getattr(error, "option_name", None)
    is_missing_option = type(error).__name__ == "NoSuchOption"
    if is_missing_option and option == "--database":
        return OPTION_AFTER_COMMAND(option=option, command=path.removeprefix("azmil "))
    if (
        is_missing_option
        and isinstance(context.command, LazyGroup)
        and any(option in known.opts for known in command.params)
    ):
        return OPTION_BEFORE_COMMAND(option=option, command=path)
    if is_missing_option and isinstance(context.command, Queries) and (missing := _missing_report(option, arguments)):
        return missing
    message = str(error.format_message()).rstrip(".")
    message = _SUGGESTED.sub(lambda match: f"; did you mean {match[1] or match[2]}?", message)
    message = _TYPES.sub(lambda match: _TYPE_NAMES[match[1]], message)
    return INVALID_USAGE(
        reason=message[:1].lower() + message[1:], command=context.command_path if context is not None else path
    )


def _missing_report(option: Any, arguments: Sequence[str]) -> AzmilError | None:
    """Return the error for an option of reports that is given without a report, or None if no report has it."""
    having = [name for name in reports.names() if _has_option(report_command(name), option)]
    if not having:
        return None
    start = arguments.index("query") + 1
    best = "facts" if "facts" in having else having[0]
    others = [name for name in having if name != best]
    more = f" and {len(others) - MOST_REPORTS} more" if len(others) > MOST_REPORTS else ""
    listed = f"; other reports with {option}: {', '.join(others[:MOST_REPORTS])}{more}" if others else ""
    words = ["azmil", *arguments[:start], best, *arguments[start:]]
    return MISSING_REPORT(option=option, command=" ".join(map(shell_quoted, words)), others=listed)


def _has_option(command: Any, option: str) -> bool:
    return any(option in (*known.opts, *known.secondary_opts) for known in command.params)


def _command_of(arguments: Sequence[str]) -> tuple[str, Any]:
    """Return the full name of the command in some arguments, and the command."""
    path, command = "azmil", app.command()
    for argument in arguments:
        if isinstance(command, LazyGroup) and not argument.startswith("-") and command.has_command(argument):
            try:
                path, command = f"{path} {shell_quoted(argument)}", command.get_command(None, argument)
            except AzmilError:  # an invalid report
                break
    return path, command
