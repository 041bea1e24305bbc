"""A relational knowledge base of the Azerbaijani armed forces, with tools to build others.

``azmil.open()`` returns a knowledge base to query; see ``docs/python.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from azmil.api.base import Base, open
    from azmil.api.rows import Rows
    from azmil.errors import AzmilError as Error
    from azmil.version import __version__

__all__ = ["Base", "Error", "Rows", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """Import a public name on first use, so that the command line starts fast."""
    if name == "__version__":
        from azmil.version import __version__  # noqa: PLC0415

        return __version__
    if name == "Error":
        from azmil.errors import AzmilError  # noqa: PLC0415

        return AzmilError
    if name in __all__:
        from azmil.api import base  # noqa: PLC0415

        return getattr(base, name)
    raise AttributeError(f"module 'azmil' has no attribute '{name}'")
