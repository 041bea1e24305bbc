"""Planted editions of the built-in source: ``python tests/benchmarks/editions.py DOCUMENT [SEED]``.

Without a document, it compares two editions of 10,000 made-up lines and prints the time that this takes.


Each edition is taken over into a copy of the built-in seeds, with and without the old text. The script then compares
every citation with the line that it had before, by the place that the line came from, and prints the number of
citations that are on other words, or on the same words in another place.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from azmil import paths
from azmil.seeds import check, seed_files
from azmil.seeds.book import Book
from azmil.seeds.entries import gather
from azmil.seeds.rows import citations_of
from azmil.values.fingerprints import fingerprint
from azmil.workbench import documents, edits, new_edition, takeover
from azmil.workbench.editions import compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SOURCE = "article"
STARTS = (0, 50, 188, 365)  # of the revisions
Line = tuple[str, int]  # the text, and the line of the old edition (0 for a new one)


def editions(lines: Sequence[str], seed: int) -> Iterator[tuple[str, list[Line]]]:
    """Yield the name and the lines of each planted edition."""
    whole = [(text, number) for number, text in enumerate(lines, 1)]
    one, two, three = (whole[first:last] for first, last in pairwise(STARTS))
    blocks = [whole[first : first + 20] for first in range(0, len(whole), 20)]
    random.Random(seed).shuffle(blocks)
    last = {text.strip(): number for text, number in whole}
    changed = _changed(whole, random.Random(seed))
    yield "a line on top", [("A new line.", 0), *whole]
    yield "revision 1 dropped", two + three
    yield "revision 2 dropped", one + three
    yield "revision 3 dropped", one + two
    yield "revisions 1 and 2 swapped", two + one + three
    yield "revisions 1 and 3 swapped", three + two + one
    yield "revision 1 moved to the end", two + three + one
    yield "revision 2 moved to the end", one + three + two
    yield "blocks of 20 shuffled", [line for block in blocks for line in block]
    yield "a digit changed in 15 lines", changed
    yield (
        "only last copies",
        [(text, number) for text, number in whole if not text.strip() or last[text.strip()] == number],
    )
    for revision, (first, end) in enumerate(pairwise(STARTS), 1):
        yield f"revision {revision} dropped and 15 lines changed", changed[:first] + changed[end:]


def _changed(whole: Sequence[Line], chance: random.Random) -> list[Line]:
    chosen = set(chance.sample([number for text, number in whole if re.search(r"\d", text)], 15))
    return [
        (re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), text, count=1), number) if number in chosen
        else (text, number)
        for text, number in whole
    ]  # fmt: skip


def cited(folder: Path) -> dict[str, set[tuple[str, int, str]]]:
    """Return the source, line and role of each cited line by record."""
    book = Book(gather(seed_files([folder], alone=True)))
    return {
        id_: {(source, line, role) for source, a, b, role in citations_of(book, entry) for line in range(a, b + 1)}
        for id_, entry in book.records.items()
    }


def misplaced(before: dict[str, set[tuple[str, int, str]]], folder: Path, old: Sequence[str], new: list[Line]) -> int:
    """Return the number of citations that are not on the line where they were."""
    count = 0
    after = cited(folder)
    for id_, places in before.items():
        expected = {(line, role) for _, line, role in places if old[line - 1].strip()}
        found = set()
        for source, line, role in after[id_]:
            text, origin = new[line - 1] if source == SOURCE else (old[line - 1], line)
            if text.strip():
                is_same = origin and text.strip() == old[origin - 1].strip()
                found.add((origin if is_same else -line, role))
        count += len(expected ^ found)
    return count


def many() -> None:
    """Print the verdicts on 10,000 lines, a third of them equal to others, of which 3,000 moved; and the time."""
    chance = random.Random(1)
    old = [f"Line {i} has {chance.randrange(10**9)} tugs." if i % 3 else f"Twin {i % 700}." for i in range(10_000)]
    new = ["A new line.", *old[3000:6000], *old[:3000], *old[6000:]]
    prints = [fingerprint(line) for line in old]
    for known in (dict(enumerate(old, 1)), {}):
        start = time.process_time()
        found = compare(prints, new, range(1, len(old) + 1), text=known)
        seconds = time.process_time() - start
        verdicts = Counter(outcome.verdict for outcome in found.outcomes.values())
        print(f"10,000 lines{', with text' * bool(known)}: {dict(verdicts)}; {seconds:.2f} s")


def main() -> None:
    """Print the verdicts and the misplaced citations of each planted edition."""
    if len(sys.argv) == 1:
        many()
        return
    document = Path(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    old, sha256 = documents.read_lines(document)
    texts = {(sha256, number): text for number, text in enumerate(old, 1)}
    built_in = paths.built_in_folder("seeds") / "azerbaijan"
    total = 0
    with tempfile.TemporaryDirectory() as name:
        folder, path = Path(name) / "azerbaijan", Path(name) / "new.txt"
        before = cited(built_in)
        for title, lines in editions(old, seed):
            for known in (texts, {}):
                shutil.rmtree(folder, ignore_errors=True)
                shutil.copytree(built_in, folder)
                path.write_text("".join(f"{text}\n" for text, _ in lines), encoding="utf-8")
                start = time.perf_counter()
                edition = new_edition.read(path, folder, SOURCE, known)
                edits.write(takeover.files_of(edition))
                seconds = time.perf_counter() - start
                wrong = misplaced(before, folder, old, lines)
                problems = check(seed_files([folder], alone=True), may_be_open=True, may_be_undecided=True).problems
                verdicts = Counter(outcome.verdict for outcome in edition.comparison.outcomes.values())
                listed = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
                print(f"{title}{', with text' * bool(known)}: {listed}; {wrong} misplaced; {seconds:.1f} s")
                print(*problems[:3], sep="\n", end="\n" * bool(problems))
                total += wrong + len(problems)
    print(f"{total} failures")
    raise SystemExit(bool(total))


if __name__ == "__main__":
    main()
