"""The files of proposals in a seed folder: one JSON object per line, with the state of each proposal."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from azmil.errors import Fault
from azmil.seeds.node import Mapping, Scalar, Sequence
from azmil.values.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Fields
    from pathlib import Path

    from azmil.seeds.node import Node
    from azmil.workbench.edits import Files

FOLDER = "proposals"
UNDECIDED, ACCEPTED, REJECTED = "undecided", "accepted", "rejected"
DRAFTED_BY = "drafted_by"
DAMAGED = Fault(
    "a file of proposals in a seed folder was changed by another program, so that it cannot be read",
    "cannot read '{path}': line {line} is not a proposal",
    "restore the line, or remove it",
)
# Fields that do not distinguish a proposal: the same claim in other words is the same proposal.
_WORDS = ("id", "sentence", "note", "name", DRAFTED_BY)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that was proposed: its kind and fields as given, and what became of it."""

    kind: str
    fields: Fields[str, Any]
    state: str = UNDECIDED
    record: str = ""  # the id of the record that it became
    keys: tuple[str, ...] = ()  # by which it is recognized, also after an edit

    @property
    def drafted_by(self) -> str:
        """Who or what drafted it."""
        return str(self.fields.get(DRAFTED_BY) or "")

    def item(self) -> Mapping:
        """Return its fields as an item of a seed file."""
        found = _node(self.fields)
        assert isinstance(found, Mapping)  # noqa: S101 - its fields are
        return found


def key_of(kind: str, fields: Fields[str, Any]) -> str:
    """Return a digest of what a proposal says, without its wording and its author."""
    said = {name: value for name, value in fields.items() if name not in (_WORDS if "cite" in fields else ())}
    text = json.dumps([kind, said], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(" ".join(fold(text).split()).encode()).hexdigest()[:20]


def plain(node: Node) -> Any:
    """Return a node as text, a list, or a dict."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {name: plain(value) for name, (_, value) in node.fields.items()}


def _node(value: Any) -> Node:
    if isinstance(value, list):
        return Sequence(1, 1, [_node(item) for item in value])
    if isinstance(value, str):
        return Scalar(1, 1, value)
    return Mapping(1, 1, {name: (Scalar(1, 1, name), _node(each)) for name, each in value.items()})


@dataclass(slots=True)
class Kept:
    """The proposals of a seed folder, by file; changes are written together with those of seed files."""

    folder: Path
    files: dict[Path, list[Proposal]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, files: Files) -> Kept:
        """Return the proposals of a seed folder; raise AzmilError if a file cannot be read."""
        found = cls(folder)
        for path in sorted((folder / FOLDER).glob("*.jsonl")):
            found.files[path] = [
                _proposal(line, path, number) for number, line in enumerate(files.text(path).splitlines(), 1) if line
            ]
        return found

    def undecided(self) -> list[tuple[Path, int]]:
        """Return the places of the undecided proposals."""
        return [
            (path, at)
            for path, proposals in self.files.items()
            for at, proposal in enumerate(proposals)
            if proposal.state == UNDECIDED
        ]

    def known(self) -> dict[str, Proposal]:
        """Return all proposals by each of their keys."""
        return {key: each for proposals in self.files.values() for each in proposals for key in each.keys}

    def add(self, name: str, proposals: Iterable[Proposal]) -> Path:
        """Add proposals to the file with a name; return its path."""
        path = self.folder / FOLDER / f"{name}.jsonl"
        self.files.setdefault(path, []).extend(proposals)
        return path

    def decide(self, place: tuple[Path, int], state: str, record: str = "") -> None:
        """Set the state of a proposal."""
        path, at = place
        self.files[path][at] = replace(self.files[path][at], state=state, record=record)

    def edit(self, place: tuple[Path, int], fields: Fields[str, Any], key: str) -> None:
        """Replace the fields of a proposal, which keeps its keys."""
        path, at = place
        old = self.files[path][at]
        self.files[path][at] = replace(old, fields=fields, keys=tuple(dict.fromkeys([*old.keys, key])))

    def change(self, files: Files, path: Path) -> None:
        """Put the text of a file of proposals among those to write."""
        lines = (json.dumps(asdict(each), ensure_ascii=False) for each in self.files[path])
        files.change(path, "".join(f"{line}\n" for line in lines))


def _proposal(line: str, path: Path, number: int) -> Proposal:
    try:
        found = json.loads(line)
        proposal = Proposal(**{**found, "keys": tuple(found["keys"])})
        is_valid = proposal.state in (UNDECIDED, ACCEPTED, REJECTED) and isinstance(proposal.fields, dict)
    except (ValueError, TypeError, KeyError):
        is_valid = False
    if not is_valid:
        raise DAMAGED(path=path, line=number)
    return proposal
