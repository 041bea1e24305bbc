"""Generator of documentation: command output, command reference, data dictionary and table of errors.

Run ``python docs/generate.py`` to write the pages, or with ``--check`` to report pages that are out of date.
In a page, the text between ``<!-- azmil ... -->`` and ``<!-- end -->`` is the output of that command.
"""

from __future__ import annotations

import difflib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text
from typer._click.core import Context

from azmil.cli.app import command as cli_root
from azmil.cli.completion import SCRIPTS
from azmil.cli.messages import HINTS
from azmil.errors import Exit, Fault, Hint
from azmil.model import KINDS, VOCABULARIES, Base, Child, Claim, parts
from azmil.model.things import Party
from azmil.workbench.load import load

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP / "tests"))
from faults import catalogue  # noqa: E402 - the tests contain the list of all errors

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 100
# Hand-written pages with output blocks.
HAND_WRITTEN = (TOP / "README.md", TOP / "docs" / "recipes.md")
PICTURES = {
    "equipment.svg": ("azmil query equipment --category vessel", "80"),
    "conflicts.svg": ("azmil conflicts --about aerostar", "80"),
    "tree.svg": ("azmil tree vessels", "80"),
}
# Pictures of trees, which need the extra symbols.
TREES = {
    "order-of-battle.svg": "azmil tree azerbaijan --format svg",
    "soviet-4th-army.svg": "azmil tree 4th-army --format svg",
}
# Files from which shells load completion scripts; the wheel installs them under share/.
COMPLETIONS = {"bash": "azmil.bash", "zsh": "_azmil", "fish": "azmil.fish"}
# Sections of the table of errors, by the modules that raise them.
AREAS = {
    "Commands and output": ("errors", "cli", "formats", "shell"),
    "Queries and SQL": ("ask", "api", "values", "reports", "store.faults"),
    "Databases and loading": ("store", "workbench.load"),
    "Seeds": ("cli.check", "seeds", "values.quantities"),
    "Changes to seeds": ("workbench",),
    "Documents": ("cli.source", "workbench.documents", "workbench.pdf"),
    "Pages, exports and assistants": ("publish", "assistants"),
}
DICTIONARY_HEADER = ("| column | type | refers to | meaning |", "|---|---|---|---|")
BLOCK = re.compile(r"(<!-- (azmil [^\n]*?)(?: \| width (\d+))? -->\n).*?(<!-- end -->)", re.DOTALL)


def output(command: str, width: str, database: Path) -> str:
    """Return the output of a command on a terminal with this width in columns."""
    environment = {**os.environ, "COLUMNS": width, "AZMIL_DATABASE": str(database), "NO_COLOR": "1"}
    completed = subprocess.run(  # noqa: S603 - the commands come from our own pages
        [sys.executable, "-m", *shlex.split(command)], capture_output=True, text=True, check=True, env=environment
    )
    return completed.stdout.strip("\n")


def with_outputs(text: str, database: Path) -> str:
    """Return a page with current output in its output blocks."""

    def block(match: re.Match[str]) -> str:
        shown = output(match[2], match[3] or "100", database)
        return f"{match[1]}\n```console\n$ {match[2]}\n{shown}\n```\n\n{match[4]}"

    return BLOCK.sub(block, text)


def picture(command: str, width: str, database: Path) -> str:
    """Return the output of a command on a colour terminal as an SVG picture."""
    environment = {**os.environ, "COLUMNS": width, "AZMIL_DATABASE": str(database), "FORCE_COLOR": "1", "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    completed = subprocess.run(  # noqa: S603 - the commands come from our own pages
        [sys.executable, "-m", *shlex.split(command)], capture_output=True, text=True, check=True, env=environment
    )
    console = Console(record=True, width=int(width), file=io.StringIO(), legacy_windows=False)
    console.print(Text(f"$ {command}"))
    console.print(Text.from_ansi(completed.stdout))
    no_fonts = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    # CSS class names depend only on the content, so the same output always gives the same picture.
    return console.export_svg(title="azmil", code_format=no_fonts)


def _view_row(name: str, column: parts.ViewColumn) -> str:
    kind = "number" if column.type == "integer" else column.type
    target = f"`{column.refers_to}`" if column.refers_to else ""
    return f"| `{name}` | {kind} | {target} | {column.meaning} |"


def dictionary() -> str:
    """Return the data dictionary: every table and view with its columns, taken from the model."""
    groups: dict[str, list[type[Base]]] = {"Sources and records": [], "Things": [], "Claims": [], "Vocabularies": []}
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
            groups["Sources and records"].append(cls)
    lines = [
        "# Data dictionary",
        "",
        "Generated from the model by `python docs/generate.py`. Every database has the same texts in its table",
        "`dictionary`. Each thing and each claim has a row with the same `id` in `records`, with its modality, date",
        "and attribution.",
    ]
    for title, classes in groups.items():
        lines += ["", f"## {title}"]
        for cls in classes:
            lines += ["", f"### {cls.__tablename__}", "", " ".join((cls.__doc__ or "").split()), ""]
            lines += DICTIONARY_HEADER
            for column in cls.__table__.columns:
                targets = ", ".join(sorted(f"`{key.target_fullname}`" for key in column.foreign_keys))
                kind = "text" if column.type.python_type is str else "number"
                need = "" if column.nullable else ", required"
                lines.append(f"| `{column.name}` | {kind}{need} | {targets} | {column.doc} |")
    lines += ["", "## Views"]
    for view in parts.views():
        lines += ["", f"### {view.name}", "", view.meaning, "", *DICTIONARY_HEADER]
        lines += [_view_row(name, column) for name, column in view.columns.items()]
    return "\n".join(lines) + "\n"


