"""Lines of users' sources that no claim cites: listing them, and judging that they state nothing.

Lines of earlier editions are accounted for: what they state is in the present edition, or is not stated any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Exit, Fault, Hints, counted, suggestion_or_choices
from azmil.model import Claim
from azmil.seeds.book import Book
from azmil.seeds.defaults import ALL
from azmil.seeds.entries import gather
from azmil.seeds.files import user_files
from azmil.values.answers import Answer, Column
from azmil.values.locators import Lines, printed
from azmil.values.problems import natural
from azmil.workbench import edits, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from azmil.seeds.entry import Entry
    from azmil.workbench.edits import Files, Place

LONGEST_REASON = 200
_NOT_DONE = ("open", "proposed")
WHICH_SOURCE = Fault(
    "lines to judge name no source, and the seeds describe several",
    "missing source: the seeds describe several",
    "put its id before the lines, such as '{source}:12'",
    Exit.USAGE,
)
NO_SOURCE = Fault(
    "the seeds do not describe the given source",
    "no such source '{name}' in these seeds",
    "{instead}",
    Exit.USAGE,
)
NO_SOURCES = Fault(
    "the seeds describe no source whose lines could be listed or judged",
    "these seeds describe no source",
    Hints.ADD_DOCUMENT,
)
UNREADABLE = Fault(
    "a command that lists or judges lines finds seed files that it cannot read",
    "cannot read the seed files: {count} found",
    Hints.CHECK_SEEDS,
)
NO_LINE = Fault(
    "a line to judge does not exist, or is blank",
    "no such line {line} in '{source}', or it is blank",
    "choose lines with text",
    Exit.USAGE,
)
CITED = Fault(
    "a line to judge is cited by a claim",
    "cannot judge line {line} of '{source}': '{id}' cites it",
    "choose lines that no claim cites",
)
NO_REASON = Fault(
    "lines are judged without a reason, and none of them has a proposed verdict",
    "missing reason: none of these lines has a proposed verdict",
    "say why they state nothing",
    Exit.USAGE,
)
BAD_REASON = Fault(
    "a reason is blank, too long, or not printable",
    "'{text}' is not a valid reason",
    "use at most {most} printable characters",
    Exit.USAGE,
)


@dataclass(frozen=True, slots=True)
class OpenLines:
    """The lines of sources that are not accounted for or only by a proposed verdict, and how many lines there are.

    Columns of the answer: source, line, proposed (the reason of a proposed verdict), thing (that cites the line, but is
    not a claim), text.
    """

    answer: Answer
    open: int
    proposed: int
    total: int
    has_text: bool
    problems: int  # in the seed files, which may hide citations


class Judged(NamedTuple):
    """Lines that were judged: their locator, the reason (empty if proposed verdicts were confirmed), their twins."""

    lines: str
    total: int
    reason: str
    twins: str  # open lines with the same words, not judged


class _Sources:
    """The sources of users' seeds, their passages, and the claims that cite them."""

    def __init__(self, folders: Sequence[Path]) -> None:
        seeds = gather(user_files(folders))
        self.unread = len(seeds.problems)
        self.problems = list(seeds.problems)
        book = Book(seeds)
        self.entries = {id_: entry for (table, id_), entry in book.others.items() if table == "sources"}
        if not self.entries:
            raise NO_SOURCES()
        self.earlier = set(seeds.editions)
        self.present = [id_ for id_ in sorted(self.entries, key=natural) if id_ not in self.earlier]
        self.passages: dict[str, dict[int, Entry]] = {id_: {} for id_ in sorted(self.entries, key=natural)}
        for entry in seeds.entries.get("passages", []):
            source, line = entry.values.get("source_id"), entry.values.get("line")
            if source in self.passages and line is not None:
                self.passages[source][line] = entry
        self.cited: dict[tuple[str, int], str] = {}  # by claims
        self.named: dict[tuple[str, int], str] = {}  # by things, which account for no line
        for record in book.records.values():
            by_line = self.cited if issubclass(record.cls, Claim) else self.named
            for cited in record.cited:
                if cited.role == "states":
                    for line in range(cited.first, min(cited.last, cited.first + 1_000_000) + 1):
                        by_line.setdefault((book.source_of(cited), line), record.values.get("id", ""))

    def id_of(self, name: str) -> str:
        """Return the id of a source, by default the only one, or the default of the seeds."""
        if name in self.entries:
            return name
        if name:
            raise NO_SOURCE(name=name, instead=suggestion_or_choices(name, self.entries))
        default = [id_ for id_, entry in self.entries.items() if entry.values.get("default_in") == ALL]
        if len(default) == 1:
            return default[0]
        if len(self.present) > 1:
            raise WHICH_SOURCE(source=min(self.present))
        return next(iter(self.present or self.entries))

    def verdict(self, source: str, line: int) -> str:
        """Return the verdict on a line: open, proposed, cited, nothing or blank."""
        values = self.passages[source][line].values
        if (source, line) in self.cited and (values["verdict"] == "open" or values["proposed"]):
            return "cited"
        if source in self.earlier and values["verdict"] != "blank":
            return "nothing"
        return "proposed" if values["proposed"] else str(values["verdict"])


