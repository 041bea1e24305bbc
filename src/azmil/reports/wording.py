"""Values of a column that contain given words: codes of vocabularies by code or label, and texts, in any spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Fault
from azmil.reports.matching import NO_VALUE, has_many_names, words_below
from azmil.values.names import plain_words, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from azmil.reports.matching import Rows
    from azmil.values.answers import Column

CONTAINED = Fault(
    "a column is filtered by words that its values contain (a note, not an error)",
    "{column} '{value}' matches {found}",
    "",
)
NOT_CONTAINED = Fault(
    "a column is filtered by a value that longer ones contain (a note, not an error)",
    "{column} '{value}' does not match {others}",
    "add {them} to match {them} too",
)
MOST_NAMED = 5  # values that a note names


class Wording(NamedTuple):
    """A value of a column, its label, and the part of the label that says what it is."""

    value: str
    label: str
    head: str


def meant(rows: Rows, column: Column, value: str, given: Sequence[str]) -> list[str]:
    """Return the values of a column that a string means: the same one in any spelling, or those that contain its words.

    A code also has the words of its label, and includes all codes below it if its vocabulary is a tree. Notifies of
    values that contain the words, and of longer ones that neither these nor the others ``given`` include. Raises
    AzmilError with the nearest values if there are none.
    """
    return (_codes if column.type in ("word", "tree") else _texts)(rows, column, value, given)


def _codes(rows: Rows, column: Column, value: str, given: Sequence[str]) -> list[str]:
    vocabulary = rows.run(f"SELECT code, label, definition FROM {column.target} ORDER BY position", ())
    known = [Wording(code, label, label.partition(" of ")[0]) for code, label, _ in vocabulary]
    is_large = has_many_names(rows.run)  # in which the used values of some columns cannot be looked up
    used = {each.value for each in known} if is_large else set(rows.values(column.name))
    if column.type == "tree":  # wider words also match rows
        for code, parent in reversed(rows.run(f"SELECT code, parent FROM {column.target} ORDER BY position", ())):
            used |= {parent} if code in used else set()
    found = _same(value, known)
    is_exact = bool(found)
    if not found:
        retired = "SELECT instead FROM retired_words WHERE vocabulary = ? AND word = ?"
        for (wording,) in rows.run(retired, (column.target, value)):
            raise NO_VALUE(column=column.name.replace("_", "-"), value=value, instead=wording)
        found = _containing(value, known, used) or _containing(value, known, {each.value for each in known})
    if not found:
        wanted = set(plain_words(value).split())
        near = [code for code, _, meaning in vocabulary if wanted and wanted <= set(plain_words(meaning).split())]
        near = [code for code in near if code in used] or near
        raise rows.no(NO_VALUE, column, value, [each.value for each in known if each.value in used], near=near)
    below = _with_below(rows, column, found)
    included = {*below, *_with_below(rows, column, given)}
    longer = [] if is_large else [each.value for each in known if each.value in used - included and _has(value, each)]
    _notify(rows, column, value, [] if is_exact else found, longer, str)
    return below


def _with_below(rows: Rows, column: Column, codes: Sequence[str]) -> list[str]:
    """Return codes, with all codes below them if the vocabulary is a tree."""
    return [code for top in codes for code in words_below(rows, column, top)] if column.type == "tree" else [*codes]


def _texts(rows: Rows, column: Column, value: str, given: Sequence[str]) -> list[str]:
    known = [Wording(text, text, text) for text in map(str, rows.values(column.name))]
    same = _same(value, known)
    containing = [each.value for each in known if _has(value, each)] if column.type in ("", "text") else []
    if not (found := same or containing):
        raise rows.no(NO_VALUE, column, value, [each.value for each in known])
    longer = [text for text in containing if text not in (*found, *given)]
    _notify(rows, column, value, [] if same else found, longer, repr)
    return found


def _same(value: str, known: Sequence[Wording]) -> list[str]:
    """Return the values that are a string, or else those with the same letters, or else those with the same words."""
    if value in (each.value for each in known):
        return [value]
    for form in (str, squeeze, plain_words):
        wanted = form(value)
        if found := [each.value for each in known if wanted and wanted in (form(each.value), form(each.label))]:
            return found
    return []


def _containing(value: str, known: Sequence[Wording], used: Collection[str]) -> list[str]:
    """Return the used codes that contain words, in the code or in what the label says it is, or else in the label."""
    among = [each for each in known if each.value in used]
    by_head = [each.value for each in among if _has(value, each._replace(label=each.head))]
    return by_head or [each.value for each in among if _has(value, each)]


def _has(value: str, wording: Wording) -> bool:
    """Return whether a value or its label contains the words of a string, together and in order."""
    wanted = plain_words(value)
    return bool(wanted) and any(f" {wanted} " in f" {plain_words(text)} " for text in (wording.value, wording.label))


def _notify(
    rows: Rows, column: Column, value: str, found: Sequence[str], longer: Sequence[str], shown: Callable[[str], str]
) -> None:
    """Notify of the values that contain words, and of those that are not included."""
    option = column.name.replace("_", "-")
    if found:
        rows.notify(CONTAINED(column=option, value=value, found=_series(map(shown, found), "and")))
    if longer:
        them = "it" if len(longer) == 1 else "them"
        rows.notify(NOT_CONTAINED(column=option, value=value, others=_series(map(shown, longer), "or"), them=them))


def _series(names: Iterable[str], conjunction: str) -> str:
    """Return the first names of a list with a conjunction before the last, or with the number of others."""
    *first, last = names
    if len(first) >= MOST_NAMED:
        return f"{', '.join(first[:MOST_NAMED])} {conjunction} {len(first) + 1 - MOST_NAMED:,} more"
    return f"{', '.join(first)} {conjunction} {last}" if first else last
