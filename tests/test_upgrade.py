"""Seeds and SQL of the first release: what changed is explained, and they load once the advice is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ended

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
    "'reported' is not a word of modalities; name whose words they are as attribution (said_by in reports), "
    "and leave the modality out unless it is hedged as well"
)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of seeds as the first release took them; azmil is started next to it."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "mine" / "holdings" / "tugs.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(STATED, encoding="utf-8")
    return file


@provokes("workbench.load.OLD_IDS")
@pytest.mark.usefixtures("fault")
def test_seeds_of_the_first_release_load_once_the_advice_is_followed(old: Path, azmil: Callable[..., Ended]) -> None:
    checked = azmil("check", "mine")
    assert checked.out == f"mine/holdings/tugs.yaml:5:13: {OLD_WORD}\n"
    assert checked.err == (
        "mine/holdings/tugs.yaml:2:11: note: 'navy' is now 'azerbaijani-navy'; write that\n"
        "mine/holdings/tugs.yaml:6:16: note: 'air-force' is now 'azerbaijani-air-force'; write that\n"
        "azmil: the seeds have 1 problem; correct them and check again\n"
    )
    old.write_text(STATED.replace("  modality: reported\n", ""), encoding="utf-8")
    database = ("--database", "mine.db")
    loaded = azmil(*database, "load", "mine")
    assert loaded.err == (
        "azmil: 2 references to retired ids; 'azmil check' of the same folders says where\nazmil: built mine.db: 1,012 records\n"
    ).replace("built mine.db", "built mine.db from azmil's own seeds and mine")
    asked = azmil(*database, "query", "equipment", "--holder", "azerbaijani-navy", "--has", "said_by", "--format", "csv",
                  "--columns", "id,said_by")  # fmt: skip
    assert asked.out == ("id,said_by,hedge\nnavy-tugs,Azerbaijani Air Force,according to the Azerbaijani Air Force\n")


@provokes("ask.records.RETIRED")
@pytest.mark.usefixtures("fault")
def test_an_old_id_finds_its_record_wherever_one_is_named(azmil: Callable[..., Ended]) -> None:
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
    azmil: Callable[..., Ended], tmp_path: Path
) -> None:
    word = "azmil: 'reported' is no longer in modalities; "
    statement = "SELECT id FROM {} WHERE {} = '{}'"
    assert azmil("sql", statement.format("records", "modality", "reported")).err.startswith(word)
    assert azmil("sql", statement.format("holdings", "holder_id", "navy")).err.startswith(
        "azmil: the id 'navy' is now 'azerbaijani-navy'\n"
    )
    assert azmil("sql", statement.format("holdings", "holder_id", "azerbaijani-navy")).err == ""
    own = tmp_path / "own.sql"
    own.write_text("-- Mine.\n-- id (id): it\nSELECT id FROM records WHERE modality = 'reported'\n", encoding="utf-8")
    assert azmil("query", str(own)).err.startswith(word)


@provokes("seeds.book.FORMER")
@pytest.mark.usefixtures("fault")
def test_an_old_id_of_records_that_are_not_loaded_is_explained(old: Path, azmil: Callable[..., Ended]) -> None:
    old.write_text(STATED.replace("  modality: reported\n  attribution: air-force\n", ""), encoding="utf-8")
    told = "'navy' is not among parties: it was an id of azmil's own records, now 'azerbaijani-navy'"
    advice = "write a record of your own, or use azmil's own seeds as well"
    assert f"mine/holdings/tugs.yaml:2:11: {told}; {advice}\n" in azmil("check", "--alone", "mine").out


@provokes("seeds.book.NO_SOURCE")
@pytest.mark.usefixtures("fault")
def test_a_citation_where_there_is_no_source_is_told(old: Path, azmil: Callable[..., Ended]) -> None:
    old.write_text("- {id: tugs, holder: turkey, equipment: osa-ii, count: 7, cite: 115}\n", encoding="utf-8")
    assert azmil("check", "--alone", "mine").out == (
        "mine/holdings/tugs.yaml:1:65: there is no source; describe one, as the manual says\n"
    )


def test_a_thing_that_no_source_names_is_listed_and_shown(old: Path, azmil: Callable[..., Ended]) -> None:
    """A user's own, that is; those of the world are found by name, and crowd no list."""
    old.unlink()
    file = old.parent.parent / "people" / "mine.yaml"
    file.parent.mkdir()
    file.write_text("- {id: jane-doe, name: Jane Doe}\n", encoding="utf-8")
    base = ("--database", "mine.db")
    assert azmil(*base, "load", "--alone", "mine").err == "azmil: built mine.db from mine: 1 record\n"
    assert [row["person"] for row in azmil(*base, "query", "people", "--format", "json").rows] == ["Jane Doe"]
    shown = azmil(*base, "show", "jane doe").out
    assert "No source of this base names Jane Doe." in shown
    assert "lines  none: no source of this base names it" in shown
    assert azmil(*base, "cite", "jane-doe").err == "azmil: no source of this base names it\n"
    assert azmil(*base, "query", "organizations", "--count").out == "0\n"
    assert "No source of this base names Germany." in azmil(*base, "show", "germany").out
