"""The promises of docs/reliability.md, each tested in the short form."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TRIALS = [
    ("kills", "killed"),
    ("kills", "stopped"),
    ("disk", "limit_files"),
    ("disk", "fill_disks"),
    ("disk", "fail_calls"),
    ("disk", "fail_writes"),
    ("readers", "read_through_loads"),
    ("readers", "use_first"),
    ("readers", "load_twice"),
    ("statements", "say_hostile_things"),
    ("statements", "say_hostile_words"),
    ("statements", "ask_ordinary_things"),
    ("bombs", "explode"),
    ("bombs", "stop"),
    ("damage", "refuse"),
    ("damage", "accept"),
    ("damage", "change_nothing"),
    ("damage", "damage_copies"),
    ("inventions", "invent_seeds"),
    ("not_databases", "open_no_database"),
    ("not_databases", "replace_no_database"),
    ("not_databases", "flip_bits"),
    ("revisions", "migrate_and_back"),
    ("revisions", "refuse_rows"),
    ("steering", "print_evil"),
    ("steering", "print_equal"),
    ("exact", "read_back"),
    ("exact", "read_back_odd_values"),
    ("exact", "write_nowhere_else"),
    ("surroundings", "start_anywhere"),
    ("surroundings", "start_where_nothing_can_be_written"),
    ("additions", "keep_additions"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="uses limits, signals and devices of Linux")
@pytest.mark.parametrize(("script", "name"), TRIALS, ids=[f"{script}-{name}" for script, name in TRIALS])
def test_a_promise_is_kept(script: str, name: str, tmp_path: Path) -> None:
    trial = getattr(importlib.import_module(script), name)(tmp_path, is_long=False)
    assert trial.tried or "left out" in trial.promise
    assert not trial.broken, str(trial)
