"""`python -m dossier check`: its forms, its colours and when it is strict."""

import io
import json
import re
import sys

import pytest
from conftest import TINY, write_dossier

from dossier.__main__ import main
from dossier.problems import Problem
from dossier.reports import coloured_report, github_report, json_report, shows_colours, text_report

ERROR = Problem("data/claims.yaml", 12, 5, "claim a", "unknown key 'qoute'.", "Did you mean 'quote'?")
WARNING = Problem("data/claims.yaml", 14, 3, "voice b", "not heard", level="warning")
TEXTS = {f"texts/{file.name}": file.read_bytes() for file in (TINY.parents[1] / "texts").iterdir()}


class Terminal(io.StringIO):
    def isatty(self):
        return True


def check(*arguments):
    return main(["check", *map(str, arguments)])


def test_strict_counts_warnings_as_problems(tmp_path, capsys):
    assert (check(TINY), check(TINY, "--strict")) == (0, 1)
    clean = TINY.read_text().replace("      - {id: stays, label: It will stay open}\n", "")
    assert check(write_dossier(tmp_path, clean, TEXTS), "--strict") == 0
    assert capsys.readouterr().out.endswith("2 sources, 8 claims, 4 questions: no errors, 0 warnings\n")


def test_errors_and_warnings_stand_together_in_the_order_of_the_file(tmp_path, capsys):
    text = TINY.read_text().replace("    hedge: may be right\n", "").replace("wording: 120 cracks", "wording: ''")
    assert check(write_dossier(tmp_path, text, TEXTS)) == 1
    first, second, summary = capsys.readouterr().out.splitlines()
    assert "claim lund-cracks: `answers.cracks.wording` is empty" in first
    assert "warning: claim wirth-safe: a likelihood without a hedge" in second
    assert summary.endswith(": 1 error, 1 warning")


def test_json_is_a_list_of_objects_and_nothing_else(tmp_path, capsys):
    assert check(TINY, "--format", "json") == 0
    (warning,) = json.loads(capsys.readouterr().out)
    assert warning == {
        "file": str(TINY),
        "line": 89,
        "column": 9,
        "where": "question will-close",
        "message": "nobody takes the position 'stays'",
        "hint": "",
        "level": "warning",
    }
    assert check(tmp_path, "--format", "json") == 2
    assert [problem["level"] for problem in json.loads(capsys.readouterr().out)] == ["error"]
    assert json_report([]) == "[]\n"


def test_github_gets_workflow_commands():
    assert github_report([ERROR, WARNING]) == (
        "::error file=data/claims.yaml,line=12,col=5::claim a: unknown key 'qoute'. Did you mean 'quote'?\n"
        "::warning file=data/claims.yaml,line=14,col=3::voice b: not heard\n"
    )


def test_nothing_in_a_file_can_end_a_workflow_command_or_begin_one():
    problem = Problem("a,b:c%\n.yaml", 0, 0, "", "100 %\r\n::error::no\x1b[31m")
    assert github_report([problem]) == "::error file=a%2Cb%3Ac%25%0A.yaml::100 %25  ::error::no [31m\n"


def test_a_github_run_ends_with_the_summary(capsys):
    assert check(TINY, "--format", "github") == 0
    command, summary = capsys.readouterr().out.splitlines()
    assert command.startswith("::warning file=")
    assert summary.endswith("no errors, 1 warning")


def test_colours_change_no_word():
    plain = re.sub(r"\x1b\[\d+m", "", coloured_report([ERROR, WARNING]))
    assert plain == text_report([ERROR, WARNING])


def test_escapes_of_the_file_do_not_pass_for_colours():
    problem = Problem("a\x1b[5m.yaml", 1, 1, "", "b\x1b[5mc")
    assert set(re.findall(r"\x1b\[\d+m", coloured_report([problem]))) == {"\x1b[0m", "\x1b[1m", "\x1b[31m"}


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_is_coloured_unless_it_asks_not_to_be(environment, coloured):
    assert shows_colours(Terminal(), environment) is coloured
    assert not shows_colours(io.StringIO(), environment)


def test_only_text_is_coloured_and_only_on_a_terminal(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for form, coloured in {"text": True, "json": False, "github": False}.items():
        monkeypatch.setattr(sys, "stdout", out := Terminal())
        check(TINY, "--format", form)
        assert ("\x1b[33m" in out.getvalue()) is coloured
