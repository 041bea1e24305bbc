"""Differences between two databases: each kind of change, each format, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import openpyxl
import pytest

import azmil as azmil_package
from azmil.ask import snapshots
from azmil.model import CHILDREN
from azmil.paths import newest_format
from azmil.seeds import Origin
from azmil.workbench.load import load
from conftest import BOATS, PASSAGES, SOURCE, STATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

OTHER_STATE = """\
- id: freedonia
  name: Freedonia
  organization_kind: state
  cite: 1, 4
"""
CLAIMS = """\
- id: about-600
  holder: ruritania
  equipment: tugs
  count: over 600
  modality: rumoured
  cite: 1, 4

- id: cited
  holder: ruritania
  equipment: tugs
  count: 5
  sentence: Ruritania has 5 large tugs.
  cite: 3

- id: dated
  holder: ruritania
  equipment: tugs
  count: 6
  date: 2008
  sentence: Ruritania had 6 tugs in 2008.
  cite: 3

- id: firm
  holder: ruritania
  equipment: tugs
  count: 4
  sentence: Ruritania has 4 old tugs.
  cite: 3

- id: gone
  holder: ruritania
  equipment: tugs
  count: 11
  sentence: Ruritania has 11 lost tugs.
  modality: denied
  cite: 3

- id: old-name
  holder: ruritania
  equipment: tugs
  count: 12
  sentence: Ruritania has 12 renamed tugs.
  cite: 3

- id: same
  holder: freedonia
  equipment: tugs
  count: 13
  sentence: Freedonia has 13 tugs.
  cite: 3

- id: twice
  holder: ruritania
  equipment: tugs
  count: 12
  sentence: Ruritania has 12 tugs in all.
  cite: 3

- id: worded
  holder: ruritania
  equipment: tugs
  count: 9
  sentence: Ruritania has 9 tugs, counted.
  cite: 3
"""
EVENTS = """\
- id: visit
  event_kind: visit
  participants:
    - {party: ruritania, strength: 30}
  modality: planned
  sentence: A visit is planned.
  cite: 3
"""
CONFLICTS = """\
- id: how-many
  question: How many tugs does Ruritania have?
  conflict_kind: number
  conflict_sides:
    - {claim: firm, says: four}
    - {claim: worded, says: nine}
  sentence: The number of tugs is 4 or 9.
  cite: 3
