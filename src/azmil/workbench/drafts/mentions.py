"""Things that a claim mentions for the first time, such as ``+city Kabul``, or ``+Iven Vask`` for a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from azmil.model import KINDS, PartyKind, Thing
from azmil.model.things import Equipment, Place
from azmil.seeds import forms
from azmil.seeds.book import fits
from azmil.workbench.drafts.names import STATE
from azmil.workbench.drafts.positions import order, targets_of
from azmil.workbench.drafts.problems import KNOWN_NAME, NO_NEW_KIND, OTHER_KIND

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from azmil.model import Kind
    from azmil.workbench.drafts.names import Names

_NEW = re.compile(r"\+\s*(?:(?P<word>[a-z][a-z0-9-]*)\s+)?(?P<name>\S.*)", re.DOTALL)
_ROLE = re.compile(r"(?P<thing>.*\S)\s*(?P<role>\([^()]*\))", re.DOTALL)


class New(NamedTuple):
    """A thing that is new: its kind, its required word with the field for it, and its name."""

    cls: type[Kind]
    field: str
    word: str
    name: str


def is_new(text: str) -> bool:
    """Return whether a text names a thing that is new."""
    return text.lstrip().startswith("+")


def free_targets(cls: type[Kind], given: Iterable[str]) -> list[str]:
    """Return the tables of things that values without names can refer to."""
    return targets_of(cls, [name for name in order(cls) if name not in {*given}])


def with_role(text: str) -> tuple[str, str]:
    """Return a text without the role in parentheses at its end, and that role."""
    match = _ROLE.fullmatch(text.strip())
    return (match["thing"], match["role"]) if match else (text.strip(), "")


def thing_of(names: Names, text: str, targets: list[str], taken: Collection[str]) -> New:
    """Return the thing that a text with ``+`` means where records of some tables are expected.

    Without a word, it is a person or a post, if one is expected, rather of a table that is not ``taken``. Raises
    AzmilError if the text does not say of which kind it is.
    """
    match = _NEW.fullmatch(text.strip())
    if match is not None:
        word = match["word"] or ""
        found = [
            new for new in _kinds(names, word, match["name"]) if word and any(_suits(new, each) for each in targets)
        ]
        first = next((table for table in targets for new in found if _suits(new, table)), "")
        chosen = [new for new in found if _suits(new, first)]
        if len(chosen) == 1:
            return chosen[0]
        alone = [new for new in _kinds(names, "", text.strip()[1:].strip()) if new.cls.__tablename__ in targets]
        if not found and alone:
            return min(alone, key=lambda new: (new.cls.__tablename__ in taken, targets.index(new.cls.__tablename__)))
    raise NO_NEW_KIND(text=text.strip())


def check_is_new(names: Names, new: New, name: str) -> None:
    """Raise AzmilError if a name without a record of its own is the end of the name of an existing thing."""
    if names.has(name, new.cls.__tablename__):
        _refuse(names, new, name)


def check_agrees(names: Names, new: New, name: str) -> None:
    """Raise AzmilError if the thing with the name of a new one is of another kind, or can be another thing.

    A state, a place or a type of equipment has its name alone; a Navy of another folder is probably another Navy.
    """
    entry = names.entry(names.whole(name, new.cls.__tablename__))
    if entry is None:
        return
    word = entry.values.get(new.field) if new.field else None
    if new.field and names.words.code(forms.accepted(new.cls)[0][new.field].target, new.word) != word:
        id_ = str(entry.values["id"])
        raise OTHER_KIND(text=f"+{new.word} {name}", id=id_, field=new.field, word=word)
    is_unique = issubclass(new.cls, Place | Equipment) or new.word == STATE
    if not is_unique and entry.file.folder != names.folder:
        _refuse(names, new, name)


def _refuse(names: Names, new: New, name: str) -> None:
    line = f"{new.cls.kind} {name}" + (f", {new.word}" if new.word else "")
    text = f"+{new.word} {name}" if new.word else f"+{name}"
    raise KNOWN_NAME(text=text, id=names.id_of(name, new.cls.__tablename__), line=line)


def _suits(new: New, table: str) -> bool:
    """Return whether a table expects a thing; a place can be that of a new state."""
    return fits(new.cls, table) or (table == Place.__tablename__ and new.word == STATE)


def _kinds(names: Names, word: str, name: str) -> Iterator[New]:
    """Yield the kinds of things that a word means: the kind itself, or a word that such a thing must have."""
    for cls in KINDS.values():
        if not issubclass(cls, Thing | PartyKind):
            continue
        needed = [field for field in forms.required(cls) if field.type == "word"]
        if not needed and word in (cls.kind, ""):
            yield New(cls, "", "", name)
        elif needed and word and names.words.has(needed[0].target, word):
            yield New(cls, needed[0].name, word, name)
