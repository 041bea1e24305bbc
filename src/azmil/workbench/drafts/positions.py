"""Values without the names of their fields: each goes to the first field in a fixed order that accepts it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from azmil.errors import AzmilError
from azmil.model import CHILDREN, PartyKind, Remark, Thing
from azmil.seeds import forms
from azmil.seeds.entries import LISTS
from azmil.seeds.fields import WORDING, number
from azmil.values import quantities
from azmil.workbench.drafts import refusing
from azmil.workbench.drafts.completing import is_unsaid
from azmil.workbench.drafts.dating import is_date
from azmil.workbench.drafts.names import AMBIGUOUS
from azmil.workbench.drafts.problems import SEVERAL, TAKEN_FIELD, TWO_FIELDS, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from azmil.model import Kind
    from azmil.seeds.fields import Field
    from azmil.workbench.drafts.names import Names

DATE, PLACE, FACILITY, SENTENCE = "date", "place", "facility", "sentence"
_TYPES = ("reference", "word", "quantity", "number")
LATEST_YEAR = "2100"  # that a number without the name of its field can be
PREFIXES = {"says": "attribution", "in": PLACE}  # words before a value that name its field
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_SENTENCE = re.compile(r"\S+ .*[.!?][\"'”)]?", re.DOTALL)
_ROLE = re.compile(r"(.*\S)\s*\(([^()]*)\)", re.DOTALL)


@cache
def order(cls: type[Kind]) -> tuple[str, ...]:
    """Return the fields of a kind that a value without a name can fill, in order."""
    accepted, children = forms.accepted(cls)
    columns = cls.__table__.columns
    own = [field for field in accepted.values() if field.column in columns and field.type in _TYPES]
    names = [field.name for field in own if not columns[field.column].info.get("by_name")]
    if issubclass(cls, PartyKind):
        names += ["branch", "country"]
    names += [name for name in children if name == "participants"]
    if issubclass(cls, Thing | PartyKind):
        return ("name", *names)
    return (*names, SENTENCE) if issubclass(cls, Remark) else (*names, DATE, "modality", SENTENCE)


def usage(cls: type[Kind]) -> str:
    """Return what to type for a record of a kind: its required fields, and in brackets the optional ones."""
    accepted, _ = forms.accepted(cls)
    needed = {
        name for name in order(cls) if name in accepted and accepted[name].is_required and not is_unsaid(cls, name)
    }
    if issubclass(cls, Thing | PartyKind):
        needed.add("name")
    return " ".join(name if name in needed else f"[{name}]" for name in order(cls))


def prefixed(text: str) -> tuple[str, str]:
    """Return the word at the beginning of a value that names its field, and the rest; the word is empty without one."""
    word, blank, rest = text.partition(" ")
    return (word, rest.strip()) if blank and word in PREFIXES else ("", text)


def fields_after(prefix: str) -> tuple[str, ...]:
    """Return the fields of the value after a word at its beginning: a place can be a facility."""
    return (PLACE, FACILITY) if PREFIXES[prefix] == PLACE else (PREFIXES[prefix],)


def targets_of(cls: type[Kind], names: Iterable[str]) -> list[str]:
    """Return the tables of things that fields refer to, in order; a list of parties refers to parties."""
    accepted, children = forms.accepted(cls)
    found = []
    for name in names:
        if name in children and (short := CHILDREN[name].short):
            found.append(forms.accepted(CHILDREN[name])[0][short].target)
        elif name in accepted and accepted[name].type == "reference":
            found.append(accepted[name].target)
    return found


def assign(names: Names, cls: type[Kind], values: Sequence[str], given: set[str]) -> list[tuple[str, str]]:
    """Return the field of each value, and the text for it; ``given`` are the fields that are named.

    Each value goes to the first field in order that accepts it and is free. If that leaves a required field empty that
    one of the values fits, the values move on to it. Raises AzmilError if a value fits no free field.
    """
    positions = Positions(names, cls, given)
    if values and "name" not in given and issubclass(cls, Thing | PartyKind):
        at = positions.place_of_name(values)
        rest = [*values[:at], *values[at + 1 :]]
        return [("name", values[at]), *assign(names, cls, rest, {*given, "name"})]
    options = [list(positions.options(text)) for text in values]
    if not all(options):
        fitting = [text for text, found in zip(values, options, strict=True) if found]
        raise positions.refusal([text for text in values if text not in fitting], fitting)
    if any(_is_other_number(text, found) for text, found in zip(values, options, strict=True)):
        for text, found in zip(values, options, strict=True):
            if _YEAR.fullmatch(text):  # the date, since another value is the number
                found.sort(key=lambda option: option[0] != DATE)
    chosen = next(positions.complete(options), None) or next(_choices(options), None)
    if chosen is None:
        text = _one_too_many(options, values)
        fields = " or ".join(name for name, _ in options[values.index(text)])
        raise TAKEN_FIELD(text=text, fields=fields)
    positions.check_years(values, options, chosen)
    positions.check_names(values, options)
    positions.check_words(values, options, chosen)
    return chosen


class Positions:
    """The free fields of a new record, and which of them accept a value."""

    def __init__(self, names: Names, cls: type[Kind], given: set[str]) -> None:
        self.names = names
        self.cls = cls
        self.accepted, _ = forms.accepted(cls)
        self.free = [name for name in order(cls) if name not in given]
        if issubclass(cls, Thing | PartyKind):
            self.free = [name for name in self.free if name != "name"]
        self.required = {name for name in self.free if name in self.accepted and self.accepted[name].is_required}
        self.required = {name for name in self.required if not is_unsaid(cls, name)}

    def place_of_name(self, values: Sequence[str]) -> int:
        """Return the index of the name of a thing: the first value, or after its country the one that fits no field."""
        if "country" in self.free and self.names.is_state(values[0]):
            others = [at for at, text in enumerate(values) if at and not list(self.options(text))]
            if len(others) == 1:
                return others[0]
        return 0

    def options(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the free fields that accept a value, in order, and the text for each."""
        word, rest = prefixed(text)
        named = PREFIXES.get(word, "")
        if named in self.accepted and (named != PLACE or self._fits(self.accepted[PLACE], rest, as_state=True)):
            yield named, rest
            return
        if named == PLACE and FACILITY in self.accepted and self._fits(self.accepted[FACILITY], rest):
            yield FACILITY, rest
            return
        yield from ((name, text) for name in self.free if self._takes(name, text))
        # The place of a state comes last: a field may take the state itself.
        yield from ((name, text) for name in self.free if self._takes_territory(name, text))

    def _takes_territory(self, name: str, text: str) -> bool:
        return name in self.accepted and self.names.is_territory(text, self.accepted[name].target)

    def _takes(self, name: str, text: str) -> bool:
        if name in LISTS:
            return self._is_list(name, text)
        if name == SENTENCE:
            return _SENTENCE.fullmatch(text) is not None
        if name == DATE:
            return is_date(text) and not (text.isdigit() and text >= LATEST_YEAR)
        return not self._takes_territory(name, text) and self._fits(self.accepted[name], text)

    def _fits(self, field: Field, text: str, *, as_state: bool = False) -> bool:
        if field.type == "word":
            return self.names.words.has(field.target, text)
        if field.type == "reference":
            return self.names.has(text, field.target) or (as_state and bool(self.names.state(text, field.target)))
        if field.type in ("quantity", "number"):
            try:
                quantities.parse(text) if field.type == "quantity" else number(text)
            except AzmilError:
                return False
            return True
        return False

    def _is_list(self, name: str, text: str) -> bool:
        """Return whether each item of a text is one of a list: a name, which the code of a kind can follow."""
        child, known = CHILDREN[name], forms.accepted(CHILDREN[name])[0]
        for item in text.split(";"):
            match = _ROLE.fullmatch(item.strip())
            party, role = match.groups() if match else (item.strip(), "")
            field = known[child.short or ""]
            kind = LISTS[name].kind
            if not self.names.has(party, field.target):
                return False
            if role and not (kind and self.names.words.has(known[kind].target, role)):
                return False
        return True

    def complete(self, options: Sequence[Sequence[tuple[str, str]]]) -> Iterator[list[tuple[str, str]]]:
        """Yield the choices that fill all required fields that a value fits."""
        fitting = {name for found in options for name, _ in found} & self.required
        yield from (chosen for chosen in _choices(options) if fitting <= {name for name, _ in chosen})

    def check_years(
        self, values: Sequence[str], options: Sequence[Sequence[tuple[str, str]]], chosen: Sequence[tuple[str, str]]
    ) -> None:
        """Raise AzmilError if a value can be the year as well as another number."""
        dates = [text for name, text in chosen if name == DATE]
        is_date_open = WORDING not in {name for name, _ in chosen} and all(map(_YEAR.fullmatch, dates))
        for text, found, (name, _) in zip(values, options, chosen, strict=True):
            if name != DATE and is_date_open and DATE in dict(found) and _YEAR.fullmatch(text):
                raise YEAR(text=text, field=name, number=f"{int(text):,}")

    def check_names(self, values: Sequence[str], options: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Raise AzmilError if a value is the name of several records, each of which fits another free field."""
        for text, found in zip(values, options, strict=True):
            meant = dict.fromkeys(filter(None, (self._meant(name, rest) for name, rest in found)))
            if len(meant) > 1:
                raise AMBIGUOUS(name=text, ids=", ".join(meant))

    def check_words(
        self, values: Sequence[str], options: Sequence[Sequence[tuple[str, str]]], chosen: Sequence[tuple[str, str]]
    ) -> None:
        """Raise AzmilError if a value of a thing is a word of two fields that no other value fills, such as army."""
        taken = {name for name, _ in chosen}
        for text, found, (name, _) in zip(values, options, chosen, strict=True):
            fitting = [other for other, _ in found if other in self.accepted and self.accepted[other].type == "word"]
            fields = [other for other in fitting if other == name or other not in taken]
            if issubclass(self.cls, Thing | PartyKind) and name in fields and len(fields) > 1:
                raise TWO_FIELDS(text=text, fields=" or ".join(fields), field=fields[-1])

    def _meant(self, name: str, text: str) -> str:
        """Return the id of the record that a value means in a field, or '' if it is no reference, or to a state."""
        target = next(iter(targets_of(self.cls, [name])), "")
        return "" if not target or self._takes_territory(name, text) else self.names.whole(text, target)

    def refusal(self, texts: Sequence[str], others: Iterable[str]) -> AzmilError:
        """Return the error for values that fit no field; ``others`` are those that do."""
        for text in texts:
            parts = [part.strip() for part in text.split(";")]
            if len(parts) > 1 and all(any(self._takes(name, part) for name in self.free) for part in parts):
                return SEVERAL(text=text, kind=self.cls.kind)
        plain = {text: _ROLE.sub(r"\1", prefixed(text)[1]) for text in texts}
        return refusing.no_field(self.names, self.cls, self.free, plain, self._missing_words(others))

    def _missing_words(self, others: Iterable[str]) -> list[str]:
        """Return the vocabularies of the required words that none of some values is."""
        words = [self.accepted[name] for name in sorted(self.required) if self.accepted[name].type == "word"]
        return [field.target for field in words if not any(self._fits(field, text) for text in others)]


def _is_other_number(text: str, options: Sequence[tuple[str, str]]) -> bool:
    """Return whether a value is a number that is no year of our time."""
    return text[:1].isdigit() and not _YEAR.fullmatch(text) and any(name not in (DATE, SENTENCE) for name, _ in options)


def _choices(options: Sequence[Sequence[tuple[str, str]]]) -> Iterator[list[tuple[str, str]]]:
    """Yield each choice of a field for every value, in order; a list can take several values."""
    if not options:
        yield []
        return
    for name, text in options[0]:
        rest = [[each for each in found if each[0] != name or name in LISTS] for found in options[1:]]
        if all(rest):
            yield from ([(name, text), *chosen] for chosen in _choices(rest))


def _one_too_many(options: Sequence[Sequence[tuple[str, str]]], values: Sequence[str]) -> str:
    """Return the first value that cannot be placed with all values before it."""
    count = next(count for count in range(1, len(options) + 1) if next(_choices(options[:count]), None) is None)
    return values[count - 1]
