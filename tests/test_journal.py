"""What the process says of itself."""

import io
import json
import logging

from server.journal import JsonLines, Words, tells_no_reader


def written(formatter: logging.Formatter, message: str, *, failure: Exception | None = None, **fields: object) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    exc_info = (type(failure), failure, None) if failure else None
    record = logging.LogRecord("counterclaim", logging.WARNING, "", 0, message, None, exc_info)
    record.fields = fields
    handler.handle(record)
    return stream.getvalue()


def test_for_programs_an_event_is_one_json_object_on_one_line():
    line = written(JsonLines(), "rejected", problems=["a.yaml:1:2: claim x: “no”", "a\nb"], shown="abc")
    assert line.count("\n") == 1
    event = json.loads(line)
    assert event.pop("time").endswith("+00:00")
    assert event == {
        "level": "warning",
        "event": "rejected",
        "problems": ["a.yaml:1:2: claim x: “no”", "a\nb"],
        "shown": "abc",
    }
    assert "“no”" in line


def test_at_a_terminal_every_problem_has_its_line():
    lines = written(Words(), "rejected", problems=["a.yaml:1:2: one", "a.yaml:2:2: two"], shown="abc", seconds=None)
    first, *problems = lines.splitlines()
    assert first.endswith(" rejected shown=abc")
    assert problems == ["  a.yaml:1:2: one", "  a.yaml:2:2: two"]


def test_nothing_written_can_steer_a_terminal():
    assert "\x1b" not in written(Words(), "rejected", problems=["a.yaml:1:2: \x1b[31mred\x1b[0m"])


def test_a_failure_brings_its_traceback():
    assert "KeyError: 'x'" in json.loads(written(JsonLines(), "failed", failure=KeyError("x")))["exception"]
    assert "KeyError: 'x'" in written(Words(), "failed", failure=KeyError("x"))


def test_the_lines_of_the_web_server_that_name_addresses_are_left_out():
    lines = ['%s - "WebSocket %s" [accepted]', "connection open", "connection closed", "Started server process [%d]"]
    records = [
        logging.LogRecord("uvicorn.error", logging.INFO, "", 0, line, ("192.0.2.1", "/"), None) for line in lines
    ]
    assert [record.msg for record in records if tells_no_reader(record)] == ["Started server process [%d]"]
