"""Other ids for records: all references follow, and the old id still leads to the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faults import cases, provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil.errors import Fault
    from conftest import Result

CONFLICT = """\
# Tugs.
- id: tugs-conflict  # twice
  question: How many tugs had Ruritania?
  conflict_kind: number
  sentence: Two passages give different numbers of tugs.
  concerns: [ruritania, 'tugs']
  conflict_sides:
    - {claim: ruritania-tugs, says: over 600}
    - ruritania-tugs-2008
"""
EXTENSION = '- {extends: "tugs", aliases: [towboats]}  # more\n'
EVENTS = (
    'id,event_kind,participants,sentence,cite\nparade,parade,"ruritania (participant); tugs-union",Tugs paraded.,3\n'
)


def test_references_follow_in_all_files_and_the_old_id_is_retired(run: Callable[..., Result], seeds: Path) -> None:
    (seeds / "conflicts").mkdir()
    (seeds / "conflicts/tugs.yaml").write_text(CONFLICT)
    (seeds / "expected.yaml").write_text("retired_ids: 0\n")
    (seeds / "equipment/more.yaml").write_text(EXTENSION)
    before = {path: path.read_bytes() for path in seeds.rglob("*.yaml")}
    shown = run("rename", "tugs", "tug", "seeds")
    assert shown.out.splitlines() == [
        "seeds/conflicts/tugs.yaml:6: concerns: [ruritania, 'tugs'] → concerns: [ruritania, 'tug']",
        "seeds/equipment/boats.yaml:1: - id: tugs → - id: tug",
        f"seeds/equipment/more.yaml:1: {EXTENSION.strip()} → {EXTENSION.strip().replace('tugs', 'tug')}",
        "seeds/expected.yaml:1: retired_ids: 0 → retired_ids: 1",
        "seeds/holdings/boats.yaml:3: equipment: tugs → equipment: tug",
        "seeds/holdings/boats.yaml:9: equipment: tugs → equipment: tug",
        "seeds/retired_ids/renamed.yaml:1: - {id: tugs, now: tug, reason: renamed}",
    ]
    assert shown.err == "azmil: 7 lines in 6 files would change; add --write to write them\n"
    assert {path: path.read_bytes() for path in seeds.rglob("*.yaml")} == before
    written = run("rename", "tugs", "tug", "seeds", "--write")
    assert (written.out, written.err) == (shown.out, "azmil: renamed 'tugs' to 'tug': changed 7 lines in 6 files\n")
    assert (seeds / "conflicts/tugs.yaml").read_text() == CONFLICT.replace("'tugs'", "'tug'")
    checked = run("check", "seeds", "--alone", "--open")
    assert (checked.code, checked.out) == (0, "")


def test_sides_of_conflicts_and_earlier_ids_follow(run: Callable[..., Result], seeds: Path) -> None:
    (seeds / "conflicts").mkdir()
    (seeds / "conflicts/tugs.yaml").write_text(CONFLICT)
    (seeds / "retired_ids").mkdir()
    path = seeds / "retired_ids/old.yaml"
    path.write_text("# Before 2009.\n- id: old-tugs\n  now: ruritania-tugs-2008\n  reason: clearer\n")
    ended = run("rename", "ruritania-tugs-2008", "seven-tugs", "seeds", "--write", "--reason", "shorter: it's 7")
    assert (ended.code, ended.err) == (
        0,
        "azmil: renamed 'ruritania-tugs-2008' to 'seven-tugs': changed 4 lines in 3 files\n",
    )
    assert (seeds / "conflicts/tugs.yaml").read_text() == CONFLICT.replace("- ruritania-tugs-2008", "- seven-tugs")
    assert path.read_text() == (
        "# Before 2009.\n- id: old-tugs\n  now: seven-tugs\n  reason: clearer\n\n"
        '- {id: ruritania-tugs-2008, now: seven-tugs, reason: "shorter: it\'s 7"}\n'
    )


def test_a_record_can_get_its_former_id_back(run: Callable[..., Result], seeds: Path) -> None:
    run("rename", "tugs", "tug", "seeds", "--write")
    ended = run("rename", "tug", "tugs", "seeds", "--write")
    assert ended.code == 0
    assert (seeds / "retired_ids/renamed.yaml").read_text() == "- {id: tug, now: tugs, reason: renamed}\n"


def test_ids_in_csv_files_follow(run: Callable[..., Result], seeds: Path) -> None:
    (seeds / "events").mkdir()
    path = seeds / "events/x.csv"
    path.write_text(EVENTS.replace("; tugs-union", "; borduria"))
    (seeds / "organizations/more.csv").write_text("id,name,organization_kind\nborduria,Borduria,state\n")
    run("rename", "borduria", "syldavia", "seeds", "--write")
    ended = run("rename", "ruritania", "kingdom-of-ruritania", "seeds", "--write")
    assert ended.code == 0
    assert path.read_text() == EVENTS.replace("; tugs-union", "; syldavia").replace("ruritania", "kingdom-of-ruritania")
    assert (seeds / "organizations/more.csv").read_text() == "id,name,organization_kind\nsyldavia,Borduria,state\n"


REFUSED = [
    ("workbench.renaming.NO_RECORD", "tugz", "tug", "no such record 'tugz' in 'seeds'; did you mean 'tugs'?"),
    ("workbench.renaming.BUILT_IN", "osa-ii", "tug", "cannot rename 'osa-ii': it is a built-in record; only the ids of your records can be changed"),
    ("workbench.renaming.TAKEN", "tugs", "ruritania", "cannot rename 'tugs' to 'ruritania': that is already the id of a record at seeds/organizations/states.yaml:1; choose another id"),
    ("workbench.renaming.SAME", "tugs", "tugs", "'tugs' already has this id; choose another id"),
    ("seeds.items.NO_ID", "tugs", "Tugs 2", "'Tugs 2' is not a valid id; use lower-case letters, digits and single hyphens, at most 80 characters"),
    ("workbench.renaming.RETIRED", "tugs", "navy", "cannot rename 'tugs' to 'navy': that is a former id of 'azerbaijani-navy'; choose another id"),
]  # fmt: skip


@cases("old, new, message", REFUSED)
def test_an_id_that_cannot_be_changed_is_refused(
    run: Callable[..., Result], seeds: Path, fault: Fault, old: str, new: str, message: str
) -> None:
    before = {path: path.read_bytes() for path in seeds.rglob("*.yaml")}
    ended = run("rename", old, new, "seeds", "--write")
    assert (ended.code, ended.out, ended.err) == (fault.code, "", f"azmil: {message}\n")
    assert {path: path.read_bytes() for path in seeds.rglob("*.yaml")} == before


@provokes("workbench.renaming.REFUSED")
@pytest.mark.usefixtures("fault")
def test_seed_files_that_cannot_be_read_are_not_changed(run: Callable[..., Result], seeds: Path) -> None:
    (seeds / "holdings/bad.yaml").write_text("- id: 'x\n")
    ended = run("rename", "tugs", "tug", "seeds", "--write")
    assert (
        ended.err.splitlines()[-1] == "azmil: cannot rename 'tugs': 1 problem found in the seed files; fix them first"
    )
    assert not (seeds / "retired_ids").exists()
