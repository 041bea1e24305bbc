"""Notes and values without the names of fields: each value goes where it fits, and what does not fit is explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from azmil.workbench import texts
from faults import cases, provokes

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.errors import Fault
    from conftest import Result


def written(seeds: Path, table: str) -> str:
    """Return the new records of a table."""
    return (seeds / table / "report.yaml").read_text()


def test_each_value_goes_to_the_first_field_that_accepts_it(run: Callable[..., Result], seeds: Path) -> None:
    added = run("new", "holding", "Ruritania", "Tugboats", "about 12", "May 2009", "planned", "@3", "--alone")
    assert (added.code, added.err) == (0, "")
    assert (
        written(seeds, "holdings")
        == """\
- id: ruritania-tugs-2009
  holder: ruritania
  equipment: tugs
  count: about 12
  date: 2009-05
  modality: planned
  cite: report:3
"""
    )


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        (["1830", "2002"], {"count: 1830", "date: 2002"}),
        (["2002", "1830"], {"count: 1830", "date: 2002"}),  # a number of our time is the year if another is the count
        (["2,000", "2005"], {"count: 2,000", "date: 2005"}),
        (["2005", "2,000"], {"count: 2,000", "date: 2005"}),
        (["2000", "May 2005"], {"count: 2000", "date: 2005-05"}),
        (["8620", "9 June"], {"count: 8620", "date_wording: 9 June"}),
        (["says Ruritania", "7"], {"attribution: ruritania", "count: 7"}),
    ],
)
def test_numbers_are_counts_or_years(
    run: Callable[..., Result], seeds: Path, values: list[str], fields: set[str]
) -> None:
    added = run("new", "holding", "ruritania", "patrol boats", *values, "@3", "--alone")
    assert (added.code, added.err) == (0, "")
    found = {line.strip() for line in written(seeds, "holdings").splitlines()}
    assert fields <= found
    assert len(found) == len(fields) + 4  # the id, the holder, the equipment and the lines


def test_a_required_field_comes_before_an_optional_one_when_values_are_few(
    run: Callable[..., Result], seeds: Path
) -> None:
    """The only party of a transfer is its recipient; of two, the first is the supplier."""
    transfer = ["transfer", "tugs", "3", "purchase", "delivered"]
    assert run("new", *transfer, "Ruritania", "@3", "--alone").code == 0
    assert run("new", *transfer, "Turkey", "Ruritania", "2004", "@3", "--alone").code == 0
    text = written(seeds, "transfers")
    assert text.count("recipient: ruritania") == 2
    assert text.count("supplier: turkey") == 1


def test_the_name_of_a_thing_has_its_article_and_its_other_names(run: Callable[..., Result], seeds: Path) -> None:
    added = run("new", "unit", "the Ruritanian Navy (Navy; RN); Ruritanian Guard", "service", "Ruritania", "--alone")
    assert (added.code, added.err) == (0, "azmil: added 2 records\n")
    assert (
        written(seeds, "units")
        == """\
- id: ruritanian-navy
  name: Ruritanian Navy
  article: the
  aliases:
    - Navy
    - RN
  echelon: service
  country: ruritania

- id: ruritanian-guard
  name: Ruritanian Guard
  echelon: service
  country: ruritania
