"""Proposals kept in a seed folder, and decided one at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Fault
from azmil.seeds import nodes
from azmil.seeds.node import Mapping, SeedError, Sequence
from azmil.values.names import fold
from azmil.workbench import edits
from azmil.workbench.drafts import adding
from azmil.workbench.drafts.kinds import kind_of
from azmil.workbench.edits import Files
from azmil.workbench.proposals import given
from azmil.workbench.proposals.examining import Examined, Examiner
from azmil.workbench.proposals.kept import ACCEPTED, DRAFTED_BY, REJECTED, UNDECIDED, Kept, Proposal, plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from azmil.workbench.drafts.adding import Written

NOT_VALID = Fault(
    "a proposal that is not valid is accepted",
    "it cannot be accepted, since it is not valid",
    "edit it as its flags say, or reject it",
)
NO_ITEM = Fault(
    "the text of an edited proposal is not a record",
    "the text is not a record: {reason}",
    "write one item, with a field on each line",
)
_SLUG = re.compile(r"[^a-z0-9]+")


class Proposed(NamedTuple):
    """The result of proposing: the path of the file, the new proposals, and how many were known, by their state."""

    path: Path
    new: list[Examined]
    known: dict[str, int]


def propose(path: Path, folder: Path, *, drafted_by: str | None = None, alone: bool = False) -> Proposed:
    """Keep the proposals of a file in a seed folder, each examined; those that are known are not kept again.

    Raises AzmilError, and keeps nothing, if the file or the seeds cannot be read.
    """
    rows = given.read(path, drafted_by)
    examiner = Examiner(folder, alone=alone)
    files = Files()
    kept = Kept.read(examiner.seeds.folder, files)
    known = kept.known()
    counts = {UNDECIDED: 0, ACCEPTED: 0, REJECTED: 0}
    new = []
    for kind, fields in rows:
        examined = examiner.examine(Proposal(kind, fields))
        if examined.key in known:
            counts[known[examined.key].state] += 1
            examiner.forget(examined)
            continue
        proposal = Proposal(kind, fields, keys=(examined.key,))
        known[examined.key] = proposal
        new.append(examined._replace(proposal=proposal))
    name = _SLUG.sub("-", fold(path.stem)).strip("-") or "proposals"
    target = kept.add(name, [examined.proposal for examined in new])
    if new:
        kept.change(files, target)
        edits.write(files)
    return Proposed(target, new, counts)


class Review:
    """The undecided proposals of a seed folder, which are decided one at a time; each decision is written at once."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        self.examiner = Examiner(folder, alone=alone)
        self._files = Files()
        self._kept = Kept.read(self.examiner.seeds.folder, self._files)
        self.places = self._kept.undecided()

    def examined(self, place: tuple[Path, int]) -> Examined:
        """Return a proposal compared with the seeds as they are now."""
        read = self.examiner.seeds.files
        if any(edits.contents(path) != content for path, content in read.old.items()):
            self.examiner.read_again()
        path, at = place
        return self.examiner.examine(self._kept.files[path][at])

    def accept(self, place: tuple[Path, int], examined: Examined) -> Written:
        """Write the record of a proposal to its seed file; raise AzmilError if it is not valid."""
        draft = examined.draft
        if draft is None:
            raise NOT_VALID()
        seeds = self.examiner.seeds
        (written,) = adding.added(seeds, kind_of(examined.proposal.kind), [draft])
        self._kept.decide(place, ACCEPTED, written.id)
        self._write(place, seeds.files)
        return written

    def reject(self, place: tuple[Path, int], examined: Examined) -> None:
        """Note that a proposal is rejected."""
        self.examiner.forget(examined)
        self._kept.decide(place, REJECTED)
        self._write(place, Files())

    def skip(self, examined: Examined) -> None:
        """Leave a proposal undecided."""
        self.examiner.forget(examined)

    def edit(self, place: tuple[Path, int], examined: Examined, text: str) -> Examined:
        """Return a proposal with other fields, written as an item of a seed file; raise AzmilError if it is not one."""
        fields = plain(_item(text))
        fields.setdefault(DRAFTED_BY, examined.proposal.drafted_by)
        if not fields[DRAFTED_BY]:
            del fields[DRAFTED_BY]
        self.examiner.forget(examined)
        edited = self.examiner.examine(Proposal(examined.proposal.kind, fields))
        self.examiner.forget(edited)
        self._kept.edit(place, fields, edited.key)
        self._write(place, Files())
        return self.examined(place)

    def _write(self, place: tuple[Path, int], files: Files) -> None:
        """Write the state of proposals together with seed files; all or none."""
        path, _ = place
        files.old[path] = self._files.old[path]
        self._kept.change(files, path)
        edits.write(files)
        for changed, content in files.new.items():
            files.old[changed] = content
        self._files.old[path] = files.old.pop(path)
        files.new.clear()


def _item(text: str) -> Mapping:
    try:
        root = nodes.parse(text, "")
    except SeedError as error:
        raise NO_ITEM(reason=str(error.problem.error)) from None
    items: Iterable[object] = root.items if isinstance(root, Sequence) else [root]
    (item, *others) = items or [None]
    if others or not isinstance(item, Mapping):
        raise NO_ITEM(reason="it has no fields, or several items")
    return item
