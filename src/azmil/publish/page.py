"""Pages of a site and their addresses: files in a folder, or sections of one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as seen from one page; ``up`` leads from its folder to the root of the site."""

    is_one_file: bool
    up: str = ""
    records: str = "r/"  # the path to the folder of the records

    def record(self, id_: str) -> str:
        """Return the address of a record."""
        return f"#{id_}" if self.is_one_file else f"{self.records}{id_}.html"

    def report(self, name: str) -> str:
        """Return the address of a report."""
        return f"#report/{name}" if self.is_one_file else f"{self.up}report/{name}.html"

    def source(self, id_: str, line: int | None = None) -> str:
        """Return the address of a source, or of one of its lines."""
        if self.is_one_file:
            return f"#source/{id_}" if line is None else f"#{self.line(id_, line)}"
        return f"{self.up}source/{id_}.html" + ("" if line is None else f"#{self.line(id_, line)}")

    def line(self, id_: str, line: int) -> str:
        """Return the anchor of a line of a source."""
        return f"source/{id_}/{line}" if self.is_one_file else str(line)

    def sources(self) -> str:
        """Return the address of the list of sources on the start page."""
        return "#page/sources" if self.is_one_file else f"{self.up}index.html#page/sources"

    def page(self, name: str) -> str:
        """Return the address of another page, such as the timeline."""
        return f"#page/{name}" if self.is_one_file else f"{self.up}{'index' if name == 'start' else name}.html"

    def file(self, name: str) -> str:
        """Return the address of a file of the site, which only a folder has."""
        return f"{self.up}{name}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path in a folder, its anchor in one file, its title, its template and the values of the template."""

    path: str
    anchor: str
    title: str
    template: str
    values: dict[str, Any]
    meta: list[tuple[str, str]] = field(default_factory=list)  # names and contents of its meta elements