"""
    )


def test_a_state_comes_before_the_territory_with_its_name(run: Callable[..., Result], seeds: Path) -> None:
    """The territories of the built-in article, and the states of the atlas."""
    Path("notes.txt").write_text(
        "@3\ndeployment Ruritania, Iraq, operation, 10 soldiers\nstatement Afghanistan, role: ~ buys tugs.\n"
        "transfer France, Ruritania, tugs, 3, delivered\n"
    )
    added = run("new", "--from", "notes.txt")
    assert added.code == 0, added.err
    assert "  place: iraq-territory\n" in written(seeds, "deployments")
    assert "  subject: afghanistan-state\n" in written(seeds, "statements")
    assert "  supplier: france-state\n" in written(seeds, "transfers")


def test_the_name_of_a_thing_may_follow_its_country(run: Callable[..., Result], seeds: Path) -> None:
    """A state, where another value fits no field; otherwise the state is the name."""
    Path("notes.txt").write_text(
        "unit France, the French Navy, service, navy\norganization Ruritania, the Ministry of Tugs, ministry\n"
        "unit Ruritania, service, id=ruritania-forces\n"
    )
    assert run("new", "--from", "notes.txt", "--alone").code == 0
    assert written(seeds, "units") == (
        "- id: france-french-navy\n  name: French Navy\n  article: the\n  country: france-state\n  echelon: service\n"
        "  branch: navy\n\n"
        "- id: ruritania-forces\n  name: Ruritania\n  echelon: service\n"
    )
    assert written(seeds, "organizations") == (
        "- id: ruritania-ministry-of-tugs\n  name: Ministry of Tugs\n  article: the\n  country: ruritania\n"
        "  organization_kind: ministry\n"
    )


NOTES = """\
# A day's notes
unit the Ruritanian Navy, service, Ruritania
@3
event visit, +Iven Vask (visitor), in +city Lerna, 9 June
app Vask, +the Minister of Ruritania @report:4

holding Navy, 2009:
  tugs, 2
  "patrol boats", about 1,500 @1
dep Navy, +state Syldavia, presence, 300
statement Navy, aim, says Vask: The navy, said Iven Vask: "We guard." @1
"""


def test_notes_have_a_record_per_line(run: Callable[..., Result], seeds: Path) -> None:
    """Things that claims mention are added first; the place of a state is added where a place is expected."""
    Path("notes.txt").write_text(NOTES)
    added = run("new", "--from", "notes.txt", "--alone")
    assert added.err == (
        "azmil: 'iven-vask-minister-of-ruritania' also cites report:1, which repeat its lines word for word\n"
        "azmil: 'ruritanian-navy-patrol-boats-2009' also cites report:4, which repeat its lines word for word\n"
        "azmil: 'ruritanian-navy-aim' also cites report:4, which repeat its lines word for word\n"
        "azmil: added 12 records\n"
    )
    assert (
        added.out
        == """\
   2     unit ruritanian-navy
   4     person iven-vask
   4     place lerna
   5     post minister-of-ruritania
  10     organization syldavia
   4 @3  Iven Vask visited Lerna (dated only '9 June').
   5 @4  Iven Vask is the Minister of Ruritania.
   8 @3  In 2009, the Ruritanian Navy had 2 tugs.
   9 @1  In 2009, the Ruritanian Navy had about 1,500 patrol boats.
  10     place syldavia-country
  10 @3  The Ruritanian Navy has 300 people in Syldavia.
  11 @1  The navy, said Iven Vask: "We guard."
