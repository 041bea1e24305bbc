"""Kinds of records by the names that users type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import suggestion_or_choices
from azmil.model import KINDS, PartyKind, Thing
from azmil.seeds.book import KIND_CODES
from azmil.workbench.drafts.positions import order, usage
from azmil.workbench.drafts.problems import NO_KIND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.model import Kind


def usages() -> Iterator[tuple[str, str]]:
    """Yield the kinds of records, those of things first, with what to type for each."""
    for code, cls in sorted(KIND_CODES.items(), key=lambda item: (not issubclass(item[1], Thing | PartyKind), item[0])):
        if order(cls):
            yield code, usage(cls)


def _is_cut_short(name: str, code: str) -> bool:
    """Return whether each word of a name begins the word of a code in its place: ``agr-act``."""
    words, full = name.split("-"), code.split("-")
    return len(words) == len(full) > 1 and all(map(str.startswith, full, words)) and all(words)


def kind_of(name: str) -> type[Kind]:
    """Return the class of a kind of records, whose name may be cut short; raise AzmilError if there is none."""
    plain = name.strip().casefold().replace("_", "-").replace(" ", "-")
    found = KIND_CODES.get(plain) or KINDS.get(plain.replace("-", "_"))
    longer = [code for code in KIND_CODES if plain and code.startswith(plain)]
    longer = longer or [code for code in KIND_CODES if _is_cut_short(plain, code)]
    longer = longer or [code for code in KIND_CODES if plain and f"-{plain}" in code]  # 'rel' for unit-relation
    if found is None and len(longer) == 1:
        found = KIND_CODES[longer[0]]
    if found is None:
        raise NO_KIND(name=name, instead=suggestion_or_choices(plain, longer or KIND_CODES))
    return found