"""
# Each text of the older seeds, and what replaces it in the newer ones.
EDITS = {
    "count: over 600": "count: about 600",
    "Ruritania has 5 large tugs.\n  cite: 3": "Ruritania has 5 large tugs.\n  cite: 1, 3-4",
    "date: 2008": "date: 2008-06\n  observed: yes\n  note: A guess.",
    "4 old tugs.\n": "4 old tugs.\n  modality: rumoured\n  attribution: ruritania\n  standing: doubted\n"
    "  standing_reason: Misread.\n",
    "id: old-name": "id: new-name",
    "- id: gone\n  holder: ruritania\n  equipment: tugs\n  count: 11\n  sentence: Ruritania has 11 lost tugs.\n"
    "  modality: denied\n  cite: 3\n": "- id: come\n  holder: ruritania\n  equipment: tugs\n  count: 14\n"
    "  sentence: Ruritania has 14 found tugs.\n  modality: rumoured\n  cite: 3\n",
    "- id: twice\n  holder: ruritania\n  equipment: tugs\n  count: 12\n  sentence: Ruritania has 12 tugs in all.\n"
    "  cite: 3\n": "",
    "9 tugs, counted": "9 tugs by count",
    "holder: freedonia": "holder: sylvania",
    "id: freedonia": "id: sylvania",
    "strength: 30": "strength: 40",
    "- tugboats": "- {name: tugboats, note: In one place.}\n    - towboats",
    "says: nine": "says: nine or so",
    "title: A report of four lines": "title: A report of 4 lines",
}
RETIRED = """\
- {id: old-name, now: new-name, reason: It is clearer.}
- {id: twice, now: cited, reason: It said the same.}
- {id: freedonia, now: sylvania, reason: Its name today.}
"""
# Worked out by hand: id, change, field, old, new.
ROWS: list[tuple[str | None, ...]] = [
    ("about-600", "changed", "count", "over 600 (rumoured)", "about 600 (rumoured)"),
    ("about-600", "changed", "sentence", "Ruritania is rumoured to have over 600 tugs.", "Ruritania is rumoured to have about 600 tugs."),
    ("cited", "merged", "id", "twice", "cited"),
    ("cited", "changed", "lines", "3", "1, 3-4"),
    ("come", "added", "sentence", None, "Ruritania has 14 found tugs. (rumoured)"),
    ("dated", "changed", "note", None, "A guess."),
    ("dated", "changed", "date", "2008", "2008-06"),
    ("dated", "changed", "observed", "no", "yes"),
    ("firm", "changed", "modality", "asserted", "rumoured"),
    ("firm", "changed", "attribution", None, "Ruritania (ruritania)"),
    ("firm", "changed", "standing", "stands", "doubted"),
    ("firm", "changed", "standing reason", None, "Misread."),
    ("gone", "dropped", "sentence", "Ruritania has 11 lost tugs. (denied)", None),
    ("how-many", "changed", "side", "worded: nine", "worded: nine or so"),
    ("new-name", "renamed", "id", "old-name", "new-name"),
    ("report", "changed", "title", "A report of four lines", "A report of 4 lines"),
    ("sylvania", "renamed", "id", "freedonia", "sylvania"),
    ("tugs", "changed", "also", None, "towboats (variant)"),
    ("tugs", "changed", "also", "tugboats (variant)", "tugboats (variant): In one place."),
    ("visit", "changed", "participant", "Ruritania (ruritania): 30 (planned)", "Ruritania (ruritania): 40 (planned)"),
    ("worded", "changed", "sentence", "Ruritania has 9 tugs, counted. (contradicted elsewhere)", "Ruritania has 9 tugs by count. (contradicted elsewhere)"),
]  # fmt: skip
SUMMARY = "azmil: 1 record added, 1 dropped, 9 changed, 2 renamed, 1 merged\n"


def built(folder: Path, name: str, **files: str) -> Path:
    """Return a database built from seed files with these texts."""
    texts = {"sources": SOURCE, "passages": PASSAGES, "organizations": STATES + OTHER_STATE, "equipment": BOATS,
             "holdings": CLAIMS, "events": EVENTS, "conflicts": CONFLICTS} | files  # fmt: skip
    for table, text in texts.items():
        path = folder / name / table / "all.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    load(folder / f"{name}.db", Origin((folder / name,), is_alone=True))
    return folder / f"{name}.db"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The older database."""
    return built(tmp_path_factory.mktemp("old"), "old")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newer database."""
    files = {"sources": SOURCE, "organizations": STATES + OTHER_STATE, "equipment": BOATS, "holdings": CLAIMS,
             "events": EVENTS, "conflicts": CONFLICTS}  # fmt: skip
    for before, after in EDITS.items():
        assert any(before in text for text in files.values()), before
        files = {table: text.replace(before, after) for table, text in files.items()}
    return built(tmp_path_factory.mktemp("new"), "new", **files, retired_ids=RETIRED)


def values(ended: Result) -> list[tuple[str | None, ...]]:
    return [tuple(row.values()) for row in ended.rows]


def test_each_difference_has_a_row(azmil: Callable[..., Result], old: Path, new: Path) -> None:
    """What follows from another difference has none: the hedge, references to a renamed record, derived days."""
    ended = azmil("diff", str(old), str(new), "--format", "json")
    assert values(ended) == ROWS
    assert list(ended.rows[0]) == ["id", "change", "field", "old", "new"]
    assert (ended.code, ended.err) == (3, SUMMARY)


def test_the_older_database_may_be_the_second(azmil: Callable[..., Result], old: Path, new: Path) -> None:
    """Renamed records are recognized by the retired ids of either; a merged one is then added."""
    found = values(azmil("diff", str(new), str(old), "--format", "json"))
    backwards = [
        ("freedonia", "renamed", "id", "sylvania", "freedonia") if id_ == "sylvania"
        else ("old-name", "renamed", "id", "new-name", "old-name") if id_ == "new-name"
        else ("twice", "added", "sentence", None, "Ruritania has 12 tugs in all.") if change == "merged"
        else (id_, {"added": "dropped", "dropped": "added"}.get(str(change), change), field, after, before)
        for id_, change, field, before, after in ROWS
    ]  # fmt: skip
    assert sorted(found, key=repr) == sorted(backwards, key=repr)


def test_the_second_database_is_by_default_the_one_in_use(
    azmil: Callable[..., Result], old: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = azmil("diff", str(old), str(new))
    assert azmil("--database", str(new), "diff", str(old)) == given
    monkeypatch.setenv("AZMIL_DATABASE", str(new))
    assert azmil("diff", str(old)) == given


def test_equal_databases_have_no_differences(azmil: Callable[..., Result], database: Path, tmp_path: Path) -> None:
    """Every format says so, also if only the vocabularies differ."""
    same = str(shutil.copy(database, tmp_path / "same.db"))
    for form, out in {"table": "", "vertical": "", "json": "[]\n", "csv": "id,change,field,old,new\n"}.items():
        ended = azmil("diff", same, "--format", form)
        assert (ended.code, ended.out, ended.err) == (0, out, "azmil: no differences\n")
    with closing(sqlite3.connect(same)) as connection, connection:
        connection.execute("UPDATE about SET value = 'other' WHERE name = 'content'")
    assert azmil("diff", same).err == (
        "azmil: no differences between records, but the vocabularies, the source lines or the paths of seeds differ\n"
    )


def test_every_format_has_all_rows(azmil: Callable[..., Result], old: Path, new: Path, tmp_path: Path) -> None:
    texts = [[value or "" for value in row] for row in ROWS]
    names = ["id", "change", "field", "old", "new"]
    for form, delimiter in {"csv": ",", "tsv": "\t"}.items():
        out = azmil("diff", str(old), str(new), "--format", form).out
        assert list(csv.reader(io.StringIO(out), delimiter=delimiter)) == [names, *texts]
    lines = azmil("diff", str(old), str(new), "--format", "jsonl").out.splitlines()
    assert [tuple(json.loads(line).values()) for line in lines] == ROWS
    for form in ("md", "html", "vertical", "table"):
        ended = azmil("diff", str(old), str(new), "--format", form)
        assert (ended.code, ended.err) == (3, SUMMARY)
        assert [row[0] for row in texts if row[0] not in ended.out] == []
    assert azmil("diff", str(old), str(new), "--output", str(tmp_path / "a.xlsx")).code == 3
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == [names, *texts]


TABLE = """\
id         change   field     old                       new
───────────────────────────────────────────────────────────────────────────────
about-600  changed  count     over 600 (rumoured)       about 600 (rumoured)
about-600  changed  sentence  Ruritania is rumoured to  Ruritania is rumoured
                              have over 600 tugs.       to have about 600 tugs.
