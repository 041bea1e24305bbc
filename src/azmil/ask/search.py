"""Full-text search: words in any spelling, results in a fixed order."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from azmil.ask.conditions import NO_LIMIT
from azmil.errors import Exit, Fault, Hints, nearest
from azmil.store import result_of, rows
from azmil.store.protocol import Term
from azmil.values.answers import Column, LeftOut, Statement
from azmil.values.names import SHORTEST_RESPELT, SPELLINGS, fold, squeeze, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azmil.ask.about import About
    from azmil.store.protocol import Connection
    from azmil.values.answers import Answer

NO_WORD = Fault(
    "the text to search for contains no letters or digits",
    "cannot search for '{text}': it contains no letters or digits",
    Hints.WRITE_WORD,
    Exit.USAGE,
)

OPEN_QUOTE = Fault(
    "a phrase in the text to search for has no closing quote",
    "cannot search for '{text}': a quote is not closed",
    "close it, or leave it out",
    Exit.USAGE,
)

_PART = re.compile(r'"([^"]*)"(\*?)|(\S+)')
# Best first: exact names, names with the words, sentences, lines of a source.
_RANK = """CASE
            WHEN kind = 'line' THEN 3
            WHEN id IN (SELECT record_id FROM names WHERE squeezed = ?) THEN 0
            WHEN is_name = 1 THEN 1
            ELSE 2
        END"""
_SQL = """{clause}SELECT
    hit.id,
    hit.kind,
    CASE
        WHEN hit.kind = 'line' THEN p.text
        WHEN r.kind IN (SELECT code FROM record_kinds WHERE is_claim = 1) THEN r.sentence
        ELSE COALESCE(r.name, r.sentence)
    END AS found,
    ev.hedge,
    CASE
        WHEN hit.kind = 'line' AND (SELECT count(*) FROM sources) > 1 THEN hit.id || ':' || CAST(hit.line AS TEXT)
        WHEN hit.kind = 'line' THEN CAST(hit.line AS TEXT)
        ELSE ev.lines
    END AS lines,
    r.date,
    r.modality,
    said_by.name AS said_by,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful{shown}
