"""Formats: a difficult result, printed in each format and compared with its file in ``tests/golden``.

``python tests/test_golden_formats.py`` rewrites the files; review the changes before committing them.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from azmil import formats
from azmil.values.answers import Answer, Column

GOLDEN = Path(__file__).parent / "golden"
# NULL, an empty text, a comma, a quote, line ends, markup, bidi controls, a formula, 18 digits, a repeated name.
DIFFICULT = Answer(
    [
        Column("id"),
        Column("text"),
        Column("number", "number", meaning="a figure"),
        Column("date", "date"),
        Column("flag", "flag"),
        Column("hedge", "text", place="wide"),
        Column("modality", "word"),
        Column("said_by", "text", place="wide"),
        Column("disputed", "flag"),
        Column("in_tension", "flag", place="mark"),
        Column("doubtful", "flag", place="wide"),
        Column("observed", "flag", place="wide"),
        Column("lines", "lines"),
        Column("text"),
    ],
    [
        ("plain", "a, b", 123456789012345678, "2006-05", 1, None, "asserted", None, 0, 0, 0, 1, "6, 49", 1.5),
        (
            "quote",
            'say "x"',
            -7,
            "1991/1995",
            0,
            "planned; contradicted elsewhere",
            "planned",
            None,
            1,
            0,
            0,
            0,
            "115",
            None,
        ),
        (
            "lines",
            "one\ntwo\r\nthree\rfour\tfive",
            0,
            "199X",
            None,
            "according to a b",
            "asserted",
            "a b",
            0,
            0,
            0,
            0,
            "7-9",
            "",
        ),
        (
            "markup",
            "[p. 71] <b>&amp;</b> *a* _b_ `c` | ~d~ \\",
            None,
            None,
            None,
            "contradicted elsewhere",
            "asserted",
            None,
            1,
            0,
            0,
            0,
            "",
            b"\x00\xff",
        ),
        (
            "bidi",
            "\u202eabc\u202c \x1b[31m",
            None,
            "not a date",
            None,
            "doubtful",
            "asserted",
            None,
            0,
            0,
            1,
            0,
            "1",
            float("inf"),
        ),
        (
            "formula",
            "=1+1",
            None,
            "2002-04/..",
            None,
            "in tension with another passage",
            "asserted",
            None,
            0,
            1,
            0,
            0,
            "1",
            "@x",
        ),
        (
            "letters",
            "Nax\u00e7\u0131van, G\u0259nc\u0259",
            None,
            "../1992",
            None,
            None,
            "asserted",
            None,
            0,
            0,
            0,
            0,
            "1",
            "-1",
        ),
    ],
    marks={"asserted": "", "planned": "\u2192"},
    labels={"asserted": "asserted", "planned": "planned"},
)
TEXTS = [name for name in formats.NAMES if not formats.find(name).needs_file]
EMPTY = Answer([Column("id"), Column("number", "number")], [])


def printed(form: str) -> str:
    """Return both results as printed in a format."""
    write = formats.find(form).write_rows
    assert write is not None
    stream = io.StringIO()
    for answer in (DIFFICULT, EMPTY):
        write(answer, stream, wide=False)
        stream.write("--\n")
    return stream.getvalue()


def golden(form: str) -> Path:
    """Return the path of the expected output of a format."""
    return GOLDEN / f"{form}.txt"


@pytest.mark.parametrize("form", TEXTS)
def test_a_difficult_result_matches_its_golden_file(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No value is lost, split or treated as markup."""
    monkeypatch.delenv("COLUMNS", raising=False)
    assert printed(form) == golden(form).read_bytes().decode()


if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)
    for name in TEXTS:
        golden(name).write_bytes(printed(name).encode())
