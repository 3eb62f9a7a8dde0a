"""YAML read as text with positions: the part of YAML that a dossier needs, and nothing else.

Every scalar stays text (`NO`, `010`, `2024-11-04` and `1:30` mean what they say); the model decides what a field
holds. Anchors, aliases, merge keys, tags, duplicate keys, tabs and deep nesting are refused with their place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from yaml._yaml import CParser  # ty: ignore[import-not-found]  # not exported: yaml's own fallback is silent and slow
from yaml.reader import ReaderError

from dossier.problems import shorten

MAX_DEPTH = 12
MAX_NODES = 6_000_000
"""Twice what 100,000 claims take; 64 MB of the shortest lines there are would fill the memory with nodes."""
_NULLS = {"", "~", "null", "Null", "NULL"}
_SAID = (
    ("mapping values are not allowed", "a colon and a space stand inside plain text", "Write the text as a >- block."),
    ("tab character", "a tab stands where only spaces may", "Indent with spaces."),
    ("cannot start any token", "this character cannot begin a value", "Put the text in quotes; indent with spaces."),
    ("scanning an alias", "a value cannot begin with *", "Put the text in quotes."),
    ("scanning an anchor", "a value cannot begin with &", "Put the text in quotes."),
    ("end of stream while scanning a quoted", "a quotation mark stands open to the end of the file", "Close it."),
    ("did not find expected key", "no key stands here", "Look at the indentation, and for quotes that end too early."),
)
"""What the parser says, as part of its message; what we say; and the hint."""

Place: TypeAlias = tuple[int, int]
"""Line and column, both counted from 1."""


class TreeError(ValueError):
    """The text is no YAML, or YAML of a kind that a dossier does not use."""

    def __init__(self, message: str, place: Place, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.place, self.hint = message, place, hint


@dataclass(slots=True)
class Node:
    """A value of the file and where it begins: text, None, a list of nodes, or a mapping of nodes."""

    place: Place
    value: str | list[Node] | dict[str, Node] | None
    keys: dict[str, Place] = field(default_factory=dict)

    def plain(self) -> object:
        """The value without its places, as the model takes it."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def find(self, path: tuple[str | int, ...]) -> Place:
        """The place of the deepest part of `path` that exists; steps that name no part are passed over."""
        node, place = self, self.place
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                place = node.keys[str(step)]
                node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                place = node.place
        return place


def read_tree(text: str) -> tuple[Node, tuple[TreeError, ...]]:
    """Parse one YAML document into its root node and the duplicate keys found on the way.

    Raises TreeError for what makes the rest unreadable.
    """
    reader = _Reader(text)
    try:
        return reader.read(), tuple(reader.errors)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error) from None
    except ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise TreeError(f"the character U+{ord(text[len(before)]):04X} cannot stand in YAML", place) from None


class _Reader:
    """Turns the parser's flat run of events into nodes, without recursion, so that depth cannot exhaust the stack."""

    def __init__(self, text: str) -> None:
        self.parser = CParser(text)
        self.errors: list[TreeError] = []
        self.stack: list[Node] = []
        self.pending: list[tuple[str, Place] | None] = []
        self.root: Node | None = None
        self.nodes = 0

    def read(self) -> Node:
        get_event, documents = self.parser.get_event, 0
        while (kind := type(event := get_event())) is not yaml.StreamEndEvent:
            if kind is yaml.ScalarEvent:  # nearly all are, and this loop is most of what loading costs
                self.scalar(event)
                continue
            documents += kind is yaml.DocumentStartEvent
            if documents > 1:
                raise TreeError("a second YAML document begins here", _place(event), "Keep one document in the file.")
            self.take(event)
        if self.root is None:
            raise TreeError("the file is empty", (1, 1))
        return self.root

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise TreeError("aliases (*name) are not used here", _place(event), "Write the value out, or in quotes.")
        if isinstance(event, yaml.NodeEvent):
            _refuse_extras(event)
        if isinstance(event, yaml.MappingStartEvent):
            self.open(Node(_place(event), {}))
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open(Node(_place(event), []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
            self.pending.pop()

    def scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            _refuse_extras(event)
        mark, value = event.start_mark, event.value
        assert mark is not None  # libyaml marks every event
        place = mark.line + 1, mark.column + 1
        if self.stack and self.pending[-1] is None and isinstance(self.stack[-1].value, dict):
            if value == "<<":
                raise TreeError("merge keys (<<) are not used here", place, "Write the fields out.")
            self.pending[-1] = (value, place)
            return
        self.add(Node(place, None if value in _NULLS and event.implicit[0] else value))

    def open(self, node: Node) -> None:
        if self.stack and isinstance(self.stack[-1].value, dict) and self.pending[-1] is None:
            raise TreeError("a key must be a word, not a list or a mapping", node.place)
        if len(self.stack) >= MAX_DEPTH:
            raise TreeError(f"nested more than {MAX_DEPTH} levels deep", node.place)
        self.add(node)
        self.stack.append(node)
        self.pending.append(None)

    def add(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise TreeError(f"the file holds more than {MAX_NODES:,} values", node.place)
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
            return
        assert isinstance(parent.value, dict)  # only collections are opened
        pending = self.pending[-1]
        assert pending is not None  # a mapping's value follows its key
        key, place = pending
        self.pending[-1] = None
        if key in parent.value:
            first = parent.keys[key][0]
            self.errors.append(
                TreeError(f"the key '{shorten(key)}' stands twice; it is in line {first} already", place)
            )
            return
        parent.value[key] = node
        parent.keys[key] = place


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    assert mark is not None  # libyaml marks every event
    return mark.line + 1, mark.column + 1


def _refuse_extras(event: yaml.NodeEvent) -> None:
    if event.anchor is not None:
        raise TreeError("anchors (&name) are not used here", _place(event), "Leave it out, or put the text in quotes.")
    tag = getattr(event, "tag", None)
    if tag is not None:
        hint = "Leave it out, or put the text in quotes."
        raise TreeError(f"tags (!name) are not used here, and '{shorten(tag)}' is one", _place(event), hint)


def _syntax_error(error: yaml.MarkedYAMLError) -> TreeError:
    said = f"{error.problem or 'the file is no YAML'} {error.context or ''}".strip()
    unclosed = "end of stream" in said
    mark = error.context_mark if unclosed and error.context_mark else error.problem_mark or error.context_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    found = next(((message, hint) for part, message, hint in _SAID if part in said), (said, ""))
    return TreeError(found[0], place, found[1])
