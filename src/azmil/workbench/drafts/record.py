"""Records as typed, before their values are given to fields."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections import abc
    from collections.abc import Sequence

    from azmil.model import Kind
    from azmil.seeds.node import Mapping, Scalar


class Typed(NamedTuple):
    """A record as typed: its kind, its fields, and values without the names of fields."""

    cls: type[Kind]
    item: Mapping
    values: Sequence[Scalar] = ()
    details: abc.Mapping[tuple[int, int], str] = MappingProxyType({})  # of values, by line and column
