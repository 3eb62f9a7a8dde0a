"""`python -m dossier`: exit status, lines and what never reaches the terminal."""

import json
import re
import runpy
import sys
from pathlib import Path

import pytest
from conftest import TINY, write_dossier

import dossier
from dossier.__main__ import main

LINE = re.compile(r"^[^:]+:\d+:\d+: ")
TEXTS = {"texts/harbour-news.txt": (TINY.parents[1] / "texts" / "harbour-news.txt").read_bytes()}


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_a_sound_dossier_ends_with_zero_its_warnings_and_its_size(capsys):
    assert run("check", TINY) == 0
    warning, size = capsys.readouterr().out.splitlines()
    assert warning == f"{TINY}:89:9: warning: question will-close: nobody takes the position 'stays'"
    assert size.startswith(f"{TINY}: 2 sources, 8 claims, 4 questions")


def test_problems_end_with_one_and_stand_one_a_line(tmp_path, capsys):
    text = TINY.read_text().replace("kind: stance", "kind: stanza").replace("voice: bo-wirth", "voice: bo-worth")
    path = write_dossier(tmp_path, text, TEXTS)
    assert run("check", path) == 1
    *lines, summary = capsys.readouterr().out.splitlines()
    assert [line.removeprefix(f"{path}:") for line in lines if ": warning: " not in line] == [
        "21:5: source quay-post: texts/quay-post.txt: there is no such file below " + tmp_path.name,
        "64:5: question bridge-safe: `kind` is 'stanza'. Known are stance, figure, date, forecast.",
        "134:5: claim wirth-safe: there is no voice 'bo-worth'. Did you mean 'bo-wirth'?",
        "144:5: claim wirth-repeats: there is no voice 'bo-worth'. Did you mean 'bo-wirth'?",
    ]
    assert all(LINE.match(line) for line in lines)
    assert summary.startswith(f"{path}: 4 ")


@pytest.mark.parametrize("content", [b"a: b: c\n", b"", b"\xff", b"- a\n", None])
def test_what_cannot_be_read_ends_with_two(tmp_path, capsys, content):
    path = write_dossier(tmp_path, content) if content is not None else tmp_path / "none.yaml"
    assert run("check", path) == 2
    line, _ = capsys.readouterr().out.splitlines()
    assert LINE.match(line)


def test_the_environment_names_the_dossier(monkeypatch, capsys):
    monkeypatch.setenv("DOSSIER", str(TINY))
    assert run("check") == 0
    assert f"{TINY}: " in capsys.readouterr().out


def test_control_characters_of_the_file_never_reach_the_terminal(tmp_path, capsys):
    escapes = r"\e[2J\a\n\x9b\u202e\u2028"
    text = (
        TINY.read_text()
        .replace("kind: stance", f'kind: "{escapes}"')
        .replace("id: ada-lund", f'id: "{escapes}"')
        .replace("voice: bo-wirth", f'voice: bo-wirth\n    "{escapes}": x')
        .replace("file: texts/harbour-news.txt", f'file: "{escapes}"')
        .replace("quote: We counted", f'quote: "{escapes}"\n    note: We counted')
        .replace("about: 2021-06\n", f'about: "{escapes}"\n')
    )
    assert run("check", write_dossier(tmp_path, text, TEXTS)) == 1
    lines = capsys.readouterr().out.split("\n")
    assert len(lines) > 6
    assert all(line.isprintable() for line in lines)


def test_export_prints_the_document(capfdbinary):
    assert run("export", "json", TINY) == 0
    document = json.loads(capfdbinary.readouterr().out)
    assert len(document["claims"]) == 8


def test_export_of_a_view(capfdbinary):
    assert run("export", "json", TINY, "--view", "source=quay-post&type=fact,figure") == 0
    document = json.loads(capfdbinary.readouterr().out)
    assert [claim["id"] for claim in document["claims"]] == ["office-cracks", "closed-july"]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("source=bay-post", "not understood in --view: source=bay-post"),
        ("colour=red&source=quay-post", "not understood in --view: colour=red"),
        ("from=May", "not understood in --view: from=May"),
        ("source=\x1b[31m", "not understood in --view: source=[31m"),
    ],
)
def test_export_of_a_view_that_is_not_understood_fails_with_a_sentence(capfd, view, said):
    assert run("export", "json", TINY, "--view", view) == 1
    out, err = capfd.readouterr()
    assert (out, err) == ("", said + "\n")


def test_export_of_a_dossier_with_problems_writes_nothing_where_the_document_goes(tmp_path, capfd):
    path = write_dossier(tmp_path, TINY.read_text().replace("kind: stance", "kind: stanza"), TEXTS)
    assert run("export", "json", path) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert LINE.match(err)
    assert run("export", "json", tmp_path / "none.yaml") == 2


@pytest.mark.parametrize("arguments", [[], ["exort"], ["export"], ["export", "yaml"], ["check", "a", "b"]])
def test_what_is_no_command_is_refused_with_its_usage(arguments, capsys):
    with pytest.raises(SystemExit) as refusal:
        main(arguments)
    assert refusal.value.code == 2
    assert "usage: python -m dossier" in capsys.readouterr().err


def test_the_status_is_that_of_the_process(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["dossier", "check", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(Path(dossier.__path__[0]) / "__main__.py"), run_name="__main__")
    assert ended.value.code == 2
    assert LINE.match(capsys.readouterr().out)
