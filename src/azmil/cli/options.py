"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, BadParameter, Option

from azmil import formats
from azmil.formats.base import Shape

LONGEST = 86_400  # seconds that a statement may take


def format_option(shape: Shape) -> Any:
    """Return the option that takes a format for a shape."""

    def check(value: str | None) -> str | None:
        if value is not None:
            formats.find(value, shape)
        return value

    known = ", ".join(formats.accepting(shape))
    return Option("--format", metavar="FORMAT", callback=check, help=f"How to print: {known}.")


Format = Annotated[str | None, format_option("rows")]
File = Annotated[
    Path | None, Option("--output", metavar="FILE", help="Write into a file; its ending chooses the format.")
]
Source = Annotated[str | None, Option("--source", metavar="ID", help="Which source, where there are several.")]


def _finite(value: float) -> float:
    if not value <= LONGEST:  # what is no number is not either
        raise BadParameter(f"{value} is not in the range 0.1<=x<={LONGEST}")
    return value


Timeout = Annotated[
    float,
    Option("--timeout", metavar="SECONDS", callback=_finite, help="How long each statement may take.", min=0.1),
]
Wide = Annotated[bool, Option("--wide", help="Show the lesser columns of the table too.")]
Folders = Annotated[
    list[Path] | None, Argument(metavar="[FOLDER]...", help="Folders of your own seeds, read after azmil's.")
]
Alone = Annotated[bool, Option("--alone", help="Leave azmil's own records out; its vocabularies stay.")]
Sql = Annotated[bool, Option("--sql", help="Print the SQL statement, which runs as it is, and not its answer.")]
