"""The server: it lists the tools and answers calls on stdin and stdout until its input ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil.assistants import capped
from azmil.assistants.tools import INSTRUCTIONS, SECONDS, Tool, tools
from azmil.errors import AzmilError, Exit, Fault, Hints, suggestion_or_choices
from azmil.publish.server.work import Notes, Work
from azmil.version import __version__

if TYPE_CHECKING:
    from azmil.api.answers import Answers

NO_LIBRARY = Fault(
    "a server for assistants is started, and a library for it is not installed",
    "cannot serve assistants: {library} is not installed",
    Hints.INSTALL_EXTRA,
)
NO_TOOL = Fault(
    "an assistant calls a tool that does not exist",
    "no such tool '{name}'",
    "{instead}",
    Exit.USAGE,
)
NOT_VALID = Fault(
    "an assistant calls a tool with arguments that are not valid",
    "invalid arguments: {reason}",
    "see the description of the tool",
    Exit.USAGE,
)
UNEXPECTED = Fault(
    "an error of azmil occurs while it answers an assistant",
    "an unexpected error occurred in azmil",
    "see the error output of the server",
)


def check_libraries() -> None:
    """Raise AzmilError if a library of the server is not installed."""
    for name in ("mcp", "jsonschema"):
        try:
            __import__(name)
        except ImportError:
            raise NO_LIBRARY(library=name, extra="mcp") from None


class Assistants:
    """The tools over a knowledge base; calls are answered in a few threads, each within a time limit."""

    def __init__(self, base: Answers, notes: Notes, seconds: float = SECONDS) -> None:
        self.base = base
        self.notes = notes
        self.tools = {tool.name: tool for tool in tools()}
        self.work = Work(base, seconds)

    async def call(self, name: str, arguments: dict[str, Any]) -> str:
        """Return the answer of a tool as JSON; raise AzmilError if the call is invalid or takes too long."""
        tool = self.tools.get(name)
        if tool is None:
            raise NO_TOOL(name=name, instead=suggestion_or_choices(name, self.tools))
        _check(tool, arguments)
        return await self.work.do(lambda: self._answered(tool, arguments))

    def _answered(self, tool: Tool, arguments: dict[str, Any]) -> str:
        noted = self.notes.collect()
        result = tool.run(self.base, arguments)
        notes = [*capped.noted(noted), *result.pop("notes", [])]
        return capped.text_of({**result, "notes": notes})


def _check(tool: Tool, arguments: dict[str, Any]) -> None:
    """Raise AzmilError if arguments do not match the schema of a tool."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - of the extra
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - as above

    error = best_match(Draft202012Validator(tool.schema).iter_errors(arguments))
    if error is not None:
        where = f"{error.json_path.removeprefix('$.')}: " if error.path else ""
        raise NOT_VALID(reason=f"{where}{error.message}")


def server_of(assistants: Assistants) -> Any:
    """Return the server of the protocol."""
    import mcp_types as types  # noqa: PLC0415 - of the extra
    from mcp.server import Server  # noqa: PLC0415 - of the extra

    async def list_tools(_context: Any, _params: Any) -> Any:
        return types.ListToolsResult(tools=_described(assistants))

    async def call_tool(_context: Any, params: Any) -> Any:
        is_error = False
        try:
            text = await assistants.call(params.name, params.arguments or {})
        except AzmilError as error:
            text, is_error = str(error), True
        except Exception:  # noqa: BLE001 - whatever happens, the server goes on
            import traceback  # noqa: PLC0415 - only after an error

            traceback.print_exc()  # on stderr
            text, is_error = str(UNEXPECTED()), True
        return types.CallToolResult(content=[types.TextContent(text=text)], is_error=is_error)

    return Server(
        "azmil",
        version=__version__,
        title="azmil",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _described(assistants: Assistants) -> list[Any]:
    """Return the descriptions of the tools in the protocol."""
    import mcp_types as types  # noqa: PLC0415 - of the extra

    return [
        types.Tool(
            name=tool.name,
            title=tool.title,
            description=tool.description,
            input_schema=tool.schema,
            annotations=types.ToolAnnotations(
                read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
            ),
        )
        for tool in assistants.tools.values()
    ]


def serve(base: Answers, notes: Notes) -> None:
    """Answer on stdin and stdout until the input ends; raise AzmilError if the base cannot be read."""
    import asyncio  # noqa: PLC0415 - only the server needs it

    from mcp.server.stdio import stdio_server  # noqa: PLC0415 - of the extra

    base.about()  # raises an error before the first call
    assistants = Assistants(base, notes)
    server = server_of(assistants)

    async def run() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    try:
        asyncio.run(run())
    finally:
        assistants.work.stop()
