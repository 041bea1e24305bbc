"""The structure of things: which are parts of which, and their figures, as trees need them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from azmil.store import rows
from azmil.values.answers import MARKED
from azmil.values.trees import PART_OF, WHOLE_OF, Claim, Symbol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from azmil.store.protocol import Connection
    from azmil.values.answers import Row
    from azmil.values.dates import Span

_BODIES_OF = """SELECT parties.id FROM parties JOIN records ON records.id = parties.id
WHERE parties.country_id = ? AND parties.id <> ? AND records.kind IN ('unit', 'organization')"""
CATEGORY = "category "  # before the code of a category where ids of things are also used
CHUNK = 150  # ids in a statement, which repeats them up to six times
STRENGTHS = ("personnel", "active-strength", "reserve-strength", "paramilitary-strength", "unit-count")
_FLAGS = MARKED[1:]  # without the modality
_CLAIM = """r.id, r.date, r.observed, ev.hedge, r.modality, said_by.name AS said_by, ev.is_disputed AS disputed,
ev.is_in_tension AS in_tension, ev.is_doubtful AS doubtful, ev.lines,
r.earliest_start, r.latest_start, r.earliest_end, r.latest_end"""
_REPORTED = """id, date, observed, hedge, modality, said_by, disputed, in_tension, doubtful, lines,
earliest_start, latest_start, earliest_end, latest_end"""
_LINKS = f"""SELECT rel.subject_id, rel.relation, rel.object_id, {_CLAIM}
FROM unit_relations AS rel
JOIN records AS r ON r.id = rel.id
JOIN evidence AS ev ON ev.record_id = rel.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
WHERE {{where}}
ORDER BY ev.first_line, r.id"""
# By report: the thing, and the words of the figure.
_FIGURES = (
    f"""SELECT subject_id, kind, quantity, unit, NULL, {_REPORTED}
FROM measures_report WHERE {{where}} ORDER BY first_line, id""",
    f"""SELECT equipment_id, status, quantity, holder, scope, {_REPORTED}
FROM equipment_report WHERE {{where}} ORDER BY first_line, id""",
    f"""SELECT agreement_id, action, NULL, party, NULL, {_REPORTED}
