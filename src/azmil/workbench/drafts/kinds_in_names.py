"""Kinds of things in their names: a ``3rd Infantry Brigade`` is a brigade, and ``T-72 tanks`` are tanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.model import PartyKind, Thing
from azmil.model.things import Agreement, Organization, Person, Place, Unit
from azmil.seeds import forms
from azmil.workbench.drafts.names_in import plain

if TYPE_CHECKING:
    from azmil.model import Kind
    from azmil.seeds.fields import Field
    from azmil.workbench.drafts.words import Words

# Codes that do not follow from a name: an Air Force, a Border Guard or a People's Army is a service, not an echelon.
_VAGUE = {
    "army", "base", "command", "crew", "force", "front", "group", "guard", "installation", "mixed", "other", "people",
    "process", "school", "service", "staff", "team", "unit",
}  # fmt: skip
_BODIES = ("council", "court", "embassy", "government", "ministry")  # with an article in names such as Defence Council
# Nouns at the end of names with an article.
_NOUNS = {
    "academy", "agency", "army", "college", "command", "committee", "corps", "department", "directorate", "fleet",
    "force", "forces", "group", "guard", "institute", "navy", "school", "service", "staff",
}  # fmt: skip
RANKS = forms.accepted(Person)[0]["rank"].target
SURNAMES = ("bay", "coast", "court", "lake", "pass", "plain", "river", "sea", "valley", "wing")
_FIRST = ("lake", "river")  # that come before the name of a place: "Lake Vask"
_HEAD = re.compile(r" (?:of|for|on|in|with|to|at|against|between)\b")


def code_in(words: Words, cls: type[Kind], name: str) -> str:
    """Return the code of the kind of a thing that its name has as its noun, or '' if there is none.

    It is for the first word that every thing of the class must have, such as its ``echelon``. The longest words count:
    a patrol boat is not a boat.
    """
    field = field_of(cls)
    vocabulary = field.target if field else ""
    head = _HEAD.split(plain(name), maxsplit=1)[0].split()
    found = [" ".join(head[at:]) for at in range(len(head))] if vocabulary else []
    code = next((words.code(vocabulary, text) for text in found if words.has(vocabulary, text)), "")
    if not code and cls is Place and len(head) > 1 and head[0].istitle() and head[0].lower() in _FIRST:
        code = head[0].lower()
    is_branch = any(words.has("branches", text) for text in found)
    return "" if code in _VAGUE or (is_branch and vocabulary == "echelons") else code


def field_of(cls: type[Kind]) -> Field | None:
    """Return the first field with a word that every thing of a class must have, or None."""
    needed = (field for field in forms.required(cls) if field.type == "word")
    return next(needed, None) if issubclass(cls, Thing | PartyKind) else None


def takes_article(cls: type[Kind], code: str, name: str, *, is_in_name: bool) -> bool:
    """Return whether a thing of a kind is named with ``the``: the 3rd Brigade, the Ministry of Peace, the Air Academy.

    ``is_in_name`` says whether the kind follows from the name.
    """
    words = name.partition(" (")[0].split()
    is_plain = plain(name) == " ".join(words) and "'s " not in name
    is_body = cls is Organization and (code in _BODIES or _HEAD.search(name) is not None)
    is_common = cls in (Unit, Organization) and len(words) > 1 and words[-1].lower() in _NOUNS and code != "company"
    return is_plain and (is_common or (is_in_name and (is_body or cls in (Unit, Agreement))))


def ranked(words: Words, name: str) -> tuple[str, str]:
    """Return the code of the rank before the name of a person, and the name without it; or '' and the name."""
    parts = name.split()
    for at in range(min(3, len(parts) - 1), 0, -1):
        rank, rest = " ".join(parts[:at]), " ".join(parts[at:])
        if rank.istitle() and rest[0].isupper() and not _HEAD.search(rest) and words.has(RANKS, rank):
            return words.code(RANKS, rank), rest
    return "", name
