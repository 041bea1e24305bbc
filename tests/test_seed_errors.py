"""The exact message of each kind of damage to seeds: which file, line and column, what is wrong, and what to do."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from azmil import paths
from azmil.seeds import check, nodes, seed_files
from faults import cases, provokes

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.errors import Fault

BOATS, HOLDINGS, PASSAGES = "equipment/boats.yaml", "holdings/boats.yaml", "passages/report.yaml"
SOURCES = "sources/report.yaml"
FORMS = (
    "write 6, about 25, over 600, at least 3, up to 20000, between 3 and 5, "
    "a word such as some, many, a lot or thousands, or collective, unstated or none"
)
DATES = "write it like 2006, 2006-05, 2006-05-19, 199X, 1992-22 (summer), 1993/1999, 2002-04/.. or [..1992]"
ALIASES = (
    "variant, official-name, former-name, spelling, misprint, abbreviation, nato-reporting-name, "
    "original-designation, translation, meant"
)


def problems(seeds: Path, *others: Path) -> list[str]:
    return [str(problem) for problem in check(seed_files([seeds, *others], alone=True)).problems]


def osa(below: int = 0) -> str:
    """Return the place of a type of boat in the part of the seeds on the world, or so many lines below it."""
    vessels = paths.shipped("seeds") / "world" / "equipment" / "vessels.yaml"
    return f"{vessels}:{vessels.read_text(encoding='utf-8').split(chr(10)).index('- id: osa-ii') + 1 + below}"


CHANGES = [
    # reading a file
    ("seeds.nodes.NO_YAML", BOATS, "- id: tugs", "- id: 'tugs", "7:1: is not YAML: found unexpected end of stream; quote the text, or mend the brackets or the margin"),
    ("seeds.nodes.ALIAS", BOATS, "name: tugs", "name: *tugs", "2:9: an alias; write the value out (quote a text that begins with '*')"),
    ("seeds.nodes.ANCHOR", BOATS, "name: tugs", "name: &a tugs", "2:9: an anchor; leave it out (quote a text that begins with '&')"),
    ("seeds.nodes.TAG", BOATS, "name: tugs", "name: !!python/name:os.system tugs", "2:9: a tag; leave it out (quote a text that begins with '!')"),
    ("seeds.nodes.MERGE", BOATS, "name: tugs", "<<: tugs", "2:3: a merge key; write the fields out"),
    ("seeds.nodes.TWICE", BOATS, "name: tugs", "name: tugs\n  name: boats", "3:3: 'name' is given twice, first in line 2; remove one of them"),
    ("seeds.nodes.SECOND_DOCUMENT", BOATS, "- id: tugs", "- id: boats\n---\n- id: tugs", "2:1: a second document begins; write one list a file"),
    ("seeds.nodes.TOO_DEEP", BOATS, "name: tugs", "name: [[[[[[[[[[tugs]]]]]]]]]]", "2:16: nested deeper than 8 levels; write it flat"),
    ("seeds.nodes.NO_NAME", BOATS, "name: tugs", "[name]: tugs", "2:3: a field name must be a text; write 'field: value'"),
    ("seeds.nodes.TOO_LONG", BOATS, "name: tugs", f"name: {'x' * 20_001}", "2:9: a text longer than 20,000 characters; shorten it"),
    ("seeds.nodes.CONTROL", BOATS, "name: tugs", 'name: "\\x1b[31m"', "2:9: holds a control character; remove it"),
    ("seeds.nodes.CONTROL", BOATS, "name: tugs", "name: \x07", "2:9: holds a control character; remove it"),
    ("seeds.nodes.CONTROL", BOATS, "name: tugs", "name: tugs # or\u2028boats", "2:18: holds a control character; remove it"),
    ("seeds.nodes.CHECKSUM", BOATS, "name: tugs", f"name: tugs azmil-checksum:{'0' * 64}", "2:9: 'azmil-checksum:' is not allowed here: it marks the checksum of a database; remove it"),
    # what an item may hold
    ("seeds.entries.NO_LIST", BOATS, "- id: tugs", "  id: tugs", "1:3: a seed file is a list; begin each item with '- '"),
    ("seeds.entries.NO_ITEM", BOATS, "- id: tugs", "- tugs\n- id: tugs", "1:3: an item consists of fields; write 'field: value', one a line"),
    ("seeds.entries.NO_FIELD", HOLDINGS, "  date: 2008", "  dtae: 2008", "11:3: unknown field 'dtae'; did you mean 'date'?"),
    ("seeds.entries.MISSING", HOLDINGS, "  holder: ruritania\n", "", "1:3: 'holder' is missing; add it: who has it"),
    ("seeds.entries.UNCITED", HOLDINGS, "  cite: 3\n", "", "7:3: 'cite' is missing; give the lines that state it, such as 99, 237"),
    ("seeds.entries.NO_TEXT", HOLDINGS, "holder: ruritania", "holder: [ruritania]", "2:11: 'holder' takes one text; write 'field: value'"),
    ("seeds.entries.EMPTY", HOLDINGS, "holder: ruritania", "holder:", "2:10: 'holder' is empty; give a value or leave it out"),
    ("seeds.entries.NO_ID", HOLDINGS, "id: ruritania-tugs-2008", "id: Tugs 2008", "7:7: 'Tugs 2008' is not an id; use lower-case letters, digits and single hyphens, 80 at most"),
    ("seeds.entries.NO_CHILDREN", BOATS, "    - tugboats", "    tugboats", "5:5: 'aliases' takes a list; begin each item with '- '"),
    ("values.locators.NO_LINES", HOLDINGS, "  cite: 3", "  cite: 3;4", "13:9: '3;4' is not a line or range of lines; write it like 53, 51-60 or report:53, 60"),
    ("values.locators.NO_LINES", HOLDINGS, "  cite: 3", "  cite: [3]", "13:9: 'a list' is not a line or range of lines; write it like 53, 51-60 or report:53, 60"),
    ("values.locators.BACKWARD", HOLDINGS, "  cite: 3", "  cite: 3-1", "13:9: '3-1' ends before it begins; write the smaller line first"),
    # values
    ("seeds.fields.NO_NUMBER", SOURCES, "line_count: 4", "line_count: four", "6:15: 'four' is not a whole number; write one"),
    ("values.quantities.NO_QUANTITY", HOLDINGS, "count: over 600", "count: lots", f"4:10: 'lots' is not a quantity; {FORMS}"),
    ("values.quantities.NOT_BETWEEN", HOLDINGS, "count: over 600", "count: between 5 and 5", "4:10: 'between 5 and 5' is not a quantity: the second figure is not the larger one; write it like between 3 and 5"),
    ("values.quantities.TOO_LARGE", HOLDINGS, "count: over 600", f"count: {'9' * 19}", f"4:10: '{'9' * 19}' is too large; write 18 digits at most"),
    ("values.quantities.TOO_LARGE", SOURCES, "line_count: 4", f"line_count: {'9' * 5_000}", f"6:15: '{'9' * 5_000}' is too large; write 18 digits at most"),
    ("values.dates.NO_DATE", HOLDINGS, "date: 2008", "date: last year", f"11:9: 'last year' is not a date; {DATES}"),
    ("values.dates.NO_SUCH_DAY", HOLDINGS, "date: 2008", "date: 2008-02-30", "11:9: '2008-02-30' is not a date: that month has 29 days; write one that the calendar has"),
    ("values.dates.NO_SUCH_DAY", HOLDINGS, "date: 2008", "date: 9999-24", "11:9: '9999-24' is not a date: the years end with 9999; write one that the calendar has"),
    ("values.dates.NO_SUCH_DAY", HOLDINGS, "date: 2008", "date: 000X", "11:9: '000X' is not a date: the years begin with 0001; write one that the calendar has"),
    ("values.dates.BACKWARD", HOLDINGS, "date: 2008", "date: 2008/2007", "11:9: '2008/2007' is not a date: it ends before it starts; write the earlier date first"),
    ("values.dates.ENDLESS", HOLDINGS, "date: 2008", "date: ../..", "11:9: '../..' is not a date: one end of an interval must be given; write it like 1993/1999, 2002-04/.. or ../1992"),
    # words and references
    ("seeds.book.NO_WORD", BOATS, "category: warship", "category: warshop", "3:13: 'warshop' is not a word of equipment_categories; did you mean 'warship'?"),
    ("seeds.book.NO_WORD", BOATS, "    - tugboats", "    - {name: tugboats, kind: zzz}", f"5:30: 'zzz' is not a word of alias_kinds; there are: {ALIASES}"),
    ("seeds.book.NO_RECORD", HOLDINGS, "holder: ruritania", "holder: ruritanja", "2:11: 'ruritanja' is not among parties; did you mean 'ruritania'?"),
    ("seeds.book.NO_RECORD", HOLDINGS, "holder: ruritania", "holder: xyzzyx", "2:11: 'xyzzyx' is not among parties; write a record of that id, or correct it"),
    ("seeds.book.NO_RECORD", HOLDINGS, "  cite: 3", "  cite: repotr:3", "13:9: 'repotr' is not among sources; did you mean 'report'?"),
    ("seeds.book.WRONG_KIND", HOLDINGS, "holder: ruritania", "holder: tugs", "2:11: 'tugs' is a record of kind equipment; name one of parties"),
    ("seeds.book.NO_LINE", HOLDINGS, "  cite: 3", "  cite: 5", "13:9: 'report' has lines 1 to 4, not 5; cite one of them"),
    ("seeds.book.TAKEN", HOLDINGS, "id: ruritania-tugs-2008", "id: tugs", "7:7: 'tugs' is taken by seeds/equipment/boats.yaml:1; choose another id, or remove one"),
    ("seeds.book.NO_WORD", HOLDINGS, "  date: 2008", "  modality: reported\n  date: 2008", "11:13: 'reported' is not a word of modalities; name whose words they are as attribution (said_by in reports), and leave the modality out unless it is hedged as well"),
    ("seeds.entries.EXTENDS_CLAIM", HOLDINGS, "- id: ruritania-tugs\n", "- extends: ruritania-tugs-2008\n", "1:12: only things can be extended; write a claim of its own"),
    ("seeds.entries.TWO_IDS", BOATS, "- id: tugs", "- id: tugs\n  extends: osa-ii", "2:12: 'id' and 'extends' in one item; leave one of them out"),
    ("seeds.extensions.OTHER_TABLE", BOATS, "- id: tugs", "- extends: turkey\n  cite: 3\n- id: tugs", "1:12: 'turkey' is in organizations; put the item into a file of that table"),
    # what the database would refuse
    ("seeds.constraints.BROKEN_RULE", SOURCES, "0" * 64, "0" * 63, "5:11: this rule does not hold: length(sha256) = 64; change one of its values, or add one"),
    ("seeds.constraints.SAME_CHILD", BOATS, "    - tugboats", "    - tugboats\n    - tugboats", "6:7: 'tugboats' stands in this list already, in line 5; remove one of them"),
    ("seeds.constraints.SAME_LINE", PASSAGES, "line: 3", "line: 2", "3:26: line 2 of 'report' is described already: seeds/passages/report.yaml:2; remove one of them"),
    ("seeds.constraints.NO_LINE", PASSAGES, "line: 4,", "line: 4, fingerprint: aaaa}\n- {source: report, line: 5,", "5:26: 'report' has lines 1 to 4, not 5; correct either"),
    ("seeds.constraints.BROKEN_RULE", SOURCES, "line_count: 4", "line_count: 0", "6:15: this rule does not hold: line_count > 0; change one of its values, or add one"),
    ("seeds.judgements.NO_DIGEST", SOURCES, "0" * 64, "z" * 64, f"5:11: '{'z' * 64}' is not a SHA-256; write its 64 digits, 0-9 and a-f"),
    ("seeds.judgements.VERDICT", PASSAGES, "fingerprint: bbbb", "fingerprint: bbbb, verdict: blank", "3:57: line 3 cannot be judged blank: it has a fingerprint; correct the verdict, or leave it out"),
    ("seeds.judgements.VERDICT", PASSAGES, "fingerprint: bbbb", "fingerprint: bbbb, verdict: cited", "3:57: line 3 cannot be judged cited: that follows from the claims which cite it; correct the verdict, or leave it out"),
    ("seeds.judgements.STATES_NOTHING", HOLDINGS, "cite: 3", "cite: 2, 3", "13:9: line 2 of 'report' cannot state this: judged blank; cite the lines that do, or correct the verdict"),
    ("seeds.constraints.BROKEN_RULE", HOLDINGS, "count: over 600", "count: between -5 and 3", "4:10: this rule does not hold: count >= 0 AND count_lowest >= 0; change one of its values, or add one"),
    # rules between records
    ("seeds.sentences.NO_FIGURE", HOLDINGS, "had 7 tugs", "had tugs", "12:13: the sentence does not say the figure of 'count' (7); say it, or correct the figure"),
    ("seeds.sentences.NO_HEDGE", HOLDINGS, "count: 7", "count: about 7", "12:13: the sentence does not hedge 'count'; hedge it, such as with 'about', or correct the figure"),
    ("seeds.sentences.NO_YEAR", HOLDINGS, " in 2008.", ".", "12:13: the sentence does not say the year 2008 of 'date'; say it, or correct the date"),
    ("seeds.sentences.NO_HEDGE", HOLDINGS, "count: 7\n  date: 2008\n  sentence: Ruritania had 7 tugs in", "count: over 7\n  date: 2008\n  sentence: Ruritania had 7 tugs discovered in", "12:13: the sentence does not hedge 'count'; hedge it, such as with 'over', or correct the figure"),
    ("seeds.rules.NO_CONTEXT", HOLDINGS, "  cite: 3", "  note: The holder is taken from the sentence before.\n  cite: 3", "13:9: the note speaks of 'sentence before', and no line is given as context; give those lines as context"),
    ("seeds.rules.CROSSED", HOLDINGS, "  date: 2008", "  date: 2008\n  not_before: 2009", "12:15: '2009' of 'not_before' is after '2008' of 'date'; correct either"),
    ("seeds.rules.CROSSED", SOURCES, "line_count: 4", "line_count: 4\n  covers_from: 2010\n  covers_until: 2003", "7:16: '2010' of 'covers_from' is after '2003' of 'covers_until'; correct either"),
    ("seeds.book.TAKEN_THING", BOATS, "- id: tugs", "- {id: osa-ii, name: Osa, category: patrol-boat, cite: 3}\n- id: tugs", "1:8: 'osa-ii' is taken by {WORLD}; write 'extends: osa-ii' to add to that thing, or choose another id"),
    ("seeds.rules.UNCITED_REPEAT", HOLDINGS, "  cite: 1, 4", "  cite: 1", "5:9: line 4 repeats line 1 word for word; cite it too"),
]  # fmt: skip
ADDED = [
    (
        "seeds.rules.ONE_SIDE",
        "conflicts/tugs.yaml",
        "- id: how-many\n  question: How many tugs?\n  conflict_kind: number\n  sentence: They differ.\n  conflict_sides:\n    - ruritania-tugs\n",
        "6:5: a conflict has two sides at least; add the other claim",
    ),
    (
        "seeds.rules.LONG_QUOTE",
        "misprints/tugs.yaml",
        "- id: tgus\n  printed: one two three four five six seven\n  meant: tugs\n  reason: a slip\n  sentence: The source prints it.\n  cite: 3\n",
        "2:12: 'printed' quotes more than 6 words; say it in words of your own",
    ),
    (
        "seeds.fields.NO_FLAG",
        "misprints/tugs.yaml",
        "- id: tgus\n  printed: tgus\n  meant: tugs\n  reason: a slip\n  is_outside_knowledge: ja\n  sentence: The source prints it.\n  cite: 3\n",
        "5:25: 'ja' is neither yes nor no; there are: yes, no",
    ),
    ("seeds.rules.LIVE_ID", "retired_ids/x.yaml", "- {id: tugs, now: osa-ii, reason: none}\n", "1:8: 'tugs' is still the id of a record; retire another"),
    ("seeds.rules.LIVE_WORD", "retired_words/x.yaml", "- {vocabulary: branches, word: navy, instead: none}\n", "1:32: 'navy' of branches cannot be retired: the vocabulary has it; correct either"),
    ("seeds.rules.LIVE_WORD", "retired_words/x.yaml", "- {vocabulary: branch, word: sea, instead: none}\n", "1:30: 'sea' of branch cannot be retired: there is no such vocabulary; correct either"),
    ("seeds.book.TAKEN", "retired_words/x.yaml", "- {vocabulary: modalities, word: reported, instead: none}\n", "1:3: 'modalities reported' is taken by {WORDS}; choose another id, or remove one"),
    ("seeds.rules.UNEXPECTED", "expected.yaml", "holdings: 3\nequipment: 1\n", "1:11: 3 holdings are expected and 2 are there; correct whichever is wrong"),
    ("seeds.entries.NO_COUNT", "expected.yaml", "holdings: two\n", "1:11: a count is a whole number; write one"),
    ("seeds.entries.NO_COUNTS", "expected.yaml", "- holdings\n", "1:1: expected counts are fields; write '<table>: <count>', one a line"),
    ("seeds.entries.NO_COUNTED", "expected.yaml", "holding: 2\n", "1:1: unknown table 'holding'; did you mean 'holdings'?"),
    ("seeds.entries.NO_TABLE", "holding/x.yaml", "- id: x\n", "1:1: 'holding' is not a table that seeds fill; did you mean 'holdings'?"),
    ("seeds.entries.MISNAMED", "holdings/x.yml", "- id: x\n", "1:1: a seed file ends with .yaml; rename it, or move it elsewhere"),
    (
        "seeds.rules.NO_CLAIM",
        "conflicts/tugs.yaml",
        "- id: how-many\n  question: How many?\n  conflict_kind: number\n  sentence: They differ.\n  cite: 3\n  conflict_sides:\n    - ruritania-tugs\n    - ruritania\n",
        "8:7: 'ruritania' is a record of kind organization and no claim; name a claim",
    ),
    (
        "seeds.rules.ORDER",
        "transfers/tugs.yaml",
        "- id: tugs-bought\n  recipient: ruritania\n  equipment: tugs\n  count: 7\n  means: purchase\n  status: delivered\n  order_date: 2006\n  delivery_date: 2004\n  sentence: The 7 tugs of 2004 were ordered in 2006.\n  cite: 3\n",
        "7:15: it is ordered in 2006 and delivered in 2004; correct either",
    ),
    (
        "seeds.judgements.SECTION",
        "sections/report.yaml",
        "- {id: whole, source: report, title: Whole, first_line: 2, last_line: 900}\n",
        "1:57: lines 2 to 900 cannot be a section of 'report': it has lines 1 to 4; correct the lines",
    ),
    (
        "seeds.judgements.SECTION",
        "sections/report.yaml",
        "- {id: one, source: report, title: One, first_line: 1, last_line: 3}\n- {id: two, source: report, title: Two, first_line: 3, last_line: 4}\n",
        "2:53: lines 3 to 4 cannot be a section of 'report': line 3 is in another; correct the lines",
    ),
    ("seeds.entries.MISPLACED", "holdings/2008/x.yaml", "- id: x\n", "1:1: a seed file lies at <table>/<topic>.yaml; move it there"),
    ("seeds.nodes.NO_UTF8", "holdings/x.yaml", b"- id: a\n- id: \xff\n", "2:7: is not UTF-8 text; save it as UTF-8"),
    ("seeds.nodes.TOO_LARGE", "holdings/x.yaml", b"#\n" * 4 * 1024 * 1024 + b"#", "1:1: is larger than 8 MiB; split it by topic"),
]  # fmt: skip


@cases("name, old, new, told", CHANGES)
@pytest.mark.usefixtures("fault")
def test_a_change_is_told_where_it_is(seeds: Path, name: str, old: str, new: str, told: str) -> None:
    path = seeds / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert f"seeds/{name}:{told.replace('{WORLD}', osa())}" in problems(seeds)


@cases("name, content, told", ADDED)
@pytest.mark.usefixtures("fault")
def test_a_bad_file_is_told(seeds: Path, name: str, content: str | bytes, told: str) -> None:
    path = seeds / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    words = paths.shipped("seeds") / "world" / "retired_words" / "vocabularies.yaml"
    assert problems(seeds) == [f"seeds/{name}:{told.replace('{WORDS}', f'{words}:1')}"]


@provokes("seeds.nodes.NO_FILE")
@pytest.mark.usefixtures("fault")
def test_what_is_no_file_is_told(seeds: Path) -> None:
    os.mkfifo(seeds / "holdings" / "x.yaml")
    assert problems(seeds) == ["seeds/holdings/x.yaml:1:1: is not a regular file; put a text file in its place"]


@provokes("seeds.nodes.CANNOT_READ")
@pytest.mark.usefixtures("fault")
def test_a_file_that_cannot_be_read_is_told(seeds: Path) -> None:
    (seeds / "holdings" / "x.yaml").symlink_to("nowhere")
    assert problems(seeds) == [
        "seeds/holdings/x.yaml:1:1: cannot be read: no such file or directory; make it readable, or remove it"
    ]


@provokes("seeds.rules.OPEN")
def test_a_line_that_nobody_cited_or_judged_is_told(seeds: Path, fault: Fault) -> None:
    (seeds / PASSAGES).write_text((seeds / PASSAGES).read_text().replace(", verdict: blank", ""))
    assert problems(seeds) == [f"seeds/{SOURCES}:1:3: {fault(line=2, source='report')}"]
    assert problems(seeds)[0].endswith("line 2 of 'report' is open; cite it, or judge it to state nothing")


@provokes("seeds.judgements.STATES_NOTHING")
def test_lines_that_are_cited_and_judged_to_state_nothing_are_told(seeds: Path, fault: Fault) -> None:
    path = seeds / PASSAGES
    path.write_text(path.read_text().replace("bbbb", "bbbb, verdict: nothing, reason: a heading"))
    path = seeds / HOLDINGS
    path.write_text(path.read_text().replace("cite: 3", "cite: 2-3"))
    told = str(fault(lines="lines 2 to 3", source="report", judged="blank and to state nothing"))
    assert problems(seeds) == [f"seeds/{HOLDINGS}:13:9: {told}"]
    assert "lines 2 to 3 of 'report' cannot state this: judged blank and to state nothing; cite the lines" in told


@provokes("seeds.constraints.NO_PASSAGE")
@pytest.mark.usefixtures("fault")
def test_lines_that_are_not_described_are_told(seeds: Path) -> None:
    path = seeds / SOURCES
    path.write_text(path.read_text().replace("line_count: 4", "line_count: 1,006"))
    told = "line 5 and 1,001 more of 'report' has no passage; describe each line of the source"
    assert problems(seeds) == [f"seeds/{SOURCES}:6:15: {told}"]


@provokes("seeds.extensions.SAID")
@pytest.mark.usefixtures("fault")
def test_what_a_thing_has_already_is_not_given_again(seeds: Path) -> None:
    (seeds / "equipment" / "osa.yaml").write_text("- extends: osa-ii\n  name: Osa\n  cite: 3\n", encoding="utf-8")
    told = f"'name' of 'osa-ii' is given already: {osa(1)}; leave it out here, or there"
    assert problems(seeds) == [f"seeds/equipment/osa.yaml:2:9: {told}"]
    same = "- {extends: osa-ii, name: Osa-II-class patrol boats, category: patrol-boat, cite: 3, "
    same += "aliases: [{name: Osa}]}\n- {extends: osa-ii, aliases: [{name: Osa, note: again}]}\n"
    (seeds / "equipment" / "osa.yaml").write_text(same, encoding="utf-8")
    assert problems(seeds) == []
    again = "- {extends: osa-ii, note: one}\n- {extends: osa-ii, note: two, attribution: nobody}\n"
    (seeds / "equipment" / "osa.yaml").write_text(again, encoding="utf-8")
    assert problems(seeds) == [
        (
            "seeds/equipment/osa.yaml:2:27: 'note' of 'osa-ii' is given already: seeds/equipment/osa.yaml:1; "
            "leave it out here, or there"
        ),
        "seeds/equipment/osa.yaml:2:45: 'nobody' is not among parties; write a record of that id, or correct it",
    ]


@provokes("seeds.book.RETIRED")
@pytest.mark.usefixtures("fault")
def test_an_id_that_was_retired_finds_its_record_with_a_note(seeds: Path) -> None:
    (seeds / "holdings" / "navy.yaml").write_text(
        "- {id: navy-tugs, holder: navy, equipment: tugs, count: 7, cite: 'report:3'}\n", encoding="utf-8"
    )
    checked = check(seed_files([seeds]))
    assert [str(note) for note in checked.notes] == [
        "seeds/holdings/navy.yaml:1:27: 'navy' is now 'azerbaijani-navy'; write that"
    ]
    (row,) = (row for row in checked.rows["holdings"] if row["id"] == "navy-tugs")
    assert row["holder_id"] == "azerbaijani-navy"


@provokes("seeds.book.WHICH_SOURCE")
@pytest.mark.usefixtures("fault")
def test_a_citation_of_one_of_several_sources_is_told(seeds: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "organizations" / "states.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("- id: utopia\n  name: Utopia\n  organization_kind: state\n  cite: 3\n", encoding="utf-8")
    second = (seeds / SOURCES).read_text().replace("id: report", "id: reprint")
    (seeds / "sources" / "reprint.yaml").write_text(second)
    lines = (seeds / PASSAGES).read_text().replace("source: report", "source: reprint")
    (seeds / "passages" / "reprint.yaml").write_text(lines)
    assert "other/organizations/states.yaml:4:9: which source? there are several; write source:line" in problems(
        seeds, tmp_path / "other"
    )


@pytest.mark.parametrize(
    "content", ["- a: [b\n", "- a: 'b\n", "a\n b: c: d\n", "- a: b\n c\n", "[" * 50_000, "\t- a\n"]
)
def test_what_is_not_yaml_is_told_as_such(tmp_path: Path, content: str) -> None:
    """Among them what makes the C parser's own composer crash the process."""
    path = tmp_path / "x.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(nodes.SeedError, match=r"^x\.yaml:\d+:\d+: (is not YAML: |nested deeper )"):
        nodes.read(path, "x.yaml")


