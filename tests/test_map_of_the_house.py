"""CONTRIBUTING.md shows where everything is, and nothing that is not there."""

import re
import shutil
import subprocess

import pytest
from documents import CONTRIBUTING, ROOT, blocks_of, rows_of, spans_of

MODULE_FOLDERS = ("dossier", "dossier/export", "components", "components/figures", "server")


def mapped() -> dict[str, list[str]]:
    """Folder -> the modules that the map gives it; a row without a folder goes on with the one above."""
    found: dict[str, list[str]] = {}
    folder = ""
    for where, _, modules in rows_of(CONTRIBUTING, "## The map of the house"):
        for name in spans_of(where):
            folder = name.rstrip("/")
            found.setdefault(folder, [])
        found[folder] += spans_of(modules)
    return found


@pytest.mark.parametrize("folder", MODULE_FOLDERS)
def test_every_module_has_its_place(folder):
    """If this fails: name the new module beside those of its kind, or take out the one that is gone."""
    there = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    assert sorted(mapped()[folder]) == sorted(there)


def test_every_folder_has_its_place():
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("only Git knows which folders belong to the project")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    folders = {name.partition("/")[0] for name in listed.stdout.splitlines() if "/" in name}
    assert {"dossier", "docs", "tests", ".ci"} <= folders
    assert folders - mapped().keys() == set()


def test_the_picture_of_the_architecture_names_what_is_there():
    (picture,) = blocks_of(CONTRIBUTING, "mermaid")
    folders = {"seeds", "pages", "components", "components/figures", "server"}
    assert set(re.findall(r"([a-z][\w/]*)/<", picture)) == folders
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []
    domain = picture.partition("subgraph domain")[2].partition("end\n")[0]
    told = " ".join(re.findall(r"</b><br/>([\w, ]+?(?:<br/>[\w, ]+)?)\"]", domain))
    modules = set(re.findall(r"\w+", told.replace("<br/>", " ")))
    assert modules >= {"loading", "opened", "view", "reading", "profiles"}
    assert modules <= set(mapped()["dossier"])
