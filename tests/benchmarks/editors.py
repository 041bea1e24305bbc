"""The schemas of seed files in the YAML language server: time of a completion, and the message for a wrong word.

Usage: python tests/benchmarks/editors.py SERVER [IDS], where SERVER is the path of yaml-language-server, as npm installs
it, and IDS the number of made-up things beside those of azmil.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from azmil.workbench import editor_schemas

ITEM = (
    "- id: a-holding\n  holder: {holder}\n  equipment: thing-{number}\n  count: 5\n  modality: {modality}\n  cite: 1\n"
)


class Server:
    """A language server on stdin and stdout."""

    def __init__(self, command: list[str], settings: dict[str, Any], root: Path) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.settings = settings
        self.numbers = itertools.count(1)
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        folders = [{"uri": root.as_uri(), "name": "root"}]
        can = {"workspace": {"configuration": True}, "textDocument": {"hover": {"contentFormat": ["plaintext"]}}}
        self.request("initialize", processId=None, rootUri=root.as_uri(), workspaceFolders=folders, capabilities=can)
        self.notify("initialized")
        self.notify("workspace/didChangeConfiguration", settings=settings)

    def _send(self, **message: Any) -> None:
        assert self.process.stdin is not None
        raw = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(raw) + raw)
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if message.get("method") == "workspace/configuration":
            found = [self.settings.get(item["section"]) for item in message["params"]["items"]]
            self._send(id=message["id"], result=found)
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send(id=message["id"], result=None)
        return message

    def request(self, method: str, **parameters: Any) -> Any:
        """Return the result of a request."""
        number = next(self.numbers)
        self._send(id=number, method=method, params=parameters)
        while (message := self._receive()).get("id") != number or "method" in message:
            pass
        return message["result"]

    def notify(self, method: str, **parameters: Any) -> None:
        """Send a notification."""
        self._send(method=method, params=parameters)

    def problems(self, uri: str) -> list[str]:
        """Return the messages about a document that was just opened."""
        while uri not in self.diagnostics:
            self._receive()
        return [problem["message"] for problem in self.diagnostics[uri]]


def main(server: str, count: int = 2_000) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        things = root / "mine" / "equipment" / "things.yaml"
        things.parent.mkdir(parents=True)
        made = (f"- {{id: thing-{number}, name: thing {number}, category: tank}}\n" for number in range(count))
        things.write_text("".join(made), encoding="utf-8")
        start = time.perf_counter()
        editor_schemas.write(root, [root / "mine"])
        size = (root / "holdings.schema.json").stat().st_size
        print(f"schemas written in {time.perf_counter() - start:.1f} s; that of holdings has {size / 1000:,.0f} kB")
        schemas = json.loads((root / editor_schemas.SETTINGS).read_text())["yaml.schemas"]
        schemas = {(root / path).as_uri(): pattern for path, pattern in schemas.items()}
        settings = {
            "yaml": {"schemas": schemas, "validate": True, "completion": True, "schemaStore": {"enable": False}}
        }
        running = Server(["node", server, "--stdio"], settings, root)
        try:
            _measure(running, root, count)
        finally:
            running.process.kill()


def _measure(running: Server, root: Path, count: int) -> None:
    uri = (root / "mine" / "holdings" / "good.yaml").as_uri()
    text = ITEM.format(holder="azerbaijani-navy", number=count - 1, modality="asserted")
    for name, content in (
        ("good", text),
        ("bad", text.replace("azerbaijani-navy", "navvy").replace("asserted", "sure")),
    ):
        uri = (root / "mine" / "holdings" / f"{name}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": content}
        running.notify("textDocument/didOpen", textDocument=document)
        problems = running.problems(uri)
        print(
            f"{name}: {len(problems)} problems, the longest message has {max(map(len, problems), default=0)} characters"
        )
        for problem in problems:
            print(f"  {problem}")
    uri = (root / "mine" / "holdings" / "new.yaml").as_uri()
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": "- id: a-holding\n  equipment: \n  mod"}
    running.notify("textDocument/didOpen", textDocument=document)
    running.problems(uri)
    for what, line, character in (("ids", 1, 13), ("fields", 2, 5)):
        times, labels = [], []
        for _ in range(7):
            start = time.perf_counter()
            found = running.request(
                "textDocument/completion",
                textDocument={"uri": uri},
                position={"line": line, "character": character},
            )
            times.append(time.perf_counter() - start)
            labels = [item["label"] for item in found["items"]]
        print(
            f"completion of {what}: {sorted(times)[3] * 1000:.0f} ms (median of 7), {len(labels):,} offered: {labels[:4]}"
        )
    hovered = running.request(
        "textDocument/hover",
        textDocument={"uri": (root / "mine" / "holdings" / "good.yaml").as_uri()},
        position={"line": 2, "character": 16},
    )
    shown = hovered["contents"]["value"] if hovered else ""
    print(f"hover: {len(shown.splitlines())} lines")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
