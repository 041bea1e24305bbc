"""Omitted rows and empty answers: what is left out, why, and the commands that include it."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, cast

import pytest

from azmil import reports, store
from azmil.ask.near import patience
from azmil.cli import omissions
from azmil.errors import AzmilError
from azmil.reports import matching
from azmil.store.faults import TOO_LONG
from azmil.store.protocol import Limits
from azmil.values.answers import Answer, Column, LeftOut, Question, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil import Base
    from azmil.store.protocol import Connection
    from conftest import Result

COMMAND = re.compile(r"azmil: (?:([\d,]+) (?:row|known gap)s? )?.*?: (azmil query .*)")
# Things of several kinds, so that one of them occurs in no row of a column.
THINGS = ("kosovo-territory", "pakistan", "freedom-support-act", "red-army", "orbiter", "open-skies-treaty")
NAMED = [
    (name, column.name) for name in reports.names() for column in reports.find(name).columns if column.type == "name"
]


def _lines(ended: Result) -> list[str]:
    """Return the messages of a command, without its name."""
    return [line.removeprefix("azmil: ") for line in ended.err.splitlines()]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            # Aeronautics of Israel makes what Azerbaijan acquired in 2008 (99); the seller is not named.
            "transfers --supplier israel",
            [
                (
                    "a known gap: The seller, price, contract and day of Azerbaijan's acquisition of unmanned aircraft in "
                    "June 2008 are not given, nor the unit that uses them; see: azmil show gap-drone-purchase-terms"
                ),
                "3 rows with another filter: azmil query transfers --maker-country israel",
            ],
        ),
        (
            # Sulkevich served from March 1919 (68).
            "people --person sulkevich --as-of 1918",
            [
                (
                    "a known gap: The chief of staff of the ADR Army from June 1918 to March 1919 is not named; "
                    "see: azmil show gap-adr-chief-of-staff-1918"
                ),
                "1 row without --as-of 1918 (dated 1919-03 to 1919-12-10): azmil query people --person sulkevich",
                "4 rows without --person sulkevich: azmil query people --as-of 1918",
            ],
        ),
        (
            # A meeting of 2006 (170) and a parade of 2008 (29) were in Baku; what the Soviets left is dated 1990 (129).
            "events --place baku --date 1990",
            [
                "1 row without --place baku: azmil query events --date 1990",
                "2 rows without --date 1990: azmil query events --place baku",
                "2 known gaps about the same: azmil query gaps --about baku",
            ],
        ),
        (
            "productions --category tank",
            [
                "1 row in another report: azmil query equipment --category tank",
                "1 row in another report: azmil query types --category tank",
            ],
        ),
        ("measures --modality feared", ["to list the values of modality: azmil query measures --by modality"]),
        (
            # The radar (166) and the laser devices (123) have no number; those above 99 are of the whole forces (53, 54).
            "equipment --branch navy --min-count 99",
            [
                "2 rows without a value for count omitted; to include them: azmil query equipment --branch navy",
                "4 rows without --branch navy: azmil query equipment --min-count 99",
                "14 rows without --min-count 99: azmil query equipment --branch navy",
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_empty_answer_says_what_is_near(azmil: Callable[..., Result], asked: str, said: list[str]) -> None:
    ended = azmil("query", *shlex.split(asked))
    assert (ended.code, ended.out, _lines(ended)) == (0, "", ["nothing found", *said])
    counted = azmil("query", *shlex.split(asked), "--count")
    assert (counted.out, _lines(counted)) == ("0\n", said)


@pytest.mark.parametrize(("name", "column"), NAMED, ids=lambda part: part)
def test_a_filter_by_name_never_empties_an_answer_without_a_way_on(
    azmil: Callable[..., Result], base: Base, name: str, column: str
) -> None:
    """Every command that a message prints gives the number of rows that it promises."""
    option = f"--{column.replace('_', '-')}"
    if not base.count(name):
        return
    empty = next(thing for thing in THINGS if not base.count(name, where={column: thing}))
    ended = azmil("query", name, option, empty)
    assert ended.code == 0
    first, *others = ended.err.splitlines()
    assert first == "azmil: nothing found"
    assert others, "only 'nothing found'"
    for line in others:
        if "; see: azmil show " in line:
            shown = azmil("show", line.rpartition(" ")[2])
            assert (shown.code, shown.err) == (0, "")
            continue
        found = COMMAND.fullmatch(line)
        assert found is not None, line
        count, command = found.groups()
        assert " omitted;" not in line or count
        if count and " omitted;" not in line:
            assert azmil(*shlex.split(command)[1:], "--count").out == f"{int(count.replace(',', ''))}\n"
        elif not count:
            assert azmil(*shlex.split(command)[1:]).out


def test_rows_about_parts_are_counted(azmil: Callable[..., Result], base: Base) -> None:
    """Five bodies are below parts of the 4th Army: four kinds of army units (75), and the 366th Regiment (77)."""
    rows = base.query("units", superior="4th-army")
    (left,) = rows.left_out
    assert (left.count, left.reason, left.include) == (5, "parts", "filter by 'about'")
    assert left.question == Question("units", where={"about": ["4th-army"]}, columns=[], sort=[], by=[])
    assert _lines(azmil("query", "units", "--superior", "4th-army")) == [
        "5 rows about parts of 4th-army omitted; to include them: azmil query units --about 4th-army"
    ]


def test_a_class_of_equipment_omits_no_parts(base: Base) -> None:
    assert base.query("equipment", equipment="aircraft").left_out == []


def test_rows_that_only_possibly_hold_are_counted(azmil: Callable[..., Result], base: Base) -> None:
    """One of the five appointments that may have held in 2006 is not certain."""
    possible = base.query("people", as_of="2006")
    certain = base.query("people", as_of="2006", certain=True)
    (left,) = (left for left in certain.left_out if left.reason == "uncertain")
    assert left.count == len(possible) - len(certain) == 1
    assert _lines(azmil("query", "people", "--as-of", "2006", "--certain"))[-1] == (
        "1 row that may apply then omitted; to include it: azmil query people --as-of 2006"
    )


def test_rows_without_a_number_are_counted(azmil: Callable[..., Result]) -> None:
    """Of the transfers, only 50 aircraft (79) are a number above 9; 17 have no number."""
    assert _lines(azmil("query", "transfers", "--min-count", "10")) == [
        "17 rows without a value for count omitted; to include them: azmil query transfers"
    ]
    assert _lines(azmil("query", "transfers", "--order-date", "2006", "--format", "csv")) == [
        "24 rows without a value for order date omitted; to include them: azmil query transfers"
    ]


@pytest.mark.parametrize("period", [["--as-of", "1993"], ["--since", "1993", "--until", "1993"]], ids=" ".join)
def test_a_gap_explains_why_no_row_is_certain(azmil: Callable[..., Result], period: list[str]) -> None:
    """The ministers from 1992 until 1995 are announced and not named (83); Abiyev is known for 2006 only (170)."""
    ended = azmil("query", "people", "--post", "minister of defense of azerbaijan", *period, "--format", "json")
    assert [row["person"] for row in ended.rows] == ["Safar Abiyev"]
    assert [line.rpartition(" ")[2] for line in _lines(ended)] == ["gap-abiyev-since", "gap-ministers-1992-1995"]


def test_a_certain_row_needs_no_gap(azmil: Callable[..., Result]) -> None:
    """Abiyev was minister in May 2006 (170, 305)."""
    assert _lines(azmil("query", "people", "--post", "minister of defense of azerbaijan", "--as-of", "2006-05")) == []


def test_python_has_the_same_suggestions_as_questions(base: Base) -> None:
    left_out = base.query("transfers", supplier="israel").left_out
    assert [(left.count, left.reason) for left in left_out] == [(None, "gap"), (3, "column")]
    assert left_out[0].name == "gap-drone-purchase-terms"
    assert left_out[1].include == "filter by 'maker_country' instead of 'supplier'"
    assert left_out[1].question is not None
    assert len(base.ask(left_out[1].question).rows) == 3


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("equipment --branch tank", "no such branch 'tank'; try: azmil query equipment --category tank (1 row)"),
        ("people --rank minister", "no such rank 'minister'; try: azmil query people --post minister (5 rows)"),
        (
            "facilities --kind helicopter",
            "no such kind 'helicopter'; did you mean 'heliport'? or try: azmil query roles --thing helicopter (10 rows)",
        ),
        (
            "limits --equipment tank",
            "no equipment named 'tank'; try: azmil query equipment --category tank (1 row)",
        ),
        (
            "transfers --supplier zzz",
            "no supplier named 'zzz'; list the values with 'azmil query transfers --by supplier'",
        ),
    ],
)
def test_an_invalid_value_is_looked_up_in_other_columns(azmil: Callable[..., Result], asked: str, message: str) -> None:
    ended = azmil("query", *shlex.split(asked))
    assert (ended.code, ended.out, ended.err) == (2, "", f"azmil: {message}\n")


def test_commands_are_quoted_for_a_shell() -> None:
    question = Question(
        "my report.sql",
        where={"maker_country": ["people's republic"], "disputed": [True], "doubtful": [False], "name": ["-x"]},
        exclude={"holder": ["navy"]},
        at_least={"count": 1},
        at_most={"count": 9},
        since="1991",
        until="1992/1993",
        as_of="1992",
        is_certain=True,
        parameters={"least": 5},
        columns=["a", "b"],
        sort=["-a", "b"],
        by=["kind"],
    )
    command = omissions.command_of(question)
    assert shlex.split(command) == [
        "azmil", "query", "my report.sql", "--maker-country", "people's republic", "--disputed", "--no-doubtful",
        "--name=-x", "--no-holder", "navy", "--min-count", "1", "--max-count", "9", "--least", "5",
        "--since", "1991", "--until", "1992/1993", "--as-of", "1992", "--certain",
        "--columns", "a,b", "--sort=-a,b", "--by", "kind",
    ]  # fmt: skip


def test_rows_that_no_command_includes_have_no_message_here() -> None:
    assert omissions.message(LeftOut(None, "limit", "increase the limit")) is None


@pytest.mark.parametrize("form", ["table", "vertical", "md", "html", "csv", "tsv", "json", "jsonl"])
def test_chosen_columns_keep_the_hedge_in_every_format(azmil: Callable[..., Result], form: str) -> None:
    """Newspapers report the talks on Hermes (30, 101, 239)."""
    ended = azmil("query", "equipment", "--equipment", "hermes", "--columns", "status", "--format", form)
    marks, words = "…»", "negotiated; according to Israeli newspapers"
    assert (marks if form in ("table", "vertical") else words) in ended.out


def test_gaps_of_the_rows_are_named(azmil: Callable[..., Result]) -> None:
    """The number and price of the MiG-29 of 2006 are not given (24, 96); a count names no gaps."""
    bought = ("query", "transfers", "--equipment", "mig-29", "--date", "2006")
    known = (
        "a known gap: The number, price and contract of the MiG-29 aircraft that Azerbaijan bought from Ukraine in 2006"
    )
    assert azmil(*bought).err == f"azmil: {known} are not given; see: azmil show gap-mig-29-purchase\n"
    assert azmil(*bought, "--count").err == ""


def test_a_value_that_no_row_has_is_named(azmil: Callable[..., Result]) -> None:
    """Kosovo is in an event (181), Afghanistan in a deployment (180); no unit is Russian."""
    places = ("--place", "afghanistan-territory", "--place", "kosovo-territory")
    said = azmil("query", "deployments", *places).err.splitlines()
    assert said[0] == "azmil: nothing found for --place kosovo-territory"
    assert "gap-kosovo-iraq-past" in said[1]
    assert said[2] == "azmil: 1 row in another report: azmil query events --place kosovo-territory"


def test_rows_without_a_country_are_counted(azmil: Callable[..., Result]) -> None:
    """No line says whose the 295th division and its regiments were (74)."""
    said = azmil("query", "units", "--country", "soviet-union").err
    assert said == "azmil: 8 rows without a value for country omitted; to include them: azmil query units\n"


def test_an_unknown_post_names_the_gap_about_it(azmil: Callable[..., Result]) -> None:
    said = azmil("query", "people", "--post", "commander of the navy").err.splitlines()
    assert said[0].startswith("a known gap (gap-service-commanders): The source names no commander")
    assert said[1].startswith("azmil: no post named 'commander of the navy'")


def test_names_are_found_in_british_and_american_spelling(azmil: Callable[..., Result]) -> None:
    advisers = azmil("query", "people", "--post", "military adviser", "--format", "json")
    assert len(advisers.rows) == 4


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat the database as a large one, which has limits for names and for what is near an answer."""
    monkeypatch.setattr(matching, "MANY_NAMES", 100)


