"""JSON Schemas of seed files, with which an editor completes fields, words and ids, and checks them while one types."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from azmil.errors import Fault, reason_of
from azmil.model import CHILDREN, VOCABULARIES, Child, Kind, PartyKind, Thing
from azmil.seeds import forms, seed_files
from azmil.seeds.book import KIND_CODES, fits
from azmil.seeds.entries import TABLES, gather
from azmil.seeds.items import EXTENDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azmil.model import Base
    from azmil.seeds.entry import Seeds
    from azmil.seeds.fields import Field

SETTINGS = Path(".vscode", "settings.json")
CANNOT_WRITE = Fault(
    "the schemas of seed files cannot be written",
    "cannot write '{path}': {reason}",
    "choose another folder",
)
NO_SETTINGS = Fault(
    "the settings of an editor, to which the schemas are added, are not plain JSON",
    "cannot add the schemas to '{path}': it is not plain JSON",
    "remove its comments, or write the schemas to another folder and copy the settings",
)
_DRAFT = "http://json-schema.org/draft-07/schema#"
_SCALAR = ["string", "number", "boolean"]  # every value is text to azmil; YAML gives some of them another type
_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
KIND_TABLE = "record_kinds"  # its words are those of azmil
LONGEST_TITLE = 80
MOST_TABLES = 3  # that a message names
_CITES = {
    "cite": "lines that state it, such as 99, 237 or report:12-14, 20",
    "context": "lines that do not state it but are needed to read it",
}


def write(folder: Path, seeds: Iterable[Path], *, alone: bool = False) -> list[Path]:
    """Write the schemas of all tables and vocabularies to a folder, and the settings that apply them to seed files.

    The words and ids are those of the built-in seeds and of ``seeds``; with ``alone``, azmil's claims are left out.
    Other settings of the editor are kept. Return the paths of the files. Raises AzmilError if the seed folder cannot be
    read, or a file cannot be written.
    """
    known = gather(seed_files(list(seeds), alone=alone))
    settings = folder / SETTINGS
    texts = {f"{table}.schema.json": schema for table, schema in _schemas(known)}
    applied = {f"./{name}": _pattern(name.removesuffix(".schema.json")) for name in texts}
    contents = {folder / name: _json(schema) for name, schema in texts.items()}
    contents[settings] = _json(_with_schemas(settings, applied))
    for path, text in contents.items():
        _write(path, text)
    return list(contents)


def _pattern(table: str) -> str:
    return f"**/vocabularies/{table}.yaml" if table in VOCABULARIES else f"**/{table}/*.yaml"


def _with_schemas(path: Path, applied: dict[str, str]) -> dict[str, Any]:
    """Return the settings in a file with the schemas added; raise AzmilError if it is not JSON."""
    try:
        settings = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return {**settings, "yaml.schemas": {**settings.get("yaml.schemas", {}), **applied}}
    except (ValueError, TypeError, AttributeError):
        raise NO_SETTINGS(path=path) from None
    except OSError as error:
        raise CANNOT_WRITE(path=path, reason=reason_of(error)) from None


def _write(path: Path, text: str) -> None:
    """Replace a file; raise AzmilError if the system denies it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=".azmil-", dir=path.parent)
        try:
            with os.fdopen(number, "w", encoding="utf-8") as stream:
                stream.write(text)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise CANNOT_WRITE(path=path, reason=reason_of(error)) from None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _schemas(seeds: Seeds) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the schema of each table and vocabulary that seeds can fill."""
    known = _Known(seeds)
    tables = {**TABLES, **{name: cls for name, cls in VOCABULARIES.items() if name != KIND_TABLE}}
    for table, cls in tables.items():
        yield (
            table,
            {
                "$schema": _DRAFT,
                "title": table,
                "description": " ".join((cls.__doc__ or "").split()),
                "type": "array",
                "items": _item(cls, known),
                "definitions": {name: known.definition(name) for name in known.take_used()},
            },
        )


class _Known:
    """The words and ids that seeds define, by the table that fields refer to."""

    def __init__(self, seeds: Seeds) -> None:
        self._seeds = seeds
        self._used: dict[str, None] = {}

    def reference(self, target: str) -> dict[str, str]:
        """Return a reference to the definition of the words or ids of a table."""
        self._used[target] = None
        return {"$ref": f"#/definitions/{target}"}

    def take_used(self) -> list[str]:
        """Return the tables referred to since the last call."""
        used, self._used = list(self._used), {}
        return used

    def definition(self, target: str) -> dict[str, Any]:
        """Return the schema of a value that must be one of the words or ids of a table.

        There is no ``enum``, which editors list whole beside each value: the pattern finds errors, and the alternatives
        are only for completion.
        """
        is_word = target in VOCABULARIES
        values = dict(self._words(target) if is_word else self._ids(target))
        what = f"a word of {target}" if is_word else f"an id of {target}"
        where = "" if target == KIND_TABLE else f"; add one in {self._home(target)}"
        return {
            "type": _SCALAR,
            "pattern": f"^({'|'.join(map(re.escape, values))})$",
            "patternErrorMessage": f"Not {what}. Ctrl+Space lists them{where}.",
            "anyOf": [*({"const": value, "title": title} for value, title in values.items()), {"type": _SCALAR}],
        }

    @staticmethod
    def _home(target: str) -> str:
        """Return where the words or records are written that a field with a target refers to."""
        if target in VOCABULARIES:
            return f"vocabularies/{target}.yaml"
        tables = [table for table, cls in TABLES.items() if _is_target(table, cls, target)]
        return " or ".join(f"{table}/" for table in tables) if len(tables) <= MOST_TABLES else "the folder of a table"

    def _words(self, target: str) -> Iterator[tuple[str, str]]:
        if target == KIND_TABLE:
            yield from ((code, code.replace("-", " ")) for code in KIND_CODES)
        for entry in self._seeds.entries.get(target, []):
            if code := entry.values.get("code"):
                yield code, _title(entry.values.get("label") or code)

    def _ids(self, target: str) -> Iterator[tuple[str, str]]:
        for table, entries in self._seeds.entries.items():
            cls = TABLES.get(table)
            if cls is None or not _is_target(table, cls, target):
                continue
            for entry in entries:
                if id_ := entry.values.get("id"):
                    yield id_, _title(entry.values.get("name") or entry.values.get("sentence") or id_)


def _is_target(table: str, cls: type[Base], target: str) -> bool:
    return table == target or (issubclass(cls, Kind) and fits(cls, target))


def _title(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"


def _item(cls: type[Base], known: _Known) -> dict[str, Any]:
    """Return the schema of an item of a table, or of a list in an item."""
    fields, children = forms.accepted(cls)
    properties: dict[str, Any] = {name: _field(field, known) for name, field in fields.items()}
    required = [field.name for field in fields.values() if field.is_required]
    if issubclass(cls, Kind):
        properties |= {name: {"type": _SCALAR, "description": meaning} for name, meaning in _CITES.items()}
        required += ["cite"] if forms.must_cite(cls) else []
    for name in children:
        properties[name] = {"type": "array", "items": _child(CHILDREN[name], known)}
    item: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if issubclass(cls, Thing | PartyKind):
        properties[EXTENDS] = {**known.reference(cls.__tablename__), "description": "id of the thing to add to"}
        item |= {"if": {"required": [EXTENDS]}, "then": {}, "else": {"required": required}}
    else:
        item["required"] = required
    return item


def _child(cls: type[Child], known: _Known) -> dict[str, Any]:
    """Return the schema of an item of a list, which may be a single text."""
    item = _item(cls, known)
    if not cls.short:
        return item
    return {"anyOf": [item["properties"][cls.short], item]}


def _field(field: Field, known: _Known) -> dict[str, Any]:
    if field.type in ("word", "reference"):
        return {"description": field.doc, "allOf": [known.reference(field.target)]}
    if field.type == "flag":
        return {"description": field.doc, "anyOf": [{"const": "yes"}, {"const": "no"}, {"type": _SCALAR}]}
    if field.name == "id":
        message = "An id has lower-case letters, digits and single hyphens, such as azerbaijani-navy."
        return {"type": _SCALAR, "description": field.doc, "pattern": _SLUG, "patternErrorMessage": message}
    return {"type": _SCALAR, "description": field.doc}
