"""Nodes of seed files: YAML read as text with positions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from azmil.seeds import events, plain
from azmil.seeds.node import Mapping, Scalar, SeedError, Sequence
from azmil.seeds.nodes import read

if TYPE_CHECKING:
    from pathlib import Path

    from azmil.seeds.node import Node


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


# Lines of plain items, of other items, and of texts that go on.
LINES = (
    "- id: a", "  id: b", "  name: Osa II", "  name: MiG-29's at 50 %, or so: maybe", "  note: it said: none", "  note: ends with:",
    "  note: a # comment", "  note: a #5", "# a comment", "  # a comment", "    #5", "", "  ", "   more", "- ", "- a", "- - a", "  - a",
    '- id: "open', '  end"', "  name: 'open", "- it''s', closed'", '  name: "closed"', "  note: |", "  note: >-", "    text", "text",
    "  aliases: [a, b]", "  aliases: [a,", "  b]", "  aliases:", "  - name: c", "- {id: a, name: b}", "  name: &a b", "  name: *a",
    "  name: !b c", "  ? a", "  : b", "---", "...", "- id: a\tb", "  name: ~", "  name:", "  2a: b", "  A: b", "  name : b", "  name:  b ",
    "  name: e\u0301 \u0259", "  <<: a", "%YAML 1.1", "\ufeff- id: a", "  name: a\r", "  date: 1992-08-01", "-  id: a", " - id: a",
)  # fmt: skip


@settings(max_examples=400, deadline=None, database=None)
@given(some.lists(some.sampled_from(LINES), max_size=9).map("\n".join))
def test_plain_items_are_read_as_yaml_is(text: str) -> None:
    found = plain.items_of(text, "x.yaml")
    if found is not None:
        assert found == events.nodes_of(text, "x.yaml")


def test_a_comment_after_an_omitted_value_at_the_end_of_a_file_is_accepted() -> None:
    root = events.nodes_of("- ? a\n  # b", "x.yaml")
    assert root == Sequence(1, 1, [Mapping(1, 3, {"a": (Scalar(1, 5, "a"), Scalar(3, 1, ""))})])


def test_a_plain_file_is_not_parsed_as_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "nodes_of", None)
    item = Mapping(2, 3, {
        "id": (Scalar(2, 3, "id"), Scalar(2, 7, "a")), "name": (Scalar(4, 3, "name"), Scalar(4, 9, "Osa II")),
    })  # fmt: skip
    assert plain.items_of("# boats\n- id: a\n\n  name: Osa II  \n", "x.yaml") == Sequence(2, 1, [item])


def test_only_the_items_that_are_not_plain_are_parsed_as_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = events.nodes_of

    def noted(text: str, shown: str, before: int) -> Node | None:
        parsed.append(text)
        return parse(text, shown, before)

    monkeypatch.setattr(events, "nodes_of", noted)
    text = "- id: a\n- id: 'b'\n- id: [c]\n\n- id: d\n- id: {e: f}\n"
    found = plain.items_of(text, "x.yaml")
    assert parsed == ["- id: 'b'\n- id: [c]\n", "- id: {e: f}\n"]
    assert found == parse(text, "x.yaml")


@pytest.mark.parametrize(
    "text", ["- id: 'a\n- id: b'\n", "- id: a\nid: b\n", "id: a\n- id: b\n", "- id: a\n...\n- id: b\n"]
)
def test_a_text_over_several_items_is_left_to_the_parser(text: str) -> None:
    """It would be wrong to parse the items one by one."""
    assert plain.items_of(text, "x.yaml") is None
