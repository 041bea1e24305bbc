"""``azmil mcp``: read-only tools for assistants."""

from __future__ import annotations

import gc
import sys
from typing import Any

from typer import Context

from azmil.cli.base import single_command
from azmil.cli.messages import note, say


def mcp(context: Context) -> None:
    """Answer an assistant that starts this command and speaks the Model Context Protocol on stdin and stdout.

    Its tools search, show, list and cite claims, each with its hedge and lines; nothing can be changed. Add the command
    "azmil mcp" to the servers of your assistant.

    Example: azmil mcp
    """
    from azmil import paths
    from azmil.api.answers import Answers
    from azmil.assistants import server
    from azmil.publish.server.work import Notes

    server.check_libraries()
    gc.enable()  # unlike other commands, it does not end soon
    if sys.stdin.isatty():
        say("azmil: this command answers an assistant, which starts it; press Ctrl-D to stop it")
    path, is_named = paths.database(context.obj.database)
    notes = Notes(note)
    with Answers(path, is_default=not is_named, limits_memory=True, notify=notes) as base:
        server.serve(base, notes)


def command() -> Any:
    """Return the command ``azmil mcp``."""
    return single_command("mcp", mcp)