@provokes("seeds.judgements.OUTSIDE")
@pytest.mark.usefixtures("fault")
def test_a_line_outside_its_section_is_told(seeds: Path) -> None:
    (seeds / "sections").mkdir()
    section = "- {id: head, source: report, title: Head, first_line: 1, last_line: 2}\n"
    (seeds / "sections" / "report.yaml").write_text(section)
    (seeds / PASSAGES).write_text((seeds / PASSAGES).read_text().replace("line: 3", "line: 3, section: head"))
    told = "line 3 of 'report' is not in section 'head'; name the section that holds it"
    assert problems(seeds) == [f"seeds/{PASSAGES}:3:38: {told}"]


@provokes("seeds.rules.UNCITED_REPEATS")
@pytest.mark.usefixtures("fault")
def test_many_lines_that_repeat_one_are_told_as_one_problem(seeds: Path) -> None:
    path = seeds / SOURCES
    path.write_text(path.read_text().replace("line_count: 4", "line_count: 2,004"))
    lines = "".join(f"- {{source: report, line: {line}, fingerprint: bbbb}}\n" for line in range(5, 2_005))
    (seeds / PASSAGES).write_text((seeds / PASSAGES).read_text() + lines)
    told = "2,000 lines repeat line 3 word for word, the first of them line 5; cite them too"
    assert problems(seeds) == [f"seeds/{HOLDINGS}:13:9: {told}"]


