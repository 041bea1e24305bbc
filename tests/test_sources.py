"""Sources: verdicts on every line, citations of claims, and the user's documents."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from azmil.seeds import Origin, check
from azmil.values.fingerprints import fingerprint
from azmil.workbench import adding, texts
from azmil.workbench.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

REPORT = "Ruritania has over 600 tugs.\n\nIt had 7 tugs in 2008.\nRuritania has over 600 tugs."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def mine(azmil: Callable[..., Result], report: Path, seeds: Path, tmp_path: Path) -> Path:
    """A database of the user's document, built as in the README."""
    for name in ("sources", "passages"):
        shutil.rmtree(seeds / name)
    assert azmil("source", "add", str(report), "--seeds", str(seeds)).code == 0
    path = tmp_path / "mine.db"
    load(path, Origin((seeds,), is_alone=True))
    return path


def test_each_of_the_297_lines_is_cited_and_none_is_open(azmil: Callable[..., Result]) -> None:
    rows = azmil("coverage", "--all", "--format", "json").rows
    assert len(rows) == 297
    assert {row["verdict"] for row in rows} == {"cited"}
    assert all(row["claims"] for row in rows)
    assert len([row for row in rows if row["repeats"] is None]) == 188
    assert "297 of 297 nonblank lines are accounted for" in azmil("coverage").out


def test_the_claims_of_a_line_are_listed(azmil: Callable[..., Result]) -> None:
    (row,) = azmil("coverage", "115", "--format", "json").rows
    assert (row["line"], row["section"], row["repeats"]) == (115, "revision-2", None)
    assert row["claims"] == "navy-osa-ii, navy-patrol-boats, navy-stenka"


def test_a_line_that_does_not_exist_is_an_error(azmil: Callable[..., Result]) -> None:
    assert (
        azmil("coverage", "366").err == "azmil: no such line '366' in 'article', or it is blank; use lines 1 to 365\n"
    )
    assert (
        azmil("coverage", "x").err
        == "azmil: 'x' is not a valid line or range of lines; use a form like 53, 51-60 or report:53, 60\n"
    )


def test_without_the_document_the_lines_are_listed_with_a_hint(
    azmil: Callable[..., Result],
) -> None:
    ended = azmil("cite", "navy-osa-ii")
    assert ended.out.split() == ["navy-osa-ii", "115", "revision-2", "253", "revision-3"]
    assert ended.err == ("azmil: to see the text of these lines, attach the document with 'azmil source attach FILE'\n")


def test_a_document_of_the_user_can_be_added_loaded_verified_attached_and_cited(
    azmil: Callable[..., Result], mine: Path, report: Path
) -> None:
    on_mine = ("--database", str(mine))
    assert azmil(*on_mine, "source", "verify", str(report)).code == 0
    assert azmil(*on_mine, "source", "attach", str(report)).code == 0
    ended = azmil(*on_mine, "cite", "ruritania-tugs", "--format", "json")
    assert '"text": [\n        "Ruritania has over 600 tugs."\n      ]' in ended.out
    assert azmil(*on_mine, "search", "tugs", "--format", "csv").out.count(",line,") == 3


def test_attached_text_is_kept_by_a_load(azmil: Callable[..., Result], mine: Path, report: Path, seeds: Path) -> None:
    on_mine = ("--database", str(mine))
    azmil(*on_mine, "source", "attach", str(report))
    assert azmil(*on_mine, "load", "--alone", str(seeds)).code == 0
    with closing(sqlite3.connect(mine, isolation_level=None)) as connection:
        assert connection.execute("SELECT text FROM passages WHERE line = 3").fetchone() == ("It had 7 tugs in 2008.",)


def damage(database: Path, text: str, bit: int) -> None:
    """Flip a bit in the first byte of each occurrence of a text in a database."""
    before = text.encode()
    whole = database.read_bytes()
    assert before in whole
    database.write_bytes(whole.replace(before, bytes([before[0] ^ bit]) + before[1:]))


def test_a_document_is_not_attached_to_a_damaged_database(
    azmil: Callable[..., Result], mine: Path, report: Path
) -> None:
    damage(mine, "Ruritania", 2)
    damaged = mine.read_bytes()
    ended = azmil("--database", str(mine), "source", "attach", str(report))
    assert (ended.code, ended.err) == (
        1,
        (
            f"azmil: '{mine}' does not match its checksum: it was damaged, or changed by another program; "
            f"rebuild it with 'azmil --database {mine} load'\n"
        ),
    )
    assert mine.read_bytes() == damaged


