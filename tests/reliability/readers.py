"""Promise 3: a load never disturbs programs that read, and simultaneous first uses build one database."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

from harness import PROGRAM, SMALL, Trial, azmil, content, environment, main

if TYPE_CHECKING:
    from pathlib import Path

READERS = 8
# Reads three values, through azmil's connection, whose combination differs between the two databases.
READER = """
import sys
from pathlib import Path
from azmil.store.sqlite import read as database
path, until = Path(sys.argv[1]), Path(sys.argv[2])
while not until.exists():
    connection = database.connect(path)
    for _ in range(3):
        print(*connection.execute(
            "SELECT (SELECT value FROM about WHERE name = 'content'), (SELECT count(*) FROM records), "
            "(SELECT count(*) FROM search)"
        ).fetchone())
    connection.close()
"""


def _facts(path: Path) -> str:
    with closing(__import__("sqlite3").connect(path)) as connection:
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("records", "search")]
    return " ".join(map(str, [content(path), *counts]))


def read_during_loads(folder: Path, *, is_long: bool) -> Trial:
    """Read from eight processes while two databases replace each other."""
    trial = Trial("3. results during loads: all from the old or all from the new database")
    target, until = folder / "azmil.db", folder / "until"
    known = set()
    for arguments in (["load", "--alone", str(SMALL)], ["load", "--shipped"]):
        azmil("--database", target, *arguments)
        known.add(_facts(target))
    command = [sys.executable, "-c", READER, str(target), str(until)]
    readers = [
        subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(READERS if is_long else 3)
    ]
    outputs: list[tuple[str, str]] = []
    threads = [
        threading.Thread(target=lambda reader=reader: outputs.append(reader.communicate())) for reader in readers
    ]
    for thread in threads:
        thread.start()
    for at in range(25 if is_long else 1):
        ended = azmil("--database", target, "load", *(["--shipped"] if at % 2 else ["--alone", str(SMALL)]))
        trial.check(ended.returncode == 0, f"load {at}: {ended.stderr}")
    until.touch()
    for thread in threads:
        thread.join()
    trial.tried = 0
    for out, message in outputs:
        for line in out.splitlines():
            trial.check(line in known, f"mixed: {line}")
        trial.check(not message, message)
    trial.check(not is_long or trial.tried >= 5_000, "too few results")
    return trial


def use_for_the_first_time(folder: Path, *, is_long: bool) -> Trial:
    """Start azmil eight times at once without a database."""
    trial = Trial("3. eight first uses at once: one database, eight results")
    statement = "SELECT value FROM about WHERE name = 'content'"
    for at in range(20 if is_long else 1):
        data = folder / str(at)
        env = environment(XDG_DATA_HOME=str(data), XDG_CONFIG_HOME=str(data), HOME=str(data))
        command = [*PROGRAM, "sql", statement, "--format", "csv"]
        children = [
            subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(READERS)
        ]
        ended = [(*child.communicate(), child.returncode) for child in children]
        results = {out for out, _, code in ended if code == 0}
        files = sorted(path.name for path in (data / "azmil").iterdir())
        builders = sum("built the database" in message for _, message, _ in ended)
        is_kept = len(results) == 1 and not any(code for *_, code in ended) and builders == 1
        trial.check(is_kept and files == ["azmil.db"], f"round {at}: {ended}, {files}")
    return trial


def load_twice(folder: Path, *, is_long: bool) -> Trial:
    """Start two loads of one database at once: one succeeds, and the other is refused."""
    trial = Trial("3. two loads at once: one succeeds, the other is refused with a message")
    target = folder / "azmil.db"
    for at in range(20 if is_long else 2):
        command = [*PROGRAM, "--database", str(target), "load"]
        children = []
        for _ in range(2):
            children.append(subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True))
            time.sleep(0.05 * (at % 3))
        ended = sorted((child.wait(), child.communicate()[1]) for child in children)
        codes = [code for code, _ in ended]
        loser = f"azmil: cannot write '{target}': another process is writing to it; wait until it has finished, then try again\n"
        trial.check(codes == [0, 1] and ended[1][1] == loser, f"round {at}: {ended}")
    return trial


if __name__ == "__main__":
    main(read_during_loads, use_for_the_first_time, load_twice)
