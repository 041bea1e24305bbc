"""The promises of docs/reliability.md, each tested in the short form."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import pytest

import servers

if TYPE_CHECKING:
    from pathlib import Path

TRIALS = [
    ("kills", "kill_loads"),
    ("kills", "interrupt_loads"),
    ("interrupts", "interrupt_commands"),
    ("disk", "limit_files"),
    ("disk", "fill_disks"),
    ("disk", "fail_calls"),
    ("disk", "fail_writes"),
    ("readers", "read_during_loads"),
    ("readers", "use_for_the_first_time"),
    ("readers", "load_twice"),
    ("statements", "run_hostile_statements"),
    ("statements", "use_hostile_words"),
    ("statements", "run_ordinary_statements"),
    ("bombs", "run_bombs"),
    ("bombs", "interrupt"),
    ("damage", "reject"),
    ("damage", "accept"),
    ("damage", "change_nothing"),
    ("damage", "damage_copies"),
    ("inventions", "load_generated_seeds"),
    ("not_databases", "open_invalid_files"),
    ("not_databases", "load_over_other_files"),
    ("not_databases", "flip_bits"),
    ("revisions", "migrate_and_back"),
    ("revisions", "refuse_rows"),
    ("steering", "print_on_terminal"),
    ("steering", "print_to_pipe"),
    ("exact", "read_back"),
    ("exact", "read_back_odd_values"),
    ("exact", "write_inside_target"),
    ("surroundings", "run_in_environments"),
    ("surroundings", "run_read_only"),
    ("additions", "keep_additions"),
]
ON_SERVERS = ("run_hostile_statements", "run_bombs", "load_twice", "kill_loads", "interrupt_loads", "kill_servers")


@pytest.mark.skipif(sys.platform != "linux", reason="uses limits, signals and devices of Linux")
@pytest.mark.parametrize(("script", "name"), TRIALS, ids=[f"{script}-{name}" for script, name in TRIALS])
def test_a_promise_is_kept(script: str, name: str, tmp_path: Path) -> None:
    trial = getattr(importlib.import_module(script), name)(tmp_path, is_long=False)
    assert trial.tried or "skipped" in trial.promise
    assert not trial.failures, str(trial)


@pytest.mark.skipif(not servers.is_available(), reason="no psycopg, or no PostgreSQL")
@pytest.mark.parametrize("name", ON_SERVERS)
def test_a_promise_is_kept_on_postgresql(name: str, tmp_path: Path) -> None:
    trial = getattr(importlib.import_module("teams"), name)(tmp_path, is_long=False)
    assert trial.tried or "skipped" in trial.promise
    assert not trial.failures, str(trial)