@pytest.mark.usefixtures("large")
def test_names_of_things_are_found_in_a_large_database(base: Base) -> None:
    found = base.query("equipment", equipment="mig")
    assert {row["equipment"] for row in found} == {"MiG-21", "MiG-23", "MiG-25", "MiG-29"}
    with pytest.raises(AzmilError, match="no such record 'azerbaijani navvy'") as caught:
        base.query("facts", about="azerbaijani navvy")
    assert "azerbaijani-navy" in caught.value.hint
    with pytest.raises(AzmilError, match="no holder named 'azerbaijani navvy'") as caught:
        base.query("equipment", holder="azerbaijani navvy")
    assert "Azerbaijani Navy" in caught.value.hint


@pytest.mark.usefixtures("large")
def test_a_large_database_has_the_same_suggestions_if_it_is_fast(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 60)
    monkeypatch.setattr(patience, "_OF_ONE", 60)
    found = base.query("transfers", supplier="navy", recipient="iran")
    monkeypatch.setattr(matching, "MANY_NAMES", 1_000_000)
    assert found.left_out == base.query("transfers", supplier="navy", recipient="iran").left_out != []


@pytest.mark.usefixtures("large")
def test_an_answer_says_that_the_time_for_suggestions_is_over(
    azmil: Callable[..., Result], base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0)
    asked = ("query", "transfers", "--supplier", "us navy", "--recipient", "iran")
    too_long = "omitted rows or suggestions may be missing: looking for them took too long in this large database"
    assert _lines(azmil(*asked)) == ["nothing found", too_long]
    assert base.query("transfers", supplier="us navy", recipient="iran").left_out == [LeftOut(None, "time", too_long)]
    with pytest.raises(AzmilError, match="no holder named 'nonsense'"):
        base.query("equipment", holder="nonsense")


