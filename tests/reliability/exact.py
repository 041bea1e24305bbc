"""Promise 10: output is exact and goes only where it is sent."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from harness import Trial, azmil, environment, listing, main, write_database

from azmil import reports

if TYPE_CHECKING:
    from pathlib import Path

ODD = [
    "",
    " ",
    "a,b",
    'say "x"',
    "two\nlines",
    "a\rb",
    "a\r\nb",
    "tab\tbed",
    "bar | bar",
    "back\\slash",
    "\\|",
    "<b>&amp;</b>",
]
ODD += [
    "'",
    "=1+1",
    "ə ı İ ğ",
    "💥",
    "\x01\x1b[0m",
    "\u202e",
    "-0",
    "007",
    "1e5",
    "NULL",
    "null",
    "#",
    "; DROP",
    "-- x",
]
NUMBERS = ["9223372036854775807", "-9223372036854775808", "0.1", "1e300", "-0.0", "NULL", "x'00ff'", "1e999", "''"]
IDS = [
    "../../x",
    "/tmp/x",
    "CON",
    "nul",
    "a" * 300,
    "-rf",
    "--help",
    "",
    " ",
    ".",
    "..",
    "x/y",
    "x\\y",
    "ə",
    "x\ny",
    "~",
    "$HOME",
    "*",
]


def _json(text: str) -> list[dict[str, Any]]:
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    found: list[dict[str, Any]] = json.loads(text, parse_constant=refuse)
    return found


def _cells(text: str) -> list[list[str]]:
    """Return the cells of a Markdown table, as GitHub reads it."""
    rows = []
    for line in text.rstrip("\n").split("\n"):
        parts = re.findall(r"\|((?:\\.|[^|\\])*)(?=\|)", line)
        rows.append([re.sub(r"\\([\\|])", r"\1", part.strip()) for part in parts])
    return rows


class _Html(html.parser.HTMLParser):
    """The rows of an HTML table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, _: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip("\n")


def _plain(value: object) -> str:
    """Return a JSON value as in the formats that contain only text."""
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def read_back(folder: Path, *, is_long: bool) -> Trial:
    """Parse each report in each format strictly, and compare the results."""
    trial = Trial("10. reports and formats read back: equal")
    target = folder / "azmil.db"
    write_database(target)

    def printed(name: str, form: str) -> str:
        return azmil("--database", target, "query", name, "--format", form).stdout

    for name in reports.names() if is_long else reports.names()[:1]:
        rows = _json(printed(name, "json"))
        with closing(sqlite3.connect(target)) as connection:
            (count,) = connection.execute(f"SELECT count(*) FROM {name}_report").fetchone()
        trial.check(len(rows) == count, f"{name}: {len(rows)} of {count} rows")
        lines = printed(name, "jsonl").rstrip("\n").split("\n")
        trial.check([json.loads(line) for line in lines] == rows, f"{name} jsonl")
        wanted = [list(rows[0]), *[[_plain(value) for value in row.values()] for row in rows]]
        trial.check(
            list(csv.reader(io.StringIO(printed(name, "csv"), newline=""), strict=True)) == wanted, f"{name} csv"
        )
        tabbed = [line.split("\t") for line in printed(name, "tsv").rstrip("\n").split("\n")]
        trial.check(tabbed == wanted, f"{name} tsv")
        for form, cells in (("md", _cells(printed(name, "md"))), ("html", _Html(printed(name, "html")).rows)):
            shape = {len(row) for row in cells}
            trial.check(
                shape == {len(wanted[0])} and len(cells) == len(wanted) + (form == "md"), f"{name} {form}: {shape}"
            )
    return trial


def read_back_odd_values(folder: Path, *, is_long: bool) -> Trial:
    """Print and parse values that are difficult for a format."""
    trial = Trial("10. odd values read back: equal")
    target = folder / "azmil.db"
    write_database(target)
    for at, value in enumerate(ODD if is_long else ODD[::5]):
        for form in ("json", "jsonl", "csv"):
            arguments = ["sql", "SELECT :x AS x, 1 AS y, :x AS x", "-p", f"x={value}", "--format", form]
            out = azmil("--database", target, *arguments).stdout
            if form == "csv":
                got = list(csv.reader(io.StringIO(out, newline=""), strict=True))[1]
            else:
                got = list((_json(out) if form == "json" else [json.loads(out)])[0].values())
            number = int(value) if re.fullmatch(r"0|-?[1-9]\d*", value) else value
            trial.check(list(map(str, got)) == [str(number), "1", str(number)], f"{form} {at}: {value!r}: {out!r}")
    for literal in NUMBERS if is_long else NUMBERS[::3]:
        out = azmil("--database", target, "sql", f"SELECT {literal} AS x", "--format", "json").stdout
        with closing(sqlite3.connect(":memory:")) as connection:
            (wanted,) = connection.execute(f"SELECT {literal}").fetchone()
        wanted = wanted.hex() if isinstance(wanted, bytes) else None if wanted == float("inf") else wanted
        trial.check(_json(out)[0]["x"] == wanted, f"{literal}: {out}")
    return trial


def write_inside_target(folder: Path, *, is_long: bool) -> Trial:
    """Use paths and options as ids and names in commands that write files: nothing outside the target is written."""
    trial = Trial("10. ids that are paths or options: nothing written outside the target")
    home, work = folder / "home", folder / "work"
    for path in (home, work, work / "seeds"):
        path.mkdir()
    (work / "report.txt").write_text("one line\n")
    env = environment(HOME=str(home), XDG_CONFIG_HOME=str(home / "config"), AZMIL_DATABASE=str(folder / "azmil.db"))
    azmil("load", env=env)
    before = listing(work)
    for id_ in IDS if is_long else IDS[::9]:
        runs = [
            ["source", "add", "report.txt", "--seeds", "seeds", f"--id={id_}"],
            ["query", "facts", f"--save-as={id_}"],
            ["show", "--", id_],
            ["query", "facts", f"--branch={id_}"],
        ]
        for arguments in runs:
            ended = azmil(*arguments, env=env, cwd=work)
            outside = [line for line in listing(work) if line not in before and not line.startswith(f"{work}/seeds")]
            strays = [path for path in (home / "config").rglob("*.sql") if path.parent.name != "queries"]
            is_kept = "Traceback" not in ended.stderr and ended.returncode in (0, 1, 2) and not outside and not strays
            trial.check(is_kept, f"{arguments}: {ended.returncode}, {ended.stderr[-300:]}, {outside}, {strays}")
    return trial


if __name__ == "__main__":
    main(read_back, read_back_odd_values, write_inside_target)
