"""Where queries run: on pandas in this process, on DuckDB beyond its memory, or on a Spark cluster.

An engine opens the tables of a dataset as `Frames`; `dossier/queries.py` is the same for all of them. DuckDB and Spark
are optional (requirements-scale.txt) and fetch nothing but what a query ends in.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType, ModuleType
from typing import Any, TypeAlias

import pandas as pd

from dossier.dataset import FRAMES, TABLES, files_of
from dossier.frames import CLAIM_COLUMNS, EVENT_COLUMNS, Frames

INSTALL = "Install it with: pip install -r requirements-scale.txt"
NO_JAVA = "Spark needs Java 17 or newer: neither JAVA_HOME nor a command `java` was found."
LOCAL = "local[*]"
"""Spark in this process, on all its processors: where neither a master nor SPARK_REMOTE is named."""

Engine: TypeAlias = Callable[[], Frames]
"""The tables of a dataset, for the thread that asks."""


class EngineError(Exception):
    """An engine that is not there, or failed; the message is a sentence."""


@contextmanager
def open_engine(name: str, folder: Path, *, master: str | None = None, memory: str | None = None) -> Generator[Engine]:
    """The tables of the dataset in a folder on the engine of that name, one of ENGINES.

    `master` is the address of a Spark cluster (`spark://host:7077`); `memory` bounds what DuckDB takes (`512MB`) before
    it goes on on disk. Raises EngineError, also for what the engine itself raises while it is open.
    """
    with ExitStack() as stack:
        yield ENGINES[name](folder, stack, {"master": master, "memory": memory})


def _open_pandas(folder: Path, _: ExitStack, __: Mapping[str, str | None]) -> Engine:
    frames = _frames(lambda table, columns: _pandas_table(folder, table, columns))
    return lambda: frames


def _pandas_table(folder: Path, table: str, columns: list[str]) -> pd.DataFrame:
    parts = [pd.read_parquet(file, columns=columns, partitioning=None) for file in files_of(folder, table)]
    return pd.concat(parts, ignore_index=True)


def _open_duckdb(folder: Path, stack: ExitStack, settings: Mapping[str, str | None]) -> Engine:
    """One connection; relations belong to the cursor that made them, and a cursor to one thread."""
    duckdb = _imported("duckdb")
    spill = stack.enter_context(TemporaryDirectory(prefix="counterclaim-"))
    given = {"temp_directory": spill, **({"memory_limit": memory} if (memory := settings["memory"]) else {})}
    stack.enter_context(_said(duckdb.Error))
    connection = stack.enter_context(duckdb.connect(config=given))
    own = threading.local()

    def frames() -> Frames:
        if not hasattr(own, "frames"):
            cursor = connection.cursor()
            own.frames = _frames(lambda table, columns: _scanned(cursor, folder, table).select(*columns))
        return own.frames

    return frames


def _scanned(cursor: Any, folder: Path, table: str) -> Any:
    return cursor.read_parquet([str(file) for file in files_of(folder, table)], hive_partitioning=False)


def _open_spark(folder: Path, stack: ExitStack, settings: Mapping[str, str | None]) -> Engine:
    """A session that runs already is used and left running."""
    sql = _imported("pyspark.sql")
    errors = _imported("pyspark.errors")
    gateway = _imported("py4j.protocol")
    stack.enter_context(_said(errors.PySparkException, gateway.Py4JError))
    session = sql.SparkSession.getActiveSession() or _started(sql, stack, settings["master"])

    def scanned(table: str, columns: list[str]) -> Any:
        reader = session.read.option("recursiveFileLookup", "true")
        return reader.parquet(str(folder.resolve() / table)).select(*columns)

    frames = _frames(scanned)
    return lambda: frames


def _started(sql: ModuleType, stack: ExitStack, master: str | None) -> Any:
    """A session of our own: on the server that SPARK_REMOTE names, on a cluster, or in this process."""
    remote = os.environ.get("SPARK_REMOTE")
    builder = sql.SparkSession.builder.appName("counterclaim")
    if remote and not master:
        session = builder.remote(remote).getOrCreate()
    elif not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise EngineError(NO_JAVA)
    else:
        address = master or os.environ.get("SPARK_MASTER") or LOCAL
        try:
            session = builder.master(address).config("spark.ui.enabled", "false").getOrCreate()
        except _imported("py4j.protocol").Py4JError as error:
            raise EngineError(f"Spark could not be started at {address}; its own words above say why.") from error
        session.sparkContext.setLogLevel("ERROR")
    stack.callback(session.stop)
    return session


def _frames(table: Callable[[str, list[str]], Any]) -> Frames:
    """Frames of the columns that queries read."""
    return Frames(**{field: table(name, _columns(field, name)) for field, name in FRAMES.items()})


def _columns(field: str, table: str) -> list[str]:
    """Of claims also what a list of them shows; of answers what they answer, not how."""
    declared = {"claims": [*CLAIM_COLUMNS, "text"], "events": [*EVENT_COLUMNS], "claim_answers": _ASKED}
    return declared.get(field, list(TABLES[table]))


_ASKED = ["claim", "question", "topic"]


def _imported(module: str) -> ModuleType:
    try:
        return import_module(module)
    except ModuleNotFoundError:
        name = module.partition(".")[0]
        raise EngineError(f"{name} is not installed. {INSTALL}") from None


@contextmanager
def _said(*errors: type[Exception]) -> Generator[None]:
    """What an engine raises, as a sentence: its first line says what, the others where in the engine."""
    try:
        yield
    except errors as error:
        lines = [line.strip(" :") for line in str(error).splitlines() if line.strip(" :")] or [type(error).__name__]
        telling = lines[1:2] if lines[0].startswith(_OF_JAVA) else lines[:1]
        raise EngineError(f"The engine failed: {(telling or lines)[0]}") from error


_OF_JAVA = "An error occurred while calling"
"""Where Java fails, the first line names only the method that Python called."""

ENGINES: Mapping[str, Callable[[Path, ExitStack, Mapping[str, str | None]], Engine]] = MappingProxyType(
    {"pandas": _open_pandas, "duckdb": _open_duckdb, "spark": _open_spark}
)
"""Name -> how its tables are opened; pandas is the default."""
