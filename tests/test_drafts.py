"""New records: what is typed is all that only the user knows, and what is written is what a user would write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from azmil.errors import AzmilError
from azmil.seeds import nodes
from azmil.seeds.node import Mapping, Scalar, Sequence
from azmil.workbench.drafts.writing import appended, item, scalar
from faults import cases, provokes

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.errors import Fault
    from conftest import Result


def test_a_record_is_added_with_an_id_and_all_repeats_of_its_lines(run: Callable[..., Result], seeds: Path) -> None:
    fields = ["holder=Ruritania", "equipment=Tugboats", "count=about 12", "date=May 2009"]
    added = run("new", "holding", *fields, "--cite", "1", "--alone")
    assert (added.code, added.err) == (
        0,
        "azmil: 'ruritania-tugs-2009' also cites report:4, which repeat its lines word for word\n",
    )
    assert (
        added.out
        == """\
# seeds/holdings/report.yaml:1
- id: ruritania-tugs-2009
  holder: ruritania
  equipment: tugs
  count: about 12
  date: 2009-05
  cite: report:1, 4
# In May 2009, Ruritania had about 12 tugs.
"""
    )
    assert (
        (seeds / "holdings/report.yaml").read_text()
        == """\
- id: ruritania-tugs-2009
  holder: ruritania
  equipment: tugs
  count: about 12
  date: 2009-05
  cite: report:1, 4
"""
    )
    checked = run("check", "seeds", "--alone", "--open")
    assert (checked.code, checked.err) == (0, "azmil: the seed files are valid: 5 records\n")


def test_comments_layout_and_line_ends_of_the_file_are_kept(run: Callable[..., Result], seeds: Path) -> None:
    path = seeds / "holdings/report.yaml"
    (seeds / "holdings/boats.yaml").rename(path)
    before = b"# Boats.\r\n" + path.read_bytes().replace(b"\n", b"\r\n") + b"# The end."
    path.write_bytes(before)
    (seeds / "expected.yaml").write_text("holdings: 2  # counted by hand\n")
    added = run("new", "holding", "holder=ruritania", "equipment=tugs", "count=9", "date=2010", "--cite=3", "--alone")
    assert (added.code, added.err) == (0, "")
    assert added.out.startswith("# seeds/holdings/report.yaml:17\n- id: ruritania-tugs-2010\n")
    new = "\n\n- id: ruritania-tugs-2010\n  holder: ruritania\n  equipment: tugs\n  count: 9\n  date: 2010\n  cite: report:3\n"
    assert path.read_bytes() == before + new.replace("\n", "\r\n").encode()
    assert (seeds / "expected.yaml").read_text() == "holdings: 3  # counted by hand\n"


def test_a_thing_has_its_country_in_its_id_and_lists_are_separated_by_semicolons(
    run: Callable[..., Result], seeds: Path
) -> None:
    added = run("new", "unit", "name=Coast Guard", "country=ruritania", "echelon=Service",
                "aliases=CG (abbreviation); The Guard; {name: 'KW: 1', kind: translation, note: in Ruritanian}",
                "--cite=3", "--alone")  # fmt: skip
    assert (added.code, added.err) == (0, "")
    assert (
        (seeds / "units/report.yaml").read_text()
        == """\
- id: ruritania-coast-guard
  name: Coast Guard
  country: ruritania
  echelon: service
  aliases:
    - {name: CG, kind: abbreviation}
    - The Guard
    - {name: "KW: 1", kind: translation, note: in Ruritanian}
  cite: report:3
