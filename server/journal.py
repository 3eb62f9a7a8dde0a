"""What the process says of itself: one line an event, for a person at a terminal or, elsewhere, as JSON.

Nothing in it tells of a reader: no address, no link, no browser.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TextIO

from dossier.problems import printable

LOG = logging.getLogger("counterclaim")
_CONNECTIONS = ('"WebSocket ', "connection open", "connection closed")


def set_up_journal(stream: TextIO = sys.stderr) -> None:
    """Write the journal to a stream: as words to a terminal, else as JSON lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Words() if stream.isatty() else JsonLines())
    LOG.handlers[:] = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


@asynccontextmanager
async def journal_life(_: object) -> AsyncGenerator[None]:
    """Notes when the server starts and when it has ended in good order; for the lifespan of the app."""
    logging.getLogger("uvicorn.error").addFilter(tells_no_reader)
    LOG.info("started")
    yield
    LOG.info("stopped")


def tells_no_reader(record: logging.LogRecord) -> bool:
    """False for the lines in which the web server names the address of everyone who connects."""
    return not any(sign in str(record.msg) for sign in _CONNECTIONS)


class JsonLines(logging.Formatter):
    """One JSON object a line: `time`, `level`, `event`, and what belongs to the event."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Words(logging.Formatter):
    """`time event key=value …`, and each problem on a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        fields = dict(_fields(record))
        problems = fields.pop("problems", ())
        pairs = [f"{key}={value}" for key, value in fields.items() if value is not None]
        lines = [" ".join([_time(record), record.getMessage(), *pairs]), *(f"  {problem}" for problem in problems)]
        if record.exc_info:
            lines += [f"  {line}" for line in self.formatException(record.exc_info).splitlines()]
        return "\n".join(printable(line) for line in lines)


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    return getattr(record, "fields", {})


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