"""
    )
    assert "  party: ruritanian-navy\n  place: syldavia-country\n" in written(seeds, "deployments")
    assert "- id: syldavia\n  name: Syldavia\n  organization_kind: state\n  country: syldavia\n" in written(
        seeds, "organizations"
    )
    assert run("check", "seeds", "--alone", "--open").code == 0


def test_notes_can_be_continued(run: Callable[..., Result], seeds: Path) -> None:
    """Lines whose records exist are left out; a line that cites other lines is refused."""
    Path("notes.txt").write_text(NOTES)
    assert run("new", "--from", "notes.txt", "--alone").code == 0
    before = written(seeds, "holdings")
    Path("notes.txt").write_text(NOTES + "measure Navy, personnel, 40 @1\n")
    added = run("new", "--from", "notes.txt", "--alone")
    assert added.out == "  12 @1  The Ruritanian Navy has 40 personnel.\n"
    assert added.err.endswith("azmil: added 1 record; 7 records of these notes existed before\n")
    assert written(seeds, "holdings") == before
    Path("notes.txt").write_text("holding Navy, tugs, 2, 2009 @1\n")
    refused = run("new", "--from", "notes.txt", "--alone")
    assert refused.err.startswith("notes.txt:1:1: 'ruritanian-navy-tugs-2009' already says this;")


CORRECTED = [
    ("holdings", "count: 2\n", "count: 3\n  note: Counted again.\n"),
    ("deployments", "strength: 300\n", "strength: 300\n  date: 2010\n"),
    ("people", "name: Iven Vask\n", "name: Ivan Vask\n"),
]


def test_records_corrected_by_hand_are_kept(run: Callable[..., Result], seeds: Path) -> None:
    """A line whose record was corrected is not added again; a new line about the same is, if another line says that."""
    Path("notes.txt").write_text(NOTES)
    assert run("new", "--from", "notes.txt", "--alone").code == 0
    for table, before, after in CORRECTED:
        path = seeds / table / "report.yaml"
        path.write_text(path.read_text().replace(before, after))
    files = {path: path.read_bytes() for path in seeds.rglob("*.yaml")}
    added = run("new", "--from", "notes.txt", "--alone")
    assert (added.code, added.out) == (0, "")
    assert added.err == (
        "azmil: added 0 records; 7 records of these notes existed before\n"
        "azmil: 2 records differ from their lines in the notes, and the seed files were kept: "
        "ruritanian-navy-tugs-2009, ruritanian-navy-syldavia-country-presence\n"
    )
    assert {path: path.read_bytes() for path in seeds.rglob("*.yaml")} == files
    path = seeds / "holdings" / "report.yaml"
    path.write_text(path.read_text().replace("count: 3\n", "count: 2\n"))
    Path("notes.txt").write_text(NOTES.replace("  tugs, 2\n", "  tugs, up to 5\n  tugs, 2\n"))
    assert (
        run("new", "--from", "notes.txt", "--alone").out == "   8 @3  In 2009, the Ruritanian Navy had up to 5 tugs.\n"
    )


SEVERAL = """\
@3
equipment recovery tanks, engineering-vehicle
holding Ruritania, +tank tanks, none
post the Head of the Ruritanian Navy
unit the Ruritanian Navy (Fleet), service, Ruritania
unit a tank battalion, battalion, Ruritania
measure Ruritanian Navy, military-budget, 3 million, dollars, 2009, date_wording=at first
appointment +Iven Vask, +the Head of Ports (Port Captain; Head)
statement a tank battalion, history @4: It was new.
production +company Tank Works, recovery tanks
agr-act +agreement Lerna Pact, signed, Ruritania; +state Syldavia, 2009
"""


def test_new_things_are_never_those_with_longer_names(run: Callable[..., Result], seeds: Path) -> None:
    """Words after + are a new thing, with its other names; several parties of an agreement are several records."""
    Path("notes.txt").write_text(SEVERAL)
    added = run("new", "--from", "notes.txt", "--alone")
    assert added.code == 0, added.err
    assert added.out.endswith(
        """\
   3 @3  Ruritania has no tanks.
   7 @3  In 2009, the military budget of the Ruritanian Navy was 3 million US dollars.
   8 @3  Iven Vask is the Head of Ports.
   9 @4  It was new.
  10 @3  Recovery tanks are made by Tank Works.
  11 @3  In 2009, Ruritania signed Lerna Pact.
  11 @3  In 2009, Syldavia signed Lerna Pact.
"""
    )
    assert "  aliases:\n    - Port Captain\n    - Head\n" in written(seeds, "posts")
    assert "  name: Tank Works\n  organization_kind: company\n" in written(seeds, "organizations")
    again = run("new", "--from", "notes.txt", "--alone")
    assert (again.out, again.err) == ("", "azmil: added 0 records; 11 records of these notes existed before\n")


FOLLOWING = """\
unitt the Ruritanian Navy (Navy), service
holding Navy, tugs, 2 @3
transfer Ruritania, +boot G9, 3, purchase, ordered, name=Purchase of G9 @3
measure Purchase of G9, contract value, 3, dollars @3
holding Ruritania, G9, 3 @3
holding Nawy:
  tugs, 3 @3
