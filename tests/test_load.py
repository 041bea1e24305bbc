"""Loading: all or nothing, and the same bytes from the same seeds."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from azmil import paths
from azmil.errors import AzmilError
from azmil.seeds import Origin
from azmil.store.sqlite import write
from azmil.store.sqlite.replace import lock_file
from azmil.workbench import build as building
from azmil.workbench.load import load
from faults import cases, provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil.errors import Fault
    from conftest import Result


def count_of(path: Path) -> int:
    """Return the number of records in a database that cite a line."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM records WHERE lead_citation = 1").fetchone()[0])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_seeds_give_the_same_bytes(database: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    load(again)
    assert digest(again) == digest(database)


def test_a_load_of_invalid_seeds_keeps_the_old_database(seeds: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.db"
    load(target, Origin((seeds,), is_alone=True))
    before = digest(target)
    (seeds / "holdings" / "boats.yaml").write_text("- id: [\n", encoding="utf-8")
    with pytest.raises(AzmilError, match="1 problem found; nothing was changed"):
        load(target, Origin((seeds,), is_alone=True))
    assert digest(target) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["seeds", "x.db"]


def test_a_load_that_fails_halfway_keeps_the_old_database_and_leaves_no_files(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.db"
    load(target, Origin((seeds,), is_alone=True))
    before = digest(target)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "check_integrity", full)
    with pytest.raises(AzmilError, match="no space left on device; the existing database, if any, was not changed"):
        load(target, Origin((seeds,), is_alone=True))
    assert digest(target) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["seeds", "x.db"]


def test_files_left_by_a_killed_load_are_removed(seeds: Path, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    (tmp_path / f".x.db.new-{ended.pid}").write_bytes(b"half")
    (tmp_path / f".x.db.new-{ended.pid}-journal").write_bytes(b"half")
    load(tmp_path / "x.db", Origin((seeds,), is_alone=True))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["seeds", "x.db"]


def test_a_file_that_appears_during_a_load_is_not_replaced(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.db"
    make = building.build

    def slow(*given: Any) -> None:
        make(*given)
        target.write_text("my thesis")

    monkeypatch.setattr("azmil.workbench.load.build", slow)
    with pytest.raises(AzmilError, match="it is not an azmil database"):
        load(target, Origin((seeds,), is_alone=True))
    assert target.read_text() == "my thesis"


@pytest.mark.parametrize("name", ["loop.db", "typo/x.db"])
def test_a_path_that_cannot_be_written_is_reported_and_not_created(seeds: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.db").symlink_to("loop.db")
    with pytest.raises(AzmilError, match=r"cannot write '.*': (too many levels of symbolic links|no such file)"):
        load(tmp_path / name, Origin((seeds,), is_alone=True))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["loop.db", "seeds"]


def test_a_lock_that_cannot_be_opened_is_reported(seeds: Path, tmp_path: Path) -> None:
    lock = lock_file(tmp_path / "x.db")
    lock.mkdir(parents=True)
    with pytest.raises(AzmilError, match=rf"cannot write '{lock}': is a directory"):
        load(tmp_path / "x.db", Origin((seeds,), is_alone=True))


def test_the_log_of_another_database_is_not_read(azmil: Callable[..., Result], database: Path, tmp_path: Path) -> None:
    other, copy = tmp_path / "other.db", tmp_path / "copy.db"
    shutil.copyfile(database, other)
    shutil.copyfile(database, copy)
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("UPDATE about SET value = 'made up' WHERE name = 'content'")
        shutil.copyfile(f"{other}-wal", f"{copy}-wal")
    ended = azmil("--database", str(copy), "query", "limits")
    assert (ended.code, ended.out, ended.err) == (
        1,
        "",
        (
            f"azmil: cannot read '{copy}': a program that wrote to it left '{copy}-wal'; "
            f"rebuild the database with 'azmil --database {copy} load' to remove it\n"
        ),
    )
    assert not copy.with_name("copy.db-shm").exists()
    assert azmil("--database", str(copy), "load").code == 0
    assert digest(copy) == digest(database)


def test_a_second_load_at_the_same_time_is_refused(seeds: Path, tmp_path: Path) -> None:
    with (
        FileLock(lock_file(tmp_path / "x.db")),
        pytest.raises(AzmilError, match=r"cannot write '.*': another process is writing to it"),
    ):
        load(tmp_path / "x.db", Origin((seeds,), is_alone=True))


def test_a_file_that_is_not_an_azmil_database_is_not_replaced(seeds: Path, tmp_path: Path) -> None:
    for content in (b"my thesis", b"SQLite format 3\0" + bytes(84)):
        target = tmp_path / "x.db"
        target.write_bytes(content)
        with pytest.raises(AzmilError, match="it is not an azmil database"):
            load(target, Origin((seeds,), is_alone=True))
        assert target.read_bytes() == content


def test_a_load_keeps_the_mode_of_the_file_and_links_to_it(seeds: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "x.db", tmp_path / "link.db"
    load(target, Origin((seeds,), is_alone=True))
    target.chmod(0o640)
    link.symlink_to(target)
    load(link, Origin((seeds,), is_alone=True))
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_database_left_in_wal_mode_is_replaced_safely(seeds: Path, tmp_path: Path) -> None:
    """The log of the old file must not be applied to the new one."""
    target = tmp_path / "x.db"
    load(target, Origin((seeds,), is_alone=True))
    writer = sqlite3.connect(target)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE scribble (x)")
    writer.commit()
    # Copied while open, as if the writer had been killed.
    wal = target.with_name("x.db-wal").read_bytes()
    main = target.read_bytes()
    writer.close()
    target.write_bytes(main)
    target.with_name("x.db-wal").write_bytes(wal)
    load(target, Origin((seeds,), is_alone=True))
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'scribble'").fetchone() == (0,)


def test_two_seed_folders_are_loaded_into_one_database(seeds: Path, tmp_path: Path) -> None:
    """The user's claims are added to the built-in ones and cite the user's source."""
    target = tmp_path / "x.db"
    load(target, Origin((seeds,)))
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        rows = connection.execute(
            "SELECT lines FROM evidence WHERE record_id LIKE 'ruritania-tugs%' ORDER BY 1"
        ).fetchall()
    assert rows == [("report:1, 4",), ("report:3",)]


def test_evidence_agrees_with_the_citations(database: Path) -> None:
    """The test counts it in SQL, from the citations and the fingerprints."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        derived = connection.execute(
            "SELECT record_id, witnesses, wordings FROM evidence WHERE witnesses > 0 ORDER BY 1"
        ).fetchall()
        recounted = connection.execute(
            """
            WITH place AS (
                SELECT c.record_id, c.ordinal, group_concat(p.fingerprint, ' ') AS wording
                FROM (SELECT * FROM citations ORDER BY record_id, ordinal) AS c
                JOIN passages AS p ON p.source_id = c.source_id AND p.line BETWEEN c.first_line AND c.last_line
                WHERE c.role = 'states'
                GROUP BY c.record_id, c.ordinal
            )
            SELECT record_id, count(*), count(DISTINCT wording) FROM place GROUP BY record_id ORDER BY 1
            """
        ).fetchall()
    assert derived == recounted


@provokes("store.sqlite.replace.WAITING")
@pytest.mark.usefixtures("fault")
def test_a_first_use_waits_for_another_one_and_says_so(
    azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(paths.VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("azmil.store.sqlite.replace.SOON", 0.1)
    target = tmp_path / "azmil" / "azmil.db"
    target.parent.mkdir()
    lock = FileLock(lock_file(target), thread_local=False)
    lock.acquire()
    threading.Timer(0.5, lock.release).start()
    ended = azmil("query", "limits", "--count")
    assert (ended.code, ended.err.splitlines()) == (
        0,
        [
            "azmil: waiting for another process that is building the database",
            f"azmil: built the database '{target}'",
        ],
    )


@pytest.fixture
def own_home(azmil: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seeds: Path) -> Path:
    """The default database, built by an older azmil from the user's seeds, with the document attached."""
    monkeypatch.delenv(paths.VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name in ("sources", "passages"):
        shutil.rmtree(seeds / name)
    report = tmp_path / "report.txt"
    report.write_text("The navy has tugs.\n\nOf the tugs 7 are new.\nThe navy has tugs.\n")
    assert azmil("source", "add", str(report), "--seeds", str(seeds)).code == 0
    assert azmil("load", str(seeds), "--alone").code == 0
    assert azmil("source", "attach", str(report)).code == 0
    target = tmp_path / "azmil" / "azmil.db"
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("UPDATE about SET value = '0' WHERE name = 'reports'")
    return target


def test_a_database_of_an_older_azmil_is_rebuilt_from_the_same_seeds(
    azmil: Callable[..., Result], own_home: Path
) -> None:
    """After an upgrade the reports are different; the user's claims and attached text are kept."""
    assert azmil("query", "equipment", "--count").err == f"azmil: built the database '{own_home}'\n"
    ended = azmil("query", "equipment", "--count")
    assert (ended.out, ended.err) == ("2\n", "")
    texts = azmil("sql", "SELECT line FROM passages WHERE text <> ''", "--format", "json").rows
    assert texts == [{"line": 1}, {"line": 3}, {"line": 4}]


@provokes("workbench.load.LINES_LOST")
@pytest.mark.usefixtures("fault")
def test_a_load_without_folders_uses_the_folders_of_the_previous_load(
    azmil: Callable[..., Result], own_home: Path, seeds: Path
) -> None:
    assert azmil("load").err == f"azmil: built {own_home} from {seeds}: 4 records\n"
    assert azmil("status").err.splitlines()[2] == f"seeds     {seeds}, up to date"
    path = seeds / "equipment" / "boats.yaml"
    path.write_text(f"{path.read_text()}- id: rafts\n  name: rafts\n  category: warship\n  cite: 3\n")
    assert azmil("status").err.splitlines()[2] == f"seeds     {seeds}, changed since; rebuild with 'azmil load'"
    assert azmil("load").err == f"azmil: built {own_home} from {seeds}: 5 records\n"
    assert azmil("load", "--shipped").err.splitlines() == [
        "azmil: 4 lines of attached text omitted: damaged, or not in any source of these seeds",
        f"azmil: built {own_home}: {count_of(own_home):,} records",
    ]
    assert azmil("status").err.splitlines()[2] == "seeds     built-in seeds, up to date"


@cases("table", [("workbench.load.TEXT_LOST", "passages"), ("workbench.load.LOST", "about")])
@pytest.mark.usefixtures("fault")
def test_a_damaged_database_is_rebuilt_from_its_seeds_if_their_paths_can_be_read(
    azmil: Callable[..., Result], own_home: Path, seeds: Path, table: str
) -> None:
    with closing(sqlite3.connect(own_home)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with own_home.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    told, built = azmil("load").err.splitlines()
    if table == "passages":
        assert told == f"azmil: cannot read '{own_home}'; if you attached documents, attach them again"
        assert built == f"azmil: built {own_home} from {seeds}: 4 records"
    else:
        assert told == (f"azmil: cannot read '{own_home}'; if you loaded seeds or attached documents, do so again")
        assert built == f"azmil: built {own_home}: {count_of(own_home):,} records"


@provokes("workbench.load.SEEDS_MISSING")
@pytest.mark.parametrize("arguments", [["load"], ["query", "equipment"]])
def test_a_missing_seed_folder_is_reported_and_the_database_is_kept(
    azmil: Callable[..., Result], own_home: Path, seeds: Path, fault: Fault, arguments: list[str]
) -> None:
    seeds.rename(seeds.with_name("moved"))
    before = own_home.read_bytes()
    ended = azmil(*arguments)
    assert (ended.code, ended.err) == (
        fault.code,
        (
            f"azmil: cannot rebuild '{own_home}' from {seeds}: a seed folder does not exist; "
            f"rebuild it from another folder with 'azmil --database {own_home} load FOLDER --alone', "
            "or from the built-in seeds with 'load --shipped'\n"
        ),
    )
    assert own_home.read_bytes() == before
