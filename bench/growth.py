"""How time and memory grow with the number of claims, and with which exponent."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import process_time

from bench.servers import ROOT
from bench.serving import memory
from bench.spread import best, exponent, table
from dossier.agreement import find_company
from dossier.compiled import open_compiled
from dossier.conflicts import find_cases, rank_conflicts
from dossier.directory import find_directory
from dossier.explorer import find_words
from dossier.profiles import find_certainty, find_chains, find_stands
from dossier.reading import Index
from dossier.timeline import find_items
from dossier.view import View
from dossier.voices import find_profile

MOST = 1.1
_FACETS = ("country", "speaker", "source", "voice", "question", "topic", "type", "likelihood")


def measure(file: Path) -> dict[str, float]:
    """Seconds of the processor by what is asked, the best of three; megabytes of what is kept."""
    empty = _resident()
    dossier = open_compiled(file)
    loaded = _resident()
    start = process_time()
    index = Index(dossier)
    _ = index.search
    found = {"tables and search index": process_time() - start}
    found["MB: dossier"], found["MB: with tables and index"] = loaded - empty, _resident() - empty
    whole = tuple(dossier.claims.values())
    cases = find_cases(dossier, whole)
    voice = Counter(claim.voice for claim in whole).most_common(1)[0][0]
    country = View(country=("NO",))
    asked: dict[str, Callable[[], object]] = {
        "conflicts": lambda: rank_conflicts(find_cases(dossier, whole)),
        "a view by country": lambda: [index.claims(country), index.events(country)],
        "facets": lambda: [index._count(View(), key) for key in _FACETS],
        "search": lambda: find_words(index._read(View("claims", q="pontoon bridges"), ())),
        "directory": lambda: find_directory(index._read(View("analysts"), ())),
        "timeline": lambda: find_items(index._read(View("timeline"), ())),
        "profile of the busiest voice": lambda: _profile(index, cases, voice),
    }
    return found | {name: best(work) for name, work in asked.items()}


def _profile(index: Index, cases: tuple, voice: str) -> None:
    claims = tuple(index.dossier.claims.values())
    profile = find_profile(index.dossier, voice, claims)
    answered = {name for claim in profile.claims for name in claim.answers}
    find_stands(cases, voice, answered)
    find_company(index.dossier, cases, voice)
    find_certainty(profile.claims)
    find_chains(index.dossier, voice, claims)


def _resident() -> float:
    gc.collect()
    return memory(os.getpid())


def report(dossiers: Mapping[int, Path]) -> Iterator[str]:
    """The section of the report."""
    yield (
        "Seconds of the processor (the best of three) and megabytes, each size in a process of its own. The exponent "
        f"is the slope from the smallest to the largest size on logarithmic axes; target at most {MOST:g}.\n\n"
    )
    found: dict[int, dict[str, float]] = {}
    for claims, file in dossiers.items():
        command = [sys.executable, "-m", "bench.growth", str(file)]
        found[claims] = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    rows = []
    for what in next(iter(found.values())):
        points = [(claims, values[what]) for claims, values in found.items()]
        grown = exponent(points)
        cells = (f"{value:.3g}" for _, value in points)
        rows.append((what, *cells, f"{grown:.2f} {'✓' if grown <= MOST else '**missed**'}"))
    yield from table(("what", *(f"{claims:,}" for claims in dossiers), "exponent"), rows)


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
