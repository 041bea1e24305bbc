"""Claims with uncertain and approximate dates: kept as written, sorted by their days, never certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import azmil as azmil_package
from azmil.seeds import Origin
from azmil.workbench.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil import Base
    from conftest import Result

MARKED = ["2006", "2006?", "2006-05~", "1993?/1999~", "2006-05-19%", "199X~", "2002?/..", "1992-22~", "2005"]


@pytest.fixture
def marked(seeds: Path, tmp_path: Path) -> Base:
    """A base with one holding of each date in ``MARKED``, numbered from 0."""
    (seeds / "holdings" / "boats.yaml").write_text(
        "".join(
            f"- id: tugs-{at}\n  holder: ruritania\n  equipment: tugs\n  count: {at + 1}\n  date: {date}\n  cite: 3\n"
            for at, date in enumerate(MARKED)
        ),
        encoding="utf-8",
    )
    load(tmp_path / "marked.db", Origin((seeds,), is_alone=True))
    return azmil_package.open(tmp_path / "marked.db")


def test_dates_keep_their_marks_and_are_sorted_by_their_days(marked: Base) -> None:
    rows = marked.query("facts", sort="date")
    assert [row["date"] for row in rows] == [
        "199X~", "1992-22~", "1993?/1999~", "2002?/..", "2005", "2006", "2006?", "2006-05~", "2006-05-19%",
    ]  # fmt: skip
    assert {row["date"]: row["precision"] for row in rows} == {
        "199X~": "decade", "1992-22~": "season", "1993?/1999~": "year", "2002?/..": "year", "2005": "year", "2006": "year",
        "2006?": "year", "2006-05~": "month", "2006-05-19%": "day",
    }  # fmt: skip
    assert {row["fact"] for row in rows} >= {
        "Possibly in 2006, Ruritania had 2 tugs.",
        "About May 2006, Ruritania had 3 tugs.",
        "From 1993 (uncertain) to about 1999, Ruritania had 4 tugs.",
    }
    assert [row["date"] for row in marked.timeline("May 2006")] == ["2006-05-19%", "2006-05~"]
    assert [row["date"] for row in marked.query("facts", date="XXXX-05")] == ["2006-05~", "2006-05-19%"]


def test_a_row_with_a_marked_date_is_never_certain(marked: Base) -> None:
    held = {row["date"]: row["holds"] for row in marked.query("facts", as_of="2006-05-19")}
    assert held == dict.fromkeys(("2006", "2006?", "2006-05~", "2006-05-19%", "2002?/.."), "possible")
    held = {row["date"]: row["holds"] for row in marked.query("facts", as_of="2006")}
    assert held == {
        "2006": "certain", "2006?": "possible", "2006-05~": "possible", "2006-05-19%": "possible", "2002?/..": "possible",
    }  # fmt: skip
    assert [row["date"] for row in marked.query("facts", as_of="2006", certain=True)] == ["2006"]


def test_tables_show_the_marks_of_dates_in_words(marked: Base, azmil: Callable[..., Result]) -> None:
    lines = azmil(
        "--database", str(marked.path), "query", "facts", "--sort", "date", "--columns", "date"
    ).out.splitlines()
    assert [line.strip() for line in lines[2:]] == [
        "about the 1990s", "about summer 1992", "1993 (uncertain) to about 1999", "since 2002 (uncertain)", "2005",
        "2006", "2006 (uncertain)", "about 2006-05", "about 2006-05-19 (uncertain)",
    ]  # fmt: skip
