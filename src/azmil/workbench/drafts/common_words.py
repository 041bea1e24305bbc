"""Common words for units of measures, such as ``dollar``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.values.names import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CURRENCIES = {"dollar": "usd", "pound": "gbp"}  # of the names that several countries use


def common_word(labels: Mapping[str, Iterable[str]], text: str) -> str:
    """Return the code that a text is the common word for, or the only one whose label ends in it; else the text."""
    plain = plain_words(text)
    common = _CURRENCIES.get(plain, "")
    ending = [code for code, names in labels.items() if any(_last(name) == plain for name in names)]
    return common if common in labels else ending[0] if len(ending) == 1 else text


def _last(label: str) -> str:
    return plain_words(label).rpartition(" ")[2]
