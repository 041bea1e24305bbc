"""Output: atomic writing of files, the format by file extension, and workbooks."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import azmil as azmil_package
from azmil import formats
from faults import provokes
from test_golden_formats import DIFFICULT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil.errors import Fault
    from conftest import Result


@pytest.mark.parametrize("name", [name for name in formats.NAMES if name not in ("table", "xlsx")])
def test_a_file_contains_the_same_text_as_stdout(azmil: Callable[..., Result], tmp_path: Path, name: str) -> None:
    path = tmp_path / "found"
    ended = azmil("query", "limits", "--format", name, "--output", str(path))
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert path.read_text(encoding="utf-8") == azmil("query", "limits", "--format", name).out


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("query", "limits"), "a.csv"),
        (("timeline", "2006"), "a.CSV"),
        (("sql", "SELECT 1 AS one"), "a.csv"),
        (("search", "garabagh"), "a.csv"),
        (("schema",), "a.csv"),
        (("coverage",), "a.csv"),
        (("status",), "a.csv"),
        (("doctor",), "a.csv"),
        (("query",), "a.csv"),
    ],
)
def test_the_file_extension_chooses_the_format(
    azmil: Callable[..., Result], tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    assert azmil(*command, "--output", str(tmp_path / name)).out == ""
    assert (tmp_path / name).read_text(encoding="utf-8") == azmil(*command, "--format", "csv").out


@pytest.mark.parametrize("command", ["show", "cite"])
def test_a_record_is_written_to_a_file(azmil: Callable[..., Result], tmp_path: Path, command: str) -> None:
    azmil(command, "osa-ii", "--output", str(tmp_path / "a.json"))
    assert json.loads((tmp_path / "a.json").read_text())["id"] == "osa-ii"
    assert azmil(command, "osa-ii", "--format", "csv").err == "azmil: no such format 'csv'; use one of: table, json\n"


def test_the_format_option_overrides_the_file_extension(azmil: Callable[..., Result], tmp_path: Path) -> None:
    azmil("query", "limits", "--format", "json", "--output", str(tmp_path / "a.csv"))
    assert json.loads((tmp_path / "a.csv").read_text())


@pytest.mark.parametrize("name", ["a", "a.txt"])
def test_a_file_without_extension_or_with_txt_contains_a_table(
    azmil: Callable[..., Result], tmp_path: Path, name: str
) -> None:
    azmil("sql", "SELECT 1 AS one", "--output", str(tmp_path / name))
    assert (tmp_path / name).read_text() == "one\n───\n1\n"


def test_output_can_be_written_to_stdout(azmil: Callable[..., Result]) -> None:
    for name in ("-", "/dev/stdout"):
        assert azmil("sql", "SELECT 1 AS one", "--format", "csv", "--output", name).out == "one\n1\n"


def test_nothing_is_written_if_a_statement_fails(azmil: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    assert azmil("sql", "SELECT 1; SELEC 2", "--output", str(path)).code == 2
    assert path.read_text() == "old"


def test_the_sql_and_the_count_are_written_to_a_file(azmil: Callable[..., Result], tmp_path: Path) -> None:
    azmil("query", "limits", "--sql", "--output", str(tmp_path / "a.txt"))
    assert (tmp_path / "a.txt").read_text() == azmil("query", "limits", "--sql").out
    azmil("query", "limits", "--count", "--output", str(tmp_path / "a.txt"))
    assert (tmp_path / "a.txt").read_text() == azmil("query", "limits", "--count").out
    azmil("query", "limits", "--sql", "--output", str(tmp_path / "a.xlsx"))
    assert (tmp_path / "a.xlsx").read_text() == azmil("query", "limits", "--sql").out


def test_an_existing_file_is_kept_if_the_command_fails(azmil: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    assert azmil("sql", "SELECT printf('%.40000c', 'a') AS a", "--output", str(path)).code == 1
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_file_keeps_its_mode_and_a_link_its_target(azmil: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "a.csv").chmod(0o640)
    (tmp_path / "link.csv").symlink_to("a.csv")
    azmil("query", "limits", "--output", str(tmp_path / "link.csv"))
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "a.csv").read_text().startswith("id,agreement,")
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640


def test_output_can_be_written_to_a_device(azmil: Callable[..., Result]) -> None:
    assert azmil("query", "limits", "--output", os.devnull).code == 0


def test_several_results_are_written_to_one_file(azmil: Callable[..., Result], tmp_path: Path) -> None:
    azmil("sql", "SELECT 1 AS one; SELECT 2 AS two", "--output", str(tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_text() == "one\n1\ntwo\n2\n"


def workbook(write: Callable[[Any], None]) -> openpyxl.Workbook:
    """Write a workbook; return it as a spreadsheet program reads it."""
    stream = io.BytesIO()
    write(stream)
    return openpyxl.load_workbook(stream)


def test_a_workbook_keeps_the_type_of_every_value() -> None:
    """Numbers stay numbers unless digits would be lost; dates and formulas are text."""
    write = formats.find("xlsx").write_rows
    assert write is not None
    book = workbook(lambda stream: write(DIFFICULT, stream))
    rows = [[cell.value for cell in row] for row in book["answer"].iter_rows()]
    hedging = ["hedge", "modality", "said_by", "disputed", "doubtful", "observed"]
    assert rows[0] == ["id", "text", "number", "date", "flag", *hedging, "lines", "text_2"]
    hedged = [None, "asserted", None, False, False, True]
    assert rows[1] == ["plain", "a, b", "123456789012345678", "2006-05", True, *hedged, "6, 49", 1.5]
    assert rows[2][:5] == ["quote", 'say "x"', -7, "1991/1995", False]
    assert rows[4][12] == "00ff"
    assert [rows[5][12], rows[6][1], rows[6][12], rows[7][1]] == ["inf", "=1+1", "@x", "Naxçıvan, Gəncə"]
    assert book["answer"]["B7"].data_type == "s"
    assert [[cell.value for cell in row] for row in book["columns"].iter_rows()][:4] == [
        ["column", "type", "meaning"],
        ["id", None, None],
        ["text", None, None],
        ["number", "number", "a figure"],
    ]
    assert book.properties.created == datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks store no time zone


def test_a_workbook_of_a_report_explains_its_columns(azmil: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "boats.xlsx"
    assert azmil("query", "equipment", "--branch", "navy", "--output", str(path)).code == 0
    book = openpyxl.load_workbook(path)
    rows = list(book["answer"].iter_rows(values_only=True))
    printed = azmil("query", "equipment", "--branch", "navy", "--format", "json").rows
    assert [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] == printed
    meanings = {row[0]: row[2] for row in book["columns"].iter_rows(values_only=True)}
    assert meanings["quantity"] == "number of items, as stated"
    first = path.read_bytes()
    azmil("query", "equipment", "--branch", "navy", "--output", str(path))
    assert path.read_bytes() == first


@provokes("formats.xlsx.NO_XLSXWRITER")
def test_a_missing_extra_is_reported(
    azmil: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ended = azmil("query", "limits", "--output", str(tmp_path / "a.xlsx"))
    assert (ended.code, ended.err) == (
        fault.code,
        "azmil: cannot write format 'xlsx': xlsxwriter is not installed; install it with: pip install 'azmil[xlsx]'\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_the_help_and_the_shell_list_the_same_formats(azmil: Callable[..., Result]) -> None:
    from azmil.shell.commands import printable

    assert f"Output format: {', '.join(formats.NAMES)}." in " ".join(azmil("query", "limits", "--help").out.split())
    assert printable() == [name for name in formats.NAMES if name != "xlsx"]
    assert formats.accepting("record") == ["table", "json"]
    for name in formats.NAMES:
        assert formats.find(name).name == name
        assert formats.find(name).meaning


def test_a_format_for_rows_cannot_print_a_record() -> None:
    with pytest.raises(azmil_package.Error, match=r"no such format 'csv'; use one of: table, json"):
        formats.find("csv", "record")
