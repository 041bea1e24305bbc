"""APP-6 symbols in one colour, drawn by the library milsymbol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import Fault, Hints

if TYPE_CHECKING:
    from azmil.values.trees import Symbol

NO_MILSYMBOL = Fault(
    "a picture with symbols of units is requested, and the library for them is not installed",
    "cannot draw symbols of units: milsymbol is not installed",
    Hints.INSTALL_EXTRA,
)
NO_SYMBOL = Fault(
    "a picture needs a symbol whose code is not in APP-6",
    "no such APP-6 symbol '{code}'",
    "correct the code in the vocabulary 'symbols'",
)
# The frame in the units of a fragment.
CENTRE, WIDTH, HEIGHT = 100, 150, 100
_COLOUR = re.compile(r' (fill|stroke)="([^"]*)"')
_INK = ("black", "rgb(0,0,0)", "rgb(0, 0, 0)")


def fragment(symbol: Symbol) -> str:
    """Return the elements of a symbol without its colour: lines in the colour of the text, areas empty.

    Its frame is that of a friendly unit, which in one colour is the usual one for any unit. Raises AzmilError if the
    library is missing or does not know the code.
    """
    try:
        from milsymbol import (  # type: ignore[import-not-found, import-untyped, unused-ignore] # noqa: PLC0415 - extra
            Symbol as Drawn,
        )
    except ImportError:
        raise NO_MILSYMBOL(extra="symbols") from None
    code = f"1003{symbol.set}00{symbol.echelon}{symbol.icon}"
    drawn = Drawn(code) if code.isascii() and code.isdigit() else None
    if drawn is None or not drawn.is_valid():
        raise NO_SYMBOL(code=code)
    whole = drawn.as_svg()
    body = whole[whole.index(">") + 1 : whole.rindex("</svg>")]
    body = _COLOUR.sub(lambda match: f' {match[1]}="{"currentColor" if match[2] in _INK else "none"}"', body)
    body = re.sub(r' (font-family|fill-opacity)="[^"]*"', "", body)
    body = re.sub(r'(id="|url\(#)', rf"\1{key(symbol)}-", body)
    return str(body).replace(" >", ">").replace("></path>", "/>").replace("></circle>", "/>")


def key(symbol: Symbol) -> str:
    """Return the id of a symbol in a picture."""
    return f"app6-{symbol.set}-{symbol.echelon}-{symbol.icon}"


def is_available() -> bool:
    """Return whether the library is installed."""
    try:
        import milsymbol  # type: ignore[import-not-found, import-untyped, unused-ignore] # noqa: F401, PLC0415 - extra
    except ImportError:
        return False
    return True
