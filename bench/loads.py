"""What loading costs, each in a fresh process: a check, a cold load, one from the cache, and plain YAML beside them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.servers import ROOT
from bench.spread import Spread, spread, table, verdict

_TIMED = """
import sys, time
from pathlib import Path
{imports}
file = Path(sys.argv[1])
start = time.process_time()
{work}
print(time.process_time() - start)
"""
_WAYS = {
    "plain": ("import yaml", "yaml.load(file.read_text(encoding='utf-8'), Loader=yaml.CSafeLoader)"),
    "cold": ("from dossier.loading import load_dossier", "load_dossier(file)"),
    "cached": ("from dossier.compiled import open_compiled", "open_compiled(file)"),
}
COLD, CACHED = 2.0, 0.1
"""At most so many times the plain parse."""


def measure(file: Path, repeats: int) -> Mapping[str, Spread]:
    """Seconds of the processor by way; those of `check` are of the whole process."""
    _timed("cached", file)  # writes the entry
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(repeats):
        for way in _WAYS:
            found[way].append(_timed(way, file))
        found["check"].append(_checked(file))
    return {way: spread(values) for way, values in found.items()}


def _timed(way: str, file: Path) -> float:
    imports, work = _WAYS[way]
    code = _TIMED.format(imports=imports, work=work)
    environment = {**os.environ, "DOSSIER_CACHE": "on"}
    ended = subprocess.run(
        [sys.executable, "-c", code, str(file)], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return float(ended.stdout)


def _checked(file: Path) -> float:
    before = os.times()
    subprocess.run([sys.executable, "-m", "dossier", "check", str(file)], cwd=ROOT, capture_output=True, check=False)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def report(dossiers: Mapping[str, Path], repeats: int) -> Iterator[str]:
    """The section of the report."""
    yield (
        "Seconds of the processor, each in a fresh process, imports left out; `check` is the whole process. Targets: "
        f"cold at most {COLD:g} times the plain parse, cached at most {CACHED:g} of it.\n\n"
    )
    rows = []
    for name, file in dossiers.items():
        found = measure(file, 1 if "100,000" in name else repeats)
        cold, cached = found["cold"].over(found["plain"]), found["cached"].over(found["plain"])
        cells = (found[way].words("s", 1) for way in ("plain", "cold", "cached", "check"))
        rows.append((name, *cells, verdict(cold, COLD), verdict(cached, CACHED)))
    yield from table(("claims", "CSafeLoader", "cold", "cached", "`check`", "cold / plain", "cached / plain"), rows)