"""
    )


def test_a_field_may_be_named_by_its_beginning_or_its_last_word(run: Callable[..., Result], seeds: Path) -> None:
    added = run("new", "organization", "name=Syldavia", "kind=state", "count=syldavia", "--alone")
    assert (added.code, added.err) == (0, "")
    assert (seeds / "organizations/report.yaml").read_text() == (
        "- id: syldavia\n  name: Syldavia\n  organization_kind: state\n  country: syldavia\n"
    )
    added = run("new", "holding", "hol=ruritania", "eq=tugs", "coun=9", "da=2011", "ci=3", "--alone")
    assert added.out.splitlines()[4:7] == ["  count: 9", "  date: 2011", "  cite: report:3"]
    ambiguous = run("new", "holding", "holder=ruritania", "equipment=tugs", "co=9", "--cite=3", "--alone")
    assert "co: no such field 'co' in holdings" in ambiguous.err


def test_a_state_is_its_own_country_and_a_person_has_only_a_name(run: Callable[..., Result], seeds: Path) -> None:
    state = ["organization", "name=Syldavia", "organization_kind=state", "country=Syldavia"]
    assert run("new", *state, "--alone").out.splitlines()[:5] == [
        "# seeds/organizations/report.yaml:1",
        "- id: syldavia",
        "  name: Syldavia",
        "  organization_kind: state",
        "  country: syldavia",
    ]
    person = run("new", "person", "name=Ottokar Trovik", "country=syldavia", "--alone")
    assert person.out.splitlines()[1] == "- id: ottokar-trovik"
    assert (seeds / "people/report.yaml").read_text().startswith("- id: ottokar-trovik\n  name: Ottokar Trovik\n")


def test_an_event_is_named_after_its_kind_and_its_participants(run: Callable[..., Result], seeds: Path) -> None:
    added = run("new", "event", "event-kind=founding", "date=since 1999", "participants=Ruritania (foundr)",
                "sentence=Ruritania has had a coast guard since 1999.", "cite=3", "--alone")  # fmt: skip
    assert "participants: no such word 'foundr' in participant_roles" in added.err
    added = run("new", "event", "event-kind=Founding", "date=1999", "participants=Ruritania (participant)",
                "sentence=Ruritania founded a coast guard in 1999.", "cite=3", "--alone")  # fmt: skip
    assert (added.code, added.err) == (0, "")
    assert (
        (seeds / "events/report.yaml").read_text()
        == """\
- id: founding-ruritania-1999
  event_kind: founding
  date: 1999
  participants:
    - {party: ruritania, role: participant}
  sentence: Ruritania founded a coast guard in 1999.
  cite: report:3
