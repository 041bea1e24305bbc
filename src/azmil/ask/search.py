"""Own the search: words of a person, in whatever spelling, turned into a question that no word can break."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from azmil.ask.running import run
from azmil.errors import Exit, Fault, nearest
from azmil.values.answers import Answer, Statement
from azmil.values.names import fold, squeeze, stem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

NO_WORD = Fault(
    "what is searched for has no letter or figure",
    "there is no word to search for",
    "write one, such as: azmil search garabagh",
    Exit.USAGE,
)

_PART = re.compile(r'"([^"]*)"(\*?)|(\S+)')
# A hit in a name counts most, then one in a sentence; id, kind and line are not searched.
_RANK = "bm25(search, 0, 0, 0, 10, 3, 5)"
_SQL = f"""SELECT
    search.id,
    search.kind,
    CASE
        WHEN search.kind = 'line' THEN p.text
        WHEN r.name IS NULL THEN r.sentence
        ELSE r.name
    END AS found,
    r.date,
    r.modality,
    ev.is_disputed AS disputed,
    CASE WHEN search.kind = 'line' THEN search.line ELSE ev.lines END AS lines
FROM search
LEFT JOIN records AS r ON r.id = search.id AND search.kind <> 'line'
LEFT JOIN evidence AS ev ON ev.record_id = r.id
LEFT JOIN passages AS p ON p.source_id = search.id AND p.line = search.line AND search.kind = 'line'
WHERE search MATCH ?
ORDER BY {_RANK}, search.kind, search.id
LIMIT ?"""
MOST_PARTS = 60  # words of a search
TOO_MANY = Fault(
    "more words are searched for than an answer could take in",
    "{count} words are too many for a search",
    "leave all but {most} out",
    Exit.USAGE,
)
MOST_NAMES = 12
MOST_WORDS = 12  # of a name
SPELLINGS = (("is", "iz"), ("our", "or"), ("defence", "defense"), ("centre", "center"), ("programme", "program"))
SHORTEST_RESPELT = 6  # letters; "four" and "for" are two words
SHORTEST_TERM = 3
LEAST_ALIKE = 0.72  # a submarine is not a slip for "submit"
_SORTS = (("modality", "word"), ("disputed", "flag"), ("lines", "lines"), ("found", "prose"), ("date", "date"))


def search(connection: sqlite3.Connection, text: str, most: int) -> tuple[Answer, str | None]:
    """Return what is found for some words, the best first, and other words if these were not found.

    Every word must occur; ``"several words"`` stand next to each other; ``nakh*`` begins a word. Where nothing is
    found, the words are taken for beginnings, and then for misspellings of those that the database has.
    Raises AzmilError if there is no word.
    """
    parts = list(_parts(text))
    if not parts:
        raise NO_WORD()
    if len(parts) > MOST_PARTS:
        raise TOO_MANY(count=len(parts), most=MOST_PARTS)
    answer = _found(connection, parts, most)
    if answer.rows:
        return answer, None
    corrected = [(word, word.isalpha() and len(word) >= SHORTEST_TERM) for word in _corrected(connection, parts)]
    return _found(connection, corrected, most), " ".join(f"{word}{'*' * is_part}" for word, is_part in corrected)


def _parts(text: str) -> Iterable[tuple[str, bool]]:
    """Yield each word or phrase, folded, and whether it is only the beginning of one."""
    for match in _PART.finditer(text):
        phrase, star, word = match.groups()
        raw = word if phrase is None else phrase
        is_beginning = bool(star) or (phrase is None and raw.endswith("*"))
        if fold(raw):
            yield fold(raw), is_beginning


def _found(connection: sqlite3.Connection, parts: list[tuple[str, bool]], most: int) -> Answer:
    terms, names = [], []
    for several in _runs(connection, parts):
        meant = [(_meant(connection, word), is_beginning) for word, is_beginning in several]
        term = " AND ".join(_any_of(found, is_beginning=is_beginning) for found, is_beginning in meant)
        if len(several) > 1:  # the words of one name, any other of which will do as well
            meant.append((_meant(connection, " ".join(word for word, _ in several)), False))
            term = f"(({term}) OR {_any_of(meant[-1][0], is_beginning=False)})"
        terms.append(term)
        names += [name for found, _ in meant for name in found]
    answer = run(connection, Statement(_SQL, (" AND ".join(terms), most + 1), _SORTS, frozenset({"id"})))
    marked = (word for name in names for word in (*name.split(), squeeze(name)))
    return replace(answer, words=frozenset(map(stem, marked)))


def _runs(connection: sqlite3.Connection, parts: list[tuple[str, bool]]) -> Iterable[list[tuple[str, bool]]]:
    """Yield the parts one by one, but those together that are the words of a name, the longest first."""
    at = 0
    while at < len(parts):
        end = at + 1
        for last in range(min(len(parts), at + MOST_WORDS), at + 1, -1):
            words = parts[at:last]
            name = squeeze("".join(word for word, _ in words))
            is_name = connection.execute("SELECT 1 FROM names WHERE squeezed = ? LIMIT 1", (name,)).fetchone()
            if is_name and not any(is_beginning for _, is_beginning in words):
                end = last
                break
        yield parts[at:end]
        at = end


def _meant(connection: sqlite3.Connection, words: str) -> list[str]:
    """Return the words and, where they are the name of something, its other names."""
    rows = connection.execute(
        "SELECT DISTINCT other.folded FROM names AS name JOIN names AS other ON other.record_id = name.record_id "
        "WHERE name.squeezed = ? ORDER BY other.folded LIMIT ?",
        (squeeze(words), MOST_NAMES),
    )
    return list(dict.fromkeys([words, *_respelt(words), *(folded for (folded,) in rows)]))


def _respelt(words: str) -> Iterable[str]:
    """Yield the words as they are spelt on the other side of the Atlantic; what is no word is never found."""
    for british, american in SPELLINGS:
        for here, there in ((british, american), (american, british)):
            if here in words and len(words) >= SHORTEST_RESPELT:
                yield words.replace(here, there)


def _any_of(names: list[str], *, is_beginning: bool) -> str:
    """Return a term of FTS5, in which nothing but quoted strings stands: one of some names, or its compound."""
    star = "*" if is_beginning else ""
    terms = [f'"{name}"{star} OR joined : "{squeeze(name)}"{star}' for name in names]
    return f"({' OR '.join(terms)})"


def _corrected(connection: sqlite3.Connection, parts: list[tuple[str, bool]]) -> list[str]:
    """Return the words with those that the database does not have replaced by the nearest it has."""
    known = [row[0] for row in connection.execute("SELECT term FROM search_words")]
    found = []
    for part, is_beginning in parts:
        # Letters and figures together are a designation, which is not another one misspelt.
        for word in [part] if any(map(str.isdigit, part)) else part.split():
            term = _any_of([word], is_beginning=is_beginning)
            is_known = connection.execute("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", (term,)).fetchone()
            close = [] if is_known else [other for other in nearest(word, known) if _is_slip(word, other)]
            found.append(close[0] if close else word)
    return found


def _is_slip(word: str, term: str) -> bool:
    """Return whether a word may be a term misspelt, or have it, which is a stem, for its beginning.

    What has a figure is none: another type of tank is not the same misspelt.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - needed after a mistake only

    if any(map(str.isdigit, word)) or len(term) < SHORTEST_TERM:
        return False
    return word.startswith(term) or SequenceMatcher(None, term, word).ratio() >= LEAST_ALIKE
