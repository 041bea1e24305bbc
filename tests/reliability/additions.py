"""Promise 12: what the reader added stays: an attached document, own queries, the history of the shell."""

from __future__ import annotations

import hashlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from typing import TYPE_CHECKING

from bench import PROGRAM, SMALL, Trial, azmil, digest, environment, main

from azmil.values.fingerprints import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

LINES = ["a line of the report", "", "another with \x1b and ə", "a line of the report"]


def _reader(folder: Path) -> tuple[Path, dict[str, str], Path]:
    """Make a reader's folders: a source of their own with its document, a query and a history; return what is used."""
    seeds, home, document = folder / "seeds", folder / "home", folder / "report.txt"
    document.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    for path in SMALL.rglob("*.yaml"):
        target = seeds / path.relative_to(SMALL)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text().replace("0" * 64, hashlib.sha256(document.read_bytes()).hexdigest())
        for old, line in (("aaaa", LINES[0]), ("bbbb", LINES[2])):
            text = text.replace(f"fingerprint: {old}", f'fingerprint: "{fingerprint(line)}"')
        target.write_text(text)
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE")}
    env = environment(HOME=str(home), AZMIL_DATABASE=str(folder / "azmil.db"), **folders)
    history = home / "state" / "azmil" / "history"
    history.parent.mkdir(parents=True)
    history.write_text("SELECT 1;\n")
    return seeds, env, document


def _attached(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM passages ORDER BY line")]


def _make_older(database: Path) -> None:
    """Let a database look like one of the format before, as after an upgrade of azmil."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 0")
        connection.commit()


def keep_additions(folder: Path, *, is_long: bool) -> Trial:
    """Attach a document, save a query, keep a history; then load, fail to load, kill a load, upgrade."""
    trial = Trial("12. what the reader added, after loads, failures and an upgrade: all there")
    seeds, env, document = _reader(folder)
    database = folder / "azmil.db"
    load = ["load", "--alone", str(seeds)]
    azmil(*load, env=env)
    azmil("source", "attach", document, env=env)
    saved = azmil("query", "facts", "--save-as", "mine", env=env)
    query, history = folder / "home/config/azmil/queries/mine.sql", folder / "home/state/azmil/history"
    added = digest(query), digest(history)

    def judge(what: str, ended: object = "") -> None:
        sound = azmil("doctor", env=env)
        found = azmil("search", "another", "--format", "csv", env=env).stdout
        is_there = _attached(database) == LINES and (digest(query), digest(history)) == added and "line" in found
        trial.hold(is_there and sound.returncode == 0, f"{what}: {_attached(database)}, {sound.stderr}, {ended}")

    judge("attached", saved)
    judge("load", azmil(*load, env=env))
    good = (seeds / "holdings/boats.yaml").read_text()
    (seeds / "holdings/boats.yaml").write_text("- id: [")
    judge("load of damaged seeds", azmil(*load, env=env))
    (seeds / "holdings/boats.yaml").write_text(good)
    judge(
        "full disk", azmil(*load, env=env, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9999, 9999)))
    )
    judge(
        "attaching on a full disk",
        azmil(
            "source",
            "attach",
            document,
            env=env,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9999, 9999)),
        ),
    )
    judge("attaching something else", azmil("source", "attach", __file__, env=env))
    for at in range(20 if is_long else 0):
        child = subprocess.Popen([*PROGRAM, *load], env=env, stderr=subprocess.DEVNULL)
        time.sleep(0.2 + at * 0.04)
        child.send_signal(signal.SIGKILL)
        child.wait()
        judge(f"killed {at}")
    _make_older(database)
    judge("upgrade", azmil(*load, env=env))
    judge("a further load", azmil(*load, env=env))
    judge("a load that names no folders", azmil("load", env=env))
    own = folder / "home/data/azmil/azmil.db"
    own.parent.mkdir(parents=True)
    shutil.copyfile(database, own)
    _make_older(own)
    unnamed = {name: value for name, value in env.items() if name != "AZMIL_DATABASE"}
    asked = azmil("query", "facts", "--count", env=unnamed)
    trial.hold(_attached(own) == LINES and asked.stdout == "2\n", f"the first question after an upgrade: {asked}")
    return trial


if __name__ == "__main__":
    main(keep_additions)