deployment Ruritania, in +zone Orm, basing @3
deployment Ruritania, in Orm, headquarters @3
"""


def test_only_the_roots_of_problems_are_reported(run: Callable[..., Result], seeds: Path) -> None:
    assert seeds.is_dir()
    Path("notes.txt").write_text(FOLLOWING)
    ended = run("new", "--from", "notes.txt", "--alone")
    assert [line.partition(": ")[0] for line in ended.err.splitlines()] == [
        "notes.txt:1:1", "notes.txt:3:21", "notes.txt:6:9", "notes.txt:8:23", "azmil",
    ]  # fmt: skip


def test_notes_can_be_repeated_after_a_conflict_was_pasted(run: Callable[..., Result], seeds: Path) -> None:
    """Its id ends like the name of a thing, whose last words are enough."""
    Path("notes.txt").write_text(
        "unit the Ruritanian Navy, service, Ruritania\n@3\nholding Navy, tugs, 2\nholding Navy, tugs, 3, in 2001 @1\n"
    )
    assert run("new", "--from", "notes.txt", "--alone").code == 0
    conflict = seeds / "conflicts" / "report.yaml"
    conflict.parent.mkdir()
    conflict.write_text(
        "- id: conflict-tugs-ruritanian-navy\n  question: How many tugs?\n  conflict_kind: number\n  conflict_sides:\n"
        "    - {claim: ruritanian-navy-tugs, says: '2'}\n    - {claim: ruritanian-navy-tugs-2001, says: '3'}\n"
        "  sentence: The lines differ on the tugs.\n"
    )
    again = run("new", "--from", "notes.txt", "--alone")
    assert (again.out, again.err) == ("", "azmil: added 0 records; 3 records of these notes existed before\n")


def test_a_broken_rule_is_reported_together_with_other_problems(run: Callable[..., Result], seeds: Path) -> None:
    assert seeds.is_dir()
    Path("notes.txt").write_text("@3\ndeployment Ruritania, basing\nholding Ruritania, Tugboots, 3\n")
    ended = run("new", "--from", "notes.txt", "--alone")
    assert ended.err.startswith("notes.txt:2:1: 'place' or 'facility' is missing; add one of them\nnotes.txt:3:20: ")
    assert ended.err.endswith("azmil: nothing was written: 2 problems; correct them and try again\n")


def test_a_new_thing_cites_the_first_line_that_names_it(
    run: Callable[..., Result], seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines are those of the text in the data folder; a part of a longer word is no name."""
    lines = ["Lernas are boats.", "", "They call at Lerna.", "Lerna is old."]
    monkeypatch.setattr(texts, "find", lambda sha256: lines if sha256 == "0" * 64 else [])
    assert run("new", "place", "Lerna", "city", "--alone").code == 0
    assert written(seeds, "places") == "- id: lerna\n  name: Lerna\n  place_kind: city\n  cite: report:3\n"


def test_lines_alone_on_a_line_are_those_of_claims_and_not_of_things(run: Callable[..., Result], seeds: Path) -> None:
    """A thing cites the first line that names it, if the text is known."""
    Path("notes.txt").write_text("@3\nplace Lerna, city\ndeployment Ruritania, Lerna, presence\n")
    assert run("new", "--from", "notes.txt", "--alone").code == 0
    assert written(seeds, "places") == "- id: lerna\n  name: Lerna\n  place_kind: city\n"
    assert "  cite: report:3\n" in written(seeds, "deployments")


def test_lines_in_parentheses_are_the_context(run: Callable[..., Result], seeds: Path) -> None:
    """Of a claim, of those below a line without a claim, of the indented ones; lines of their own replace both."""
    text = (
        "@3 (1)\nholding Ruritania, tugs, 1, in 2001\nholding Ruritania, tugs, 2, in 2002 @report:3 (1, 4)\n"
        "holding Ruritania, tugs @3 (4):\n  5, in 2005\n  6, in 2006 @3\n"
        "statement Ruritania, role @3 (1): ~ sells tugs (as is known).\n"
    )
    Path("notes.txt").write_text(text)
    assert run("new", "--from", "notes.txt", "--alone").code == 0
    made = [*written(seeds, "holdings").split("\n\n"), written(seeds, "statements")]
    shown = [[line.strip() for line in item.splitlines() if line[2:6] in ("cite", "cont")] for item in made]
    assert shown == [
        ["cite: report:3", "context: report:1, 4"],  # line 4 repeats line 1
        ["cite: report:3", "context: report:1, 4"],
        ["cite: report:3", "context: report:4, 1"],
        ["cite: report:3"],
        ["cite: report:3", "context: report:1, 4"],
    ]
    assert "sentence: Ruritania sells tugs (as is known).\n" in made[-1]


