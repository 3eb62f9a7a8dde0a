"""From files to a validated dossier, or to the list of everything that is wrong with them."""

from __future__ import annotations

import gc
import hashlib
import os
import re
import stat
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import ValidationError

from dossier.checks import find_problems
from dossier.findings import ABOUT, NOUNS, SECTIONS, Draft, Finding
from dossier.model import (
    SLUG,
    About,
    Aliases,
    Claim,
    Differ,
    Dossier,
    Event,
    Figure,
    Link,
    Omission,
    Outcome,
    Position,
    Question,
    Record,
    Source,
    Voice,
)
from dossier.problems import DossierError, Level, Problem, did_you_mean, shorten
from dossier.texts import MAX_TEXT_BYTES, RawText, TextError, decode_text
from dossier.tree import MAX_FILE_BYTES, Node, TreeError, read_tree

DEFAULT_PATH = Path("data/claims.yaml")
TOP_LEVEL = (ABOUT, *SECTIONS)
_MODELS: dict[str, type[Record]] = {
    "sources": Source,
    "voices": Voice,
    "questions": Question,
    "claims": Claim,
    "events": Event,
}


def dossier_path() -> Path:
    """The claims file to open: the environment variable DOSSIER, or `data/claims.yaml`."""
    return Path(os.environ.get("DOSSIER") or DEFAULT_PATH)


Stamp: TypeAlias = tuple[int, ...]
"""What changes when a file is written, replaced or removed."""


def file_stamp(path: Path) -> Stamp:
    """The stamp of a file as it lies there now; empty for one that is not there."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def load_dossier(path: Path | str | None = None, *, files: dict[Path, Stamp] | None = None) -> Dossier:
    """Read, validate and prove a dossier.

    `files` is filled with every file that was asked for, there or not, and its stamp just before it was read.
    Raises DossierError with every problem found; `unreadable` is set when the claims file itself cannot be read.
    """
    file = Path(path) if path is not None else dossier_path()
    with _no_collection():
        return _Loader(file, {} if files is None else files).load()


def load_state(path: Path, claims: bytes, texts: Mapping[str, bytes]) -> Dossier:
    """Read, validate and prove a state of a dossier that does not lie on disk: the bytes of its claims file, and of its
    raw texts by their file names.

    Raises DossierError as `load_dossier` does.
    """
    with _no_collection():
        return _StateLoader(path, claims, texts).load()


def data_version(claims: bytes, texts: Iterable[tuple[str, bytes]]) -> str:
    """The version that links name: a hash of the claims file and of the texts by the ids of their sources, in order."""
    found = hashlib.sha256(claims)
    for source, data in texts:
        found.update(source.encode() + b"\0" + data)
    return found.hexdigest()[:12]


@contextmanager
def _no_collection() -> Generator[None]:
    """Cyclic garbage collection over a growing tree costs half of the load (see bench/)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def text_root(path: Path) -> Path:
    """The folder that raw texts are found in: the one above `data/`, or the claims file's own."""
    folder = path.resolve().parent
    return folder.parent if folder.name == "data" else folder


