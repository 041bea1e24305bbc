"""The catalogue of every error, for documents and tests."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import azmil
from azmil.errors import Fault


def catalogue() -> dict[str, Fault]:
    """Return every fault there is by ``module.NAME``, that of the module which stands highest of those that know it."""
    names = [module.name for module in walk_packages(azmil.__path__, "azmil.") if module.name != "azmil.__main__"]
    found: dict[Fault, str] = {}
    for module in sorted(names, key=lambda name: (name.count("."), name)):
        for name, value in vars(import_module(module)).items():
            if isinstance(value, Fault):
                found.setdefault(value, f"{module.removeprefix('azmil.')}.{name}")
    return {name: fault for fault, name in sorted(found.items(), key=lambda item: item[1])}
