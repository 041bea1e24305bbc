"""Seed files: YAML read as text with positions, and refused where it could surprise."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from azmil.seedfile import Mapping, Scalar, SeedError, Sequence, read

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "x.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_every_value_stays_as_written(tmp_path: Path) -> None:
    path = write(tmp_path, "- {a: no, b: 010, c: 12:30, d: 1992-08-01, e: 1e3, f: ~, g: 0x1F, h: 'x'}\n")
    root = read(path, "x.yaml")
    assert isinstance(root, Sequence)
    item = root.items[0]
    assert isinstance(item, Mapping)
    texts = {name: value.text for name, (_, value) in item.fields.items() if isinstance(value, Scalar)}
    assert texts == {
        "a": "no", "b": "010", "c": "12:30", "d": "1992-08-01", "e": "1e3", "f": "~", "g": "0x1F", "h": "x",
    }  # fmt: skip


def test_harmless_oddities_are_read(tmp_path: Path) -> None:
    """A byte order mark, the line ends of another system, and letters put together from parts."""
    root = read(write(tmp_path, "\ufeff- a: e\u0301\r\n".encode()), "x.yaml")
    assert isinstance(root, Sequence)
    assert isinstance(root.items[0], Mapping)
    (_, value) = root.items[0].fields["a"]
    assert isinstance(value, Scalar)
    assert value.text == "é"


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert read(write(tmp_path, "# nothing yet\n"), "x.yaml") is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("- a: *b\n", "x.yaml:1:6: an alias; write the value out (quote a text that begins with '*')"),
        ("- a: &b c\n", "x.yaml:1:6: an anchor; write the value without it (quote a text that begins with '&')"),
        (
            "- a: !!python/name:os.system x\n",
            "x.yaml:1:6: a tag; write the value without it (quote a text that begins with '!')",
        ),
        ("- {<<: x}\n", "x.yaml:1:4: a merge key; write the fields out"),
        ("- a: 1\n  a: 2\n", "x.yaml:2:3: 'a' is given twice, first in line 1"),
        ("- a: 1\n---\n- b: 2\n", "x.yaml:2:1: a second document begins; write one list a file"),
        ("- [[[[[[[[[[x]]]]]]]]]]\n", "x.yaml:1:11: nested deeper than 8 levels"),
        ("- {[a]: b}\n", "x.yaml:1:4: a field name must be a text"),
        ('- a: "\\x1b[31m"\n', "x.yaml:1:6: a control character (U+001B); remove it"),
        (b"- a: \xff\n", "x.yaml:1:6: is not UTF-8 text; save it as UTF-8"),
        (b"- a: \x07\n", "x.yaml:1:6: holds a control character; remove it"),
        ("- a: " + "x" * 20_001, "x.yaml:1:6: a text longer than 20,000 characters"),
    ],
)
def test_what_could_surprise_is_refused_where_it_stands(tmp_path: Path, content: str | bytes, problem: str) -> None:
    with pytest.raises(SeedError) as caught:
        read(write(tmp_path, content), "x.yaml")
    assert str(caught.value) == problem


@pytest.mark.parametrize(
    "content", ["- a: [b\n", "- a: 'b\n", "a\n b: c: d\n", "- a: b\n c\n", "[" * 50_000, "\t- a\n"]
)
def test_broken_yaml_is_refused_with_a_place(tmp_path: Path, content: str) -> None:
    """The last but one ends PyYAML's own composer with the process."""
    with pytest.raises(SeedError) as caught:
        read(write(tmp_path, content), "x.yaml")
    assert caught.value.problem.line >= 1


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    os.mkfifo(path)
    with pytest.raises(SeedError, match="is not a regular file"):
        read(path, "x.yaml")
