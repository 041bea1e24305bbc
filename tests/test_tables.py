"""Tables on terminals of different widths: columns, headings, folding, marks, units, ids and legends."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from azmil import formats, reports
from azmil.formats.terminal.folding import Measured, cells_of, folded, packed, widths_for
from azmil.values.answers import Answer, Column, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from conftest import Result

RULE = re.compile("─+")
MARKS = {"asserted": "", "planned": ">", "negotiated": "…"}
LABELS = {"asserted": "asserted", "planned": "planned", "negotiated": "negotiated"}
# A query per report, and the other commands that print tables.
SCREENS = [*(f"query {name}" for name in reports.names()), "timeline", "timeline 2006", "search garabagh", "show navy"]


def drawn(
    monkeypatch: pytest.MonkeyPatch, answer: Answer, width: int | None, *, form: str = "table", wide: bool = False
) -> list[str]:
    """Return the lines of an answer on a terminal with a width, or None for a file."""
    if width is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", str(width))
    stream = io.StringIO()
    write = formats.find(form).write_rows
    assert write is not None
    write(answer, stream, wide=wide)
    return stream.getvalue().splitlines()


def answer(columns: Sequence[Column], rows: Sequence[Row]) -> Answer:
    """Return an answer with the marks of some modalities, and the labels of some units."""
    return Answer(list(columns), list(rows), marks=MARKS, labels=LABELS | {"person": "people", "usd": "US dollars"})


def of_terminal(azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, screen: str, width: int) -> list[str]:
    """Return the lines that a command prints on a terminal with a width."""
    monkeypatch.setenv("COLUMNS", str(width))
    return azmil(*screen.split()).out.splitlines()


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_default_view_is_a_table(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, screen: str, width: int
) -> None:
    """It has a rule under its header, and no line is wider than the terminal."""
    lines = of_terminal(azmil, monkeypatch, screen, width)
    assert any(RULE.fullmatch(line) for line in lines)
    assert max(map(cells_of, lines)) <= width


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("name", [name for name in reports.names() if name != "sources"])  # without lines
def test_no_id_number_or_line_is_cut(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, name: str, width: int
) -> None:
    """The screen has every id, every number of a quantity, and the first lines of every row."""
    every = "--all --ids" if name == "facts" else "--ids"
    screen = " ".join(of_terminal(azmil, monkeypatch, f"query {name} {every}", width))
    words = {word.strip(",()").removeprefix("$") for word in screen.split()}
    for row in azmil("query", name, "--format", "json").rows:
        assert row["id"] in words
        assert set(str(row["lines"] or "").split(", ")[:2]) <= words | {""}
        numbers = re.findall(r"[\d,]*\d", f"{row.get('quantity')} {row.get('strength')}")
        assert set(numbers) <= words


@pytest.mark.parametrize("screen", SCREENS)
def test_the_legend_explains_every_mark(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    """Each table of a screen has a legend, below its rows."""
    known = "~>…=≤!¬?»†≈‡"
    lines = of_terminal(azmil, monkeypatch, screen, 80)
    rules = [number for number, line in enumerate(lines) if RULE.fullmatch(line)]
    ends = [lines.index("about its parts", at) if "about its parts" in lines[at:] else len(lines) for at in rules]
    assert rules
    for at, end in zip(rules, ends, strict=True):
        table = "\n".join(lines[at + 1 : end]).rstrip("\n").split("\n")
        blank = max((number for number, line in enumerate(table) if not line), default=len(table))
        used = {mark for line in table[:blank] for mark in re.match(f"[{known}]*", line)[0]}  # type: ignore[index]
        legend = "   ".join(table[blank:])
        assert used == {mark for mark in known if re.search(rf"(^|   ){re.escape(mark)} \w", legend)}


def test_a_table_of_eighty_columns(azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """The holder of all rows is above the table, the legend explains marks and codes."""
    rows = """\
holder: Azerbaijani Navy
    equipment                     quantity  scope  status     date  lines