"""
    )


@pytest.mark.usefixtures("seeds")
def test_an_id_that_is_taken_gets_more_of_the_date_then_the_source_then_its_line(run: Callable[..., Result]) -> None:
    ids = []
    for date, count in (("2008-05", "8"), ("2008", "9"), ("2008", "10"), ("2008", "11")):
        added = run("new", "holding", "holder=ruritania", "equipment=tugs", f"count={count}", f"date={date}",
                    "--cite", "3", "--alone")  # fmt: skip
        ids.append(added.out.splitlines()[1] if added.code == 0 else added.err.splitlines()[0])
    assert ids == [
        "- id: ruritania-tugs-2008-05",
        "- id: ruritania-tugs-2008-report",
        "- id: ruritania-tugs-2008-report-3",
        "holding: 'id' is missing: no id can be made from the other fields; give one",
    ]


def test_all_problems_are_reported_at_once_in_terms_of_the_fields_and_nothing_is_written(
    run: Callable[..., Result], seeds: Path
) -> None:
    added = run("new", "holding", "holder=rurtania", "equipment=tugs", "cuont=9", "date=20008", "--cite=9", "--alone")
    assert (added.code, added.out) == (1, "")
    expected = [
        "holding: 'count' is missing; add it: number held, or 'unstated' if the source gives none",
        "holder: no such record 'rurtania'; did you mean 'ruritania' or 'mauritania' or 'romania'?",
        "cuont: no such field 'cuont' in holdings; did you mean 'count'?",
        "date: '20008' is not a valid date",
        "cite: line 9 does not exist: 'report' has lines 1 to 4; cite lines in that range",
        "azmil: nothing was written: 5 problems; correct them and try again",
    ]
    lines = added.err.splitlines()
    assert [line[: len(start)] for line, start in zip(lines, expected, strict=True)] == expected
    assert not (seeds / "holdings/report.yaml").exists()


@pytest.mark.usefixtures("seeds")
def test_the_rules_of_the_folder_apply_to_a_new_record(run: Callable[..., Result]) -> None:
    added = run("new", "holding", "holder=ruritania", "equipment=tugs", "count=9", "date=2010", "part_of=ruritania-tugs",
                "sentence=Ruritania had 8 tugs.", "cite=2", "--alone")  # fmt: skip
    assert added.err.splitlines() == [
        "sentence: the sentence does not contain the figure of 'count' (9); add it, or correct 'count'",
        "sentence: the sentence does not contain the year 2010 of 'date'; add it, or correct 'date'",
        "cite: line 2 of 'report' cannot state the claim: verdict 'blank'; cite the lines that state it, or correct the verdict",
        "azmil: nothing was written: 3 problems; correct them and try again",
    ]


def test_a_name_means_a_record_of_the_folder_before_built_in_ones(run: Callable[..., Result], seeds: Path) -> None:
    (seeds / "units").mkdir()
    (seeds / "units/units.yaml").write_text(
        "- {id: ruritanian-navy, name: Navy, echelon: service, country: ruritania}\n"
    )
    added = run("new", "holding", "holder=our navy", "equipment=tugs", "count=2", "--cite=3")
    assert added.code == 1
    added = run("new", "holding", "holder=navy", "equipment=tugs", "count=2", "--cite=3")
    assert added.out.splitlines()[1:3] == ["- id: ruritanian-navy-tugs", "  holder: ruritanian-navy"]


def test_further_lines_are_cited_for_the_claim_with_an_id_or_with_the_same_fields(
    run: Callable[..., Result], seeds: Path
) -> None:
    path = seeds / "holdings/boats.yaml"
    before = path.read_text()
    added = run("new", "holding", "ruritania-tugs-2008", "--also", "report:1", "--alone")
    assert (
        added.out
        == """\
# seeds/holdings/boats.yaml:13
cite: report:3, 1, 4
# Ruritania had 7 tugs in 2008.
"""
    )
    assert path.read_text() == before.replace("  cite: 3\n", "  cite: report:3, 1, 4\n")
    added = run("new", "holding", "holder=Ruritania", "count=over 600", "--also", "3", "--alone")
    assert added.out.splitlines()[:2] == ["# seeds/holdings/boats.yaml:5", "cite: report:1, 4, 3"]
    passages = seeds / "passages/report.yaml"
    passages.write_text(passages.read_text().replace("verdict: blank", "fingerprint: cccc"))
    added = run("new", "holding", "holder=Ruritania", "count=over 600", "--also", "1-4", "--alone")
    assert (added.err, added.out.splitlines()[:2]) == (
        "",
        ["# seeds/holdings/boats.yaml:5", "cite: report:1, 4, 3, 2"],
    )  # what is new
    checked = run("check", "seeds", "--alone", "--open")
    assert (checked.code, checked.out) == (0, "")


def test_rows_of_a_csv_file_are_added_together_or_not_at_all(run: Callable[..., Result], seeds: Path) -> None:
    rows = 'holder,equipment,count,date,cite,note\nRuritania,tugs,5,2001,,\nruritania,Tugboats,"1,200",2002,report:1,"a ""b"""\n'
    (seeds.parent / "rows.csv").write_text(rows.replace("2002", "20022").replace("Tugboats", "Tugbotes"))
    added = run("new", "holding", "--csv", "rows.csv", "--cite", "3", "--alone")
    first, second, last = added.err.splitlines()
    assert first == "rows.csv:3:11: no such record 'Tugbotes'; did you mean 'tugs'?"
    assert second.startswith("rows.csv:3:28: '20022' is not a valid date")
    assert last == "azmil: nothing was written: 2 problems; correct them and try again"
    assert not (seeds / "holdings/report.yaml").exists()
    (seeds.parent / "rows.csv").write_text(rows.replace("holder,equipment", "hold,eq"))  # as on the command line
    added = run("new", "holding", "--csv", "rows.csv", "--cite", "3", "--alone")
    assert (added.code, added.err.splitlines()[-1]) == (0, "azmil: added 2 records")
    assert (
        (seeds / "holdings/report.yaml").read_text()
        == """\
- id: ruritania-tugs-2001
  holder: ruritania
  equipment: tugs
  count: 5
  date: 2001
  cite: report:3

- id: ruritania-tugs-2002
  holder: ruritania
  equipment: tugs
  count: "1,200"
  date: 2002
  cite: report:1, 4
  note: "a \\"b\\""
""".replace('"1,200"', "1,200").replace('"a \\"b\\""', 'a "b"')
    )


