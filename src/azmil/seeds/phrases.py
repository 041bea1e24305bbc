"""Words for the placeholders of sentence patterns, from the fields of a claim.

A placeholder is a field, ``{holder}``; a count, ``{count:equipment}`` or ``{strength:people}``; or a function:

- ``things.equipment`` its name in the plural, ``a.event_kind`` with its article, ``participle.action`` as a participle,
- ``the.event_kind`` the name of the record with its kind, ``name.event_kind`` the name if it is not the kind in words,
- ``place.place``, ``of.subject``, ``by.maker`` with a preposition that fits,
- ``where.place`` the facility and the place, ``be.subject`` the verb ``is``, or ``was`` for what is over,
- ``at.deployment_kind`` a verb with the facility and the place,
- ``role.host`` the participants in a role, and ``participants`` those in all other roles.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from azmil.model import Claim, Kind
from azmil.seeds import times
from azmil.values import english

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry
    from azmil.seeds.fields import Field

_PEOPLE = "people"
BEFORE_UNIT = "before unit"  # the detail between a figure and its unit: "6 motor rifle brigades"
NO_DETAILS: Mapping[str, str] = MappingProxyType({})
# Statuses of transfers that are agreed, and of those that have happened.
_AGREED = ("ordered", "partly-delivered", "delivered", "returned")
_DELIVERED = _AGREED[1:]
# Prepositions before places, by the kind of place; "in" before others.
_AT = ("base",)
_ON = ("border", "front-line", "coast", "island", "peninsula", "mountain", "river", "plain")


class Phrases:
    """The pattern of a claim, and the words for its placeholders, with details of its fields in parentheses."""

    def __init__(self, book: Book, entry: Entry, details: Mapping[str, str] = NO_DETAILS) -> None:
        self.book = book
        self.entry = entry
        assert issubclass(entry.cls, Kind)  # noqa: S101 - records only
        self.cls = entry.cls
        key, self.pattern = next(
            ((key, text) for key, text in self.cls.sentences.items() if self._applies(key)),
            ("", self.cls.sentence or ""),
        )
        self.implied = self.cls.implied.get(key, self.cls.implied.get("", ()))
        self.numbers: dict[str, bool] = {}  # whether the words for a field are plural
        self.before_unit = details.get(BEFORE_UNIT, "")
        self.after = {name: detail for name, detail in details.items() if name != BEFORE_UNIT}
        self._placed: dict[str, str] = {}  # the placeholder that shows the detail of a field

    def _applies(self, key: str) -> bool:
        """Return whether a record has the values in the key of a pattern, such as ``status=delivered !supplier``.

        Further conditions are ``role:host``, ``person:visitor`` (the only participant is a person) and
        ``table:subject=events``.
        """
        for condition in key.split():
            test, colon, argument = condition.partition(":")
            if colon:
                if not _TESTS[test](self, argument):
                    return False
                continue
            name, is_word, word = condition.partition("=")
            field = self.entry.fields[name.removeprefix("!")]
            value = self.entry.values.get(field.column)
            if field.type == "quantity":
                value = self.book.quantity_words(self.entry, field) or None
            if is_word and value not in word.split("|"):
                return False
            if not is_word and (value is None) != name.startswith("!"):
                return False
        return True

    def words(self, name: str) -> str:
        """Return the words for a placeholder of the pattern with the details of its fields, or ''."""
        found = self._words(name)
        fields = re.split(r"[.:]", name)
        shown = [field for field in self.after if field in fields and self._placed.setdefault(field, name) == name]
        return f"{found}{''.join(f' ({self.after[field]})' for field in shown)}" if found else ""

    def _words(self, name: str) -> str:
        function, _, argument = name.rpartition(".")
        if function:
            return _FUNCTIONS[function](self, argument)
        count, _, thing = name.partition(":")
        field = self.entry.fields.get(count)
        if thing and field is not None:
            return self._counted(field, thing)
        if name == "participants":
            return self._participants()
        words = self._label(name)
        self.numbers[words] = english.is_plural(words)
        return words

    def _is_plural(self, subject: str) -> bool:
        """Return whether the subject of the clause is plural, which its first field decides."""
        found = [(subject.find(words), -len(words), many) for words, many in self.numbers.items() if words in subject]
        return min(found)[2] if found else english.is_plural(subject.strip())

    def _label(self, name: str) -> str:
        """Return the words for a field, which the model may give for a word of a vocabulary."""
        field = self.entry.fields.get(name)
        value = self.entry.values.get(field.column) if field is not None else None
        if field is not None and field.type == "edtf" and value:
            return times.in_words(value)
        phrase = self.cls.phrases.get(name, {}).get(value or "")
        return self.book.words(self.entry, name) if phrase is None else phrase

    def _counted(self, field: Field, thing: str) -> str:
        """Return a count of the thing in a field, or of people."""
        values = self.entry.values
        said = self.book.quantity_words(self.entry, field) if field.type == "quantity" else f"{values[field.column]:,}"
        value = values.get(field.column)
        other = self.entry.fields.get(thing)
        if other is None:
            noun = thing.replace("_", " ")
        elif other.type == "word":
            noun = f"{self.before_unit} {self.book.words(self.entry, thing)}".strip()
        else:
            noun = self._name(thing)
        if (field.type == "quantity" and values.get(f"{field.column}_qualifier") is None) or not noun:
            return ""
        words = english.with_unit(said, noun) if other is not None and other.type == "word" else None
        words = words or english.counted(said, value, noun)
        self.numbers[words] = value != 1 and noun != "percent"
        return words

    def _name(self, field: str) -> str:
        """Return the name of the thing in a field, without an article, or ''."""
        other = self.book.records.get(self.entry.values.get(self.entry.fields[field].column) or "")
        return "" if other is None else str(other.values.get("name") or other.values["id"])

    def _things(self, field: str) -> str:
        """Return the name of the equipment in a field in the plural, or ''."""
        words = english.plural(self._name(field)) if self._name(field) else ""
        self.numbers[words] = not english.is_uncounted(words)
        return words

    def _with_article(self, field: str) -> str:
        """Return the label of a word with its article."""
        words = self._label(field)
        if self.entry.values[self.entry.fields[field].column] not in self.cls.phrases.get(field, {}):
            words = english.with_article(words)
        self.numbers[words] = english.is_plural(words)
        return words

    def _named(self, field: str) -> str:
        """Return an event with its name: ``the exercise Iron Wolf``, ``a parade (Baku parade of 2008)``."""
        label, name = self.book.words(self.entry, field), str(self.entry.values["name"])
        common = self.book.name_of(self.entry)  # 'the blockade of Armenia', from 'Blockade of Armenia'
        if not english.is_title(name):
            words = common if common.startswith("the ") else f"{self._with_article(field)} ({name})"
        elif name.casefold().startswith(f"{label} ") and name[len(label) + 1].isupper():
            words = name  # 'Operation Iron Fist'
        elif name.casefold().startswith(label):
            words = f"the {name[0].lower()}{name[1:]}"
        elif re.search(rf"\b{label}\b", name, re.IGNORECASE):
            words = f"the {name}"
        else:
            words = f"the {label} {name}"
        self.numbers[words] = english.is_plural(label)
        return words

    def _proper(self, field: str) -> str:
        """Return the proper name of an event, or '' if it has none or the name has its kind."""
        name, words = self.entry.values.get("name"), self.book.words(self.entry, field)
        return str(name) if name and english.is_title(name) and words not in name.casefold() else ""

    def _be(self, field: str) -> str:
        """Return ``was`` if the record in a field is a dated claim of something that has happened, or else ``is``."""
        other = self.book.records.get(self.entry.values.get(self.entry.fields[field].column) or "")
        if other is None or not issubclass(other.cls, Claim):
            return "is"
        values, status = other.values, other.values.get("status")
        date = values.get("date") or values.get("order_date")
        if status in _DELIVERED:
            date = date or values.get("delivery_date")
        if (status and status not in _AGREED) or (values.get("modality") or "asserted") not in (
            "asserted",
            "contracted",
        ):
            return "is"
        return "was" if date and not str(date).endswith(("/..", "/")) else "is"

    def _is_lone_person(self, role: str) -> bool:
        """Return whether the only participant of an event is a person, in a role."""
        found = [(self.book.records.get(child.values.get("party_id") or ""), child) for child in self.entry.children]
        parties = [(party, child.values.get("role")) for party, child in found if "party_id" in child.values]
        return len(parties) == 1 and all(
            party is not None and party.cls.__tablename__ == "people" and its_role == role
            for party, its_role in parties
        )

    def _is_in_table(self, condition: str) -> bool:
        """Return whether the record in a field is in a table, given as ``subject=events``."""
        name, _, table = condition.partition("=")
        other = self.book.records.get(self.entry.values.get(self.entry.fields[name].column) or "")
        return other is not None and other.cls.__tablename__ == table

    def _of(self, field: str) -> str:
        """Return the record in a field with ``in`` if it is an event or a place, or else with ``of``."""
        other = self.book.records.get(self.entry.values.get(self.entry.fields[field].column) or "")
        is_time_or_place = other is not None and other.cls.__tablename__ in ("events", "places")
        return f"{'in' if is_time_or_place else 'of'} {self.book.words(self.entry, field)}"

    def _by(self, field: str) -> str:
        """Return the maker in a field with ``in`` if it is a state, or else with ``by``."""
        other = self.book.records.get(self.entry.values.get(self.entry.fields[field].column) or "")
        is_state = other is not None and other.values.get("organization_kind") == "state"
        return f"{'in' if is_state else 'by'} {self.book.words(self.entry, field)}"

    def _participle(self, field: str) -> str:
        return english.participle(self._label(field))

    def _place(self, field: str) -> str:
        """Return a place with its preposition, or ''."""
        place = self.book.records.get(self.entry.values.get(self.entry.fields[field].column) or "")
        if place is None:
            return ""
        kind = place.values.get("place_kind")
        return f"{'at' if kind in _AT else 'on' if kind in _ON else 'in'} {self.book.name_of(place)}"

    def _whereabouts(self, field: str) -> str:
        """Return a verb with the facility and the place; the label of the verb may end with ``at``."""
        verb = self._label(field)
        facility, place = self.book.words(self.entry, "facility"), self._place("place")
        if not facility and verb.endswith(" at"):
            return f"<{verb.removesuffix(' at')}> {place}"
        return f"<{verb}> {facility or place.partition(' ')[2]}{f' {place}' * bool(facility and place)}"

    def _where(self, field: str) -> str:
        """Return the facility and the place with their prepositions."""
        facility = self.book.words(self.entry, "facility")
        return " ".join(filter(None, [f"at {facility}" if facility else "", self._place(field)]))

    def _in_role(self, role: str) -> list[str]:
        """Return the participants of an event in a role, with their strengths."""
        found = []
        for child in self.entry.children:
            party = self.book.records.get(child.values.get("party_id") or "")
            if party is not None and child.values.get("role") == role:
                said = self.book.quantity_words(child, child.fields["strength"])
                people = english.counted(said, child.values["strength"], _PEOPLE) if said else ""
                found.append(f"{self.book.name_of(party)}{f' ({people})' * bool(people)}")
        return found

    def _role(self, role: str) -> str:
        """Return the participants of an event in a role, as a list."""
        names = self._in_role(role)
        words = english.joined(names) if names else ""
        self.numbers[words] = len(names) > 1 or english.is_plural(words)
        return words

    def _participants(self) -> str:
        """Return the participants of an event in the roles that the pattern does not name, by role."""
        named = re.findall(r"\brole\.(\w+)", self.pattern)
        roles = [child.values.get("role") for child in self.entry.children]
        others = {role: self._in_role(role) for role in roles if role and role not in named}
        found = [f"involving {english.joined(others.pop('participant'))}"] if others.get("participant") else []
        with_roles = []
        for role, names in others.items():
            label = str(self.book.codes["participant_roles"][role].values["label"])
            noun = english.plural(label) if len(names) > 1 and not label.endswith("ed") else label
            with_roles += [f"{english.joined(names)} as {noun}"] if names else []
        return ", ".join(found + ([f"with {english.joined(with_roles)}"] if with_roles else []))


_FUNCTIONS = {
    "things": Phrases._things,  # noqa: SLF001 - in this module
    "a": Phrases._with_article,  # noqa: SLF001
    "participle": Phrases._participle,  # noqa: SLF001
    "role": Phrases._role,  # noqa: SLF001
    "by": Phrases._by,  # noqa: SLF001
    "of": Phrases._of,  # noqa: SLF001
    "place": Phrases._place,  # noqa: SLF001
    "at": Phrases._whereabouts,  # noqa: SLF001
    "where": Phrases._where,  # noqa: SLF001
    "the": Phrases._named,  # noqa: SLF001
    "name": Phrases._proper,  # noqa: SLF001
    "be": Phrases._be,  # noqa: SLF001
}
# Conditions with a colon in the keys of patterns.
_TESTS: dict[str, Callable[[Phrases, str], object]] = {
    "role": Phrases._in_role,  # noqa: SLF001
    "person": Phrases._is_lone_person,  # noqa: SLF001
    "table": Phrases._is_in_table,  # noqa: SLF001
}
