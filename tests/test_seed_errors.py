"""Messages of the checker: the place, the problem and the hint for each kind of invalid seed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from azmil import paths
from azmil.seeds import check, nodes, seed_files
from azmil.seeds.node import SeedError
from faults import cases, provokes

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.errors import Fault

BOATS, HOLDINGS, PASSAGES = "equipment/boats.yaml", "holdings/boats.yaml", "passages/report.yaml"
SOURCES = "sources/report.yaml"
FORMS = (
    "use a form like 6, about 25, over 600, at least 3, up to 20000, between 3 and 5, 2.5 million, "
    "a word such as some, many, a lot or thousands, or collective, unstated or none"
)
DATES = "use a form like 2006, 2006-05, 2006-05-19, 199X, 1992-22 (summer), 1993/1999, 2002-04/.. or [..1992]"
COMMENT = (
    "as a comment, not as part of 'name'; quote the text, or for a comment put two spaces before '#' and one after it"
)
ALIASES = (
    "variant, official-name, former-name, spelling, misprint, abbreviation, nato-reporting-name, "
    "original-designation, translation, meant"
)

RECORD = (
    "use one of: id, name, article, sentence, modality, attribution, standing, standing_reason, note, drafted_by, date, "
    "observed, not_before, not_after, date_wording"
)
TABLES = (
    "use one of: sources, sections, passages, retired_ids, retired_words, posts, places, facilities, equipment, "
    "agreements, units, organizations, people, holdings, transfers, appointments, unit_relations, deployments, "
    "measures, limits, agreement_actions, events, cooperation, productions, statements, conflicts, gaps, misprints"
)
ADD = "or add the word to vocabularies/{}.yaml, with a code, a label and a definition"
VESSELS = (
    "use one of: naval-helicopter, unmanned-aircraft, combat-unmanned-aircraft, reconnaissance-unmanned-aircraft, "
    "loitering-munition, vessel, warship, aircraft-carrier, cruiser, destroyer, frigate, corvette "
    "(84 more are in this vocabulary)"
)


def problems(seeds: Path, *others: Path) -> list[str]:
    return [str(problem) for problem in check(seed_files([seeds, *others], alone=True)).problems]


def osa(below: int = 0) -> str:
    """Return the place of 'osa-ii' in the built-in seeds, or a place some lines below it."""
    vessels = paths.built_in_folder("seeds") / "world" / "equipment" / "vessels.yaml"
    return f"{vessels}:{vessels.read_text(encoding='utf-8').split(chr(10)).index('- id: osa-ii') + 1 + below}"


CHANGES = [
    # reading a file
    ("seeds.nodes.NO_YAML", BOATS, "- id: tugs", "- id: 'tugs", "7:1: invalid YAML: found unexpected end of stream; quote the text, or fix the brackets or the indentation"),
    ("seeds.events.ALIAS", BOATS, "name: tugs", "name: *tugs", "2:9: a YAML alias is not allowed here; write the value in full, or quote text that begins with '*'"),
    ("seeds.events.ANCHOR", BOATS, "name: tugs", "name: &a tugs", "2:9: a YAML anchor is not allowed here; remove it, or quote text that begins with '&'"),
    ("seeds.events.TAG", BOATS, "name: tugs", "name: !!python/name:os.system tugs", "2:9: a YAML tag is not allowed here; remove it, or quote text that begins with '!'"),
    ("seeds.events.MERGE", BOATS, "name: tugs", "<<: tugs", "2:3: a YAML merge key ('<<') is not allowed here; write the fields in full"),
    ("seeds.events.TWICE", BOATS, "name: tugs", "name: tugs\n  name: boats", "3:3: 'name' is given twice, first on line 2; remove one of them"),
    ("seeds.events.SECOND_DOCUMENT", BOATS, "- id: tugs", "- id: boats\n---\n- id: tugs", "2:1: a second YAML document is not allowed here; put all items in one list"),
    ("seeds.events.TOO_DEEP", BOATS, "name: tugs", "name: [[[[[[[[[[tugs]]]]]]]]]]", "2:16: nested more than 8 levels deep; use fewer levels of nesting"),
    ("seeds.events.NO_NAME", BOATS, "name: tugs", "[name]: tugs", "2:3: a field name must be text; write 'field: value'"),
    ("seeds.node.TOO_LONG", BOATS, "name: tugs", f"name: {'x' * 20_001}", "2:9: the value is longer than 20,000 characters; shorten it"),
    ("seeds.node.CONTROL", BOATS, "name: tugs", 'name: "\\x1b[31m"', "2:9: the control character U+001B is not allowed here; remove it"),
    ("seeds.node.CONTROL", BOATS, "name: tugs", "name: \x07", "2:9: the control character U+0007 is not allowed here; remove it"),
    ("seeds.node.CONTROL", BOATS, "name: tugs", "name: tugs # or\u2028boats", "2:18: the control character U+2028 is not allowed here; remove it"),
    ("seeds.node.CHECKSUM", BOATS, "name: tugs", f"name: tugs azmil-checksum:{'0' * 64}", "2:9: 'azmil-checksum:' is reserved for the checksum of a database; remove it"),
    # fields of an item
    ("seeds.entries.NO_LIST", BOATS, "- id: tugs", "  id: tugs", "1:3: a seed file must be a list; start each item with '- '"),
    ("seeds.items.NO_ITEM", BOATS, "- id: tugs", "- tugs\n- id: tugs", "1:3: an item must consist of fields; write 'field: value', one per line"),
    ("seeds.items.NO_FIELD", BOATS, "category: warship", "parents: osa-ii", "3:3: no such field 'parents' in equipment; did you mean 'parent'? if not, " + RECORD + ", category, parent, is_aggregate, aliases, cite, context, extends"),
    ("seeds.items.NO_FIELD", HOLDINGS, "  date: 2008", "  dtae: 2008", "11:3: no such field 'dtae' in holdings; did you mean 'date'? if not, " + RECORD + ", holder, equipment, count, part_of, aliases, cite, context, extends"),
    ("seeds.items.MISSING", HOLDINGS, "  holder: ruritania\n", "", "1:3: 'holder' is missing; add it: the party that holds the equipment"),
    ("seeds.items.UNCITED", HOLDINGS, "  cite: 3\n", "", "7:3: 'cite' is missing; give the lines that state it, such as 99, 237"),
    ("seeds.items.NO_TEXT", HOLDINGS, "holder: ruritania", "holder: [ruritania]", "2:11: 'holder' must be text, not a list or fields; write 'holder: value'"),
    ("seeds.items.EMPTY", HOLDINGS, "holder: ruritania", "holder:", "2:10: 'holder' is empty; give it a value"),
    ("seeds.items.EMPTY", HOLDINGS, "holder: ruritania", "holder: ''", "2:11: 'holder' is empty; give it a value"),
    ("seeds.items.EMPTY", BOATS, "name: tugs", 'name: "  "', "2:9: 'name' is empty; give it a value, or omit the field"),
    ("seeds.items.EMPTY", BOATS, "name: tugs", "name: tugs\n  note: |-\n\n", "3:9: 'note' is empty; give it a value, or omit the field"),
    ("seeds.items.EMPTY", BOATS, "    - tugboats", "    - ''", "5:7: 'name' is empty; give it a value"),
    ("seeds.items.EMPTY", BOATS, "    - tugboats", "    - {name: tugboats, note: ''}", "5:30: 'note' is empty; give it a value, or omit the field"),
    ("seeds.items.EMPTY", HOLDINGS, "  date: 2008", "  date: ''", "11:9: 'date' is empty; give it a value, or omit the field"),
    ("seeds.items.EMPTY", HOLDINGS, "  cite: 3", "  cite: ''", "13:9: 'cite' is empty; give it a value"),
    ("seeds.items.EMPTY", HOLDINGS, "  cite: 3", "  cite: 3\n  context: ' '", "14:12: 'context' is empty; give it a value, or omit the field"),
    ("seeds.items.EMPTY", BOATS, "- id: tugs", "- extends: ''\n- id: tugs", "1:12: 'extends' is empty; give it a value"),
    ("seeds.items.COMMENT", BOATS, "name: tugs", "name: tugs #5 of Ruritania", f"2:14: YAML reads '#5 of Ruritania' {COMMENT}"),
    ("seeds.items.COMMENT", BOATS, "name: tugs", "name: tugs  #5", f"2:15: YAML reads '#5' {COMMENT}"),
    ("seeds.items.COMMENT", BOATS, "name: tugs", "name: tugs\n    #5 of Ruritania", f"3:5: YAML reads '#5 of Ruritania' {COMMENT}"),
    ("seeds.items.COMMENT", BOATS, "name: tugs", "name: #5 is\n    the tug", f"2:9: YAML reads '#5 is' {COMMENT}"),
    ("seeds.items.COMMENT", BOATS, "name: tugs", "name: tugs # 5", f"2:14: YAML reads '# 5' {COMMENT}"),
    ("seeds.items.COMMENT", BOATS, "name: tugs", "name: #5 tugs", f"2:9: YAML reads '#5 tugs' {COMMENT}"),
    ("seeds.items.COMMENT", BOATS, "name: tugs", "name: tugs\n    and\n    boats #5", f"4:11: YAML reads '#5' {COMMENT}"),
    ("seeds.items.COMMENT", BOATS, "    - tugboats", "    - tugboats\n      #5", f"6:7: YAML reads '#5' {COMMENT}"),
    ("seeds.items.COMMENT", BOATS, "    - tugboats", "    - tugboats #5", f"5:16: YAML reads '#5' {COMMENT}"),
    ("seeds.items.NO_ID", HOLDINGS, "id: ruritania-tugs-2008", "id: Tugs 2008", "7:7: 'Tugs 2008' is not a valid id; use lower-case letters, digits and single hyphens, at most 80 characters"),
    ("seeds.items.NO_CHILDREN", BOATS, "    - tugboats", "    tugboats", "5:5: 'aliases' must be a list; start each item with '- '"),
    ("values.locators.NO_LINES", HOLDINGS, "  cite: 3", "  cite: 3;4", "13:9: '3;4' is not a valid line or range of lines; use a form like 53, 51-60 or report:53, 60"),
    ("seeds.items.NO_TEXT", HOLDINGS, "  cite: 3", "  cite: [3]", "13:9: 'cite' must be text, not a list or fields; write lines like 53, 51-60 or report:53, 60"),
    ("values.locators.BACKWARD", HOLDINGS, "  cite: 3", "  cite: 3-1", "13:9: '3-1' is not a valid range of lines: it ends before it starts; put the lower line first"),
    # values
    ("seeds.fields.NO_NUMBER", SOURCES, "line_count: 4", "line_count: four", "6:15: 'four' is not a whole number; use digits, such as 12"),
    ("values.quantities.NO_QUANTITY", HOLDINGS, "count: over 600", "count: lots", f"4:10: 'lots' is not a valid quantity; {FORMS}"),
    ("values.quantities.NOT_BETWEEN", HOLDINGS, "count: over 600", "count: between 5 and 5", "4:10: 'between 5 and 5' is not a valid quantity: the second figure is not larger than the first; use a form like between 3 and 5"),
    ("values.quantities.TOO_LARGE", HOLDINGS, "count: over 600", f"count: {'9' * 19}", f"4:10: '{'9' * 19}' is too large; use at most 18 digits"),
    ("values.quantities.TOO_LARGE", SOURCES, "line_count: 4", f"line_count: {'9' * 5_000}", f"6:15: '{'9' * 5_000}' is too large; use at most 18 digits"),
    ("values.dates.NO_DATE", HOLDINGS, "date: 2008", "date: last year", f"11:9: 'last year' is not a valid date; {DATES}"),
    ("values.dates.NO_SUCH_DAY", HOLDINGS, "date: 2008", "date: 2008-02-30", "11:9: '2008-02-30' is not a valid date: the month has 29 days; use a date that exists in the calendar"),
    ("values.dates.NO_SUCH_DAY", HOLDINGS, "date: 2008", "date: 9999-24", "11:9: '9999-24' is not a valid date: years end at 9999; use a date that exists in the calendar"),
    ("values.dates.NO_SUCH_DAY", HOLDINGS, "date: 2008", "date: 000X", "11:9: '000X' is not a valid date: years begin at 0001; use a date that exists in the calendar"),
    ("values.dates.BACKWARD", HOLDINGS, "date: 2008", "date: 2008/2007", "11:9: '2008/2007' is not a valid date: it ends before it starts; put the earlier date first"),
    ("seeds.sentences.NO_DATE_HEDGE", HOLDINGS, "date: 2008", "date: 2008~", "12:13: the sentence does not hedge 'date', which is marked with '~'; add a word such as 'about', or correct 'date'"),
    ("seeds.sentences.NO_DATE_HEDGE", HOLDINGS, "date: 2008", "date: 2008/2009?", "12:13: the sentence does not hedge 'date', which is marked with '?'; add a word such as 'possibly', or correct 'date'"),
    ("values.dates.ENDLESS", HOLDINGS, "date: 2008", "date: ../..", "11:9: '../..' is not a valid date: an interval needs a start or an end; use a form like 1993/1999, 2002-04/.. or ../1992"),
    # words and references
    ("seeds.words.NO_WORD", BOATS, "category: warship", "category: warshop", f"3:13: no such word 'warshop' in equipment_categories; did you mean 'warship'? if not, {VESSELS}; {ADD.format('equipment_categories')}"),
    ("seeds.words.NO_WORD", BOATS, "    - tugboats", "    - {name: tugboats, kind: zzz}", f"5:30: no such word 'zzz' in alias_kinds; use one of: {ALIASES}; {ADD.format('alias_kinds')}"),
    ("seeds.book.NO_RECORD", HOLDINGS, "holder: ruritania", "holder: ruritanja", "2:11: no such id 'ruritanja' in parties; did you mean 'ruritania'? if not, add a record with this id, or correct it"),
    ("seeds.book.NO_RECORD", HOLDINGS, "holder: ruritania", "holder: xyzzyx", "2:11: no such id 'xyzzyx' in parties; add a record with this id, or correct it"),
    ("seeds.book.NO_RECORD", HOLDINGS, "  cite: 3", "  cite: repotr:3", "13:9: no such id 'repotr' in sources; did you mean 'report'? if not, add a record with this id, or correct it"),
    ("seeds.book.WRONG_KIND", HOLDINGS, "holder: ruritania", "holder: tugs", "2:11: 'tugs' is not allowed here: it is a record of kind equipment; use the id of a record in parties"),
    ("seeds.book.NO_LINE", HOLDINGS, "  cite: 3", "  cite: 5", "13:9: line 5 does not exist: 'report' has lines 1 to 4; cite lines in that range"),
    ("seeds.book.TAKEN", HOLDINGS, "id: ruritania-tugs-2008", "id: tugs", "7:7: 'tugs' is already used at seeds/equipment/boats.yaml:1; choose another id, or remove one of them"),
    ("seeds.words.NO_WORD", HOLDINGS, "  date: 2008", "  modality: reported\n  date: 2008", "11:13: no such word 'reported' in modalities; name the speaker in attribution (said_by in reports), and omit the modality unless the claim is hedged as well"),
    ("seeds.items.EXTENDS_CLAIM", HOLDINGS, "- id: ruritania-tugs\n", "- extends: ruritania-tugs-2008\n", "1:12: 'extends' is not allowed here: only things can be extended; replace it with 'id' to add a record"),
    ("seeds.items.TWO_IDS", BOATS, "- id: tugs", "- id: tugs\n  extends: osa-ii", "2:12: 'id' cannot be used with 'extends'; remove one of them"),
    ("seeds.extensions.OTHER_TABLE", BOATS, "- id: tugs", "- extends: turkey\n  cite: 3\n- id: tugs", "1:12: 'turkey' cannot be extended here: it is in organizations; move this item to a file in organizations/"),
    # rules of the database
    ("seeds.constraints.BROKEN_RULE", SOURCES, "0" * 64, "0" * 63, "5:11: the values violate the rule length(sha256) = 64; correct or add 'sha256'"),
    ("seeds.constraints.SAME_CHILD", BOATS, "    - tugboats", "    - tugboats\n    - tugboats", "6:7: 'tugboats' is already in this list, on line 5; remove one of them"),
    ("seeds.constraints.SAME_LINE", PASSAGES, "line: 3", "line: 2", "3:26: line 2 of 'report' is already described at seeds/passages/report.yaml:2; remove one of them"),
    ("seeds.constraints.NO_LINE", PASSAGES, "line: 4,", "line: 4, fingerprint: aaaa}\n- {source: report, line: 5,", "5:26: line 5 does not exist: 'report' has lines 1 to 4; correct the line, or the 'line_count' of the source"),
    ("seeds.constraints.BROKEN_RULE", SOURCES, "line_count: 4", "line_count: 0", "6:15: the values violate the rule line_count > 0; correct or add 'line_count'"),
    ("seeds.judgements.NO_DIGEST", SOURCES, "0" * 64, "z" * 64, f"5:11: '{'z' * 64}' is not a valid SHA-256; use 64 hexadecimal digits, in lower case"),
    ("seeds.judgements.VERDICT", PASSAGES, "fingerprint: bbbb", "fingerprint: bbbb, verdict: blank", "3:57: line 3 cannot have the verdict 'blank': the line has a fingerprint; correct the verdict, or omit it"),
    ("seeds.judgements.VERDICT", PASSAGES, "fingerprint: bbbb", "fingerprint: bbbb, verdict: cited", "3:57: line 3 cannot have the verdict 'cited': azmil sets it when a claim cites the line; correct the verdict, or omit it"),
    ("seeds.judgements.STATES_NOTHING", HOLDINGS, "cite: 3", "cite: 2, 3", "13:9: line 2 of 'report' cannot state the claim: verdict 'blank'; cite the lines that state it, or correct the verdict"),
    ("seeds.constraints.BROKEN_RULE", HOLDINGS, "count: over 600", "count: between -5 and 3", "4:10: the values violate the rule count >= 0 AND count_lowest >= 0; correct or add 'count'"),
    # rules between records
    ("seeds.sentences.NO_FIGURE", HOLDINGS, "had 7 tugs", "had tugs", "12:13: the sentence does not contain the figure of 'count' (7); add it, or correct 'count'"),
    ("seeds.sentences.NO_HEDGE", HOLDINGS, "count: 7", "count: about 7", "12:13: the sentence does not hedge the figure of 'count'; add a word such as 'about', or correct 'count'"),
    ("seeds.sentences.NO_YEAR", HOLDINGS, " in 2008.", ".", "12:13: the sentence does not contain the year 2008 of 'date'; add it, or correct 'date'"),
    ("seeds.sentences.NO_HEDGE", HOLDINGS, "count: 7\n  date: 2008\n  sentence: Ruritania had 7 tugs in", "count: over 7\n  date: 2008\n  sentence: Ruritania had 7 tugs discovered in", "12:13: the sentence does not hedge the figure of 'count'; add a word such as 'over', or correct 'count'"),
    ("seeds.rules.NO_CONTEXT", HOLDINGS, "  cite: 3", "  note: The holder is taken from the sentence before.\n  cite: 3", "13:9: the note refers to the 'sentence before', but 'context' is missing; list those lines in 'context'"),
    ("seeds.rules.OUT_OF_ORDER", HOLDINGS, "  date: 2008", "  date: 2008\n  not_before: 2009", "12:15: 'not_before' (2009) is after 'date' (2008); correct one of them"),
    ("seeds.rules.OUT_OF_ORDER", SOURCES, "line_count: 4", "line_count: 4\n  covers_from: 2010\n  covers_until: 2003", "7:16: 'covers_from' (2010) is after 'covers_until' (2003); correct one of them"),
    ("seeds.book.TAKEN_THING", BOATS, "- id: tugs", "- {id: osa-ii, name: Osa, category: patrol-boat, cite: 3}\n- id: tugs", "1:8: 'osa-ii' is already used at {WORLD}; write 'extends: osa-ii' to add to that thing, or choose another id"),
    ("seeds.rules.UNCITED_REPEAT", HOLDINGS, "  cite: 1, 4", "  cite: 1", "5:9: line 4 repeats line 1 word for word; cite it too"),
]  # fmt: skip
ADDED = [
    (
        "seeds.rules.ONE_SIDE",
        "conflicts/tugs.yaml",
        "- id: how-many\n  question: How many tugs?\n  conflict_kind: number\n  sentence: They differ.\n  conflict_sides:\n    - ruritania-tugs\n",
        "6:5: a conflict must have at least two sides; add the other claim",
    ),
    (
        "seeds.rules.LONG_QUOTE",
        "misprints/tugs.yaml",
        "- id: tgus\n  printed: one two three four five six seven\n  meant: tugs\n  reason: a slip\n  sentence: The source prints it.\n  cite: 3\n",
        "2:12: 'printed' quotes more than 6 words; quote fewer words",
    ),
    (
        "seeds.fields.NO_FLAG",
        "misprints/tugs.yaml",
        "- id: tgus\n  printed: tgus\n  meant: tugs\n  reason: a slip\n  is_outside_knowledge: ja\n  sentence: The source prints it.\n  cite: 3\n",
        "5:25: 'ja' is not a valid flag; use yes or no",
    ),
    ("seeds.rules.LIVE_ID", "retired_ids/x.yaml", "- {id: tugs, now: osa-ii, reason: none}\n", "1:8: cannot retire 'tugs': a record still has this id; rename that record, or remove this item"),
    ("seeds.rules.LIVE_WORD", "retired_words/x.yaml", "- {vocabulary: branches, word: navy, instead: none}\n", "1:32: cannot retire 'navy' of branches: it is still in the vocabulary; correct the word or the vocabulary"),
    ("seeds.rules.LIVE_WORD", "retired_words/x.yaml", "- {vocabulary: branch, word: sea, instead: none}\n", "1:30: cannot retire 'sea' of branch: no such vocabulary; correct the word or the vocabulary"),
    ("seeds.book.TAKEN", "retired_words/x.yaml", "- {vocabulary: modalities, word: reported, instead: none}\n", "1:3: 'modalities reported' is already used at {WORDS}; choose another id, or remove one of them"),
    ("seeds.rules.UNEXPECTED", "expected.yaml", "holdings: 3\nequipment: 1\n", "1:11: expected 3 holdings, found 2; correct the count or the seeds"),
    ("seeds.expected.NO_COUNT", "expected.yaml", "holdings: two\n", "1:11: the count of 'holdings' must be a whole number; use digits, such as 12"),
    ("seeds.expected.NO_COUNTS", "expected.yaml", "- holdings\n", "1:1: expected counts must be fields; write '<table>: <count>', one per line"),
    ("seeds.expected.NO_COUNTED", "expected.yaml", "holding: 2\n", "1:1: no such table 'holding'; did you mean 'holdings'? if not, " + TABLES),
    ("seeds.entries.NO_TABLE", "holding/x.yaml", "- id: x\n", "1:1: 'holding' is not a table that seeds can fill; did you mean 'holdings'? if not, " + TABLES),
    ("seeds.entries.MISNAMED", "holdings/x.yml", "- id: x\n", "1:1: the name of a seed file must end in .yaml or .csv; rename it, or move it elsewhere"),
    ("seeds.entries.MISNAMED", "holdings/x.CSV", "id,holder\n", "1:1: the name of a seed file must end in .yaml or .csv; rename it, or move it elsewhere"),
    (
        "seeds.rules.NO_CLAIM",
        "conflicts/tugs.yaml",
        "- id: how-many\n  question: How many?\n  conflict_kind: number\n  sentence: They differ.\n  cite: 3\n  conflict_sides:\n    - ruritania-tugs\n    - ruritania\n",
        "8:7: 'ruritania' is not a claim: it is a record of kind organization; use the id of a claim",
    ),
    (
        "seeds.rules.ORDER",
        "transfers/tugs.yaml",
        "- id: tugs-bought\n  recipient: ruritania\n  equipment: tugs\n  count: 7\n  means: purchase\n  status: delivered\n  order_date: 2006\n  delivery_date: 2004\n  sentence: The 7 tugs of 2004 were ordered in 2006.\n  cite: 3\n",
        "7:15: 'order_date' (2006) is after 'delivery_date' (2004); correct one of them",
    ),
    (
        "seeds.judgements.SECTION",
        "sections/report.yaml",
        "- {id: whole, source: report, title: Whole, first_line: 2, last_line: 900}\n",
        "1:57: lines 2 to 900 cannot be a section of 'report': the source has lines 1 to 4; correct the lines",
    ),
    (
        "seeds.judgements.SECTION",
        "sections/report.yaml",
        "- {id: one, source: report, title: One, first_line: 1, last_line: 3}\n- {id: two, source: report, title: Two, first_line: 3, last_line: 4}\n",
        "2:53: lines 3 to 4 cannot be a section of 'report': line 3 is in another section; correct the lines",
    ),
    ("seeds.entries.MISPLACED", "holdings/2008/x.yaml", "- id: x\n", "1:1: a seed file must be at <table>/<topic>.yaml; move it there"),
    ("seeds.nodes.NO_UTF8", "holdings/x.yaml", b"- id: a\n- id: \xff\n", "2:7: the file is not UTF-8 text; save it as UTF-8"),
    ("seeds.nodes.TOO_LARGE", "holdings/x.yaml", b"#\n" * 4 * 1024 * 1024 + b"#", "1:1: the file is larger than 8 MiB; split it by topic"),
]  # fmt: skip


@cases("name, old, new, message", CHANGES)
@pytest.mark.usefixtures("fault")
def test_an_invalid_change_is_reported_at_its_place(seeds: Path, name: str, old: str, new: str, message: str) -> None:
    path = seeds / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert f"seeds/{name}:{message.replace('{WORLD}', osa())}" in problems(seeds)


@cases("name, content, message", ADDED)
@pytest.mark.usefixtures("fault")
def test_an_invalid_file_is_reported(seeds: Path, name: str, content: str | bytes, message: str) -> None:
    path = seeds / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    words = paths.built_in_folder("seeds") / "world" / "retired_words" / "vocabularies.yaml"
    assert problems(seeds) == [f"seeds/{name}:{message.replace('{WORDS}', f'{words}:1')}"]


def test_valid_comments_and_quoted_text_are_accepted(seeds: Path) -> None:
    """A '#' is valid in quoted text, inside a word, after two spaces, and after a value other than text."""
    path = seeds / BOATS
    text = path.read_text(encoding="utf-8")
    path.write_text("# all boats\n" + text.replace("category: warship", "category: warship #5"), encoding="utf-8")
    assert problems(seeds) == []
    for name in (
        "tugs  # as the source has it",
        "'Order #5' #6",
        '"Order #5"',
        "Order#5",
        "|-\n    Order #5",
        "tugs\n  #5",
    ):
        path.write_text(text.replace("name: tugs", f"name: {name}"), encoding="utf-8")
        assert problems(seeds) == []


@provokes("seeds.constraints.BROKEN_RULE")
@pytest.mark.usefixtures("fault")
def test_the_rules_of_items_inside_a_record_are_checked(seeds: Path) -> None:
    """The database would reject a negative number of people in an event."""
    (seeds / "events").mkdir()
    (seeds / "events" / "visit.yaml").write_text(
        "- id: visit\n  event_kind: visit\n  sentence: Ruritania came.\n  cite: 3\n  participants:\n"
        "    - {party: ruritania, strength: between -5 and 3}\n"
    )
    rule = "the values violate the rule strength >= 0 AND strength_lowest >= 0; correct or add 'strength'"
    assert problems(seeds) == [f"seeds/events/visit.yaml:6:36: {rule}"]


@provokes("seeds.nodes.NO_FILE")
@pytest.mark.usefixtures("fault")
def test_a_pipe_is_reported(seeds: Path) -> None:
    os.mkfifo(seeds / "holdings" / "x.yaml")
    assert problems(seeds) == ["seeds/holdings/x.yaml:1:1: the file is not a regular file; replace it with a text file"]


@provokes("seeds.nodes.CANNOT_READ")
@pytest.mark.usefixtures("fault")
def test_a_file_that_cannot_be_read_is_reported(seeds: Path) -> None:
    (seeds / "holdings" / "x.yaml").symlink_to("nowhere")
    assert problems(seeds) == [
        "seeds/holdings/x.yaml:1:1: cannot read the file: no such file or directory; make it readable, or remove it"
    ]


@provokes("seeds.rules.OPEN")
def test_a_line_without_citation_or_verdict_is_reported(seeds: Path, fault: Fault) -> None:
    (seeds / PASSAGES).write_text((seeds / PASSAGES).read_text().replace(", verdict: blank", ""))
    assert problems(seeds) == [f"seeds/{PASSAGES}:2:26: {fault(line=2, source='report')}"]
    assert problems(seeds)[0].endswith(
        "line 2 of 'report' is neither cited by a claim nor judged; cite it, or give it a verdict"
    )


@provokes("seeds.judgements.STATES_NOTHING")
def test_lines_that_are_cited_and_judged_to_state_nothing_are_reported(seeds: Path, fault: Fault) -> None:
    path = seeds / PASSAGES
    path.write_text(path.read_text().replace("bbbb", "bbbb, verdict: nothing, reason: a heading"))
    path = seeds / HOLDINGS
    path.write_text(path.read_text().replace("cite: 3", "cite: 2-3"))
    message = str(fault(lines="lines 2 to 3", source="report", verdicts="'blank' and 'nothing'"))
    assert problems(seeds) == [f"seeds/{HOLDINGS}:13:9: {message}"]
    assert "lines 2 to 3 of 'report' cannot state the claim: verdict 'blank' and 'nothing'; cite the lines" in message


@provokes("seeds.constraints.NO_PASSAGE")
@pytest.mark.usefixtures("fault")
def test_lines_that_are_not_described_are_reported(seeds: Path) -> None:
    path = seeds / SOURCES
    path.write_text(path.read_text().replace("line_count: 4", "line_count: 1,006"))
    message = "no passage describes line 5 and 1,001 more lines of 'report'; describe each line of the source"
    assert problems(seeds) == [f"seeds/{SOURCES}:6:15: {message}"]


@provokes("seeds.extensions.OTHER_VALUE")
@pytest.mark.usefixtures("fault")
def test_an_extension_cannot_change_a_value(seeds: Path) -> None:
    (seeds / "equipment" / "osa.yaml").write_text("- extends: osa-ii\n  name: Osa\n  cite: 3\n", encoding="utf-8")
    message = f"'name' of 'osa-ii' already has another value at {osa(1)}; remove one of them"
    assert problems(seeds) == [f"seeds/equipment/osa.yaml:2:9: {message}"]
    same = "- {extends: osa-ii, name: Osa-II-class patrol boats, category: patrol-boat, cite: 3, "
    same += "aliases: [{name: Osa}]}\n- {extends: osa-ii, aliases: [{name: Osa, note: again}]}\n"
    (seeds / "equipment" / "osa.yaml").write_text(same, encoding="utf-8")
    assert problems(seeds) == []
    again = "- {extends: osa-ii, note: one}\n- {extends: osa-ii, note: two, attribution: nobody}\n"
    (seeds / "equipment" / "osa.yaml").write_text(again, encoding="utf-8")
    assert problems(seeds) == [
        (
            "seeds/equipment/osa.yaml:2:27: 'note' of 'osa-ii' already has another value at "
            "seeds/equipment/osa.yaml:1; remove one of them"
        ),
        "seeds/equipment/osa.yaml:2:45: no such id 'nobody' in parties; add a record with this id, or correct it",
    ]


@provokes("seeds.book.RETIRED")
@pytest.mark.usefixtures("fault")
def test_a_retired_id_finds_its_record_with_a_note(seeds: Path) -> None:
    (seeds / "holdings" / "navy.yaml").write_text(
        "- {id: navy-tugs, holder: navy, equipment: tugs, count: 7, cite: 'report:3'}\n", encoding="utf-8"
    )
    checked = check(seed_files([seeds]))
    assert [str(note) for note in checked.notes] == [
        "seeds/holdings/navy.yaml:1:27: the id 'navy' is now 'azerbaijani-navy'; use the new id"
    ]
    (row,) = (row for row in checked.rows["holdings"] if row.id == "navy-tugs")
    assert row.holder_id == "azerbaijani-navy"


@provokes("seeds.book.WHICH_SOURCE")
@pytest.mark.usefixtures("fault")
def test_a_citation_must_name_its_source_if_there_are_several(seeds: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "organizations" / "states.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("- id: utopia\n  name: Utopia\n  organization_kind: state\n  cite: 3\n", encoding="utf-8")
    second = (seeds / SOURCES).read_text().replace("id: report", "id: reprint")
    (seeds / "sources" / "reprint.yaml").write_text(second)
    lines = (seeds / PASSAGES).read_text().replace("source: report", "source: reprint")
    (seeds / "passages" / "reprint.yaml").write_text(lines)
    assert (
        "other/organizations/states.yaml:4:9: 'cite' must name a source: the seeds describe several; put its id before the lines, such as 'report:12', or set 'default_in' of one to all"
        in problems(seeds, tmp_path / "other")
    )


@pytest.mark.parametrize(
    "content", ["- a: [b\n", "- a: 'b\n", "a\n b: c: d\n", "- a: b\n c\n", "[" * 50_000, "\t- a\n"]
)
def test_invalid_yaml_is_reported_as_such(tmp_path: Path, content: str) -> None:
    """One of these crashes the composer of the C parser."""
    path = tmp_path / "x.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SeedError, match=r"^x\.yaml:\d+:\d+: (invalid YAML: |nested more )"):
        nodes.read(path, "x.yaml")


@provokes("seeds.judgements.OUTSIDE")
@pytest.mark.usefixtures("fault")
def test_a_line_outside_its_section_is_reported(seeds: Path) -> None:
    (seeds / "sections").mkdir()
    section = "- {id: head, source: report, title: Head, first_line: 1, last_line: 2}\n"
    (seeds / "sections" / "report.yaml").write_text(section)
    (seeds / PASSAGES).write_text((seeds / PASSAGES).read_text().replace("line: 3", "line: 3, section: head"))
    message = "line 3 of 'report' is not in section 'head'; name the section that contains it"
    assert problems(seeds) == [f"seeds/{PASSAGES}:3:38: {message}"]


@provokes("seeds.rules.UNCITED_REPEATS")
@pytest.mark.usefixtures("fault")
def test_many_lines_that_repeat_one_are_reported_as_one_problem(seeds: Path) -> None:
    path = seeds / SOURCES
    path.write_text(path.read_text().replace("line_count: 4", "line_count: 2,004"))
    lines = "".join(f"- {{source: report, line: {line}, fingerprint: bbbb}}\n" for line in range(5, 2_005))
    (seeds / PASSAGES).write_text((seeds / PASSAGES).read_text() + lines)
    message = "2,000 lines repeat line 3 word for word, starting with line 5; cite them too"
    assert problems(seeds) == [f"seeds/{HOLDINGS}:13:9: {message}"]


@provokes("seeds.entries.TOO_MANY")
@pytest.mark.usefixtures("fault")
def test_the_check_of_a_file_stops_after_1000_problems(seeds: Path) -> None:
    (seeds / "units").mkdir()
    (seeds / "units" / "x.yaml").write_text("- x\n" * 100_000)
    found = problems(seeds)
    assert len(found) == 1_002
    assert (
        found[-1]
        == "seeds/units/x.yaml:1002:3: this file has more than 1,000 problems: the rest of it was not checked; fix them and check again"
    )


def test_a_conflict_without_citations_uses_those_of_its_sides(seeds: Path) -> None:
    """Even if it cites a line as context. Aliases do not count as sides."""
    (seeds / "conflicts").mkdir()
    text = (
        "- id: how-many\n  question: How many?\n  conflict_kind: number\n  sentence: They differ.\n  context: 3\n"
        "  conflict_sides:\n    - ruritania-tugs\n    - ruritania-tugs-2008\n"
    )
    (seeds / "conflicts" / "tugs.yaml").write_text(text)
    assert problems(seeds) == []
    (seeds / "conflicts" / "tugs.yaml").write_text(text.replace("conflict_sides", "aliases"))
    assert problems(seeds) == [
        "seeds/conflicts/tugs.yaml:1:3: a conflict must have at least two sides; add the other claim"
    ]


def test_seeds_are_found_through_links_but_not_in_hidden_folders(seeds: Path, tmp_path: Path) -> None:
    (seeds / "holdings").rename(tmp_path / "elsewhere")
    (seeds / "holdings").symlink_to(tmp_path / "elsewhere")
    (seeds / ".github").mkdir()
    (seeds / ".github" / "ci.yaml").write_text("on: push\n")
    (seeds / "again").symlink_to(seeds)
    found = problems(seeds, seeds)
    assert len(check(seed_files([seeds / "."], alone=True)).problems) == len(found)
    assert {message.partition(":")[0] for message in found} == {
        f"seeds/again/{'again/' * depth}{name}"
        for depth in range(4)
        for name in (BOATS, HOLDINGS, PASSAGES, SOURCES, "organizations/states.yaml")
        if depth < 3
    }


def test_the_built_in_seeds_alone_are_complete() -> None:
    assert len(seed_files([paths.built_in_folder("seeds")], alone=True)) == len(seed_files())
