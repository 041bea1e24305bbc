"""``azmil serve``: the whole database as web pages and JSON on a port of this computer."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Annotated, Any

from typer import Context, Option

from azmil.cli.base import OUTPUT, Timeout, single_command
from azmil.cli.messages import note, say, say_without_text
from azmil.cli.site import ReportUrl, SeedsUrl, WithText

if TYPE_CHECKING:
    from azmil.publish.options import Options

NETWORK = OUTPUT
Port = Annotated[
    int,
    Option(
        "--port", metavar="N", min=0, max=65_535, help="Port to listen on; 0 for a free one.", rich_help_panel=NETWORK
    ),
]
Host = Annotated[str, Option("--host", metavar="ADDRESS", help="Address to listen on.", rich_help_panel=NETWORK)]
AllowedHost = Annotated[
    list[str] | None,
    Option(
        "--allowed-host",
        metavar="NAME",
        help="Accept requests to this host name, such as behind a proxy.",
        rich_help_panel=NETWORK,
    ),
]


def serve(
    context: Context,
    port: Port = 8000,
    host: Host = "127.0.0.1",
    allowed_hosts: AllowedHost = None,
    timeout: Timeout = 30,
    with_text: WithText = False,
    report_url: ReportUrl = None,
    seeds_url: SeedsUrl = None,
) -> None:
    """Serve the whole database as web pages, with all filters and search, and as JSON; for bases too large for a site.

    Nothing can be changed. Only this computer can reach the pages, unless you choose another --host. Each page is also
    JSON: write .json instead of .html. After a new load, the pages show
    the new content. Press Ctrl-C to stop the server.

    Example: azmil serve --port 8000
    """
    from azmil.publish.options import Options

    options = Options(with_text, report_url, seeds_url)
    _serve(context, port, host, options, names=tuple(allowed_hosts or ()), seconds=timeout)


def _serve(context: Context, port: int, host: str, options: Options, *, names: tuple[str, ...], seconds: float) -> None:
    """Listen on an address, and serve the base until the user ends the server."""
    from azmil import paths
    from azmil.api import contents
    from azmil.api.answers import Answers
    from azmil.publish.server import serving
    from azmil.publish.server.work import Notes

    serving.check_libraries()
    gc.enable()  # unlike other commands, it does not end soon
    path, is_named = paths.database(context.obj.database)
    notes = Notes(note)
    base = Answers(path, is_default=not is_named, limits_memory=True, notify=notes)
    listening = serving.listen(host, port)

    def ready(address: str) -> None:
        if options.with_text:
            say_without_text(contents.without_text(base))
        _ready(address, host)

    try:
        serving.serve(
            base, notes, options, listening, host=host, names=names, seconds=seconds, notify=note, ready=ready
        )
    finally:
        listening.close()
        base.close()


def _ready(address: str, host: str) -> None:
    """Print the address, and a warning if other computers can reach it."""
    from azmil.publish.server.guard import Place

    if not Place(host, 0).is_local:
        say("azmil: other computers can reach this server; it has no passwords and no encryption")
    print(address, flush=True)  # noqa: T201 - the output of the command
    say("azmil: press Ctrl-C to stop the server")


def command() -> Any:
    """Return the command ``azmil serve``."""
    return single_command("serve", serve)
