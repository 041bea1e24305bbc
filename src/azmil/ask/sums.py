"""Sums of the quantities of a report, by group: as bounds, in words, and as shares of the total.

A sum adds each thing once. Not added are parts of a total that is among the rows, further statements of the same
figure, and figures of a part of another body among the rows (table ``parts``). The header of a report names the
columns that say so. Rows that differ in a column that it keeps apart, or in modality, are never added together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault
from azmil.values.answers import MARKED, Column, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azmil.ask.conditions import Where
    from azmil.reports import Report
    from azmil.values.answers import Question

NO_SUMS = Fault(
    "a column is added up in a report whose quantities cannot be added up",
    "cannot add up '{name}': the report '{report}' has no quantities that can be added up",
    "use one of the reports {known}",
    Exit.USAGE,
)
NO_SUM = Fault(
    "a column is added up that is not the quantity of its report",
    "cannot add up '{name}' in report '{report}'",
    "use {instead}",
    Exit.USAGE,
)
_SYNONYMS = ("quantity", "count", "value", "number", "figure")  # names of the quantity in every report
_LARGEST = 18  # digits of the largest number
MOST_DECIMALS = 4  # of a number (see azmil.values.quantities)
_ADDED = """\
    CASE WHEN id IN (SELECT id FROM part_ids) OR turn > 1 THEN 0 ELSE 1 END AS is_added,
    CASE WHEN id IN (SELECT id FROM part_ids) AND turn = 1 THEN 1 ELSE 0 END AS is_part"""
# What each row contributes: its least and greatest number; a row with "about" contributes its figure to both.
_LEAST = "COALESCE(its_lowest, CASE WHEN is_about = 1 THEN its_figure END)"
_GREATEST = "COALESCE(its_highest, CASE WHEN is_about = 1 THEN its_figure END)"
_SUMMED = """\
    count(*) AS rows,
    {its_lowest} AS at_least,
    {its_highest} AS highest_sum,
    {least} AS least,
    {greatest} AS greatest,
    sum(CASE WHEN is_added = 1 AND its_highest IS NULL AND is_about = 0 THEN 1 ELSE 0 END) AS unlimited,
    sum(CASE WHEN is_added = 1 THEN is_about ELSE 0 END) AS abouts,
    sum(is_added) AS added,
    sum(CASE WHEN is_added = 1 AND is_numbered = 0 THEN 1 ELSE 0 END) AS without_number,
    sum(1 - is_added) AS not_added"""
# The parts of a group that consists of nothing else: they have a share of the total, although they are not added.
_SUMMED_PARTS = f""",
    sum(is_part) AS parts,
    sum(CASE WHEN is_part = 1 THEN {_LEAST} END) AS parts_least,
    sum(CASE WHEN is_part = 1 THEN {_GREATEST} END) AS parts_greatest,
    sum(CASE WHEN is_part = 1 AND its_highest IS NULL AND is_about = 0 THEN 1 ELSE 0 END) AS parts_unlimited,
    sum(is_about) AS own_abouts"""
_BOUNDS = """\
    CASE WHEN unlimited = 0 AND abouts = 0 AND added > 0 THEN highest_sum END AS at_most,
    CASE WHEN abouts > 0 THEN 'about ' ELSE '' END AS about,
    CASE
        WHEN least IS NULL AND unlimited = 0 THEN greatest
        WHEN unlimited > 0 OR least = greatest THEN least
    END AS figure"""
_WORDS = """\
    CASE
        WHEN added = 0 THEN NULL
        WHEN least IS NULL AND (unlimited > 0 OR greatest IS NULL) THEN 'not given'
        WHEN least IS NULL THEN 'at most ' || greatest_digits
        WHEN unlimited > 0 THEN 'at least ' || about || least_digits
        WHEN least = greatest THEN about || least_digits
        ELSE about || least_digits || ' to ' || greatest_digits
    END AS sum"""


def figure_of(report: Report, name: str) -> None:
    """Check that a name means the quantity of a report; raise AzmilError if it cannot be added up."""
    if not report.sums:
        from azmil import reports  # noqa: PLC0415 - only the message needs the other reports

        known = [each.name for each in reports.built_in() if each.sums]
        raise NO_SUMS(name=name, report=report.name, known=", ".join(known))
    names = summable(report)
    if name.strip().replace("-", "_") not in {*names, *_SYNONYMS}:
        raise NO_SUM(name=name, report=report.name, instead=" or ".join(f"'{each}'" for each in names))


def summable(report: Report) -> list[str]:
    """Return the columns of a report that can be added up: its quantity, and the column of the figure."""
    if not report.sums:
        return []
    words = [column.name for column in report.columns if (column.type, column.target) == ("quantity", report.sums)]
    return [*words, report.sums]


def apart(report: Report) -> list[str]:
    """Return the columns of a report whose values keep sums apart, with the modality last."""
    given = list(report.apart) or ["status"]
    return [name for name in (*given, "modality") if report.column(name) is not None]


def together(report: Report, question: Question) -> set[str]:
    """Return the columns whose values a filter names one by one, which allows to add them together."""
    several = {name.replace("-", "_") for name, values in question.where.items() if len(values) > 1}
    return several & set(report.together)


def summed(
    report: Report, groups: Sequence[Column], kept_apart: Sequence[str], where: Where, *, with_share: bool
) -> Statement:
    """Return the SQL statement that adds up the quantity of a report for each group, without its order.

    ``kept_apart`` are the groups whose values have separate totals.
    """
    names = [column.name for column in groups]
    marks = [name for name in MARKED if name not in ("modality", *names) and report.column(name) is not None]
    by = f"\nGROUP BY {', '.join(names)}" if names else ""
    flags = [*names, *(f"max({name}) AS {name}" for name in marks), f"{_hedge(names, marks)} AS hedges"]
    has_decimals = any((column.name, column.type) == (report.sums, "decimal") for column in report.columns)
    in_digits = _decimal_digits if has_decimals else _digits
    digits = [f"{in_digits('least')} AS least_digits", f"{in_digits('greatest')} AS greatest_digits"]
    of_added = _SUMMED.format(**_added(has_decimals=has_decimals))
    totals, shares, share = "", "", ""
    if with_share:
        from azmil.ask import shares as of_total  # noqa: PLC0415 - few sums have shares

        totals, shares = (f",\n{_listed(terms)}" for terms in (of_total.totals(kept_apart), of_total.shares()))
        share = f"{of_total.in_words()},\n"
    steps = {
        "selected": _selected(report, names, marks, where),
        "part_ids": _parts(report, kept_apart),
        "each_row": f"SELECT selected.*,\n{_ADDED}\nFROM selected",
        "sums": f"SELECT\n{_listed(flags)},\n{of_added}{_SUMMED_PARTS if with_share else ''}\nFROM each_row{by}",
        "bounds": f"SELECT sums.*,\n{_BOUNDS}{totals}\nFROM sums",
        "texts": f"SELECT bounds.*,\n{_listed(digits)}{shares}\nFROM bounds",
    }
    with_ = ",\n".join(f"{name} AS (\n{select}\n)" for name, select in steps.items())
    first = f"{_listed([*names, 'rows'])},\n{_WORDS},\n{share}"
    hedge = ["hedges AS hedge"] * ("hedge" not in names)
    last = _listed([*hedge, "figure", "at_least", "at_most", "without_number", "not_added", *marks])
    select = f"WITH {with_}\nSELECT\n{first}{last}\nFROM texts"
    return Statement(select, where.parameters, tuple(_columns(report, groups, marks, with_share=with_share)))


def _listed(terms: Sequence[str]) -> str:
    """Return the terms of a SELECT, one per line."""
    return ",\n".join(f"    {term}" for term in terms)


def _columns(report: Report, groups: Sequence[Column], marks: Sequence[str], *, with_share: bool) -> list[Column]:
    """Return the columns of a sum."""
    flags = [column._replace(place="mark") for name in marks if (column := report.column(name)) is not None]
    return [
        *groups,
        Column("rows", "number", meaning="number of rows"),
        Column("sum", "quantity", "figure", meaning="sum of the quantities in words"),
        *[Column("share", "quantity", meaning="share of the total of the rows that may be added together")]
        * with_share,
        *[Column("hedge", "text", place="wide", meaning="hedges of the rows; empty if all are plain assertions")]
        * all(column.name != "hedge" for column in groups),
        Column("figure", "number", place="wide", meaning="number in the sum; empty if it is a range"),
        Column("at_least", "number", place="wide", meaning="least possible sum; 'about' sets no bounds"),
        Column("at_most", "number", place="wide", meaning="greatest possible sum, if there is one"),
        Column("without_number", "number", meaning="added rows that give no number"),
        Column("not_added", "number", meaning="rows that another row already includes or states"),
        *flags,
    ]


def _selected(report: Report, names: Sequence[str], marks: Sequence[str], where: Where) -> str:
    """Return the SELECT of the rows that match: groups, numbers, hedges, and what includes or repeats them."""
    number = {"its_figure": report.sums, "its_lowest": "lowest", "its_highest": "highest"}
    wanted = list(dict.fromkeys(["id", *names, *apart(report), *marks]))
    about = f"CASE WHEN {report.sums} IS NOT NULL AND lowest IS NULL AND highest IS NULL THEN 1 ELSE 0 END AS is_about"
    numbered = f"COALESCE({report.sums}, lowest, highest) IS NOT NULL"
    select = [*wanted, *(f"{column} AS {name}" for name, column in number.items()), about]
    select.append(f"CASE WHEN {numbered} THEN 1 ELSE 0 END AS is_numbered")
    select += [f"{column} AS within_{at}" for at, column in enumerate(report.within)]
    select += [f"{column} AS whole_{at}" for at, column in enumerate(report.wholes)]
    if report.same:
        split = ", ".join([report.same, *apart(report)])
        order = ["hedge IS NOT NULL", *["latest_start IS NULL", "latest_start DESC"] * report.has_days, "id"]
        first = f"CASE WHEN {numbered} THEN 0 ELSE 1 END, {', '.join(order)}"
        select.append(f"ROW_NUMBER() OVER (PARTITION BY {split} ORDER BY {first}) AS turn")
    elif not report.within and report.column("scope"):  # a copy of a report of an older version
        select.append("CASE WHEN scope IN ('part', 'same') THEN 2 ELSE 1 END AS turn")
    else:
        select.append("1 AS turn")
    return "\n".join(["SELECT", _listed(select), f"FROM {report.table}", *where.lines])


def _parts(report: Report, kept_apart: Sequence[str]) -> str:
    """Return the SELECT of the ids of rows that are parts of a total which is among the rows of the same sum."""
    found = [
        f"SELECT part.id FROM selected AS part JOIN selected AS whole ON whole.id = part.within_{at}"
        f"{_same(kept_apart)} WHERE whole.is_numbered = 1 AND whole.id <> part.id"
        for at in range(len(report.within))
    ]
    if report.wholes:
        also = [*apart(report), *(f"whole_{at}" for at in range(1, len(report.wholes)))]
        numbered = f"SELECT DISTINCT {', '.join(['whole_0', *also])} FROM selected WHERE is_numbered = 1"
        found.append(
            "SELECT part.id FROM selected AS part JOIN parts ON parts.part_id = part.whole_0 "
            f"JOIN ({numbered}) AS whole ON whole.whole_0 = parts.whole_id{_same(also)}"
        )
    return "\nUNION\n".join(found) or "SELECT id FROM selected WHERE 1 = 0"


def _same(names: Sequence[str]) -> str:
    """Return the condition that a part and its whole have the same values in some columns."""
    return "".join(
        f" AND (whole.{name} = part.{name} OR (whole.{name} IS NULL AND part.{name} IS NULL))" for name in names
    )


def _hedge(names: Sequence[str], marks: Sequence[str]) -> str:
    """Return the SQL of the hedges of a group: the modality, then the doubts and how many rows have them."""
    words = {
        "said_by": "CASE WHEN min(said_by) = max(said_by) THEN 'according to ' || min(said_by) ELSE 'attributed' END",
        "doubtful": "'doubtful'",
        "disputed": "'contradicted elsewhere'",
        "in_tension": "'in tension with another passage'",
    }
    parts = ["CASE WHEN modality <> 'asserted' THEN '; ' || modality ELSE '' END"] * ("modality" in names)
    for name, text in words.items():
        if name in marks:
            has = f"sum(CASE WHEN {name} IS NOT NULL THEN 1 ELSE 0 END)" if name == "said_by" else f"sum({name})"
            some = f"CASE WHEN {has} < count(*) THEN ' (' || {has} || ' of ' || count(*) || ' rows)' ELSE '' END"
            parts.append(f"CASE WHEN {has} > 0 THEN '; ' || {text} || {some} ELSE '' END")
    return f"NULLIF(substr({' || '.join(parts)}, 3), '')" if parts else "NULL"


def _added(*, has_decimals: bool) -> dict[str, str]:
    """Return the SQL of the sums of the rows that are added, by name; those with decimals without float noise."""
    sums = {"least": _LEAST, "greatest": _GREATEST, "its_lowest": "its_lowest", "its_highest": "its_highest"}
    found = {name: f"sum(CASE WHEN is_added = 1 THEN {number} END)" for name, number in sums.items()}
    if has_decimals:
        whole = "CASE WHEN {0} = CAST({0} AS BIGINT) THEN CAST({0} AS BIGINT) ELSE ROUND({0}, {1}) END"
        return {name: whole.format(sql, MOST_DECIMALS) for name, sql in found.items()}
    return {name: f"CAST({sql} AS BIGINT)" if name in ("least", "greatest") else sql for name, sql in found.items()}


def _decimal_digits(number: str) -> str:
    """Return the SQL of a number with commas and with its decimals, without zeros at the end."""
    scale = 10**MOST_DECIMALS
    scaled = f"CAST(ROUND(abs({number}) * {scale}) AS BIGINT)"
    sign = f"CASE WHEN {number} < 0 THEN '-' ELSE '' END"
    decimals = f"rtrim(substr(CAST({scale} + {scaled} % {scale} AS TEXT), 2), '0')"
    return (
        f"CASE WHEN {number} = CAST({number} AS BIGINT) THEN {_digits(f'CAST({number} AS BIGINT)')} "
        f"ELSE {sign} || {_digits(f'({scaled} / {scale})')} || '.' || {decimals} END"
    )


def _digits(number: str) -> str:
    """Return the SQL of a whole number with commas."""
    cases = []
    for digits in range(3, _LARGEST + 1, 3):
        parts = [f"CAST(abs({number}) / {10 ** (digits - 3)} AS TEXT)"]
        parts += [
            f"substr(CAST(1000 + abs({number}) / {10**below} % 1000 AS TEXT), 2)" for below in range(digits - 6, -1, -3)
        ]
        text = " || ',' || ".join(parts)
        cases.append(f"WHEN abs({number}) < {10**digits} THEN {text}" if digits < _LARGEST else f"ELSE {text}")
    return f"CASE WHEN {number} < 0 THEN '-' ELSE '' END || CASE {' '.join(cases)} END"