@pytest.mark.usefixtures("seeds")
def test_two_rows_that_say_the_same_are_refused(run: Callable[..., Result]) -> None:
    Path("rows.csv").write_text("holder,equipment,count,cite\nruritania,tugs,5,3\nRuritania,Tugboats,5,1\n")
    added = run("new", "holding", "--csv", "rows.csv", "--alone")
    assert added.err.splitlines()[0] == (
        "rows.csv:3:1: 'ruritania-tugs-report' already says this; "
        "to add lines to it, give them with --also instead of --cite"
    )


def test_a_template_has_all_fields_and_its_required_ones_to_fill_in(run: Callable[..., Result], seeds: Path) -> None:
    shown = run("new", "transfer", "--alone")
    lines = shown.out.splitlines()
    assert (shown.code, shown.err) == (0, "")
    assert lines[0].startswith("# transfer: Equipment that passes")
    assert "  recipient: …  # * the party that receives the equipment (id or name of a record in parties)" in lines
    assert "  # supplier: …  # the party that supplies the equipment (id or name of a record in parties)" in lines
    assert "  cite: …  # * lines that state it, such as report:6, 49" in lines
    at = next(number for number, line in enumerate(lines) if line.startswith("  status: …"))
    assert lines[at + 1].startswith("      # ")
    (seeds / "transfers").mkdir()
    (seeds / "transfers/x.yaml").write_text(shown.out)
    checked = run("check", "--alone", "--open", "seeds")
    places = [line.split(" ")[1:6] for line in checked.out.splitlines()]
    assert len(places) == 1 or all("transfers/x.yaml" in line for line in checked.out.splitlines())