def pages() -> Iterator[tuple[str, Any, str]]:
    """Yield the full name, the command object and the help text of each command."""
    root = cli_root()
    names = root.context_settings["help_option_names"]
    top = Context(root, info_name="azmil", terminal_width=WIDTH, help_option_names=names)
    yield "azmil", root, root.get_help(top)
    for name in root.list_commands(top):
        command = root.get_command(top, name)
        context = Context(command, info_name=name, parent=top, terminal_width=WIDTH)
        yield f"azmil {name}", command, command.get_help(context)
        for inner in command.list_commands(context) if hasattr(command, "list_commands") else ():
            subcommand = command.get_command(context, inner)
            subcontext = Context(subcommand, info_name=inner, parent=context, terminal_width=WIDTH)
            yield f"azmil {name} {inner}", subcommand, subcommand.get_help(subcontext)


def reference() -> str:
    """Return the command reference: the help of every command."""
    lines = ["# Commands", "", "The help of every command, generated by `python docs/generate.py`."]
    for words, _, text in pages():
        lines += ["", f"## {words}", "", "```console", f"$ {words} --help", text.rstrip(), "```"]
    return "\n".join(lines) + "\n"


def manual() -> str:
    """Return the manual page in man(7) format."""
    lines = [
        '.TH AZMIL 1 "" "azmil" "User Commands"',
        ".SH NAME",
        r"azmil \- a knowledge base of the Azerbaijani armed forces",
        ".SH SYNOPSIS",
        ".B azmil",
        r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGS\fR]...",
        ".SH COMMANDS",
    ]
    for words, command, _ in pages():
        if words == "azmil":
            continue
        text = (command.help or "").replace("\b\n", "")
        lines += [f".SS {_roff(words)}", *(_roff(line) if line else ".PP" for line in text.splitlines())]
        for parameter in command.params:
            declared = ", ".join([*parameter.opts, *parameter.secondary_opts])
            if getattr(parameter, "help", None) and declared.startswith("-"):
                is_switch = getattr(parameter, "is_flag", False)
                value = "" if is_switch else rf" \fI{_roff(parameter.metavar or parameter.type.name.upper())}\fR"
                lines += [".TP", rf"\fB{_roff(declared)}\fR{value}", _roff(parameter.help)]
    lines += [
        ".SH ENVIRONMENT",
        ".TP",
        "AZMIL_DATABASE",
        "The database to use without \\-\\-database.",
        ".TP",
        "NO_COLOR, FORCE_COLOR, TERM, COLUMNS, PAGER",
        "Have their usual meaning.",
        ".SH EXIT STATUS",
        *(line for code in Exit for line in (".TP", str(code.value), _roff(code.name.lower().replace("_", " ")))),
    ]
    return "\n".join(lines) + "\n"


def _roff(text: str) -> str:
    escaped = text.strip().replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in (".", "'") else escaped


def hint_of(fault: Fault) -> str:
    """Return the hint that the command line prints for a fault."""
    return HINTS.get(fault.hint, fault.hint) if isinstance(fault.hint, Hint) else fault.hint


def errors() -> str:
    """Return the table of all errors, from the faults that the code declares."""
    lines = [
        "# Errors",
        "",
        "Every error that azmil reports, generated from the code by `python docs/generate.py`. Each is provoked by a",
        "test. An error is one line on stderr: `azmil: `, the message, `; ` and the hint. A problem in the seeds",
        "begins with `path:line:column: ` instead. All problems within records are reported at once; if there are",
        "none, so are all problems between records. `{instead}` is the nearest valid value, or a list of all values.",
        "",
        "Exit codes:",
        ", ".join(f"{code.value} {code.name.lower().replace('_', ' ')}" for code in Exit) + ".",
    ]
    rows: dict[str, list[str]] = {area: [] for area in AREAS}
    for name, fault in catalogue().items():
        module = name.rpartition(".")[0]
        prefixes = [(part, area) for area, parts in AREAS.items() for part in parts]
        _, area = max(pair for pair in prefixes if f"{module}.".startswith(f"{pair[0]}."))
        message, hint = (
            re.sub(r"[!:][,\w]+\}", "}", text).replace("|", "\\|") for text in (fault.message, hint_of(fault))
        )
        rows[area].append(f"| {fault.when} | `{message}` | `{hint}` | {fault.code.value} |")
    for area, lines_of_area in rows.items():
        lines += [
            "",
            f"## {area}",
            "",
            "| occurs when | message | hint | code |",
            "|---|---|---|---|",
            *sorted(lines_of_area),
        ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the pages, or with ``--check`` print the differences; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder  # without the reports that the user has defined
        database = Path(folder) / "azmil.db"
        load(database)
        generated = {path: with_outputs(path.read_text(encoding="utf-8"), database) for path in HAND_WRITTEN}
        generated |= {TOP / "docs" / name: picture(*shown, database) for name, shown in PICTURES.items()}
        generated |= {TOP / "docs" / name: output(command, "80", database) + "\n" for name, command in TREES.items()}
        generated[TOP / "docs" / "dictionary.md"] = dictionary()
        generated[TOP / "docs" / "commands.md"] = reference()
        generated[TOP / "docs" / "azmil.1"] = manual()
        generated[TOP / "docs" / "errors.md"] = errors()
        generated |= {TOP / "docs" / "completions" / name: SCRIPTS[shell] for shell, name in COMPLETIONS.items()}
    code = 0
    for path, text in generated.items():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if old == text:
            continue
        if "--check" in sys.argv[1:]:
            code = 1
            name = str(path.relative_to(TOP))
            lines = difflib.unified_diff(old.splitlines(), text.splitlines(), name, f"{name} generated", lineterm="")
            sys.stdout.write("\n".join(lines) + "\n")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
