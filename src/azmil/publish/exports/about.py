"""What must be known about an export: its version, licence and sources, the meaning of hedges, and how to cite it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from azmil.publish.titles import title
from azmil.values.references import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.api.tables import Tables

HEDGE = (
    "The column hedge says in words how firmly the source states a claim: its modality (such as rumoured or "
    "negotiated), the speaker it quotes, a doubtful reading, and conflicts with other passages. It is empty for a "
    "plain assertion. Quote it with the claim."
)
LICENCE = "CC0-1.0"
LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True, slots=True)
class About:
    """What must be known about an export."""

    title: str
    version: str
    content: str  # digest of the content, in hexadecimal
    sources: Sequence[dict[str, Any]]  # by column
    is_built_in: bool  # whether all records come from the built-in seeds
    with_text: bool

    @property
    def citation(self) -> str:
        """The citation of the whole base."""
        return f"{self.title}. azmil {self.version} (content {self.content[:SHORT]})."

    def details(self) -> Iterator[tuple[str, str]]:
        """Yield the names and texts of all details, each on one line."""
        yield "Title", self.title
        yield "Version", f"azmil {self.version}"
        yield "Content", f"{self.content} (SHA-256; the same content has the same digest)"
        built_in = f"{LICENCE} ({LICENCE_URL})"
        others = f"{built_in} for the built-in records; other records have the licence that their authors give them"
        yield "Licence", built_in if self.is_built_in else others
        for source in self.sources:
            yield "Source", described(source)
        included = "included, under the licence of its source" if self.with_text else "not included"
        yield "Text", f"The text of attached documents is {included}. The column lines gives the cited lines."
        yield "Hedges", HEDGE
        yield "Cite", f"{self.citation} Cite a single claim with its id, its lines and its hedge."


def about_of(tables: Tables) -> About:
    """Return what must be known about an export of some tables."""
    found, sources = tables.about(), tables.sources()
    return About(
        title([source["title"] for source in sources]),
        found.get("azmil", ""),
        found.get("content", ""),
        sources,
        _is_built_in(found.get("origin", "")),
        tables.with_text,
    )


def described(source: dict[str, Any]) -> str:
    """Return the bibliographic details of a source on one line."""
    known = (f"{name}: {source[name]}" for name in ("publisher", "date", "url", "archived_url") if source[name])
    licence = f"licence: {source['licence'] or 'not stated'}"
    return " ".join("; ".join([source["title"], *known, licence]).split())


def readme(about: About, opening: str) -> str:
    """Return the text of README.md; ``opening`` says what the folder contains and how to open it."""
    lines = [f"# {about.title}", "", opening, "", *(f"- **{name}**: {text}" for name, text in about.details())]
    return "\n".join(lines) + "\n"


def _is_built_in(origin: str) -> bool:
    """Return whether a base, according to its metadata, is built without seeds of a user."""
    try:
        return not json.loads(origin)["folders"]
    except (ValueError, TypeError, KeyError):  # another program wrote it
        return False
