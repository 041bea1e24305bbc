"""Promise 6: an invalid seed file changes nothing and is reported with line, column and reason."""

from __future__ import annotations

import os
import random
import re
import shutil
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from harness import SMALL, Trial, azmil, digest, main

from azmil import paths
from azmil.errors import AzmilError
from azmil.seeds import Origin, check
from azmil.workbench.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

PROBLEM = re.compile(r"[^\n]+\.yaml:\d+:\d+: [^\n]+")
BOATS, HOLDINGS, PASSAGES = "equipment/boats.yaml", "holdings/boats.yaml", "passages/report.yaml"
SOURCES = "sources/report.yaml"
# File, old text, new text; each change must be reported at a place in that file.
DAMAGES: list[tuple[str, str, str]] = [
    (BOATS, "- id: tugs", "- id: [tugs"),
    (BOATS, "- id: tugs", "- id: {tugs"),
    (BOATS, "- id: tugs", "- id: 'tugs"),
    (BOATS, "- id: tugs", '- id: "tugs'),
    (BOATS, "- id: tugs", "- id: &a tugs"),
    (BOATS, "- id: tugs", "- id: *a"),
    (BOATS, "- id: tugs", "- id: !!str tugs"),
    (BOATS, "- id: tugs", "- id: !!python/object:os.system tugs"),
    (BOATS, "- id: tugs", "- id: tugs\n  <<: x"),
    (BOATS, "- id: tugs", "- id: tugs\n  id: tugs"),
    (BOATS, "- id: tugs", "- id: tugs\n  ? [a]\n  : b"),
    (BOATS, "- id: tugs", "- id: tugs\n  ? {a: b}\n  : c"),
    (BOATS, "name: tugs", "name: tugs # or\u2028boats"),
    (HOLDINGS, "count: over 600", "count: -5"),
    (HOLDINGS, "count: over 600", "count: between -5 and 3"),
    (HOLDINGS, "cite: 3", "cite: 2"),
    (BOATS, "- id: tugs", "-id: tugs"),
    (BOATS, "- id: tugs", "id: tugs"),
    (BOATS, "- id: tugs", "- \tid: tugs"),
    (BOATS, "- id: tugs", "- id: tugs\n\tname: x"),
    (BOATS, "- id: tugs", "- id:tugs"),
    (BOATS, "- id: tugs", "- id: Tugs"),
    (BOATS, "- id: tugs", "- id: tu gs"),
    (BOATS, "- id: tugs", "- id: -tugs"),
    (BOATS, "- id: tugs", "- id: tugs-"),
    (BOATS, "- id: tugs", "- id: tu--gs"),
    (BOATS, "- id: tugs", "- id: ../../tugs"),
    (BOATS, "- id: tugs", "- id: tügs"),
    (BOATS, "- id: tugs", f"- id: {'t' * 300}"),
    (BOATS, "- id: tugs", "- id:"),
    (BOATS, "- id: tugs", "- id: ~"),
    (BOATS, "- id: tugs", "- id: ''"),
    (BOATS, "- id: tugs", "- id: [tugs]"),
    (BOATS, "- id: tugs", "- id: {tugs: x}"),
    (BOATS, "- id: tugs", "- id: 'tu\\x1bgs'"),
    (BOATS, "- id: tugs", '- id: "tu\\x1bgs"'),
    (BOATS, "- id: tugs", "- id: tu\x07gs"),
    (BOATS, "- id: tugs", "- id: tu\x7fgs"),
    (BOATS, "- id: tugs", "- id: tu\x00gs"),
    (BOATS, "- id: tugs", "- tugs"),
    (BOATS, "- id: tugs", "- - id: tugs"),
    (BOATS, "- id: tugs", "- []"),
    (BOATS, "- id: tugs", "- ~\n- id: tugs"),
    (BOATS, "- id: tugs", "---\n---\n- id: tugs"),
    (BOATS, "- id: tugs", "...\n- id: tugs\n---\n- x"),
    (BOATS, "- id: tugs", "%YAML 9.9\n---\n- id: tugs"),
    (BOATS, "- id: tugs", "%TAG ! tag:x,2000:\n---\n- !x id: tugs"),
    (BOATS, "- id: tugs", "[" * 50_000),
    (BOATS, "- id: tugs", "{a: " * 50_000),
    (BOATS, "- id: tugs", "- " * 5_000 + "x"),
    (BOATS, "- id: tugs", "? " * 5_000 + "x"),
    (BOATS, "name: tugs", f"name: {'x' * 30_000}"),
    (BOATS, "name: tugs", "nmae: tugs"),
    (BOATS, "name: tugs", "name:"),
    (BOATS, "name: tugs", "name: [tugs]"),
    (BOATS, "name: tugs", 'name: "tugs\\uD800"'),
    (BOATS, "name: tugs", 'name: "tugs\\x9b"'),
    (BOATS, "  category: warship\n", ""),
    (BOATS, "category: warship", "category: warshp"),
    (BOATS, "category: warship", "category: Warship"),
    (BOATS, "category: warship", "category: [warship]"),
    (BOATS, "cite: 1, 4", "cite: 1"),
    (BOATS, "cite: 1, 4", "cite: 1, 4, 5"),
    (BOATS, "cite: 1, 4", "cite: 0, 1, 4"),
    (BOATS, "cite: 1, 4", "cite: 4-1"),
    (BOATS, "cite: 1, 4", "cite: 1-9999999999"),
    (BOATS, "cite: 1, 4", "cite: one"),
    (BOATS, "cite: 1, 4", "cite: ١, 4"),
    (BOATS, "cite: 1, 4", "cite:"),
    (BOATS, "cite: 1, 4", "cite: [1, 4]"),
    (BOATS, "cite: 1, 4", "cite: reprot:1, 4"),
    (BOATS, "  cite: 1, 4\n", ""),
    (BOATS, "    - tugboats", "    tugboats"),
    (BOATS, "    - tugboats", "    - {nmae: tugboats}"),
    (BOATS, "    - tugboats", "    - {kind: spelling}"),
    (BOATS, "    - tugboats", "    - tugboats\n    - tugboats"),
    (BOATS, "    - tugboats", "    - [tugboats]"),
    (BOATS, "    - tugboats", "    -"),
    (HOLDINGS, "holder: ruritania\n", "holder: ruritnia\n"),
    (HOLDINGS, "holder: ruritania\n", "holder: tugs\n"),
    (HOLDINGS, "holder: ruritania\n", "holder: ruritania-tugs\n"),
    (HOLDINGS, "- id: ruritania-tugs\n", "- id: tugs\n"),
    (HOLDINGS, "- id: ruritania-tugs\n", "- id: ruritania-tugs-2008\n"),
    (HOLDINGS, "count: over 600", "count: lots"),
    (HOLDINGS, "count: over 600", "count: 6.5"),
    (HOLDINGS, "count: over 600", f"count: {'9' * 40}"),
    (HOLDINGS, "count: over 600", "count: 1e400"),
    (HOLDINGS, "count: over 600", "count: NaN"),
    (HOLDINGS, "date: 2008", "date: last year"),
    (HOLDINGS, "date: 2008", "date: 2008-13"),
    (HOLDINGS, "date: 2008", "date: 2008-02-30"),
    (HOLDINGS, "date: 2008", "date: 2009/2008"),
    (HOLDINGS, "date: 2008", "date: 99999"),
    (HOLDINGS, "date: 2008", "date: 12:30"),
    (HOLDINGS, "date: 2008", "date: 2010"),
    (HOLDINGS, "had 7 tugs", "had 8 tugs"),
    (PASSAGES, "line: 3", "line: 2"),
    (PASSAGES, "line: 3", "line: 0"),
    (PASSAGES, "line: 3", "line: 9"),
    (PASSAGES, "line: 3", "line: three"),
    (PASSAGES, "line: 3", "line: 99999999999999999999"),
    (PASSAGES, "source: report, line: 3", "source: reprot, line: 3"),
    (PASSAGES, "source: report, line: 3", "line: 3"),
    (PASSAGES, "- {source: report, line: 3, fingerprint: bbbb}\n", ""),
    (PASSAGES, "fingerprint: bbbb", "verdict: wrong"),
    (PASSAGES, "fingerprint: bbbb", "section: nowhere"),
    (SOURCES, "line_count: 4", "line_count: four"),
    (SOURCES, "line_count: 4", "line_count: 0"),
    (SOURCES, "line_count: 4", "line_count: 3"),
    (SOURCES, "line_count: 4", "line_count: 5"),
    (SOURCES, "reliability: f", "reliability: z"),
    (SOURCES, "0" * 64, "0" * 63),
    (SOURCES, "- id: report", "- id: article-of-nobody"),
]


