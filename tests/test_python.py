"""The Python API: queries from any thread, databases that are replaced or missing, and conversion of rows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
import weakref
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import azmil
import azmil as azmil_package
from azmil import paths
from azmil.store.sqlite.replace import CANNOT_WRITE
from azmil.values.answers import LeftOut
from azmil.workbench.load import load
from faults import cases, provokes

if TYPE_CHECKING:
    from pathlib import Path

    from azmil import Base
    from azmil.errors import AzmilError, Fault
    from azmil.paths import Address

NAVY = ["landing craft", "landing cutters", "laser marksmanship device", "minesweepers"]


def test_a_report_is_filtered_by_its_columns_as_keywords(base: Base) -> None:
    rows = base.query("equipment", branch="navy", limit=4)
    assert [row["equipment"] for row in rows] == NAVY
    assert (rows.is_cut, rows.left_out) == (True, [LeftOut(None, "limit", "increase the limit")])
    assert [row["count"] for row in rows] == [6, 2, None, 7]
    assert len(rows) == 4
    assert rows[-1]["lines"] == "116, 254"


def test_python_and_the_command_line_return_the_same_rows(base: Base, azmil: Any) -> None:
    rows = base.query(
        "equipment",
        where={"branch": ["navy", "air-force"]},
        exclude={"status": "ordered"},
        at_least={"count": 3},
        at_most={"count": 100},
        until="2009",
        cites="99, 115-117",
        sort="-count",
    )
    printed = azmil(
        "query", "equipment", "--branch", "navy", "--branch", "air-force", "--no-status", "ordered", "--min-count", "3",
        "--max-count", "100", "--until", "2009", "--cites", "99", "--cites", "115-117", "--sort=-count", "--format", "json",
    )  # fmt: skip
    assert list(rows) == printed.rows
    assert base.sql(str(rows.sql)).columns == rows.columns


def test_the_id_the_hedges_and_the_lines_are_added_to_chosen_columns(base: Base) -> None:
    rows = base.query("equipment", columns="equipment, quantity", limit=1)
    assert rows.columns == ["equipment", "quantity", "id", "hedge", "modality", "disputed", "lines"]
    assert isinstance(rows[0]["disputed"], bool)


def test_about_finds_the_claims_about_a_thing(base: Base) -> None:
    """One holding is the only claim about the Osa-II class."""
    assert [row["id"] for row in base.query("facts", about="osa-ii")] == ["navy-osa-ii"]
    assert base.count("facts", about=["osa-ii", "mig-29"]) > 1


def test_source_finds_the_claims_that_cite_a_source(base: Base) -> None:
    assert base.count("facts", source="article") == base.count("facts")


def test_the_undated_rows_omitted_by_as_of_are_counted(base: Base) -> None:
    """Rumsfeld and Safarov have no post, Jamalov has no date (lines 17, 125 and 150)."""
    rows = base.query("people", as_of="2006")
    (left,) = rows.left_out
    assert (left.count, left.reason, rows.is_cut) == (3, "undated", False)
    assert {row["holds"] for row in rows} <= {"certain", "possible"}


def test_certain_excludes_posts_that_were_only_possibly_held(base: Base) -> None:
    """Barshadli was Chief of Staff from May to October 1992 (line 82); the other row of docs/python.md is only possible."""
    assert [row["person"] for row in base.query("people", as_of="1992-06", certain=True)] == ["Valeh Barshadli"]


def test_rows_are_filtered_by_minimum_and_maximum(base: Base) -> None:
    """Line 117 counts one warship and one cutter for special purposes; the radar and the laser have no count."""
    rows = base.query("equipment", branch="navy", at_most={"count": 1})
    assert [row["equipment"] for row in rows] == ["special-purpose cutter", "special-purpose warship"]
    assert base.count("equipment", branch="navy", at_least={"count": 6}, at_most={"count": 6}) == 1


def test_a_timeline_includes_ongoing_or_undated_rows_on_request(base: Base) -> None:
    begun, ongoing = ({row["id"] for row in base.timeline("2007", ongoing=flag)} for flag in (False, True))
    added = [row for row in base.timeline("2007", ongoing=True) if row["id"] not in begun]
    assert begun < ongoing
    assert all(row["date"][:4] < "2007" or row["observed"] for row in added)
    seen_later = {row["lines"] for row in added if row["date"][:4] > "2007"}
    assert seen_later == {"53, 191"}  # the stocks counted in 2008 may already have been there in 2007
    undated = base.timeline(undated=True)
    assert {row["date"] for row in undated} == {None}
    assert len(undated) == base.sql("SELECT count(*) AS n FROM facts_report WHERE date IS NULL")[0]["n"]


@provokes("store.faults.TOO_LONG")
def test_a_statement_is_stopped_at_its_time_limit(base: Base, fault: Fault) -> None:
    with pytest.raises(azmil.Error) as raised:
        base.sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", timeout=0.2)
    assert raised.value.fault is fault
    assert base.count("equipment") == 65


def test_the_other_methods_return_rows_and_records(base: Base) -> None:
    assert base.timeline("2006-05-19", kind="event")[0]["kind"] == "event"
    assert list(base.timeline("1850")) == []
    found = base.search("eliyev", 1)
    assert (found.instead, found[0]["kind"], found.is_cut) == ("aliyev*", "person", True)
    assert base.show("Osa-II")["name"] == "Osa-II-class patrol boats"
    assert [place["lines"] for place in base.cite("navy-osa-ii")] == ["115", "253"]
    assert "navy-osa-ii" in base.lines("article:115")[0]["claims"].split(", ")
    assert base.columns("facts")[1]["refers to"] == "record_kinds.code"
    assert {"name": "equipment", "of": "built-in"}.items() <= base.reports()[5].items()


@provokes("ask.timelines.PERIOD_ALONE")
def test_undated_cannot_be_used_with_a_period(base: Base, azmil: Any, fault: Fault) -> None:
    with pytest.raises(azmil_package.Error) as raised:
        base.timeline("2006", undated=True)
    assert raised.value.fault is fault
    assert azmil("timeline", "2006", "--undated").err == (
        "azmil: 'undated' cannot be used with a period; remove one of them\n"
    )


def test_the_sql_of_rows_returns_the_same_rows(base: Base) -> None:
    """It contains the limit and the parameters."""
    rows = base.query("equipment", branch="navy", limit=2)
    assert list(base.sql(str(rows.sql))) == [dict(row, disputed=int(row["disputed"])) for row in rows]
    rows = base.sql("SELECT :a AS a, ':b' AS b", a="o'k")
    assert rows.sql == "SELECT 'o''k' AS a, ':b' AS b;"
    assert list(base.sql(rows.sql)) == list(rows)


def test_dates_may_be_python_objects(base: Base) -> None:
    assert list(base.query("people", as_of=2006)) == list(base.query("people", as_of="2006"))
    day = date(2006, 5, 19)
    assert list(base.timeline(day)) == list(base.timeline("2006-05-19"))


def test_the_undated_rows_omitted_by_a_date_filter_are_counted(base: Base) -> None:
    """They are the same as for a period, such as the end of the Soviet Union, which no line dates."""
    assert base.query("events", date="2006").left_out == base.query("events", since="2006", until="2006").left_out
    assert base.query("events", date="2006").left_out[0].count == 10


def test_a_statement_takes_parameters_by_name(base: Base) -> None:
    assert base.sql("SELECT :timeout AS t", parameters={"timeout": 3})[0] == {"t": 3}
    rows = base.sql("SELECT :year AS year, ':year' AS text, :year + 1 AS next", year=2006)
    assert list(rows) == [{"year": 2006, "text": ":year", "next": 2007}]
    assert base.sql("SELECT id FROM records", max_rows=3).is_cut


def test_columns_with_the_same_name_are_numbered(base: Base) -> None:
    assert base.sql("SELECT 1 AS a, 2 AS a, 3 AS a_2")[0] == {"a": 1, "a_3": 2, "a_2": 3}


def test_an_error_separates_its_message_and_its_hint(base: Base) -> None:
    """The hint names no command or option."""
    with pytest.raises(azmil.Error) as raised:
        base.query("equipment", branch="nvay")
    assert raised.value.message == "no such branch 'nvay'"
    assert raised.value.hint.startswith("did you mean 'navy'?")
    with pytest.raises(azmil.Error) as raised:
        base.sql("SELECT :year")
    assert str(raised.value) == (
        "cannot run the SQL statement: parameter ':year' has no value; write it as ':name' and give its value"
    )


@cases(
    "arguments, message",
    [
        ("ask.conditions.NO_DATES", {"report": "gaps", "since": "2006"}, "cannot filter 'gaps' by date: it has no dates; remove the date filters"),
        ("ask.conditions.NO_COLUMN", {"report": "gaps", "branhc": "navy"}, "no such column 'branhc' in report 'gaps'; use one of: id, kind, gap, hedge, expects, expected, after_words, subject, said_by, modality, disputed, in_tension, doubtful, lines"),
        ("reports.matching.NO_FILTER", {"report": "gaps", "lines": "83"}, "cannot filter by 'lines'; use the filter 'cites' instead"),
        ("reports.matching.NO_NUMBER", {"report": "gaps", "expected": "six"}, "'six' is not a whole number; use digits, such as 12"),
        ("ask.parameters.NO_PARAMETER", {"report": "{there}/needs.sql"}, "cannot run the report 'needs': parameter ':year' has no value; give it a value"),
        ("ask.parameters.NO_NUMBER", {"report": "{there}/needs.sql", "parameters": {"year": "x"}}, "'x' is not a valid number; use an integer or a decimal, such as 7 or 1.5"),
        ("ask.parameters.NO_NUMBER", {"report": "{there}/needs.sql", "parameters": {"year": float("inf")}}, "'inf' is not a valid number; use an integer or a decimal, such as 7 or 1.5"),
        ("ask.parameters.NO_NUMBER", {"report": "{there}/needs.sql", "parameters": {"year": "007"}}, "'007' is not a valid number; use an integer or a decimal, such as 7 or 1.5"),
        ("reports.NO_REPORT", {"report": "equipmnt"}, "no such report 'equipmnt'; did you mean 'equipment'?"),
        ("api.asking.NO_VALUE", {"report": "facts", "kind": None}, "filter 'kind' has no value; give it a value, or remove it"),
        ("api.asking.NO_VALUE", {"report": "facts", "kind": []}, "filter 'kind' has no value; give it a value, or remove it"),
        ("reports.matching.NO_VALUE", {"report": "equipment", "branch": 1.5, "limit": 3}, "no such branch '1.5'; use one of: navy, air-force, border-guard"),
        ("ask.conditions.NO_LIMIT", {"report": "gaps", "limit": -1}, "'-1' is not a valid number of rows; use 1 or more, or omit the limit"),
        ("ask.conditions.NO_LIMIT", {"report": "gaps", "limit": 1.5}, "'1.5' is not a valid number of rows; use 1 or more, or omit the limit"),
        ("api.asking.TWICE", {"report": "people", "where": {"rank": "general"}, "rank": "general"}, "filter 'rank' is given twice; give all its values as one list"),
        ("reports.matching.NO_FLAG", {"report": "people", "disputed": "maybe"}, "'maybe' is not a valid flag; use yes or no"),
        ("ask.conditions.NO_BOUND", {"report": "equipment", "at_least": {"holder": 5}}, "cannot compare 'holder' with '5': both must be whole numbers; use a column of numbers and a whole number"),
        ("ask.conditions.NO_BOUND", {"report": "equipment", "at_least": {"count": "x"}}, "cannot compare 'count' with 'x': both must be whole numbers; use a column of numbers and a whole number"),
        ("errors.NO_TEXT", {"report": "facts", "id": "a\ud800"}, "'a\\ud800' is not valid UTF-8; use characters that your terminal's locale can encode"),
        ("errors.TOO_LARGE", {"report": "gaps", "at_least": {"expected": 10**30}}, "a number is too large; use at most 18 digits"),
    ],
)  # fmt: skip
def test_an_invalid_query_is_reported(
    base: Base, tmp_path: Path, fault: Fault, arguments: dict[str, Any], message: str
) -> None:
    (tmp_path / "needs.sql").write_text(
        "-- A year.\n--\n-- :year (number): it\n--\n-- id (id): it\nSELECT :year AS id\n"
    )
    others = {name: value for name, value in arguments.items() if name != "report"}
    with pytest.raises(azmil.Error) as raised:
        base.query(arguments["report"].replace("{there}", str(tmp_path)), **others)
    assert (raised.value.fault, str(raised.value)) == (fault, message)


def test_threads_can_query_at_the_same_time(base: Base) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(base.count("facts"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [base.count("facts")] * 8


def test_a_replaced_database_is_reopened(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "azmil.db"
    shutil.copyfile(database, path)
    with azmil.open(path) as base:
        before = base.connection
        assert base.connection is before
        shutil.copyfile(database, tmp_path / "new.db")
        (tmp_path / "new.db").replace(path)
        assert base.count("gaps") > 0
        assert base.connection is not before


def test_a_query_reopens_a_closed_base(base: Base) -> None:
    base.close()
    assert base.count("gaps") > 0


def test_a_forked_process_uses_a_separate_connection(base: Base) -> None:
    before = base.connection
    read, write = os.pipe()
    if not (child := os.fork()):
        found = base.count("gaps") if base.connection is not before else -1
        os.write(write, str(found).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert int(os.read(read, 10)) == base.count("gaps") > 0
    assert base.connection is before
    for end in (read, write):
        os.close(end)


def test_the_connection_of_an_ended_thread_is_released(base: Base) -> None:
    """The same applies to the connection of a closed base."""
    found: list[weakref.ref[object]] = []
    thread = threading.Thread(target=lambda: found.append(weakref.ref(base.connection)))
    thread.start()
    thread.join()
    found.append(weakref.ref(base.connection))
    assert [reference() is not None for reference in found] == [False, True]
    base.close()
    assert [reference() is not None for reference in found] == [False, False]


def test_a_base_can_be_closed_while_threads_query_it(database: Address) -> None:
    """No query fails."""
    failed: list[BaseException] = []

    def query() -> None:
        try:
            for _ in range(60):
                base.count("gaps")
        except BaseException as error:  # noqa: BLE001 - reported below
            failed.append(error)

    with azmil.open(str(database)) as base:
        threads = [threading.Thread(target=query) for _ in range(4)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            base.close()
            time.sleep(0.001)
    assert failed == []


def test_a_process_can_query_from_many_threads_in_turn(base: Base) -> None:
    """The memory limit that the command line sets for its process is not set here."""
    for _ in range(150):
        thread = threading.Thread(target=base.count, args=("gaps",))
        thread.start()
        thread.join()
    assert base.count("gaps") > 0


def home(monkeypatch: pytest.MonkeyPatch, path: Path) -> Path:
    """Use a folder for azmil's data; return the path of the default database."""
    monkeypatch.delenv(paths.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(path))
    return path / "azmil" / "azmil.db"


