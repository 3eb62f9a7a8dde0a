"""Does an editor complete and explain the claims file? Asks the YAML language server, which VS Code's extension runs.

Not part of the tests, because it needs npm:

    npm install --prefix /tmp/editor yaml-language-server
    python bench/editor.py /tmp/editor/node_modules/.bin/yaml-language-server

Prints what the server says of data/claims.yaml and of every place in PROBES. Ends with status 1 if it finds a fault in
the file, misses a fault, or does not offer or explain what PROBES expects.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CLAIMS = ROOT / "data" / "claims.yaml"
SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}
MODELINE = "# yaml-language-server: $schema=claims.schema.json\n"

# What is asked, the file with | where the cursor stands, and words that the answer has to hold.
PROBES = (
    ("complete", "claims:\n  - id: a\n    type: |\n", ("fact", "figure", "assessment", "forecast")),
    ("complete", "claims:\n  - id: a\n    likelihood: |\n", ("almost_certain", "roughly_even_chance")),
    ("complete", "claims:\n  - id: a\n    credibility: |\n", ("1", "6")),
    ("complete", "claims:\n  - id: a\n    status: |\n", ("current", "retracted")),
    ("complete", "claims:\n  - id: a\n    li|\n", ("likelihood", "links")),
    (
        "complete",
        "claims:\n  - id: a\n    links:\n      - type: |\n",
        ("contradicts", "supersedes", "qualifies", "repeats"),
    ),
    ("complete", "claims:\n  - id: a\n    answers:\n      crowd:\n        bound: |\n", ("exact", "at_least", "up_to")),
    ("complete", "claims:\n  - id: a\n    countries: [|]\n", ("IS", "NZ")),
    ("complete", "voices:\n  - id: a\n    country: |\n", ("IS", "NZ")),
    ("complete", "voices:\n  - id: a\n    analyst: |\n", ("true", "false")),
    ("complete", "sources:\n  - id: a\n    omitted:\n      - reason: |\n", ("furniture", "rhetorical")),
    ("complete", "questions:\n  - id: a\n    differ:\n      why: [|]\n", ("definition", "as_of")),
    ("complete", "events:\n  - id: a\n    kind: |\n", ("arms_transfer", "precedent")),
    ("complete", "dossier: {title: A}\n|\n", ("sources", "claims", "events")),
    ("explain", "claims:\n  - id: a\n    hed|ge: may\n", ("words of doubt", "probably")),
    ("explain", "claims:\n  - id: a\n    v|ia: [b]\n", ("Through whom", "courier")),
    (
        "explain",
        "claims:\n  - id: a\n    answers:\n      crowd: {bo|und: about, wording: some}\n",
        ("as stated", "at_least"),
    ),
    ("explain", "questions:\n  - id: a\n    outcome: {amb|iguous: true}\n", ("only in part",)),
    ("explain", "sources:\n  - id: a\n    publi|shed: 2024\n", ("EDTF", "2031-03-02")),
    ("explain", "cla|ims: []\n", ("What the texts assert",)),
    ("refuse", "claims:\n  - id: a\n    tipe: fact\n", ("tipe",)),
    ("refuse", "claims:\n  - id: a\n    type: fakt\n", ("fact",)),
    ("refuse", "voices:\n  - {id: a, name: A, kind: person, country: UK}\n", ("AD",)),
    ("refuse", "claims:\n  - id: a\n    answers: {crowd: {low: many, wording: many}}\n", ("pattern",)),
    ("accept", "voices:\n  - {id: a, name: 1984, kind: person, country: NO, analyst: true, note: }\n", ()),
    ("accept", "events:\n", ()),
)


class Server:
    """A language server, spoken to by JSON-RPC over its standard streams."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.numbers = itertools.count(1)
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        capabilities = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}
        self.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": capabilities})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        number = next(self.numbers)
        self.send({"id": number, "method": method, "params": params})
        while (message := self.receive()).get("id") != number or "method" in message:
            self.take(message)
        if "error" in message:
            raise RuntimeError(message["error"]["message"])
        return message.get("result")

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self.send({"method": method, "params": params})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            raise SystemExit("the language server ended")
        return json.loads(self.process.stdout.read(length))

    def take(self, message: dict[str, Any]) -> None:
        """A notification or request of the server's own."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            asked = message.get("params", {}).get("items", [])
            self.send({"id": message["id"], "result": [SETTINGS.get(item.get("section")) for item in asked] or None})

    def open(self, uri: str, text: str) -> list[dict[str, Any]]:
        """Open a document and wait for what is wrong with it."""
        self.diagnostics.pop(uri, None)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self.diagnostics:
            self.take(self.receive())
        return self.diagnostics[uri]

    def close(self) -> None:
        self.ask("shutdown", {})
        self.tell("exit", {})
        self.process.wait(timeout=10)


def probe(server: Server, number: int, what: str, marked: str) -> list[str]:
    """What the server answers at the cursor: labels, an explanation, or what is wrong."""
    text = MODELINE + marked.replace("|", "")
    uri = (CLAIMS.parent / f"probe-{number}.yaml").as_uri()
    found = server.open(uri, text)
    if what in {"refuse", "accept"}:
        ignored = "Missing property"
        return [item["message"] for item in found if ignored not in item["message"]]
    before = (MODELINE + marked).partition("|")[0]
    place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
    method = "textDocument/completion" if what == "complete" else "textDocument/hover"
    answer = server.ask(method, {"textDocument": {"uri": uri}, "position": place})
    if what == "complete":
        return [item["label"] for item in answer["items"]]
    return [answer["contents"]["value"]] if answer else []


def main() -> int:
    server = Server([sys.argv[1] if len(sys.argv) > 1 else "yaml-language-server", "--stdio"])
    began = time.perf_counter()
    text = CLAIMS.read_text(encoding="utf-8")
    text = text if text.startswith(MODELINE) else MODELINE + text
    found = server.open(CLAIMS.as_uri(), text)
    print(f"{CLAIMS.name}: {len(found)} diagnostics in {time.perf_counter() - began:.1f} s")
    for item in found[:20]:
        print(f"  line {item['range']['start']['line'] + 1}: {item['message']}")
    spoilt = server.open((CLAIMS.parent / "spoilt.yaml").as_uri(), text.replace("\n    voice: ", "\n    voices: ", 1))
    print(f"the same with one key misspelt: {'; '.join(item['message'] for item in spoilt)}")
    failed = bool(found) or len(spoilt) != 2
    for number, (what, marked, expected) in enumerate(PROBES):
        said = probe(server, number, what, marked)
        words = "\n".join(said)
        good = all(word in (said if what == "complete" else words) for word in expected) and not (
            what == "accept" and said
        )
        failed |= not good
        shown = ", ".join(said) if what == "complete" else " ".join(words.split())
        print(f"{'ok  ' if good else 'FAIL'} {what} {marked.strip()!r}: {shown[:300]}")
    server.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
