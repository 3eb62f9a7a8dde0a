"""What becomes of every sentence of a raw text."""

from conftest import TINY, write_dossier

from dossier.__main__ import main
from dossier.coverage import find_coverage
from dossier.loading import load_dossier

TEXT = "A head\n\nThe bridge is safe. It has 120 cracks, Ada says. Buy fish. Who knows? Nobody -- no one. * * *\n"
FILE = """\
dossier: {{title: Bridge, summary: One text., licence: None.}}
sources:
  - id: post
    file: texts/post.txt
    title: Post
    published: 2021
    extent: full
    omitted: [{omitted}]
voices: [{{id: ada, name: Ada, kind: person}}]
questions: []
claims:
  - {{id: safe, source: post, quote: 'The bridge is safe. It has', text: T., type: fact, voice: ada}}
  - {{id: cracks, source: post, quote: 'It has [...] cracks', text: T., type: fact, voice: ada}}
events: []
"""
OMITTED = "{quote: A head, reason: furniture}, {quote: Buy fish., reason: advertisement}"


def cover(folder, omitted):
    dossier = load_dossier(write_dossier(folder, FILE.format(omitted=omitted), {"texts/post.txt": TEXT}))
    source = dossier.sources["post"]
    return [(dossier.texts["post"].text_of(found.span), found) for found in find_coverage(dossier, source)]


def test_every_sentence_has_its_claims_and_omissions_in_the_order_of_the_text(tmp_path):
    found = cover(tmp_path, OMITTED)
    assert [(text, c.claims, [o.reason for o in c.omissions], c.unexplained) for text, c in found] == [
        ("A head", (), ["furniture"], False),
        ("The bridge is safe.", ("safe",), [], False),
        ("It has 120 cracks, Ada says.", ("safe", "cracks"), [], False),
        ("Buy fish.", (), ["advertisement"], False),
        ("Who knows?", (), [], True),
        ("Nobody -- no one.", (), [], True),
        ("* * *", (), [], False),
    ]


def test_a_sentence_is_covered_or_omitted_or_unexplained(tmp_path):
    for _, found in cover(tmp_path, OMITTED):
        assert found.covered + found.omitted + found.unexplained == 1


def test_half_a_sentence_without_a_reason_is_unexplained(tmp_path):
    _, _, _, _, who, nobody, _ = cover(tmp_path, "{quote: Who, reason: rhetorical}, {quote: one, reason: rhetorical}")
    assert [(c.omitted, c.unexplained) for _, c in (who, nobody)] == [(False, True), (False, True)]
    assert [omission.quote for omission in who[1].omissions] == ["Who"]


def test_passages_may_explain_a_sentence_together_and_signs_need_no_reason(tmp_path):
    both = "{quote: Who, reason: rhetorical}, {quote: knows, reason: transition}"
    *_, who, nobody, stars = cover(tmp_path, f"{both}, {{quote: 'Nobody -- no one', reason: repetition}}")
    assert [(c.omitted, [omission.reason for omission in c.omissions]) for _, c in (who, nobody, stars)] == [
        (True, ["rhetorical", "transition"]),
        (True, ["repetition"]),
        (True, []),
    ]


def test_one_passage_may_explain_several_sentences(tmp_path):
    found = cover(tmp_path, "{quote: 'Buy fish. Who knows? Nobody -- no one.', reason: advertisement}")
    assert [c.omitted for _, c in found] == [False, False, False, True, True, True, True]


def test_the_command_names_what_is_left_and_counts_by_source(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write_dossier(tmp_path, FILE.format(omitted=OMITTED), {"texts/post.txt": TEXT})
    assert main(["coverage", str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "texts/post.txt:1:1: (furniture) A head",
        "texts/post.txt:3:50: (advertisement) Buy fish.",
        "texts/post.txt:3:60: Who knows?",
        "texts/post.txt:3:71: Nobody -- no one.",
        "texts/post.txt:3:89: (no words) * * *",
        "post: 7 sentences: 2 with claims, 3 left out (1 furniture, 1 advertisement, 1 no words), 2 unexplained",
        "",
        f"{path}: 2 sentences without a claim or a reason",
    ]


def test_the_command_can_keep_to_one_text(capsys):
    assert main(["coverage", str(TINY), "--source", "quay-post"]) == 0
    assert capsys.readouterr().out == (
        "quay-post: 4 sentences: 4 with claims, 0 left out, 0 unexplained\n\n"
        f"{TINY}: 0 sentences without a claim or a reason\n"
    )
    assert main(["coverage", str(TINY), "--source", "quay-past"]) == 2
    assert capsys.readouterr().err == "no source 'quay-past'. Did you mean 'quay-post'?\n"


def test_the_command_ends_with_zero_when_everything_is_explained(tmp_path, capsys):
    omitted = (
        "{quote: A head, reason: furniture}, {quote: 'Buy fish. Who knows? Nobody -- no one.', reason: rhetorical}"
    )
    path = write_dossier(tmp_path, FILE.format(omitted=omitted), {"texts/post.txt": TEXT})
    assert main(["coverage", str(path)]) == 0
    assert capsys.readouterr().out.endswith(f"{path}: 0 sentences without a claim or a reason\n")


def test_the_command_needs_a_sound_dossier(tmp_path, capsys):
    path = write_dossier(tmp_path, TINY.read_bytes())
    assert main(["coverage", str(path)]) == 1
    assert main(["coverage", str(tmp_path / "none.yaml")]) == 2
    assert capsys.readouterr().out == ""