@provokes("workbench.first_use.BUILT")
def test_the_first_use_builds_the_default_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: Fault, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is built once, by the first thread; nothing is printed."""
    path = home(monkeypatch, tmp_path)
    notes: list[AzmilError] = []
    with azmil.open(notify=notes.append) as base:
        assert base.path == path
        assert not path.exists()
        threads = [threading.Thread(target=base.count, args=("gaps",)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [(note.fault, note.message, note.hint) for note in notes] == [(fault, f"built the database '{path}'", "")]
    assert capfd.readouterr() == ("", "")
    assert [found.name for found in path.parent.iterdir()] == ["azmil.db"]


def test_the_default_database_is_rebuilt_if_the_reports_have_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Even if the version of azmil is the same."""
    path = home(monkeypatch, tmp_path)
    with azmil.open() as base:
        before = base.about()["reports"]
    monkeypatch.setattr("azmil.reports.digest", lambda: "other")
    notes: list[AzmilError] = []
    with azmil.open(notify=notes.append) as base:
        assert (before, base.about()["reports"]) != ("other", before)
        assert base.about()["reports"] == "other"
    assert [note.message for note in notes] == [f"built the database '{path}'"]


@provokes("workbench.first_use.TEMPORARY")
def test_a_temporary_database_is_used_if_the_default_one_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: Fault
) -> None:
    path = home(monkeypatch, tmp_path)
    monkeypatch.setattr("azmil.workbench.first_use.load", _refuse_to_write(path))
    notes: list[AzmilError] = []
    with azmil.open(notify=notes.append) as base:
        assert base.count("gaps") > 0
        assert base._temporary is not None  # noqa: SLF001 - its folder must exist until the base is closed
        folder = base._temporary.path.parent  # noqa: SLF001
        if not (child := os.fork()):
            found = base.count("gaps")
            base.close()
            os._exit(found == 0)
        assert os.waitpid(child, 0)[1] == 0
        assert base.count("gaps") > 0
        assert folder.is_dir()
    assert not folder.exists()
    assert [str(note) for note in notes] == [
        f"cannot write '{path}': using a temporary database; choose another location for it"
    ]
    assert notes[0].fault is fault


