"""The record above in notes, which ``^`` means, as in ``measure ^, price, 7 million dollars``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault
from azmil.model import PartyKind, Thing
from azmil.model.claims import Transfer
from azmil.seeds.node import Scalar
from azmil.values import english

if TYPE_CHECKING:
    from azmil.seeds.entry import Entry
    from azmil.workbench.drafts.drafting import Draft
    from azmil.workbench.drafts.names import Names
    from azmil.workbench.drafts.record import Typed

MARK = "^"
NOTHING_ABOVE = Fault(
    "a line of notes has '^' for the record above, and there is none",
    "'^' means the claim above, and there is none",
    "write its line first, or name the record",
    Exit.USAGE,
)
NO_NAME = Fault(
    "a line of notes has '^' for the record above, which has no name for a sentence",
    "'^' means the claim above, which has no name",
    "add name=… to that line, such as name=Grey Seal",
    Exit.USAGE,
)


def is_in(record: Typed) -> bool:
    """Return whether a value or field of a claim is ``^``."""
    nodes = [*record.values, *(node for _, node in record.item.fields.values())]
    is_thing = issubclass(record.cls, Thing | PartyKind)
    return not is_thing and any(isinstance(node, Scalar) and node.text == MARK for node in nodes)


def replaced(names: Names, record: Typed, above: Entry | str, draft: Draft | None) -> Typed:
    """Return a record with the id of the one above in place of ``^``; name that one if it is a new transfer.

    ``draft`` is the one above if it is new. Raises AzmilError if there is none, or if it has no name.
    """
    if isinstance(above, str):
        raise NOTHING_ABOVE(text=MARK)
    if not above.values.get("name"):
        if draft is None or above.cls is not Transfer:
            raise NO_NAME(text=MARK)
        _give_name(names, draft)
    id_ = str(above.values["id"])
    values = [value._replace(text=id_) if value.text == MARK else value for value in record.values]
    fields = {
        name: (key, node._replace(text=id_) if isinstance(node, Scalar) and node.text == MARK else node)
        for name, (key, node) in record.item.fields.items()
    }
    return record._replace(values=values, item=record.item.with_fields(fields))


def _give_name(names: Names, draft: Draft) -> None:
    """Name a transfer after its means and its equipment: the purchase of Heron drones."""
    values = draft.entry.values
    means = str(values.get("means") or "")
    noun = means if means in ("purchase", "donation", "loan", "lease", "exchange") else "transfer"
    equipment = names.entry(str(values.get("equipment_id") or ""))
    what = english.plural(str(equipment.values.get("name") or equipment.values["id"])) if equipment else "equipment"
    for name, text in (("name", f"{noun} of {what}"), ("article", "the")):
        values[name] = text
        draft.fields[name] = Scalar(draft.entry.line, draft.entry.column, text)
