"""A new kind of claim: declaring its class adds it to every report of all claims."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from azmil import paths
from azmil.model import KINDS, Claim, parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

    Run = Callable[..., Result]

JSON = ("--format", "json")
SENTENCE = "Ruritania lent Graustark over 24 tugs in 2008, with Freedonia as surety for 30 days."
# A minimal kind: no role, no matter, no meaning of the quantity. Its first reference is to a claim.
LOAN = '''

class Loan(Claim):
    """What one party lends another."""

    __tablename__ = "loans"
    kind = "loan"
    part_of_id: Mapped[str | None] = reference("loans", "the loan that it is part of", optional=True)
    borrower_id: Mapped[str | None] = reference("organizations", "who borrows it", optional=True)
    lender_id: Mapped[str] = reference("parties", "who lends it")
    equipment_id: Mapped[str] = reference("equipment", "what is lent")
    count, count_lowest, count_highest, count_qualifier, count_said = quantity("count", "how many")


class Surety(Child):
    """A party that is surety for a loan."""

    __tablename__ = "sureties"
    parent = "loan_id"
    short = "party"
    loan_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the loan")
    party_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="who is surety")
    days, days_lowest, days_highest, days_qualifier, days_said = quantity("days", "for how long")

    @classmethod
    def keys(cls) -> tuple[object, ...]:
        """Return the keys to the loan and the party."""
        return (ForeignKeyConstraint(["loan_id"], ["loans.id"]), ForeignKeyConstraint(["party_id"], ["parties.id"]))
'''
# Creates the tables, as a migration would, and then does the same as `azmil load --alone`.
LOAD = """
import sys
from pathlib import Path
from azmil.model import Base
from azmil.seeds import Origin
from azmil.store.sqlite import write
from azmil.workbench import load

migrated = write.migrate

def migrate(connection):
    migrated(connection)
    Base.metadata.create_all(connection)

write.migrate = migrate
load.load(Path(sys.argv[1]), Origin((Path(sys.argv[2]),), is_alone=True))
"""
SEEDS = {
    "sources/report.yaml": f"""\
- id: report
  title: A report of four lines
  kind: report
  file_name: report.txt
  sha256: {"0" * 64}
  line_count: 4
  reliability: f
""",
    "sections/report.yaml": """\
- {id: first, source: report, title: First half, first_line: 1, last_line: 2, is_inferred: no}
- {id: second, source: report, title: Second half, first_line: 3, last_line: 4, is_inferred: no}
""",
    "passages/report.yaml": """\
- {source: report, section: first, line: 1, fingerprint: aaaa}
- {source: report, section: first, line: 2, verdict: blank}
- {source: report, section: second, line: 3, fingerprint: bbbb}
- {source: report, section: second, line: 4, fingerprint: aaaa}
""",
    "organizations/states.yaml": """\
- {id: freedonia, name: Freedonia, organization_kind: state, cite: 3}
- {id: graustark, name: Graustark, organization_kind: state, cite: 3}
- {id: ruritania, name: Ruritania, organization_kind: state, cite: 3}
""",
    "equipment/boats.yaml": "- {id: tugs, name: tugs, category: warship, cite: 3}\n",
    "loans/tugs.yaml": """\
- id: ruritania-lends-tugs
  borrower: graustark
  lender: ruritania
  equipment: tugs
  count: over 24
  sureties:
    - {party: freedonia, days: 30}
  date: 2008
  sentence: Ruritania lent Graustark over 24 tugs in 2008, with Freedonia as surety for 30 days.
  cite: 1, 4
- id: ruritania-lends-a-tug
  part_of: ruritania-lends-tugs
  lender: ruritania
  equipment: tugs
  count: 1
  sentence: Ruritania lent 1 tug.
  cite: 3
