"""Reading of seed files: a strict subset of YAML in which every scalar is text with a position.

PyYAML's loader turns ``no`` and ``010`` into other types, and its composer follows aliases and recurses without
limit. Only its event stream is used here: scalars stay text, and anchors, aliases, tags and further documents
are errors.
"""

from __future__ import annotations

import codecs
import re
import stat
from typing import TYPE_CHECKING

import yaml

from azmil.errors import Fault, reason_of
from azmil.seeds import events, plain
from azmil.seeds.node import CONTROL, SeedError, code_point
from azmil.values.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil.seeds.node import Node

LARGEST_FILE = 8 * 1024 * 1024

NO_FILE = Fault(
    "a seed file is a pipe, a folder or a device", "the file is not a regular file", "replace it with a text file"
)
TOO_LARGE = Fault("a seed file is too large", "the file is larger than {most} MiB", "split it by topic")
CANNOT_READ = Fault(
    "the system denies access to a seed file", "cannot read the file: {reason}", "make it readable, or remove it"
)
NO_UTF8 = Fault("a seed file is not UTF-8 text", "the file is not UTF-8 text", "save it as UTF-8")
NO_YAML = Fault(
    "a seed file is not valid YAML", "invalid YAML: {reason}", "quote the text, or fix the brackets or the indentation"
)
_SEPARATORS = re.compile("[\x85\u2028\u2029]")  # line breaks in YAML, but not in editors
_COUNTS_BYTES = events.LOADER is not yaml.SafeLoader  # whether positions of invalid characters are in bytes


def read(path: Path, shown: str) -> Node | None:
    """Return the root node of a seed file, or None if it is empty; raise SeedError, which names it as ``shown``."""
    return parse(text_of(path, shown), shown)


def text_of(path: Path, shown: str) -> str:
    """Return the text of a seed file; raise SeedError, which names the file as ``shown``, if it cannot be read."""
    error_at = _errors_in(shown)
    try:
        if not stat.S_ISREG((status := path.stat()).st_mode):
            raise error_at(NO_FILE)
        if status.st_size > LARGEST_FILE:
            raise error_at(TOO_LARGE, most=LARGEST_FILE // 1024 // 1024)
        raw = path.read_bytes()
    except OSError as error:
        raise error_at(CANNOT_READ, reason=reason_of(error)) from None
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise error_at(NO_UTF8, *_after(error.object[: error.start].decode())) from None
    if (separator := _SEPARATORS.search(text)) is not None:
        raise error_at(CONTROL, *_after(text[: separator.start()]), code=code_point(separator[0]))
    return text


def parse(text: str, shown: str) -> Node | None:
    """Return the root node of a text, or None if it is empty; raise SeedError, which names its file as ``shown``."""
    error_at = _errors_in(shown)
    try:
        found = plain.items_of(text, shown)
        return events.nodes_of(text, shown) if found is None else found
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = error.problem or error.context or "it cannot be parsed"
        raise error_at(NO_YAML, line, column, reason=reason) from None
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        before = text.encode()[:position].decode(errors="ignore") if _COUNTS_BYTES else text[:position]
        raise error_at(CONTROL, *_after(before), code=code_point(error.character)) from None
    except yaml.YAMLError as error:
        raise error_at(NO_YAML, reason=error) from None


def _errors_in(shown: str) -> Callable[..., SeedError]:
    """Return the function that makes the error of a fault at a line and column of a file."""

    def error_at(fault: Fault, line: int = 1, column: int = 1, /, **values: object) -> SeedError:
        return SeedError(Problem.of(shown, line, column, fault(**values)))

    return error_at


def _after(text: str) -> tuple[int, int]:
    """Return the line and column after a text, both counted from 1."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")