def _replaced(make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Return a function that removes a file and creates something else in its place."""

    def spoil(path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def _too_deep(path: Path) -> None:
    deeper = path.parent / "x" / path.name
    deeper.parent.mkdir()
    path.rename(deeper)


FILES: dict[str, Callable[[Path], object]] = {
    "not UTF-8": lambda path: path.write_bytes(b"- id: t\xffgs\n"),
    "UTF-16": lambda path: path.write_bytes(path.read_text().encode("utf-16")),
    "zeros": lambda path: path.write_bytes(bytes(1000)),
    "noise": lambda path: path.write_bytes(random.randbytes(1000)),
    "a FIFO": _replaced(os.mkfifo),
    "a folder": _replaced(Path.mkdir),
    "a broken link": _replaced(lambda path: path.symlink_to("nowhere")),
    "a link to itself": _replaced(lambda path: path.symlink_to(path.name)),
    "a device": _replaced(lambda path: path.symlink_to("/dev/zero")),
    "too large": lambda path: path.write_bytes(b"# \n" * 4_000_000),
    "in a wrong folder": lambda path: shutil.copy(path, path.parent.parent / "boats.yaml"),
    "in a folder too deep": _too_deep,
    "in an unknown folder": lambda path: path.parent.rename(path.parent.parent / "equipmnet"),
    "of another kind": lambda path: path.write_text((SMALL / HOLDINGS).read_text()),
}
HARMLESS: dict[str, Callable[[Path], object]] = {
    "BOM": lambda path: path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes()),
    "CRLF": lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")),
    "no newline at the end": lambda path: path.write_bytes(path.read_bytes().rstrip()),
    "an editor's backup": lambda path: shutil.copy(path, path.with_name("boats.yaml~")),
    "an editor's swap file": lambda path: path.with_name(".boats.yaml.swp").write_bytes(b"\x00"),
    "comments": lambda path: path.write_text(f"# boats\n{path.read_text()}# end\n"),
    "a document marker": lambda path: path.write_text(f"---\n{path.read_text()}...\n"),
    "quoted": lambda path: path.write_text(path.read_text().replace("name: tugs", "name: 'tugs'")),
    "decomposed letters": lambda path: path.write_text(path.read_text().replace("tugboats", "tu\u0308gboats")),
}


def find_problems(folder: Path) -> str:
    """Return the problems of a seed folder, an empty text if there are none, or how the check itself failed."""
    origin = Origin((folder,), is_alone=True)
    try:
        start = time.process_time()
        problems = "\n".join(map(str, check(origin.files(), may_be_open=True).problems))
        if time.process_time() - start > 2:
            return "it took longer than 2 s"
        if not problems:
            load(folder.parent / "built.db", origin)
    except AzmilError as error:
        return f"only the load reported it: {error}"
    except Exception:  # noqa: BLE001 - a traceback is a failure
        return f"a traceback: {traceback.format_exc()[-600:]}"
    return problems


def are_problems(problems: str) -> bool:
    """Return whether each line of a text is a problem with its place."""
    return all(PROBLEM.fullmatch(line) for line in problems.split("\n"))


def reject(folder: Path, *, is_long: bool) -> Trial:
    """Damage a small folder of seeds in each way: reported at a place in the damaged file."""
    trial = Trial("6. kinds of damage: reported with file, line, column and reason")
    seeds = folder / "seeds"
    for name, old, new in DAMAGES if is_long else DAMAGES[::9]:
        shutil.rmtree(seeds, ignore_errors=True)
        shutil.copytree(SMALL, seeds)
        text = (SMALL / name).read_text()
        assert old in text
        (seeds / name).write_bytes(text.replace(old, new, 1).encode(errors="surrogatepass"))
        problems = find_problems(seeds)
        # An error in the file of a source may be reported where the source is cited.
        is_named = any(part in problems for part in (f"seeds/{name}:", f"seeds/{SOURCES}:")) or name == SOURCES
        trial.check(are_problems(problems) and is_named, f"{name}: {new[:60]!r}: {problems[-300:]}")
    for what, spoil in FILES.items():
        shutil.rmtree(seeds, ignore_errors=True)
        shutil.copytree(SMALL, seeds)
        spoil(seeds / BOATS)
        problems = find_problems(seeds)
        trial.check(are_problems(problems) and "seeds/" in problems, f"{what}: {problems[-300:]}")
    return trial


def accept(folder: Path, *, is_long: bool) -> Trial:  # noqa: ARG001 - same signature as the others
    """Change the seeds in ways that are odd but harmless: accepted."""
    trial = Trial("6. harmless oddities: accepted")
    seeds = folder / "seeds"
    for what, change in HARMLESS.items():
        shutil.rmtree(seeds, ignore_errors=True)
        shutil.copytree(SMALL, seeds)
        change(seeds / BOATS)
        problems = find_problems(seeds)
        trial.check(not problems, f"{what}: {problems}")
    return trial


def _damaged(raw: bytes, chance: random.Random) -> bytes:
    """Return the bytes of a file, damaged at random as by editors, disks and merges."""
    lines = raw.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    byte = chance.randrange(len(raw))
    kind = chance.randrange(10)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    elif kind == 2:
        lines[at] = chance.choice([b" ", b"  ", b"\t"]) + lines[at]
    elif kind == 3:
        lines[at] = lines[at].lstrip()
    elif kind == 4:
        lines[at : at + 1] = [b"<<<<<<< ours\n", lines[at], b"=======\n", lines[at], b">>>>>>> theirs\n"]
    elif kind == 5:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 6:
        return raw[:byte]
    elif kind == 7:
        return raw[:byte] + bytes([raw[byte] ^ 1 << chance.randrange(8)]) + raw[byte + 1 :]
    elif kind == 8:
        return (
            raw[:byte]
            + chance.choice([b"'", b'"', b"[", b"{", b":", b"- ", b"\x00", b"\xff", b"&a ", b"!"])
            + raw[byte:]
        )
    else:
        return raw[:byte] + raw[byte + chance.randrange(1, 200) :]
    return b"".join(lines)


def _memory(name: str) -> int:
    """Return a value from the memory status of this process, in KiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return int(status.partition(f"{name}:")[2].split()[0])


def damage_copies(folder: Path, *, is_long: bool) -> Trial:
    """Damage copies of the built-in seeds at random: problems are reported, or the seeds are still valid."""
    trial = Trial("6. damaged copies of the real seeds: reported, or still valid; no traceback, under 2 s")
    seeds = folder / "seeds"
    shutil.copytree(
        paths.built_in_folder("seeds"), seeds, ignore=shutil.ignore_patterns("vocabularies", "expected.yaml")
    )
    files = sorted(seeds.rglob("*.yaml"))
    chance = random.Random(365)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # reset the peak
    before = _memory("VmRSS")
    for _ in range(600 if is_long else 4):
        path = chance.choice(files)
        intact = path.read_bytes()
        path.write_bytes(_damaged(intact, chance))
        problems = find_problems(seeds)
        trial.check(not problems or are_problems(problems), f"{path.name}: {problems[-500:]}")
        path.write_bytes(intact)
    grown = _memory("VmHWM") - before
    trial.check(grown < 200 * 1024, f"memory grew by {grown:,} KiB in one process")
    trial.tried -= 1
    return trial


def change_nothing(folder: Path, *, is_long: bool) -> Trial:  # noqa: ARG001 - same signature as the others
    """Load damaged seeds over a database: refused, and the database is not changed."""
    trial = Trial("6. loads of damaged seeds: refused, the database unchanged")
    target, seeds = folder / "azmil.db", folder / "seeds"
    azmil("--database", target, "load", "--alone", SMALL)
    before = digest(target)
    for name, old, new in DAMAGES[::40]:
        shutil.rmtree(seeds, ignore_errors=True)
        shutil.copytree(SMALL, seeds)
        (seeds / name).write_text((SMALL / name).read_text().replace(old, new, 1))
        ended = azmil("--database", target, "load", "--alone", seeds)
        *lines, last = ended.stderr.rstrip("\n").split("\n")
        is_reported = all(PROBLEM.fullmatch(line) for line in lines) and last.endswith("nothing was changed")
        trial.check(
            ended.returncode == 1 and is_reported and digest(target) == before, f"{new[:50]!r}: {ended.stderr[-300:]}"
        )
    return trial


if __name__ == "__main__":
    main(reject, accept, change_nothing, damage_copies)
