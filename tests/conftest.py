"""Dossiers to test with: the tiny one in `tests/tiny`, and ways to make one for a single test."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from dossier.loading import load_dossier
from dossier.model import About, Claim, Dossier, Question, Source, Voice
from dossier.reading import Index

settings.register_profile("any machine", deadline=None)  # how long one example takes is no property of ours
settings.load_profile("any machine")
os.environ["DOSSIER_CACHE"] = "off"  # tests write into folders of their own only; those of the cache turn it on

TINY = Path(__file__).parent / "tiny" / "data" / "claims.yaml"


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
