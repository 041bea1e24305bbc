"""JSON Schemas of seed files: valid for the real seeds, complete, and with short messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from azmil.workbench import editor_schemas
from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.errors import Fault
    from conftest import Result

jsonschema = pytest.importorskip("jsonschema")
SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schemas of the built-in seeds."""
    folder = tmp_path_factory.mktemp("schemas")
    editor_schemas.write(folder, [])
    return folder


def problems(schemas: Path, table: str, text: str) -> list[str]:
    """Return the fields, or the messages, that are wrong in a seed file."""
    schema = json.loads((schemas / f"{table}.schema.json").read_text(encoding="utf-8"))
    found = jsonschema.Draft7Validator(schema).iter_errors(yaml.load(text, yaml.BaseLoader))
    return sorted(
        error.json_path.removeprefix("$") + ("" if error.validator == "pattern" else f" {error.message}")
        for error in found
    )


def test_all_real_seeds_are_valid(schemas: Path) -> None:
    """Every table that has seeds has a schema."""
    count = 0
    for path in sorted(SEEDS.glob("*/*/*.yaml")):
        table = path.stem if path.parent.name == "vocabularies" else path.parent.name
        assert problems(schemas, table, path.read_text(encoding="utf-8")) == [], path
        count += 1
    assert count > 80


@pytest.mark.parametrize(
    ("table", "item", "expected"),
    [
        ("holdings", "{id: a, holder: nato, equipment: mig-29, count: 7, cite: 1}", []),
        ("holdings", "{id: a, holder: nato, equipment: mig-29, cite: 1}", ["[0] 'count' is a required property"]),
        ("holdings", "{id: a, holder: nato, equipment: mig-29, count: 7}", ["[0] 'cite' is a required property"]),
        ("holdings", "{id: a, holder: natto, equipment: mig-29, count: 7, cite: 1}", ["[0].holder"]),
        ("holdings", "{id: a, holder: mig-29, equipment: nato, count: 7, cite: 1}", ["[0].equipment", "[0].holder"]),
        ("holdings", "{id: A b, holder: nato, equipment: mig-29, count: 7, cite: 1}", ["[0].id"]),
        ("holdings", "{id: a, holder: nato, equipment: mig-29, count: 7, cite: 1, modality: sure}", ["[0].modality"]),
        (
            "holdings",
            "{id: a, holder: nato, equipment: mig-29, count: 7, cite: 1, colour: red}",
            ["[0] Additional properties are not allowed ('colour' was unexpected)"],
        ),
        ("equipment", "{extends: osa-ii, aliases: [Project 205]}", []),
        ("equipment", "{extends: osa-iii, aliases: [Project 205]}", ["[0].extends"]),
        ("equipment", "{aliases: [Project 205]}", ["[0] 'id' is a required property", "[0] 'category' is a required property"]),
        ("equipment", "{id: a, name: A, category: tank, aliases: [{name: B, kind: variant}, C]}", []),
        ("branches", "{code: coast-guard, label: coast guard, definition: Guards a coast.}", []),
    ],
)  # fmt: skip
def test_a_mistake_is_found_while_typing(schemas: Path, table: str, item: str, expected: list[str]) -> None:
    """Wrong words, ids of another kind, missing and unknown fields."""
    assert [each for each in problems(schemas, table, f"- {item}") if "name" not in each] == sorted(expected)


def test_there_is_no_list_that_an_editor_shows_whole(schemas: Path) -> None:
    """Alternatives have a value and a title, and the last one accepts everything; messages have at most 120 characters."""
    files = sorted(schemas.glob("*.schema.json"))
    assert len(files) > 40
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert '"enum"' not in text
        for definition in json.loads(text)["definitions"].values():
            assert definition["anyOf"][-1] == {"type": ["string", "number", "boolean"]}
            assert len(definition["patternErrorMessage"]) <= 120
    holdings = json.loads((schemas / "holdings.schema.json").read_text(encoding="utf-8"))["definitions"]
    assert {"const": "azerbaijani-navy", "title": "Azerbaijani Navy"} in holdings["parties"]["anyOf"]
    assert holdings["modalities"]["patternErrorMessage"] == (
        "Not a word of modalities. Ctrl+Space lists them; add one in vocabularies/modalities.yaml."
    )


def test_the_ids_of_users_are_included_and_settings_are_kept(
    seeds: Path, tmp_path: Path, azmil: Callable[..., Result]
) -> None:
    """The settings of the editor keep their other values."""
    folder = tmp_path / "project"
    settings = folder / ".vscode" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"editor.tabSize": 2, "yaml.schemas": {"./other.json": "other/*.yaml"}}', encoding="utf-8")
    ended = azmil("schema", "--json-schema", str(folder), str(seeds))
    assert (ended.code, ended.out) == (0, "")
    assert (
        f"azmil: open {folder} in VS Code with the extension 'YAML'; write them again when ids or words change\n"
        in ended.err
    )
    written: dict[str, Any] = json.loads(settings.read_text(encoding="utf-8"))
    assert written["editor.tabSize"] == 2
    assert written["yaml.schemas"]["./other.json"] == "other/*.yaml"
    assert written["yaml.schemas"]["./holdings.schema.json"] == "**/holdings/*.yaml"
    assert written["yaml.schemas"]["./branches.schema.json"] == "**/vocabularies/branches.yaml"
    assert problems(folder, "holdings", "- {id: a, holder: ruritania, equipment: tugs, count: 7, cite: 1}") == []
    before = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    assert azmil("schema", "--json-schema", str(folder), str(seeds)).code == 0
    assert {path.name: path.read_bytes() for path in folder.glob("*.json")} == before


@provokes("workbench.editor_schemas.NO_SETTINGS")
def test_settings_with_comments_are_not_replaced(fault: Fault, tmp_path: Path, azmil: Callable[..., Result]) -> None:
    """Nothing is written then."""
    settings = tmp_path / ".vscode" / "settings.json"
    settings.parent.mkdir()
    settings.write_text("{\n  // mine\n}\n", encoding="utf-8")
    ended = azmil("schema", "--json-schema", str(tmp_path))
    assert ended.code == fault.code
    assert f"cannot add the schemas to '{settings}': it is not plain JSON; remove its comments" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == [".vscode"]
    assert settings.read_text(encoding="utf-8") == "{\n  // mine\n}\n"


@provokes("workbench.editor_schemas.CANNOT_WRITE")
def test_schemas_that_cannot_be_written_are_one_message(
    fault: Fault, tmp_path: Path, azmil: Callable[..., Result]
) -> None:
    """The folder is a file."""
    (tmp_path / "file").touch()
    ended = azmil("schema", "--json-schema", str(tmp_path / "file"))
    assert ended.code == fault.code
    assert "cannot write '" in ended.err
    assert "choose another folder" in ended.err


def test_options_that_exclude_each_other(tmp_path: Path, azmil: Callable[..., Result]) -> None:
    """The schemas are files, not rows."""
    ended = azmil("schema", "--json-schema", str(tmp_path), "--format", "json")
    assert ended.code == 2
    assert "--json-schema cannot be used with --datasette, --format or --output" in ended.err
