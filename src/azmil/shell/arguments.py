"""Arguments of commands: separated by spaces, or quoted."""

from __future__ import annotations

import re
from typing import NamedTuple

from azmil.errors import Exit, Fault

UNCLOSED = Fault(
    "an argument of a shell command begins with a quote and does not end with it",
    "{text} has no closing quote at its end",
    "add one; to include a quote in the argument, write it twice",
    Exit.USAGE,
)
_ARGUMENT = re.compile(
    r"""\s*(?:'(?P<single>(?:[^']|'')*)'(?=\s|\Z)|"(?P<double>(?:[^"]|"")*)"(?=\s|\Z)|(?P<open>['"].*)|(?P<bare>\S+))""",
    re.DOTALL,
)


class Argument(NamedTuple):
    """An argument of a command, without its quotes."""

    text: str
    is_quoted: bool = False


def parse(text: str) -> list[Argument]:
    """Return the arguments in a text; raise AzmilError if a quote is not closed."""
    arguments = []
    for match in _ARGUMENT.finditer(text):
        if match["open"] is not None:
            raise UNCLOSED(text=match["open"])
        if match["bare"] is not None:
            arguments.append(Argument(match["bare"]))
        else:
            quote = "'" if match["single"] is not None else '"'
            inner = match["single"] if match["single"] is not None else match["double"]
            arguments.append(Argument(inner.replace(quote * 2, quote), is_quoted=True))
    return arguments
