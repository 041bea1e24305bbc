"""The modules of azmil, without the built-in data, which an installed azmil keeps in its package."""

from __future__ import annotations

from azmil.paths import PACKAGE

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "data")
