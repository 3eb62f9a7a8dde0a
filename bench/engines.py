"""The same queries on generated claims by pandas, DuckDB, Spark in one process, and a Spark cluster on this machine.

python bench/engines.py [--claims 1000000] [--engine pandas|duckdb|spark|cluster ...] [--memory 512MB] [--keep DIR]
python bench/engines.py --tests    runs the tests of the engines on the cluster

Each engine runs in a process of its own. Printed are whether all answers are equal, the seconds of each view (first and
best of `--times`, opening apart), and the most memory that the process and all its children held. The cluster is a
master and two workers of one core and 1 GB each, started from pyspark's own classes and bound to 127.0.0.1.

Generated are only the columns that engines read: records, quotes and raw texts are left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dossier.dataset import TABLES, Identity
from dossier.engines import open_engine
from dossier.enquiry import enquire
from dossier.export.partitioned import GROUP, replaced_folder, write_table
from dossier.files import IDENTITY
from dossier.model import CLAIM_TYPES, EVENT_KINDS, LIKELIHOODS
from dossier.queries import FACETS, find_events, held_claims
from dossier.view import View

MASTER = "spark://127.0.0.1:17077"
VIEWS = (
    "",
    "country=FR,NO&type=figure",
    "source=s17",
    "topic=t3&speaker=US&from=2019-03&to=2020",
    "known=2016&likelihood=likely,unlikely&question=q5,q6,q7",
    "voice=v1&country=SE&type=fact,forecast&from=2015",
)
COUNTRIES = "AR AU BR CA CN DE EG ES FR GB IN IT JP KE MX NG NO PL SE TR US ZA".split()


# Generated claims


def generate(folder: Path, claims: int) -> None:
    """Write a dataset of so many claims, the same for the same number."""
    chance = np.random.default_rng(claims)
    sizes = {"sources": max(20, claims // 100), "voices": max(10, claims // 200), "questions": max(8, claims // 500)}
    sizes |= {"claims": claims, "events": max(5, claims // 100)}
    about = {"title": "Made", "summary": "Made to be measured.", "licence": "None."}
    identity = Identity("Made", "0" * 12, "None.", "", about, sizes)
    with replaced_folder(folder) as made:
        for table, columns in _tables(chance, sizes):
            _write(made, table, columns, identity)
        for table, rows in _outline(sizes).items():
            write_table(made, table, rows, identity)
        (made / IDENTITY).write_text(identity.to_json())


def _tables(chance: np.random.Generator, sizes: Mapping[str, int]) -> Iterator[tuple[str, dict[str, Any]]]:
    claims, events = sizes["claims"], sizes["events"]
    source = _skewed(chance, claims, sizes["sources"])
    published = _published(source)
    happened = published - chance.integers(0, 400, claims).astype("timedelta64[D]")
    voice = _skewed(chance, claims, sizes["voices"])
    yield (
        "claims",
        {
            "claim": _names("c", np.arange(claims)),
            "place": np.arange(claims),
            "source": _names("s", source),
            "voice": _names("v", voice),
            "origin": _names(
                "v", np.where(chance.random(claims) < 0.7, voice, _skewed(chance, claims, sizes["voices"]))
            ),
            "speaker": np.array([*COUNTRIES, ""])[voice % (len(COUNTRIES) + 1)],
            "type": chance.choice(np.array(CLAIM_TYPES), claims),
            "likelihood": chance.choice(np.array([*LIKELIHOODS, *[""] * 9]), claims),
            "earliest": happened.astype(str),
            "latest": (happened + chance.choice([0, 0, 30, 365], claims).astype("timedelta64[D]")).astype(str),
            "published": published.astype(str),
            "text": np.char.add(
                "Of the matter it is said that it stands as was told in the report of day ", happened.astype(str)
            ),
        },
    )
    yield "claim_countries", _linked(chance, "claim", "c", claims, country=np.array(COUNTRIES))
    question = _skewed(chance, int(claims * 1.2), sizes["questions"])
    answered = _names("c", np.sort(chance.integers(0, claims, len(question))))
    yield "answers", {"claim": answered, "question": _names("q", question), "topic": _names("t", question % 12)}
    day = np.datetime64("2010-01-01") + chance.integers(0, 5500, events).astype("timedelta64[D]")
    yield (
        "events",
        {
            "event": _names("e", np.arange(events)),
            "place": np.arange(events),
            "kind": chance.choice(np.array(EVENT_KINDS), events),
            "dated": chance.choice(np.array(["stated", "inferred"]), events),
            "earliest": day.astype(str),
            "latest": day.astype(str),
        },
    )
    yield "event_countries", _linked(chance, "event", "e", events, country=np.array(COUNTRIES))
    yield "event_parties", _linked(chance, "event", "e", events, party=_names("v", np.arange(50)))
    backing = chance.integers(0, claims, events * 2)
    yield "event_claims", {"event": _names("e", np.repeat(np.arange(events), 2)), "claim": _names("c", backing)}


def _outline(sizes: Mapping[str, int]) -> dict[str, list[dict[str, object]]]:
    """Sources, voices and questions as records, by which links are understood."""
    days = _published(np.arange(sizes["sources"])).astype(str)
    return {
        "sources": [
            _row("source", f"s{n}", n, file=f"s{n}.txt", title="S", published=day, extent="full")
            for n, day in enumerate(days.tolist())
        ],
        "voices": [_row("voice", f"v{n}", n, name="V", kind="group") for n in range(sizes["voices"])],
        "questions": [
            _row("question", f"q{n}", n, title="Q", ask="Q?", kind="date", topic=f"t{n % 12}")
            for n in range(sizes["questions"])
        ],
    }


def _row(column: str, slug: str, place: int, **record: str) -> dict[str, object]:
    return {"place": place, column: slug, "record": json.dumps({"id": slug, **record})}


def _published(source: np.ndarray) -> np.ndarray:
    """The day on which a source appeared: some day from 2010 to 2024."""
    return np.datetime64("2010-01-01") + (source * 7919 % 5475).astype("timedelta64[D]")


def _skewed(chance: np.random.Generator, rows: int, values: int) -> np.ndarray:
    """Numbers below `values`, the low ones more often: a few sources and voices have much to say."""
    return (chance.random(rows) ** 2 * values).astype(np.int64)


def _names(letter: str, numbers: np.ndarray) -> np.ndarray:
    return np.char.add(letter, numbers.astype(str))


def _linked(chance: np.random.Generator, key: str, letter: str, rows: int, **column: np.ndarray) -> dict[str, Any]:
    """A link table with two values for each row, now and then the same."""
    ((name, values),) = column.items()
    return {key: _names(letter, np.repeat(np.arange(rows), 2)), name: chance.choice(values, rows * 2)}


def _write(folder: Path, table: str, columns: Mapping[str, Any], identity: Identity) -> None:
    """Write a table as an export does, from columns instead of rows; columns that are not given stay empty."""
    schema = pa.schema(list(TABLES[table].items()), metadata=identity.metadata())
    rows = len(next(iter(columns.values())))
    given = {
        name: pa.array(columns[name], kind) if name in columns else pa.nulls(rows, kind)
        for name, kind in TABLES[table].items()
    }
    whole = pa.table(given, schema=schema)
    parts = {folder / table: whole}
    if table == "claims":
        whole = whole.sort_by([("source", "ascending"), ("place", "ascending")])
        year = np.array(columns["published"], dtype="U4")[whole["place"].to_numpy()]
        parts = {folder / table / f"year={y}": whole.filter(pa.array(year == y)) for y in np.unique(year)}
    for place, part in parts.items():
        place.mkdir(parents=True)
        parquet.write_table(part, place / "part-0.parquet", row_group_size=GROUP, compression="zstd")


# One engine, in a process of its own


def answer(engine: str, folder: Path, memory: str | None, times: int) -> dict[str, Any]:
    """Everything that the views are asked, as digests and seconds."""
    master = MASTER if engine == "cluster" else "local[2]"
    began = monotonic()
    with open_engine("spark" if engine == "cluster" else engine, folder, master=master, memory=memory) as tables:
        frames = tables()
        opened = monotonic() - began
        found: dict[str, Any] = {"opened": opened, "views": {}}
        for query in VIEWS:
            view, seconds, digests, total = View.parse("/", query), [], set(), 0
            for _ in range(times):
                start = monotonic()
                told = enquire(frames, view, "", first=40, size=20, facets=FACETS)
                events = find_events(frames, view, held_claims(frames, view.without("country", "from", "to")))
                seconds.append(monotonic() - start)
                total = told.total
                counts = [(key, list(values.items())) for key, values in told.facets.items()]
                whole = json.dumps([told.total, told.claims, counts, events])
                digests.add(hashlib.sha256(whole.encode()).hexdigest()[:12])
            found["views"][query] = {"total": total, "seconds": seconds, "digests": sorted(digests)}
    return found


def measured(engine: str, folder: Path, memory: str | None, times: int) -> dict[str, Any]:
    """What a process of its own answers, and the most memory that it and its children held, in MB."""
    own = [sys.executable, __file__, "--answer", engine, "--keep", str(folder), "--times", str(times)]
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_SUBMIT_ARGS": _submitted(engine)}
    with ExitStack() as stack:
        roots = stack.enter_context(cluster()) if engine == "cluster" else []
        process = subprocess.Popen(
            [*own, *(["--memory", memory] if memory else [])], env=environment, stdout=subprocess.PIPE
        )
        held, spent, done = {}, {}, Event()
        watch = Thread(target=_watch, args=([process.pid, *roots], held, spent, done))
        watch.start()
        out, _ = process.communicate()
        done.set()
        watch.join()
    if process.returncode:
        raise SystemExit(f"{engine} ended with status {process.returncode}")
    return {
        **json.loads(out.decode().splitlines()[-1]),
        "memory": sum(held.values()) // 1024,
        "processor": sum(spent.values()),
    }


def test_on_cluster() -> int:
    """Run the tests that Spark takes part in on the cluster; their exit status."""
    tests = [sys.executable, "-m", "pytest", "-q", "--timeout", "600", "tests/test_engines.py", "-m", "spark"]
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_SUBMIT_ARGS": _submitted("cluster")}
    with cluster():
        return subprocess.run(tests, cwd=ROOT, env={**environment, "SPARK_MASTER": MASTER}, check=False).returncode


def _submitted(engine: str) -> str:
    conf = "--conf spark.sql.shuffle.partitions=4 --conf spark.ui.showConsoleProgress=false"
    memory = "512m" if engine == "cluster" else "1g"
    return f"--driver-memory {memory} --conf spark.executor.memory=1g {conf} pyspark-shell"


def _watch(roots: Sequence[int], held: dict[int, int], spent: dict[int, float], done: Event) -> None:
    """Note the peak of every process below the roots, in KB, and its seconds of the processor, until told to stop."""
    while not done.wait(0.5):
        parents = {pid: _field(pid, "PPid") for pid in map(int, filter(str.isdigit, os.listdir("/proc")))}  # noqa: PTH208
        below = set(roots)
        for _ in range(6):
            below |= {pid for pid, parent in parents.items() if parent in below}
        held |= {pid: max(held.get(pid, 0), _field(pid, "VmHWM")) for pid in below}
        spent |= {pid: max(spent.get(pid, 0), _processor(pid)) for pid in below}


def _field(pid: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)


def _processor(pid: int) -> float:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def cluster() -> Generator[list[int]]:
    """A Spark master and two workers on this machine; their process ids."""
    found = find_spec("pyspark")
    assert found is not None
    assert found.origin is not None
    spark_class = Path(found.origin).parent / "bin" / "spark-class"
    deploy, local = "org.apache.spark.deploy", ["--host", "127.0.0.1"]
    commands = [[f"{deploy}.master.Master", *local, "--port", MASTER.rpartition(":")[2], "--webui-port", "0"]]
    with tempfile.TemporaryDirectory() as work, ExitStack() as stack:
        for n in (1, 2):
            bounds = ["-c", "1", "-m", "1g", "--webui-port", "0", "-d", f"{work}/{n}"]
            commands.append([f"{deploy}.worker.Worker", *local, *bounds, MASTER])
        pids = []
        log = stack.enter_context((Path(work) / "log").open("w"))
        for command in commands:
            environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m"}
            process = subprocess.Popen([str(spark_class), *command], env=environment, stdout=log, stderr=log)
            stack.callback(process.wait)
            stack.callback(process.terminate)
            pids.append(process.pid)
        _wait_for(Path(work) / "log", "Registering worker", 2)
        yield pids


def _wait_for(log: Path, words: str, times: int) -> None:
    """Until the log says it so often; a minute at most."""
    for _ in range(300):
        if log.read_text().count(words) >= times:
            return
        sleep(0.4)
    raise SystemExit(f"the cluster did not start:\n{log.read_text()[-2000:]}")


# The report


def report(results: Mapping[str, Mapping[str, Any]]) -> None:
    """Print what was measured, and end with status 1 if two engines do not agree."""
    first = next(iter(results.values()))["views"]
    for query in VIEWS:
        print(f"\n{query or 'everything'}: {first[query]['total']:,} claims")
        base = min(first[query]["seconds"])
        for engine, result in results.items():
            seconds = result["views"][query]["seconds"]
            print(f"  {engine:8} first {seconds[0]:6.2f} s  best {min(seconds):6.2f} s  x {min(seconds) / base:.2f}")
    print()
    for engine, result in results.items():
        best = sum(min(view["seconds"]) for view in result["views"].values())
        print(f"{engine:8} opened in {result['opened']:.1f} s, all views {best:.1f} s;", end=" ")
        print(f"whole run {result['processor']:.0f} s of the processor, at most {result['memory']:,} MB")
    answers = {tuple(tuple(view["digests"]) for view in result["views"].values()) for result in results.values()}
    equal = len(answers) == 1 and all(len(digests) == 1 for digests in next(iter(answers)))
    print("all answers equal" if equal else f"ANSWERS DIFFER: {results}")
    sys.exit(not equal)


def main() -> None:
    """Generate, ask every engine, report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--engine", action="append", choices=["pandas", "duckdb", "spark", "cluster"])
    parser.add_argument("--memory", help="what DuckDB may take")
    parser.add_argument("--keep", type=Path, help="a folder for the generated dataset; used again if it is there")
    parser.add_argument("--tests", action="store_true", help="run the tests of the engines on the cluster")
    parser.add_argument("--times", type=int, default=2, help="how often each view is asked (default: 2)")
    parser.add_argument("--answer", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.answer:
        print(json.dumps(answer(arguments.answer, arguments.keep, arguments.memory, arguments.times)))
        return
    if arguments.tests:
        sys.exit(test_on_cluster())
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch) / "claims"
        if not (folder / IDENTITY).exists():
            generate(folder, arguments.claims)
        size = sum(file.stat().st_size for file in folder.rglob("*.parquet"))
        print(f"{arguments.claims:,} claims, {size / 1e6:.0f} MB of Parquet")
        engines = arguments.engine or ["pandas", "duckdb", "spark", "cluster"]
        report({engine: measured(engine, folder, arguments.memory, arguments.times) for engine in engines})


if __name__ == "__main__":
    main()
