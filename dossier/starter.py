"""A dossier to begin with: the skeleton beside this file, written into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dossier.examples import SKELETON
from dossier.guide import field_guide
from dossier.schema import schema_json


class StarterError(Exception):
    """The dossier cannot be written there; the message is a sentence for the curator."""


def write_starter(folder: Path) -> tuple[Path, ...]:
    """Write claims file, raw texts, editor schema and field guide below the folder; returns the files written.

    Raises StarterError, and writes nothing, if one of the files is there already or the folder cannot be written to.
    """
    contents = {folder / name: content for name, content in _files().items()}
    for file in contents:
        if file.exists() or file.is_symlink():
            raise StarterError(f"{file} is there already, and nothing is overwritten. Name another folder.")
    try:
        for file, content in contents.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as out:
                out.write(content)
    except OSError as error:
        raise StarterError(f"{error.filename} cannot be written: {error.strerror}.") from None
    return tuple(contents)


def _files() -> Mapping[str, bytes]:
    """Every file of a new dossier, by its path from the folder."""
    copied = {
        str(file.relative_to(SKELETON)): file.read_bytes() for file in sorted(SKELETON.rglob("*")) if file.is_file()
    }
    made = {"data/claims.schema.json": schema_json(), "data/README.md": field_guide()}
    return copied | {name: text.encode() for name, text in made.items()}