# {folder} is the seed folder.
REFUSED = [
    ("workbench.drafts.problems.NO_KIND", ["new", "holdng", "count=1"], "no such kind 'holdng'; did you mean 'holding'?"),
    ("workbench.drafts.typed.NO_VALUE", ["new", "holding", "=tugs"], "'=tugs' is not a field with a value; write field=value, in quotes if it contains spaces"),
    ("cli.base.INVALID_USAGE", ["new", "holding", "--also", "1"], "--also requires the id or the fields of a record; see 'azmil new --help'"),
    ("cli.base.INVALID_USAGE", ["new", "holding", "x=1", "--also", "1", "--cite", "1"], "--also cannot be used with --cite; see 'azmil new --help'"),
    ("cli.base.INVALID_USAGE", ["new", "holding", "x=1", "--csv", "x.csv"], "--csv cannot be used with fields; see 'azmil new --help'"),
    ("cli.base.INVALID_USAGE", ["new", "holding", "--also", "1", "--csv", "x.csv"], "--csv cannot be used with --also; see 'azmil new --help'"),
    ("workbench.drafts.citing.NO_CLAIM", ["new", "holding", "ruritania-tugs-2009", "--also", "1"], "no holding in 'seeds' has the id 'ruritania-tugs-2009'; did you mean 'ruritania-tugs-2008'?"),
    ("workbench.drafts.citing.NO_CLAIM", ["new", "holding", "count=8", "--also", "1"], "no holding in 'seeds' has these fields; give its id, or add it as a new record"),
    ("workbench.drafts.citing.SEVERAL", ["new", "holding", "holder=ruritania", "--also", "1"], "2 records of kind holding have these fields: ruritania-tugs, ruritania-tugs-2008; give the id of one of them"),
    ("workbench.drafts.citing.NOT_HERE", ["new", "equipment", "osa-ii", "--also", "1"], "cannot add lines to 'osa-ii': it is not in 'seeds'; add an item that extends it: extends=osa-ii"),
    ("workbench.drafts.citing.CITED_ALREADY", ["new", "holding", "ruritania-tugs", "--also", "4"], "'ruritania-tugs' cites these lines already; give other lines"),
    ("workbench.drafts.adding.NO_ROWS", ["new", "holding", "--csv", "empty.csv"], "'empty.csv' contains no records; write the names of fields in the first row, and a record in each further row"),
]  # fmt: skip


@cases("arguments, message", REFUSED)
def test_an_invalid_command_is_refused(
    run: Callable[..., Result], seeds: Path, fault: Fault, arguments: list[str], message: str
) -> None:
    (seeds.parent / "empty.csv").write_text("holder,equipment\n\n")
    before = {path: path.read_bytes() for path in seeds.rglob("*.yaml")}
    ended = run(*arguments, "--alone")
    assert (ended.code, ended.out, ended.err) == (fault.code, "", f"azmil: {message}\n")
    assert {path: path.read_bytes() for path in seeds.rglob("*.yaml")} == before


TUGS = ["holder=ruritania", "equipment=tugs", "cite=3"]
NOT_VALID = [
    ("workbench.drafts.problems.NOT_VALID", ["holding", *TUGS], "holding: 'count' is missing; add it: number held, or 'unstated' if the source gives none"),
    ("workbench.drafts.typed.TWICE", ["holding", *TUGS, "count=1", "count=2"], "count: it is given twice; give it once; separate the items of a list by semicolons"),
    ("workbench.drafts.problems.SAME_CLAIM", ["holding", *TUGS, "count=7", "date=2008"], "holding: 'ruritania-tugs-2008' already says this; to add lines to it, give them with --also instead of --cite"),
    ("workbench.drafts.problems.SAME_THING", ["equipment", "name=Tugboats", "category=warship"], "name: 'Tugboats' is already the name of 'tugs'; use that record, or give the new one an 'id' if it is another thing"),
    ("workbench.drafts.problems.TAKEN", ["holding", *TUGS, "count=9", "id=tugs"], "id: 'tugs' is already the id of a record at seeds/equipment/boats.yaml:1; choose another id"),
    ("workbench.drafts.problems.NO_ID", ["place", "place_kind=sea", "cite=3"], "place: 'id' is missing: no id can be made from the other fields; give one"),
    ("workbench.drafts.names.NO_RECORD", ["holding", "holder=Xyzzy", "equipment=tugs", "count=9", "cite=3"], "holder: no such record 'Xyzzy'; add a record with this name first"),
    ("workbench.drafts.names.NO_RECORD", ["holding", "holder=ruritania", "equipment=patrol", "count=9", "cite=3"], "equipment: no such record 'patrol'; add one with this name, or use the id of one with a longer name: osa-ii, patrol-boats, stenka"),
    ("workbench.drafts.names.AMBIGUOUS", ["holding", "holder=ruritania", "equipment=osa", "count=9", "cite=3"], "equipment: 'osa' is the name of several records: osa-i, osa-m; use one of these ids"),
    ("seeds.csv_nodes.UNCLOSED", ["holding", "--csv", "rows.csv"], "rows.csv:2:1: the cell begins with a quote that is not closed; end it with '\"', and double each quote inside it"),
]  # fmt: skip