def test_an_indented_line_replaces_what_the_line_above_names(run: Callable[..., Result], seeds: Path) -> None:
    Path("notes.txt").write_text(
        "place Lerna, city\nplace Strelsau, city\n"
        "deployment Ruritania, presence, in Lerna, in 2001 @3:\n  strength=5\n  strength=6, in Strelsau, in 2002\n"
        "  strength=7, in Strelsau\n"
    )
    assert run("new", "--from", "notes.txt", "--alone").code == 0
    made = written(seeds, "deployments").split("\n\n")
    shown = [sorted(line.strip() for line in item.splitlines() if line[2:6] in ("date", "plac")) for item in made]
    assert shown == [
        ["date: 2001", "place: lerna"],
        ["date: 2002", "place: strelsau"],
        ["date: 2001", "place: strelsau"],
    ]


PROBLEMS = [
    ("workbench.drafts.problems.NO_FIELD", "holding Ruritania, Tugboots, 3 @3", "1:20: 'Tugboots' fits no field of this holding: holder, equipment, count, part_of, date, modality, sentence; did you mean 'tugs' for 'Tugboots'? a new thing is '+state Tugboots' or '+service Tugboots' or '+warship Tugboots'; a time in words is wording='last year'; 'azmil new holding' lists the words"),
    ("workbench.drafts.problems.NO_FIELD", "person Iven Vask, king,Ruritania", "1:19: 'king,Ruritania' fits no field of this person: rank, branch, country; did you mean 'ruritania' or 'mauritania' for 'king,Ruritania'? a comma separates values only with a blank after it; a new thing is '+state king,Ruritania'; 'azmil new person' lists the words"),
    ("workbench.drafts.problems.TAKEN_FIELD", "holding Ruritania, tugs, patrol boats, 3 @3", "1:26: 'patrol boats' can only be equipment, which another value already is; leave one out, or name the fields, as in field=value"),
    ("workbench.drafts.problems.YEAR", "deployment Ruritania, tugs, presence, 2010 @3", "1:39: '2010' can be the strength or the year; write 2,010 or strength=2010 for the number, or date=2010 for the year"),
    ("workbench.drafts.problems.YEAR", "holding Ruritania, tugs, 2010 @3", "1:26: '2010' can be the count or the year; write 2,010 or count=2010 for the number, or date=2010 for the year"),
    ("workbench.drafts.problems.YEAR", "holding Ruritania, tugs, 2000, 2005 @3", "1:26: '2000' can be the count or the year; write 2,000 or count=2000 for the number, or date=2000 for the year"),
    ("workbench.drafts.names.AMBIGUOUS", "deployment Ruritania, Lerna, presence @3\nplace Lerna, city\nfacility Lerna, airfield, id=lerna-airfield", "1:23: 'Lerna' is the name of several records: lerna, lerna-airfield; use one of these ids"),
    ("workbench.drafts.problems.KNOWN_NAME", "holding +alliance NATO, tugs, 2 @3", "1:9: '+alliance NATO' can be the existing record 'nato'; write nato for that one; if it is another thing, add it in a line of its own, such as 'organization NATO, alliance'"),
    ("workbench.drafts.problems.OTHER_KIND", "holding Ruritania, +submarine Tugs, 2 @3", "1:20: '+submarine Tugs' does not agree with the existing record 'tugs', whose category is 'warship'; write tugs for that one; if it is another thing, give it another name"),
    ("workbench.drafts.problems.SAME_THING", "place Lerna, city\nplace Lerna, coast", "2:7: 'Lerna' is already the name of 'lerna'; use that record, or give the new one an 'id' if it is another thing"),
    ("workbench.drafts.problems.NO_NEW_KIND", "holding +Navy, tugs, 2 @3", "1:9: '+Navy' does not say of which kind it is; write a word for its kind after +, such as '+state Navy' or '+service Navy' or '+warship Navy'"),
    ("workbench.drafts.problems.SEVERAL", "holding Ruritania, tugs; patrol boats, 2 @3", "1:20: 'tugs; patrol boats' are several names, and a field of this holding takes one; write a line that ends in a colon with the other values, and below it an indented line for each name"),
    ("workbench.drafts.problems.SEVERAL", "agreement-action CFE Treaty, Ruritania; United States, accession, +Iven Vask @3", "1:30: 'Ruritania; United States' are several names, and a field of this agreement-action takes one; write a line that ends in a colon with the other values, and below it an indented line for each name"),
    ("workbench.drafts.problems.TWO_FIELDS", "unit the Ruritanian Army, army", "1:27: 'army' can be echelon or branch; write the name of the field, as in branch=army"),
    ("seeds.items.UNCITED", "holding Ruritania, tugs, 2", "1:1: 'cite' is missing; give the lines that state it, such as 99, 237"),
    ("workbench.drafts.names.IS_POST", "holding Ruritania, tugs, 2, says King @3\npost the King of Ruritania; King", "1:29: 'King' is a post, and only persons and bodies are allowed here; name who held it"),
    ("workbench.drafts.problems.NO_KIND", "holdng Ruritania, tugs, 2 @3", "1:1: no such kind 'holdng'; did you mean 'holding'?"),
    ("workbench.drafts.notes.NO_BEGINNING", "  tugs, 2 @3", "1:1: an indented line needs a line above it that ends in a colon; remove the blanks at its start, or add a line such as 'holding Navy, 2002:' above it"),
    ("workbench.drafts.problems.NO_FIELD", "holding Ruritania, corvettes, 3 @3", "1:20: 'corvettes' fits no field of this holding: holder, equipment, count, part_of, date, modality, sentence; a new thing is '+corvettes'; a time in words is wording='last year'; 'azmil new holding' lists the words"),
    ("workbench.drafts.problems.NO_FIELD", "statement Ruritania, delivery @3: They were late.", "1:22: 'delivery' fits no field of this statement: subject, topic, date, modality; use one of: role, aim, intention, reason, effect, condition, history, description, composition, organization, origin, capability (32 more are in this vocabulary); or add the word to vocabularies/topics.yaml, with a code, a label and a definition; a new thing is '+service delivery'; a time in words is wording='last year'; 'azmil new statement' lists the words"),
    ("seeds.items.MISSING", "measure Ruritania, 45,000 people @3", "1:1: 'measure_kind' is missing; add it: kind of measure, a word of measure_kinds"),
    ("workbench.drafts.problems.NOT_HERE", "holding +city Orm, tugs, 2 @3", "1:9: '+city Orm' is a place, which fits no field here; write a thing that does, such as '+state Orm' or '+service Orm' or '+warship Orm'"),
    ("seeds.constraints.NONE_OF", "deployment Ruritania, tugs, presence @3", "1:1: 'place' or 'facility' is missing; add one of them"),
    ("workbench.drafts.problems.NO_FIELD", "holding Ruritania, tugs, 2, since Janury 2003 @3", "1:29: 'since Janury 2003' fits no field of this holding: holder, equipment, count, part_of, date, modality, sentence; a new thing is '+state since Janury 2003' or '+service since Janury 2003' or '+warship since Janury 2003'; a time in words is wording='last year'; 'azmil new holding' lists the words"),
    ("workbench.drafts.notes.UNCLOSED", 'holding "Ruritania, tugs, 2 @3', "1:9: this quotation mark is not closed; close it, or write it twice for a quotation mark in the text"),
    ("workbench.drafts.notes.AFTER_QUOTATION", 'holding Ruritania, "patrol" boats, 2 @3', "1:29: 'boats' follows a closing quotation mark; put a comma between two values, or write a quotation mark in the text twice"),
    ("workbench.drafts.notes.NO_LINES_BELOW", "holding Ruritania, tugs, 2:\nholding Ruritania, tugs, 3 @3", "1:1: this line ends in a colon, but no indented line follows; indent the lines that belong to it, or remove the colon"),
    ("workbench.drafts.notes.NO_KIND_FIRST", ": They have tugs. @3", "1:1: ':' is not the kind of a record; begin the line with a kind, as in 'holding Navy, patrol boats, 11, 2002 @30'"),
    ("workbench.drafts.notes.NOT_LINES", "holding Ruritania, tugs,\t2 @", "1:28: '@' does not cite a line; write @30, @30-32 or @report:30 at the end of the line, or @30 (28) with a line of its context"),
    ("workbench.drafts.notes.NOT_LINES", "holding Ruritania, tugs, 2 @3 (above)", "1:28: '@3 (above)' does not cite a line; write @30, @30-32 or @report:30 at the end of the line, or @30 (28) with a line of its context"),
]  # fmt: skip


