"""Comparison of the answers of SQLite and PostgreSQL: how many questions of each kind are equal.

Run it with the folder ``tests`` in PYTHONPATH: ``PYTHONPATH=tests python tests/benchmarks/compare_backends.py [STEP]``.
With STEP, only every so many questions of each kind are asked. ``AZMIL_TEST_LOCALE=az-AZ`` uses an ICU locale.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import azmil
import servers
from azmil.paths import Server
from azmil.workbench.load import load
from comparison import compare


def main() -> None:
    """Load both databases, compare their answers, and print the table; exit with 1 if one differs."""
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with tempfile.TemporaryDirectory() as folder, servers.server() as server:
        file, url = Path(folder, "azmil.db"), server.create("compared")
        load(file)
        load(Server(url))
        ((version, locale),) = server.run(
            "SELECT current_setting('server_version'), datcollate || ' ' || coalesce(to_jsonb(d) ->> 'daticulocale', "
            "to_jsonb(d) ->> 'datlocale', '') FROM pg_database AS d WHERE datname = 'compared'"
        )
        start = time.monotonic()
        with azmil.open(file) as first, azmil.open(url) as second:
            table = compare(first, second, step=step)
        print(f"PostgreSQL {version}, locale {locale}, every {step} of each kind, {time.monotonic() - start:.0f} s")
    print(table)
    print("\n".join(table.different[:20]))
    sys.exit(bool(table.different))


if __name__ == "__main__":
    main()
