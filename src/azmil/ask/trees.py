"""Trees: the order of battle, the parts of a thing, equipment by category, agreements and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask.nodes import Builder, Root, by_whole, claims_of, closure, grouped
from azmil.ask.structure import CATEGORY, Edge, Reader
from azmil.errors import AzmilError, Exit, Fault, Hints, nearest
from azmil.reports import matching
from azmil.reports.matching import Value
from azmil.store import rows
from azmil.values import dates
from azmil.values.names import squeeze
from azmil.values.trees import PART_OF, WHOLE_OF, Step, Tree, Undated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from azmil.store.protocol import Connection

NOT_DRAWN = Fault(
    "a tree is requested of a record that has no parts, such as a person or a claim",
    "cannot draw '{id}' as a tree: it is not a body, equipment, an agreement or a place",
    Hints.SHOW_RECORD,
    Exit.USAGE,
)
KINDS = ("unit", "organization", "equipment", "agreement", "place")
# What can be drawn by word instead of by id, with the meaning of each word.
WORDS = {
    "bodies": "units and organizations by country",
    "equipment": "equipment by category",
    "agreements": "agreements and their parts",
    "places": "places and what is within them",
}
_CATEGORIES = "SELECT code, label FROM equipment_categories ORDER BY position"
_EDGES = {
    "agreements": ("SELECT id FROM agreements", "SELECT parent_id, id, 'part-of' FROM agreements"),
    "places": (
        "SELECT id FROM places UNION ALL SELECT id FROM facilities",
        "SELECT within_id, id, 'within' FROM places UNION ALL SELECT place_id, id, 'at' FROM facilities",
    ),
}


def tree(connection: Connection, name: str | None = None, as_of: str | None = None) -> Tree:
    """Return the tree of a thing, of a category of equipment or of a word in ``WORDS``, by default of all bodies.

    With ``as_of`` (EDTF), only relations and figures that possibly hold at that date are included. Raises AzmilError if
    there is no such record, it has no parts, or the date is invalid.
    """
    reader = Reader(connection, None if as_of is None else dates.parse(as_of))
    kind, key = ("bodies", "") if name is None else _resolved(connection, name)
    if kind == "bodies":
        found = _order_of_battle(reader)
    elif kind == "category":
        found = _by_category(reader, key)
    elif kind in _EDGES:
        found = _whole(reader, *_EDGES[kind])
    else:
        found = _tree_of(reader, key)
    found.as_of = as_of
    found.undated = [Undated(len(ids), of) for of, ids in reader.undated.items() if ids]
    for code, mark, label in rows(connection, "SELECT code, mark, label FROM modalities ORDER BY position"):
        found.marks[code], found.labels[code] = mark, label
    return found


def _resolved(connection: Connection, name: str) -> tuple[str, str]:
    """Return what a name means: a word, "category" and its code, or "thing" and its id.

    A category comes before a class of equipment with the same id, which it includes.
    """
    from azmil.ask import records  # noqa: PLC0415 - the order of battle does not need it

    categories: dict[str, str] = dict(
        rows(connection, "SELECT code, label FROM equipment_categories ORDER BY position")
    )
    by_id = rows(connection, "SELECT kind FROM records WHERE id = ?", name)
    if name in categories and by_id in ([], [("equipment",)]):
        return "category", name
    if not by_id and name in WORDS:
        return ("category", "") if name == "equipment" else (name, "")
    wanted = squeeze(name)
    labelled = [code for code, label in categories.items() if wanted and wanted in (squeeze(code), squeeze(label))]
    if not by_id and labelled:
        return "category", labelled[0]
    try:
        id_ = records.find(connection, name)
    except AzmilError as error:
        close = nearest(name, [*WORDS, *categories], 1)
        if error.fault is records.NO_RECORD and close:
            raise records.NO_RECORD(name=name, instead=f"did you mean '{close[0]}'?") from None
        raise
    ((kind,),) = rows(connection, "SELECT kind FROM records WHERE id = ?", id_)
    if kind not in KINDS:
        raise NOT_DRAWN(id=id_)
    return "thing", id_


def _order_of_battle(reader: Reader) -> Tree:
    """Return all bodies, each below its superiors; a state is the heading of its bodies."""
    things = reader.things(None)
    links = [edge for edge in reader.links(None, [], (*PART_OF, *WHOLE_OF)) if {edge.whole, edge.part} <= things.keys()]
    under_state = [edge for edge in links if things[edge.whole].is_state]
    edges = by_whole(edge for edge in links if not things[edge.whole].is_state)
    roots = [Root(part, tuple(some), state) for (part, state), some in grouped(under_state).items()]
    parts = {edge.part for edge in links}
    ordered = sorted(things.values(), key=lambda thing: thing.order)
    free = [thing for thing in ordered if thing.id not in parts and not thing.is_state]
    roots += [Root(thing.id, (), thing.country_id) for thing in free]
    reached = closure([root.key for root in roots], edges)
    for thing in ordered:  # those that are only below each other
        if thing.id not in reached and not thing.is_state:
            roots.append(Root(thing.id, (), thing.country_id))
            reached |= closure([thing.id], edges)
    countries = {thing.id: thing.name for thing in ordered if thing.is_state}
    roots.sort(key=lambda root: (not root.country_id, countries.get(root.country_id or ""), things[root.key].order))
    builder = Builder(edges, things, reader.figures(None, [0]))
    return Tree(builder.roots(roots, countries), is_by_country=True)


def _by_category(reader: Reader, top: str) -> Tree:
    """Return a category of equipment with the categories, classes and types below it; without one, all."""
    categories = reader.categories()
    inner = by_whole(Edge(parent or "", code, None) for code, (_, parent) in categories.items())
    codes = closure([top], inner) - {""}
    edges = [Edge(CATEGORY + str(categories[code][1]), CATEGORY + code, None) for code in codes]
    classed = reader.equipment(sorted(codes))
    category: dict[str | None, str] = {id_: code for id_, code, _ in classed}
    known = list(map(str, category))
    for id_, code, parent in classed:
        is_inner = parent != id_ and category.get(parent) == code
        edges.append(Edge(str(parent), id_, "type-of") if is_inner else Edge(CATEGORY + code, id_, None))
    builder = Builder(
        by_whole(edges),
        reader.things(known) | reader.category_things(),
        reader.figures(known, [1]),
    )
    path: list[Step] = []
    above = categories[top][1] if top else None
    while above is not None:
        label, wider = categories[above]
        path.insert(0, Step(above, label, []))
        above = wider
    tops = [top] if top else [code for code, (_, parent) in categories.items() if parent is None]
    return Tree(builder.roots([Root(CATEGORY + code) for code in tops], {}), [path] if path else [])


def _whole(reader: Reader, ids: str, edges: str) -> Tree:
    """Return all things of a kind, each below the one that its record names."""
    known = [id_ for (id_,) in rows(reader.connection, ids)]
    found = by_whole(Edge(*row) for row in rows(reader.connection, edges) if row[0] is not None and row[0] != row[1])
    parts = {edge.part for some in found.values() for edge in some}
    things = reader.things(known)
    ordered = sorted(things.values(), key=lambda thing: thing.order)
    roots = [thing.id for thing in ordered if thing.id not in parts]
    builder = Builder(found, things, reader.figures(known, [2]))
    return Tree(builder.roots([Root(id_) for id_ in roots], {}))


def _tree_of(reader: Reader, top: str) -> Tree:
    """Return a thing with its parts, and the paths down to it."""
    root = reader.things([top])[top]
    edges = _below(reader, [top], {top})
    if root.is_state:
        edges += _bodies_of(reader, top, {top, *(edge.part for edge in edges)})
    ids = list({top, *(edge.part for edge in edges)})
    builder = Builder(by_whole(edges), reader.things(ids), reader.figures(ids))
    paths = list(_above(reader, top))
    names = _names(reader, [step.id for path in paths for step in path] + [root.country_id or top])
    above = [[step._replace(name=names[step.id]) for step in path] for path in paths]
    return Tree(builder.roots([Root(top, (), root.country_id)], names), above)


def _bodies_of(reader: Reader, state: str, seen: set[str]) -> list[Edge]:
    """Return the edges to the bodies of a state that are not yet seen, and to everything below them."""
    bodies = reader.bodies_of(state)
    placed = {edge.part for edge in reader.above(bodies) if edge.claim is not None}
    free = [id_ for id_ in bodies if id_ not in placed and id_ not in seen]
    found = [Edge(state, id_, None) for id_ in free] + _below(reader, free, seen)
    seen = {*seen, *(edge.part for edge in found)}
    for id_ in bodies:
        if id_ not in seen:  # only below another one like it, or below a body of another state
            more = [Edge(state, id_, None), *_below(reader, [id_], seen)]
            found += more
            seen.update(edge.part for edge in more)
    return found


def _below(reader: Reader, ids: list[str], seen: set[str]) -> list[Edge]:
    """Return the edges to everything below things, except below those already seen."""
    found = []
    seen = {*seen, *ids}
    while ids:
        edges = reader.below(ids)
        found += edges
        ids = [*dict.fromkeys(edge.part for edge in edges if edge.part not in seen)]
        seen.update(ids)
    return found


def _above(reader: Reader, top: str) -> Iterator[list[Step]]:
    """Yield a path to a thing through each of the things directly above it, further up through the first one."""
    for (part, whole), edges in grouped(reader.above([top])).items():
        path = [Step(whole, "", claims_of(edges))]
        seen = {part, whole}
        while upper := [each for each in grouped(reader.above([path[0].id])).items() if each[0][1] not in seen]:
            (_, next_up), links = upper[0]
            seen.add(next_up)
            path.insert(0, Step(next_up, "", claims_of(links)))
        yield path


def _names(reader: Reader, ids: Sequence[str]) -> dict[str, str]:
    return {thing.id: thing.name for thing in reader.things(ids).values()}


def completions(connection: Connection, prefix: str) -> Iterator[Value]:
    """Yield the words, categories of equipment and things that begin with a prefix and can be drawn."""
    categories = rows(connection, _CATEGORIES)
    yield from (Value(word, meaning) for word, meaning in WORDS.items() if word.startswith(prefix))
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    found = list(
        matching.beginning_with(lambda sql, given: rows(connection, sql, *given), prefix, f"r.kind IN ({kinds})")
    )
    known = {value.value for value in found} | set(WORDS)
    yield from (Value(code, label) for code, label in categories if code.startswith(prefix) and code not in known)
    yield from found
