"""The hint ``source-description``: sources without archive address, date or licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.workbench.hints.base import Hint, Place, explains, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.workbench.hints.reading import Reading

# Fields that a source should have, with the words that a note uses to say why it has none.
WANTED = {
    "archived_url": ("archived_url", "archive address", "archived", "archive"),
    "date": ("date", "undated"),
    "licence": ("licence", "license", "copyright"),
}


def source_descriptions(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each source that lacks a field of its description, which its note does not mention."""
    for entry in reading.book.seeds.entries.get("sources", []):
        if entry.values.get("id") in reading.book.seeds.editions or explains(entry, ("source-description",)):
            continue
        missing = [name for name, words in WANTED.items() if not entry.values.get(name) and not explains(entry, words)]
        if missing:
            named = listed([f"'{name}'" for name in missing], "or")
            message = f"the source '{entry.values['id']}' has no {named}"
            advice = "add what you know, or say in 'note' that it is not known"
            yield Hint("source-description", message, advice, (Place.of(entry),))
