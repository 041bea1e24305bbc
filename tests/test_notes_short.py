"""Short forms of notes: details in brackets, figures with units, kinds in names, and the record above."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from azmil.model import KINDS, Claim
from azmil.workbench.drafts import dating
from azmil.workbench.drafts.kinds import kind_of
from faults import cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Result

PAGE = Path(__file__).parent.parent / "docs" / "notes.md"
# A line of notes, and the sentences made from it.
LINES = [
    # details
    ("holding Navy, tugs, 9 [two of them laid up], 2014", "In 2014, the Ruritanian Navy had 9 tugs (two of them laid up)."),
    ("measure Navy, wounded, 35 [amputees, most of them young]", "35 people (amputees, most of them young) of the Ruritanian Navy were wounded."),
    ("event founding [re-formed], Navy, 2012", "In 2012, the Ruritanian Navy was founded (re-formed)."),
    ("event exercise, name=Grey Seal, Navy, [in bad weather], 2013", "In 2013, the exercise Grey Seal took place, involving the Ruritanian Navy (in bad weather)."),
    ("dep Navy, in Lerna, 300 [on two ships]", "The Ruritanian Navy has 300 people (on two ships) in Lerna."),
    ("coop Navy, Turkey, training [at the academy of Ankara]", "The Ruritanian Navy cooperates with Turkey in training (at the academy of Ankara)."),
    ("holding Navy, tugs [old], 2 [laid up]", "The Ruritanian Navy has 2 tugs (old; laid up)."),
    ("event visit, Vask (visitor), in Lerna, [1991..1992]", "Between 1991 and 1992, Iven Vask visited Lerna."),
    ("statement Navy, aim: ~ guards the coast, and Vask says that ~'s boats are old.", "The Ruritanian Navy guards the coast, and Vask says that the Ruritanian Navy's boats are old."),
    ("event exercise, Navy, 2013: In 2013, ~ held an exercise.", "In 2013, the Ruritanian Navy held an exercise."),
    ("event exercise, in Lerna, Navy, 2013: In 2013, ~ held an exercise.", "In 2013, the Ruritanian Navy held an exercise."),
    ("event exercise, Navy (organizer), 2013: In 2013, ~ held an exercise.", "In 2013, the Ruritanian Navy held an exercise."),
    # figures with their kinds and units
    ("mea Navy, defence budget 320 million dollars, 2009", "In 2009, the military budget of the Ruritanian Navy was 320 million US dollars."),
    ("mea Navy, $1.5 million, military spending, 2009", "In 2009, the military budget of the Ruritanian Navy was 1.5 million US dollars."),
    ("mea Ruritania, 0.8% of GDP, 2019", "In 2019, Ruritania spent 0.8 percent of its gross domestic product on its armed forces."),
    ("mea Navy, two dozen air defence battalions", "The Ruritanian Navy has 24 air defence battalions."),
    ("hold Navy, tugs, a small number", "The Ruritanian Navy has a small number of tugs."),
    ("mea Navy, 500 men", "The Ruritanian Navy has 500 personnel."),
    ("hold Navy, +utility craft, 3", "The Ruritanian Navy has 3 utility craft."),
    ("mea Navy, 8,900 troops", "The Ruritanian Navy has 8,900 personnel."),
    ("mea Navy, some 9,700 active soldiers, 2022", "In 2022, the Ruritanian Navy had an active strength of some 9,700 people."),
    ("mea Navy, over half a million reservists", "The Ruritanian Navy has over 500,000 people in reserve."),
    ("mea Ruritania, conscription 12 months", "The length of service of Ruritania is 12 months."),
    ("mea Navy, between three and five people killed, 2003", "In 2003, 3 to 5 people of the Ruritanian Navy were killed."),
    ("dep Navy, Lerna, training, 180 soldiers, 2003", "In 2003, the Ruritanian Navy had 180 people in Lerna for training."),
    # what is assumed
    ("dep Navy, Lerna", "The Ruritanian Navy is present in Lerna."),
    ("tran Turkey, Ruritania, tugs, 3, delivered, 2004", "In 2004, Ruritania received 3 tugs from Turkey."),
    ("event disbandment, Navy, 1997", "In 1997, the Ruritanian Navy was disbanded."),
    ("event withdrawal, Navy, in Lerna, 1997", "In 1997, the Ruritanian Navy withdrew from Lerna."),
    ("event founding, Ruritania, 1997", "In 1997, a founding took place, involving Ruritania."),
    ("tran Ruritania, +drones, unstated, planned", "Ruritania is to receive drones (number not given)."),
    # kinds of new things in their names
    ("rel +3rd Infantry Brigade, part of, Navy", "The 3rd Infantry Brigade is part of the Ruritanian Navy."),
    ("hold Navy, +Gannet-class patrol boats, 3", "The Ruritanian Navy has 3 Gannet-class patrol boats."),
    ("hold Navy, +T-72 main battle tanks, 3", "The Ruritanian Navy has 3 T-72 main battle tanks."),
    ("agr-act +Treaty on Lerna, signed, Ruritania; Turkey, 1998", "In 1998, Ruritania signed the Treaty on Lerna.\nIn 1998, Turkey signed the Treaty on Lerna."),
    ("coop Navy, +Ministry of Peace, training", "The Ruritanian Navy cooperates with the Ministry of Peace in training."),
    ("rel Navy, part of, +council Defence Council", "The Ruritanian Navy is part of the Defence Council."),
    ("coop Navy, +school Air Academy, training", "The Ruritanian Navy cooperates with the Air Academy in training."),
    ("coop Navy, +company Sun Group, training", "The Ruritanian Navy cooperates with Sun Group in training."),
    ("rel +school Command and Staff School; +service Coast Guard, part of, Navy", "The Command and Staff School is part of the Ruritanian Navy.\nThe Coast Guard is part of the Ruritanian Navy."),
    ("coop Navy, Turkey, military", "The Ruritanian Navy cooperates with Turkey in military matters."),
    ("dep Navy, in +air base Orm, basing", "The Ruritanian Navy is based at Orm."),
    ("hold Navy, +self-propelled howitzers 2S1, 3", "The Ruritanian Navy has 3 pieces of 2S1."),
    ("hold Navy, +patrol boats of the Orm class, 3", "The Ruritanian Navy has 3 patrol boats of the Orm class."),
    # times that are no dates
    ("hold Navy, tugs, 9, at its peak", "At its peak, the Ruritanian Navy had 9 tugs."),
    ("hold Navy, tugs, 9, after the war", "After the war, the Ruritanian Navy had 9 tugs."),
    ("hold Navy, tugs, 9, since independence", "Since independence, the Ruritanian Navy has had 9 tugs."),
    ("hold Navy, +offshore patrol vessels, one", "The Ruritanian Navy has 1 offshore patrol vessel."),
    ("event accident, Navy, in +Lake Orm, June 2016", "In June 2016, an accident took place in Lake Orm, involving the Ruritanian Navy."),
    ("dep Navy, in +Orm naval base, basing", "The Ruritanian Navy is based at Orm naval base."),
    ("app +Rear Admiral Rudolf Orm, +Head of Ports", "Rudolf Orm is Head of Ports."),
    # several names, and times in words
    ("rel Navy; Turkey, supports, Ruritania", "The Ruritanian Navy supports Ruritania.\nTurkey supports Ruritania."),
    ("prod Turkey, tugs; patrol boats", "Tugs are made in Turkey.\nPatrol boats are made in Turkey."),
    ("hold Navy, tugs, 3, three years later", "The Ruritanian Navy has 3 tugs (dated only 'three years later')."),
    ("hold Navy, tugs, 3, later", "The Ruritanian Navy has 3 tugs (dated only 'later')."),
    ("hold Navy, tugs, 3, in wartime", "In wartime, the Ruritanian Navy has 3 tugs."),
    # the claim above
    ("tran Ruritania, tugs, 3, purchase, ordered, 2004\nmea ^, contract value, 4 million euros", "In 2004, Ruritania ordered 3 tugs.\nThe contract value of the purchase of tugs was 4 million euros."),
    ("tran Ruritania, tugs, 3, delivered, 2004\nmea ^, price, 4 million euros", "In 2004, Ruritania received 3 tugs.\nThe price of the transfer of tugs was 4 million euros."),
    ("event accident, name=Lerna Fire, in Lerna, 2004\nmea ^, 3 soldiers killed\nmea ^, 2 wounded", "In 2004, the accident Lerna Fire took place in Lerna.\n3 people in Lerna Fire were killed.\n2 people in Lerna Fire were wounded."),
]  # fmt: skip
BEFORE = """\
unit the Ruritanian Navy (Navy), service, Ruritania
place Lerna, city
person Iven Vask
@3
"""


@pytest.mark.parametrize(("line", "sentences"), LINES)
def test_short_notes_make_whole_sentences(run: Callable[..., Result], seeds: Path, line: str, sentences: str) -> None:
    """The records are valid, and are left out if the notes are repeated."""
    Path("notes.txt").write_text(f"{BEFORE}{line}\n")
    added = run("new", "--from", "notes.txt", "--alone")
    assert added.code == 0, added.err
    found = [row[9:] for row in added.out.splitlines() if row[5:7] == "@3"]
    assert "\n".join(found) == sentences
    assert run("check", "seeds", "--alone", "--open").code == 0
    before = {path: path.read_bytes() for path in seeds.rglob("*.yaml")}
    again = run("new", "--from", "notes.txt", "--alone")
    assert (again.code, again.out) == (0, "")
    assert "added 0 records" in again.err
    assert {path: path.read_bytes() for path in seeds.rglob("*.yaml")} == before


def test_the_page_about_notes_has_an_example_of_each_kind(run: Callable[..., Result], seeds: Path) -> None:
    """The sentences on the page are those that azmil prints; things are added without lines of a text."""
    assert seeds.is_dir()
    notes, sentences, *_ = re.findall(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    kinds = {kind_of(line.split(" ")[0]) for line in notes.splitlines() if line[:1].isalpha()}
    assert {each for each in KINDS.values() if issubclass(each, Claim)} <= kinds
    Path("seeds/organizations/states.yaml").unlink()
    Path("seeds/holdings/boats.yaml").unlink()
    Path("notes.txt").write_text(notes, encoding="utf-8")
    added = run("new", "--from", "notes.txt", "--alone")
    assert added.code == 0, added.err
    assert [row for row in added.out.splitlines() if row[5:6] == "@"] == sentences.splitlines()


def test_claims_that_differ_in_a_detail_are_two(run: Callable[..., Result], seeds: Path) -> None:
    """The detail is in the id and in the sentence, which the seed file has."""
    line = "measure Navy, wounded, 20 [{}], 2009\n"
    Path("notes.txt").write_text(BEFORE + line.format("officers") + line.format("nurses of the fleet"))
    assert run("new", "--from", "notes.txt", "--alone").code == 0
    assert (
        (seeds / "measures" / "report.yaml").read_text()
        == """\