────────────────────────────────────────────────────────────────────────────
    landing craft                        6         held             117, 255
    landing cutters                      2         held             117, 255
=   laser marksmanship device    not given         ordered    2007  123, 261
    minesweepers                         7  total  held             116, 254
    Sonya-class minesweepers             2  part   held             116, 254
    Yevgenya-class minesweepers          5  part   held             116, 254
≈   motorboats                           3         delivered  2006  122, 260
≈   navy boats                           3  same   delivered  2006  166, 301
    patrol boats                         7  total  held             115, 253
    Osa-II-class patrol boats            2  part   held             115, 253
    Stenka-class patrol boats            5  part   held             115, 253
†≈  radar technology             not given         delivered  2006  166, 301
    special-purpose cutter               1         held             117, 255
    special-purpose warship              1         held             117, 255

= contracted   † disputed, see the conflicts   ≈ in tension, see the conflicts
total: other rows are parts of it   part: a total includes it
same: another row describes the same transfer
"""
    monkeypatch.setenv("COLUMNS", "80")
    assert azmil("query", "equipment", "--branch", "navy").out == rows


def test_a_conflict_is_a_heading_over_its_sides(azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its explanation is below them; other formats have a row per side with the question and the reason."""
    printed = """\
question (kind)
   says                                   lines
────────────────────────────────────────────────
Who is Azerbaijan's closest ally, Turkey or the United States? (tension)
?  Turkey, the closest                    1, 158
?  the United States, one of the closest  13
   explained: Both may be true; one of the closest allies need not be the
   closest.

? opinion
"""
    monkeypatch.setenv("COLUMNS", "80")
    asked = ("conflicts", "--id", "conflict-closest-ally")
    assert azmil(*asked).out == printed
    assert [(row["says"], row["state"]) for row in azmil(*asked, "--format", "json").rows] == [
        ("Turkey, the closest", "explained"),
        ("the United States, one of the closest", "explained"),
    ]
    assert azmil(*asked, "--ids").out.splitlines()[4:7] == [
        "   conflict-closest-ally",
        "?  Turkey, the closest                    1, 158",
        "?  the United States, one of the closest  13",
    ]
    lines = azmil("conflicts", "--about", "aerostar").out.splitlines()
    assert "    open: The earlier passage may mean 6 of each type or 6 in all; only 6 of" in lines
    monkeypatch.delenv("COLUMNS")
    assert azmil(*asked).out.count("closest ally") == 1


