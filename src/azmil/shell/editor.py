"""The user's editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from azmil.errors import Fault, reason_of

CANNOT_EDIT = Fault(
    "the user's editor cannot be started, or the saved text cannot be read",
    "cannot use the editor '{editor}': {reason}",
    "set EDITOR to another editor",
)


def edit(text: str, name: str = "statement.sql") -> str | None:
    """Open a text in the user's editor; return the saved text, or None if the editor exits with an error.

    Editors highlight it by the name of its file.

    Raises AzmilError if the editor cannot be started, or if the saved file is missing or not UTF-8.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        with tempfile.TemporaryDirectory(prefix="azmil-") as folder:
            path = Path(folder, name)
            path.write_text(text, encoding="utf-8")
            ended = subprocess.run([*shlex.split(editor), str(path)], check=False)  # noqa: S603 - the user's choice
            return None if ended.returncode else path.read_text(encoding="utf-8").removesuffix("\n")
    except OSError as error:
        raise CANNOT_EDIT(editor=editor, reason=reason_of(error)) from None
    except UnicodeError:
        raise CANNOT_EDIT(editor=editor, reason="the saved text is not UTF-8") from None
    except ValueError as error:  # an unclosed quote in the command
        raise CANNOT_EDIT(editor=editor, reason=str(error).lower()) from None
