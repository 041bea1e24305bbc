"""The user's editor: what is written at the prompt goes into it, and what is saved comes back."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from azmil.errors import Fault, reason_of

CANNOT_EDIT = Fault(
    "the reader's editor cannot be started, or what it saved cannot be read",
    "cannot edit with '{editor}': {reason}",
    "name another in the variable EDITOR; what was written is in the history",
)


def edited(text: str) -> str | None:
    """Return what the reader made of a text in their editor, or None if the editor says that it failed.

    Raises AzmilError if the editor cannot be started, or if it leaves no UTF-8 text behind.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        with tempfile.TemporaryDirectory(prefix="azmil-") as folder:
            path = Path(folder, "statement.sql")
            path.write_text(text, encoding="utf-8")
            ended = subprocess.run([*shlex.split(editor), str(path)], check=False)  # noqa: S603 - the reader's own
            return None if ended.returncode else path.read_text(encoding="utf-8").removesuffix("\n")
    except OSError as error:
        raise CANNOT_EDIT(editor=editor, reason=reason_of(error)) from None
    except UnicodeError:
        raise CANNOT_EDIT(editor=editor, reason="it saved what is not UTF-8 text") from None
    except ValueError as error:  # a quote without its end
        raise CANNOT_EDIT(editor=editor, reason=str(error).lower()) from None
