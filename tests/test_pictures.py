"""Pictures of trees: what they show, in what words, with which symbols, and what does not fit or is missing."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

import azmil as azmil_package
from azmil import formats
from azmil.formats import svg, symbols
from azmil.formats.dot import FORMAT as DOT
from azmil.formats.layout import COLUMN, GUTTER, MARGIN, balanced, folded, layout, nodes, width_of
from azmil.values.hedges import unsaid
from azmil.values.trees import Claim, Node, Step, Symbol, Tree, Undated
from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil import Base
    from azmil.errors import Fault
    from conftest import Result

    Run = Callable[..., Result]

SVG = "{http://www.w3.org/2000/svg}"
FOURTH_ARMY = """\
digraph azmil {
  rankdir=LR;
  node [shape=box];
  "4th-army" [label="Soviet 4th Army\\n4 divisions; in tension with another passage [75, 212]"];
  "23rd-division" [label="23rd Motorized Rifle Division"];
  "366th-regiment" [label="366th Motorized Rifle Regiment"];
  "60th-division" [label="60th Motorized Rifle Division"];
  "75th-division" [label="75th Motorized Rifle Division"];
  "296th-division" [label="296th Motorized Rifle Division"];
  "4th-army-prescribed-units" [label="prescribed army units of the 4th Army"];
  "4th-army-air-defense-brigades" [label="air defense brigades of the 4th Army"];
  "4th-army-missile-brigades" [label="missile brigades of the 4th Army"];
  "4th-army-artillery-regiments" [label="artillery regiments of the 4th Army"];
  "4th-army-rocket-regiments" [label="rocket regiments of the 4th Army"];
  "soviet-union" [label="Soviet Union"];
  "soviet-union" -> "4th-army" [label="[212]"];
  "4th-army" -> "23rd-division" [label="[75, 212]"];
  "23rd-division" -> "366th-regiment" [label="as of 1992 [77, 214]"];
  "4th-army" -> "60th-division" [label="[75, 212]"];
  "4th-army" -> "75th-division" [label="[75, 212]"];
  "4th-army" -> "296th-division" [label="in tension with another passage [75, 212]"];
  "4th-army" -> "4th-army-prescribed-units" [label="[75, 212]"];
  "4th-army-prescribed-units" -> "4th-army-air-defense-brigades" [label="[75, 212]"];
  "4th-army-prescribed-units" -> "4th-army-missile-brigades" [label="[75, 212]"];
  "4th-army-prescribed-units" -> "4th-army-artillery-regiments" [label="[75, 212]"];
  "4th-army-prescribed-units" -> "4th-army-rocket-regiments" [label="[75, 212]"];
}
"""
SMALL = """\
<svg xmlns="http://www.w3.org/2000/svg" width="352" height="104.1" viewBox="0 0 352 104.1" role="img" color="#111" \
fill="currentColor" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif" font-size="11">
<title>boats and its parts</title>
<rect width="100%" height="100%" fill="#fff"/>
<path d="M20,71.7L37,71.7M20,27.5L20,71.7" fill="none" stroke="currentColor" stroke-opacity=".5"/>
<path d="M17,21.5h6v6h-6zM37,68.7h6v6h-6z"/>
<text x="32" y="29" font-size="13" font-weight="600">boats</text>
<text x="32" y="43.9">[1]</text>
<text x="52" y="76.2" font-size="13" font-weight="600">tugs</text>
</svg>
"""


def claim(said: str = "part of", **values: Any) -> Claim:
    """Return a claim that is asserted, undated and cites line 1, but for some values."""
    plain = Claim(
        "c", said, None, observed=False, holds=None, hedge=None, modality="asserted", flags=frozenset(), lines="1"
    )
    return plain._replace(**values)


def node(id_: str, *parts: Node, name: str | None = None, **values: Any) -> Node:
    """Return a node of a body with parts."""
    return Node(id_, name or id_, "unit", claim(id_), parts=list(parts), **values)


def texts(picture: str) -> list[str]:
    """Return the texts of a picture in the order of the file."""
    return [text.text or "" for text in ET.fromstring(picture).iter(f"{SVG}text")]


def graph(tree: Tree) -> str:
    """Return a tree in DOT."""
    from io import StringIO

    stream = StringIO()
    assert DOT.write_tree is not None
    DOT.write_tree(tree, stream)
    return stream.getvalue()


# What they show


def test_a_picture_of_an_army_has_the_symbols_and_sizes_that_the_source_gives(azmil: Run) -> None:
    """Lines 75, 77, 212 and 214: an army, motorized rifle divisions and regiments, brigades; not one for rockets."""
    ended = azmil("tree", "4th-army", "--format", "svg")
    assert (ended.code, ended.err) == (0, "")
    shown = [use.attrib["href"] for use in ET.fromstring(ended.out).iter(f"{SVG}use")]
    assert shown == [
        "#app6-10-23-0000000000",  # the army
        "#app6-10-21-1211040000",  # the 23rd division
        "#app6-10-17-1211040000",  # the 366th regiment
        "#app6-10-21-1211040000",
        "#app6-10-21-1211040000",
        "#app6-10-21-1211040000",
        "#app6-10-00-0000000000",  # the prescribed units, of no stated size or arm
        "#app6-10-18-1301000000",  # air defense brigades
        "#app6-10-18-1307000000",  # missile brigades
        "#app6-10-17-1303000000",  # artillery regiments
        "#app6-10-17-0000000000",  # rocket regiments
    ]


def test_hedges_and_dates_are_words_next_to_what_they_qualify(azmil: Run) -> None:
    """The 296th division is in tension with line 74; the regiment was with the 23rd in 1992 (line 77)."""
    words = texts(azmil("tree", "4th-army", "--format", "svg").out)
    assert words.count("in tension with another passage [75, 212]") == 1
    assert words.count("4 divisions; in tension with another passage [75, 212]") == 1
    assert "as of 1992 [77, 214]" in words
    assert "in Soviet Union [212]" in words
    assert "Symbols as in APP-6, in one colour. Their frames say nothing about friend or foe." in words
    assert not any(mark in "".join(words) for mark in "†≈‡»")


def test_every_hedge_of_a_tree_is_in_its_picture_and_its_graph(base: Base, azmil: Run) -> None:
    """Words that say the hedge themselves, such as "in talks", are not followed by it again."""
    claims = [each for found in nodes(base.drawn("aircraft").roots) for each in found.claims]
    hedges = {unsaid(each.hedge, each.said) for each in claims} - {""}
    assert len(hedges) >= 5
    picture = " ".join(texts(azmil("tree", "aircraft", "--format", "svg").out))
    dot = azmil("tree", "aircraft", "--format", "dot").out
    for hedge in hedges:
        assert hedge in picture
        assert hedge in dot


def test_a_small_tree_is_exactly_this_picture() -> None:
    """Without symbols it needs no library."""
    tree = Tree([node("boats", node("tugs", links=[claim(lines=None)]))])
    assert svg.picture(tree) == SMALL
    assert svg.picture(tree) == SMALL


def test_the_same_tree_is_the_same_picture(azmil: Run) -> None:
    assert azmil("tree", "--format", "svg").out == azmil("tree", "--format", "svg").out


def test_a_picture_has_one_colour_and_refers_to_nothing_outside(azmil: Run) -> None:
    text = azmil("tree", "azerbaijan", "--format", "svg").out
    colours = set(re.findall(r'(?:fill|stroke|color)="([^"]*)"', text))
    assert colours == {"none", "currentColor", "#111", "#fff"}
    assert re.findall(r'\b(?:href|src)="([^#][^"]*)"', text) == []
    assert text.count("http") == 1  # the namespace
    root = ET.fromstring(text)
    assert root.attrib["role"] == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "Azerbaijan and its parts"
    defined = [each.attrib["id"] for each in root.iter(f"{SVG}g") if "id" in each.attrib]
    used = {use.attrib["href"].removeprefix("#") for use in root.iter(f"{SVG}use")}
    assert sorted(used) == sorted(defined)


def test_a_body_that_occurs_again_refers_to_the_first_place() -> None:
    tree = Tree([node("a", node("b", links=[claim()]), node("b", links=[claim()], is_repeated=True))])
    assert texts(svg.picture(tree))[-1] == "see above"
    assert graph(tree).count('"b" [label="b"];') == 1
    assert graph(tree).count('"a" -> "b"') == 2


def test_a_relation_is_worded_with_its_hedge_date_and_lines() -> None:
    link = claim("incorporated in", date="2005", hedge="planned; doubtful", holds="possible")
    tree = Tree([node("a", node("b", links=[link]))])
    assert " ".join(texts(svg.picture(tree))).endswith(" incorporated in; 2005; possible; planned; doubtful [1]")
    assert '"a" -> "b" [label="incorporated in; 2005; possible; planned; doubtful [1]"];' in graph(tree)


def test_what_a_date_omits_is_stated_in_the_picture_and_the_graph(azmil: Run) -> None:
    tree = Tree([node("a")], undated=[Undated(2, "relations"), Undated(1, "figures")], as_of="1992-22")
    said = ["Relations and figures that may apply as of summer 1992.", "Omitted, since undated: 2 relations, 1 figure."]
    assert "".join(texts(svg.picture(tree))[2:]).replace(" ", "") == "".join(said).replace(" ", "")
    assert f'  label="{said[0]}\\n{said[1]}";\n' in graph(tree)
    ended = azmil("tree", "4th-army", "--as-of", "1992", "--format", "svg")
    assert "as of 1992." in ended.out
    assert "Omitted, since undated: " in ended.out
    assert "undated" in ended.err


def test_a_path_above_a_root_is_in_the_graph_once() -> None:
    path = [Step("x", "X", [claim()]), Step("y", "Y", [claim("subordinate to")])]
    text = graph(Tree([node("a")], above=[path, path[1:]]))
    assert text.count('"y" [label="Y"];') == 1
    assert '"x" -> "y" [label="[1]"];' in text
    assert '"y" -> "a" [label="subordinate to [1]"];' in text
    assert texts(svg.picture(Tree([node("a")], above=[path])))[0] == "in X [1] > Y, subordinate to [1]"


def test_the_graph_of_an_army_is_exactly_this(azmil: Run) -> None:
    ended = azmil("tree", "4th-army", "--format", "dot")
    assert (ended.code, ended.out, ended.err) == (0, FOURTH_ARMY, "")


def test_the_bodies_of_each_country_are_a_cluster(azmil: Run) -> None:
    text = azmil("tree", "--format", "dot").out
    clusters = re.findall(r'subgraph "cluster_(\d+)" \{\n    label="([^"]*)";', text)
    assert [int(number) for number, _ in clusters] == list(range(1, len(clusters) + 1))
    assert [name for _, name in clusters][:2] == ["Azerbaijan", "Azerbaijan Democratic Republic"]
    assert [name for _, name in clusters][-1] == "No country"


def test_a_category_and_a_class_of_one_id_are_two_nodes_of_the_graph(azmil: Run) -> None:
    """The category 'aircraft' has the class 'aircraft' in it."""
    text = azmil("tree", "aircraft", "--format", "dot").out
    assert '"category aircraft" -> "aircraft"' in text
    assert "subgraph" not in text


# Layout


@pytest.mark.parametrize("name", ["", "azerbaijan", "4th-army", "vessels", "aircraft", "nato", "agreements", "places"])
def test_texts_and_symbols_do_not_overlap(name: str, base: Base) -> None:
    tree = base.drawn(name or None)
    made = layout(tree)
    boxes = [(x, y - 10, x + width_of(text, style), y + 2) for x, y, text, style in made.texts]
    boxes += [(x - 21, y - 14, x + 21, y + 14) for x, y, _ in made.symbols]
    for at, (left, top, right, bottom) in enumerate(boxes):
        assert right <= made.width
        assert bottom <= made.height
        for other_left, other_top, other_right, other_bottom in boxes[at + 1 :]:
            overlaps = left < other_right and other_left < right and top < other_bottom and other_top < bottom
            assert not overlaps
    assert made.width in [2 * MARGIN + columns * (COLUMN + GUTTER) - GUTTER for columns in (1, 2, 3)]


def test_columns_are_filled_in_order_and_as_evenly_as_possible() -> None:
    assert balanced([10, 10, 10, 10, 10, 10], 3) == [2, 2, 2]
    assert balanced([50, 10, 10, 10], 3) == [1, 3]
    assert balanced([10, 50, 10], 1) == [3]
    assert balanced([20], 3) == [1]
    assert balanced([10] * 30_000, 3) == [10_000] * 3
    assert balanced([], 3) == []


def test_long_words_are_folded_and_source_lines_stay_together() -> None:
    assert folded("a [75, 212]", 110, "detail") == ["a [75, 212]"]
    assert folded("in tension, see it [75, 212]", 110, "detail") == ["in tension, see it", "[75, 212]"]
    assert "".join(folded("x" * 100, 110, "name")) == "x" * 100
    assert len(folded("x" * 100, 110, "name")) > 4


def test_a_deep_tree_has_wide_columns() -> None:
    deep = node("0")
    for number in range(1, 40):
        deep = node(str(number), deep, links=[claim("subordinate to a body with a long name")])
    made = layout(Tree([deep, node("a"), node("b")]))
    assert max(text.x + width_of(text.text, text.style) for text in made.texts) <= made.width
    assert made.width == 1900  # two columns of 40 levels, 20 pixels each, and the least width of a text
    assert {text.x for text in made.texts if text.text in ("a", "b")} == {974}


def test_a_tree_of_nothing_is_an_empty_picture_and_graph() -> None:
    assert texts(svg.picture(Tree([]))) == []
    assert graph(Tree([])) == "digraph azmil {\n  rankdir=LR;\n  node [shape=box];\n}\n"


def test_a_large_picture_says_that_it_is_hard_to_read(azmil: Run) -> None:
    """All bodies are more than 60, those of Azerbaijan are not."""
    ended = azmil("tree", "--format", "svg")
    assert re.fullmatch(
        r"azmil: the picture has \d\d nodes; up to 60 are easy to read: "
        r"name a thing to draw only its parts, or use --format dot\n",
        ended.err,
    )
    assert azmil("tree", "azerbaijan", "--format", "svg").err == ""
    assert azmil("tree", "--format", "dot").err == ""


# Hostile names


HOSTILE = '</text><script>alert(1)</script> & "quoted" \\n \\ \x1b[31m\x00'


def test_names_are_text_in_a_picture() -> None:
    picture = svg.picture(Tree([node("a", name=HOSTILE)]))
    root = ET.fromstring(picture)
    assert not list(root.iter(f"{SVG}script"))
    whole = "".join(texts(picture)[:-1]).replace(" ", "")
    assert whole == '</text><script>alert(1)</script>&"quoted"\\n\\\\x1b[31m\\x00'


def test_names_are_text_in_a_graph() -> None:
    """Graphviz reads backslashes, quotes and entities in labels."""
    text = graph(Tree([node('a"b\\', name='"&lt;" \\N \\')]))
    assert '  "a\\"b\\\\" [label="\\"&amp;lt;\\" \\\\N \\\\\\n[1]"];' in text


# Symbols


def test_each_symbol_of_the_vocabulary_can_be_drawn_and_differs_from_the_others(base: Base) -> None:
    rows = list(base.sql("SELECT code, app6 FROM symbols ORDER BY position"))
    drawn = {row["code"]: symbols.fragment(Symbol(row["app6"][:2], row["app6"][2:], "00")) for row in rows}
    assert len(drawn) == 23
    assert len(set(drawn.values())) == 23
    plain = symbols.fragment(Symbol("10", "0" * 10, "00"))
    assert plain not in drawn.values()
    for row in rows:
        without = Symbol(row["app6"][:2], row["app6"][2:8] + "0000", "00")
        assert row["app6"].endswith("0000") or symbols.fragment(without) != drawn[row["code"]]
        assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawn[row["code"]])) <= {"currentColor", "none"}


def test_each_size_of_the_vocabulary_has_a_mark(base: Base) -> None:
    plain = symbols.fragment(Symbol("10", "0" * 10, "00"))
    rows = list(base.sql("SELECT code, app6 FROM echelons WHERE app6 IS NOT NULL ORDER BY position"))
    assert len(rows) == 18
    for row in rows:
        assert len(symbols.fragment(Symbol("10", "0" * 10, row["app6"]))) > len(plain)


@pytest.mark.parametrize(
    ("echelon", "strokes"),
    [("regiment", 3), ("battalion", 2), ("company", 1), ("brigade", 2), ("division", 4), ("corps", 6), ("army", 8)],
)
def test_the_mark_of_a_size_has_its_strokes(echelon: str, strokes: int, base: Base) -> None:
    """A regiment has three bars, a division two crosses."""
    ((code,),) = [tuple(row.values()) for row in base.sql(f"SELECT app6 FROM echelons WHERE code = '{echelon}'")]
    fragment = symbols.fragment(Symbol("10", "0" * 10, code))
    marks = re.findall(r' d="([^"]*)"', fragment)[1:]
    assert sum(len(re.findall(r"[lL]", mark)) or 1 for mark in marks) == strokes


def test_a_unit_has_its_symbol_before_that_of_its_branch(azmil: Run) -> None:
    """The helicopter squadrons are of the Air Force and have helicopters; the Navy has an anchor."""
    text = azmil("tree", "azerbaijani-air-force", "--format", "svg").out
    shown = [use.attrib["href"] for use in ET.fromstring(text).iter(f"{SVG}use")]
    assert shown == ["#app6-10-00-1207000000", "#app6-10-16-1206000000"]
    assert "#app6-10-00-1701000000" in azmil("tree", "azerbaijani-navy", "--format", "svg").out


@provokes("formats.symbols.NO_SYMBOL")
@pytest.mark.parametrize("icon", ["9999990000", '"><script>'])
def test_a_code_that_is_not_in_app6_is_refused(icon: str, fault: Fault) -> None:  # noqa: ARG001
    with pytest.raises(azmil_package.Error) as caught:
        svg.picture(Tree([node("a", symbol=Symbol("10", icon, "00"))]))
    assert str(caught.value) == f"no such APP-6 symbol '1003100000{icon}'; correct the code in the vocabulary 'symbols'"


@provokes("formats.symbols.NO_MILSYMBOL")
def test_a_missing_extra_is_reported_where_symbols_are_needed(
    azmil: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setitem(sys.modules, "milsymbol", None)
    ended = azmil("tree", "4th-army", "--output", str(tmp_path / "a.svg"))
    assert (ended.code, ended.err) == (
        fault.code,
        "azmil: cannot draw symbols of units: milsymbol is not installed; install it with: pip install 'azmil[symbols]'\n",
    )
    assert list(tmp_path.iterdir()) == []
    assert azmil("tree", "vessels", "--format", "svg").code == 0
    assert azmil("tree", "4th-army", "--format", "dot").code == 0


# Files, formats and completion


@pytest.mark.parametrize(
    ("name", "start"), [("a.svg", "<svg "), ("a.SVG", "<svg "), ("a.dot", "digraph"), ("a.gv", "digraph")]
)
def test_the_extension_of_a_file_selects_the_picture(name: str, start: str, azmil: Run, tmp_path: Path) -> None:
    ended = azmil("tree", "4th-army", "--output", str(tmp_path / name))
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    form = "svg" if start == "<svg " else "dot"
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.startswith(start)
    assert text == azmil("tree", "4th-army", "--format", form).out


def test_only_trees_are_pictures(azmil: Run, tmp_path: Path) -> None:
    assert formats.accepting("tree")[-2:] == ["svg", "dot"]
    assert not {"svg", "dot"} & {*formats.accepting("rows"), *formats.accepting("record")}
    for words in (("query", "limits"), ("show", "osa-ii")):
        ended = azmil(*words, "--output", str(tmp_path / "a.svg"))
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith("azmil: '.svg' is not a valid extension; ")
        assert azmil(*words, "--format", "dot").code == 2
    assert "svg, dot." in " ".join(azmil("tree", "--help").out.split())


# On the site


def test_the_order_of_battle_of_a_site_has_a_picture_of_each_country_with_several_bodies(
    pages: Path,
) -> None:
    """Azerbaijan, the Soviet Union, Turkey, the United States and bodies without a country have at least five."""
    text = (pages / "order-of-battle.html").read_text(encoding="utf-8")
    assert re.findall(r"<title>(.*): bodies and their parts</title>", text) == [
        "Azerbaijan",
        "Soviet Union",
        "Turkey",
        "United States",
        "No country",
    ]
    pictures = text.split("<svg ")[2:]
    assert all('role="img"' in each for each in pictures)
    assert all("<a " not in each.partition("</svg>")[0] for each in pictures)
    used = set(re.findall(r'<use href="#([^"]+)"', text))
    assert used == set(re.findall(r'<g id="([^"]+)"', text))
    assert text.count('id="app6-') == len(used)
    assert "style=" not in text


def test_a_site_without_the_extra_has_no_pictures_and_says_so(
    azmil: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "milsymbol", None)
    ended = azmil("site", str(tmp_path / "pages"))
    assert ended.code == 0
    assert ended.err.splitlines()[0] == (
        "azmil: the pages have no pictures of units; for pictures, pip install 'azmil[symbols]'"
    )
    text = (tmp_path / "pages/order-of-battle.html").read_text(encoding="utf-8")
    assert "<svg" not in text
    assert "23rd Motorized Rifle Division" in text
