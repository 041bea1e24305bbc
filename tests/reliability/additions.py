"""Promise 12: what the user adds is kept: an attached document, a report, the history of the shell."""

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

from harness import PROGRAM, SMALL, Trial, azmil, digest, environment, main

from azmil.values.fingerprints import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

LINES = ["a line of the report", "", "another with \x1b and ə", "a line of the report"]


def _prepare(folder: Path) -> tuple[Path, dict[str, str], Path]:
    """Write a user's seeds, document and history; return the seeds, the environment and the document."""
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


def _set_older_format(database: Path) -> None:
    """Give a database an older format, as before an upgrade of azmil."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 0")
        connection.commit()


def keep_additions(folder: Path, *, is_long: bool) -> Trial:
    """Attach a document, save a report and write a history; then load, fail to load, kill loads and upgrade."""
    trial = Trial("12. additions of the user after loads, failures and an upgrade: kept")
    seeds, env, document = _prepare(folder)
    database = folder / "azmil.db"
    load = ["load", "--alone", str(seeds)]
    azmil(*load, env=env)
    azmil("source", "attach", document, env=env)
    saved = azmil("query", "facts", "--save-as", "mine", env=env)
    report, history = folder / "home/config/azmil/queries/mine.sql", folder / "home/state/azmil/history"
    added = digest(report), digest(history)

    def check(what: str, ended: object = "") -> None:
        doctor = azmil("doctor", env=env)
        found = azmil("search", "another", "--format", "csv", env=env).stdout
        is_there = _attached(database) == LINES and (digest(report), digest(history)) == added and "line" in found
        trial.check(is_there and doctor.returncode == 0, f"{what}: {_attached(database)}, {doctor.stderr}, {ended}")

    check("attached", saved)
    check("load", azmil(*load, env=env))
    good = (seeds / "holdings/boats.yaml").read_text()
    (seeds / "holdings/boats.yaml").write_text("- id: [")
    check("load of damaged seeds", azmil(*load, env=env))
    (seeds / "holdings/boats.yaml").write_text(good)
    check(
        "full disk", azmil(*load, env=env, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9999, 9999)))
    )
    check(
        "attaching on a full disk",
        azmil(
            "source",
            "attach",
            document,
            env=env,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9999, 9999)),
        ),
    )
    check("attaching something else", azmil("source", "attach", __file__, env=env))
    for at in range(20 if is_long else 0):
        child = subprocess.Popen([*PROGRAM, *load], env=env, stderr=subprocess.DEVNULL)
        time.sleep(0.2 + at * 0.04)
        child.send_signal(signal.SIGKILL)
        child.wait()
        check(f"killed {at}")
    _set_older_format(database)
    check("upgrade", azmil(*load, env=env))
    check("a further load", azmil(*load, env=env))
    check("a load that names no folders", azmil("load", env=env))
    default = folder / "home/data/azmil/azmil.db"
    default.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(database, default)
    _set_older_format(default)
    unnamed = {name: value for name, value in env.items() if name != "AZMIL_DATABASE"}
    first = azmil("query", "facts", "--count", env=unnamed)
    trial.check(_attached(default) == LINES and first.stdout == "2\n", f"the first query after an upgrade: {first}")
    return trial


if __name__ == "__main__":
    main(keep_additions)