def test_rows_about_parts_have_a_heading(azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """It precedes the first row about a part, where the dates begin again; a sort that mixes the rows has none."""
    monkeypatch.setenv("COLUMNS", "120")
    lines = azmil("timeline", "--about", "nato").out.splitlines()
    at = lines.index("about its parts")
    assert lines[at - 1] == ""
    assert [line[3:13].strip() for line in lines[2:] if line[3:5] in ("19", "20", "si")][:4] == [
        *("1994-05-04", "2002", "2007", "since 1996")
    ]
    assert lines[at + 1][3:].startswith("since 1996")
    monkeypatch.setenv("COLUMNS", "80")
    found = azmil("query", "agreements", "--about", "nato", "--columns", "agreement,date", "--sort", "-date").out
    assert found
    assert "about its parts" not in found


def test_headings_replace_columns_where_the_table_gets_shorter(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most agreements have one row: their names fold in a column of 80, and do not in one of 120."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = azmil("query", "agreements").out.splitlines()
    assert lines[0] == "agreement (kind)"
    assert "European Lateral Treaty on Conventional Arms (treaty)" in lines
    monkeypatch.setenv("COLUMNS", "120")
    assert azmil("query", "agreements").out.split()[:4] == ["agreement", "kind", "party", "action"]


def test_a_line_never_ends_before_an_option() -> None:
    """The number of other claims of an event and the option that lists them are on one line."""
    assert folded("Turkey trains officers. (+1: --all)", 30) == ["Turkey trains officers.", "(+1: --all)"]
    assert folded("Turkey trains them. (+1: --all)", 26) == ["Turkey trains them.", "(+1: --all)"]


def test_sorted_or_chosen_columns_have_no_heading(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every row then has its value."""
    monkeypatch.setenv("COLUMNS", "120")
    assert azmil("query", "roles").out.startswith("thing\n")
    for options in (["--sort", "lines"], ["--columns", "thing,role"]):
        found = azmil("query", "roles", "--thing", "baku", "--thing", "ganja", *options).out
        rows = azmil("query", "roles", "--thing", "baku", "--thing", "ganja", "--format", "json").rows
        assert sum(found.count(name) for name in ("Baku", "Ganja")) >= len(rows) > 0


CLAIMS = [
    Column("id", "id", place="wide"),
    Column("party", "name", "party_id", "grouped"),
    Column("kind", "word", "kinds"),
    Column("quantity", "quantity", "value"),
    Column("unit", "word", "units", "joined"),
    Column("modality", "word", "modalities", "mark"),
    Column("lines", "lines"),
]
ROWS: list[Row] = [
    ("first-claim-of-a", "Army", "strength", "about 3,500", "person", "asserted", "6, 16, 49, 50-51"),
    ("second-claim-of-a", "Army", "budget", "7,000,000", "usd", "planned", "6"),
    ("third-claim-of-a", "Navy", "strength", "thousands", "person", "asserted", "1, 2, 3"),
    ("fourth-claim-of-a", "Navy", "strength", "1", "person", "negotiated", "12"),
]


def test_rows_are_grouped_under_headings_and_quantities_have_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are cut after two of more than three places; the id appears as soon as it costs no line."""
    assert drawn(monkeypatch, answer(CLAIMS, ROWS), 57) == [
        "party",
        "   kind      quantity            lines",
        "────────────────────────────────────────────",
        "Army",
        "   strength  about 3,500 people  6, 16 … (4)",
        ">  budget    $7,000,000          6",
        "Navy",
        "   strength  thousands (people)  1, 2, 3",
        "…  strength  1 person            12",
        "",
        "> planned   … negotiated   … (n) number of places",
    ]
    assert drawn(monkeypatch, answer(CLAIMS, ROWS), 80)[1:5] == [
        "   id                 kind      quantity            lines",
        "───────────────────────────────────────────────────────────────",
        "Army",
        "   first-claim-of-a   strength  about 3,500 people  6, 16 … (4)",
    ]


def test_a_file_has_a_line_per_row_with_all_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, answer(CLAIMS, ROWS), None)[2:6] == [
        "   Army   strength  about 3,500 people  6, 16, 49, 50-51",
        ">         budget    $7,000,000          6",
        "   Navy   strength  thousands (people)  1, 2, 3",
        "…         strength  1 person            12",
    ]


def test_ids_are_whole_above_their_rows_where_no_column_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [CLAIMS[0]._replace(place=""), *CLAIMS[1:]]
    assert drawn(monkeypatch, answer(asked, ROWS[:2]), 48) == [
        "party",
        "   kind      quantity            lines",
        "────────────────────────────────────────────",
        "Army",
        "   first-claim-of-a",
        "   strength  about 3,500 people  6, 16 … (4)",
        "   second-claim-of-a",
        ">  budget    $7,000,000          6",
        "",
        "> planned   … (n) number of places",
    ]
    assert drawn(monkeypatch, answer(asked, ROWS[:2]), 80)[1].split() == ["id", "kind", "quantity", "lines"]


def test_a_value_of_all_rows_is_above_the_table_if_there_are_three(monkeypatch: pytest.MonkeyPatch) -> None:
    same = [(*row[:2], "strength", "12", "person", *row[5:]) for row in ROWS]
    assert drawn(monkeypatch, answer(CLAIMS, same[:3]), 57)[:2] == [
        "kind: strength   unit: people",
        "   id                 party  quantity  lines",
    ]
    assert drawn(monkeypatch, answer(CLAIMS, same[:2]), 40)[1] == "   kind      quantity   lines"
    chosen = [column._replace(place="chosen") if column.name == "kind" else column for column in CLAIMS]
    assert drawn(monkeypatch, answer(chosen, same[:3]), 57)[0] == "unit: people"


def test_columns_that_do_not_fit_become_headings_then_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    """The vertical form has words after the marks."""
    rows = [(*row[:1], f"{row[1]} {number}", *row[2:]) for number, row in enumerate(ROWS[:2])]
    assert drawn(monkeypatch, answer(CLAIMS, rows), 44) == [
        "   party   kind      quantity      lines",
        "─" * 43,
        "   Army 0  strength  about 3,500   6, 16",
        "                     people        … (4)",
        ">  Army 1  budget    $7,000,000    6",
        "",
        "> planned   … (n) number of places",
    ]
    assert drawn(monkeypatch, answer(CLAIMS, rows), 40) == [
        "party",
        "   kind      quantity       lines",
        "─" * 39,
        "Army 0",
        "   strength  about 3,500    6, 16 … (4)",
        "             people",
        "Army 1",
        ">  budget    $7,000,000     6",
        "",
        "> planned   … (n) number of places",
    ]
    assert drawn(monkeypatch, answer(CLAIMS, rows), 30) == [
        "party     Army 0",
        "kind      strength",
        "quantity  about 3,500 people",
        "lines     6, 16, 49, 50-51",
        "",
        "marks     > planned",
        "party     Army 1",
        "kind      budget",
        "quantity  $7,000,000",
        "lines     6",
    ]


@pytest.mark.parametrize("place", ["", "grouped", "joined", "below", "wide"])
@pytest.mark.parametrize("form", ["table", "vertical"])
def test_any_place_of_the_only_column_can_be_drawn(monkeypatch: pytest.MonkeyPatch, form: str, place: str) -> None:
    """At least one column is left after headings and common values; without any, there are no cells."""
    only = Answer([Column("body", "text", place=place)], [("Navy",)] * 3)
    lines = drawn(monkeypatch, only, 80, form=form)
    assert [line for line in lines if "Navy" in line] == {
        ("table", ""): ["Navy"] * 3,
        ("table", "grouped"): ["Navy"],
        ("table", "joined"): ["Navy"] * 3,
        ("vertical", ""): ["body  Navy"] * 3,
        ("vertical", "grouped"): ["body  Navy"],
        ("vertical", "joined"): ["body  Navy"] * 3,
    }.get((form, place), [])
    assert drawn(monkeypatch, Answer([Column("body", "text")], [(None,)] * 3), 80)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("1991-09 to 1991-12", 12, ["1991-09", "to 1991-12"]),
        ("1991-09 to 1991-12", 8, ["1991-09", "to", "1991-12"]),
        ("as of 2006-05-19", 12, ["as of", "2006-05-19"]),
        ("law-enforcement bodies", 12, ["law-", "enforcement", "bodies"]),
        ("Osa-II or MiG-29", 6, ["Osa-II", "or", "MiG-29"]),
        ("6, 16 … (19)", 8, ["6, 16", "… (19)"]),
        ("183-184, 318-319", 9, ["183-184,", "318-319"]),
        ("36,861,337 square metres", 12, ["36,861,337", "square", "metres"]),
        ("and/or", 4, ["and/", "or"]),
        ("one\ntwo three", 5, ["one", "two", "three"]),
        ("日本語の 文", 4, ["日本", "語の", "文"]),
        ("", 4, [""]),
        ("    ", 2, [""]),
    ],
)
def test_texts_are_folded_between_words(text: str, width: int, lines: list[str]) -> None:
    """A line may end at a space, or after a hyphen between words, never within a number or a designation."""
    assert folded(text, width) == lines


