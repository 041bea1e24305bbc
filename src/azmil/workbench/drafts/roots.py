"""Problems of notes at their roots: not those of lines that only name what another line failed to add."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import AzmilError
from azmil.model import PartyKind, Thing
from azmil.values.names import fold
from azmil.workbench.drafts.kinds import kind_of
from azmil.workbench.drafts.positions import prefixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from azmil.values.problems import Problem

_ENDS = re.compile(r"[,:](?:\s|$)|[;()]|\s@")  # of values, and of names in them
_NEW = re.compile(r"(?:(?:in|says)\s+|\w+=)?\+\s*(.+)")
_NAME = re.compile(r"name=(.+)")
_ARTICLE = re.compile(r"(?:the|an?) ")
_QUOTED = re.compile(r"'([^']*)'")


def roots(problems: Iterable[Problem], lines: Mapping[int, str]) -> list[Problem]:
    """Return problems without those of names that another line with a problem would have added.

    ``lines`` are the texts of the lines of notes by number.
    """
    found = list(problems)
    adds = {line: set(_added(lines[line])) for line in {each.line for each in found} & lines.keys()}
    kept = [each for each in found if not _follows(each, adds)]
    return kept or found


def _follows(problem: Problem, adds: Mapping[int, set[str]]) -> bool:
    """Return whether a problem is nothing but names that other lines would have added."""
    values = problem.error.values
    named = _QUOTED.findall(str(values["texts"])) if "texts" in values else [values.get("value") or values.get("name")]
    others = {name for line, names in adds.items() if line != problem.line for name in names}
    wanted = [fold(_ARTICLE.sub("", prefixed(str(name or ""))[1])) for name in named]
    return bool(wanted) and all(name and any(f" {other}".endswith(f" {name}") for other in others) for name in wanted)


def _added(text: str) -> Iterator[str]:
    """Yield the folded names of the things and records that a line of notes adds."""
    kind, _, rest = text.strip().partition(" ")
    values = [each.strip() for each in _ENDS.split(rest)]
    if _is_thing(kind):
        before = _ENDS.split(re.split(r"[,:](?:\s|$)", rest, maxsplit=1)[0])  # its name and its other names
        yield from (fold(_ARTICLE.sub("", each.strip())) for each in before if each.strip())
    for value in values:
        if match := _NEW.fullmatch(value) or _NAME.fullmatch(value):
            yield fold(match[1])


def _is_thing(kind: str) -> bool:
    """Return whether a word is a kind of things, or none that is known."""
    try:
        return issubclass(kind_of(kind), Thing | PartyKind)
    except AzmilError:
        return True
