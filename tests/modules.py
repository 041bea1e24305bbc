"""The modules of azmil, without the data folder that the wheel puts into the package."""

from __future__ import annotations

from azmil.paths import PACKAGE

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "data")