class _Counting:
    """A connection that lists the statements that it runs, each of which returns as many rows as its parameter."""

    def __init__(self) -> None:
        self.ran: list[Statement] = []

    def run(self, statement: Statement, _: Limits | None = None) -> Answer:
        """Return the rows of a statement."""
        self.ran.append(statement)
        return Answer([Column("n")], [(number,) for number in range(statement.parameters[0])], statement=statement)


def test_equal_statements_are_run_once_for_an_answer() -> None:
    """Except with limits, and if they return many rows; what is done with a result does not change the next one."""
    counting = _Counting()
    connection = store.keeping(cast("Connection", counting))
    few, many = Statement("few", (2,)), Statement("many", (store.MOST_KEPT + 1,))
    for _ in range(2):
        found = connection.run(few)
        assert found.rows == [(0,), (1,)]
        found.rows.clear()
    assert connection.run(few._replace(parameters=(1,))).rows == [(0,)]
    assert len(connection.run(many).rows) == len(connection.run(many).rows) == store.MOST_KEPT + 1
    connection.run(few, Limits())
    assert counting.ran == [few, few._replace(parameters=(1,)), many, many, few]


def test_a_statement_that_took_too_long_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    slow, tried = Statement("slow"), []

    class Slow:
        """A connection to a large database on which each other statement takes too long."""

        def run(self, _: Statement) -> Answer:
            """Return a row."""
            return Answer([Column("n")], [(1,)])

        def run_within(self, statement: Statement, seconds: float) -> Answer:
            """Raise the error of a statement that takes too long."""
            tried.append(statement)
            raise TOO_LONG(seconds=seconds)

    monkeypatch.setattr(patience, "SECONDS", 60)
    connection = patience.impatient(cast("Connection", Slow()))
    assert patience.unfinished(connection) == []
    for _ in range(2):
        assert patience.in_time(lambda: connection.run(slow).rows) == []
    assert tried == [slow]
    assert [left.reason for left in patience.unfinished(connection)] == ["time"]


def test_no_name_contains_a_very_long_one(base: Base) -> None:
    with pytest.raises(AzmilError, match="no holder named 'navynavy"):
        base.query("equipment", holder="navy" * 20_000)
    with pytest.raises(AzmilError, match="no such record 'navynavy"):
        base.query("equipment", about="navy" * 20_000)


def test_a_built_in_statement_ends_at_a_given_time(base: Base) -> None:
    """The connection is still usable afterwards."""
    with pytest.raises(AzmilError, match=r"exceeded its time limit of 0\.05 s"):
        base.connection.run_within(Statement("SELECT count(*) FROM records a, records b, records c, records d"), 0.05)
    assert base.connection.run_within(Statement("SELECT CAST(? AS integer) + 1", (1,)), 5).rows == [(2,)]