FROM agreements_report WHERE {{where}} AND action IS NOT NULL
ORDER BY earliest_start IS NULL, earliest_start, first_line, id""",
)
_SUBJECTS = ("subject_id", "equipment_id", "agreement_id")
# Statuses of equipment that are followed by "by" or "to" and the holder; "for" follows all others.
_BY = ("held", "inherited", "captured", "demanded", "requested", "ordered")
_TO = ("delivered", "partly-delivered", "offered", "returned")
# The whole, the part and the relation of things whose records name the whole.
_NAMED = (
    ("SELECT {whole}, id, 'type-of' FROM equipment WHERE {where}", "parent_id"),
    ("SELECT {whole}, id, 'within' FROM places WHERE {where}", "within_id"),
    ("SELECT {whole}, id, 'at' FROM facilities WHERE {where}", "place_id"),
    ("SELECT {whole}, id, 'part-of' FROM agreements WHERE {where}", "parent_id"),
    # An agreement within another of the same body is a part of that one only.
    (
        """SELECT {whole}, id, 'belongs-to' FROM agreements WHERE {where} AND NOT EXISTS (
    SELECT 1 FROM agreements AS above WHERE above.id = agreements.parent_id AND above.body_id = agreements.body_id
)""",
        "body_id",
    ),
)
_THINGS = f"""SELECT COALESCE(r.name, r.id), r.kind, p.country_id, o.organization_kind, u.number,
COALESCE(e.position, k.position, c.position), r.seed_file, s.app6, e.app6, {_CLAIM}, ev.first_line
FROM records AS r
JOIN evidence AS ev ON ev.record_id = r.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
LEFT JOIN parties AS p ON p.id = r.id
LEFT JOIN units AS u ON u.id = r.id
LEFT JOIN echelons AS e ON e.code = u.echelon
LEFT JOIN organizations AS o ON o.id = r.id
LEFT JOIN organization_kinds AS k ON k.code = o.organization_kind
LEFT JOIN branches AS b ON b.code = p.branch AND u.id IS NOT NULL
LEFT JOIN symbols AS s ON s.code = COALESCE(u.symbol, b.symbol, k.symbol)
LEFT JOIN equipment AS q ON q.id = r.id
LEFT JOIN equipment_categories AS c ON c.code = q.category
WHERE {{where}}"""
# The order of kinds among the parts of a thing.
_RANKS = {kind: at for at, kind in enumerate(("unit", "organization", "agreement", "equipment", "place", "facility"))}
PLAIN = "100000000000"  # the frame of a land unit without an icon
_UNNAMED = ("people", "unnamed-person", "group-of-states")  # kinds of organization that are no bodies


class Thing(NamedTuple):
    """A thing, with what a tree needs to place and sort it."""

    id: str
    name: str
    kind: str
    country_id: str | None
    is_state: bool
    is_minor: bool  # omitted from trees unless it has parts or figures
    order: tuple[Any, ...]
    itself: Claim
    symbol: Symbol | None = None


class Edge(NamedTuple):
    """A thing that is part of another; without a claim, the record of one of them says so."""

    whole: str
    part: str
    relation: str | None
    claim: Claim | None = None


class Reader:
    """A reader of the structure, as of a date if one is given; ``undated`` are the ids of the claims it omits."""

    def __init__(self, connection: Connection, span: Span | None) -> None:
        self.connection = connection
        self.span = span
        self.undated: dict[str, set[str]] = {"relations": set(), "figures": set(), "actions": set()}
        self._words: dict[str, dict[str, str]] = {}

    def below(self, ids: Sequence[str]) -> list[Edge]:
        """Return the edges to the direct parts of things."""
        found = self.links("rel.object_id", ids, PART_OF) + self.links("rel.subject_id", ids, WHOLE_OF)
        return found + self._named(ids, is_below=True)

    def above(self, ids: Sequence[str]) -> list[Edge]:
        """Return the edges to the things that are directly above things."""
        found = self.links("rel.subject_id", ids, PART_OF) + self.links("rel.object_id", ids, WHOLE_OF)
        return found + self._named(ids, is_below=False)

    def links(self, column: str | None, ids: Sequence[str], relations: Sequence[str]) -> list[Edge]:
        """Return the edges of relations of some kinds, with one of the ids in a column, or without a column all."""
        selected = self._chunks(_LINKS, column, ids) if column else self._all(_LINKS)
        found = []
        for subject, relation, object_, *claim in selected:
            if relation in relations and subject != object_:
                made = self._claim(claim, "part of" if relation in WHOLE_OF else self._word("relations", relation))
                whole, part = (object_, subject) if relation in PART_OF else (subject, object_)
                if self._holds(claim, "relations"):
                    found.append(Edge(whole, part, relation, made))
        return found

    def _named(self, ids: Sequence[str], *, is_below: bool) -> list[Edge]:
        """Return the edges between things whose records name their whole."""
        found = []
        for sql, column in _NAMED:
            select = sql.replace("{whole}", column)
            found += [Edge(*row) for row in self._chunks(select, column if is_below else "id", ids) if row[0] != row[1]]
        return [edge for edge in found if edge.whole is not None]

    def figures(self, ids: Sequence[str] | None, kinds: Iterable[int] = (0, 1, 2)) -> dict[str, list[Claim]]:
        """Return strengths, quantities and actions on agreements by id of the thing; without ids, all strengths."""
        found: dict[str, list[Claim]] = {}
        for kind in kinds:
            sql, column = _FIGURES[kind], _SUBJECTS[kind]
            selected = self._chunks(sql, "kind", STRENGTHS) if ids is None else self._chunks(sql, column, ids)
            for thing, word, quantity, other, scope, *claim in selected:
                if kind or word in STRENGTHS:
                    words = (self._strength, self._quantity, self._action)[kind](word, quantity, other)
                    said = f"{words}, another account of the same transfer" if scope == "same" else words
                    of = "actions" if column == "agreement_id" else "figures"
                    if self._holds(claim, of):
                        found.setdefault(thing, []).append(self._claim(claim, said, of))
        return found

    def _strength(self, kind: str, quantity: str, unit: str) -> str:
        words = self._word("measure_kinds", kind).removesuffix(" strength")
        if unit == "person":
            return f"{quantity} {words}"
        counted = f"{quantity} {self._word('measure_units', unit)}"
        return counted if kind == "unit-count" else f"{counted}, {words}"

    def _quantity(self, status: str, quantity: str, holder: str) -> str:
        words = "held" if status == "held" else self._word("transfer_statuses", status)
        preposition = "by" if status in _BY else "to" if status in _TO else "for"
        said = f"{words} {preposition} {holder}"
        return f"{said}, number not given" if quantity == "not given" else f"{quantity} {said}"

    def _action(self, action: str, _: None, party: str | None) -> str:
        return " ".join(part for part in (party, self._word("actions", action)) if part)

    def things(self, ids: Sequence[str] | None) -> dict[str, Thing]:
        """Return things by id; without ids, all units and organizations."""
        bodies = _THINGS.replace("{where}", "r.kind IN ('unit', 'organization')")
        selected = self._chunks(_THINGS, "r.id", ids) if ids is not None else self._all(bodies)
        return {thing.id: thing for thing in map(self._thing, selected)}

    def _all(self, sql: str) -> list[Row]:
        return rows(self.connection, sql.replace("{where}", "1 = 1"))

    def _thing(self, row: Row) -> Thing:
        name, kind, country, organization_kind, number, position, seed_file, icon, echelon, *claim, first_line = row
        digits = "".join(filter(str.isdigit, number or ""))
        numbered = (not digits, int(digits or 0))
        order = (_RANKS.get(kind, len(_RANKS)), position or 0, *numbered, _natural(name), claim[0])
        is_uncited = first_line is None and seed_file.startswith(("seeds/world/", "seeds/atlas/"))
        is_minor = is_uncited or organization_kind in _UNNAMED
        is_state = organization_kind == "state"
        code = icon or (PLAIN if kind == "unit" else "")
        symbol = Symbol(code[:2], code[2:], echelon or "00") if code else None
        return Thing(claim[0], name, kind, country, is_state, is_minor, order, self._claim(claim, name), symbol)

    def categories(self) -> dict[str, tuple[str, str | None]]:
        """Return the label and the wider category of each category of equipment."""
        found = rows(self.connection, "SELECT code, label, parent FROM equipment_categories ORDER BY position")
        return {code: (label, parent) for code, label, parent in found}

    def category_things(self) -> dict[str, Thing]:
        """Return the categories of equipment as things, by ``CATEGORY`` and their code."""
        found = {}
        for position, (code, (label, _)) in enumerate(self.categories().items()):
            itself = Claim(code, label, None, False, None, None, "", frozenset(), None)  # noqa: FBT003 - not observed
            order = (len(_RANKS), position)  # after classes and types of equipment
            found[CATEGORY + code] = Thing(code, label, "category", None, False, True, order, itself)  # noqa: FBT003
        return found

    def equipment(self, categories: Sequence[str]) -> list[Row]:
        """Return id, category and wider class of the equipment in some categories."""
        return list(self._chunks("SELECT id, category, parent_id FROM equipment WHERE {where}", "category", categories))

    def bodies_of(self, state: str) -> list[str]:
        """Return the ids of the units and organizations of a state, without the state."""
        return [id_ for (id_,) in rows(self.connection, _BODIES_OF, state, state)]

    def _claim(self, row: Sequence[Any], said: str, of: str = "") -> Claim:
        id_, date, observed, hedge, modality, *flags, lines = row[:10]
        applying = frozenset(name for name, value in zip(_FLAGS, flags, strict=True) if value)
        return Claim(id_, said, date, bool(observed), self._certainty(row, of), hedge, modality, applying, lines)

    def _certainty(self, row: Sequence[Any], of: str) -> str | None:
        """Return whether a claim holds at the date: "certain", "possible", or None without a date."""
        if self.span is None or row[10] is None:
            return None
        _, latest_start, earliest_end, _ = row[10:]
        has_begun = latest_start <= self.span.latest_end
        is_certain = has_begun and (of == "actions" or earliest_end >= self.span.earliest_start)
        return "certain" if is_certain else "possible"

    def _holds(self, row: Sequence[Any], of: str) -> bool:
        """Return whether a claim possibly holds at the date; for an action, whether it was possibly done by then."""
        earliest_start, latest_end = row[10], row[13]
        if self.span is None:
            return True
        if earliest_start is None:
            self.undated[of].add(row[0])
            return False
        has_begun = earliest_start <= self.span.latest_end
        return bool(has_begun and (of == "actions" or latest_end >= self.span.earliest_start))

    def _chunks(self, sql: str, column: str, ids: Sequence[str]) -> Iterator[Row]:
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
            condition = f"{column} IN ({', '.join('?' * len(some))})"
            yield from rows(self.connection, sql.replace("{where}", condition), *some)

    def _word(self, vocabulary: str, code: str) -> str:
        """Return the label of a word, without "is" before it."""
        if vocabulary not in self._words:
            self._words[vocabulary] = dict(rows(self.connection, f"SELECT code, label FROM {vocabulary}"))
        return self._words[vocabulary].get(code, code).removeprefix("is ")


def _natural(name: str) -> list[Any]:
    """Return a key that sorts names by the numbers in them: Mi-8 before Mi-17."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name.casefold())]
