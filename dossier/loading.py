"""From files to a validated dossier, or to the list of everything that is wrong with them."""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dossier.checks import find_problems
from dossier.files import IDENTITY, MAX_FILE_BYTES, DossierFiles, Stamp, file_stamp, is_dataset, no_collection
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
from dossier.texts import RawText, TextError, decode_text
from dossier.tree import Node, TreeError, read_tree

MAX_ERRORS = 2_000
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
    """The claims file, or the folder of a dataset, to open: the environment variable DOSSIER, or `data/claims.yaml`."""
    return Path(os.environ.get("DOSSIER") or DEFAULT_PATH)


def load_dossier(path: Path | str | None = None, *, files: dict[Path, Stamp] | None = None) -> Dossier:
    """Read, validate and prove a dossier, from a claims file or from the folder of a dataset.

    `files` is filled with every file that was asked for, there or not, and its stamp just before it was read.
    Raises DossierError with every problem found; `unreadable` is set when the claims file itself cannot be read.
    """
    file = Path(path) if path is not None else dossier_path()
    stamps = {} if files is None else files
    return _restored(file, stamps) if is_dataset(file) else load_files(DossierFiles(file, stamps))


def _restored(folder: Path, stamps: dict[Path, Stamp]) -> Dossier:
    """A dataset takes the place of another as a whole folder, so one file of it tells."""
    identity = folder / IDENTITY
    stamps[identity] = file_stamp(identity)
    restoring = import_module("dossier.restoring")  # it stands on the tables, which a claims file does without
    with no_collection():
        dossier = restoring.restore_dossier(folder)
    if file_stamp(identity) != stamps[identity]:
        message = "it was written again while it was read; try again"
        raise DossierError([Problem(str(folder), 0, 0, "", message)], unreadable=True)
    return dossier


def load_files(files: DossierFiles) -> Dossier:
    """As `load_dossier`, of files that may have been read already."""
    with no_collection():
        return _Loader(files).load()


class _Loader:
    def __init__(self, files: DossierFiles) -> None:
        self.path = files.path
        self.files = files
        self.problems: list[Problem] = []
        self.errors = 0
        self.root = Node((1, 1), {})

    def load(self) -> Dossier:
        self.root = self.read_root()
        about = self.about()
        draft = self.draft(about)
        for finding in find_problems(draft):
            self.report(finding)
        if self.errors or about is None:
            raise self.refusal()
        return Dossier(
            path=self.path,
            version=self.files.version,
            about=about,
            sources={record.id: record for record in draft.sources.values()},
            voices={record.id: record for record in draft.voices.values()},
            questions={record.id: record for record in draft.questions.values()},
            claims={record.id: record for record in draft.claims.values()},
            events={record.id: record for record in draft.events.values()},
            texts=draft.texts,
            spans=draft.spans,
            omissions=draft.omissions,
            warnings=tuple(sorted(self.problems)),
        )

    # Reading

    def read_root(self) -> Node:
        text = self.claims_text()
        try:
            root, errors = read_tree(text)
        except TreeError as error:
            raise DossierError([self.problem(error.place, "", error.message, error.hint)], unreadable=True) from None
        for error in errors:
            self.add(self.problem(error.place, "", error.message, error.hint))
        if not isinstance(root.value, dict):
            message = f"the file should be a mapping with the keys {', '.join(TOP_LEVEL)}"
            raise DossierError([self.problem(root.place, "", message)], unreadable=True)
        for key, place in root.keys.items():
            if key not in TOP_LEVEL:
                hint = did_you_mean(key, TOP_LEVEL)
                self.add(self.problem(place, "", f"unknown key '{shorten(key)}'", hint))
        return root

    def claims_text(self) -> str:
        try:
            return decode_text(self.files.claims(), limit=MAX_FILE_BYTES)
        except OSError as error:
            message = f"the file cannot be read ({error.strerror or 'no such file'})"
        except TextError as error:
            message = str(error)
        raise DossierError([self.problem((0, 0), "", message)], unreadable=True)

    def section_node(self, name: str) -> Node | None:
        nodes = self.root.value
        assert isinstance(nodes, dict)  # read_root has seen to it
        if name not in nodes:
            self.add(self.problem(self.root.place, "", f"the key '{name}' is missing"))
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
        self.add(self.problem(node.place, section, "should be a list, each item beginning with `- id:`"))
        return []

    def record(self, model: type[Any], node: Node, where: str) -> Any | None:
        if not isinstance(node.value, dict):
            self.add(self.problem(node.place, where, "should be a mapping of fields"))
            return None
        try:
            return model.model_validate(node.plain())
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                place = node.find(detail["loc"])
                self.add(self.problem(place, where, *_say(detail, model)))
            return None

    # Raw texts

    def texts(self, sources: dict[int, Source]) -> dict[str, RawText]:
        found = {}
        for index, source in sources.items():
            try:
                found[source.id] = RawText(decode_text(self.files.text(source.id, source.file)))
            except TextError as error:
                self.report(Finding("sources", index, ("file",), f"{shorten(source.file)}: {error}"))
        return found

    # Problems

    def report(self, finding: Finding) -> None:
        if finding.section == ABOUT:
            node, where = self.section_node(ABOUT), ABOUT
            assert node is not None  # a finding in it was read from it
        else:
            node = self.section_rows(finding.section)[finding.index]
            where = _name(finding.section, finding.index, node)
        place = node.find(finding.path)
        self.add(self.problem(place, where, finding.message, finding.hint, finding.level))

    def add(self, problem: Problem) -> None:
        """Note a problem. A file of another kind altogether has millions, and nobody mends them one by one."""
        self.problems.append(problem)
        self.errors += problem.level == "error"
        if self.errors >= MAX_ERRORS:
            message = f"{MAX_ERRORS:,} errors so far; what else is wrong has not been looked for"
            self.problems.append(self.problem((problem.line, problem.column), "", message))
            raise self.refusal()

    def refusal(self) -> DossierError:
        errors = [problem for problem in self.problems if problem.level == "error"]
        return DossierError(errors, warnings=[problem for problem in self.problems if problem.level == "warning"])

    def problem(
        self, place: tuple[int, int], where: str, message: str, hint: str = "", level: Level = "error"
    ) -> Problem:
        return Problem(str(self.path), *place, where, message, hint, level)


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
            hint = _COMMA_HINT if steps[-1].isdigit() else did_you_mean(steps[-1], known) or _list(known)
            return f"unknown key '{shorten(steps[-1])}'", hint
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


_COMMA_HINT = "A comma ends a value inside {…}: put a number with a comma between quotation marks."
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
