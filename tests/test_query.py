"""Built-in reports on the real seeds, with results derived by hand from the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from azmil import reports
from azmil.paths import newest_format

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil import Base
    from conftest import Result

NAMES = reports.names()


@pytest.mark.parametrize("name", sorted({*NAMES} - {"sources"}))  # a source is not a claim
def test_every_report_has_rows_and_the_common_columns(azmil: Callable[..., Result], name: str) -> None:
    ended = azmil("query", name, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    every = {"id", "hedge", "modality", "said_by", "disputed", "in_tension", "doubtful", "lines"}
    assert every <= set(ended.rows[0])
    names = [column.name for column in reports.read(reports.folder() / f"{name}.sql").columns if column.name != "lines"]
    names.insert(names.index("hedge") + 1, "lines")
    assert names == list(ended.rows[0])


@pytest.mark.parametrize("name", NAMES)
def test_every_report_has_help_with_an_example_that_works(azmil: Callable[..., Result], name: str) -> None:
    ended = azmil("query", name, "--help")
    assert ended.code == 0
    (example,) = re.findall(r"Example: azmil (.*)", ended.out)
    import shlex

    printed = azmil(*shlex.split(example))
    omitted = {
        "units": "azmil: 5 rows about parts of 4th-army omitted; to include them: azmil query units --about 4th-army\n",
        "deployments": (
            "azmil: a known gap: The sites of Azerbaijan's S-75 missiles around Baku and near the borders are not named; "
            "see: azmil show gap-s-75-sites\n"
        ),
        "places": "azmil: 2 known gaps about these rows: gap-baku-parade-day, gap-s-75-sites; see: azmil show ID\n",
        "transfers": (
            "azmil: 2 known gaps about these rows: gap-us-boats-name, gap-us-radar-technology-kind; see: azmil show ID\n"
        ),
    }
    assert (printed.code, printed.err) == (0, omitted.get(name, ""))


@pytest.mark.parametrize("name", NAMES)
def test_the_printed_sql_of_every_report_returns_the_same_rows(azmil: Callable[..., Result], name: str) -> None:
    statement = azmil("query", name, "--sql").out
    assert azmil("sql", statement, "--format", "csv").out == azmil("query", name, "--format", "csv").out


@pytest.mark.parametrize("name", NAMES)
def test_every_report_has_an_order_and_prints_the_same_twice(azmil: Callable[..., Result], name: str) -> None:
    assert reports.read(reports.folder() / f"{name}.sql").order
    assert azmil("query", name, "--format", "csv").out == azmil("query", name, "--format", "csv").out


def test_the_equipment_of_the_navy_agrees_with_the_source(azmil: Callable[..., Result]) -> None:
    rows = azmil("query", "equipment", "--branch", "navy", "--format", "json").rows
    found = [(row["equipment"], row["count"], row["scope"], row["status"], row["date"], row["lines"]) for row in rows]
    assert found == [
        ("landing craft", 6, None, "held", None, "117, 255"),
        ("landing cutters", 2, None, "held", None, "117, 255"),
        ("laser marksmanship device", None, None, "ordered", "2007", "123, 261"),
        ("minesweepers", 7, "total", "held", None, "116, 254"),
        ("Sonya-class minesweepers", 2, "part", "held", None, "116, 254"),
        ("Yevgenya-class minesweepers", 5, "part", "held", None, "116, 254"),
        ("motorboats", 3, None, "delivered", "2006", "122, 260"),
        ("navy boats", 3, "same", "delivered", "2006", "166, 301"),
        ("patrol boats", 7, "total", "held", None, "115, 253"),
        ("Osa-II-class patrol boats", 2, "part", "held", None, "115, 253"),
        ("Stenka-class patrol boats", 5, "part", "held", None, "115, 253"),
        ("radar technology", None, None, "delivered", "2006", "166, 301"),
        ("special-purpose cutter", 1, None, "held", None, "117, 255"),
        ("special-purpose warship", 1, None, "held", None, "117, 255"),
    ]


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--branch", "Navy", "--status", "held"], 10),
        (["--branch", "navy", "--about", "Osa-II"], 1),
        (["--branch", "navy", "--cites", "115-116"], 6),
        (["--branch", "navy", "--source", "article"], 14),
        (["--holder", "Azeri Navy", "--status", "held"], 10),
        (["--holder", "azerinavy", "--category", "minesweeper"], 3),
        (["--category", "minesweeper", "--category", "patrol-boat"], 6),
        (["--equipment", "mig29"], 2),
        (["--branch", "navy", "--min-count", "5", "--max-count", "6"], 3),
        (["--branch", "navy", "--no-status", "held"], 4),
        (["--branch", "navy", "--no-category", "minesweeper", "--no-category", "patrol-boat"], 8),
        (["--branch", "navy", "--asserted"], 13),
        (["--cites", "115"], 3),
        (["--cites", "115", "--cites", "117"], 7),
        (["--branch", "navy", "--since", "2007"], 1),
        (["--branch", "navy", "--until", "2006"], 3),
        (["--branch", "navy", "--modality", "contracted"], 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters_accept_codes_labels_names_and_aliases(
    azmil: Callable[..., Result], arguments: list[str], count: int
) -> None:
    assert len(azmil("query", "equipment", *arguments, "--format", "json").rows) == count


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["query", "equipment", "--branch", "nvy"],
            "azmil: no such branch 'nvy'; did you mean 'navy'? other values: air-force, border-guard\n",
        ),
        (
            ["query", "equipment", "--holder", "turky"],
            "azmil: no holder named 'turky'; list the values with 'azmil query equipment --by holder'\n",
        ),
        (["query", "equipment", "--min-count", "many"], "azmil: invalid value for '--min-count': 'many' is not a whole number; see 'azmil query equipment --help'\n"),
        (["query", "equpment"], "azmil: no such report 'equpment'; did you mean 'equipment'?\n"),
        (["timelin"], "azmil: no such command 'timelin'; did you mean 'timeline'?\n"),
        (["query", "equipment", "--brnch", "navy"], "azmil: no such option: --brnch; did you mean --branch, --no-branch?; see 'azmil query equipment --help'\n"),
        (
            ["query", "facts", "--format", "jsno"],
            "azmil: no such format 'jsno'; did you mean 'json'?\n",
        ),
        (
            ["timeline", "2006-13"],
            "azmil: '2006-13' is not a valid date: month 13 does not exist; use a date that exists in the calendar\n",
        ),
        (["show", "osa-3"], "azmil: no such record 'osa-3'; did you mean 'sa-13' or 'osa-ii' or 'sa-8'?\n"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_reported_in_one_line_with_a_hint(
    azmil: Callable[..., Result], arguments: list[str], message: str
) -> None:
    ended = azmil(*arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", message)


def test_an_empty_result_is_reported_on_stderr(azmil: Callable[..., Result]) -> None:
    ended = azmil("query", "equipment", "--branch", "navy", "--min-count", "99")
    assert (ended.code, ended.out, ended.err.splitlines()[0]) == (0, "", "azmil: nothing found")
    assert azmil("query", "equipment", "--branch", "navy", "--min-count", "99", "--format", "json").out == "[]\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "database '{path}' does not exist; build it with 'azmil --database {path} load'"),
        (b"", "cannot read '{path}': it is not an azmil database; choose another file with --database"),
        (b"my thesis" * 100, "cannot read '{path}': it is not an azmil database; choose another file with --database"),
    ],
)
def test_a_file_that_is_not_a_database_is_reported_and_not_changed(
    azmil: Callable[..., Result], tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)
    ended = azmil("--database", str(path), "timeline", "2006")
    assert (ended.code, ended.out, ended.err) == (1, "", f"azmil: {message.format(path=path)}\n")
    assert (path.read_bytes() if path.exists() else None) == content


def test_a_database_of_a_newer_azmil_is_reported(azmil: Callable[..., Result], database: Path, tmp_path: Path) -> None:
    raw = bytearray(database.read_bytes())
    raw[60:64] = (99).to_bytes(4, "big")
    path = tmp_path / "x.db"
    path.write_bytes(raw)
    ended = azmil("--database", str(path), "query", "facts")
    assert ended.code == 1
    assert ended.err == (
        f"azmil: cannot read '{path}': it was built by a newer version of azmil (format 99; this version reads {newest_format()}); "
        "upgrade azmil, remove the file, or build another database with 'azmil --database FILE load'\n"
    )


def test_a_record_is_shown_by_its_id_name_or_alias(azmil: Callable[..., Result]) -> None:
    shown = [azmil("show", name).out for name in ("osa-ii", "OSA-II-Class", "osa ii", "Osa-II-class patrol boats")]
    assert len(set(shown)) == 1
    assert "115, 253  (2 places, 1 wording)" in shown[0]
    assert "Of the Azerbaijani Navy's 7 patrol boats, 2 are of the Osa-II class." in " ".join(shown[0].split())


def test_the_words_of_a_name_need_no_quotes(azmil: Callable[..., Result]) -> None:
    assert azmil("show", "osa", "ii").out == azmil("show", "osa-ii").out
    assert azmil("show", "Aliyev,", "Vahid").out == azmil("show", "vahid-aliyev").out
    assert azmil("cite", "osa", "ii").out.startswith("osa-ii\n115  revision-2\n253  revision-3\n")


def test_parts_are_not_added_to_their_total(azmil: Callable[..., Result]) -> None:
    """The 7 patrol boats are 2 and 5; the sum is not 14."""
    rows = azmil(
        "query", "equipment", "--branch", "navy", "--status", "held", "--by", "category", "--format", "json"
    ).rows
    assert {row["category"]: (row["rows"], row["at_least"], row["at_most"]) for row in rows} == {
        "patrol-boat": (3, 7, 7),
        "minesweeper": (3, 7, 7),
        "landing-craft": (2, 8, 8),
        "special-purpose-vessel": (2, 2, 2),
    }


def test_a_transfer_stated_twice_is_added_once(azmil: Callable[..., Result]) -> None:
    """The boats of 2006 have three wordings, the drones of June 2008 two; there are 3 boats and 15 drones."""
    boats = azmil(
        "query", "equipment", "--since", "2006", "--until", "2006", "--by", "category", "--format", "json"
    ).rows
    assert [row for row in boats if row["category"] == "motorboat"] == [
        {
            "category": "motorboat",
            "status": "delivered",
            "modality": "asserted",
            "rows": 3,
            "sum": "3",
            "hedge": "in tension with another passage",
            "figure": 3,
            "at_least": 3,
            "at_most": 3,
            "without_number": 0,
            "not_added": 2,
        }
    ]
    drones = azmil(
        "query", "transfers", "--since", "2008-06", "--until", "2008-06", "--by", "status", "--format", "json"
    ).rows
    assert drones == [
        {
            "status": "delivered",
            "modality": "asserted",
            "rows": 4,
            "sum": "15",
            "hedge": "doubtful (1 of 4 rows); contradicted elsewhere",
            "figure": 15,
            "at_least": 15,
            "at_most": 15,
            "without_number": 0,
            "not_added": 1,
        }
    ]


def test_a_sum_without_an_upper_bound_has_no_maximum(azmil: Callable[..., Result]) -> None:
    (row,) = azmil("query", "equipment", "--equipment", "main battle tanks", "--by", "status", "--format", "json").rows
    assert (row["status"], row["rows"], row["sum"]) == ("held", 1, "at least 601")
    assert (row["at_least"], row["at_most"]) == (601, None)


def test_rows_can_be_counted_sorted_and_truncated(azmil: Callable[..., Result]) -> None:
    navy = ("query", "equipment", "--branch", "navy")
    assert azmil(*navy, "--count").out == "14\n"
    ended = azmil(
        *navy, "--sort", "-count,equipment", "--limit", "3", "--columns", "equipment,count", "--format", "csv"
    )
    assert ended.out == (
        'equipment,count,hedge,lines\nminesweepers,7,,"116, 254"\npatrol boats,7,,"115, 253"\nlanding craft,6,,"117, 255"\n'
    )
    assert ended.err == "azmil: only the first 3 rows are shown; raise --limit to show more\n"
    assert azmil(*navy, "--count", "--limit", "3").out == "14\n"


def test_rows_of_one_record_follow_in_the_order_of_the_report(azmil: Callable[..., Result]) -> None:
    printed = azmil("query", "conflicts", "--sort", "-state", "--sql").out
    order = " ".join(printed[printed.rindex("ORDER BY") :].split())
    assert order.endswith("DESC NULLS LAST, id, first_line, conflict, side_line, claim;")


def test_as_of_separates_certain_and_possible_holders_of_a_post(azmil: Callable[..., Result]) -> None:
    def holders(day: str, *more: str) -> list[tuple[str, str]]:
        post = ("query", "people", "--post", "Chief of Staff of the ADR Army", "--as-of", day, *more)
        return [(row["person"], row["holds"]) for row in azmil(*post, "--format", "json").rows]

    sulkevich, gaitabashi = "Mamedbey Sulkevich", "Abdulhamid bey Gaitabashi"
    assert holders("1919-11") == [(sulkevich, "certain")]
    assert sorted(holders("1919-12-10")) == [(gaitabashi, "certain"), (sulkevich, "certain")]
    assert holders("1920-04-28") == [(gaitabashi, "possible")]
    assert holders("1920-04-28", "--certain") == []


def test_a_post_observed_on_one_day_is_only_possible_on_other_days(azmil: Callable[..., Result]) -> None:
    """Abiyev and Hobbins met on 19 May 2006 (170); the source does not state their posts on the day before."""

    def holders(day: str) -> dict[str, str]:
        rows = azmil("query", "people", "--as-of", day, "--no-person", "ilham-aliyev", "--format", "json").rows
        return {row["person"]: row["holds"] for row in rows}

    assert holders("2006-05-18") == {
        "Safar Abiyev": "possible",
        "Tom Hobbins": "possible",
        "Vahid Aliyev": "certain",
    }
    assert holders("2006-05-19") == {"Safar Abiyev": "certain", "Tom Hobbins": "certain", "Vahid Aliyev": "certain"}
    assert holders("2006-05-20")["Safar Abiyev"] == "possible"


def test_a_table_prints_as_of_before_the_date_of_an_observation(azmil: Callable[..., Result]) -> None:
    """Line 170: the minister on that day; line 82: the first minister, from September to December 1991."""
    post = ("query", "people", "--post", "Minister of Defense of Azerbaijan")
    for columns in ((), ("--columns", "person,date")):
        table = azmil(*post, *columns).out
        assert "as of 2006-05-19" in table
        assert "1991-09 to 1991-12" in table
        assert "as of 1991" not in table


def test_a_deployment_without_end_is_possible_in_the_following_year(azmil: Callable[..., Result]) -> None:
    """Lines 61 and 62: 100 were sent on 29 December 2004 to the 150 already there; in 2006 soldiers still protect the north."""

    def deployed(day: str) -> list[tuple[str | None, str, str]]:
        rows = azmil("query", "deployments", "--as-of", day, "--kind", "operation", "--format", "json").rows
        return [(row["strength"], row["holds"], row["lines"]) for row in rows]

    assert deployed("2005") == [
        ("150", "possible", "62, 200"),
        ("100", "possible", "62, 200"),
        (None, "possible", "61, 199"),
    ]
    assert ("100", "certain", "62, 200") in deployed("2004-12-29")
    assert "100" not in [strength for strength, _, _ in deployed("2004-12-28")]


@pytest.mark.parametrize(
    "filters",
    [
        ("--as-of", "2030", "--certain"),
        ("--as-of", "1850"),
        ("--since", "2030"),
    ],
    ids=" ".join,
)
def test_no_claim_matches_a_date_outside_the_period_of_the_source(
    azmil: Callable[..., Result], filters: tuple[str, ...]
) -> None:
    """The source covers 1918 (65) to 2009 (52); nothing is known before and after."""
    assert azmil("query", "facts", *filters, "--format", "json").rows == []
    assert azmil("query", "facts", *filters).err.splitlines()[0] == "azmil: nothing found"


def test_an_ongoing_post_is_certain_until_the_source_ends(azmil: Callable[..., Result]) -> None:
    """Vahid Aliyev has advised the President since April 2002 (84); the source ends in 2009."""

    def holds(day: str) -> list[str]:
        rows = azmil("query", "people", "--person", "vahid-aliyev", "--as-of", day, "--format", "json").rows
        return [row["holds"] for row in rows]

    assert {day: holds(day) for day in ("2002-03", "2002-04-30", "2009", "2030")} == {
        "2002-03": [],
        "2002-04-30": ["certain"],
        "2009": ["certain"],
        "2030": ["possible"],
    }
    of = ("query", "people", "--person", "vahid-aliyev", "--count", "--since")
    assert (azmil(*of, "2009").out, azmil(*of, "2010").out) == ("1\n", "0\n")


def test_talks_reported_by_newspapers_are_hedged_as_both_in_every_format(azmil: Callable[..., Result]) -> None:
    """Lines 30, 101 and 239: according to Israeli newspapers, Azerbaijan is negotiating about the Hermes."""
    of = ("query", "transfers", "--status", "talks", "--equipment", "Hermes")
    for columns in ((), ("--columns", "equipment")):
        table = azmil(*of, *columns).out
        (row,) = [line for line in table.splitlines() if "Hermes" in line]
        assert row.startswith("…»  ")
        assert table.splitlines()[-1].startswith("… negotiated   » attributed")
    hedge = "negotiated; according to Israeli newspapers"
    chosen = azmil(*of, "--columns", "equipment,modality,said_by", "--format", "csv").out
    assert chosen == (
        f'equipment,modality,said_by,hedge,lines\nHermes,negotiated,Israeli newspapers,{hedge},"30, 101, 239"\n'
    )
    assert azmil(*of, "--format", "json").rows[0]["hedge"] == hedge


def test_a_retired_id_finds_the_record_and_prints_the_new_id(azmil: Callable[..., Result]) -> None:
    now = azmil("query", "equipment", "--holder", "azerbaijani-navy", "--count")
    old = azmil("query", "equipment", "--holder", "navy", "--count")
    assert (now.code, now.err) == (0, "")
    assert (old.code, old.out, old.err) == (0, now.out, "azmil: the id 'navy' is now 'azerbaijani-navy'\n")


def test_certain_without_a_day_is_an_error(azmil: Callable[..., Result]) -> None:
    ended = azmil("query", "people", "--certain")
    assert (ended.code, ended.err) == (
        2,
        "azmil: 'certain' can only be used with a date; add --as-of DATE\n",
    )


def test_cites_can_be_repeated_for_many_lines(azmil: Callable[..., Result]) -> None:
    """Lines 115 and 253 state the same; all lines together find the same rows as no filter."""
    of = ("query", "equipment", "--count")
    assert azmil(*of, "--cites", "115").out == azmil(*of, "--cites", "115", "--cites", "253").out
    every = [word for line in range(1, 366) for word in ("--cites", str(line))]
    assert azmil(*of, *every).out == azmil(*of).out


def test_a_name_without_letters_is_an_error(azmil: Callable[..., Result]) -> None:
    for arguments in (
        ("query", "equipment", "--holder", "!?"),
        ("query", "equipment", "--no-holder", "..."),
        ("show", "—"),
    ):
        ended = azmil(*arguments)
        assert (ended.code, ended.out) == (2, ""), arguments


def test_a_range_of_lines_finds_the_claims_that_cite_any_of_them(azmil: Callable[..., Result]) -> None:
    def ids(*lines: str) -> set[str]:
        arguments = [argument for line in lines for argument in ("--cites", line)]
        return {row["id"] for row in azmil("query", "facts", *arguments, "--format", "json").rows}

    assert ids("115") == {"navy-osa-ii", "navy-patrol-boats", "navy-stenka"}
    assert ids("115-117") == ids("115") | ids("116") | ids("117") == ids("115", "116", "117")


def test_a_group_without_a_command_prints_its_help(azmil: Callable[..., Result]) -> None:
    ended = azmil("source")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[:3] == [
        "Usage: azmil source [OPTIONS] COMMAND [ARGS]...",
        "",
        "  Add, compare, update or attach documents.",
    ]


def test_a_class_of_equipment_includes_its_types(azmil: Callable[..., Result]) -> None:
    """Lines 28, 30, 99, 101, 237 and 239: Orbiter and Aerostar, each and together, Hermes, Heron, Searcher."""
    rows = azmil("query", "equipment", "--equipment", "drones", "--format", "json").rows
    assert sorted(row["equipment"] for row in rows) == [
        "Aerostar",
        "Hermes",
        "Heron-TP",
        "IAI Searcher",
        "Orbiter",
        "Orbiter and Aerostar unmanned aircraft",
    ]
    assert azmil("query", "equipment", "--equipment", "drones", "--no-equipment", "UAV", "--format", "json").rows == []


@pytest.mark.parametrize(
    ("name", "found"),
    [("Heydər Əliyev", "heydar-aliyev"), ("Səfər Əbiyev", "safar-abiyev"), ("əbiyev", "safar-abiyev")],
)
def test_a_name_is_found_in_azerbaijani_spelling(azmil: Callable[..., Result], name: str, found: str) -> None:
    assert azmil("show", name).out.splitlines()[0] == f"{found}  person"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Aliyev, Vahid", "vahid-aliyev"),
        ("Əliyev, Vahid", "vahid-aliyev"),
        ("aliyev,vahid", "vahid-aliyev"),
        ("Aliev, Ilham", "ilham-aliyev"),
        ("Sultanov, Khosrov bey", "khosrov-bey-sultanov"),
        ("Sultanov, Khosrov", "khosrov-bey-sultanov"),
    ],
)
def test_a_person_is_found_with_the_last_name_first(azmil: Callable[..., Result], name: str, found: str) -> None:
    """By the sort name, or by any other name with the last name first, even without a stored sort name."""
    assert azmil("show", name).out.splitlines()[0] == f"{found}  person"


def test_a_name_with_the_last_name_first_is_not_an_alias(azmil: Callable[..., Result]) -> None:
    assert [line for line in azmil("show", "Aliyev, Vahid").out.splitlines() if "Aliyev, Vahid" in line] == [
        "sort name  Aliyev, Vahid"
    ]
    assert "Aliev, Ilham" not in azmil("show", "Aliev, Ilham").out
    assert azmil("query", "aliases", "--alias", "Aliyev, Vahid").out == ""


@pytest.mark.parametrize("name", ["Aliyev, Vahid", "Əliyev, Vahid"])
def test_filters_find_a_person_with_the_last_name_first(azmil: Callable[..., Result], name: str) -> None:
    """Lines 83 and 84: the chief military advisor."""
    (row,) = azmil("query", "people", "--person", name, "--format", "json").rows
    assert (row["person"], row["lines"]) == ("Vahid Aliyev", "83-84")
    about = azmil("query", "facts", "--about", name, "--format", "json").rows
    assert [row["lines"] for row in about if row["kind"] == "appointment"] == ["83-84"]
    assert azmil("query", "facts", "--about", name).out == azmil("query", "facts", "--about", "vahid-aliyev").out


def test_a_filter_accepts_a_name_in_azerbaijani_spelling(azmil: Callable[..., Result]) -> None:
    """Lines 170 and 305: the minister of defense."""
    (row,) = azmil("query", "people", "--person", "Əbiyev", "--format", "json").rows
    assert (row["person"], row["lines"]) == ("Safar Abiyev", "170, 305")


def test_a_number_does_not_match_part_of_a_longer_one(azmil: Callable[..., Result]) -> None:
    """Line 140 has the SA-4; line 110 the Mi-24."""
    (row,) = azmil("query", "equipment", "--equipment", "4", "--format", "json").rows
    assert row["equipment"] == "SA-4"


def test_a_single_omitted_row_is_reported_in_the_singular(azmil: Callable[..., Result]) -> None:
    """The only transfer that names Russia is undated."""
    ended = azmil("query", "transfers", "--about", "russia", "--since", "2006")
    assert ended.err.splitlines()[:2] == [
        "azmil: nothing found",
        "azmil: 1 undated row omitted; remove the date filter to include it",
    ]


@pytest.mark.parametrize(
    ("written", "edtf"),
    [("May 2006", "2006-05"), ("2005-2006", "2005/2006"), ("Early 1994", "1994-01/1994-04"), ("after 2007", "2008/..")],
)
def test_every_date_filter_accepts_written_dates(
    azmil: Callable[..., Result], base: Base, written: str, edtf: str
) -> None:
    for option in ("--date", "--since", "--until", "--as-of"):
        found, same = (azmil("query", "facts", option, date, "--format", "csv") for date in (written, edtf))
        assert (found.code, found.out, found.err) == (0, same.out, same.err)
    assert list(base.query("people", as_of=written)) == list(base.query("people", as_of=edtf))
    found, same = (azmil("query", "transfers", "--order-date", date, "--format", "csv") for date in (written, edtf))
    assert (found.code, found.out) == (0, same.out)


def test_a_filter_by_date_accepts_a_month_of_any_year(azmil: Callable[..., Result], base: Base) -> None:
    """Of the events, a visit in 1994 (325), a meeting (170) and a visit in 2006 (176) are known to have been in May.

    Fourteen are dated only by years. Of two dates, either may match: in 2001 were a founding (229) and explosions (149).
    """
    found = azmil("query", "events", "--date", "XXXX-05", "--columns", "date,lines", "--format", "json")
    in_may = [("1994-05-04", "325-326"), ("2006-05-19", "170, 305"), ("2006-05-19", "176, 311")]
    assert sorted((row["date"], row["lines"]) for row in found.rows) == in_may
    assert found.err.splitlines() == [
        "azmil: 10 undated rows omitted; remove the date filter to include them",
        "azmil: 14 rows omitted whose month or day is not known; add a year to include them",
    ]
    rows = base.query("events", date=["XXXX-05", "2001"])
    in_2001 = [("2001", "229"), ("2001-09/", "149, 293")]
    assert sorted((row["date"], row["lines"]) for row in rows) == sorted([*in_may, *in_2001])
    assert [(left.reason, left.count) for left in rows.left_out] == [("undated", 10), ("imprecise", 13)]
    assert [row["lines"] for row in base.query("transfers", delivery_date="XXXX-06")] == [
        row["lines"] for row in base.query("transfers") if str(row["delivery_date"]).startswith("2008-06")
    ]


@pytest.mark.parametrize("option", ["--since", "--until", "--as-of"])
def test_a_period_needs_a_year(azmil: Callable[..., Result], option: str) -> None:
    ended = azmil("query", "facts", option, "XXXX-05")
    assert (ended.code, ended.out, ended.err) == (
        2,
        "",
        "azmil: 'XXXX-05' is not a valid date here: it has no year; add the year, such as 2006-05\n",
    )