""",
}


@pytest.fixture(scope="module")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database built by a copy of azmil that declares one more kind of claim, with a child table."""
    top = tmp_path_factory.mktemp("declared")
    no_cache = shutil.ignore_patterns("__pycache__")
    shutil.copytree(paths.PACKAGE, top / "src" / "azmil", ignore=no_cache)
    for name in ("migrations", "seeds"):
        shutil.copytree(paths.built_in_folder(name), top / name, ignore=no_cache, dirs_exist_ok=True)
    with (top / "src" / "azmil" / "model" / "events.py").open("a", encoding="utf-8") as file:
        file.write(LOAN)
    for name, text in SEEDS.items():
        path = top / "loaned" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(top / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    database = top / "azmil.db"
    command = [sys.executable, "-c", LOAD, str(database), str(top / "loaned")]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return database


def test_the_references_of_a_new_kind_are_roles(azmil: Run, lent: Path) -> None:
    """References to claims are not roles; an empty reference gives no row."""
    rows = azmil("--database", str(lent), "query", "roles", *JSON).rows
    assert [(row["id"], row["thing"], row["role"], row["kind"], row["matter"], row["lines"]) for row in rows] == [
        ("ruritania-lends-tugs", "Freedonia", "party", "loan", "loan", "1, 4"),
        ("ruritania-lends-tugs", "Graustark", "borrower", "loan", "loan", "1, 4"),
        ("ruritania-lends-tugs", "Ruritania", "lender", "loan", "loan", "1, 4"),
        ("ruritania-lends-a-tug", "Ruritania", "lender", "loan", "loan", "3"),
        ("ruritania-lends-tugs", "tugs", "equipment", "loan", "loan", "1, 4"),
        ("ruritania-lends-a-tug", "tugs", "equipment", "loan", "loan", "3"),
    ]


def test_the_quantities_of_a_new_kind_are_figures(azmil: Run, lent: Path) -> None:
    """The subject is the first reference that is not to a claim; a figure may have no subject."""
    rows = azmil("--database", str(lent), "query", "figures", *JSON).rows
    columns = ("id", "subject", "party", "counted", "quantity", "unit", "value", "lowest", "highest", "qualifier")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        ("ruritania-lends-tugs", "Freedonia", "Freedonia", "loan", "30", None, 30, 30, 30, "exact"),
        ("ruritania-lends-tugs", "Graustark", "Graustark", "loan", "over 24", None, 24, 25, None, "more-than"),
        ("ruritania-lends-a-tug", None, None, "loan", "1", None, 1, 1, 1, "exact"),
    ]


def test_a_new_kind_is_in_facts_revisions_and_the_timeline(azmil: Run, lent: Path) -> None:
    """These are the other reports of all claims."""
    ask = partial(azmil, "--database", str(lent))
    facts = ask("query", "facts", *JSON).rows
    assert [(row["id"], row["kind"], row["fact"], row["date"], row["lines"]) for row in facts] == [
        ("ruritania-lends-tugs", "loan", SENTENCE, "2008", "1, 4"),
        ("ruritania-lends-a-tug", "loan", "Ruritania lent 1 tug.", None, "3"),
    ]
    revisions = ask("query", "revisions", *JSON).rows
    assert [(row["id"], row["change"]) for row in revisions] == [
        ("ruritania-lends-a-tug", "added"),
        ("ruritania-lends-tugs", "kept"),
    ]
    assert [(row["date"], row["fact"]) for row in ask("timeline", *JSON).rows] == [("2008", SENTENCE)]


def test_the_views_are_in_the_dictionary(azmil: Run) -> None:
    """The dictionary has the same columns as the views, with their meanings."""
    for view in parts.views():
        rows = azmil("schema", view.name, *JSON).rows
        described = {row["column"]: (row["meaning"], row["type"], row["refers to"]) for row in rows}
        assert described == view.columns
        assert azmil("sql", f"SELECT {', '.join(view.columns)} FROM {view.name} LIMIT 1", *JSON).rows


def test_every_reference_of_a_claim_is_a_role(azmil: Run) -> None:
    """Each thing that a claim of the real seeds refers to is in the report of roles."""
    for table, cls in KINDS.items():
        if not issubclass(cls, Claim):
            continue
        for key in (key for column in cls.__table__.columns for key in column.foreign_keys):
            column, target = key.parent.name, key.column.table.name
            if column == "id" or target == table or key.column.name != "id":
                continue
            missing = azmil(
                "sql",
                f"SELECT t.id FROM {table} AS t WHERE t.{column} IS NOT NULL "
                f"AND NOT EXISTS (SELECT 1 FROM roles_report AS r WHERE r.id = t.id AND r.thing_id = t.{column})",
                *JSON,
            )
            assert missing.rows == [], f"{table}.{column}"
