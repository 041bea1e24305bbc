"""Hints: what may be wrong in seeds that are valid, as planted in an invented document, and what silences them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from azmil import cli
from azmil.seeds import Book, check_book, gather, seed_files
from azmil.seeds.files import user_files
from azmil.seeds.nodes import read
from azmil.workbench import texts
from azmil.workbench.adding import add
from azmil.workbench.hints import FINDERS, NAMES, hints
from azmil.workbench.hints.figures import differ, figures_of
from azmil.workbench.hints.reading import Reading
from azmil.workbench.hints.repeats import same_things

if TYPE_CHECKING:
    from azmil.workbench.hints import Found, Hint

HINTED = Path(__file__).parent / "hinted"
DESCRIBED = {"date": "2019", "licence": "CC BY 4.0", "archived_url": "https://archive.example/1"}
# The planted faults: each hint, and the record with which it must be shown.
PLANTED = {
    ("differ", "army-2015-bulletin"),
    ("differ", "budget-2018-yearbook"),
    ("differ", "patrol-boats-yearbook"),
    ("stronger", "navy-sailors"),
    ("stronger", "budget-2018-review"),
    ("stronger", "submarines"),
    ("stronger", "kestrel-order"),
    ("stronger", "boreal-purchase"),
    ("stronger", "plover-delivery"),
    ("stronger", "lanner-test"),
    ("stronger", "falcon-armored-cars"),
    ("weaker", "grey-seal"),
    ("not-in-lines", "army-reserve"),
    ("not-in-lines", "peacekeepers-wounded"),
    ("not-in-lines", "heron-2016-review"),
    ("not-in-lines", "port-selm-opening"),
    ("not-in-lines", "cluster-shells-signed"),
    ("not-in-lines", "army-commander-2017"),
    ("same-claim", "heron-2016-again"),
    ("same-thing", "marovian-naval-schools"),
    ("same-thing", "mig29-fighter"),
    ("dense-line", "cutters"),
    ("dense-line", "pilot-training"),
    ("source-description", "bulletin"),
}


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The seeds of three invented documents with planted faults, inside the current folder; their texts are kept."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "mine"
    shutil.copytree(HINTED / "seeds", folder)
    for name in ("review", "yearbook", "bulletin"):
        described = {"title": name, **({} if name == "bulletin" else DESCRIBED)}
        add(HINTED / f"{name}.txt", folder, split="lines", described=described)
    return folder


def found_in(folder: Path) -> Found:
    book = Book(gather(seed_files([folder], alone=True)))
    assert check_book(book, may_be_open=True).problems == []
    return hints(book, {f"mine/{path.relative_to(folder)}" for path in folder.rglob("*.yaml")})


def named(found: Found) -> set[tuple[str, str]]:
    return {(hint.name, hint.place.id) for hint in found.hints}


def hint_on(folder: Path, name: str, id_: str) -> Hint:
    (hint,) = (hint for hint in found_in(folder).hints if (hint.name, hint.place.id) == (name, id_))
    return hint


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def append(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


def test_every_planted_fault_is_found_and_nothing_else(mine: Path) -> None:
    assert named(found_in(mine)) == PLANTED
    assert len(found_in(mine).hints) == len(PLANTED)


def test_every_kind_of_hint_is_planted_and_named() -> None:
    assert {name for name, _ in PLANTED} == NAMES.keys()
    assert len(set(FINDERS)) == len(FINDERS)


def test_a_hint_says_where_what_and_what_to_do(mine: Path) -> None:
    hint = hint_on(mine, "not-in-lines", "peacekeepers-wounded")
    assert hint.place[:3] == ("mine/measures/marovia.yaml", 18, 78)
    assert hint.message == (
        "review:19 does not contain '31' ('value'), '2004' ('date') or '2008' ('date'), but review:17 does"
    )
    assert hint.advice == "cite review:17, add it to 'context', or explain it in 'note'"


def test_a_line_with_talks_and_an_agreement_is_dense(mine: Path) -> None:
    hint = hint_on(mine, "dense-line", "pilot-training")
    assert hint.message == "only this claim cites review:23, which also mentions talks and an agreement"
    statements = mine / "statements" / "marovia.yaml"
    change(statements, "train pilots together.", "train pilots together and hold talks.")
    hint = hint_on(mine, "dense-line", "pilot-training")
    assert hint.message == "only this claim cites review:23, which also mentions an agreement"


def test_a_hint_on_a_built_in_thing_does_not_give_its_path(mine: Path) -> None:
    hint = hint_on(mine, "same-thing", "mig29-fighter")
    assert hint.message == "'MiG 29' is also the name of 'mig-29' (built-in)"
    assert (
        hint.advice
        == "use 'mig-29', with 'extends: mig-29' to add to it, or say in 'note' how it differs from 'mig-29'"
    )


def test_figures_that_differ_are_one_conflict_to_paste(mine: Path) -> None:
    hint = hint_on(mine, "differ", "army-2015-bulletin")
    assert [place.id for place in hint.places] == ["army-2015-bulletin", "army-2015-yearbook", "army-2015-review"]
    assert (
        hint.paste
        == """\