@pytest.mark.usefixtures("fault")
@cases("arguments, message", NOT_VALID)
def test_an_invalid_record_is_refused(
    run: Callable[..., Result], seeds: Path, arguments: list[str], message: str
) -> None:
    (seeds.parent / "rows.csv").write_text('holder\n"ruritania\n')
    (seeds / "equipment/osa.yaml").write_text(
        "- {id: osa-i, name: Osa, category: warship}\n- {id: osa-m, name: Osa, category: warship}\n"
    )
    before = {path: path.read_bytes() for path in seeds.rglob("*.yaml")}
    ended = run("new", *arguments, "--alone")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"{message}\nazmil: nothing was written: 1 problem; correct them and try again\n"
    assert {path: path.read_bytes() for path in seeds.rglob("*.yaml")} == before


@provokes("workbench.drafts.problems.ONE_PART")
def test_a_folder_of_seed_folders_is_refused(run: Callable[..., Result], seeds: Path, fault: Fault) -> None:
    for part in ("a", "b"):
        (seeds.parent / "all" / part / "holdings").mkdir(parents=True)
        (seeds.parent / "all" / part / "holdings/x.yaml").write_text("[]\n")
    ended = run("new", "holding", *TUGS, "--seeds", "all")
    assert (ended.code, ended.err) == (
        fault.code,
        "azmil: 'all' contains several seed folders; choose one of them: all/a, all/b\n",
    )


@pytest.mark.usefixtures("fault")
@provokes("workbench.drafts.writing.NO_LIST")
@pytest.mark.parametrize("text", ["[{id: a, name: b}]\n", "[]\n", "id: a\n"])
def test_a_file_that_is_not_a_list_line_by_line_is_refused(text: str) -> None:
    with pytest.raises(AzmilError, match=r"cannot add a record to 'x\.yaml'"):
        appended(text, ["- id: b\n"], Path("x.yaml"))


def test_items_are_set_apart_like_those_before_them() -> None:
    path = Path("x.yaml")
    assert appended("", ["- a: b\n", "- c: d\n"], path) == ("- a: b\n\n- c: d\n", [1, 3])
    assert appended("- {a: b}\n- {a: c}", ["- c: d\n"], path) == ("- {a: b}\n- {a: c}\n- c: d\n", [3])
    assert appended("# x\n  - a: b\n\n  - a: c\n", ["- c: d\n  e: f\n"], path)[0].endswith("\n\n  - c: d\n    e: f\n")
    assert appended("# Nothing yet.\n", ["- c: d\n"], path) == ("# Nothing yet.\n\n- c: d\n", [3])


@pytest.mark.parametrize(
    ("text", "written"),
    [("about 25", "about 25"), ("report:1, 4", "report:1, 4"), ("a: b", '"a: b"'), ("a #5", '"a #5"'), ("#5", '"#5"'),
     ("yes", "yes"), ("2006?", "2006?"), ("[1991..1992]", '"[1991..1992]"'), ("../1992", '"../1992"'), ("it's", "it's"),
     ("ends with:", '"ends with:"'), ("Şahdağ", "Şahdağ"), ('"quoted"', '"\\"quoted\\""'), ("two\nlines", '"two\\nlines"')],
)  # fmt: skip
def test_texts_are_quoted_only_where_yaml_needs_it(text: str, written: str) -> None:
    assert scalar(text) == written
    read = nodes.parse(item({"note": Scalar(1, 1, text)}), "x.yaml")
    assert isinstance(read, Sequence)
    assert isinstance(read.items[0], Mapping)
    assert getattr(read.items[0].fields["note"][1], "text", None) == text
    assert getattr(read.items[0].fields["note"][1], "comment", None) is None