FROM (
    SELECT id, kind, line, {rank} AS place{group}
    FROM (
        {hits}
    ) AS found{about}
    ORDER BY {first}place, id, line
    LIMIT ?
) AS hit
LEFT JOIN records AS r ON r.id = hit.id AND hit.kind <> 'line'
LEFT JOIN evidence AS ev ON ev.record_id = r.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
LEFT JOIN passages AS p ON p.source_id = hit.id AND p.line = hit.line AND hit.kind = 'line'
ORDER BY {outer}hit.place, hit.id, hit.line"""
# Limits the results to records about some things, and lines that these cite; lines come last.
_ABOUT = """
    LEFT JOIN about_row ON about_id = id AND kind <> 'line'
    WHERE about_id IS NOT NULL OR kind = 'line' AND EXISTS (
        SELECT 1 FROM citations AS c JOIN about_row AS citing ON citing.about_id = c.record_id
        WHERE c.source_id = found.id AND found.line BETWEEN c.first_line AND c.last_line
    )"""
_GROUP = ", about_part, CASE WHEN kind = 'line' THEN 2 WHEN about_part IS NULL THEN 0 ELSE 1 END AS about_group"
_COLUMNS = (
    Column("id", "id", place="wide"),
    Column("kind", "word", "record_kinds"),
    Column("found", "prose"),
    Column("hedge", "text", place="wide"),
    Column("lines", "lines"),
    Column("date", "date"),
    Column("modality", "word", "modalities"),
    Column("said_by", "text", place="wide"),
    Column("disputed", "flag"),
    Column("in_tension", "flag", place="wide"),
    Column("doubtful", "flag", place="wide"),
)
MOST_PARTS = 60  # words and phrases of a search
TOO_MANY = Fault(
    "a search has too many words",
    "cannot search for {count} words: the maximum is {most}",
    "use fewer words",
    Exit.USAGE,
)
MOST_NAMES = 12  # of a record
MOST_WORDS = 12  # of a name
SHORTEST_TERM = 3
LEAST_ALIKE = 0.72  # "submarine" is not a misspelling of "submit"


class Found(NamedTuple):
    """The results of a search, and the words that replaced those not found, if any."""

    answer: Answer
    instead: str | None


def search(
    connection: Connection, text: str, limit: int, about: About | None = None, sources: Sequence[str] = ()
) -> Found:
    """Return the results of a full-text search, best first; ``about`` limits them to records about some things.

    ``sources`` limits them to records that cite one of these sources, and to its lines.

    Every word must occur; ``"several words"`` must occur together; ``nakh*`` matches the beginning of a word. If
    nothing is found, missing words are replaced by the nearest known ones, and each matches the beginning of a word.
    Columns: id, kind, found, hedge, lines, date, modality, said_by, disputed, in_tension, doubtful, and with ``about``
    also part. Raises AzmilError if there is no word, too many, or an open quote.
    """
    if text.count('"') % 2:
        raise OPEN_QUOTE(text=text)
    parts = list(_parts(text))
    if not parts:
        raise NO_WORD(text=text)
    if limit < 1:
        raise NO_LIMIT(limit=limit)
    if len(parts) > MOST_PARTS:
        raise TOO_MANY(count=len(parts), most=MOST_PARTS)
    answer = _found(connection, parts, limit, about, sources)
    if answer.rows or ((about is not None or sources) and _found(connection, parts, 1, None, ()).rows):
        return Found(answer, None)  # words found elsewhere are not misspelt
    corrected = [(word, word.isalpha() and len(word) >= SHORTEST_TERM) for word in _corrected(connection, parts)]
    instead = " ".join(f"{word}{'*' * is_part}" for word, is_part in corrected)
    answer = _found(connection, corrected, limit, about, sources)
    return Found(answer, instead if answer.rows else None)


def _parts(text: str) -> Iterable[tuple[str, bool]]:
    """Yield each word or phrase, folded, and whether it is only the beginning of a word."""
    for match in _PART.finditer(text):
        phrase, star, word = match.groups()
        raw = word if phrase is None else phrase
        is_beginning = bool(star) or (phrase is None and raw.endswith("*"))
        if fold(raw):
            yield fold(raw), is_beginning


def _found(
    connection: Connection, parts: list[tuple[str, bool]], limit: int, about: About | None, sources: Sequence[str]
) -> Answer:
    groups: list[tuple[tuple[Term, ...], ...]] = []
    for words in _runs(connection, parts):
        alternatives = [tuple(Term(_equivalents(connection, word), is_beginning) for word, is_beginning in words)]
        if len(words) > 1:  # the words of one name, so other names of the record match too
            alternatives.append(
                (Term(_equivalents(connection, " ".join(word for word, _ in words)), is_beginning=False),)
            )
        groups.append(tuple(alternatives))
    hits = _from_sources(connection.search_statement(tuple(groups)), sources)
    whole = squeeze("".join(word for word, _ in parts))
    wanted = _about(_SQL, Statement(hits.sql, (whole, *hits.parameters, limit), _COLUMNS), about)
    # One more row, to see whether there are more.
    more = wanted._replace(parameters=(*wanted.parameters[:-1], limit + 1))
    found = replace(result_of(connection, more), statement=wanted)
    if len(found.rows) > limit:
        del found.rows[limit:]
        found.left_out.append(LeftOut(None, "limit", "increase the limit"))
    names = (name for group in groups for alternative in group for term in alternative for name in term.names)
    marked = (word for name in names for word in (*name.split(), squeeze(name)))
    return replace(found, words=frozenset(map(stem, marked)))


def _from_sources(hits: Statement, sources: Sequence[str]) -> Statement:
    """Return the statement of hits, limited to the lines of some sources and the records that cite these."""
    if not sources:
        return hits
    marks = ", ".join("?" * len(sources))
    sql = (
        f"SELECT hit.* FROM (\n{hits.sql}\n) AS hit WHERE CASE WHEN hit.kind = 'line' THEN hit.id IN ({marks}) "
        f"ELSE hit.id IN (SELECT record_id FROM citations WHERE source_id IN ({marks})) END"
    )
    return hits._replace(sql=sql, parameters=(*hits.parameters, *sources, *sources))


def _about(sql: str, hits: Statement, found: About | None) -> Statement:
    """Return the statement of a search, limited to records about some things if they are given."""
    if found is None:
        plain = sql.format(clause="", shown="", rank=_RANK, group="", hits=hits.sql, about="", first="", outer="")
        return hits._replace(sql=plain)
    from azmil.ask import about  # noqa: PLC0415 - only needed for searches about things

    part = about.part_column()
    filled = sql.format(
        clause=f"{found.clause}\n", shown=f",\n    hit.about_part AS {part.name}", rank=_RANK, group=_GROUP,
        hits=hits.sql, about=_ABOUT, first="about_group, ", outer="hit.about_group, ",
    )  # fmt: skip
    return Statement(filled, (*found.parameters, *hits.parameters), (*hits.columns, part))


def _runs(connection: Connection, parts: list[tuple[str, bool]]) -> Iterable[list[tuple[str, bool]]]:
    """Yield the parts in groups: the words of a name together, the longest possible, and others alone."""
    at = 0
    while at < len(parts):
        end = at + 1
        for last in range(min(len(parts), at + MOST_WORDS), at + 1, -1):
            words = parts[at:last]
            name = squeeze("".join(word for word, _ in words))
            is_name = rows(connection, "SELECT 1 FROM names WHERE squeezed = ? LIMIT 1", name)
            if is_name and not any(is_beginning for _, is_beginning in words):
                end = last
                break
        yield parts[at:end]
        at = end


def _equivalents(connection: Connection, words: str) -> tuple[str, ...]:
    """Return the words and, if they are a name, the other names of the same record."""
    found = rows(
        connection,
        "SELECT DISTINCT other.folded FROM names AS name JOIN names AS other ON other.record_id = name.record_id "
        "WHERE name.squeezed = ? ORDER BY other.folded LIMIT ?",
        squeeze(words),
        MOST_NAMES,
    )
    return tuple(dict.fromkeys([words, *_other_spellings(words), *(folded for (folded,) in found)]))


def _other_spellings(words: str) -> Iterable[str]:
    """Yield British and American spellings of words; nonexistent ones match nothing."""
    for british, american in SPELLINGS:
        for old, new in ((british, american), (american, british)):
            if old in words and len(words) >= SHORTEST_RESPELT:
                yield words.replace(old, new)


def _corrected(connection: Connection, parts: list[tuple[str, bool]]) -> list[str]:
    """Return the words, each missing one replaced by the nearest word in the database."""
    known = connection.words()
    found = []
    for part, is_beginning in parts:
        # Letters and digits together are a designation, never a misspelling of another.
        for word in [part] if any(map(str.isdigit, part)) else part.split():
            is_known = connection.knows(Term((word,), is_beginning))
            close = [] if is_known else [other for other in nearest(word, known) if _is_misspelling(word, other)]
            found.append(close[0] if close else word)
    return found


def _is_misspelling(word: str, term: str) -> bool:
    """Return whether a word may be a misspelling of a term, or begin with it, since terms are stems.

    A word with a digit is never one, since it may designate another type.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - only needed after a mistake

    if any(map(str.isdigit, word)) or len(term) < SHORTEST_TERM:
        return False
    return word.startswith(term) or SequenceMatcher(None, term, word).ratio() >= LEAST_ALIKE
