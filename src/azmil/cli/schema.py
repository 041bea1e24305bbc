"""``azmil schema``: descriptions of tables, reports and columns."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Context, Option

from azmil.cli.base import INVALID_USAGE, OUTPUT, File, Format, opened, single_command
from azmil.cli.messages import say
from azmil.cli.output import Output

JsonSchema = Annotated[
    Path | None,
    Option(
        "--json-schema",
        metavar="FOLDER",
        help="Write JSON Schemas of seed files, with which an editor completes and checks them, to a folder.",
        rich_help_panel=OUTPUT,
    ),
]


def schema(
    context: Context,
    name: Annotated[
        str | None,
        Argument(metavar="[TABLE]", help="A table or a report; with --json-schema, a folder of your seed files."),
    ] = None,
    form: Format = None,
    output: File = None,
    is_for_datasette: Annotated[
        bool, Option("--datasette", help="Print a metadata file for Datasette.", rich_help_panel=OUTPUT)
    ] = False,
    folder: JsonSchema = None,
) -> None:
    """List the tables and reports, or describe the columns of one.

    With --json-schema, write a schema for the seed files of each table, with all words and ids, and settings for
    VS Code that apply them.

    Example: azmil schema holdings
    """
    if folder is not None:
        _write_for_editors(folder, name, has_others=(form, output, is_for_datasette) != (None, None, False))
        return
    if is_for_datasette and (name is not None or form is not None):
        other = "--format" if name is None else "a table"
        raise INVALID_USAGE(reason=f"--datasette cannot be used with {other}", command="azmil schema")
    out = Output(form, output)
    with opened(context) as base:
        if is_for_datasette:
            import json

            from azmil.publish import datasette

            out.text(json.dumps(datasette.metadata(base), ensure_ascii=False, indent=2))
        else:
            out.answer(base.schema(name))


def _write_for_editors(folder: Path, seeds: str | None, *, has_others: bool) -> None:
    """Write the JSON Schemas of seed files; print where, and what to do with them."""
    from azmil.workbench import editor_schemas

    if has_others:
        reason = "--json-schema cannot be used with --datasette, --format or --output"
        raise INVALID_USAGE(reason=reason, command="azmil schema")
    paths = editor_schemas.write(folder, [] if seeds is None else [Path(seeds)])
    say(f"azmil: wrote {len(paths) - 1} schemas to {folder}, and {folder / editor_schemas.SETTINGS}")
    say(f"azmil: open {folder} in VS Code with the extension 'YAML'; write them again when ids or words change")


def command() -> Any:
    """Return the command ``azmil schema``."""
    return single_command("schema", schema)
