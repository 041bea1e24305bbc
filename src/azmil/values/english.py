"""English in generated sentences: plurals and counts of names, and forms of verbs."""

from __future__ import annotations

import re
from typing import Literal

Form = Literal["present", "past", "perfect", "infinitive", "perfect infinitive"]
NOT_GIVEN = "(number not given)"
# Endings of names of what is not counted.
_UNCOUNTED = (
    "artillery", "equipment", "ammunition", "technology", "hardware", "infantry",
    "armor", "armour", "materiel", "weaponry", "property", "fuel",
)  # fmt: skip
# Endings of names whose plural is the same as the singular.
_UNCHANGED = ("craft", "people", "police", "personnel", *_UNCOUNTED)
# The last words of names in the singular that end like a plural. Others are those in capitals (HIMARS), and names of
# types such as Albatros and Taurus.
_ENDS_IN_S = {"bus", "gas", "chassis", "hermes", "ares", "hercules", "achilles", "archimedes", "mercedes"}
_SMALL = ("a", "an", "the", "of", "for", "and", "in", "on", "at", "to", "with")  # words of names in lower case
_OF = (
    "a lot",
    "a number",
    "a small number",
    "a large number",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
)  # words of quantities before "of"
# Nouns that are plural in names that look like those of one body.
_PLURAL = {"forces", "troops", "guards", "marines", "rangers", "police", "people", "taliban", "mujahideen"}
_BODIES = {"academy", "college", "command", "committee", "department", "directorate", "institute", "school", "staff"}
_SINGULAR = {"headquarters", "news", "series", "works", "aeronautics", "electronics", "corps"}
# Verbs with other forms than -ed: past and participle.
_IRREGULAR = {
    "be": ("was", "been"), "have": ("had", "had"), "make": ("made", "made"), "take": ("took", "taken"),
    "hold": ("held", "held"), "lead": ("led", "led"), "withdraw": ("withdrew", "withdrawn"),
    "buy": ("bought", "bought"),
    "build": ("built", "built"), "send": ("sent", "sent"), "give": ("gave", "given"), "sell": ("sold", "sold"),
    "lend": ("lent", "lent"), "fight": ("fought", "fought"), "lose": ("lost", "lost"), "leave": ("left", "left"),
    "keep": ("kept", "kept"), "teach": ("taught", "taught"), "meet": ("met", "met"), "pay": ("paid", "paid"),
    "win": ("won", "won"), "break": ("broke", "broken"), "run": ("ran", "run"), "become": ("became", "become"),
    "begin": ("began", "begun"), "undertake": ("undertook", "undertaken"), "draw": ("drew", "drawn"),
    "get": ("got", "got"), "go": ("went", "gone"), "come": ("came", "come"), "cost": ("cost", "cost"),
    "spend": ("spent", "spent"), "set": ("set", "set"),
}  # fmt: skip
_OF_PAST = {past: lemma for lemma, (past, _) in _IRREGULAR.items()} | {"were": "be"}
_OF_PRESENT = {"is": "be", "are": "be", "has": "have"}
# Verbs that double their last letter.
_DOUBLED = {
    "control",
    "patrol",
    "cancel",
    "submit",
    "plan",
    "commit",
    "equip",
    "ban",
    "permit",
    "transfer",
    "stop",
    "occur",
    "refer",
}
_DROPS_E = re.compile(
    r"(?:[cvuz]|(?<!s)s|[bcdfgkpstz]l|(?<![aeo])at|let|ut|ud|id|(?<!e)ed|(?<!e)ar|ir|ur|ib|[rdl]g|ak|ot)$"
)


def plural(name: str) -> str:
    """Return the name of a thing in the plural; names that are plural are unchanged."""
    head, tail = _head_and_tail(name)
    last = head.split()[-1] if head.split() else ""
    if last in ("bus", "gas"):
        return f"{head}es{tail}"
    if head.endswith(_UNCHANGED) or _is_acronym_in_s(last) or (head.endswith("s") and not head.endswith("ss")):
        return name
    if re.search(r"[^aeiou\W\d]y$", head):
        return f"{head[:-1]}ies{tail}"
    if last.islower() and last.endswith("man") and not last.endswith("human"):
        return f"{head[:-2]}en{tail}"
    return f"{head}{'es' if head.endswith(('ch', 'sh', 'ss', 'x', 'z')) and head.islower() else 's'}{tail}"


def singular(name: str) -> str:
    """Return the name of a thing in the singular."""
    head, tail = _head_and_tail(name)
    if head in ("people", "feet"):
        return {"people": "person", "feet": "foot"}[head] + tail
    last = head.split()[-1] if head.split() else ""
    if last.islower() and last.endswith("men"):
        return f"{head[:-2]}an{tail}"
    if head.endswith(_UNCHANGED) or not head.endswith("s") or head.endswith("ss") or _is_singular_in_s(last):
        return name
    if head.endswith("ies"):
        return f"{head[:-3]}y{tail}"
    return f"{head[:-2] if head.endswith(('ches', 'shes', 'sses', 'xes', 'buses', 'gases')) else head[:-1]}{tail}"


def is_uncounted(name: str) -> bool:
    """Return whether a name is of what is not counted, such as ``towed artillery``."""
    return _head_and_tail(name)[0].endswith(_UNCOUNTED)