- id: conflict-personnel-marovian-army-2015
  question: "What was the personnel of the Marovian Army in 2015?"
  conflict_kind: number
  conflict_sides:
    - {claim: army-2015-review, says: "12,000"}
    - {claim: army-2015-yearbook, says: "12,500"}
    - {claim: army-2015-bulletin, says: "more than 14,000"}
  sentence: "The sources give different figures: 12,000, 12,500 or more than 14,000."
"""
    )


def test_pasted_conflicts_are_valid_and_silence_their_hints(mine: Path) -> None:
    pasted = [hint.paste for hint in found_in(mine).hints if hint.name == "differ"]
    append(mine / "conflicts" / "hints.yaml", "".join(pasted))
    assert named(found_in(mine)) == {hint for hint in PLANTED if hint[0] != "differ"}


def test_a_conflict_without_one_of_the_figures_is_to_be_completed(mine: Path) -> None:
    pasted = hint_on(mine, "differ", "army-2015-bulletin").paste
    append(
        mine / "conflicts" / "hints.yaml",
        pasted.replace('    - {claim: army-2015-bulletin, says: "more than 14,000"}\n', ""),
    )
    hint = hint_on(mine, "differ", "army-2015-bulletin")
    assert (hint.paste, hint.advice) == (
        "",
        "add the missing sides to the conflict 'conflict-personnel-marovian-army-2015'",
    )


NOTES = [
    ("measures", "date: 2018, cite: yearbook:6", "date: 2018, note: As budget-2018-review without pensions., cite: yearbook:6",
     ("differ", "budget-2018-yearbook")),
    ("measures", "value: 400000", "value: 400000, note: The figure 400000 is that of the erratum.",
     ("not-in-lines", "army-reserve")),
    ("agreement_actions", "date: 2012", "date: 2012, note: The treaty itself says 2012.",
     ("not-in-lines", "cluster-shells-signed")),
    ("appointments", "person: karel-dusek", "person: karel-dusek, note: Karel Dusek is his name in exile.",
     ("not-in-lines", "army-commander-2017")),
    ("transfers", "cite: review:18", "note: \"The word 'may' is a permission.\", cite: review:18",
     ("stronger", "plover-delivery")),
    ("events", "date: 2014", "date: 2014, note: 'stronger: the table after it has the test.'",
     ("stronger", "lanner-test")),
    ("statements", "modality: rumoured", "modality: rumoured, note: The modality is that of the heading.",
     ("weaker", "grey-seal")),
    ("transfers", 'cite: bulletin:4, sentence: "In', 'note: Another delivery than heron-2016-bulletin., cite: bulletin:4, sentence: "In',
     ("same-claim", "heron-2016-again")),
    ("organizations", "name: naval schools", "name: naval schools, note: All schools; naval-school is one of them.",
     ("same-thing", "marovian-naval-schools")),
    ("statements", "cite: review:23", 'note: "Of the agreement, only a plan exists.", cite: review:23', ("dense-line", "pilot-training")),
    ("holdings", "count: 9", "count: 9, note: 'The line lists more; see dense-line.'", ("dense-line", "cutters")),
]  # fmt: skip


def test_a_note_silences_what_it_mentions(mine: Path) -> None:
    """The notes are written one after the other, each of which silences one hint."""
    for file, old, new, _ in NOTES:
        change(mine / file / "marovia.yaml", old, new)
    assert named(found_in(mine)) == PLANTED - {hint for _, _, _, hint in NOTES}


def test_a_note_on_something_else_silences_nothing(mine: Path) -> None:
    change(mine / "measures" / "marovia.yaml", "value: 400000", "value: 400000, note: Without the border guard.")
    assert named(found_in(mine)) == PLANTED


def test_the_note_of_a_source_silences_the_fields_that_it_mentions(mine: Path) -> None:
    hint = hint_on(mine, "source-description", "bulletin")
    assert hint.message == "the source 'bulletin' has no 'archived_url', 'date' or 'licence'"
    change(
        mine / "sources" / "bulletin.yaml",
        "  reliability: f",
        "  note: No licence is printed; not archived.\n  reliability: f",
    )
    assert hint_on(mine, "source-description", "bulletin").message == "the source 'bulletin' has no 'date'"


def test_transfers_that_are_the_same_are_no_repeats(mine: Path) -> None:
    change(
        mine / "transfers" / "marovia.yaml",
        "id: heron-2016-again,",
        "id: heron-2016-again, same_as: heron-2016-bulletin,",
    )
    assert named(found_in(mine)) == PLANTED - {("same-claim", "heron-2016-again")}


@pytest.mark.parametrize(
    ("one", "two", "do_differ"),
    [
        ({"value": "600"}, {"value": "620"}, True),
        ({"value": "over 600"}, {"value": "620"}, False),
        ({"value": "over 600"}, {"value": "580"}, True),
        ({"value": "up to 600"}, {"value": "over 600"}, True),
        ({"value": "about 600"}, {"value": "620"}, False),
        ({"value": "about 600"}, {"value": "700"}, True),
        ({"value": "between 500 and 700"}, {"value": "620"}, False),
        ({"value": "hundreds"}, {"value": "150"}, True),
        ({"value": "none"}, {"value": "several"}, True),
        ({"value": "many"}, {"value": "620"}, False),
        ({"value": "600", "date": "2015"}, {"value": "620", "date": "2015"}, True),
        ({"value": "600", "date": "2015"}, {"value": "620", "date": "2015-03"}, True),
        ({"value": "600", "date": "2010/2015"}, {"value": "620", "date": "2012"}, True),
        ({"value": "600", "date": "2015"}, {"value": "620"}, False),
        ({"value": "600", "date": "2014"}, {"value": "620", "date": "2015"}, False),
        ({"value": "600", "date": "2010/2012"}, {"value": "620", "date": "2012/2015"}, False),
        ({"value": "600"}, {"value": "620", "modality": "planned"}, False),
        ({"value": "600", "modality": "planned"}, {"value": "620", "modality": "contracted"}, True),
        ({"value": "600"}, {"value": "620", "modality": "rumoured"}, True),
        ({"value": "600"}, {"value": "620", "modality": "denied"}, False),
        ({"value": "600", "attribution": "karland"}, {"value": "620", "attribution": "osterland"}, True),
        ({"value": "600"}, {"value": "620", "standing": "superseded", "standing_reason": "A new edition."}, False),
        ({"value": "600", "cite": "dogs:1"}, {"value": "620", "cite": "dogs:1"}, False),
        ({"value": "600", "unit": "person"}, {"value": "620"}, False),
        ({"value": "600", "counterpart": "karland", "counterpart_role": "payer"}, {"value": "620"}, False),
    ],
)  # fmt: skip
def test_figures_differ_if_they_cannot_both_be_true(
    tmp_path: Path, one: dict[str, str], two: dict[str, str], *, do_differ: bool
) -> None:
    for number, fields in enumerate((one, two), 1):
        values = {"measure_kind": "dogs", "unit": "item", "cite": f"dogs:{number}", "sentence": "Dogs.", **fields}
        words = ", ".join(f"{name}: {text}" for name, text in values.items())
        append(tmp_path / "measures" / "dogs.yaml", f"- {{id: dogs-{number}, subject: marovian-army, {words}}}\n")
    seeds = gather(user_files([tmp_path]))
    assert seeds.problems == []
    figures = [figure for entry in seeds.entries["measures"] for figure in figures_of(entry)]
    is_same_key = len({figure.key for figure in figures}) == 1 and len(figures) > 1
    assert (is_same_key and differ(*figures)) is do_differ


@pytest.mark.parametrize(
    ("kind", "one", "two", "is_same"),
    [
        ("people", "Samed Mehmandarov", "Mehmandarov, Samed", True),
        ("people", "Samed Mehmandarov", "S. Mehmandarov", True),
        ("people", "Samed Mehmandarov", "Samed Mehmandarof", True),
        ("people", "Samed Mehmandarov", "Samed Mehmandarova", True),
        ("people", "Samed Mehmandarov", "Sabir Mehmandarov", False),
        ("people", "Samed Orlov", "Boris Orlov", False),
        ("organizations", "Selm Works", "The Selm Works", True),
        ("organizations", "Centre of Hydrography", "center of hydrography", True),
        ("organizations", "Selm Works 1", "Selm Works 2", False),
        ("equipment", "Gull class", "Gull-class", True),
        ("equipment", "GM-109", "GM-119", False),
    ],
)
def test_the_same_thing_has_the_same_name_or_nearly(
    tmp_path: Path, kind: str, one: str, two: str, *, is_same: bool
) -> None:
    more = {"people": "", "organizations": ", organization_kind: company", "equipment": ", category: missile"}[kind]
    for id_, name in (("first", one), ("second", two)):
        append(tmp_path / kind / "more.yaml", f'- {{id: {id_}, name: "{name}"{more}}}\n')
    found = list(same_things(Reading(Book(gather(user_files([tmp_path]))))))
    assert [hint.place.id for hint in found] == (["second"] if is_same else [])


def test_things_with_one_name_in_different_countries_are_not_the_same(mine: Path) -> None:
    for country in ("karland", "osterland"):
        append(
            mine / "units" / "more.yaml",
            f"- {{id: {country}-navy, name: Royal Navy, country: {country}, branch: navy, echelon: service}}\n",
        )
    assert named(found_in(mine)) == PLANTED


def test_a_line_among_others_that_states_nothing_of_the_claim_is_found(mine: Path) -> None:
    change(
        mine / "measures" / "marovia.yaml",
        "cite: review:9, context: review:1",
        "cite: 'review:9, 20', context: review:1",
    )
    hint = hint_on(mine, "not-in-lines", "engineers-2013")
    assert hint.message == "review:20 does not contain the figures, dates or names of the claim, unlike its other lines"


def test_without_the_text_of_a_source_its_lines_are_not_compared(mine: Path) -> None:
    source = (mine / "sources" / "review.yaml").read_text(encoding="utf-8")
    texts.path_of(source.split("sha256: '")[1][:64]).unlink()
    found = found_in(mine)
    assert found.without_text == ["review"]
    assert ("not-in-lines", "cluster-shells-signed") in named(found)
    assert ("not-in-lines", "peacekeepers-wounded") not in named(found)
    assert ("differ", "army-2015-bulletin") in named(found)


def test_the_built_in_seeds_have_no_hints() -> None:
    """Lines are not compared here: the text of the article is not in the project."""
    book = Book(gather(seed_files()))
    book.resolve()
    assert named(hints(book)) == set()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str, int]:
    capsys.readouterr()
    code = cli.run(list(arguments))
    captured = capsys.readouterr()
    return captured.out, captured.err, code


def test_hints_are_printed_after_the_place_and_leave_the_exit_code_at_0(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err, code = run(capsys, "check", "--alone", "--open", "--hints", str(mine))
    lines = out.splitlines()
    assert code == 0
    assert sum(line.startswith("mine/") for line in lines) == len(PLANTED)
    assert (
        "mine/holdings/marovia.yaml:7:93: dense-line: only this claim cites review:16, which also has the figures 4 "
        "and 3; add claims for them, or say in 'note' why not"
    ) in lines
    assert "- id: conflict-personnel-marovian-army-2015" in lines
    assert err.endswith(" records; 24 hints\n")


def test_only_hints_on_the_given_file_are_printed(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _, code = run(capsys, "check", "--alone", "--open", "--hints", str(mine / "appointments" / "marovia.yaml"))
    assert (len(out.splitlines()), code) == (1, 0)
    assert out.startswith("mine/appointments/marovia.yaml:2:37: not-in-lines: review:11 does not contain 'Karel Dusek'")


def test_without_the_option_no_hints_are_printed(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", "--alone", "--open", str(mine))[0] == ""


def test_hints_and_problems_are_rows_of_json_and_csv(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _, code = run(capsys, "check", "--alone", "--open", "--hints", "--format", "json", str(mine))
    rows = json.loads(out)
    assert (len(rows), code) == (len(PLANTED), 0)
    (row,) = (row for row in rows if row["record"] == "budget-2018-yearbook")
    assert (row["kind"], row["name"], row["path"], row["line"]) == ("hint", "differ", "mine/measures/marovia.yaml", 11)
    assert row["paste"].startswith("- id: conflict-military-budget-marovia-2018\n")
    change(mine / "holdings" / "marovia.yaml", "equipment: marovian-cutters", "equipment: marovian-cutter")
    out, err, code = run(capsys, "check", "--alone", "--open", "--hints", "--format", "csv", str(mine))
    assert out.splitlines() == [
        "kind,name,path,line,column,record,message,advice,paste",
        (
            "problem,,mine/holdings/marovia.yaml,7,59,,no such id 'marovian-cutter' in equipment,"
            "\"did you mean 'marovian-cutters'? if not, add a record with this id, or correct it\","
        ),
    ]
    assert code == 1
    assert err.splitlines()[0] == "azmil: hints need valid seed files; fix the problems first"


def test_open_lines_are_problems_beside_the_hints(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _, code = run(capsys, "check", "--alone", "--hints", str(mine))
    assert code == 1
    assert "mine/passages/bulletin.yaml:5:28: line 5 of 'bulletin' is neither cited by a claim nor judged" in out
    assert ": dense-line: " in out


def test_pasted_conflicts_can_be_read(mine: Path) -> None:
    path = mine / "conflict.yaml"
    for hint in found_in(mine).hints:
        if hint.paste:
            path.write_text(hint.paste, encoding="utf-8")
            assert read(path, "conflict.yaml") is not None
