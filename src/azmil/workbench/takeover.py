"""The seeds of a new edition: what ``source update`` writes."""

from __future__ import annotations

from collections import defaultdict
from itertools import count, islice
from typing import TYPE_CHECKING

from azmil.seeds import ledgers
from azmil.seeds.defaults import NONE
from azmil.values import editions
from azmil.values.fingerprints import fingerprint
from azmil.workbench import edits, items, sections
from azmil.workbench.citations import Rewriter
from azmil.workbench.edits import Edit
from azmil.workbench.items import MOST_PASSAGES, passage_item, passage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from azmil.seeds.entry import Entry
    from azmil.workbench.edits import Files
    from azmil.workbench.items import Items
    from azmil.workbench.new_edition import Edition
    from azmil.workbench.sections import Part


def files_of(edition: Edition) -> Files:
    """Return the seed files as they describe the new edition.

    Citations of lines that are the same or moved get their new numbers. All others refer to the old edition, which
    then becomes a source, until someone decides on them.
    """
    return _Takeover(edition).files()


class _Takeover:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.old = edition.old
        self.old_prints = edition.old.fingerprints
        self.lines = edition.document.lines
        self.prints = [fingerprint(line.text) for line in self.lines]
        self.id = f"{self.old.source}-edition-{len(self.old.editions) + 1}"
        comparison = edition.comparison
        self.origins = {new: old for old, new in (comparison.changes | comparison.places).items()}
        self.parts = sections.parts(self.old.bounds, self.origins, len(self.lines))
        self.rewriter = Rewriter(
            self.old.source, self.id, comparison.places | comparison.together, self.old_prints, self.prints
        )
        self.is_kept = any(self.rewriter.cites_undecided(each.cited.first, each.cited.last) for each in self.old.citing)
        self.result = edition.files
        self.added: dict[str, int] = defaultdict(int)  # rows by table

    def files(self) -> Files:
        if self.old_prints != self.prints:
            self.cites()
            if self.is_kept:
                self.keep()
            self.sections()
            self.passages()
            self.ledger()
            self.expected()
        self.source()
        return self.result

    def edit(self, path: Path, changes: Iterable[Edit]) -> None:
        self.result.edit(path, changes)

    def cites(self) -> None:
        by_place: dict[Path, dict[tuple[int, int], str]] = defaultdict(dict)
        for each in self.old.citing:
            default = self.old.book.default_of(each.cited)
            by_place[each.entry.file.path][each.cited.line, each.cited.column] = default
        for path, places in by_place.items():
            written = self.result.values(path)
            changed = {place: self.rewriter.text(written[place], default) for place, default in places.items()}
            self.edit(path, (Edit(*place, new) for place, new in changed.items() if new != written[place]))

    def source(self) -> None:
        entry = self.old.entry
        new = {"sha256": self.edition.document.sha256, "line_count": str(len(self.lines))}
        self.result.patch(entry.file.path, {(entry.line, entry.column): new})

    def taken_apart(self, path: Path) -> Items:
        entries = [entry for found in self.old.seeds.entries.values() for entry in found if entry.file.path == path]
        return items.taken_apart(self.result.text(path), entries)

    def sections(self) -> None:
        by_path: dict[Path, list[Entry]] = defaultdict(list)
        for entry in self.old.sections:
            by_path[entry.file.path].append(entry)
        for path, entries in by_path.items():
            found = self.taken_apart(path)
            lines = items.lines_of(found.text)
            texts = []
            for entry in sorted(entries, key=lambda entry: entry.line):
                start = items.start_of(lines, entry)
                texts += [
                    self.section(entry, part, found.items[start], start)
                    for part in sorted(self.parts, key=lambda part: part.number)
                    if part.section == entry.values["id"]
                ]
            starts = {items.start_of(lines, entry) for entry in entries}
            self.result.change(path, found.replaced(starts, texts))
            self.added["sections"] += len(texts) - len(entries)

    @staticmethod
    def section(entry: Entry, part: Part, text: str, start: int) -> str:
        new = {"id": part.id, "first_line": str(part.first), "last_line": str(part.last)}
        return _patched(text, entry, start, new)

    def passages(self) -> None:
        by_path: dict[Path, list[Entry]] = defaultdict(list)
        for entry in self.old.passages:
            by_path[entry.file.path].append(entry)
        new = iter(self.new_passages())
        for number, (path, entries) in enumerate(by_path.items(), 1):
            found = self.taken_apart(path)
            lines = items.lines_of(found.text)
            starts = {items.start_of(lines, entry) for entry in entries}
            taken = list(islice(new, MOST_PASSAGES if number == len(by_path) else len(entries)))
            self.result.change(path, found.replaced(starts, taken))
        self.add_passages(self.old.source, list(new))
        self.added["passages"] += len(self.lines) - len(self.old.passages)

    def add_passages(self, source: str, texts: list[str]) -> None:
        """Write the items of lines to new files."""
        folder = self.old.entry.file.folder / "passages"
        paths = (folder / f"{source}{f'-{number}' if number > 1 else ''}.yaml" for number in count(1))
        free = (path for path in paths if not self.result.text(path))
        for start in range(0, len(texts), MOST_PASSAGES):
            self.result.change(next(free), "".join(texts[start : start + MOST_PASSAGES]))

    def new_passages(self) -> list[str]:
        """Return the item of each line of the new edition, as written before if the line was in the old one."""
        written = dict(self.written_passages())
        judged = self.judged()
        bounds = [(part.id, part.first, part.last) for part in self.parts]
        texts = []
        for number, line in enumerate(self.lines, 1):
            section = sections.section_at(bounds, number) or None
            entry, text, start = written.get(self.origin(number), (None, "", 0))
            if entry is None:
                digits = self.prints[number - 1]
                if digits in judged:
                    item = passage_item(self.old.source, number, digits, section, line.page, judged[digits])
                else:
                    item = passage_of(self.old.source, number, line, section)
                texts.append(item)
            elif [number, section, line.page] == [entry.values[name] for name in ("line", "section_id", "page")]:
                texts.append(text)
            else:
                page = None if line.page is None else str(line.page)
                texts.append(_patched(text, entry, start, {"line": str(number), "section": section, "page": page}))
        return texts

    def origin(self, line: int) -> int | None:
        """Return the line of the old edition with the same words; of a blank line, that with the same number."""
        if self.prints[line - 1] is None:
            is_blank = line <= len(self.old_prints) and self.old_prints[line - 1] is None
            return line if is_blank else None
        old = self.origins.get(line)
        return old if old is not None and self.old_prints[old - 1] == self.prints[line - 1] else None

    def written_passages(self) -> Iterator[tuple[int | None, tuple[Entry, str, int]]]:
        """Yield each line of the old edition with its entry, its item as written, and the first line of that."""
        found: dict[Path, tuple[Items, list[str]]] = {}
        for entry in self.old.passages:
            path = entry.file.path
            if path not in found:
                apart = self.taken_apart(path)
                found[path] = apart, items.lines_of(apart.text)
            apart, lines = found[path]
            start = items.start_of(lines, entry)
            yield entry.values["line"], (entry, apart.items[start], start)

    def judged(self) -> dict[str, str]:
        """Return the reason of each line that is judged to state nothing in all its places, by fingerprint."""
        reasons: dict[str, set[str | None]] = defaultdict(set)
        for entry in self.old.passages:
            if entry.values["fingerprint"]:
                is_judged = entry.values["verdict"] == "nothing"
                reasons[entry.values["fingerprint"]].add(entry.values["reason"] if is_judged else None)
        return {digits: next(iter(found)) or "" for digits, found in reasons.items() if len(found) == 1 and all(found)}

    def keep(self) -> None:
        """Keep the old edition as a source."""
        folder = self.old.entry.file.folder
        entry = self.old.entry
        found = self.taken_apart(entry.file.path)
        start = items.start_of(items.lines_of(found.text), entry)
        title = f"{entry.values['title']}, earlier edition {len(self.old.editions) + 1}"
        text = _patched(found.items[start], entry, start, {"id": self.id, "title": title, "default_in": NONE})
        self.result.change(folder / "sources" / f"{self.id}.yaml", text)
        kept = []
        for section in self.old.sections:
            found = self.taken_apart(section.file.path)
            start = items.start_of(items.lines_of(found.text), section)
            new = {"id": f"{self.id}-{section.values['id']}", "source": self.id}
            kept.append(_patched(found.items[start], section, start, new))
        if kept:
            self.result.change(folder / "sections" / f"{self.id}.yaml", "".join(kept))
        lines = []
        for passage in sorted(self.old.passages, key=lambda passage: passage.values["line"]):
            values = passage.values
            section_id = values["section_id"] and f"{self.id}-{values['section_id']}"
            item = passage_item(self.id, values["line"], values["fingerprint"], section_id, values["page"])
            lines.append(item)
        self.add_passages(self.id, lines)
        self.added["sources"] += 1
        self.added["sections"] += len(kept)
        self.added["passages"] += len(lines)

    def ledger(self) -> None:
        path = self.old.entry.file.folder / ledgers.FOLDER / f"{self.old.source}{ledgers.ENDING}"
        text = self.result.text(path)
        rows = [self.followed(row) for row in editions.parse(text)] if text else []
        rows += [
            editions.Row(self.id, outcome.line, ", ".join(map(str, outcome.lines)), outcome.verdict)
            for outcome in self.edition.comparison.outcomes.values()
        ]
        self.result.change(path, editions.printed(rows))

    def followed(self, row: editions.Row) -> editions.Row:
        """Return a row of an earlier edition with its lines in the new one."""
        outcomes = [self.edition.comparison.outcomes[int(line)] for line in row.new_line.split(",") if line]
        useful = {
            editions.CHOOSE: editions.CERTAIN,
            editions.CHANGED: (*editions.CERTAIN, editions.CHANGED),
        }.get(row.verdict, editions.VERDICTS)
        lines = sorted({line for outcome in outcomes if outcome.verdict in useful for line in outcome.lines})
        verdict = row.verdict
        if not lines:
            verdict = editions.LOST
        elif row.verdict in editions.CERTAIN:
            verdict = outcomes[0].verdict
            if verdict in editions.CERTAIN:
                verdict = editions.SAME if lines == [row.old_line] else editions.MOVED
        return row._replace(new_line=", ".join(map(str, lines)), verdict=verdict)

    def expected(self) -> None:
        """Correct the expected numbers of rows."""
        for expected in self.old.seeds.expected:
            added = self.added[expected.table]
            if added and expected.file.folder == self.old.entry.file.folder:
                edit = Edit(expected.line, expected.column, str(expected.count + added))
                self.edit(expected.file.path, [edit])


def _patched(text: str, entry: Entry, start: int, new: Mapping[str, str | None]) -> str:
    """Return the item of an entry, which begins at line ``start`` of its file, with fields set or removed."""
    return edits.patched(text, {(entry.line - start + 1, entry.column): new})
