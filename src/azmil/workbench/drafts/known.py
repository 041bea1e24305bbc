"""Records that notes repeat: a line is left out if its record exists, also if that was corrected by hand since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.model import PartyKind, Thing
from azmil.workbench.drafts import ids
from azmil.workbench.drafts.problems import NO_ID, SAME_CLAIM, SAME_THING, TAKEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.values.problems import Problem
    from azmil.workbench.drafts.drafting import Draft

_EXIST = {SAME_CLAIM, SAME_THING, NO_ID, TAKEN}
_NAMES = ("id", "name", "article", "aliases", "sort_name")


class Known:
    """The records of a book that drafts repeat; ``differing`` are the ids of those that say something else now.

    ``said`` are the ids of the records that lines repeat exactly: no other line means them.
    """

    def __init__(self, book: Book, folder: Path, said: Collection[str] = ()) -> None:
        self.book = book
        self.folder = folder
        self.said = {*said}
        self.differing: dict[str, None] = {}
        self.count = 0

    def repeated(self, draft: Draft, problems: Iterable[Problem]) -> Entry | None:
        """Return the record that a draft repeats, or None if it is new or has other problems; count it."""
        found = list(problems)
        if {each.error.fault for each in found} - _EXIST:
            return None
        named = [str(each.error.values["id"]) for each in found if each.error.fault is not NO_ID]
        same = [each for id_ in named if (each := self._of_class(id_, draft.entry)) is not None]
        is_claim = not issubclass(draft.entry.cls, Thing | PartyKind)
        if is_claim:
            same = [each for each in same if self._cites(each, draft.entry)]
        is_exact = bool(same) and {each.error.fault for each in found} <= {SAME_CLAIM, NO_ID}
        if not named:
            same = list(self._with_its_id(draft, is_claim=is_claim))
        if not same:
            return None
        record = next((each for each in same if each.file.folder == self.folder), same[0])
        if not is_claim and record.file.folder != self.folder and _thing_differs(draft, record):
            return None  # probably another thing
        id_ = str(record.values["id"])
        self.count += 1
        self.said |= {id_} if is_exact else set()
        if not is_exact and (_claim_differs if is_claim else _thing_differs)(draft, record):
            self.differing[id_] = None
        return record

    def _with_its_id(self, draft: Draft, *, is_claim: bool) -> Iterable[Entry]:
        """Yield the record of the folder with the first id that a draft would have and, for a claim, its lines."""
        entry = draft.entry
        for id_ in ids.candidates(entry, draft.details)[: None if is_claim else 1]:
            record = self._of_class(id_, entry)
            if record is None or record.file.folder != self.folder or id_ in {*self.said, *self.differing}:
                continue
            if not is_claim or self._cites(record, entry):
                yield record
                return

    def _of_class(self, id_: str, entry: Entry) -> Entry | None:
        record = self.book.records.get(id_)
        return record if record is not None and record.cls is entry.cls else None

    def _cites(self, record: Entry, entry: Entry) -> bool:
        """Return whether a record cites all lines that a draft cites."""
        cited, own = (
            {(self.book.source_of(each), each.first, each.last) for each in one.cited} for one in (record, entry)
        )
        return own <= cited


def _claim_differs(draft: Draft, record: Entry) -> bool:
    """Return whether a claim says something else than its draft, not counting an id and a sentence not given."""
    aside = {"id"} if draft.entry.values.get("sentence") else {"id", "sentence"}
    return _content(draft.entry, aside) != _content(record, aside)


def _content(entry: Entry, aside: Collection[str]) -> tuple[object, ...]:
    children = sorted(
        str(sorted((name, str(value)) for name, value in child.values.items() if value is not None))
        for child in entry.children
    )
    own = {name: str(value) for name, value in entry.values.items() if value is not None and name not in aside}
    return own, children


def _thing_differs(draft: Draft, record: Entry) -> bool:
    """Return whether a thing has other values than its draft, not counting its names."""
    entry = draft.entry
    given = [field for name, field in entry.fields.items() if name in draft.fields and name not in _NAMES]
    return any(entry.values.get(each.column) != record.values.get(each.column) for each in given)
