"""Seeds and SQL of the first release: hints explain what changed, and the corrected seeds load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

STATED = """\
- id: navy-tugs
  holder: navy
  equipment: osa-ii
  count: 7
  modality: reported
  attribution: air-force
  sentence: The Azerbaijani Navy has 7 tugs, by a report.
  cite: article:115, 253
"""
OLD_WORD = (
    "no such word 'reported' in modalities; name the speaker in attribution (said_by in reports), "
    "and omit the modality unless the claim is hedged as well"
)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of seeds in the form of the first release, inside the current folder."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "mine" / "holdings" / "tugs.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(STATED, encoding="utf-8")
    return file


@provokes("workbench.load.OLD_IDS")
@pytest.mark.usefixtures("fault")
def test_seeds_of_the_first_release_load_once_the_hints_are_followed(old: Path, azmil: Callable[..., Result]) -> None:
    checked = azmil("check", "mine")
    assert checked.out == f"mine/holdings/tugs.yaml:5:13: {OLD_WORD}\n"
    assert checked.err == (
        "mine/holdings/tugs.yaml:2:11: note: the id 'navy' is now 'azerbaijani-navy'; use the new id\n"
        "mine/holdings/tugs.yaml:6:16: note: the id 'air-force' is now 'azerbaijani-air-force'; use the new id\n"
        "azmil: the seed files have 1 problem; fix them and check again\n"
    )
    old.write_text(STATED.replace("  modality: reported\n", ""), encoding="utf-8")
    database = ("--database", "mine.db")
    loaded = azmil(*database, "load", "mine")
    assert loaded.err == (
        "azmil: 2 references to retired ids; find them with 'azmil check' on the same folders\nazmil: built mine.db: 1,021 records\n"
    ).replace("built mine.db", "built mine.db from built-in seeds and mine")
    asked = azmil(*database, "query", "equipment", "--holder", "azerbaijani-navy", "--has", "said_by", "--format", "csv",
                  "--columns", "id,said_by")  # fmt: skip
    assert asked.out == (
        'id,said_by,hedge,lines\nnavy-tugs,Azerbaijani Air Force,according to the Azerbaijani Air Force,"115, 253"\n'
    )


@provokes("ask.records.RETIRED")
@pytest.mark.usefixtures("fault")
def test_a_retired_id_finds_its_record_in_every_command(azmil: Callable[..., Result]) -> None:
    note = "azmil: the id 'navy' is now 'azerbaijani-navy'\n"
    for arguments in (
        ("show", "navy"),
        ("query", "equipment", "--holder", "navy"),
        ("query", "facts", "--about", "navy", "--count"),
        ("timeline", "--about", "navy"),
    ):
        ended = azmil(*arguments)
        assert (ended.code, ended.err.startswith(note)) == (0, True)
    assert azmil("cite", "navy", "--format", "json").out.startswith('{\n  "id": "azerbaijani-navy"')
    assert "'navy'" not in azmil("query", "equipment", "--branch", "navy").err
    assert "variant" in azmil("show", "navy").out
    assert "navy (" not in azmil("show", "azerbaijani-navy").out


@provokes("ask.sql.WORD")
@pytest.mark.usefixtures("fault")
def test_a_statement_without_results_has_notes_on_retired_ids_and_words(
    azmil: Callable[..., Result], tmp_path: Path
) -> None:
    word = "azmil: 'reported' is no longer in modalities; "
    statement = "SELECT id FROM {} WHERE {} = '{}'"
    assert azmil("sql", statement.format("records", "modality", "reported")).err.startswith(word)
    assert azmil("sql", statement.format("holdings", "holder_id", "navy")).err.startswith(
        "azmil: the id 'navy' is now 'azerbaijani-navy'\n"
    )
    assert azmil("sql", statement.format("holdings", "holder_id", "azerbaijani-navy")).err == ""
    report = tmp_path / "mine.sql"
    report.write_text(
        "-- Mine.\n-- id (id): it\nSELECT id FROM records WHERE modality = 'reported'\n", encoding="utf-8"
    )
    assert azmil("query", str(report)).err.startswith(word)


@provokes("seeds.book.FORMER")
@pytest.mark.usefixtures("fault")
def test_a_retired_id_of_a_record_that_is_not_loaded_is_explained(old: Path, azmil: Callable[..., Result]) -> None:
    old.write_text(STATED.replace("  modality: reported\n  attribution: air-force\n", ""), encoding="utf-8")
    told = "no such id 'navy' in parties: it was the id of a built-in record, now 'azerbaijani-navy'"
    advice = "add a record with this id, or use the built-in seeds as well"
    assert f"mine/holdings/tugs.yaml:2:11: {told}; {advice}\n" in azmil("check", "--alone", "mine").out


@provokes("seeds.book.NO_SOURCE")
@pytest.mark.usefixtures("fault")
def test_a_citation_without_any_source_is_reported(old: Path, azmil: Callable[..., Result]) -> None:
    old.write_text("- {id: tugs, holder: turkey, equipment: osa-ii, count: 7, cite: 115}\n", encoding="utf-8")
    assert azmil("check", "--alone", "mine").out == (
        "mine/holdings/tugs.yaml:1:65: cannot cite a line: the seeds describe no source; describe one in sources/<topic>.yaml\n"
    )


def test_an_uncited_thing_is_listed_and_shown(old: Path, azmil: Callable[..., Result]) -> None:
    """If it is in the user's seeds; uncited things of the folder ``world`` are found by name but not listed."""
    old.unlink()
    file = old.parent.parent / "people" / "mine.yaml"
    file.parent.mkdir()
    file.write_text("- {id: jane-doe, name: Jane Doe}\n", encoding="utf-8")
    base = ("--database", "mine.db")
    assert azmil(*base, "load", "--alone", "mine").err == "azmil: built mine.db from mine: 1 record\n"
    assert [row["person"] for row in azmil(*base, "query", "people", "--format", "json").rows] == ["Jane Doe"]
    shown = azmil(*base, "show", "jane doe").out
    assert "No source in this database names Jane Doe." in shown
    assert "lines  none: no source in this database mentions it" in shown
    assert azmil(*base, "cite", "jane-doe").err == "azmil: this record cites no source lines\n"
    assert azmil(*base, "query", "organizations", "--count").out == "0\n"
    assert "No source in this database names Germany." in azmil(*base, "show", "germany").out