def _refuse_to_write(path: Path) -> Any:
    def refuse(target: Path, **settings: Any) -> Any:
        if target == path:
            raise CANNOT_WRITE(path=path, reason="no space left on device")
        return load(target, **settings)

    return refuse


def test_a_missing_database_given_by_path_is_not_built(tmp_path: Path) -> None:
    base = azmil.open(tmp_path / "none.db")
    with pytest.raises(azmil.Error, match="does not exist"):
        base.count("gaps")
    assert list(tmp_path.iterdir()) == []


def test_integers_stay_integers_in_pandas_and_polars(base: Base) -> None:
    """A missing value does not turn them into floats."""
    pandas = pytest.importorskip("pandas")
    rows = base.query("equipment", branch="navy", limit=4)
    frame = rows.to_pandas()
    assert list(frame["count"].astype(object).where(frame["count"].notna(), None)) == [6, 2, None, 7]
    assert (str(frame["count"].dtype), str(frame["disputed"].dtype)) == ("Int64", "boolean")
    assert list(frame.columns) == rows.columns
    assert isinstance(base.sql("SELECT 1 AS a UNION SELECT NULL").to_pandas()["a"].dtype, pandas.Int64Dtype)
    polars = pytest.importorskip("polars")
    frame = rows.to_polars()
    assert frame["count"].to_list() == [6, 2, None, 7]
    assert frame.schema["count"] == polars.Int64
    assert frame.schema["disputed"] == polars.Boolean
    assert frame.schema["branch"] == polars.String


@provokes("api.rows.NO_LIBRARY")
def test_a_missing_library_is_reported(base: Base, monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(azmil.Error) as raised:
        base.query("gaps").to_pandas()
    assert (raised.value.fault, str(raised.value)) == (
        fault,
        "cannot convert the rows: pandas is not installed; install it with: pip install pandas",
    )


def test_a_notebook_shows_a_table(base: Base) -> None:
    """Markup in the data is escaped."""
    shown = base.sql("SELECT '<b>' AS \"a&b\"")._repr_html_()
    assert shown == (
        "<table>\n<thead><tr><th>a&amp;b</th></tr></thead>\n<tbody>\n<tr><td>&lt;b&gt;</td></tr>\n</tbody>\n</table>\n"
    )
    assert base.query("facts")._repr_html_().endswith(f"<p>{base.count('facts') - 60} more rows</p>\n")


def test_importing_azmil_loads_none_of_its_modules() -> None:
    program = "import azmil, sys; print(sorted(name for name in sys.modules if name.startswith('azmil')))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "['azmil']\n"


def test_a_missing_attribute_raises_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        azmil.opne  # noqa: B018 - accessed only to raise
