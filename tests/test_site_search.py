"""The search of the pages finds what the command line finds, in the same order."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from importlib import resources
from typing import TYPE_CHECKING

import pytest

import azmil as azmil_package
from azmil.api.contents import contents
from azmil.publish.index import index

if TYPE_CHECKING:
    from pathlib import Path

    from azmil import Base

WORDS = (
    "garabagh", "eliyev", "nakhchivan airport", "mig29", "MiG-29", "osa ii", "Azerbaijani navy", "nakh*",
    '"patrol boats"', "stenkaa", "unmanned aircraft", "nato", "turkish officer", "training", "peacekeeping iraq",
    "baku", "Bakı", "Əliyev", "sa-2", "s75", "defence minister", "organisation", "adviser", "advisor", "advisers",
    "boats boat", "Last, First", "warshop", "Баку", "zzzz", "a", "5,000", "+", "navy -boats", "2006",
)  # fmt: skip
SCRIPT = """
const queries = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(queries.map((text) => {
  const found = azmilSearch.search(text);
  return [found.results.map((each) => each.id), found.instead ?? null];
})));
"""


def queries(base: Base) -> list[str]:
    """Return words, names and pieces of sentences to search for, always the same."""
    choose = random.Random(4)
    names = [row["name"] for row in base.sql("SELECT DISTINCT name FROM names ORDER BY name", max_rows=None)]
    sentences = [row["sentence"] for row in base.sql("SELECT sentence FROM records ORDER BY id", max_rows=None)]
    found = [*WORDS, *choose.sample(names, 120)]
    for sentence in choose.sample(sentences, 80):
        words = [word.strip(".,;()") for word in sentence.split()]
        if len(words) > 4:
            at = choose.randrange(len(words) - 2)
            found += [" ".join(words[at : at + 2]), choose.choice(words)]
    return [text for text in found if text.strip() and text.count('"') % 2 == 0]


def expected(base: Base, text: str) -> list[object]:
    """Return the ids that azmil finds, and the words that it searched for instead."""
    try:
        found = base.search(text, limit=5000)
    except azmil_package.Error:
        return [[], None]
    return [[row["id"] for row in found], found.instead]


def test_the_search_of_the_pages_finds_what_azmil_search_finds(base: Base, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        assert "AZMIL_ALL_BROWSERS" not in os.environ
        pytest.skip("Node.js is not installed")
    search = resources.files("azmil.publish").joinpath("templates", "search.js").read_text(encoding="utf-8")
    (tmp_path / "run.js").write_text(index(contents(base)) + search + SCRIPT, encoding="utf-8")
    asked = queries(base)
    ended = subprocess.run(
        [node, str(tmp_path / "run.js")],
        input=json.dumps(asked), capture_output=True, encoding="utf-8", check=True, timeout=60,
    )  # fmt: skip
    found = dict(zip(asked, json.loads(ended.stdout), strict=True))
    assert {text: both for text in asked if (both := (found[text], expected(base, text)))[0] != both[1]} == {}
    assert len(asked) > 280
