"""Session of the shell: database, limits, settings and output."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from azmil import formats
from azmil.errors import Exit, Hint, Hints, counted, fill_template
from azmil.formats.terminal.screen import data, encoded
from azmil.shell.words import Words
from azmil.store.protocol import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from azmil.api.answers import Answers
    from azmil.errors import AzmilError
    from azmil.shell.files import Opener, ResultFile
    from azmil.shell.parameters import Value
    from azmil.values.answers import Answer

# Hints that name commands of the shell; the others are the same as on the command line.
HINTS = {Hints.LIST_COLUMNS: r"list tables and columns with '\d'", Hints.LIST_TABLES: r"list them with '\d'"}


@dataclass(slots=True)
class Session:
    """A database, the limits of a statement, and the settings of the user.

    ``say`` prints a message, ``format_error`` returns an error in the words of the command line, ``say_left_out``
    prints which rows a result omits, and ``open_file`` opens a file for results.
    """

    base: Answers
    say: Callable[[str], None]
    format_error: Callable[[AzmilError], str]
    say_left_out: Callable[[Answer], None]
    open_file: Opener
    form: str = "table"
    limits: Limits = field(default_factory=Limits)
    is_interactive: bool = False
    is_timed: bool = False
    is_citing: bool = False
    is_paged: bool = True
    has_vi_keys: bool = False
    form_before: str = "table"
    parameters: dict[str, Value] = field(default_factory=dict)
    file: ResultFile | None = None
    has_printed: bool = False  # since the last prompt
    code: int = Exit.SUCCESS  # of the first statement or command that failed
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        """Create the words, which are looked up when first used."""
        self.words = Words(self.base)

    def notice(self, message: str) -> None:
        """Print a message if the session is interactive."""
        if self.is_interactive:
            self.say(message)

    def report(self, error: AzmilError) -> None:
        """Print an error, with a hint for the shell."""
        hint = HINTS.get(error.hint_template) if isinstance(error.hint_template, Hint) else None
        text = self.format_error(error) if hint is None else f"{error.message}; {fill_template(hint, error.values)}"
        sys.stdout.flush()  # keeps messages and results in order
        self.say(f"azmil: {text}")

    def print_result(self, answer: Answer) -> None:
        r"""Print the result of a statement, or write it to the file of ``\o``."""
        if self.file is None:
            self.show(answer, self.form)
            return
        self.file.add(answer)
        self.notice(f"{counted(len(answer.rows), 'row')} written to '{self.file.path}'")

    def show(self, answer: Answer, form: str) -> None:
        """Print rows in a format."""
        output_format = formats.find(form)
        if not answer.rows and output_format.is_for_people:
            self.say("azmil: nothing found")
            return
        apart = self.output(is_apart=output_format.is_for_people)
        with encoded(sys.stdout, output_format.encoding, output_format.errors), apart as stream:
            assert output_format.write_rows is not None  # noqa: S101 - the formats of a session can write rows
            output_format.write_rows(answer, stream if output_format.draws else data(stream), wide=False)

    @contextmanager
    def output(self, *, is_apart: bool = True) -> Iterator[TextIO]:
        """Open a stream for one text on standard output, shown in the pager if it is longer than the terminal.

        With ``is_apart``, a blank line separates it from the text before it. The pager is used only at the prompt,
        since a file or a pipe may contain many statements.
        """
        if self.has_printed and is_apart:
            sys.stdout.write("\n")
        self.has_printed = True
        if self.is_interactive and self.is_paged:
            from azmil.formats.terminal.pager import paged  # noqa: PLC0415 - used at the prompt only

            sys.stdout.flush()
            with paged(sys.stdout) as stream:
                yield stream
        else:
            yield sys.stdout
        sys.stdout.flush()
