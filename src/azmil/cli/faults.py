"""The catalogue of every error, for documents and tests."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import azmil
from azmil.errors import Fault


def catalogue() -> dict[str, Fault]:
    """Return every fault there is by ``module.NAME``, the module being the one that defines it."""
    found: dict[str, Fault] = {}
    for info in walk_packages(azmil.__path__, "azmil."):
        if info.name == "azmil.__main__":
            continue
        module = import_module(info.name)
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        for name in re.findall(r"^([A-Z_0-9]+) = Fault\(", text, re.MULTILINE):
            found[f"{info.name.removeprefix('azmil.')}.{name}"] = getattr(module, name)
    return dict(sorted(found.items()))