@provokes("seeds.entries.TOO_MANY")
@pytest.mark.usefixtures("fault")
def test_a_file_of_nothing_but_problems_is_given_up(seeds: Path) -> None:
    (seeds / "units").mkdir()
    (seeds / "units" / "x.yaml").write_text("- x\n" * 100_000)
    found = problems(seeds)
    assert len(found) == 1_002
    assert found[-1] == "seeds/units/x.yaml:1002:3: more than 1,000 problems; correct those before, and check again"


def test_a_conflict_without_lines_of_its_own_rests_on_those_of_its_sides(seeds: Path) -> None:
    """Even where it cites one for its context; aliases are no sides."""
    (seeds / "conflicts").mkdir()
    text = (
        "- id: how-many\n  question: How many?\n  conflict_kind: number\n  sentence: They differ.\n  context: 3\n"
        "  conflict_sides:\n    - ruritania-tugs\n    - ruritania-tugs-2008\n"
    )
    (seeds / "conflicts" / "tugs.yaml").write_text(text)
    assert problems(seeds) == []
    (seeds / "conflicts" / "tugs.yaml").write_text(text.replace("conflict_sides", "aliases"))
    assert problems(seeds) == ["seeds/conflicts/tugs.yaml:1:3: a conflict has two sides at least; add the other claim"]


def test_seeds_are_found_behind_links_and_not_in_hidden_folders(seeds: Path, tmp_path: Path) -> None:
    (seeds / "holdings").rename(tmp_path / "elsewhere")
    (seeds / "holdings").symlink_to(tmp_path / "elsewhere")
    (seeds / ".github").mkdir()
    (seeds / ".github" / "ci.yaml").write_text("on: push\n")
    (seeds / "again").symlink_to(seeds)
    found = problems(seeds, seeds)
    assert len(check(seed_files([seeds / "."], alone=True)).problems) == len(found)
    assert {told.partition(":")[0] for told in found} == {
        f"seeds/again/{'again/' * depth}{name}"
        for depth in range(4)
        for name in (BOATS, HOLDINGS, PASSAGES, SOURCES, "organizations/states.yaml")
        if depth < 3
    }


def test_azmils_own_seeds_alone_are_all_of_them() -> None:
    assert len(seed_files([paths.shipped("seeds")], alone=True)) == len(seed_files())
