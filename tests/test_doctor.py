"""The command doctor: versions, paths, and integrity of the database."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from azmil import __version__, paths
from azmil.store.sqlite import checksum

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result


@pytest.fixture
def copy(database: Path, tmp_path: Path) -> Path:
    target = tmp_path / "copy.db"
    shutil.copy(database, target)
    return target


def test_an_intact_database_is_reported_as_intact(azmil: Callable[..., Result], database: Path) -> None:
    ended = azmil("doctor", "--format", "json")
    found = {row["what"]: row["found"] for row in ended.rows}
    assert (ended.code, ended.err) == (0, f"azmil: {database} is intact\n")
    assert found["azmil"] == __version__
    assert found["SQLite"] == sqlite3.sqlite_version
    assert found["full-text search"] == "yes"
    assert found["threads"].startswith("THREADSAFE=")
    assert found["database"] == f"{database} ({database.stat().st_size:,} bytes)"
    assert found["seeds"] == str(paths.built_in_folder("seeds"))
    assert found["user-defined reports"].endswith("azmil/queries (does not exist)")


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9999])
def test_a_flipped_bit_is_detected_anywhere(azmil: Callable[..., Result], copy: Path, at: float) -> None:
    content = bytearray(copy.read_bytes())
    content[int(len(content) * at)] ^= 1
    copy.write_bytes(content)
    ended = azmil("--database", str(copy), "doctor")
    assert ended.code == 1
    assert str(copy) in ended.err.partition(";")[0]
    assert ended.err.endswith(f"; rebuild it with 'azmil --database {copy} load'\n")
    assert copy.read_bytes() == content


def test_a_flipped_bit_in_the_checksum_is_detected(azmil: Callable[..., Result], copy: Path) -> None:
    content = copy.read_bytes()
    at = content.index(b"azmil-checksum:") + len("azmil-checksum:")
    for place in (at, at - 1):
        copy.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert azmil("--database", str(copy), "doctor").code == 1


def test_a_change_by_another_program_is_detected(azmil: Callable[..., Result], copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE records SET sentence = 'Made up.' WHERE id = 'azerbaijani-navy'")
        connection.commit()
    ended = azmil("--database", str(copy), "doctor")
    message = (
        f"'{copy}' does not match its checksum: it was damaged, or changed by another program; "
        f"rebuild it with 'azmil --database {copy} load'"
    )
    assert (ended.code, ended.err) == (1, f"azmil: {message}\n")
    assert azmil("--database", str(copy), "show", "azerbaijani-navy").code == 0


def test_a_database_without_a_checksum_cannot_be_verified(azmil: Callable[..., Result], copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("DELETE FROM about WHERE name = 'checksum'")
        connection.commit()
        connection.execute("VACUUM")
    ended = azmil("--database", str(copy), "doctor")
    assert ended.code == 1
    rebuild = f"rebuild it with 'azmil --database {copy} load'"
    assert ended.err == f"azmil: cannot verify '{copy}': it has no checksum; {rebuild}\n"


def test_a_missing_database_is_reported_and_not_created(azmil: Callable[..., Result], tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "x.db"
    ended = azmil("--database", str(missing), "doctor")
    message = f"azmil: database '{missing}' does not exist; build it with 'azmil --database {missing} load'\n"
    assert (ended.code, ended.err) == (1, message)
    assert list(tmp_path.iterdir()) == []


def test_status_rejects_a_damaged_database(azmil: Callable[..., Result], copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    copy.write_bytes(content)
    ended = azmil("--database", str(copy), "status")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(f"azmil: cannot read '{copy}': ")
    assert ended.err.count("\n") == 1


def test_a_checksum_is_found_at_any_offset(tmp_path: Path) -> None:
    for offset in range(-80, 5, 7):
        path = tmp_path / str(offset)
        path.write_bytes(b"." * (1024 * 1024 + offset) + checksum.BLANK.encode() + b"." * 100)
        checksum.write(path)
        assert checksum.matches(path) is True
        path.write_bytes(path.read_bytes()[:-1] + b",")
        assert checksum.matches(path) is False


def test_a_file_without_a_place_for_a_checksum_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"nothing")
    assert checksum.matches(path) is None
    with pytest.raises(ValueError, match="expected 1 place for it, found 0"):
        checksum.write(path)


@pytest.mark.parametrize("arguments", [("doctor",), ("query", "limits")], ids=" ".join)
def test_damage_that_sqlite_quotes_is_reported_in_one_line(
    azmil: Callable[..., Result], copy: Path, arguments: tuple[str, ...]
) -> None:
    """SQLite's error quotes the SQL of a view, which contains a byte that is not UTF-8."""
    content = copy.read_bytes()
    at = content.index(b"LEFT JOIN") + 3
    copy.write_bytes(content[:at] + bytes([content[at] ^ 0x80]) + content[at + 1 :])
    ended = azmil("--database", str(copy), *arguments)
    assert ended.code == 1
    assert ended.err.startswith(f"azmil: cannot read '{copy}': malformed database schema")
    assert ended.err.endswith(f"; rebuild it with 'azmil --database {copy} load'\n")
    assert ended.err.count("\n") == 1
