"""Edits of seed files: only the changed values differ afterwards, and all files are written or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azmil.errors import AzmilError
from azmil.workbench import edits
from azmil.workbench.edits import Edit, Files
from faults import provokes

if TYPE_CHECKING:
    from pathlib import Path


def test_values_are_replaced_where_they_are() -> None:
    text = "\ufeff# a comment\r\n- id: x  # another\r\n  cite: 1,\r\n    2\r\n- {id: 'y', cite: 3}\r\n"
    changes = [Edit(3, 9, "4"), Edit(5, 8, "z"), Edit(5, 19, "5, 6"), Edit(2, 7, "w")]
    assert edits.edited(text, changes) == (
        "\ufeff# a comment\r\n- id: w  # another\r\n  cite: 4\r\n- {id: 'z', cite: \"5, 6\"}\r\n"
    )


@pytest.mark.parametrize(
    ("written", "new", "expected"),
    [
        ("x", "y", "y"),
        ("x", "report:4, 6-9", "report:4, 6-9"),
        ("x", "a: b", '"a: b"'),
        ("x", "# no comment", '"# no comment"'),
        ("'x'", "it's", "'it''s'"),
        ("'x'", "two\nlines", '"two\\nlines"'),
        ('"x"', 'a "name" with \\', '"a \\"name\\" with \\\\"'),
        ("|\n    x", "y", "y"),
        (">-\n    a\n    folded text", "1, 3", "1, 3"),
        ("", "y", " y"),
        ("[x]", "", "[x]"),
    ],
)
def test_a_new_value_reads_as_given_in_the_quotes_of_the_old_one(written: str, new: str, expected: str) -> None:
    text = f"- id: a\n  note: {written}\n  # a comment\n  cite: 1\n"
    changes = [Edit(2, 9, new)] if new else []
    if not written:
        text, changes = text.replace("note: ", "note:"), [Edit(2, 8, new)]
    assert edits.edited(text, changes) == text.replace(
        f"note:{written and ' '}{written}", f"note:{written and ' '}{expected}"
    )


def test_fields_are_set_and_removed_and_the_rest_is_kept() -> None:
    text = "# top\n- id: a   # first\n  note: |\n    x\n\n    y\n  cite: 1  # last\n\n- {id: b, note: x, cite: 2}\n"
    changes: dict[edits.Place, dict[str, str | None]] = {
        (2, 3): {"id": "c", "note": None, "standing": "superseded"},
        (9, 3): {"id": None, "note": None, "reason": "a, b"},
    }
    assert edits.patched(text, changes) == (
        '# top\n- id: c   # first\n  cite: 1  # last\n  standing: superseded\n\n- {cite: 2, reason: "a, b"}\n'
    )


def test_fields_of_an_item_in_an_item_are_set() -> None:
    text = "- aliases:\n    - {name: x}\n    - name: y  # second"
    assert edits.patched(text, {(2, 7): {"kind": "old"}, (3, 7): {"kind": "new"}}) == (
        "- aliases:\n    - {name: x, kind: old}\n    - name: y  # second\n      kind: new"
    )
    assert edits.patched(text, {(1, 3): {"id": "z"}}).startswith("- id: z\n  aliases:\n    - {name: x}\n")


def test_the_mode_the_link_the_mark_and_the_line_ends_of_a_file_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_bytes(b"\xef\xbb\xbf- id: x\r\n  cite: 1\r\n")
    real.chmod(0o640)
    link.symlink_to("real.yaml")
    files = Files.of([link])
    files.patch(link, {(1, 3): {"id": "y", "note": "z"}})
    files.change(link, files.text(link) + "- id: new\n")
    assert edits.write(files) == [link]
    assert real.read_bytes() == b"\xef\xbb\xbf- id: y\r\n  cite: 1\r\n  note: z\r\n- id: new\r\n"
    assert real.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.yaml", "real.yaml"]


def test_files_are_added_and_removed_with_their_folders(tmp_path: Path) -> None:
    path = tmp_path / "events" / "new.yaml"
    files = Files()
    files.change(path, "- id: x\n")
    edits.write(files)
    assert path.read_text() == "- id: x\n"
    files = Files.of([path])
    files.new[path] = None
    edits.write(files)
    assert not path.parent.exists()


@pytest.mark.usefixtures("fault")
@provokes("workbench.edits.CHANGED")
def test_no_file_is_written_if_one_has_changed(tmp_path: Path) -> None:
    paths = [tmp_path / "one.yaml", tmp_path / "two.yaml", tmp_path / "events" / "three.yaml"]
    for path in paths[:2]:
        path.write_text("- id: x\n", encoding="utf-8")
    files = Files.of(paths)
    for path in paths[:2]:
        files.edit(path, [Edit(1, 7, "y")])
    files.change(paths[2], "- id: x\n")
    paths[1].write_text("- id: z\n", encoding="utf-8")
    with pytest.raises(AzmilError, match="was changed meanwhile"):
        edits.write(files)
    assert [path.read_text() for path in paths[:2]] == ["- id: x\n", "- id: z\n"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.yaml", "two.yaml"]


@pytest.mark.usefixtures("fault")
@provokes("workbench.edits.CANNOT_WRITE")
def test_no_file_is_written_if_one_cannot_be(tmp_path: Path) -> None:
    one = tmp_path / "one.yaml"
    one.write_text("- id: x\n", encoding="utf-8")
    (tmp_path / "two").write_text("a file", encoding="utf-8")
    files = Files({tmp_path / "two" / "three.yaml": None}, {tmp_path / "two" / "three.yaml": b"- id: y\n"})
    files.change(one, "- id: y\n")
    with pytest.raises(AzmilError, match="cannot write"):
        edits.write(files)
    assert one.read_text() == "- id: x\n"


def test_files_already_written_are_restored_if_the_next_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("- id: x\n", encoding="utf-8")
    files = Files()
    files.change(one, "- id: y\n")
    files.change(two, "- id: y\n")
    original = type(one).replace

    def refused(path: Path, target: Path | str) -> Path:
        if str(target).endswith("two.yaml"):
            raise OSError(28, "No space left on device", str(target))
        return original(path, target)

    monkeypatch.setattr(type(one), "replace", refused)
    with pytest.raises(AzmilError, match=r"cannot write '.*two.yaml': no space left on device"):
        edits.write(files)
    assert one.read_text() == "- id: x\n"
    assert [path.name for path in tmp_path.iterdir()] == ["one.yaml"]


@pytest.mark.usefixtures("fault")
@provokes("workbench.edits.CANNOT_READ")
def test_a_file_that_cannot_be_read_is_not_edited(tmp_path: Path) -> None:
    with pytest.raises(AzmilError, match="cannot read"):
        Files.of([tmp_path])
