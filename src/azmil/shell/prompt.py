"""The prompt: its keys, colours, menu and history. The only module that draws on a terminal itself."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import has_focus
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.output.defaults import create_output
from prompt_toolkit.styles import Style

from azmil import paths
from azmil.errors import AzmilError, is_unicode
from azmil.shell.completion import Completions
from azmil.shell.editor import edited
from azmil.shell.tokens import KEYWORD_WORDS, is_command, is_whole
from azmil.values.sqltext import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

    from azmil.shell.session import Session
    from azmil.shell.words import Words

PROMPT = "azmil> "
CONTINUED = "...> "
# Greys that can be read on black and on white; the rest are a terminal's own colours.
STYLE = Style.from_dict(
    {
        "prompt": "bold",
        "sql.keyword": "bold ansiblue",
        "sql.table": "ansimagenta",
        "sql.text": "ansigreen",
        "sql.number": "ansicyan",
        "sql.comment": "italic #808080",
        "sql.command": "bold ansimagenta",
        "prompt-continuation": "#808080",
        "auto-suggestion": "#808080",
        "bottom-toolbar": "noreverse #808080",
        "bottom-toolbar.set": "noreverse bold",
    }
)


def make(session: Session, *, keyboard: Input | None = None, screen: Output | None = None) -> PromptSession[str]:
    """Return what asks a person for the next statements or command; it raises EOFError for Ctrl-D."""
    return PromptSession(
        [("class:prompt", PROMPT)],
        multiline=True,
        prompt_continuation=_continued,
        key_bindings=_keys(),
        lexer=Colours(session.words),
        completer=Completions(session.words),
        auto_suggest=AutoSuggestFromHistory(),
        history=history(),
        search_ignore_case=True,
        style=STYLE,
        include_default_pygments_style=False,
        bottom_toolbar=lambda: _toolbar(session),
        reserve_space_for_menu=7,
        enable_suspend=True,
        input=keyboard,
        # An answer may go to a file while the prompt stays on the terminal.
        output=screen or create_output(always_prefer_tty=True),
    )


def _continued(width: int, line: int, wraps: int) -> StyleAndTextTuples:
    """Return what stands before a further line: what it is inside of, if a quote or comment has not ended before it."""
    mark = _inside(get_app().current_buffer.text).get(line, CONTINUED)
    return [("class:prompt-continuation", " " * width if wraps else mark.rjust(width))]


@lru_cache(maxsize=1)
def _inside(text: str) -> dict[int, str]:
    """Return the marks of the lines of a text that begin inside a quote or comment."""
    found = {}
    line = 0
    for token in tokens(text):
        for _ in range(token.text.count("\n")):
            line += 1
            if token.kind in ("text", "quoted", "comment"):
                found[line] = f"{token.text[0]}> " if token.kind != "comment" else "*> "
    return found


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter", filter=has_focus(DEFAULT_BUFFER))
    def _enter(event: KeyPressEvent) -> None:
        """Take what is chosen in the menu, run what is whole, or go on in a new line."""
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.complete_state = None
        elif not is_unicode(buffer.text) or is_whole(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.newline()

    @keys.add("c-x", "c-e", filter=has_focus(DEFAULT_BUFFER))
    async def _edit(event: KeyPressEvent) -> None:
        """Open what is written in the reader's editor, and run what is saved."""
        buffer = event.current_buffer
        try:
            text = await run_in_terminal(partial(edited, buffer.text), in_executor=True)
        except AzmilError as error:
            buffer.append_to_history()
            event.app.exit(exception=error)
        else:
            if text is not None:
                buffer.text = text
                buffer.validate_and_handle()

    return keys


def _toolbar(session: Session) -> StyleAndTextTuples:
    """Return what is set, and where help is."""
    is_set = [session.form]
    is_set += ["cite"] * session.is_citing + ["timing"] * session.is_timed
    return [("class:bottom-toolbar.set", " · ".join(is_set)), ("", "   \\? help   \\q end")]


class Colours(Lexer):
    """The colours of what is written: those words are coloured that SQL or the database knows."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """Return the function that gives the coloured pieces of a line."""
        lines: list[StyleAndTextTuples] = [[]]
        for style, text in self._coloured(document.text):
            first, *rest = text.split("\n")
            lines[-1].append((style, first))
            lines.extend([(style, line)] for line in rest)
        return lambda number: lines[number] if number < len(lines) else []

    def _coloured(self, text: str) -> Iterable[tuple[str, str]]:
        if is_command(text) and "\n" not in text.strip():
            name, space, rest = text.partition(" ")
            return [("class:sql.command", name), ("", space + rest)]
        return [(self._style(token), token.text) for token in tokens(text)]

    def _style(self, token: Token) -> str:
        if token.kind in ("text", "number", "comment"):
            return f"class:sql.{token.kind}"
        if token.word in KEYWORD_WORDS:
            return "class:sql.keyword"
        return "class:sql.table" if token.name in self._words.tables else ""


class _Kept(FileHistory):
    """A history in a file, which is no reason to stop when the file cannot be read or written any more."""

    def load_history_strings(self) -> Iterable[str]:
        with suppress(OSError):
            return super().load_history_strings()
        return []

    def store_string(self, string: str) -> None:
        with suppress(OSError, UnicodeError):
            super().store_string(string)


def history() -> History:
    """Return what was asked before: from a file in the reader's folder, or of this session where there can be none."""
    path = paths.state_folder() / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("r+b"):
            return _Kept(str(path))
    except OSError:
        return InMemoryHistory()
