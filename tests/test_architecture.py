"""Which module may know which, and what no module may know."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Layer -> the layers it may import, itself included. A file belongs to the first layer that its path begins with.
MAY_IMPORT = {
    "components/figures": {"components/figures", "dossier"},
    "components": {"components", "components/figures", "dossier"},
    "pages": {"pages", "components", "components/figures", "dossier"},
    "server": {"server", "dossier"},
    "app.py": {"app.py", "server", "components", "components/figures", "dossier"},
    "dossier": {"dossier"},
}
CODE = sorted(
    path.relative_to(ROOT)
    for folder in ("dossier", "components", "pages", "server", "bench")
    for path in (ROOT / folder).rglob("*.py")
) + [path.relative_to(ROOT) for path in ROOT.glob("*.py")]
DOMAIN = [path for path in CODE if path.parts[0] == "dossier"]


def layer_of(path: Path | str) -> str | None:
    return next((layer for layer in MAY_IMPORT if f"{path}/".startswith(f"{layer}/")), None)


def modules_imported(path: Path) -> Iterator[str]:
    """Everything that a file imports, as a path: `dossier/view`."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.replace(".", "/") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            yield from (f"{node.module}.{alias.name}".replace(".", "/") for alias in node.names)


def wrong_imports(path: Path) -> list[str]:
    layer = layer_of(path)
    allowed = MAY_IMPORT[layer] if layer else set(MAY_IMPORT)
    found = [module for module in modules_imported(path) if layer_of(module) not in {None, *allowed}]
    return [f"{path} imports {module}" for module in found]


def module_name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def test_imports_run_one_way():
    assert DOMAIN
    assert [wrong for path in CODE for wrong in wrong_imports(path)] == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("dossier/view.py", "dossier/dates/Edtf", True),
        ("dossier/view.py", "components/links/link", False),
        ("dossier/view.py", "server/api", False),
        ("components/figures/timeline.py", "dossier/timeline", True),
        ("components/figures/timeline.py", "components/links", False),
        ("components/cards.py", "components/figures/timeline", True),
        ("components/cards.py", "pages/claims", False),
        ("pages/claims.py", "components/cards", True),
        ("pages/claims.py", "server/api", False),
        ("server/api.py", "components/cards", False),
        ("app.py", "server/api", True),
        ("app.py", "pages/claims", False),
        ("server/api.py", "app", False),
    ],
)
def test_the_rule_tells_right_from_wrong(importer, imported, allowed):
    name = "app.py" if imported == "app" else imported
    assert (layer_of(name) in MAY_IMPORT[str(layer_of(importer))]) is allowed


def test_the_domain_loads_without_streamlit_and_plotly():
    modules = [module_name(path) for path in DOMAIN if path.stem != "__main__"]
    script = "import importlib, json, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", script, *modules, "dossier.__main__"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(ended.stdout.split())
    assert set(modules) <= loaded
    assert loaded.isdisjoint({"streamlit", "plotly", "starlette", "tornado", "components", "pages", "server"})


def test_a_check_does_without_the_tables():
    """Curators check after every edit, and pandas takes longer to import than a dossier to check."""
    script = "import sys\nfrom dossier.__main__ import main\nmain(['check'])\nprint(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.split())
    assert "dossier.loading" in loaded
    assert loaded.isdisjoint({"pandas", "narwhals", "pyarrow"})


def test_figures_know_no_streamlit():
    figures = [path for path in CODE if layer_of(path) == "components/figures"]
    assert [path for path in figures for name in modules_imported(path) if name.split("/")[0] == "streamlit"] == []


def test_modules_are_nouns_of_the_domain():
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "lib", "tools"}
    assert [path for path in CODE if vague & {*path.with_suffix("").parts}] == []


def test_the_domain_never_asks_for_the_date():
    """It is passed in; only the command, where a person stands, and the cache, which notes its loads, may look."""
    asks = re.compile(r"\b(date\.today|datetime\.now|datetime\.utcnow|time\.time|time\.localtime)\(")
    asking = {path.name for path in DOMAIN if asks.search((ROOT / path).read_text())}
    assert asking <= {"exporting.py", "opened.py"}


WORLD = {"countries.py", "mentions.py"}
"""Modules that name all countries of the world, their people and capitals; no dossier is favoured by that."""
SUBJECT = re.compile(
    r"\b(North Korea\w*|South Korea\w*|Korea\w*|DPRK|Pyongyang|Seoul|Kim|Jong|Putin\w*|Kremlin|Moscow|Russia\w*|Kursk"
    r"|Ukrain\w*|Kyiv|Zelensk\w*|Biden|Trump|NATO|Pentagon|Xi Jinping|KP|KR|RU|UA)\b"
)


def test_the_code_does_not_know_the_subject_of_the_first_dossier():
    texts = [path.relative_to(ROOT) for path in (ROOT / "dossier").rglob("*.md")]
    files = [path for path in (*CODE, *texts) if path.name not in WORLD]
    told = [
        f"{path}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate((ROOT / path).read_text().splitlines(), start=1)
        if SUBJECT.search(line)
    ]
    assert told == []


def test_the_words_that_are_looked_for_are_those_of_the_seeds():
    """A guard for the guard: were the first dossier another, these words would have to change with it."""
    seeds = " ".join(path.read_text() for path in (ROOT / "seeds").glob("*.txt"))
    assert {"Putin", "Kim", "Ukraine", "Russia"} <= set(SUBJECT.findall(seeds))
