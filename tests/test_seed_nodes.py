"""Nodes of seed files: YAML read as text with positions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from azmil.seeds.node import Mapping, Scalar, SeedError, Sequence
from azmil.seeds.nodes import read

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "x.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_every_value_is_kept_as_text(tmp_path: Path) -> None:
    path = write(tmp_path, "- {a: no, b: 010, c: 12:30, d: 1992-08-01, e: 1e3, f: ~, g: 0x1F, h: 'x'}\n")
    root = read(path, "x.yaml")
    assert isinstance(root, Sequence)
    item = root.items[0]
    assert isinstance(item, Mapping)
    texts = {name: value.text for name, (_, value) in item.fields.items() if isinstance(value, Scalar)}
    assert texts == {
        "a": "no", "b": "010", "c": "12:30", "d": "1992-08-01", "e": "1e3", "f": "~", "g": "0x1F", "h": "x",
    }  # fmt: skip


def test_harmless_variants_are_read(tmp_path: Path) -> None:
    """A byte order mark, Windows line ends, and decomposed letters."""
    root = read(write(tmp_path, "\ufeff- a: e\u0301\r\n".encode()), "x.yaml")
    assert isinstance(root, Sequence)
    assert isinstance(root.items[0], Mapping)
    (_, value) = root.items[0].fields["a"]
    assert isinstance(value, Scalar)
    assert value.text == "é"


def test_an_empty_file_has_no_node(tmp_path: Path) -> None:
    assert read(write(tmp_path, "# nothing yet\n"), "x.yaml") is None


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    os.mkfifo(path)
    with pytest.raises(SeedError, match="the file is not a regular file"):
        read(path, "x.yaml")
