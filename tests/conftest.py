"""Dossiers to test with: the tiny one in `tests/tiny`, and ways to make one for a single test; what `--fast` runs."""

import gc
import logging
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from dossier.compiled import FOLDER
from dossier.loading import load_dossier
from dossier.model import About, Claim, Dossier, Question, Source, Voice
from dossier.reading import Index

settings.register_profile("any machine", deadline=None)  # how long one example takes is no property of ours
settings.register_profile("fast", settings.get_profile("any machine"), max_examples=10)
settings.load_profile("any machine")
os.environ["DOSSIER_CACHE"] = "off"  # tests write into folders of their own only; those of the cache turn it on

TINY = Path(__file__).parent / "tiny" / "data" / "claims.yaml"


SLOW = re.compile(
    r"^(from|import) (apps|processes|server|starlette|streamlit|subprocess|dossier\.engines)\b", re.MULTILINE
)
"""What a test file imports that draws whole pages, answers requests, starts processes or other engines."""


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "only what answers in seconds: no pages, servers, processes or engines, and few generated examples"
    parser.addoption("--fast", action="store_true", help=words)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("fast"):
        settings.load_profile("fast")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `--fast`, all of `tests/browser` and every file that imports something slow; they are not even read."""
    if not config.getoption("fast"):
        return None
    is_slow = collection_path.suffix == ".py" and SLOW.search(collection_path.read_text())
    return True if is_slow or collection_path.name == "browser" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--fast`, also without the tests that are marked as slow."""
    if config.getoption("fast"):
        left_out = {item: None for item in items if item.get_closest_marker("slow")}
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=list(left_out))


def at_most(examples: int) -> settings:
    """So many generated examples for a test whose examples are dear; fewer with `--fast`, as everywhere."""
    return settings(max_examples=min(examples, settings().max_examples))


def pytest_collection_finish() -> None:
    """Spare every test what grows with all that is imported by now.

    No collection of garbage goes through it again; and Streamlit's loggers pass on what they are told, or pytest would
    attach itself to each of them three times a test.
    """
    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith("streamlit") and isinstance(logger, logging.Logger):
            logger.propagate = True
    gc.collect()
    gc.freeze()


def copy_tiny(folder: Path) -> Path:
    """The tiny dossier in a new folder, without a cache that a run may have left; returns the claims file."""
    shutil.copytree(TINY.parents[1], folder, ignore=shutil.ignore_patterns(FOLDER))
    return folder / "data" / "claims.yaml"


def write_dossier(folder: Path, yaml: str | bytes, texts: Mapping[str, str | bytes] | None = None) -> Path:
    """Write a claims file, and raw texts by their path from the dossier's folder; returns the claims file."""
    for name, content in {"data/claims.yaml": yaml, **(texts or {})}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / "data" / "claims.yaml"


def make_dossier(
    claims: Iterable[Mapping[str, object]],
    *,
    questions: Iterable[Mapping[str, object]] = (),
    voices: Mapping[str, Mapping[str, object]] | None = None,
    sources: Mapping[str, Mapping[str, object]] | None = None,
) -> Dossier:
    """A dossier without texts. Claims need an id; voices and sources that they name are made where not given."""
    made = [_claim(fields) for fields in claims]
    named = (name for claim in made for name in (claim.voice, claim.origin, *claim.via) if name)
    voice_fields = {name: {} for name in named} | dict(voices or {})
    source_fields = {claim.source: {} for claim in made} | dict(sources or {})
    return Dossier(
        path=Path("claims.yaml"),
        version="0" * 12,
        about=About(title="Made", summary="Made for a test.", licence="None."),
        sources={name: _source(name, fields) for name, fields in source_fields.items()},
        voices={name: _voice(name, fields) for name, fields in voice_fields.items()},
        questions={q.id: q for q in map(Question.model_validate, questions)},
        claims={claim.id: claim for claim in made},
        events={},
        texts={},
        spans={},
        omissions={},
    )


def _claim(fields: Mapping[str, object]) -> Claim:
    plain = {"source": "post", "quote": "quote", "text": "Text.", "type": "fact", "voice": "ann"}
    return Claim.model_validate({**plain, **fields})


def _voice(name: str, fields: Mapping[str, object]) -> Voice:
    return Voice.model_validate({"id": name, "name": name.title(), "kind": "person", **fields})


def _source(name: str, fields: Mapping[str, object]) -> Source:
    plain = {"id": name, "file": f"{name}.txt", "title": name, "published": "2021-05-01", "extent": "full"}
    return Source.model_validate({**plain, **fields})


@pytest.fixture(scope="session")
def tiny() -> Path:
    """The claims file of the tiny dossier."""
    return TINY


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """The tiny dossier."""
    return load_dossier(TINY)


@pytest.fixture(scope="session")
def index(dossier: Dossier) -> Index:
    """The tiny dossier, ready to be asked."""
    return Index(dossier)
