"""Things that a claim mentions for the first time, such as ``+city Kabul``, or ``+Iven Vask`` for a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from azmil.model import CHILDREN, KINDS, PartyKind, Thing
from azmil.model.claims import Deployment, Holding, UnitRelation
from azmil.model.things import Equipment, Person, Place, Unit
from azmil.seeds import forms
from azmil.seeds.book import fits
from azmil.seeds.entries import LISTS
from azmil.workbench.drafts import kinds_in_names
from azmil.workbench.drafts.names import STATE
from azmil.workbench.drafts.positions import order, targets_of
from azmil.workbench.drafts.problems import KNOWN_NAME, NO_NEW_KIND, NOT_HERE, OTHER_KIND, TWO_KINDS
from azmil.workbench.drafts.refusing import new_things

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from azmil.errors import AzmilError
    from azmil.model import Kind
    from azmil.seeds.entry import Entry
    from azmil.workbench.drafts.names import Names

_NEW = re.compile(r"\+\s*(?:(?P<word>[a-z][a-z0-9-]*)\s+)?(?P<name>\S.*)", re.DOTALL)
_ROLE = re.compile(r"(?P<thing>.*\S)\s*(?P<role>\([^()]*\))", re.DOTALL)

_NO_KINDS = ("other", "mixed")  # words of vocabularies that begin names: "other frigates"
_ANY = ("people", "places", "parties")
_OF_UNITS = (Deployment, Holding, UnitRelation)


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


def with_role(names: Names, cls: type[Kind], text: str) -> tuple[str, str]:
    """Return a text without the role in parentheses at its end, and that role, where the kind of record has roles."""
    match = _ROLE.fullmatch(text.strip())
    for name in forms.accepted(cls)[1] if match else ():
        kind = LISTS[name].kind if name in LISTS else ""
        known = forms.accepted(CHILDREN[name])[0]
        if match and kind and names.words.has(known[kind].target, match["role"].strip("()")):
            return match["thing"], match["role"]
    return text.strip(), ""


def thing_of(names: Names, text: str, targets: list[str], taken: Collection[str], cls: type[Kind]) -> New:
    """Return the thing that a text with ``+`` means where records of some tables are expected.

    Without a word, it is what its name says, or a person or a post, if one is expected, rather of a table that is not
    ``taken``. A word for units and for organizations is a unit only in records of what units have and where they are.
    Raises AzmilError if the text does not say of which kind it is, or if it is of none that is expected.
    """
    word, plain = _word_and_name(names, text.strip())
    if plain:
        found = [new for new in _kinds(names, word, plain) if word and any(_suits(new, each) for each in targets)]
        first = next((table for table in targets for new in found if _suits(new, table)), "")
        chosen = [new for new in found if _suits(new, first)]
        if len(chosen) > 1:
            chosen = [new for new in chosen if (new.cls is Unit) == (cls in _OF_UNITS)]
        if len(chosen) == 1:
            _check_word(names, chosen[0], word)
            return _with_article(names, chosen[0])
        name = text.strip()[1:].strip()
        alone = [new for new in _kinds(names, "", name) if new.cls.__tablename__ in targets]
        if word not in ("", "the", "a", "an"):  # no name of a person begins like this
            alone = [new for new in alone if new.cls is not Person]
        person = _with_rank(names, name) if any(fits(Person, table) for table in targets) else None
        called = list(_called(names, name, targets)) if not found else []
        if len(called) > 1 or (called and person and called[0].word in kinds_in_names.SURNAMES):
            raise TWO_KINDS(text=text.strip(), readings=_readings(called, name))
        if called:
            return called[0]
        if person and person.word and not found:
            return person
        if not found and alone:
            return min(alone, key=lambda new: (new.cls.__tablename__ in taken, targets.index(new.cls.__tablename__)))
    raise _refusal(names, text.strip(), targets)


def _refusal(names: Names, text: str, targets: list[str]) -> AzmilError:
    """Return the error for a text with ``+`` that says no kind, or one that is not expected."""
    word, name = _word_and_name(names, text)
    known = next((new for new in _kinds(names, word, name) if word), None)
    if known is None and not re.match("(?:the|an?) |[^a-z]", name):  # of lower-case words, all are the name
        name = text.removeprefix("+").strip()
    examples = new_things(names, targets, name) or new_things(names, _ANY, name)
    if known is not None:
        return NOT_HERE(text=text, kind=known.cls.kind, examples=examples)
    return NO_NEW_KIND(text=text, examples=examples)


def _word_and_name(names: Names, text: str) -> tuple[str, str]:
    """Return the words for a kind before a name, as in ``+air base Lerna``, and the name; either may be ''."""
    words = text.removeprefix("+").split()
    for count in (3, 2):
        word, name = " ".join(words[:count]), " ".join(words[count:])
        is_name = name[:1].isupper() or name[:1].isdigit()
        if is_name and word.islower() and any(_kinds(names, word, name)):
            return word, name
    match = _NEW.fullmatch(text)
    word, name = (match["word"] or "", match["name"]) if match else ("", "")
    return "" if word in _NO_KINDS else word, name


def _readings(called: Sequence[New], name: str) -> str:
    """Return how to write a new thing that can be of several kinds, or a person."""
    if len({new.word for new in called}) < len(called):  # a company can be a unit or an organization
        lines = " or ".join(f"'{new.cls.kind} {name}, {new.word}'" for new in called)
        return f"{lines} in a line of its own"
    return " or ".join([f"+{new.word} {name}" for new in called] + [f"+person {name}"] * (len(called) == 1))


def _called(names: Names, name: str, targets: Iterable[str]) -> Iterator[New]:
    """Yield what a new thing is according to its name, where things of some tables are expected."""
    for cls in KINDS.values():
        field = kinds_in_names.field_of(cls)
        if field and (code := kinds_in_names.code_in(names.words, cls, name)):
            new = _with_article(names, New(cls, field.name, code, name))
            if any(_suits(new, table) for table in targets):
                yield new


def _with_article(names: Names, new: New) -> New:
    """Return a new thing with the article that its name takes."""
    field = kinds_in_names.field_of(new.cls)
    code = names.words.code(field.target, new.word) if field else ""
    is_in_name = bool(code) and code == kinds_in_names.code_in(names.words, new.cls, new.name)
    has_article = kinds_in_names.takes_article(new.cls, code, new.name, is_in_name=is_in_name)
    return new._replace(name=f"the {new.name}") if has_article else new


def _with_rank(names: Names, text: str) -> New:
    """Return a new person with the rank before the name, if there is one."""
    rank, name = kinds_in_names.ranked(names.words, text)
    return New(Person, "rank" if rank else "", rank, name)


def _check_word(names: Names, new: New, word: str) -> None:
    """Raise AzmilError if the word for a kind and the name after it are together the word for another kind."""
    words = new.name.split()
    field = kinds_in_names.field_of(new.cls)
    vocabulary = field.target if field else ""
    for at in range(1, len(words) + 1):
        longer = " ".join([word, *words[:at]])
        if words[0].islower() and names.words.has(vocabulary, longer):
            longest = f"+{names.words.code(vocabulary, longer)} {word} {new.name}"
            line = f"'{new.cls.kind} {new.name}, {word}' in a line of its own"
            raise TWO_KINDS(text=f"+{word} {new.name}", readings=f"{longest} or {line}")


def existing(names: Names, new: New, name: str) -> tuple[str, AzmilError | None]:
    """Return the id of the thing that has exactly the name of a new one, or '', and what is wrong with it, if anything.

    It is of another kind, or can be another thing: a state, a place or a type of equipment has its name alone; a Navy
    of another folder is probably another Navy.
    """
    found = [entry for id_ in names.exactly(name, new.cls) if (entry := names.entry(id_)) is not None]
    if not found:
        return "", None
    entry = next((each for each in found if is_of_kind(names, each, new)), found[0])
    id_ = str(entry.values["id"])
    text = f"+{new.word} {name}" if new.word else f"+{name}"
    if not is_of_kind(names, entry, new):
        field = forms.accepted(new.cls)[0][new.field]
        return id_, OTHER_KIND(text=text, id=id_, field=new.field, word=entry.values.get(field.column))
    if issubclass(new.cls, Place | Equipment) or new.word == STATE or entry.file.folder == names.folder:
        return id_, None
    line = f"{new.cls.kind} {name}" + (f", {new.word}" if new.word else "")
    return id_, KNOWN_NAME(text=text, id=id_, line=line)


def is_of_kind(names: Names, entry: Entry, new: New) -> bool:
    """Return whether a thing is of the kind of a new one, or of one within it."""
    if not new.field or new.cls is Person:  # a rank changes
        return True
    field = forms.accepted(new.cls)[0][new.field]
    wanted, code = names.words.code(field.target, new.word), str(entry.values.get(field.column))
    while code and code != wanted:
        word = names.book.codes.get(field.target, {}).get(code)
        code = str(word.values.get("parent") or "") if word else ""
    return bool(code)


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
