"""Promise 6, once more: seed files that Hypothesis makes up are refused in order, or make a database that answers."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from bench import SMALL, Trial, main
from damage import is_told, refusal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import azmil
from azmil import reports
from azmil.model import CHILDREN, KINDS
from azmil.model.spine import Record
from azmil.model.things import Party
from azmil.seeds import Origin
from azmil.seeds.fields import fields_of
from azmil.workbench.load import load

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ["tugs", "ruritania", "ruritania-tugs", "report", "warship", "state", "held", "1, 4", "3", "2008", "over 600"]
WORDS += [
    "yes",
    "no",
    "0",
    "-7",
    "about 5",
    "1992-22",
    "2008/..",
    "../2008",
    "9999",
    "between 1 and 2",
    "report:3",
    "~",
]
TEXTS = st.one_of(
    st.sampled_from(WORDS), st.text(max_size=30), st.text(alphabet="az-09:,/. \n\x1b\u202eə[", max_size=12)
)


def _items(table: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return items for a table: mostly its own fields, filled from words that fit somewhere, and lists of children."""
    names = [*fields_of(KINDS[table]), *fields_of(Record), *fields_of(Party), "cite", "context"]
    children = st.dictionaries(
        st.sampled_from(list(CHILDREN)), st.lists(st.one_of(TEXTS, _child()), max_size=3), max_size=1
    )
    fields = st.dictionaries(st.one_of(st.sampled_from(names), TEXTS), TEXTS, max_size=8)
    whole = st.fixed_dictionaries(
        {"id": st.sampled_from(["a", "b", "tugs", "ə"]), "cite": st.sampled_from(["1, 4", "3"])}
    )
    return st.tuples(whole, fields, children).map(lambda parts: {**parts[1], **parts[2], **parts[0]})


def _child() -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(
        st.sampled_from(["name", "kind", "claim", "party", "role", "says", "note"]), TEXTS, max_size=3
    )


FILES = st.sampled_from(sorted(KINDS)).flatmap(
    lambda table: st.tuples(
        st.just(table), st.one_of(st.lists(_items(table), min_size=1, max_size=3).map(json.dumps), st.text(max_size=80))
    )
)


def _ask(database: Path) -> None:
    """Put every kind of question to a database; what cannot be answered raises."""
    with azmil.open(database) as base:
        for name in reports.names():
            base.query(name)
        for row in base.sql("SELECT id FROM records", max_rows=None):
            base.show(row["id"])
            base.cite(row["id"])
        base.search("a", 3)
        base.lines(source="report")


def invent_seeds(folder: Path, *, is_long: bool) -> Trial:
    """Add a made-up file to a small sound folder: told at places of that file, or loaded, and every report answers."""
    trial = Trial("6. made-up seeds: told in order, or loaded, and every question answered")
    seeds = folder / "seeds"
    shutil.copytree(SMALL, seeds)

    @settings(
        max_examples=3_000 if is_long else 60,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(FILES)
    def add(file: tuple[str, str]) -> None:
        table, text = file
        path = seeds / table / "made-up.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode(errors="surrogatepass"))
        problems = refusal(seeds)
        trial.hold(not problems or is_told(problems), f"{table}: {text[:300]}: {problems[-300:]}")
        if not problems:
            load(folder / "asked.db", Origin((seeds,), is_alone=True))
            _ask(folder / "asked.db")
        path.unlink()

    add()
    return trial


if __name__ == "__main__":
    main(invent_seeds)