def _is_acronym_in_s(word: str) -> bool:
    """Return whether a word is an acronym that ends in S, such as ``HIMARS``, which has no plural in -s."""
    return re.search(r"[A-Z]{2,}S$", word) is not None


def _is_singular_in_s(word: str) -> bool:
    """Return whether a word that ends in s is singular: ``headquarters``, ``HIMARS``, ``Albatros``."""
    low = word.lower()
    is_name_of_type = word[:1].isupper() and low.endswith(("as", "is", "os", "us"))
    return low in _SINGULAR or low in _ENDS_IN_S or _is_acronym_in_s(word) or is_name_of_type


def _head_and_tail(name: str) -> tuple[str, str]:
    """Return a name up to its noun, and the rest, such as ``brigade`` and ``of marines``."""
    match = re.search(r" (?:of|for|with|in|per|sterling)\b| \(", name)
    return (name[: match.start()], name[match.start() :]) if match else (name, "")


def counted(said: str, value: float | None, name: str) -> str:
    """Return a count of things in English: ``1 patrol boat``, ``6 MiG-29s``, ``tanks (number not given)``."""
    if not said:
        return f"{plural(name)} {NOT_GIVEN}"
    if said == "none":
        return f"no {plural(name)}"
    if name[0].isdigit():
        return f"{said}{' of' if said in _OF else ''} {'piece' if value == 1 else 'pieces'} of {name}"
    if value == 1:
        return f"{said} {singular(name)}"
    return f"{said}{' of' if said in _OF or said.endswith('s of thousands') else ''} {plural(name)}"


def is_title(name: str) -> bool:
    """Return whether a name is a proper name: ``Iron Wolf``, neither ``Budget increase`` nor ``Fall of Rome``."""
    return all(word in _SMALL or not word[0].islower() for word in name.split()) and " of " not in name


def with_unit(said: str, unit: str) -> str:
    """Return a quantity with a unit that is not counted: ``Mach 2``, ``0.4 percent``, ``almost all``; else ''."""
    if unit == "Mach" and said:
        return f"Mach {said}"
    if unit == "percent":
        return said if said and not any(map(str.isdigit, said)) else f"{said or 'a share of unknown'} {unit}".strip()
    if unit == "generation" and said:
        return f"generation {said}"
    return ""


def is_plural(name: str) -> bool:
    """Return whether a name takes the plural of verbs, as ``the Azerbaijani Armed Forces`` does."""
    head = _head_and_tail(name)[0]
    words = head.split()
    last = words[-1] if words else ""
    if last.lower() in _PLURAL or (" and " in head and last.lower() not in _BODIES):
        return True
    return last.islower() and last.endswith("s") and not last.endswith("ss") and last not in _SINGULAR


def with_article(noun: str) -> str:
    """Return a noun with ``a`` or ``an``."""
    return f"{'an' if noun[:1].lower() in 'aeiou' and not noun.startswith(('uni', 'use', 'eu')) else 'a'} {noun}"


def is_past(verb: str) -> bool:
    """Return whether a verb, or the verb that begins a phrase, is in the past: ``was part of``, ``signed``."""
    word = verb.partition(" ")[0]
    return word in _OF_PAST or word.endswith("ed")


def inflected(phrase: str, form: Form, *, is_plural: bool = False) -> str:
    """Return a phrase that begins with a verb in another form; it is given in the present (``has``) or past."""
    word, blank, rest = phrase.partition(" ")
    verb = _infinitive(word)
    if form == "infinitive":
        found = verb
    elif form == "perfect infinitive":
        found = f"have {_participle(verb)}"
    elif form == "perfect":
        found = f"{'have' if is_plural else 'has'} {_participle(verb)}"
    elif form == "past":
        found = "were" if verb == "be" and is_plural else _past(verb)
    elif is_plural:
        found = "are" if verb == "be" else verb
    else:
        found = {"be": "is", "have": "has"}.get(verb) or _third_person(verb)
    return f"{found}{blank}{rest}"


def participle(phrase: str) -> str:
    """Return the past participle of a phrase that begins with a verb: ``withdrew from`` as ``withdrawn from``."""
    word, blank, rest = phrase.partition(" ")
    return f"{_participle(_infinitive(word))}{blank}{rest}"


def joined(words: list[str]) -> str:
    """Return words as a list in English: ``A, B and C``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _infinitive(word: str) -> str:
    if found := _OF_PRESENT.get(word) or _OF_PAST.get(word):
        return found
    if word.endswith("ed"):
        return _of_past(word[:-2])
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word.removesuffix("s")


def _of_past(stem: str) -> str:
    """Return the infinitive of a verb in the past without -ed."""
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    if stem[-1:] == stem[-2:-1] and (stem[-1] in "bdgmnprt" or stem[:-1] in _DOUBLED):
        return stem[:-1]
    return f"{stem}e" if _DROPS_E.search(stem) else stem


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb][0]
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1] if verb in _DOUBLED else ''}ed"


def _participle(verb: str) -> str:
    return _IRREGULAR[verb][1] if verb in _IRREGULAR else _past(verb)


def _third_person(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}{'es' if verb.endswith(('s', 'sh', 'ch', 'x', 'z', 'o')) else 's'}"