cited      merged   id        twice                     cited
"""


def test_a_table_is_legible_at_80_columns(
    azmil: Callable[..., Result], old: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ended = azmil("diff", str(old), str(new), "--limit", "3")
    assert ended.out == TABLE
    assert ended.err == f"azmil: only the first 3 rows are shown; raise --limit to show more\n{SUMMARY}"
    assert ended.code == 3


def test_python_returns_the_differences(old: Path, new: Path) -> None:
    with azmil_package.open(new) as base, azmil_package.open(old) as older:
        found = base.diff(old)
        assert [tuple(row.values()) for row in found] == ROWS
        assert list(base.diff(older)) == list(found)
        assert (found.columns, found.is_cut) == (["id", "change", "field", "old", "new"], False)
        assert len(base.diff(new)) == 0


def test_a_record_of_another_kind_is_not_dropped_and_added(
    azmil: Callable[..., Result], old: Path, tmp_path: Path
) -> None:
    """Its kind and the fields of both kinds differ."""
    other = shutil.copy(old, tmp_path / "other.db")
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("DELETE FROM holdings WHERE id = 'cited'")
        connection.execute("INSERT INTO productions (id, maker_id, equipment_id) VALUES ('cited', 'ruritania', 'tugs')")
        connection.execute("UPDATE records SET kind = 'production' WHERE id = 'cited'")
    ended = azmil("diff", str(old), str(other), "--format", "json")
    assert [row[:1] + row[2:] for row in values(ended)] == [
        ("cited", "maker", None, "Ruritania (ruritania)"),
        ("cited", "kind", "holding", "production"),
        ("cited", "holder", "Ruritania (ruritania)", None),
        ("cited", "count", "5", None),
    ]
    assert ended.err == "azmil: 1 record changed\n"


def test_bounds_have_a_row_only_if_the_words_are_the_same(
    azmil: Callable[..., Result], old: Path, tmp_path: Path
) -> None:
    other = shutil.copy(old, tmp_path / "other.db")
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("UPDATE holdings SET count = 6, count_highest = 7 WHERE id = 'cited'")
    assert [row[2:] for row in values(azmil("diff", str(old), str(other), "--format", "json"))] == [
        ("count figure", "5", "6"),
        ("count highest", "5", "7"),
    ]


def test_lines_name_their_source_if_there_are_several(azmil: Callable[..., Result], database: Path, old: Path) -> None:
    found = values(azmil("diff", str(database), str(old), "--format", "json"))
    assert ("article", "dropped", "sentence") in [row[:3] for row in found]
    assert ("turkey", "changed", "lines") in [row[:3] for row in found]
    lines = next(row for row in found if row[:3] == ("turkey", "changed", "lines"))
    assert str(lines[3]).startswith("article:")
    assert lines[4] is None


def test_every_table_of_children_is_compared() -> None:
    """A new kind of row inside records is a difference too."""
    assert set(CHILDREN) == set(snapshots.CHILDREN)


OTHER = "build it again from its seed files, as another file: azmil --database FILE load FOLDER"


@pytest.mark.parametrize("is_new", [False, True], ids=["old", "new"])
def test_a_file_that_cannot_be_compared_is_refused(
    azmil: Callable[..., Result], old: Path, tmp_path: Path, *, is_new: bool
) -> None:
    """With a hint that keeps what is compared: a build in its place would replace it."""
    known = newest_format()
    paths = {name: tmp_path / f"{name}.db" for name in ("missing", "text", "older", "newer", "damaged")}
    paths["text"].write_text("no database", encoding="utf-8")
    for name, number in {"older": 1, "newer": known + 1}.items():
        shutil.copy(old, paths[name])
        with closing(sqlite3.connect(paths[name])) as connection:
            connection.execute(f"PRAGMA user_version = {number}")
    paths["damaged"].write_bytes(old.read_bytes()[:200_000])
    reasons = {
        "missing": f"database '{paths['missing']}' does not exist; check its path",
        "text": f"cannot read '{paths['text']}': it is not an azmil database; use the path of a database that azmil "
        "has built",
        "older": f"cannot read '{paths['older']}': it was built by an older version of azmil (format 1; this version "
        f"reads {known}); {OTHER}",
        "newer": f"cannot read '{paths['newer']}': it was built by a newer version of azmil (format {known + 1}; this "
        f"version reads {known}); upgrade azmil",
    }
    for name, reason in reasons.items():
        arguments = [str(old), str(paths[name])] if is_new else [str(paths[name]), str(old)]
        ended = azmil("diff", *arguments)
        assert (ended.code, ended.out, ended.err) == (1, "", f"azmil: {reason}\n")
    ended = azmil("diff", str(paths["damaged"]), str(old))
    assert (ended.code, ended.err.endswith(f"{OTHER}\n")) == (1, True)
    assert azmil("diff", str(tmp_path), str(old)).err == (
        f"azmil: cannot read '{tmp_path}': it is not a file; use the path of a file\n"
    )
    assert azmil("diff").code == 2


def test_python_words_the_hints_without_commands(old: Path, tmp_path: Path) -> None:
    other = shutil.copy(old, tmp_path / "older.db")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("PRAGMA user_version = 1")
    with azmil_package.open(old) as base, pytest.raises(azmil_package.Error) as raised:
        base.diff(other)
    assert raised.value.hint == "build it again from its seed files with this version, as another file"
