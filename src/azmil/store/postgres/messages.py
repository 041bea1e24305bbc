"""Messages of PostgreSQL about missing names, in the words that azmil uses for every backend."""

from __future__ import annotations

import re

_MISSING = {
    "42P01": ("table", re.compile(r'relation "(?:[^".]+\.)*([^"]+)" does not exist|table "([^"]+)"')),
    "42703": ("column", re.compile(r'column "?([^"]+?)"? (?:of relation|does not exist)')),
    "42883": ("function", re.compile(r"function ([\w.]+)\(")),
}


def missing(state: str, message: str) -> str:
    """Return a message for an SQLSTATE as ``no such table: x``, or as it is."""
    kind, pattern = _MISSING.get(state, ("", None))
    found = pattern.search(message) if pattern else None
    return f"no such {kind}: {next(filter(None, found.groups()))}" if found else message
