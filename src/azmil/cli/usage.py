"""Usage errors: what is wrong with a command line that Typer refuses, and which help to look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from azmil.cli import app
from azmil.cli.tree import EARLIER, LATER, WRONG_WORDS, Lazy
from azmil.errors import AzmilError, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

_POSSIBLE = re.compile(r" \(Possible options: (.*)\)| Did you mean (.*)\?")
_TYPES = re.compile(r"a valid (int|float)( range)?\b")
_IN_WORDS = {"int": "a whole number", "float": "a number"}


def worded(error: Any, arguments: Sequence[str]) -> AzmilError:
    """Return a usage error of Typer's in the style of ours: lower case, no full stop, with what to do next."""
    path, command = _meant(arguments)
    context: Any = getattr(error, "ctx", None)
    option = getattr(error, "option_name", None)
    is_unknown = type(error).__name__ == "NoSuchOption"
    if is_unknown and option == "--database":
        return EARLIER(option=option, command=path.removeprefix("azmil "))
    if is_unknown and isinstance(context.command, Lazy) and any(option in one.opts for one in command.params):
        return LATER(option=option, command=path)
    message = str(error.format_message()).rstrip(".")
    message = _POSSIBLE.sub(lambda match: f"; did you mean {match[1] or match[2]}?", message)
    message = _TYPES.sub(lambda match: _IN_WORDS[match[1]], message)
    return WRONG_WORDS(
        reason=message[:1].lower() + message[1:], command=context.command_path if context is not None else path
    )


def _meant(arguments: Sequence[str]) -> tuple[str, Any]:
    """Return the command that some arguments name, with the words that lead to it."""
    path, command = "azmil", app.command()
    for argument in arguments:
        if isinstance(command, Lazy) and not argument.startswith("-") and command.knows(argument):
            try:
                path, command = f"{path} {quoted(argument)}", command.get_command(None, argument)
            except AzmilError:  # a query that cannot be asked
                break
    return path, command