- id: ruritanian-navy-wounded-2009
  subject: ruritanian-navy
  measure_kind: wounded
  value: 20
  date: 2009
  unit: person
  sentence: In 2009, 20 people (officers) of the Ruritanian Navy were wounded.
  cite: report:3

- id: ruritanian-navy-wounded-2009-nurses-of-the-fleet
  subject: ruritanian-navy
  measure_kind: wounded
  value: 20
  date: 2009
  unit: person
  sentence: In 2009, 20 people (nurses of the fleet) of the Ruritanian Navy were wounded.
  cite: report:3
"""
    )
    again = run("new", "--from", "notes.txt", "--alone")
    assert (again.out, again.err) == ("", "azmil: added 0 records; 5 records of these notes existed before\n")


def test_a_name_gives_a_thing_its_kind_and_its_article(run: Callable[..., Result], seeds: Path) -> None:
    """A word that is given takes precedence, and the rank of a person is no part of the name."""
    Path("notes.txt").write_text(
        "unit Ruritania:\n  3rd Infantry Brigade; 4th Tank Battalion (4th)\n  5th Tank Company, unit\n"
        "equipment Osa II missile boats\nevent visit, +Captain Iven Vask (visitor), in +Orm Province @3\n"
    )
    assert run("new", "--from", "notes.txt", "--alone").code == 0
    units = (seeds / "units" / "report.yaml").read_text()
    assert "  name: 3rd Infantry Brigade\n  country: ruritania\n  echelon: brigade\n  article: the\n" in units
    assert "  name: 4th Tank Battalion\n  aliases:\n    - 4th\n  country: ruritania\n  echelon: battalion\n" in units
    assert "  name: 5th Tank Company\n  country: ruritania\n  echelon: unit\n" in units
    assert "  category: missile-boat\n" in (seeds / "equipment" / "report.yaml").read_text()
    assert "  name: Iven Vask\n  rank: captain\n" in (seeds / "people" / "report.yaml").read_text()
    assert "  place_kind: province\n" in (seeds / "places" / "report.yaml").read_text()


CATEGORIES = [
    ("Orm armoured cars", "armored-vehicle"), ("Orm scout cars", "reconnaissance-vehicle"), ("Orm cars", "vehicle"),
    ("OT-64 SKOT APCs", "armored-personnel-carrier"), ("BMP-1 IFVs", "infantry-fighting-vehicle"),
    ("Avro biplanes", "fixed-wing-aircraft"), ("PC-7 trainers", "training-aircraft"), ("Orm UAVs", "unmanned-aircraft"),
    ("Waspada missile gunboats", "missile-boat"), ("Orm gunboats", "patrol-boat"), ("Orm minehunters", "minesweeper"),
    ("Orm replenishment ship", "auxiliary-vessel"), ("Orm landing ships", "amphibious-ship"), ("Orm ships", "vessel"),
    ("M40 recoilless rifles", "anti-tank-weapon"), ("other frigates", "frigate"), ("AK rifles", "rifle"), ("Grad MLRS", "multiple-rocket-launcher"),
    ("Igla MANPADS", "man-portable-air-defense-system"), ("Orm anti-aircraft missiles", "surface-to-air-missile"),
]  # fmt: skip


def test_common_words_in_names_give_equipment_its_category(run: Callable[..., Result], seeds: Path) -> None:
    Path("notes.txt").write_text("@3\nholding Ruritania:\n" + "".join(f"  +{name}, 2\n" for name, _ in CATEGORIES))
    assert run("new", "--from", "notes.txt", "--alone").code == 0
    made = (seeds / "equipment" / "report.yaml").read_text()
    found = re.findall(r"  name: (.*)\n  category: (.*)\n", made)
    assert found == CATEGORIES


REFUSED = [
    ("workbench.drafts.details.OF_THING", "person Rudolf Orm [dead]", "6:8: '[dead]' is a detail, and only claims have details; leave it out, or give it as a claim, such as 'statement Rudolf Orm, description: …'"),
    ("workbench.drafts.details.AND_SENTENCE", "holding Navy, tugs, 2 [old] @3: ~ has 2 tugs.", "6:1: '[old]' would be lost: the line has its own sentence; say it in the sentence, or leave the sentence out"),
    ("workbench.drafts.details.NO_SUBJECT", "event exercise @3: ~ was held.", "6:1: '~' means the first name of the line, and there is none; write the name in the sentence"),
    ("workbench.drafts.above.NOTHING_ABOVE", "measure ^, price, 7, dollars @3", "6:9: '^' means the claim above, and there is none; write its line first, or name the record"),
    ("workbench.drafts.above.NO_NAME", "event exercise, 2009 @3\nmeasure ^, duration, 7, days @3", "7:9: '^' means the claim above, which has no name; add name=… to that line, such as name=Grey Seal"),
    ("workbench.drafts.problems.TWO_KINDS", "holding Navy, +missile boats, 2 @3", "6:15: '+missile boats' can be of two kinds; write +missile-boat missile boats or 'equipment boats, missile' in a line of its own"),
    ("workbench.drafts.problems.TWO_KINDS", "rel +5th Tank Company, part of, Navy @3", "6:5: '+5th Tank Company' can be of two kinds; write 'unit 5th Tank Company, company' or 'organization 5th Tank Company, company' in a line of its own"),
    ("workbench.drafts.problems.TWO_KINDS", "event visit, +Anna Lake, in Lerna @3", "6:14: '+Anna Lake' can be of two kinds; write +lake Anna Lake or +person Anna Lake"),
    ("workbench.drafts.problems.NO_NEW_KIND", "rel +Ruritanian Air Force, part of, Navy @3", "6:5: '+Ruritanian Air Force' does not say of which kind it is; write a word for its kind after +, such as '+state Ruritanian Air Force' or '+service Ruritanian Air Force'"),
    ("workbench.drafts.problems.NO_NEW_KIND", "statement Navy, role, says +institute an institute @3: ~ is old.", "6:23: '+institute an institute' does not say of which kind it is; write a word for its kind after +, such as '+state an institute' or '+service an institute' or '+person an institute'"),
    ("workbench.drafts.problems.SEVERAL", "holding Ruritania; Navy, tugs, 2 @3", "6:9: 'Ruritania; Navy' are several names, and a field of this holding takes one; write a line that ends in a colon with the other values, and below it an indented line for each name"),
]  # fmt: skip


@pytest.mark.usefixtures("fault")
@cases("line, message", REFUSED)
def test_short_notes_with_two_readings_are_refused(
    run: Callable[..., Result], seeds: Path, line: str, message: str
) -> None:
    before = {path: path.read_bytes() for path in seeds.rglob("*.yaml")}
    Path("notes.txt").write_text(f"{BEFORE}\n{line}\n".replace("@3\n\n", "\n\n", 1))
    ended = run("new", "--from", "notes.txt", "--alone")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"notes.txt:{message}\nazmil: nothing was written: 1 problem; correct them and try again\n"
    assert {path: path.read_bytes() for path in seeds.rglob("*.yaml")} == before


def test_a_line_that_means_one_above_with_a_problem_has_none(run: Callable[..., Result], seeds: Path) -> None:
    assert seeds.is_dir()
    Path("notes.txt").write_text(f"{BEFORE}tran Ruritania, togs, 3, ordered\nmea ^, price, 4 million euros\n")
    ended = run("new", "--from", "notes.txt", "--alone")
    assert [line.partition(": ")[0] for line in ended.err.splitlines()] == ["notes.txt:5:17", "azmil"]


def test_a_sentence_with_the_name_of_a_refused_thing_is_no_problem_of_its_own(
    run: Callable[..., Result], seeds: Path
) -> None:
    assert seeds.is_dir()
    Path("notes.txt").write_text(
        "unit Atlantis:\n  the Atlantean Fleet (Fleet), service @3\nstat Fleet, role: ~ is old. @3\n"
    )
    ended = run("new", "--from", "notes.txt", "--alone")
    assert [line.partition(": ")[0] for line in ended.err.splitlines()] == ["notes.txt:1:6", "azmil"]


@pytest.mark.parametrize(
    ("text", "is_time"),
    [
        ("9 June", True), ("last year", True), ("the same year", True), ("three years later", True),
        ("in the last two decades", True), ("at present", True), ("in peacetime", True), ("2009", False),
        ("Three Years Later", False), ("presently", False), ("two years", False), ("the last man", False),
    ],
)  # fmt: skip
def test_times_that_no_date_expresses(text: str, is_time: bool) -> None:  # noqa: FBT001 - a parameter
    assert dating.is_in_words(text) == is_time
