"""Proposals compared with the seeds and with the lines that they cite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from azmil.model import Claim
from azmil.seeds import rows
from azmil.seeds.items import EXTENDS
from azmil.values.dates import MONTHS
from azmil.workbench.comparing import hedging, naming, numbers
from azmil.workbench.drafts import adding, writing
from azmil.workbench.drafts.drafting import Drafter
from azmil.workbench.drafts.kinds import kind_of
from azmil.workbench.hints.lines import of_claim
from azmil.workbench.hints.reading import Reading
from azmil.workbench.proposals.kept import Proposal, key_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from azmil.seeds.entry import Entry
    from azmil.workbench.drafts.adding import Target
    from azmil.workbench.drafts.drafting import Draft

AROUND = 2  # lines shown before and after the cited ones
MOST_SHOWN = 40  # lines of a proposal
_IN_PARENTHESES = re.compile(r"\([^)]*\)")  # what a sentence adds about itself, such as "(number not given)"
_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w'-]*[\w](?: (?:of |the |and )*[A-Z][\w'-]*\w)*")


class Line(NamedTuple):
    """A line of a source near those that a proposal cites: where it is, its text, and whether it is cited."""

    place: str
    text: str
    is_cited: bool


class Examined(NamedTuple):
    """A proposal as a record: its sentence, its text in a seed file, its lines, and what may be wrong with it.

    ``draft`` is None if it is not valid.
    """

    proposal: Proposal
    key: str
    sentence: str
    text: str
    lines: list[Line]
    flags: list[str]
    draft: Draft | None

    @property
    def cited(self) -> str:
        """The lines that it cites, as given."""
        return str(self.proposal.fields.get("cite") or "")


class Examiner:
    """Examines proposals for a seed folder; valid ones stay in its book until they are forgotten."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        self.folder = folder
        self.alone = alone
        self.read_again()
        self._count = 0

    def read_again(self) -> None:
        """Read the seeds again."""
        self.seeds: Target = adding.seeds_of(self.folder, alone=self.alone)
        self.reading = Reading(self.seeds.book)

    def examine(self, proposal: Proposal) -> Examined:
        """Return what a proposal says and what may be wrong with it."""
        self._count += 1
        cls = kind_of(proposal.kind)
        drafter = Drafter(self.seeds.book, cls, self.seeds.folder, f"proposal {self._count}")
        item = proposal.item()
        flags = []
        if EXTENDS in proposal.fields:
            flags.append("a proposal adds a record: add what it says about an existing one to your seed files")
        draft, problems = drafter.add_alone(item)
        flags += [str(problem.error) for problem in problems]
        said = {name: plain(node) for name, node in draft.fields.items()}
        key = key_of(proposal.kind, said)
        lines = list(self._lines(draft.entry))
        if flags:
            self.seeds.book.remove(draft.entry)
            given = str(proposal.fields.get("sentence") or "")
            return Examined(proposal, key, given, writing.item(draft.fields), lines, flags, None)
        flags += self._compared(draft.entry, draft.sentence)
        return Examined(proposal, key, draft.sentence, writing.item(draft.fields), lines, flags, draft)

    def forget(self, examined: Examined) -> None:
        """Remove a proposal from the book."""
        if examined.draft is not None:
            self.seeds.book.remove(examined.draft.entry)

    def _compared(self, entry: Entry, sentence: str) -> Iterator[str]:
        """Yield what a valid record says that its lines do not."""
        lines = self.reading.lines(entry)
        if lines is None:
            if entry.cited:
                yield "not compared with its lines, whose text azmil does not have: attach the document"
            return
        if not issubclass(entry.cls, Claim):
            return
        found = list(of_claim(self.reading, entry, lines))
        for hint in found:
            yield f"{hint.name}: {hint.message}; {hint.advice}"
        texts = [text for cited in lines for text in cited]
        said = " ".join(hint.message for hint in found)
        for part in self._unsupported(entry, sentence, texts):
            if part not in said:
                yield f"not-in-lines: the sentence says '{part}', and the lines do not; correct it or the lines"

    def _unsupported(self, entry: Entry, sentence: str, texts: list[str]) -> Iterator[str]:
        """Yield the figures, names and negations in a sentence that neither its lines nor its fields have."""
        plain_sentence = _IN_PARENTHESES.sub("", sentence)
        said = self.reading.said(entry)
        known = {value for text in texts for number in numbers.numbers(text) for value in number.values}
        known |= {value for figure in said.figures for value in figure.values}
        dates = " ".join(str(entry.values.get(name) or "") for name in ("date", "date_wording"))
        for number in numbers.numbers(plain_sentence):
            printed = plain_sentence[number.start : number.end]
            is_figure = number.kind in ("count", "year") and any(map(str.isdigit, printed))
            if is_figure and known.isdisjoint(number.values) and printed not in dates:
                yield printed
        names = [name for item in (entry, *entry.children) for name in self._names_of(item)]
        stems = frozenset().union(*(naming.stems_of(text) for text in (*texts, *names)))
        for match in _NAME.finditer(plain_sentence):
            if match[0] not in MONTHS and not self._is_known(match[0], stems, texts):
                yield match[0]
        negated = [marker.word for marker in hedging.firm_markers(plain_sentence) if marker.kind == "negated"]
        found = {marker.kind for text in texts for marker in hedging.markers(text)}
        if negated and not found & {"negated", "denied"}:
            yield negated[0]

    def _is_known(self, name: str, stems: frozenset[str], texts: list[str]) -> bool:
        """Return whether lines contain a word of a name, or name the thing in another way, such as by initials."""
        wanted = naming.stems_of(name)
        if not wanted or wanted & stems:
            return True
        return any(
            naming.is_named(names, texts)
            for names in map(self.reading.names, self.reading.things)
            if any(wanted <= naming.stems_of(each) for each in names)
        )

    def _names_of(self, item: Entry) -> Iterator[str]:
        for field in item.fields.values():
            other = self.seeds.book.records.get(item.values.get(field.column) or "")
            if field.type == "reference" and other is not None:
                yield from self.reading.names(other)

    def _lines(self, entry: Entry) -> Iterator[Line]:
        """Yield the cited lines with their neighbours."""
        shown: dict[tuple[str, int], bool] = {}
        for source, first, last, _ in rows.citations_of(self.seeds.book, entry):
            for line in range(first - AROUND, last + AROUND + 1):
                shown[source, line] = shown.get((source, line), False) or first <= line <= last
        for (source, line), is_cited in list(shown.items())[:MOST_SHOWN]:
            text = self.reading.text_of(source)
            if 1 <= line <= len(text) and (is_cited or text[line - 1].strip()):
                yield Line(self.reading.printed(source, line, line), text[line - 1], is_cited)