@pytest.mark.usefixtures("fault")
@cases("line, message", PROBLEMS)
def test_a_line_that_is_not_valid_is_refused(run: Callable[..., Result], seeds: Path, line: str, message: str) -> None:
    Path("notes.txt").write_text(line + "\n")
    before = {path: path.read_bytes() for path in seeds.rglob("*.yaml")}
    ended = run("new", "--from", "notes.txt", "--alone")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"notes.txt:{message}\nazmil: nothing was written: 1 problem; correct them and try again\n"
    assert {path: path.read_bytes() for path in seeds.rglob("*.yaml")} == before


@provokes("workbench.drafts.notes.NO_NOTES")
def test_notes_without_records_are_refused(run: Callable[..., Result], seeds: Path, fault: Fault) -> None:
    (seeds.parent / "notes.txt").write_text("# nothing\n\n@3\n")
    ended = run("new", "--from", "notes.txt")
    assert ended.code == fault.code
    assert ended.err.startswith("azmil: 'notes.txt' contains no records; write one per line, such as 'holding Navy, ")


def test_the_kinds_are_listed_with_what_to_type(run: Callable[..., Result]) -> None:
    listed = run("new").out.splitlines()
    assert "holding holder equipment count [part_of] [date] [modality] [sentence]" in listed
    assert "unit name echelon [branch] [country]" in listed
    assert run("new", "holding", "--from", "x").code == 2


