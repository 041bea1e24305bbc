"""Own the questions about the lines of a source: which claims cite them, and what they say once it is attached."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault, nearest_or_all
from azmil.values.answers import Answer
from azmil.values.names import WORD, stem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

WHICH_SOURCE = Fault(
    "there are several sources and none is named", "which source?", "name one with --source: {known}", Exit.USAGE
)
NO_SOURCE = Fault("no source has the id", "there is no source '{name}'", "{instead}", Exit.USAGE)
NO_LINES = Fault(
    "lines are asked for that a source has not, or that are blank",
    "'{source}' has no line {wanted} that is not blank",
    "it has lines 1 to {last}",
    Exit.USAGE,
)
NO_RANGE = Fault(
    "what is given as lines is no line or range",
    "'{text}' is not a line or range of lines",
    "write 53 or 51-60",
    Exit.USAGE,
)

BACKWARD = Fault(
    "a range of lines ends before it begins",
    "the lines {text} end before they begin",
    "write the smaller line first",
    Exit.USAGE,
)

_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)
_SHORT = 3  # words no longer than this carry no matter of their own, unless they are figures
_COVERAGE_SORTS = {"line": "number", "repeats": "number"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the lines of a source."""

    source: str
    verdicts: list[str]  # of each line in order; "repeats" where a cited line says again what an earlier one said


@dataclass(frozen=True, slots=True)
class Cited:
    """One place that a record cites: its locator, its role, and each line with its text, if that is attached."""

    locator: str
    section: str
    role: str
    lines: list[tuple[int, str | None]]


def source_of(connection: sqlite3.Connection, name: str | None) -> str:
    """Return the id of a source, or of the only one; raise AzmilError if there is none or several."""
    known = [row[0] for row in connection.execute("SELECT id FROM sources ORDER BY id")]
    if name in known:
        return str(name)
    if name is None and len(known) == 1:
        return str(known[0])
    if name is None:
        raise WHICH_SOURCE(known=", ".join(known))
    raise NO_SOURCE(name=name, instead=nearest_or_all(name, known))


def coverage(connection: sqlite3.Connection, source: str) -> Coverage:
    """Return what became of each line of a source."""
    rows = connection.execute(
        "SELECT line, verdict, first_same_line FROM passages WHERE source_id = ? ORDER BY line", (source,)
    )
    return Coverage(
        source,
        ["repeats" if verdict == "cited" and first != line else verdict for line, verdict, first in rows],
    )


def lines(connection: sqlite3.Connection, source: str, wanted: str | None) -> Answer:
    """Return the lines of a source that are not blank, each with the claims that cite it or why it states nothing.

    ``wanted`` narrows them to a line or range such as ``53`` or ``51-60``. Columns: line, section, verdict,
    repeats (the first line of the same wording), claims (their ids), reason.
    """
    first, last = span(wanted) if wanted else (1, 10**9)
    rows = connection.execute(
        "SELECT line, section_id, verdict, first_same_line, reason FROM passages "
        "WHERE source_id = ? AND verdict <> 'blank' AND line BETWEEN ? AND ? ORDER BY line",
        (source, first, last),
    ).fetchall()
    if not rows and wanted:
        (last,) = connection.execute("SELECT line_count FROM sources WHERE id = ?", (source,)).fetchone()
        raise NO_LINES(source=source, wanted=wanted, last=last)
    claims: dict[int, list[str]] = {}
    for id_, begin, end in connection.execute(
        "SELECT c.record_id, c.first_line, c.last_line FROM citations AS c "
        "JOIN records AS r ON r.id = c.record_id JOIN record_kinds AS k ON k.code = r.kind AND k.is_claim = 1 "
        "WHERE c.source_id = ? AND c.role = 'states' AND c.first_line <= ? AND c.last_line >= ? ORDER BY c.record_id",
        (source, last, first),
    ):
        for line in range(begin, end + 1):
            claims.setdefault(line, []).append(id_)
    return Answer(
        ["line", "section", "verdict", "repeats", "claims", "reason"],
        [
            (line, section, verdict, same if same != line else None, ", ".join(claims.get(line, [])), reason)
            for line, section, verdict, same, reason in rows
        ],
        dict(_COVERAGE_SORTS),
    )


def span(text: str) -> tuple[int, int]:
    """Return the first and last line that a text such as ``53`` or ``51-60`` means; raise AzmilError if none."""
    match = _RANGE.fullmatch(text)
    if match is None:
        raise NO_RANGE(text=text)
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise BACKWARD(text=text)
    return first, last


def cited(connection: sqlite3.Connection, id_: str) -> list[Cited]:
    """Return the places that a record cites, in order; raise sqlite3.Error if the database cannot give them."""
    (many,) = connection.execute("SELECT count(*) > 1 FROM sources").fetchone()
    found = []
    for source, first, last, role in connection.execute(
        "SELECT source_id, first_line, last_line, role FROM citations WHERE record_id = ? ORDER BY ordinal", (id_,)
    ).fetchall():
        passages = connection.execute(
            "SELECT line, text, section_id FROM passages WHERE source_id = ? AND line BETWEEN ? AND ? ORDER BY line",
            (source, first, last),
        ).fetchall()
        locator = str(first) if first == last else f"{first}-{last}"
        section = passages[0][2] or "" if passages else ""
        found.append(Cited(f"{source}:{locator}" if many else locator, section, role, [row[:2] for row in passages]))
    return found


def matter(connection: sqlite3.Connection, id_: str) -> set[str]:
    """Return the beginnings of the words that matter in a record: those of its sentence and of its names."""
    (sentence,) = connection.execute("SELECT sentence FROM records WHERE id = ?", (id_,)).fetchone()
    names = connection.execute("SELECT name FROM names WHERE record_id = ? AND name <> ?", (id_, id_)).fetchall()
    return set(_stems([sentence, *(name for (name,) in names)]))


def _stems(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for match in WORD.finditer(text):
            beginning = stem(match[0])
            if beginning.isdigit() or len(beginning) > _SHORT:
                yield beginning