@pytest.mark.parametrize("bit", [2, 128])
def test_a_load_omits_damaged_attached_text(azmil: Callable[..., Result], mine: Path, report: Path, bit: int) -> None:
    """Whether or not the damaged text is valid UTF-8."""
    on_mine = ("--database", str(mine))
    azmil(*on_mine, "source", "attach", str(report))
    damage(mine, REPORT.splitlines()[2], bit)
    kept = texts.path_of(hashlib.sha256(REPORT.encode()).hexdigest())
    whole = kept.read_bytes()
    kept.unlink()
    ended = azmil(*on_mine, "load")
    assert ended.err.splitlines()[0] == (
        "azmil: 1 line of attached text omitted: damaged, or not in any source of these seeds"
    )
    assert ended.code == 0
    text = azmil(*on_mine, "sql", "SELECT line FROM passages WHERE text IS NULL", "--format", "json").rows
    assert text == [{"line": 3}]
    kept.write_bytes(whole)  # a later load attaches the text that azmil keeps
    assert azmil(*on_mine, "load").err.count("\n") == 1
    assert azmil(*on_mine, "sql", "SELECT line FROM passages WHERE text IS NULL", "--format", "json").rows == []


def test_a_different_document_is_not_attached_and_its_differences_are_listed(
    azmil: Callable[..., Result], mine: Path, report: Path
) -> None:
    before = hashlib.sha256(mine.read_bytes()).hexdigest()
    report.write_text("Ruritania has over 600 tugs.\n\nIt had 8 tugs in 2008.\n", encoding="utf-8")
    on_mine = ("--database", str(mine))
    ended = azmil(*on_mine, "source", "verify", str(report))
    assert (ended.code, ended.out) == (3, "line 3 differs\nline 4 of the source is missing\n")
    attached = azmil(*on_mine, "source", "attach", str(report))
    assert (attached.code, attached.out) == (1, "")
    assert "no source has its SHA-256" in attached.err
    assert hashlib.sha256(mine.read_bytes()).hexdigest() == before


def test_adding_a_source_does_not_overwrite_another(azmil: Callable[..., Result], report: Path, seeds: Path) -> None:
    ended = azmil("source", "add", str(report), "--seeds", str(seeds))
    assert ended.code == 1
    assert ended.err.endswith("report.yaml': it already exists; choose another --id, or remove the file\n")
    assert check(Origin((seeds,), is_alone=True).files()).problems == []


def test_a_last_line_without_a_newline_counts(mine: Path) -> None:
    with closing(sqlite3.connect(mine, isolation_level=None)) as connection:
        assert connection.execute("SELECT line_count FROM sources").fetchone() == (4,)
        assert connection.execute("SELECT line, first_same_line FROM passages WHERE line = 4").fetchone() == (4, 1)


def test_a_fingerprint_ignores_leading_and_trailing_white_space() -> None:
    assert fingerprint(" a b\t") == hashlib.sha256(b"a b").hexdigest()[:16]
    assert fingerprint(" \t") is None


def test_revisions_list_what_was_kept_dropped_and_added(azmil: Callable[..., Result]) -> None:
    """The Mi-26 is only in the first revision, the Mi-24 only in the later two."""
    rows = azmil("query", "revisions", "--format", "json").rows
    changes = {(row["id"], row["later"]): row["change"] for row in rows}
    assert changes["helicopter-fleet-mi-26", "revision-2"] == "dropped"
    assert changes["helicopter-fleet-mi-24", "revision-2"] == "added"
    assert changes["helicopter-fleet-mi-24", "revision-3"] == "kept"
    assert changes["jf-17-talks", "revision-3"] == "kept"
    assert ("helicopter-fleet-mi-26", "revision-3") not in changes


def test_a_source_that_cannot_be_added_leaves_no_files(azmil: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "doc.txt").write_text("a\nb\n")
    taken = tmp_path / "my seeds" / "passages" / "doc.yaml"
    taken.parent.mkdir(parents=True)
    taken.write_text("[]")
    add = ("source", "add", str(tmp_path / "doc.txt"), "--seeds", str(tmp_path / "my seeds"))
    assert (
        azmil(*add).err
        == f"azmil: cannot write '{taken}': it already exists; choose another --id, or remove the file\n"
    )
    taken.unlink()
    ended = azmil(*add)
    assert ended.code == 0
    assert ended.err.endswith(f"then check them with 'azmil check --open '{tmp_path}/my seeds''\n")


def test_a_long_document_is_described_in_several_files(
    azmil: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "MOST_PASSAGES", 50)
    (tmp_path / "doc.txt").write_text("".join(f"{line}\n" for line in range(120)))
    folder = tmp_path / "long"
    assert azmil("source", "add", str(tmp_path / "doc.txt"), "--seeds", str(folder)).code == 0
    assert sorted(path.name for path in (folder / "passages").iterdir()) == ["doc-2.yaml", "doc-3.yaml", "doc.yaml"]
    assert azmil("check", "--open", "--alone", str(folder)).code == 0