SETTINGS = [
    ("seeds.settings.NOT_SETTINGS", "alone = 1", "'alone' is not true or false"),
    ("seeds.settings.NOT_SETTINGS", "alone = true\nsingle = true", "unknown setting 'single'"),
]


@cases("text, reason", SETTINGS)
def test_the_settings_of_a_folder_must_be_valid(
    run: Callable[..., Result], seeds: Path, fault: Fault, text: str, reason: str
) -> None:
    (seeds / "azmil.toml").write_text(text)
    ended = run("check", "seeds", "--open")
    assert ended.code == fault.code
    assert ended.err.startswith(f"azmil: cannot read 'seeds/azmil.toml': {reason}; the only setting is alone = true, ")


def test_a_folder_can_stand_alone_and_is_found(
    run: Callable[..., Result], seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``source add --alone`` writes the setting; the only seed folder here is the one that is meant."""
    seeds.rename(seeds.with_name("mine"))
    Path("other.txt").write_text("One line.\n")
    assert run("source", "add", "other.txt", "--alone").code == 0
    assert Path("mine/azmil.toml").read_text().startswith("alone = true")
    assert run("check", "mine", "--open").err == "azmil: the seed files are valid: 4 records\n"
    added = run("new", "person", "Iven Vask")
    assert added.out.startswith("# mine/people/")
    seeds.with_name("mine").rename(seeds.with_name("elsewhere"))
    monkeypatch.setenv("AZMIL_SEEDS", "elsewhere")
    assert run("new", "person", "Rudolf Vask").out.startswith("# elsewhere/people/")
