"""Records and coverage on a terminal: a sheet, the places a record rests on, the picture of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.formats.terminal.screen import clean, put
from azmil.values.names import spans

if TYPE_CHECKING:
    from typing import TextIO

    from azmil.values.sheets import Citations, Coverage, Sheet


def sheet(found: Sheet, stream: TextIO) -> None:
    """Print a record: its sentence, fields and names, and its lines."""
    from rich.table import Table  # noqa: PLC0415 - other formats do without it
    from rich.text import Text  # noqa: PLC0415

    head = Text.assemble((clean(found.id), "bold"), ("  " + clean(found.kind), "dim"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in found.fields:
        grid.add_row(Text(clean(name)), Text(clean(value)))
    for name, kind, note in found.aliases:
        grid.add_row(Text("also"), Text(clean(f"{name} ({kind}{': ' + note if note else ''})")))
    places = "place" if found.witnesses == 1 else "places"
    wordings = "wording" if found.wordings == 1 else "wordings"
    counts = f"{clean(found.lines)}  ({found.witnesses} {places}, {found.wordings} {wordings})"
    grid.add_row(Text("lines"), Text(counts if found.witnesses else "none: no source of this base names it"))
    put(stream, head, Text(clean(found.sentence)), "", grid)


_CELLS = {"cited": "█", "repeats": "▒", "nothing": "○", "blank": "·", "open": "!"}
_PICTURE_WIDTH = 50


def coverage(found: Coverage, stream: TextIO) -> None:
    """Print a picture of a source, one cell a line, with what each cell means and how many there are."""
    from rich.text import Text  # noqa: PLC0415 - as above

    picture = Text()
    for start in range(0, len(found.verdicts), _PICTURE_WIDTH):
        row = found.verdicts[start : start + _PICTURE_WIDTH]
        picture.append(f"{start + 1:>5}  ", style="dim")
        for verdict in row:
            picture.append(_CELLS.get(verdict, "?"), style="bold red" if verdict == "open" else "")
        picture.append("\n")
    counts = {verdict: found.verdicts.count(verdict) for verdict in _CELLS}
    blank = counts.pop("blank")
    total = len(found.verdicts) - blank
    settled = total - counts["open"]
    words = {
        "cited": "cited",
        "repeats": "cited, repeating an earlier line",
        "nothing": "states nothing",
        "open": "open",
    }
    picture.append("".join(f"{_CELLS[verdict]} {count} {words[verdict]}   " for verdict, count in counts.items()))
    picture.append(f"{_CELLS['blank']} {blank} blank\n{settled} of {total} lines that are not blank are accounted for")
    put(stream, picture)


def citations(found: Citations, stream: TextIO) -> None:
    """Print the places a record rests on, and their text where it is attached, with the words that matter marked."""
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True, justify="right")
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for place in found.places:
        words = Text()
        for _, line in place.lines:
            if line is not None:
                part = Text(clean(line))
                for start, end in spans(part.plain, found.words):
                    part.stylize("bold underline", start, end)
                words = words + part + Text(" ")
        role = place.section if place.role == "states" else f"{place.section} ({place.role})"
        grid.add_row(Text(clean(place.locator)), Text(clean(role)), words)
    put(stream, Text(clean(found.id), style="bold"), grid)
