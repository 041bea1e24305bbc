"""Promise 9: data cannot control the terminal or act as markup."""

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

from harness import PROGRAM, Trial, azmil, environment, main, write_database

from azmil import formats

if TYPE_CHECKING:
    from pathlib import Path

# Control characters: C0 except newline, tab and the carriage return that a pty adds; DEL, C1, bidi, separators.
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
HOSTILE = [
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
    """Return everything that a command prints on a terminal."""
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


def _hostile_database(folder: Path, hostile: str) -> Path:
    """Return a database in which every text outside keys ends with a hostile text."""
    path = folder / "azmil.db"
    path.write_bytes((folder / "intact.db").read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        for table, columns in TABLES.items():
            for column in columns:
                connection.execute(f'UPDATE {table} SET "{column}" = coalesce("{column}", \'\') || ?', (hostile,))
        connection.commit()
    return path


def _commands(hostile: str) -> list[list[str]]:
    """Return calls of every command, with a hostile text in every argument (without NUL, which no argument can contain)."""
    text = hostile.replace("\x00", "")
    in_formats = [
        ["query", "facts"], ["query", "equipment", "--branch", "navy"], ["query", "people"], ["timeline", "2006"],
        ["conflicts"], ["gaps"], ["sql", f"SELECT sentence AS '{text}', '{text}' FROM records LIMIT 3"],
        ["schema"], ["schema", "records"], ["coverage", "51-60"], ["search", "navy"],
    ]  # fmt: skip
    commands = [[*command, "--format", form] for command in in_formats for form in FORMATS]
    commands += [["show", "navy"], ["show", "navy", "--format", "json"], ["cite", "navy"], ["tree", "navy"], ["tree"]]
    commands += [["cite", "navy", "--format", "json"], ["coverage"], ["status"], ["doctor"], ["query"]]
    commands += [
        ["query", "equipment", "--holder", text],
        ["query", text],
        [text],
        ["search", text],
        ["show", text],
        ["tree", text],
    ]
    commands += [["timeline", text], ["sql", f"SELECT {text}"], ["sql", "SELECT 1", "--format", text], ["cite", text]]
    commands += [["schema", text], ["check", text], ["load", text], ["source", "verify", text], ["coverage", text]]
    commands += [
        ["source", "attach", text],
        ["query", "equipment", "--sql", "--equipment", text],
        ["--database", text, "status"],
    ]
    commands += [
        ["query", "facts", "--save-as", text],
        ["query", f"{text}.sql"],
        ["sql", "--file", text],
        [f"--{text}"],
    ]
    commands += [
        ["source", "add", text, "--id", text],
        ["query", "facts", "--sort", text],
        ["query", "facts", "--columns", text],
    ]
    return commands


def print_on_terminal(folder: Path, *, is_long: bool) -> Trial:
    """Print hostile values, names, arguments and errors through every command and format on a terminal."""
    trial = Trial("9. commands and formats on a terminal: no raw control character")
    write_database(folder / "intact.db")
    for at, hostile in enumerate(HOSTILE):
        path = _hostile_database(folder, hostile)
        env = environment(AZMIL_DATABASE=str(path), HOME=str(folder), TERM="xterm-256color", LINES="1000", PAGER="cat")
        commands = _commands(hostile)
        for command in commands if is_long else commands[at * 8 :: 100]:
            shown = _on_terminal(command, env, folder)
            found = RAW.search(shown)
            trial.check(
                not found and "Traceback" not in shown,
                f"{command}: {shown[max(found.start() - 60, 0) :][:150]!r}" if found else f"{command}: {shown[-400:]}",
            )
    return trial


def print_to_pipe(folder: Path, *, is_long: bool) -> Trial:
    """Print hostile values to a pipe: csv contains them unchanged, and tables do not interpret markup."""
    trial = Trial("9. markup and control characters in a pipe: unchanged")
    path = folder / "azmil.db"
    write_database(path)
    for hostile in HOSTILE[:-1] if is_long else HOSTILE[:-1:5]:
        command = ["--database", str(path), "sql", "SELECT :x AS x", "-p", f"x={hostile}"]
        exact = subprocess.run(
            [*PROGRAM, *command, "--format", "csv"], capture_output=True, env=environment(), check=False
        )
        (_, value) = csv.reader(io.StringIO(exact.stdout.decode(), newline=""))
        trial.check(value == [hostile], f"csv {hostile!r}: {exact!r}")
        ended = azmil(*command)
        printable = re.sub(RAW, "", hostile).replace("\r", "")
        kept = re.sub(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", "", ended.stdout)
        trial.check(printable in kept, f"table {hostile!r}: {ended.stdout!r}")
    return trial


if __name__ == "__main__":
    main(print_on_terminal, print_to_pipe)
