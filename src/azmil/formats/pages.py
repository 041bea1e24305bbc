"""Records and coverage on a terminal: sheets, citations, and the coverage map of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.formats.terminal.screen import legible, put
from azmil.values.names import spans
from azmil.values.sheets import SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from azmil.values.sheets import Citations, Coverage, Sheet


def sheet(found: Sheet, stream: TextIO) -> None:
    """Print a record: its sentence, fields, names and cited lines."""
    from rich.table import Table  # noqa: PLC0415 - only terminals need it, and the next
    from rich.text import Text  # noqa: PLC0415 - as above

    def shown(text: str, style: str = "") -> Text:
        return Text(legible(text, stream.encoding), style)

    head = Text.assemble(shown(found.id, "bold"), "  ", shown(found.kind, "dim"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for each in found.fields:
        grid.add_row(shown(each.name), shown(each.shown))
    for name, kind, note in found.aliases:
        grid.add_row(Text("also"), shown(f"{name} ({kind}{': ' + note if note else ''})"))
    places = "place" if found.witnesses == 1 else "places"
    wordings = "wording" if found.wordings == 1 else "wordings"
    counts = f"{found.lines}  ({found.witnesses} {places}, {found.wordings} {wordings})"
    if found.kind != SOURCE:
        grid.add_row(
            Text("lines"), shown(counts if found.witnesses else "none: no source in this database mentions it")
        )
    put(stream, head, shown(found.sentence), "", grid)


def heading(text: str, stream: TextIO) -> None:
    """Print the heading of a section of a sheet, followed by a blank line."""
    from rich.text import Text  # noqa: PLC0415 - as above

    put(stream, Text(text, "bold"), "")


_CELLS = {"cited": "█", "repeats": "▒", "nothing": "○", "proposed": "?", "blank": "·", "open": "!"}
_ASCII_CELLS = {"cited": "#", "repeats": "+", "nothing": "o", "proposed": "?", "blank": ".", "open": "!"}
_MAP_WIDTH = 50


def coverage(found: Sequence[Coverage], stream: TextIO) -> None:
    """Print a map of each source, one character per line, with a legend and the number of lines of each kind."""
    from rich.text import Text  # noqa: PLC0415 - as above

    has_blocks = all(legible(cell, stream.encoding) == cell for cell in _CELLS.values())
    cell_of = _CELLS if has_blocks else _ASCII_CELLS
    for at, each in enumerate(found):
        if len(found) > 1:
            put(stream, *([""] * bool(at)), Text(each.source, "bold"))
        _map(each, cell_of, stream)


def _map(found: Coverage, cell_of: Mapping[str, str], stream: TextIO) -> None:
    """Print the map of a source, with characters by verdict."""
    from rich.text import Text  # noqa: PLC0415 - as above

    drawing = Text()
    for start in range(0, len(found.verdicts), _MAP_WIDTH):
        row = found.verdicts[start : start + _MAP_WIDTH]
        drawing.append(f"{start + 1:>5}  ", style="dim")
        for verdict in row:
            drawing.append(cell_of[verdict], style="bold red" if verdict == "open" else "")
        drawing.append("\n")
    counts = {verdict: found.verdicts.count(verdict) for verdict in cell_of}
    blank = counts.pop("blank")
    total = len(found.verdicts) - blank
    settled = total - counts["open"]
    proposed = f" ({counts['proposed']} by a proposed verdict)" if counts["proposed"] else ""
    if not proposed:
        del counts["proposed"]
    words = {
        "cited": "cited",
        "repeats": "cited, repeating an earlier line",
        "nothing": "states nothing",
        "proposed": "proposed to state nothing",
        "open": "open",
    }
    drawing.append("".join(f"{cell_of[verdict]} {count} {words[verdict]}   " for verdict, count in counts.items()))
    drawing.append(f"{cell_of['blank']} {blank} blank\n{settled} of {total} nonblank lines are accounted for{proposed}")
    put(stream, drawing)


def citations(found: Citations, stream: TextIO) -> None:
    """Print the citations of a record, with their text if it is attached; relevant words are highlighted."""
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True, justify="right")
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for place in found.places:
        words = Text()
        for _, line in place.lines:
            if line is not None:
                part = Text(legible(line, stream.encoding))
                for start, end in spans(part.plain, found.words):
                    part.stylize("bold underline", start, end)
                words = words + part + Text(" ")
        role = place.section if place.role == "states" else f"{place.section} ({place.role})"
        if place.pages:
            role = f"page{'s' * ('-' in place.pages)} {place.pages} {role}".strip()
        grid.add_row(Text(legible(place.locator, stream.encoding)), Text(legible(role, stream.encoding)), words)
    put(stream, Text(legible(found.id, stream.encoding), style="bold"), grid)
