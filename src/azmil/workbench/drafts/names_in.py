"""Names in values: several between semicolons, each with its article before it and other names in parentheses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.model import CHILDREN
from azmil.model.claims import UnitRelation
from azmil.model.events import AgreementAction, Cooperation, Production
from azmil.seeds import csv_nodes
from azmil.seeds.entries import LISTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from azmil.model import Kind
    from azmil.seeds.node import Node, Scalar

_EACH = (AgreementAction, UnitRelation, Cooperation, Production)
BETWEEN = re.compile(r";(?![^()]*\))")
_NAME = re.compile(r"(?:(?P<article>the|an?) )?(?P<name>.*?)(?:\s*\((?P<aliases>[^()]*)\))?", re.DOTALL)


def each_name(
    cls: type[Kind], values: Sequence[Scalar], is_person: Callable[[str], bool]
) -> Iterator[Sequence[Scalar]]:
    """Yield the values for each of the names between semicolons, if the record has no figure that is theirs together.

    With a person among the values of an agreement, yield them as they are: the person did not act for all parties.
    """
    is_of_one = cls is AgreementAction and any(is_person(value.text) for value in values)
    for at, value in enumerate(values if cls in _EACH and not is_of_one else ()):
        parts = BETWEEN.split(value.text)
        if len(parts) > 1 and not value.text.endswith((".", "!", "?")):
            for name in filter(None, map(str.strip, parts)):
                yield [*values[:at], value._replace(text=name), *values[at + 1 :]]
            return
    yield values


def plain(text: str) -> str:
    """Return the name of a thing without its article and its other names."""
    match = _NAME.fullmatch(text)
    return match["name"] if match else text


def named(value: Scalar) -> dict[str, tuple[Scalar, Node]]:
    """Return the name, the article and the other names of a thing, as in ``the Coast Guard (RCG; Guard)``."""
    match = _NAME.fullmatch(value.text)
    assert match is not None  # noqa: S101 - the pattern matches every text
    given = {name: text for name in ("name", "article", "aliases") if (text := match[name])}
    fields: dict[str, tuple[Scalar, Node]] = {}
    for name, text in given.items():
        scalar = value._replace(text=text)
        is_list = name in CHILDREN
        fields[name] = value._replace(text=name), csv_nodes.listed(scalar, LISTS[name], "") if is_list else scalar
    return fields
