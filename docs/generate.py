"""Write the parts of the documents that azmil itself prints: outputs in the README, the data dictionary.

Run ``python docs/generate.py`` to write them, and with ``--check`` to hold them against what would be written.
In a document, what stands between ``<!-- azmil ... -->`` and ``<!-- end -->`` is the output of that command.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from azmil.load import load
from azmil.model import KINDS, VOCABULARIES, Base, Child, Claim
from azmil.model.things import Party

TOP = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(<!-- (azmil [^\n]*?)(?: \| width (\d+))? -->\n).*?(<!-- end -->)", re.DOTALL)


def output(command: str, width: str, database: Path) -> str:
    """Return what a command prints on a terminal of a width."""
    environment = {**os.environ, "COLUMNS": width, "AZMIL_DATABASE": str(database), "NO_COLOR": "1"}
    ended = subprocess.run(  # noqa: S603 - commands of our own documents
        [sys.executable, "-m", *shlex.split(command)], capture_output=True, text=True, check=True, env=environment
    )
    return ended.stdout.strip("\n")


def with_outputs(text: str, database: Path) -> str:
    """Return a document with its outputs made anew."""

    def block(match: re.Match[str]) -> str:
        shown = output(match[2], match[3] or "100", database)
        return f"{match[1]}\n```console\n$ {match[2]}\n{shown}\n```\n\n{match[4]}"

    return BLOCK.sub(block, text)


def dictionary() -> str:
    """Return the data dictionary: every table with its columns, from the docstrings of the model."""
    groups: dict[str, list[type[Base]]] = {"Sources and spine": [], "Things": [], "Claims": [], "Vocabularies": []}
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__tablename__):
        cls = mapper.class_
        if cls.__tablename__ in VOCABULARIES:
            groups["Vocabularies"].append(cls)
        elif cls.__tablename__ in KINDS and issubclass(cls, Claim):
            groups["Claims"].append(cls)
        elif cls is Party or (cls.__tablename__ in KINDS and hasattr(cls, "sentence") and cls.sentence):
            groups["Things"].append(cls)
        elif issubclass(cls, Child) and cls.parent == "event_id":
            groups["Claims"].append(cls)
        else:
            groups["Sources and spine"].append(cls)
    lines = [
        "# Data dictionary",
        "",
        "Made from the model by `python docs/generate.py`. The same texts stand in the table `dictionary` of every",
        "database. Each thing and each claim shares its `id` with its row in `records`, which says how firmly, when",
        "and by whom it is said.",
    ]
    for title, classes in groups.items():
        lines += ["", f"## {title}"]
        for cls in classes:
            lines += ["", f"### {cls.__tablename__}", "", " ".join((cls.__doc__ or "").split()), ""]
            lines += ["| column | type | refers to | what it holds |", "|---|---|---|---|"]
            for column in cls.__table__.columns:
                targets = ", ".join(sorted(f"`{key.target_fullname}`" for key in column.foreign_keys))
                kind = "number" if column.type.python_type is int else "text"
                need = "" if column.nullable else ", required"
                lines.append(f"| `{column.name}` | {kind}{need} | {targets} | {column.doc} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the documents, or with ``--check`` say in what they differ; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "azmil.db"
        load(database)
        made = {path: with_outputs(path.read_text(encoding="utf-8"), database) for path in [TOP / "README.md"]}
    made[TOP / "docs" / "dictionary.md"] = dictionary()
    code = 0
    for path, text in made.items():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if old == text:
            continue
        if "--check" in sys.argv[1:]:
            code = 1
            name = str(path.relative_to(TOP))
            lines = difflib.unified_diff(old.splitlines(), text.splitlines(), name, f"{name} made anew", lineterm="")
            sys.stdout.write("\n".join(lines) + "\n")
        else:
            path.write_text(text, encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
