"""Errors for values of drafts that fit no field, with what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.model import KINDS
from azmil.seeds import forms
from azmil.seeds.book import fits
from azmil.seeds.words import instead
from azmil.workbench.drafts import kinds_in_names
from azmil.workbench.drafts.problems import NO_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from azmil.errors import AzmilError
    from azmil.model import Kind
    from azmil.workbench.drafts.names import Names

# Words before the name of a new thing, by the table that a field refers to, as examples.
_NEW = {
    "parties": "state service", "people": "person", "posts": "post", "places": "city", "equipment": "warship aircraft",
    "facilities": "airfield", "agreements": "treaty", "records": "service", "states": "state",
}  # fmt: skip
MOST_EXAMPLES = 3
_COMMA = re.compile(r",(?=[^\s\d])")
_WORD = re.compile(r"[a-z][a-z -]*")  # of a vocabulary, rather than a name or a figure


def new_things(names: Names, targets: Iterable[str], name: str) -> str:
    """Return how to write a new thing with a name where records of some tables are expected, as examples."""
    tables = [*targets]
    for cls in KINDS.values():
        if any(fits(cls, table) for table in tables) and kinds_in_names.code_in(names.words, cls, name):
            return f"'+{name}'"
    words = dict.fromkeys(word for table in tables for word in _NEW.get(table, "").split())
    return " or ".join([f"'+{word} {name}'" for word in words][:MOST_EXAMPLES])


def no_field(
    names: Names, cls: type[Kind], free: Sequence[str], texts: Mapping[str, str], missing: Sequence[str]
) -> AzmilError:
    """Return the error for values that fit none of the free fields.

    ``texts`` are the values, each with its name without the word before it and the role after it; ``missing`` are the
    vocabularies of required words.
    """
    accepted, _ = forms.accepted(cls)
    fields = [accepted[name] for name in free if name in accepted]
    targets = [field.target for field in fields if field.type == "reference"]
    targets += ["parties"] * ("participants" in free)
    words = [field.target for field in fields if field.type == "word"]
    plain = list(texts.values())
    word = next((text for text in plain if _WORD.fullmatch(text)), "") if len(missing) == 1 else ""
    meant = " ".join(filter(None, (names.near(text, targets, words) for text in plain if text != word)))
    meant = f"{meant} " if meant.endswith("?") else f"{meant}; " if meant else ""
    if word:
        meant += f"{instead(word, names.book.codes.get(missing[0], {}), missing[0])}; "
    examples = new_things(names, ["states"] if "country" in free else targets, plain[0])
    new = f"a new thing is {examples}; " if examples else ""
    if any(map(_COMMA.search, texts)):
        new = f"a comma separates values only with a blank after it; {new}"
    if "date" in free:
        new += "a time in words is wording='last year'; "
    said = " and ".join(f"'{text}'" for text in texts) + (" fits" if len(texts) == 1 else " fit")
    return NO_FIELD(texts=said, text=next(iter(texts)), kind=cls.kind, fields=", ".join(free), meant=meant, new=new)