def test_widths_leave_what_is_left_to_prose() -> None:
    """Words, numbers and ids are not cut; a name is folded if that saves a line of a sentence."""
    names = Measured("name", ["Azerbaijani Navy", "Army"], is_whole=False, is_narrow=False)
    prose = Measured(
        "fact", ["It is a sentence of many words, which goes on and on."] * 2, is_whole=False, is_narrow=False
    )
    ids = Measured("id", ["an-id-of-a-record"], is_whole=True, is_narrow=True)
    assert (names.least, prose.least, ids.least) == (11, 8, 17)
    assert widths_for([names, prose], 40) == [12, 28]
    assert widths_for([names, prose, ids], 100) == [16, 53, 17]
    assert widths_for([names, prose], 18) is None


def test_entries_of_a_legend_are_not_broken_if_they_fit() -> None:
    assert packed(["a b", "c d", "e f"], 10) == ["a b   c d", "e f"]


def test_headings_and_heads_are_bold_and_ids_dim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    asked = [CLAIMS[0]._replace(place=""), *CLAIMS[1:]]
    lines = drawn(monkeypatch, answer(asked, ROWS[:2]), 48)
    assert lines[0] == "\x1b[1mparty\x1b[0m"
    assert lines[3:5] == ["\x1b[1mArmy\x1b[0m", "\x1b[2m   first-claim-of-a\x1b[0m"]
    assert lines[7].startswith("\x1b[33m>\x1b[0m  budget")


