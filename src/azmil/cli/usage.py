"""Usage errors: Typer's messages in azmil's style, with a hint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from azmil.cli import app
from azmil.cli.base import INVALID_USAGE, OPTION_AFTER_COMMAND, OPTION_BEFORE_COMMAND, LazyGroup
from azmil.errors import AzmilError, shell_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    message = str(error.format_message()).rstrip(".")
    message = _SUGGESTED.sub(lambda match: f"; did you mean {match[1] or match[2]}?", message)
    message = _TYPES.sub(lambda match: _TYPE_NAMES[match[1]], message)
    return INVALID_USAGE(
        reason=message[:1].lower() + message[1:], command=context.command_path if context is not None else path
    )


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
