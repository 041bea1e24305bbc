"""DOT: a graph for Graphviz and other programs that draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.formats.base import Format
from azmil.formats.phrases import name_of, notes, phrases, relation, said
from azmil.formats.terminal.screen import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from azmil.values.trees import Claim, Node, Step, Tree


def _write_tree(tree: Tree, stream: TextIO) -> None:
    stream.write("digraph azmil {\n  rankdir=LR;\n  node [shape=box];\n")
    if tree.as_of is not None:
        stream.write(f"  label={_text(*notes(tree))};\n")
    known: set[str] = set()
    countries: dict[str, list[Node]] = {}
    for root in tree.roots:
        countries.setdefault(root.country or "No country", []).append(root)
    for number, (country, roots) in enumerate(countries.items(), 1):
        lines = [line for root in roots for line in _nodes(root, known, is_root=True)]
        if tree.is_by_country:
            lines = [f'subgraph "cluster_{number}" {{', f"  label={_text(clean(country))};", *_indented(lines), "}"]
        stream.writelines(f"  {line}\n" for line in lines)
    for path in tree.above:
        stream.writelines(f"  {line}\n" for line in _path(path, tree.roots[0], known))
    stream.writelines(f"  {line}\n" for root in tree.roots for line in _edges(root))
    stream.write("}\n")


def _indented(lines: list[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _key(kind: str, id_: str) -> str:
    """Return the identifier of a node; a category may have the id of a class of equipment."""
    return _quoted(f"category {id_}" if kind == "category" else id_)


def _nodes(node: Node, known: set[str], *, is_root: bool = False) -> Iterator[str]:
    """Yield the statement of each thing once; what its relations say is at the edges, except for a root."""
    key = _key(node.kind, node.id)
    if key not in known:
        known.add(key)
        words = list(phrases(node)) if is_root else [said(figure, figure.said) for figure in node.figures]
        if not node.links and not words:
            words = list(phrases(node))
        yield f"{key} [label={_text(name_of(node), *words)}];"
    for part in node.parts:
        yield from _nodes(part, known)


def _edges(node: Node) -> Iterator[str]:
    for part in node.parts:
        yield _edge(_key(node.kind, node.id), _key(part.kind, part.id), part.links)
        yield from _edges(part)


def _edge(whole: str, part: str, links: list[Claim]) -> str:
    words = [word for link in links for word in relation(link)]
    return f"{whole} -> {part}" + (f" [label={_text(*words)}];" if words else ";")


def _path(path: list[Step], root: Node, known: set[str]) -> Iterator[str]:
    """Yield the statements of the things above a root, and of what makes the next one down a part of each."""
    keys = [*(_quoted(step.id) for step in path), _key(root.kind, root.id)]
    for step, key, part in zip(path, keys, keys[1:], strict=False):
        if key not in known:
            known.add(key)
            yield f"{key} [label={_text(clean(step.name))}];"
        yield _edge(key, part, step.links)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(*lines: str) -> str:
    """Return lines as a quoted label; Graphviz reads entities and escapes in labels."""
    return '"' + "\\n".join(_quoted(line.replace("&", "&amp;"))[1:-1] for line in lines) + '"'


FORMAT = Format(
    "dot", "a graph for Graphviz and other programs that draw", write_tree=_write_tree, encoding="utf-8", streams=False
)
