"""Lines of a source: the claims that cite them, and their text if the document is attached."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from azmil.errors import Exit, Fault, Hints, suggestion_or_choices
from azmil.store import rows
from azmil.values.answers import answer_of
from azmil.values.locators import Lines, parse, printed
from azmil.values.names import WORD, stem
from azmil.values.sheets import Citations, Coverage, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azmil.store.protocol import Connection
    from azmil.values.answers import Answer

WHICH_SOURCE = Fault(
    "no source is given, and the database has several",
    "missing source: the database has several",
    Hints.GIVE_SOURCE,
    Exit.USAGE,
)
NO_SOURCE = Fault(
    "no source has the given id",
    "no such source '{name}'",
    "{instead}",
    Exit.USAGE,
)
NO_LINES = Fault(
    "a source does not contain the given lines, or they are blank",
    "no such line '{wanted}' in '{source}', or it is blank",
    "use lines 1 to {last}",
    Exit.USAGE,
)
_SHORT = 3  # letters; words up to this length are not highlighted, except numbers


def source_of(connection: Connection, name: str | None) -> str:
    """Return the id of a source, by default the only one.

    Raises AzmilError if there is no such source, or if none is given and there are several.
    """
    known = [row[0] for row in rows(connection, "SELECT id FROM sources ORDER BY id")]
    if name in known:
        return str(name)
    if name is None and len(known) == 1:
        return str(known[0])
    if name is None:
        raise WHICH_SOURCE(known=", ".join(known))
    raise NO_SOURCE(name=name, instead=suggestion_or_choices(name, known))


def sources_of(connection: Connection, name: str | None) -> list[str]:
    """Return the id of a source as a list, or the ids of all; raise AzmilError if there is no such source."""
    if name is not None:
        return [source_of(connection, name)]
    return [row[0] for row in rows(connection, "SELECT id FROM sources ORDER BY id")]


def without_text(connection: Connection) -> list[str]:
    """Return the ids of the sources no line of which has text, since their documents are not attached."""
    attached = "SELECT 1 FROM passages WHERE source_id = sources.id AND text IS NOT NULL"
    return [row[0] for row in rows(connection, f"SELECT id FROM sources WHERE NOT EXISTS ({attached}) ORDER BY id")]


def coverage(connection: Connection, source: str) -> Coverage:
    """Return the verdict on each line of a source as ``shown``."""
    found = rows(
        connection,
        "SELECT line, verdict, first_same_line, proposed FROM passages WHERE source_id = ? ORDER BY line",
        source,
    )
    return Coverage(source, [shown(*row) for row in found])


def shown(line: int, verdict: str, first_same: int | None, proposed: int) -> str:
    """Return the verdict on a line: "repeats" if it is cited like an earlier one, "proposed" if it is a guess."""
    if proposed:
        return "proposed"
    return "repeats" if verdict == "cited" and first_same != line else verdict


def lines(connection: Connection, source: str | None, wanted: Sequence[Lines] = ()) -> Answer:
    """Return the lines of a source that are not blank, by default of all, or those in the ranges ``wanted``.

    Ranges that name no source are of the given one. Columns: line, section, verdict, repeats (the first line with the
    same wording), claims (ids of those that the line states), reason (why it states nothing). The verdict is
    "proposed" if it is a guess that nobody has confirmed. If the database has several sources, line and repeats are
    locators, after a column source. Raises AzmilError if a source does not exist or has none of the lines.
    """
    named = [lines._replace(source=source_of(connection, lines.source or source)) for lines in wanted]
    chosen = list(dict.fromkeys(lines.source for lines in named)) or sources_of(connection, source)
    has_several = rows(connection, "SELECT count(*) FROM sources")[0][0] > 1
    found: list[tuple[Any, ...]] = []
    for each in chosen:
        ranges = [lines for lines in named if lines.source == each]
        found += [(each, *row) for row in _lines(connection, each, ranges)]
    columns = ["line", "section", "verdict", "repeats", "claims", "reason"]
    if not has_several:
        return answer_of(columns, [row[1:] for row in found], line="number", repeats="number")
    located = [
        (
            each,
            str(Lines(each, line, line)),
            section,
            verdict,
            None if repeats is None else str(Lines(each, repeats, repeats)),
            *more,
        )
        for each, line, section, verdict, repeats, *more in found
    ]
    answer = answer_of(["source", *columns], located, line="lines", repeats="lines")
    answer.columns[0] = answer.columns[0]._replace(place="wide")
    return answer


def _lines(connection: Connection, source: str, wanted: Sequence[Lines]) -> list[tuple[Any, ...]]:
    """Return the lines of a source that are not blank, or those in ranges, with the columns of ``lines``."""
    within = " OR ".join(["line BETWEEN ? AND ?"] * len(wanted)) or "1 = 1"
    bounds = [bound for range_ in wanted for bound in (range_.first, range_.last)]
    found = rows(
        connection,
        "SELECT line, section_id, CASE WHEN proposed = 1 THEN 'proposed' ELSE verdict END, first_same_line, reason "
        "FROM passages "
        f"WHERE source_id = ? AND verdict <> 'blank' AND ({within}) ORDER BY line",
        source,
        *bounds,
    )
    if not found and wanted:
        (last,) = rows(connection, "SELECT line_count FROM sources WHERE id = ?", source)[0]
        raise NO_LINES(source=source, wanted=printed(range_._replace(source="") for range_ in wanted), last=last)
    stated = claims(connection, source)
    return [
        (line, section, verdict, same if same != line else None, ", ".join(stated.get(line, [])), reason)
        for line, section, verdict, same, reason in found
    ]


def claims(connection: Connection, source: str, within: Lines | None = None) -> dict[int, list[str]]:
    """Return the ids of the claims that a source states, or those of lines in a range, by line."""
    found: dict[int, list[str]] = {}
    overlapping = "" if within is None else "AND c.first_line <= ? AND c.last_line >= ? "
    for id_, first, last in rows(
        connection,
        "SELECT c.record_id, c.first_line, c.last_line FROM citations AS c "
        "JOIN records AS r ON r.id = c.record_id JOIN record_kinds AS k ON k.code = r.kind AND k.is_claim = 1 "
        f"WHERE c.source_id = ? AND c.role = 'states' {overlapping}ORDER BY c.record_id",
        source,
        *(() if within is None else (within.last, within.first)),
    ):
        for line in range(first, last + 1):
            found.setdefault(line, []).append(id_)
    return found


def citations_of(connection: Connection, id_: str) -> Citations:
    """Return the citations of a record, in order, and the stems of the words to highlight in them."""
    return Citations(id_, _places(connection, id_), frozenset(_highlighted(connection, id_)))


def located(connection: Connection, text: str) -> list[Lines]:
    """Return the lines in a text such as ``report:6, 49``; none if it does not begin with an id and a colon.

    Raises AzmilError if there is no such source, or if it has none of the lines.
    """
    if not re.match(r"[a-z0-9-]+:\s*\d", text):
        return []
    known: dict[str, int] = dict(rows(connection, "SELECT id, line_count FROM sources"))
    wanted = parse(text)
    for given in wanted:
        if given.source not in known:
            raise NO_SOURCE(name=given.source, instead=suggestion_or_choices(given.source, known))
        if not 1 <= given.first <= known[given.source]:
            raise NO_LINES(wanted=given._replace(source=""), source=given.source, last=known[given.source])
    return wanted


def at(connection: Connection, text: str) -> Citations | None:
    """Return the lines in a text such as ``report:6, 49`` as citations; None if it does not begin with a source.

    Raises AzmilError if there is no such source, or if it has none of the lines.
    """
    cited = [(given.source, given.first, given.last, "states") for given in located(connection, text)]
    return Citations(text, places_of(connection, cited), frozenset()) if cited else None


def _places(connection: Connection, id_: str) -> list[Place]:
    cited = "SELECT source_id, first_line, last_line, role FROM citations WHERE record_id = ? ORDER BY ordinal"
    return places_of(connection, rows(connection, cited, id_))


def places_of(connection: Connection, cited: Iterable[tuple[Any, ...]]) -> list[Place]:
    """Return the places of citations, which have a source, a first and a last line, and a role."""
    has_several_sources = rows(connection, "SELECT count(*) FROM sources")[0][0] > 1
    found = []
    for source, first, last, role in cited:
        passages = rows(
            connection,
            "SELECT line, text, section_id, page FROM passages "
            "WHERE source_id = ? AND line BETWEEN ? AND ? ORDER BY line",
            source,
            first,
            last,
        )
        section = passages[0][2] or "" if passages else ""
        locator = str(Lines(source if has_several_sources else "", first, last))
        found.append(Place(locator, section, role, [(line, text) for line, text, _, _ in passages], _pages(passages)))
    return found


def _pages(passages: Sequence[tuple[Any, ...]]) -> str:
    """Return the pages of lines, whose last value is the page on which they begin, as ``2`` or ``2-3``."""
    pages = [page for *_, page in passages if page is not None]
    return str(Lines("", min(pages), max(pages))) if pages else ""


def _highlighted(connection: Connection, id_: str) -> set[str]:
    """Return the stems of the words to highlight in the citations of a record: those of its sentence and names."""
    (sentence,) = rows(connection, "SELECT sentence FROM records WHERE id = ?", id_)[0]
    names = rows(connection, "SELECT name FROM names WHERE record_id = ? AND name <> ?", id_, id_)
    return set(_stems([sentence, *(name for (name,) in names)]))


def _stems(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for match in WORD.finditer(text):
            beginning = stem(match[0])
            if beginning.isdigit() or len(beginning) > _SHORT:
                yield beginning
