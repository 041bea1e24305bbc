"""Promise 6 for generated seeds: files of Hypothesis are reported as invalid, or loaded and queried."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from damage import are_problems, find_problems
from harness import SMALL, Trial, main
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
    """Return items for a table: mostly its fields, with values that are valid somewhere, and lists of children."""
    names = [*fields_of(KINDS[table]), *fields_of(Record), *fields_of(Party), "cite", "context"]
    children = st.dictionaries(
        st.sampled_from(list(CHILDREN)), st.lists(st.one_of(TEXTS, _child()), max_size=3), max_size=1
    )
    fields = st.dictionaries(st.one_of(st.sampled_from(names), TEXTS), TEXTS, max_size=8)
    required = st.fixed_dictionaries(
        {"id": st.sampled_from(["a", "b", "tugs", "ə"]), "cite": st.sampled_from(["1, 4", "3"])}
    )
    return st.tuples(required, fields, children).map(lambda parts: {**parts[1], **parts[2], **parts[0]})


def _child() -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(
        st.sampled_from(["name", "kind", "claim", "party", "role", "says", "note"]), TEXTS, max_size=3
    )


FILES = st.sampled_from(sorted(KINDS)).flatmap(
    lambda table: st.tuples(
        st.just(table), st.one_of(st.lists(_items(table), min_size=1, max_size=3).map(json.dumps), st.text(max_size=80))
    )
)


def _query_everything(database: Path) -> None:
    """Run every kind of query on a database; raise an error if one fails."""
    with azmil.open(database) as base:
        for name in reports.names():
            base.query(name)
        for row in base.sql("SELECT id FROM records", max_rows=None):
            base.show(row["id"])
            base.cite(row["id"])
        base.search("a", 3)
        base.lines(source="report")


def load_generated_seeds(folder: Path, *, is_long: bool) -> Trial:
    """Add a generated file to a small folder of seeds: its problems are reported, or it is loaded and queried."""
    trial = Trial("6. generated seeds: problems reported, or loaded and queried")
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
        path = seeds / table / "generated.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode(errors="surrogatepass"))
        problems = find_problems(seeds)
        trial.check(not problems or are_problems(problems), f"{table}: {text[:300]}: {problems[-300:]}")
        if not problems:
            load(folder / "azmil.db", Origin((seeds,), is_alone=True))
            _query_everything(folder / "azmil.db")
        path.unlink()

    add()
    return trial


if __name__ == "__main__":
    main(load_generated_seeds)
