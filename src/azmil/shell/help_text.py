"""Text of the help screen: keys and notes."""

from __future__ import annotations

KEYS = (
    ("Enter", "run a complete statement, or start a new line"),
    ("Alt-Enter", "run the statement even if it is incomplete"),
    ("Tab", "complete a word, or a value inside quotes"),
    ("Ctrl-X Ctrl-E", "edit in the program set in VISUAL or EDITOR, then run"),
    ("Ctrl-R", "search the history; the arrow keys browse it"),
    ("Ctrl-C", "clear the input, or stop the running statement"),
    ("Ctrl-D", "quit"),
)
# At most 76 columns wide.
NOTES = r"""Settings
  Without an argument, a command with [on|off] reverses its setting.
  Settings last until the shell ends.

Output file
  \o results.csv     write the next results to this file, in the format of its
                     extension, or without one in the current format
  \o 'my file.md'    quote a name that contains spaces
  \o                 print results again
  The first result replaces an existing file, and the next ones are appended.
  A json or xlsx file holds one result; a second one is refused. Messages,
  lists and this help are still printed.

Parameters
  \set least 100     a number
  \set day '2006'    text: needs quotes if it looks like a number, as dates do,
                     or contains spaces; to include a quote, write it twice
  \set day NULL      NULL
  Use it as :least in a statement. The value is bound, never inserted as text.

Pager
  At the prompt, results longer than the screen are shown in the program set
  in PAGER, by default less. \pager off prints them directly.

vi keys
  On by default if ~/.inputrc (or the file in INPUTRC) contains
  "set editing-mode vi". Esc switches to normal mode, where Enter runs the
  statement.

Limits
  Statements can only read. A statement that takes longer than --timeout is
  stopped. If it is inside a function that cannot be stopped, it is abandoned,
  and the next statement uses a new connection.
"""
