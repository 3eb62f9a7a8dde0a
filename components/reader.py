"""The raw text with every claim's quote marked in place; a mark opens its claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import streamlit as st

from components.links import on_change, read_view
from components.words import CLAIM_TYPES, OMISSIONS
from dossier.coverage import SentenceCover, find_coverage
from dossier.model import Claim
from dossier.reading import Reading
from dossier.texts import Span
from dossier.view import View

_CSS = """
:host { display: block; }
.legend { display: flex; flex-wrap: wrap; gap: 0.35rem 1rem; max-width: 44rem; margin: 0 0 1.6rem; padding: 0;
  list-style: none; font-family: var(--st-font); font-size: 0.875rem; color: var(--st-text-color); }
.legend .mark { padding-inline: 0.15em; }
article { font-family: var(--st-font); font-size: 1.05rem; line-height: 1.7; color: var(--st-text-color);
  max-width: 44rem; overflow-wrap: anywhere; }
p { margin: 0 0 1.1em; white-space: pre-line; }
p.here { box-shadow: -0.9rem 0 0 -0.65rem var(--st-primary-color); }
:is(mark, .mark) { color: inherit; background: color-mix(in srgb, var(--st-blue-color) 12%, transparent);
  border-bottom: 2px solid var(--st-blue-color); border-radius: 2px; padding: 0.05em 0; }
:is(mark, .mark)[data-type="figure"] { border-bottom-style: double; border-bottom-width: 4px; }
:is(mark, .mark)[data-type="assessment"] { border-bottom-style: dashed; }
:is(mark, .mark)[data-type="forecast"] { border-bottom-style: dotted; border-bottom-width: 3px; }
:is(mark, .mark).several { background: color-mix(in srgb, var(--st-blue-color) 26%, transparent); }
:is(mark, .mark).outside { background: transparent;
  border-bottom-color: color-mix(in srgb, currentcolor 30%, transparent); }
:is(mark, .mark).chosen { background: color-mix(in srgb, var(--st-orange-color) 32%, transparent);
  border-bottom-color: var(--st-orange-color); }
mark { cursor: pointer; }
mark:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.gap { border-left: 3px solid color-mix(in srgb, currentcolor 35%, transparent); padding-left: 0.35em;
  color: color-mix(in srgb, currentcolor 75%, transparent); }
.gap.unexplained { border-left-color: var(--st-red-color); }
small { font-size: 0.75em; padding: 0.05em 0.45em; margin-inline: 0.3em; border-radius: 0.6em; white-space: nowrap;
  color: var(--st-text-color); background: color-mix(in srgb, currentcolor 12%, transparent); }
@media print { .legend { display: none; } }
"""
_JS = """
const made = (name, words = "", kind = "") => {
  const element = document.createElement(name);
  element.textContent = words;
  if (kind) element.className = kind;
  return element;
};
const legendOf = (data) => {
  const list = made("ul", "", "legend");
  list.append(...data.legend.map(([type, kind, words]) => {
    const item = made("li"), mark = made("span", words, `mark ${kind}`);
    mark.dataset.type = type;
    item.append(mark);
    return item;
  }));
  return list;
};

