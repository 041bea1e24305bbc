"""Output formats: a registry, and one module per format.

To add a format, write a module with a ``FORMAT`` and add its name to ``NAMES``, or to ``PICTURES``. Then run
``python tests/test_golden_formats.py`` to record its output, and review that before committing it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault, suggestion_or_choices

if TYPE_CHECKING:
    from azmil.formats.base import Format, Shape

__all__ = ["NAMES", "PICTURES", "accepting", "find"]

NAMES = ("table", "vertical", "json", "jsonl", "csv", "tsv", "md", "html", "xlsx")
PICTURES = ("svg", "dot")  # which show trees only
NO_FORMAT = Fault(
    "a result is requested in a format that does not exist, or that cannot show it",
    "no such format '{form}'",
    "{instead}",
    Exit.USAGE,
)


def find(name: str, shape: Shape = "rows") -> Format:
    """Return a format by name; raise AzmilError if it does not exist or cannot show the shape."""
    if name in (*NAMES, *PICTURES):
        form: Format = import_module(f"azmil.formats.{name}").FORMAT
        if shape in form.shapes:
            return form
    raise NO_FORMAT(form=name, instead=suggestion_or_choices(name, accepting(shape)))


def accepting(shape: Shape) -> list[str]:
    """Return the names of the formats that can show a shape, in the order of the registry."""
    if shape == "rows":
        return list(NAMES)
    return [name for name in (*NAMES, *PICTURES) if shape in import_module(f"azmil.formats.{name}").FORMAT.shapes]