class _Loader:
    def __init__(self, path: Path, files: dict[Path, Stamp]) -> None:
        self.path = path
        self.files = files
        self.problems: list[Problem] = []
        self.claims = b""
        self.raw: list[tuple[str, bytes]] = []
        self.root = Node((1, 1), {})

    def load(self) -> Dossier:
        self.root = self.read_root()
        about = self.about()
        draft = self.draft(about)
        for finding in find_problems(draft):
            self.report(finding)
        errors = [problem for problem in self.problems if problem.level == "error"]
        warnings = [problem for problem in self.problems if problem.level == "warning"]
        if errors or about is None:
            raise DossierError(errors, warnings=warnings)
        return Dossier(
            path=self.path,
            version=data_version(self.claims, self.raw),
            about=about,
            sources={record.id: record for record in draft.sources.values()},
            voices={record.id: record for record in draft.voices.values()},
            questions={record.id: record for record in draft.questions.values()},
            claims={record.id: record for record in draft.claims.values()},
            events={record.id: record for record in draft.events.values()},
            texts=draft.texts,
            spans=draft.spans,
            omissions=draft.omissions,
            warnings=tuple(sorted(warnings)),
        )

    # Reading

    def read_root(self) -> Node:
        text = self.claims_text()
        try:
            root, errors = read_tree(text)
        except TreeError as error:
            raise DossierError([self.problem(error.place, "", error.message, error.hint)], unreadable=True) from None
        for error in errors:
            self.problems.append(self.problem(error.place, "", error.message, error.hint))
        if not isinstance(root.value, dict):
            message = f"the file should be a mapping with the keys {', '.join(TOP_LEVEL)}"
            raise DossierError([self.problem(root.place, "", message)], unreadable=True)
        for key, place in root.keys.items():
            if key not in TOP_LEVEL:
                hint = did_you_mean(key, TOP_LEVEL)
                self.problems.append(self.problem(place, "", f"unknown key '{shorten(key)}'", hint))
        return root

    def claims_text(self) -> str:
        self.files[self.path] = file_stamp(self.path)  # one that cannot be read is watched too
        try:
            status = self.path.stat()
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
                raise TextError("this is no file, but a device or a pipe")
            if status.st_size > MAX_FILE_BYTES:
                raise TextError(f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB")
            self.claims = self.read(self.path)
            return decode_text(self.claims, limit=MAX_FILE_BYTES)
        except OSError as error:
            message = f"the file cannot be read ({error.strerror or 'no such file'})"
        except TextError as error:
            message = str(error)
        raise DossierError([self.problem((0, 0), "", message)], unreadable=True)

    def read(self, file: Path) -> bytes:
        """The bytes of a file, all of one state: half of a claims file may well be a valid one."""
        before = file_stamp(file)
        data = file.read_bytes()
        if file_stamp(file) != before:
            raise TextError("it was written to while it was read; try again")
        return data

    def section_node(self, name: str) -> Node | None:
        nodes = self.root.value
        assert isinstance(nodes, dict)  # read_root has seen to it
        if name not in nodes:
            self.problems.append(self.problem(self.root.place, "", f"the key '{name}' is missing"))
        return nodes.get(name)

    def about(self) -> About | None:
        node = self.section_node(ABOUT)
        return self.record(About, node, ABOUT) if node else None

    def draft(self, about: About | None) -> Draft:
        rows: dict[str, dict[int, Any]] = {}
        ids: dict[str, tuple[str, ...]] = {}
        for section in SECTIONS:
            nodes = self.section_rows(section)
            ids[section] = tuple(_id_of(node) for node in nodes)
            found = (self.record(_MODELS[section], node, _name(section, i, node)) for i, node in enumerate(nodes))
            rows[section] = {i: record for i, record in enumerate(found) if record is not None}
        texts = self.texts(rows["sources"])
        fields: dict[str, Any] = {**rows, "ids": ids, "texts": texts, "spans": {}, "omissions": {}}
        return Draft(**fields, about=about)

    def section_rows(self, section: str) -> list[Node]:
        node = self.section_node(section)
        if node is None or node.value is None:
            return []
        if isinstance(node.value, list):
            return node.value
        self.problems.append(self.problem(node.place, section, "should be a list, each item beginning with `- id:`"))
        return []

    def record(self, model: type[Any], node: Node, where: str) -> Any | None:
        if not isinstance(node.value, dict):
            self.problems.append(self.problem(node.place, where, "should be a mapping of fields"))
            return None
        try:
            return model.model_validate(node.plain())
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                place = node.find(detail["loc"])
                self.problems.append(self.problem(place, where, *_say(detail, model)))
            return None

    # Raw texts

    def texts(self, sources: dict[int, Source]) -> dict[str, RawText]:
        found = {}
        for index, source in sources.items():
            try:
                data = self.raw_bytes(source.file)
                found[source.id] = RawText(decode_text(data))
                self.raw.append((source.id, data))
            except TextError as error:
                self.report(Finding("sources", index, ("file",), f"{shorten(source.file)}: {error}"))
        return found

    def raw_bytes(self, name: str) -> bytes:
        root = text_root(self.path)
        try:
            file = (root / name).resolve()
            if not file.is_relative_to(root):
                raise TextError("leads out of the dossier's folder")
            self.files.setdefault(file, file_stamp(file))
            if not file.is_file():
                raise TextError(f"there is no such file below {root.name or root}")
            if file.stat().st_size > MAX_TEXT_BYTES:
                raise TextError(f"larger than {MAX_TEXT_BYTES // 1_000_000} MB")
            return self.read(file)
        except (OSError, ValueError) as error:
            if isinstance(error, TextError):
                raise
            raise TextError("cannot be read") from None

    # Problems

    def report(self, finding: Finding) -> None:
        if finding.section == ABOUT:
            node, where = self.section_node(ABOUT), ABOUT
            assert node is not None  # a finding in it was read from it
        else:
            node = self.section_rows(finding.section)[finding.index]
            where = _name(finding.section, finding.index, node)
        place = node.find(finding.path)
        self.problems.append(self.problem(place, where, finding.message, finding.hint, finding.level))

    def problem(
        self, place: tuple[int, int], where: str, message: str, hint: str = "", level: Level = "error"
    ) -> Problem:
        return Problem(str(self.path), *place, where, message, hint, level)


class _StateLoader(_Loader):
    """Loads bytes that are at hand."""

    def __init__(self, path: Path, claims: bytes, texts: Mapping[str, bytes]) -> None:
        super().__init__(path, {})
        self.claims = claims
        self.at_hand = texts

    def claims_text(self) -> str:
        try:
            return decode_text(self.claims, limit=MAX_FILE_BYTES)
        except TextError as error:
            raise DossierError([self.problem((0, 0), "", str(error))], unreadable=True) from None

    def raw_bytes(self, name: str) -> bytes:
        if name not in self.at_hand:
            raise TextError("there was no such file")
        return self.at_hand[name]


def _id_of(node: Node) -> str:
    child = node.value.get("id") if isinstance(node.value, dict) else None
    return child.value if child is not None and isinstance(child.value, str) else ""


def _name(section: str, index: int, node: Node) -> str:
    name = _id_of(node)
    return f"{NOUNS[section]} {shorten(name, 60)}" if name else f"{NOUNS[section]} number {index + 1}"


def _say(detail: Any, model: type[Record]) -> tuple[str, str]:
    """A validation error as a sentence and a hint; `detail` is one of pydantic's error dictionaries."""
    steps = _steps(detail["loc"])
    field = f"`{shorten('.'.join(steps))}`"
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return f"{field} is missing", ""
        case "extra_forbidden":
            known = _fields(model, detail["loc"][:-1])
            return f"unknown key '{shorten(steps[-1])}'", did_you_mean(steps[-1], known) or _list(known)
        case "literal_error":
            return _say_choice(field, detail["input"], context["expected"])
        case "string_pattern_mismatch":
            hint = _ID_HINT if context["pattern"] == SLUG else "Write a code of a language, such as en or pt-BR."
            return f"{field} is '{shorten(detail['input'])}'", hint
        case "value_error":
            return (f"{field}: " if steps else "") + str(context["error"]), ""
        case "string_too_short":
            return f"{field} is empty", ""
        case "string_too_long":
            return f"{field} is longer than {context['max_length']} characters", ""
        case "too_short":
            return f"{field} needs at least {context['min_length']}, not {context['actual_length']}", ""
        case "too_long":
            return f"{field} takes no more than {context['max_length']}", ""
        case shape:
            return f"{field} should be {_SHAPES[shape]}", ""


def _steps(loc: tuple[str | int, ...]) -> list[str]:
    """The way to a value, items counted from 1, without the marks that pydantic adds for keys and kinds of answer."""
    steps = [str(step + 1) if isinstance(step, int) else step for step in loc if step != "[key]"]
    return [*steps[:2], *steps[3:]] if steps[:1] == ["answers"] and steps[2:3] in (["figure"], ["words"]) else steps


def _say_choice(field: str, given: object, expected: str) -> tuple[str, str]:
    choices = re.findall(r"'([^']*)'", expected)
    if not isinstance(given, str):
        return f"{field} should be one word", _list(choices)
    return f"{field} is '{shorten(given)}'", did_you_mean(given, choices) or _list(choices)


_ID_HINT = "An id is lower-case words joined by hyphens."
_SHAPES = {
    "bool_type": "true or false",
    "dict_type": "a mapping, such as {question: answer}",
    "float_type": "a number",
    "model_type": "a mapping of fields",
    "string_type": "text",
    "tuple_type": "a list, such as [a, b]",
}


def _list(choices: list[str]) -> str:
    return f"Known are {', '.join(choices)}."


def _fields(model: type[Record], path: tuple[str | int, ...]) -> list[str]:
    """The field names of the record that `path` leads to from a record of type `model`."""
    node = model
    for step in path:
        node = _NESTED.get((node.__name__, str(step)), node)
    return list(node.model_fields)


_NESTED: dict[tuple[str, str], type[Record]] = {
    ("About", "aliases"): Aliases,
    ("Source", "omitted"): Omission,
    ("Question", "positions"): Position,
    ("Question", "differ"): Differ,
    ("Question", "outcome"): Outcome,
    ("Claim", "answers"): Figure,
    ("Claim", "links"): Link,
}