export default function ({ data, parentElement, setTriggerValue }) {
  let article = parentElement.querySelector("article");
  if (!article) {
    article = made("article");
    parentElement.append(legendOf(data), article);
  }
  article.lang = data.language;
  const markOf = (piece) => {
    const mark = made("mark", piece.text);
    mark.dataset.type = piece.type;
    mark.dataset.claims = piece.claims.join(" ");
    mark.tabIndex = 0;
    mark.title = piece.told;
    mark.setAttribute("role", "link");
    const chosen = piece.claims.includes(data.chosen);
    if (chosen) mark.setAttribute("aria-current", "true");
    mark.classList.toggle("chosen", chosen);
    mark.classList.toggle("several", piece.claims.length > 1);
    mark.classList.toggle("outside", piece.outside);
    const next = piece.claims[(piece.claims.indexOf(data.chosen) + 1) % piece.claims.length];
    const open = () => setTriggerValue("opened", next);
    mark.onclick = open;
    mark.onkeydown = (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); }
    };
    return mark;
  };
  const gapOf = (piece) => {
    const gap = made("span", piece.text, piece.explained ? "gap" : "gap unexplained");
    if (!piece.reason) return [gap];
    return [gap, made("small", piece.reason)];
  };
  const shown = document.createDocumentFragment();
  for (const [place, pieces] of data.paragraphs.entries()) {
    const p = made("p", "", data.starts[place] === data.at ? "here" : "");
    for (const piece of pieces) {
      if (piece.claims.length) p.append(markOf(piece));
      else if (piece.gap) p.append(...gapOf(piece));
      else p.append(piece.text);
    }
    shown.append(p);
  }
  article.replaceChildren(shown);
  const target = article.querySelector("mark.chosen") ?? article.querySelector("p.here");
  const goal = `${data.chosen} ${data.at}`;
  if (target && article.dataset.shown !== goal) {
    article.dataset.shown = goal;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    requestAnimationFrame(() => target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" }));
  }
}
"""
_COMPONENT = st.components.v2.component("counterclaim_reader", html="<div></div>", css=_CSS, js=_JS)
_LINES = {"fact": "solid line", "figure": "double line", "assessment": "dashes", "forecast": "dots"}
_UNEXPLAINED = "no claim, no reason given"


def show_text(reading: Reading, source: str) -> None:
    """The whole text of a source; the chosen claim of the view, or the place it names, is scrolled to."""
    widget = f"reader-{source}"

    def opened() -> View:
        view = read_view(reading.index, "sources")
        claim = st.session_state[widget].opened
        return view.having(claim=claim, at=None) if claim in reading.dossier.claims else view

    _COMPONENT(
        key=widget,
        data={
            "paragraphs": text_pieces(reading, source),
            "starts": [span.start for span in reading.dossier.texts[source].paragraphs],
            "chosen": reading.view.claim,
            "at": reading.view.at if not reading.view.claim else None,
            "language": reading.dossier.sources[source].language,
            "legend": _legend(),
        },
        on_opened_change=on_change(opened),
    )


def _legend() -> list[tuple[str, str, str]]:
    """Type, style and words of every sort of mark."""
    types = [(name, "", f"{words}: {_LINES[name]}") for name, words in CLAIM_TYPES.items()]
    return [
        *types,
        ("fact", "several", "Several claims: darker"),
        ("fact", "outside", "Outside your filters: no colour"),
    ]


def text_pieces(reading: Reading, source: str) -> list[list[dict[str, Any]]]:
    """The paragraphs of a text, each cut where marks begin or end.

    A piece has its `text`, the ids of the `claims` whose quotes cover it, the `type` of the first of them, what a
    pointer is `told` about them, and whether all of them are `outside` the view. If the view asks for gaps, a piece of
    a sentence without a claim is a `gap`: `explained` or not; the last of the sentence has the `reason`.
    """
    dossier = reading.dossier
    text = dossier.texts[source]
    claims = (claim for claim in dossier.claims.values() if claim.source == source)
    marks = [(span, claim) for claim in claims for span in dossier.spans[claim.id]]
    covers = find_coverage(dossier, dossier.sources[source]) if reading.view.show == "gaps" else ()
    gaps = {cover.span: cover for cover in covers if not cover.covered}
    spans = [*(span for span, _ in marks), *gaps]
    return [
        [_piece(reading, text.text_of(part), part, marks) | _gap(part, gaps) for part in _parts(paragraph, spans)]
        for paragraph in text.paragraphs
    ]


def _parts(paragraph: Span, spans: Iterable[Span]) -> list[Span]:
    """The paragraph cut at every end of a span inside it."""
    cuts = {paragraph.start, paragraph.end}
    for span in spans:
        cuts |= {at for at in (span.start, span.end) if paragraph.start < at < paragraph.end}
    return [Span(start, end) for start, end in pairwise(sorted(cuts))]


def _piece(reading: Reading, words: str, part: Span, marks: list[tuple[Span, Claim]]) -> dict[str, object]:
    claims = [claim for span, claim in marks if span.contains(part)]
    return {
        "text": words,
        "claims": [claim.id for claim in claims],
        "type": claims[0].type if claims else "",
        "told": "\n".join(f"{CLAIM_TYPES[claim.type]}: {claim.text}" for claim in claims),
        "outside": bool(claims) and reading.claim_ids.isdisjoint(claim.id for claim in claims),
    }


def _gap(part: Span, gaps: Mapping[Span, SentenceCover]) -> dict[str, object]:
    """What a piece is told to be if it belongs to a sentence without a claim."""
    cover = next((cover for span, cover in gaps.items() if span.contains(part)), None)
    if cover is None:
        return {}
    reasons = ", ".join(dict.fromkeys(OMISSIONS[omission.reason] for omission in cover.omissions))
    ends = part.end == cover.span.end
    words = reasons if cover.omitted else _UNEXPLAINED
    return {"gap": True, "explained": cover.omitted, "reason": words if ends else ""}
