"""Words of vocabularies in drafts: their codes, found by code or label in any spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.seeds.book import KIND_CODES
from azmil.values.names import plain_words, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.seeds.book import Book

_PEOPLE = re.compile("Number of (?:people|civilians|soldiers|casualties) ")


def _without_plurals(text: str) -> str:
    return plain_words(text).replace(" ", "")


def _last(label: str) -> str:
    return plain_words(label).rpartition(" ")[2]


# Common words for codes, in the singular; of the names of currencies, those of several countries.
_COMMON = {
    "measure_units": {
        "dollar": "usd",
        "pound": "gbp",
        **dict.fromkeys(("soldier", "troop", "men", "servicemen"), "person"),
    },
    "measure_kinds": {
        **dict.fromkeys(("defense budget", "military spending", "defense spending"), "military-budget"),
        **dict.fromkeys(("active", "active personnel", "active soldier", "active troop"), "active-strength"),
        **dict.fromkeys(("reservist", "reserve", "in reserve", "reserve personnel"), "reserve-strength"),
        **dict.fromkeys(("troop", "soldier", "men", "servicemen"), "personnel"),
        **dict.fromkeys(("of gdp", "of gross domestic product"), "gdp-share"),
        **dict.fromkeys(("civilian employee", "civilian personnel"), "civilian-staff"),
        **dict.fromkeys(("military service", "conscription"), "service-length"),
        **dict.fromkeys(("dead", "death"), "killed"),
        "injured": "wounded",
    },
    "cooperation_fields": dict.fromkeys(("military", "defense"), "military-cooperation"),
    "equipment_categories": {  # as their definitions say
        **dict.fromkeys(("plane", "airplane", "aeroplane", "jet", "biplane", "monoplane"), "fixed-wing-aircraft"),
        **dict.fromkeys(("fighter", "fighter jet", "fighter plane"), "fighter-aircraft"),
        **dict.fromkeys(("trainer", "training jet", "training plane"), "training-aircraft"),
        **dict.fromkeys(("transport plane", "airliner"), "transport-aircraft"),
        **dict.fromkeys(("gunship", "combat helicopter"), "attack-helicopter"),
        **dict.fromkeys(("drone", "UAV"), "unmanned-aircraft"),
        **dict.fromkeys(("combat drone", "armed drone", "UCAV"), "combat-unmanned-aircraft"),
        **dict.fromkeys(("ship", "boat", "craft"), "vessel"),
        **dict.fromkeys(("patrol ship", "patrol vessel", "patrol craft", "gunboat"), "patrol-boat"),
        **dict.fromkeys(("missile gunboat", "missile craft"), "missile-boat"),
        **dict.fromkeys(("landing ship", "assault ship"), "amphibious-ship"),
        "minehunter": "minesweeper",
        **dict.fromkeys(("tug", "tugboat", "oiler", "replenisher", "replenishment ship"), "auxiliary-vessel"),
        **dict.fromkeys(("supply ship", "support ship", "hospital ship", "survey ship"), "auxiliary-vessel"),
        **dict.fromkeys(("supply vessel", "support vessel", "support craft", "survey vessel"), "auxiliary-vessel"),
        **dict.fromkeys(("truck", "lorry", "car", "jeep"), "vehicle"),
        "amphibious vehicle": "ground-vehicle",
        "armored car": "armored-vehicle",
        **dict.fromkeys(("scout car", "reconnaissance car"), "reconnaissance-vehicle"),
        "APC": "armored-personnel-carrier",
        "IFV": "infantry-fighting-vehicle",
        "MBT": "tank",
        "self-propelled gun": "artillery",
        **dict.fromkeys(("rocket launcher", "multiple launch rocket system", "MLRS"), "multiple-rocket-launcher"),
        **dict.fromkeys(("recoilless gun", "recoilless rifle", "anti-tank gun"), "anti-tank-weapon"),
        **dict.fromkeys(("anti-tank guided missile", "ATGM"), "anti-tank-missile"),
        **dict.fromkeys(("anti-aircraft missile", "air defense missile", "SAM"), "surface-to-air-missile"),
        **dict.fromkeys(("MANPADS", "MANPAD"), "man-portable-air-defense-system"),
    },
}
_BY_PLAIN = {name: {plain_words(word): code for word, code in words.items()} for name, words in _COMMON.items()}
_PERSON = {"people", "person", "personnel", "soldier", "troop", "men"}
_SPELLINGS = (squeeze, _without_plurals)


def is_people(text: str) -> bool:
    """Return whether a text is a word for people who are counted, such as ``soldiers``."""
    return plain_words(text) in _PERSON


class Words:
    """The words of the vocabularies of a book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._spelled: dict[str, list[dict[str, set[str]]]] = {}  # vocabulary -> for each spelling, its codes

    def has(self, vocabulary: str, text: str) -> bool:
        """Return whether a text is a code or label of a vocabulary."""
        return self.code(vocabulary, text) in self._known(vocabulary)

    def code(self, vocabulary: str, text: str) -> str:
        """Return the code that a text means, or the text if it means none or several."""
        if text in self._known(vocabulary):
            return text
        for spelling, codes in zip(_SPELLINGS, self._spellings(vocabulary), strict=True):
            if len(found := codes.get(spelling(text), ())) == 1:
                return next(iter(found))
        common = _BY_PLAIN.get(vocabulary, {}).get(plain_words(text), "")
        if common and common in self._known(vocabulary):
            return common
        return self._unit(text) if vocabulary == "measure_units" else text

    def _unit(self, text: str) -> str:
        """Return the only unit whose label ends in a text, or the text."""
        entries = self._book.codes.get("measure_units", {})
        ending = [code for code, entry in entries.items() if _last(str(entry.values["label"])) == plain_words(text)]
        return ending[0] if len(ending) == 1 else text

    def counts_things(self, unit: str) -> bool:
        """Return whether a unit counts whole things, as its entry says."""
        found = self._book.codes.get("measure_units", {}).get(self.code("measure_units", unit))
        return found is not None and bool(found.values.get("counted"))

    def counts_people(self, measure_kind: str) -> bool:
        """Return whether a kind of measure counts people, as its definition says."""
        found = self._book.codes.get("measure_kinds", {}).get(self.code("measure_kinds", measure_kind))
        return found is not None and _PEOPLE.match(str(found.values["definition"])) is not None

    def _known(self, vocabulary: str) -> Iterable[str]:
        return KIND_CODES if vocabulary == "record_kinds" else self._book.codes.get(vocabulary, {})

    def _spellings(self, vocabulary: str) -> list[dict[str, set[str]]]:
        if vocabulary not in self._spelled:
            entries = self._book.codes.get(vocabulary, {}) if vocabulary != "record_kinds" else {}
            self._spelled[vocabulary] = [{} for _ in _SPELLINGS]
            for code in self._known(vocabulary):
                labels = [code, str(entries[code].values["label"])] if code in entries else [code]
                for spelling, codes in zip(_SPELLINGS, self._spelled[vocabulary], strict=True):
                    for label in labels:
                        codes.setdefault(spelling(label), set()).add(code)
        return self._spelled[vocabulary]
