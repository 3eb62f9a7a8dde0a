"""All measurements against the targets, written into bench/report.md as they come.

python -m bench.report [--only loads,growth] [--quick]
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bench import browser, crowd, growth, loads, starts
from bench.generate import write_dossier
from bench.servers import ROOT

REPORT = ROOT / "bench" / "report.md"
REAL = ROOT / "data" / "claims.yaml"
SIZES = (200, 2_000, 20_000, 100_000)
Section = Callable[[], Iterator[str]]


def sections(folder: Path, sizes: tuple[int, ...], repeats: int) -> Mapping[str, tuple[str, Section]]:
    """Every section: its name, its heading, and what writes it."""
    made = {size: write_dossier(folder / str(size), size) for size in sizes}
    named = {"the real 324": REAL, **{f"{size:,}": file for size, file in made.items()}}
    ends = {"the real 324": REAL, f"{sizes[-1]:,}": made[sizes[-1]]}
    few = max(1, repeats // 2)
    return {
        "loads": ("Loading", lambda: loads.report(named, repeats)),
        "growth": ("Growth", lambda: growth.report({size: made[size] for size in sizes if size > 200})),
        "crowd": ("Readers at once", lambda: crowd.report(REAL, few)),
        "starts": ("Start to the first complete page", lambda: starts.report(ends, repeats)),
        "browser": ("In a browser: the real dossier", lambda: browser.report(REAL, repeats, most=browser.REAL)),
        "large": (
            f"In a browser: {sizes[-1]:,} claims",
            lambda: browser.report(made[sizes[-1]], few, most=browser.LARGE),
        ),
        "datasette": ("Beside Datasette", lambda: browser.datasette(ends, folder, repeats)),
        "bytes": ("Bytes sent", lambda: crowd.bytes_of(named)),
    }


def write_section(name: str, heading: str, lines: Iterator[str]) -> None:
    """Put a section in place of the one of that name, or at the end; the others stay as they are."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    begun = f"<!-- {name} -->"
    written = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    parts = written.split("<!-- ") if "<!-- " in written else [head()]  # one put together by hand gives way
    kept = [part for part in parts[1:] if not part.startswith(f"{name} -->")]
    before = parts[0].rstrip() + "\n\n" + "".join(f"<!-- {part.rstrip()}\n\n" for part in kept)
    body = f"{begun}\n## {heading}\n\n"
    for line in lines:  # what is measured stays, if the rest is cut off
        body += line
        now = " ".join(f"{value:.1f}" for value in os.getloadavg())
        end = f"\nBegun {when} with a load of {load}; here it was {now}.\n"
        REPORT.write_text(before + body + end, encoding="utf-8")


def head() -> str:
    """What stands above all sections."""
    return (
        "# Measured against the targets\n\n"
        "Written by `make bench`. Every value is a median with the middle half and the number of measurements; ratios "
        "are taken inside one run, in which each way is measured in turn, because the machine is shared.\n\n"
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors.\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--only", default="", help="sections to measure, with commas between")
    parser.add_argument("--quick", action="store_true", help="small dossiers only, to try the program")
    parser.add_argument("--repeats", type=int, default=5, help="how often each way is measured")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = sections(Path(name), SIZES[:2] if given.quick else SIZES, given.repeats)
        for section in given.only.split(",") if given.only else found:
            heading, lines = found[section]
            print(f"{heading} ...", flush=True)
            write_section(section, heading, lines())
    print(REPORT)


if __name__ == "__main__":
    main()
