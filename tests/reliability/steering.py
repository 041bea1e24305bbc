"""Promise 9: what data says cannot steer the terminal, nor be taken for markup."""

from __future__ import annotations

import csv
import io
import os
import pty
import re
import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

from bench import PROGRAM, Trial, azmil, environment, main, put_database

from azmil import formats

if TYPE_CHECKING:
    from pathlib import Path

# What a terminal would obey: C0 but newline, tab and the carriage return a pty adds, DEL, C1, bidi, separators.
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
EVIL = [
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x1b]52;c;aGk=\x07",
    "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m",
    "\x9d0;x\x9c",
    "\x07\x08\x7f",
    "a\rb",
    "\u202eevil\u202c",
    "\u2066x\u2069\u2028y",
    "[bold red]x[/bold red]",
    "[/x] [p. 71] :smile: \\[a]",
    "\x00end",
]
FORMATS = [name for name in formats.NAMES if not formats.find(name).needs_file]
TABLES = {"records": ["sentence", "name", "note", "date_wording"], "sources": ["title", "file_name"]}
TABLES |= {"sections": ["title"], "evidence": ["lines"], "modalities": ["label", "mark"], "about": ["value"]}
TABLES |= {"passages": ["text", "reason"], "aliases": ["note"], "dictionary": ["meaning"], "names": ["folded"]}


def _on_terminal(command: list[str], env: dict[str, str], folder: Path) -> str:
    """Return all that a command prints on a terminal, on stdout and stderr."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [*PROGRAM, *command], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=env, cwd=folder
    )
    os.close(theirs)
    pieces = []
    try:
        while piece := os.read(ours, 65_536):
            pieces.append(piece)
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    child.wait()
    return b"".join(pieces).decode(errors="replace")


def _poisoned(folder: Path, evil: str) -> Path:
    """Return a database in which every text that no key refers to ends in something evil."""
    path = folder / "azmil.db"
    path.write_bytes((folder / "sound.db").read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        for table, columns in TABLES.items():
            for column in columns:
                connection.execute(f'UPDATE {table} SET "{column}" = coalesce("{column}", \'\') || ?', (evil,))
        connection.commit()
    return path


def _commands(evil: str) -> list[list[str]]:
    """Return calls of every command, with something evil where a person may write, as far as an argument can hold it."""
    said = evil.replace("\x00", "")
    asked = [
        ["query", "facts"], ["query", "equipment", "--branch", "navy"], ["query", "people"], ["timeline", "2006"],
        ["conflicts"], ["gaps"], ["sql", f"SELECT sentence AS '{said}', '{said}' FROM records LIMIT 3"],
        ["schema"], ["schema", "records"], ["coverage", "51-60"], ["search", "navy"],
    ]  # fmt: skip
    commands = [[*one, "--format", form] for one in asked for form in FORMATS]
    commands += [["show", "navy"], ["show", "navy", "--format", "json"], ["cite", "navy"]]
    commands += [["cite", "navy", "--format", "json"], ["coverage"], ["status"], ["doctor"], ["query"]]
    commands += [["query", "equipment", "--holder", said], ["query", said], [said], ["search", said], ["show", said]]
    commands += [["timeline", said], ["sql", f"SELECT {said}"], ["sql", "SELECT 1", "--format", said], ["cite", said]]
    commands += [["schema", said], ["check", said], ["load", said], ["source", "verify", said], ["coverage", said]]
    commands += [
        ["source", "attach", said],
        ["query", "equipment", "--sql", "--equipment", said],
        ["--database", said, "status"],
    ]
    commands += [
        ["query", "facts", "--save-as", said],
        ["query", f"{said}.sql"],
        ["sql", "--file", said],
        [f"--{said}"],
    ]
    commands += [
        ["source", "add", said, "--id", said],
        ["query", "facts", "--sort", said],
        ["query", "facts", "--columns", said],
    ]
    return commands


def print_evil(folder: Path, *, is_long: bool) -> Trial:
    """Print evil values, names, words and errors through every command and format on a terminal."""
    trial = Trial("9. commands and formats on a terminal: no raw control character")
    put_database(folder / "sound.db")
    for at, evil in enumerate(EVIL):
        path = _poisoned(folder, evil)
        env = environment(AZMIL_DATABASE=str(path), HOME=str(folder), TERM="xterm-256color", LINES="1000", PAGER="cat")
        commands = _commands(evil)
        for command in commands if is_long else commands[at * 8 :: 100]:
            seen = _on_terminal(command, env, folder)
            found = RAW.search(seen)
            trial.hold(
                not found and "Traceback" not in seen,
                f"{command}: {seen[max(found.start() - 60, 0) :][:150]!r}" if found else f"{command}: {seen[-400:]}",
            )
    return trial


def print_equal(folder: Path, *, is_long: bool) -> Trial:
    """Print evil values into a pipe: formats for machines carry them whole, and markup stays what it is."""
    trial = Trial("9. markup and controls in a pipe: every character there")
    path = folder / "azmil.db"
    put_database(path)
    for evil in EVIL[:-1] if is_long else EVIL[:-1:5]:
        asked = ["--database", str(path), "sql", "SELECT :x AS x", "-p", f"x={evil}"]
        exact = subprocess.run(
            [*PROGRAM, *asked, "--format", "csv"], capture_output=True, env=environment(), check=False
        )
        (_, value) = csv.reader(io.StringIO(exact.stdout.decode(), newline=""))
        trial.hold(value == [evil], f"csv {evil!r}: {exact!r}")
        ended = azmil(*asked)
        shown = re.sub(RAW, "", evil).replace("\r", "")
        kept = re.sub(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", "", ended.stdout)
        trial.hold(shown in kept, f"table {evil!r}: {ended.stdout!r}")
    return trial


if __name__ == "__main__":
    main(print_evil, print_equal)
