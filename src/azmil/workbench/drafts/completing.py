"""Fields of new records that follow from others, or that say nothing more than the source if they are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.model.claims import Deployment, Measure, Transfer
from azmil.model.events import Event
from azmil.model.things import Organization, Place
from azmil.seeds.node import Mapping, Scalar, Sequence
from azmil.workbench.drafts import kinds_in_names
from azmil.workbench.drafts.ids import slug
from azmil.workbench.drafts.names import STATE, TERRITORY

if TYPE_CHECKING:
    from collections import abc

    from azmil.model import Kind
    from azmil.seeds.node import Node
    from azmil.workbench.drafts.names import Names

Fields = dict[str, "tuple[Scalar, Node]"]
# The words of required fields that claim nothing: the source does not say by what means, or in what way.
UNSAID: dict[type[Kind], tuple[str, str]] = {
    Transfer: ("means", "unstated"),
    Deployment: ("deployment_kind", "presence"),
}
# Units of a figure that count units.
_OF_UNITS = ("unit", "battalion", "regiment", "brigade", "division", "squadron", "battery")
# The role of the only participant of an event, which is no person and, for a founding, no state.
_ROLES = {
    "founding": "founded",
    "dissolution": "dissolved",
    "disbandment": "disbanded",
    "withdrawal": "withdrawing",
}


def is_unsaid(cls: type[Kind], field: str) -> bool:
    """Return whether a required field is filled with a word that claims nothing if it is left out."""
    return UNSAID.get(cls, ("", ""))[0] == field


def text_of(fields: abc.Mapping[str, tuple[Scalar, Node]], name: str) -> str:
    """Return the text of a field, or an empty text."""
    node = fields[name][1] if name in fields else None
    return node.text if isinstance(node, Scalar) else ""


def complete(names: Names, cls: type[Kind], fields: Fields) -> None:
    """Add the fields that follow from others.

    They are the unit of people, the country of a state, the id of its place, the role of the only participant, and
    means and kinds that the source does not give.
    """
    name = text_of(fields, "name")
    _add_kind(names, cls, fields)
    unit = names.words.code("measure_units", text_of(fields, "unit"))
    if cls is Measure and "measure_kind" not in fields and unit in _OF_UNITS:
        key = fields["unit"][0]
        fields["measure_kind"] = key._replace(text="measure_kind"), key._replace(text="unit-count")
    if cls is Measure and "unit" not in fields and names.words.counts_people(text_of(fields, "measure_kind")):
        key = fields["measure_kind"][0]
        fields["unit"] = key._replace(text="unit"), key._replace(text="person")
    if name and cls is Organization and text_of(fields, "organization_kind") == STATE and "country" not in fields:
        names.announce(text_of(fields, "id") or slug(name), name, cls)
        fields["country"] = fields["name"]
    if name and cls is Place and text_of(fields, "place_kind") == TERRITORY and "id" not in fields:
        key, value = fields["name"]
        fields["id"] = key._replace(text="id"), Scalar(value.line, value.column, f"{slug(name)}-{TERRITORY}")
    field, word = UNSAID.get(cls, ("", ""))
    if field and field not in fields and fields:
        key = next(iter(fields.values()))[0]
        fields[field] = key._replace(text=field), key._replace(text=word)
    if cls is Event:
        _give_role(names, fields)


def _add_kind(names: Names, cls: type[Kind], fields: Fields) -> None:
    """Add the kind of a thing that its name has, and the article that such a name takes."""
    name, field = text_of(fields, "name"), kinds_in_names.field_of(cls)
    code = kinds_in_names.code_in(names.words, cls, name) if name and field else ""
    if not field or not code or names.words.code(field.target, text_of(fields, field.name)) not in ("", code):
        return
    node = fields["name"][1]
    key = Scalar(node.line, node.column, field.name)
    if field.name not in fields:
        fields[field.name] = key, key._replace(text=code)
    if "article" not in fields and kinds_in_names.takes_article(cls, code, name, is_in_name=True):
        fields["article"] = key._replace(text="article"), key._replace(text="the")


def _give_role(names: Names, fields: Fields) -> None:
    """Give the only participant of an event its role, if it has none and can only have this one."""
    role = _ROLES.get(names.words.code("event_kinds", text_of(fields, "event_kind")), "")
    node = fields["participants"][1] if "participants" in fields else None
    if not role or not isinstance(node, Sequence) or len(node.items) != 1 or not isinstance(node.items[0], Scalar):
        return
    party = node.items[0]
    entry = names.entry(names.id_of(party.text, "parties"))
    if entry is None or entry.cls.__tablename__ == "people":
        return
    if role == "founded" and entry.values.get("organization_kind") == STATE:
        return
    values = {"party": party, "role": party._replace(text=role)}
    item = Mapping(party.line, party.column, {name: (party._replace(text=name), each) for name, each in values.items()})
    fields["participants"] = fields["participants"][0], node._replace(items=[item])