OWN = """\
-- Strengths by country.
--
-- order: country, value
--
-- country (text, grouped): country
-- state (text, grouped): state of the figure
-- body (text): body
-- strength (quantity value): strength
-- value (number, wide): figure
-- unit (word measure_units, joined): unit
-- remark (prose, below): remark
SELECT 'A' AS country, 'estimated' AS state, 'Navy' AS body, 'about 5,000' AS strength, 5000 AS value,
    'person' AS unit, 'It is old.' AS remark
UNION ALL SELECT 'A', 'estimated', 'Fleet', '22', 22, 'ship', 'It is old.'
"""


def test_a_user_defined_report_has_headings_units_and_remarks(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Other formats have a row with every value."""
    report = tmp_path / "strengths.sql"
    report.write_text(OWN, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    assert azmil("query", str(report)).out.splitlines() == [
        "country",
        "  body   strength",
        "───────────────────────────",
        "A",
        "  Fleet  22 ships",
        "  Navy   about 5,000 people",
        "  estimated: It is old.",
    ]
    assert azmil("query", str(report), "--format", "csv").out.splitlines()[1:] == [
        "A,estimated,Fleet,22,22,ship,It is old.",
        'A,estimated,Navy,"about 5,000",5000,person,It is old.',
    ]


def test_lines_are_cut_in_ascii_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    stream = io.TextIOWrapper(io.BytesIO(), "ascii", "backslashreplace")
    write = formats.find("table").write_rows
    assert write is not None
    write(answer(CLAIMS, ROWS[:2]), stream)
    stream.seek(0)
    lines = stream.read().splitlines()
    assert lines[2] == "-" * len(lines[2])
    assert lines[4].endswith("strength  about 3,500 people  6, 16 ... (4)")
    assert lines[-1] == "> planned   ... (n) number of places"


def test_a_table_of_users_sql_keeps_every_column(azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """No value is moved above the table, and its ids are whole."""
    monkeypatch.setenv("COLUMNS", "80")
    asked = "SELECT id, 'same' AS word, fact FROM facts_report WHERE lines = '114, 252' ORDER BY id"
    lines = azmil("sql", asked).out.splitlines()
    assert lines[0].split() == ["id", "word", "fact"]
    assert lines[2].startswith("border-coast-guard-part-of-navy  same  A Border Coast Guard")
    monkeypatch.setenv("COLUMNS", "50")
    lines = azmil("sql", asked).out.splitlines()
    assert lines[0].split() == ["word", "fact"]
    assert lines[2:4] == ["border-coast-guard-part-of-navy", "same  A Border Coast Guard is one of the"]
