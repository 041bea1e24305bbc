"""Details of values in brackets, such as ``35 [amputees]``, which generated sentences show, and names in sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault
from azmil.model import Kind, PartyKind, Thing
from azmil.seeds import forms
from azmil.seeds.node import Mapping, Scalar, Sequence
from azmil.workbench.drafts.positions import order

if TYPE_CHECKING:
    from collections import abc

    from azmil.seeds.node import Node
    from azmil.workbench.drafts.names import Names
    from azmil.workbench.drafts.record import Typed

OF_THING = Fault(
    "a thing in notes has a detail in brackets",
    "'{text}' is a detail, and only claims have details",
    "leave it out, or give it as a claim, such as 'statement {name}, description: …'",
    Exit.USAGE,
)
AND_SENTENCE = Fault(
    "a line of notes has a detail in brackets and its own sentence",
    "'[{text}]' would be lost: the line has its own sentence",
    "say it in the sentence, or leave the sentence out",
    Exit.USAGE,
)
NO_SUBJECT = Fault(
    "a sentence in notes has '~' for a name, and its record names nothing",
    "'~' means the first name of the line, and there is none",
    "write the name in the sentence",
    Exit.USAGE,
)
_DETAIL = re.compile(r"(?P<value>.*?)\s*\[(?P<detail>[^\[\]]*)\]", re.DOTALL)
_DATE = re.compile(r"[\dX.~?%,/\s-]*")
_NAME = re.compile(r"(?<!\S)~(?=[\s,;.:'\u2019]|$)")
_WITH_DETAILS = ("quantity", "reference", "word", "edtf")
Details = dict[str, str]  # by field; those that belong to no field are under an empty name


def of(text: str) -> tuple[str, str]:
    """Return a value without the detail in brackets at its end, and the detail; a date in brackets is no detail."""
    match = _DETAIL.fullmatch(text)
    if match is None or _DATE.fullmatch(match["detail"]):
        return text, ""
    return match["value"], match["detail"].strip()


def split(record: Typed) -> Typed:
    """Return a record with the details of its values apart; raise AzmilError if it cannot have any."""
    found: dict[tuple[int, int], str] = {}
    values = []
    for value in record.values:
        text, detail = of(value.text)
        if detail and issubclass(record.cls, Thing | PartyKind):
            raise OF_THING(text=f"[{detail}]", name=of(record.values[0].text)[0])
        if detail:
            found[value.line, value.column] = detail
        values += [value._replace(text=text)] * (bool(text) or not detail)
    fields = dict(record.item.fields)
    accepted, _ = forms.accepted(record.cls)
    for name, (key, node) in fields.items():
        if isinstance(node, Scalar) and name in accepted and accepted[name].type in _WITH_DETAILS:
            text, detail = of(node.text)
            if detail:
                found[node.line, node.column] = detail
                fields[name] = key, node._replace(text=text)
    return record._replace(values=values, item=record.item.with_fields(fields), details=found)


def by_field(details: abc.Mapping[tuple[int, int], str], fields: abc.Mapping[str, tuple[Scalar, Node]]) -> Details:
    """Return details by the fields that the values at their places fill, those without a value under an empty name."""
    places = {(node.line, node.column): name for name, (_, node) in fields.items()}
    found: Details = {}
    for place, detail in details.items():
        name = places.get(place, "")
        found[name] = f"{found[name]}; {detail}" if name in found else detail
    return found


def with_name(names: Names, cls: type[Kind], fields: abc.Mapping[str, tuple[Scalar, Node]], sentence: str) -> str:
    """Return a sentence with the first participant or name of its record in place of ``~``.

    Raises AzmilError if it has none.
    A sentence stays as it is if the named things are new and their lines have problems, which are reported there.
    """
    if not _NAME.search(sentence):
        return sentence
    accepted, _ = forms.accepted(cls)
    parties = fields["participants"][1] if "participants" in fields else None
    listed = parties.items if isinstance(parties, Sequence) else []
    named = [(each.fields["party"][1] if isinstance(each, Mapping) else each, "parties") for each in listed]
    references = [name for name in order(cls) if name in accepted and accepted[name].type == "reference"]
    named += [(fields[name][1], accepted[name].target) for name in references if name in fields]
    for node, target in named:
        entry = names.entry(names.id_of(node.text, target)) if target and isinstance(node, Scalar) else None
        if entry is not None and issubclass(entry.cls, Kind):
            name = names.book.name_of(entry)
            text = _NAME.sub(name.replace("\\", r"\\"), sentence)
            return f"{text[:1].upper()}{text[1:]}" if sentence.startswith("~") else text
    if not named:
        raise NO_SUBJECT()
    return sentence