def open_lines(folders: Sequence[Path], source: str | None = None) -> OpenLines:
    """Return the lines of users' sources that are not accounted for, in order; those with a proposed verdict last.

    Raises AzmilError if the seeds describe no source, or not the given one.
    """
    found = _Sources(folders)
    chosen = [found.id_of(source)] if source else found.present
    rows: list[tuple[bool, str, int]] = []
    total = 0
    for name in chosen:
        verdicts = {line: found.verdict(name, line) for line in sorted(found.passages[name])}
        total += sum(verdict != "blank" for verdict in verdicts.values())
        rows += [
            (verdict == "proposed", name, line) for line, verdict in verdicts.items() if verdict in ("open", "proposed")
        ]
    rows.sort(key=lambda row: row[0])
    kept = {name: texts.find(str(found.entries[name].values.get("sha256"))) for name in chosen}
    answer = _answer(found, rows, kept)
    proposed = sum(is_proposed for is_proposed, _, _ in rows)
    return OpenLines(answer, len(rows) - proposed, proposed, total, any(kept.values()), found.unread)


def _answer(found: _Sources, rows: Iterable[tuple[bool, str, int]], kept: dict[str, list[str]]) -> Answer:
    has_several = len(found.present) > 1
    columns = [
        Column("source", "id", place="wide", meaning="id of the source"),
        Column("line", "lines", meaning="the line, as written in citations"),
        Column("proposed", "text", meaning="reason of a proposed verdict"),
        Column("thing", "id", meaning="thing that cites the line, but is not a claim"),
        Column("text", "prose", meaning="text of the line, if the document is attached"),
    ]
    listed = []
    for is_proposed, source, line in rows:
        values = found.passages[source][line].values
        lines = kept[source]
        text = lines[line - 1].strip() if len(lines) >= line else None
        locator = str(Lines(source if has_several else "", line, line))
        thing = found.named.get((source, line))
        listed.append((source, locator, values["reason"] if is_proposed else None, thing, text))
    return Answer(columns, listed)


def judge(folders: Sequence[Path], wanted: Sequence[Lines], reason: str | None, *, reopens: bool = False) -> Judged:
    """Write to the seed files that lines state nothing, for a reason; return what was judged.

    Without a reason, confirm the proposed verdicts among the lines, and skip all others. ``reopens`` removes verdicts
    instead. Blank lines inside a range are skipped. Raises AzmilError, and writes nothing, if a line does not exist or
    is cited.
    """
    if reason is not None and (not reason.strip() or not reason.isprintable() or len(reason) > LONGEST_REASON):
        raise BAD_REASON(text=reason[:40].encode(errors="backslashreplace").decode(), most=LONGEST_REASON)
    files = edits.Files.of(file.path for file in user_files(folders))
    found = _Sources(folders)
    if found.problems:
        error = UNREADABLE(count=counted(found.unread, "problem"))
        error.details = tuple(found.problems)
        raise error
    confirms = reason is None and not reopens
    chosen = list(dict.fromkeys(_chosen(found, wanted, skips_cited=confirms)))
    if confirms:
        chosen = [place for place in chosen if found.verdict(*place) == "proposed"]
        if not chosen:
            raise NO_REASON()
    fields: dict[str, str | None] = {
        "verdict": "nothing",
        "reason": reason.strip() if reason else None,
        "proposed": None,
    }
    if reopens:
        fields = {"verdict": None, "reason": None, "proposed": None}
    elif reason is None:
        fields = {"proposed": None}
    _write(found, chosen, fields, files)
    is_prefixed = len(found.entries) > 1
    return Judged(
        _printed(chosen, named=is_prefixed), len(chosen), reason or "", "" if reopens else _twins(found, chosen)
    )


def _chosen(found: _Sources, wanted: Sequence[Lines], *, skips_cited: bool) -> Iterable[tuple[str, int]]:
    """Yield the source and number of each line in ranges; raise AzmilError if one cannot be judged."""
    for lines in wanted:
        source = found.id_of(lines.source)
        passages = found.passages[source]
        in_range = [line for line in sorted(passages) if lines.first <= line <= lines.last]
        in_range = [line for line in in_range if found.verdict(source, line) != "blank"]
        if not in_range or lines.last > max(passages):
            raise NO_LINE(line=lines.last, source=source)
        for line in in_range:
            if found.verdict(source, line) == "cited" and not skips_cited:
                raise CITED(line=line, source=source, id=found.cited[source, line])
            yield source, line


def _write(found: _Sources, chosen: Iterable[tuple[str, int]], fields: dict[str, str | None], files: Files) -> None:
    """Write the same fields to the passages of lines."""
    by_file: dict[Path, dict[Place, dict[str, str | None]]] = {}
    for source, line in chosen:
        entry = found.passages[source][line]
        by_file.setdefault(entry.file.path, {})[entry.line, entry.column] = fields
    for path, changes in by_file.items():
        files.patch(path, changes)
    edits.write(files)


def _twins(found: _Sources, chosen: Sequence[tuple[str, int]]) -> str:
    """Return the locator of the open lines that have the same words as judged ones."""
    prints = {(source, found.passages[source][line].values["fingerprint"]) for source, line in chosen}
    twins = [
        (source, line)
        for source in {source for source, _ in chosen}
        for line, entry in found.passages[source].items()
        if (source, entry.values["fingerprint"]) in prints and (source, line) not in chosen
        if found.verdict(source, line) in _NOT_DONE
    ]
    return _printed(sorted(twins), named=len(found.entries) > 1)


def _printed(places: Iterable[tuple[str, int]], *, named: bool) -> str:
    """Return the locator of lines, with consecutive lines as ranges."""
    ranges: list[Lines] = []
    for source, line in sorted(places):
        if ranges and ranges[-1].source == source * named and ranges[-1].last == line - 1:
            ranges[-1] = ranges[-1]._replace(last=line)
        else:
            ranges.append(Lines(source * named, line, line))
    return printed(ranges)
