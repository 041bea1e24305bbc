"""Commands of the shell, each a backslash and a letter or word: its name, what it takes and does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from azmil import formats
from azmil.errors import Exit, Fault, suggestion
from azmil.shell.tokens import PLAIN
from azmil.values.answers import answer_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.shell.session import Session

NO_COMMAND = Fault(
    "there is no such command at the prompt", "there is no command '{name}'{hint}", r"\? lists them", Exit.USAGE
)
NEEDS_FILE = Fault(
    "answers at the prompt are to be printed in a format that only a file can hold",
    "the format {form} cannot be printed",
    "use 'azmil sql --output FILE'",
    Exit.USAGE,
)
NO_ARGUMENT = Fault(
    "a command at the prompt is given something and takes nothing",
    "{name} takes nothing after it, not '{argument}'",
    "write it alone",
    Exit.USAGE,
)
KEYS = (
    ("Enter", "runs a statement that ends with ;, and goes on with one that does not"),
    ("Alt-Enter", "runs it as it stands"),
    ("Tab", "completes; inside quotes, values of the column"),
    ("Ctrl-X Ctrl-E", "opens it in your editor, and runs what is saved"),
    ("Ctrl-R", "searches what was asked before; arrow keys go through it"),
    ("Ctrl-C", "clears the line, or stops the statement that runs"),
    ("Ctrl-D", "ends the shell"),
)
LIMITS = """\
Statements only read. One that takes longer than --timeout
is stopped; one inside a function that cannot be stopped is
abandoned, and the next is asked on another connection."""


class Leave(Exception):  # noqa: N818 - no error: the reader has done
    """The reader wants to end the shell."""


def printable() -> list[str]:
    """Return the formats in which answers can be printed."""
    return [name for name in formats.NAMES if not formats.find(name).needs_file]


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the shell."""

    name: str
    takes: str
    meaning: str
    run: Callable[[Session, str], None]


def run(session: Session, line: str) -> None:
    r"""Run the command in a line; raise AzmilError for one that is unknown, Leave for ``\q``."""
    plain = line.strip().rstrip(";").strip()
    name, _, argument = plain.partition(" ")
    name, argument = PLAIN.get(name.lower(), name), argument.strip()
    if name not in COMMANDS:
        raise NO_COMMAND(name=name, hint=suggestion(name, COMMANDS))
    command = COMMANDS[name]
    if argument and not command.takes:
        raise NO_ARGUMENT(name=name, argument=argument)
    command.run(session, argument)


def _help(session: Session, _: str) -> None:
    rows = [(f"{each.name} {each.takes}".strip(), each.meaning) for each in COMMANDS.values()]
    session.give(answer_of(["command", "what it does"], rows), "table")
    session.give(answer_of(["key", "what it does"], list(KEYS)), "table")
    session.write(f"\n{LIMITS}\n")


def _describe(session: Session, name: str) -> None:
    session.give(session.base.schema(name or None), _flat(session))


def _list(session: Session, _: str) -> None:
    rows = [(name, meaning) for name, sort, meaning in session.base.schema().rows if sort == "report"]
    session.give(answer_of(["report", "what it answers"], rows), _flat(session))


def _flat(session: Session) -> str:
    """Return the format of a list: the one set, but never one line for each of its values."""
    return "table" if session.form == "vertical" else session.form


def _format(session: Session, form: str) -> None:
    if form and formats.find(form).needs_file:
        raise NEEDS_FILE(form=form)
    if form:
        session.form = form
        session.notice(f"answers are printed as {form}")
    else:
        others = ", ".join(other for other in printable() if other != session.form)
        session.notice(f"answers are printed as {session.form}; \\s FORMAT sets another: {others}")


def _vertical(session: Session, _: str) -> None:
    if session.form == "vertical":
        session.form = session.form_before
    else:
        session.form, session.form_before = "vertical", session.form
    session.notice(f"answers are printed as {session.form}")


def _timing(session: Session, _: str) -> None:
    session.is_timed = not session.is_timed
    session.notice(f"the time of each statement is {'told' if session.is_timed else 'not told'}")


def _citing(session: Session, _: str) -> None:
    session.is_citing = not session.is_citing
    told = "with" if session.is_citing else "without"
    session.notice(f"rows that have an id are printed {told} the lines behind them")


def _leave(_: Session, __: str) -> None:
    raise Leave


COMMANDS = {
    command.name: command
    for command in (
        Command(r"\d", "[TABLE]", "tables and reports, or the columns of one", _describe),
        Command(r"\l", "", "the reports, which answer prepared questions", _list),
        Command(r"\s", "[FORMAT]", f"how answers are printed: {', '.join(printable())}", _format),
        Command(r"\x", "", "a line for each value, and back", _vertical),
        Command(r"\cite", "", "the lines behind rows that have an id, and back", _citing),
        Command(r"\t", "", "the time of each statement, and back", _timing),
        Command(r"\?", "", "this help", _help),
        Command(r"\q", "", "end the shell", _leave),
    )
}
