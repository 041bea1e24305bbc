"""``update``: a new edition of a document compared with its source, and written to the seed files if wanted."""

from __future__ import annotations

from contextlib import closing
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from azmil import store
from azmil.errors import AzmilError, Notify, ignore
from azmil.seeds import editions
from azmil.store.texts import ATTACHED
from azmil.values.answers import Answer, Column
from azmil.values.editions import CERTAIN, CHANGED, VERDICTS
from azmil.values.progress import silent
from azmil.workbench import edits, new_edition, takeover, undo
from azmil.workbench import texts as kept

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from azmil.paths import Address
    from azmil.values.progress import Progress
    from azmil.workbench.editions import Outcome

COLUMNS = (
    Column("line", meaning="line of the old edition"),
    Column("verdict", meaning="what became of it"),
    Column("now", meaning="line, or possible lines, of the new edition"),
    Column("words", "prose", meaning="words that changed, or else the line"),
    Column("records", "prose", meaning="ids of the records that cite the line"),
    Column("old", "prose", place="wide", meaning="the line in the old edition, if its text is known"),
    Column("new", "prose", place="wide", meaning="the line in the new edition"),
)
MOST_WORDS = 12  # of a line that is shown for a lost line


class Update(NamedTuple):
    """The result of an update: the source, its lines to read, the number of lines by verdict, the written files.

    ``undecided`` is the number of citations of earlier editions, one for each line, that were to be decided before.
    """

    source: str
    answer: Answer
    counts: dict[str, int]
    written: list[Path]
    undecided: int


def update(
    path: Path,
    folder: Path,
    source: str | None,
    database: Address,
    *,
    writes: bool = False,
    notify: Notify = ignore,
    progress: Progress = silent,
) -> Update:
    """Compare a new edition of a document with its source, by default the one with most of its lines.

    With ``writes``, the seeds describe the new edition afterwards: citations of lines that are the same or moved have
    their new numbers, all others refer to the old edition. Raises AzmilError if the document or the seeds cannot be
    read, or a seed file cannot be written; nothing is written then.
    """
    edition = new_edition.read(path, folder, source, _texts(database), progress)
    outcomes = edition.outcomes
    counts = {verdict: sum(outcome.verdict == verdict for outcome in outcomes) for verdict in VERDICTS}
    cited = edition.old.citing_by_line
    rows = [(*_row(outcome, cited[outcome.line]),) for outcome in outcomes if outcome.verdict not in CERTAIN]
    written = []
    if writes:
        progress("writing seed files", 0, 0)
        files = takeover.files_of(edition)
        written = edits.write(files)
        try:
            if written:
                undo.record(folder, files)
        except AzmilError as error:
            notify(error)
        try:
            kept.keep(edition.document.sha256, edition.document.texts)
        except AzmilError as error:
            notify(error)
    undecided = sum(1 for _ in editions.undecided(edition.old.book))
    return Update(edition.old.source, Answer(list(COLUMNS), rows), counts, written, undecided)


def _row(outcome: Outcome, records: Iterable[str]) -> tuple[object, ...]:
    now = ", ".join(map(str, outcome.lines)) or None
    ids = ", ".join(records)
    return outcome.line, outcome.verdict, now, _words(outcome), ids, outcome.old, outcome.new


def _words(outcome: Outcome) -> str | None:
    """Return the words of a line that changed, such as ``6 -> 7``, or else the beginning of the line."""
    if outcome.verdict == CHANGED and outcome.old is not None and outcome.new is not None:
        return "; ".join(_replaced(outcome.old.split(), outcome.new.split()))
    text = outcome.new if outcome.new is not None else outcome.old
    if text is None or outcome.verdict == CHANGED:
        return text
    words = text.split()
    return " ".join(words[:MOST_WORDS]) + " …" * (len(words) > MOST_WORDS)


def _replaced(old: list[str], new: list[str]) -> Iterable[str]:
    """Yield each place where words differ, with a word before and after it."""
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            before = " ".join(old[max(start - 1, 0) : end + 1])
            after = " ".join(new[max(first - 1, 0) : last + 1])
            yield f"{before} → {after}"


def _texts(database: Address) -> dict[tuple[str, int], str]:
    """Return the text of documents that azmil has, by SHA-256 and line: attached to the database, or kept."""
    texts: dict[tuple[str, int], str] = {}
    connection = store.current(database)
    if connection is not None:
        with closing(connection):
            texts.update(((sha256, line), text) for sha256, line, text in store.rows(connection, ATTACHED))
    for sha256, lines in kept.all_kept():
        texts.update(((sha256, number), line) for number, line in enumerate(lines, 1))
    return texts
