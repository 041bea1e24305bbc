"""Optional records: those of ``seeds/atlas``, which a database contains only if other records name them."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from azmil import paths
from azmil.seeds import check, seed_files
from azmil.seeds.retired import by_azmil

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.seeds import Checked
    from azmil.seeds.files import SeedFile

ATLAS = paths.built_in_folder("seeds") / "atlas"
TRANSFER = """\
- supplier: {supplier}
  recipient: ruritania
  equipment: tugs
  means: purchase
  status: delivered
  count: 2
  id: tugs-from-abroad
  cite: 3
"""


def write(seeds: Path, name: str, text: str) -> None:
    path = seeds / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def checked(files: list[SeedFile]) -> Checked:
    found = check(files)
    assert [str(problem) for problem in found.problems] == []
    return found


def from_atlas(found: Checked) -> list[str]:
    return sorted(row.id for row in found.rows["records"] if row.seed_file.startswith("seeds/atlas/"))


def test_the_built_in_database_has_none() -> None:
    assert from_atlas(checked(seed_files())) == []


def test_a_state_that_a_record_names_is_in_the_database_with_its_names(seeds: Path) -> None:
    assert from_atlas(checked(seed_files([seeds], alone=True))) == []
    write(seeds, "transfers/tugs.yaml", TRANSFER.format(supplier="myanmar"))
    for is_alone in (True, False):
        found = checked(seed_files([seeds], alone=is_alone))
        assert from_atlas(found) == ["myanmar"]
        assert [(row.name, row.kind) for row in found.rows["aliases"] if row.record_id == "myanmar"] == [
            ("Burma", "former-name")
        ]
        assert [row.country_id for row in found.rows["parties"] if row.id == "myanmar"] == ["myanmar"]
    assert found.record_count == 1020 + 5  # with the four of the fixture and the transfer


def test_a_record_replaces_the_one_of_the_atlas_with_its_id(seeds: Path) -> None:
    """Seeds written before a state was built in stay valid."""
    write(seeds, "transfers/tugs.yaml", TRANSFER.format(supplier="myanmar"))
    write(seeds, "organizations/others.yaml", "- {id: myanmar, name: Union of Burma, organization_kind: state}\n")
    found = checked(seed_files([seeds], alone=True))
    assert from_atlas(found) == []
    assert [(row.name, row.seed_file) for row in found.rows["records"] if row.id == "myanmar"] == [
        ("Union of Burma", "seeds/organizations/others.yaml")
    ]
    assert [row.name for row in found.rows["aliases"] if row.record_id == "myanmar"] == []


def test_a_record_of_another_kind_replaces_it_too(seeds: Path) -> None:
    """The file of a table that is read before the one of organizations."""
    write(seeds, "places/towns.yaml", "- {id: chad, name: Chad, place_kind: city, cite: 3}\n")
    found = checked(seed_files([seeds], alone=True))
    assert [row.kind for row in found.rows["records"] if row.id == "chad"] == ["place"]
    assert from_atlas(found) == []


def test_an_extended_record_is_in_the_database(seeds: Path) -> None:
    write(seeds, "organizations/others.yaml", "- {extends: chad, aliases: [Republic of Chad], cite: 3}\n")
    found = checked(seed_files([seeds], alone=True))
    assert from_atlas(found) == ["chad"]
    assert [row.name for row in found.rows["aliases"] if row.record_id == "chad"] == ["Republic of Chad"]


def test_what_a_needed_record_names_is_needed_too(seeds: Path) -> None:
    """Also in a row; others that name each other are not."""
    names = ("aland", "bland", "cland", "dland", "eland")
    states = "".join(
        f"- {{id: {id_}, name: {id_}, organization_kind: state, country: {country}}}\n"
        for id_, country in zip(names, (*names[1:3], names[0], names[4], names[3]), strict=True)
    )
    write(seeds, "organizations/others.yaml", states)
    write(seeds, "transfers/tugs.yaml", TRANSFER.format(supplier="bland"))
    files = [
        dataclasses.replace(file, is_optional=file.is_optional or file.path.name == "others.yaml")
        for file in seed_files([seeds], alone=True)
    ]
    ids = {row.id for row in checked(files).rows["records"]}
    assert ids.intersection(names) == set(names[:3])


def test_a_folder_of_the_user_with_its_name_is_not_optional(seeds: Path) -> None:
    atlas = seeds.rename(seeds.with_name("atlas"))
    rows = checked(seed_files([atlas], alone=True)).rows["records"]
    assert {"ruritania", "tugs"} <= {row.id for row in rows}


def test_its_ids_are_those_of_no_other_built_in_record_now_or_before() -> None:
    texts = [path.read_text(encoding="utf-8") for path in ATLAS.glob("*/*.yaml")]
    ids = {id_ for text in texts for id_ in re.findall(r"^- id: (.+)$", text, re.MULTILINE)}
    assert len(ids) == 130
    others = check([file for file in seed_files() if not file.is_optional]).rows["records"]
    assert ids.isdisjoint(row.id for row in others)
    assert ids.isdisjoint(by_azmil())
