"""The raw text with every claim's quote marked in place; a mark opens its claim."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.links import on_change, read_view
from dossier.model import Claim
from dossier.reading import Reading
from dossier.texts import Span
from dossier.view import View

_CSS = """
article { font-family: var(--st-font); font-size: 1.05rem; line-height: 1.65; color: var(--st-text-color);
  max-width: 44rem; overflow-wrap: anywhere; }
p { margin: 0 0 1.1em; white-space: pre-line; }
mark { color: inherit; background: color-mix(in srgb, var(--st-blue-color) 13%, transparent);
  border-bottom: 2px solid var(--st-blue-color); border-radius: 2px; padding: 0.05em 0; cursor: pointer; }
mark[data-type="figure"] { border-bottom-style: double; border-bottom-width: 3px; }
mark[data-type="assessment"] { border-bottom-style: dashed; }
mark[data-type="forecast"] { border-bottom-style: dotted; }
mark.outside { background: transparent; border-bottom-color: var(--st-border-color); }
mark.chosen { background: color-mix(in srgb, var(--st-orange-color) 32%, transparent);
  border-bottom-color: var(--st-orange-color); }
mark:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  let article = parentElement.querySelector("article");
  if (!article) { article = document.createElement("article"); parentElement.appendChild(article); }
  article.lang = data.language;
  article.replaceChildren(...data.paragraphs.map((pieces) => {
    const p = document.createElement("p");
    for (const piece of pieces) {
      if (!piece.claims.length) { p.append(piece.text); continue; }
      const mark = document.createElement("mark");
      mark.textContent = piece.text;
      mark.dataset.type = piece.type;
      mark.dataset.claims = piece.claims.join(" ");
      mark.tabIndex = 0;
      mark.setAttribute("role", "link");
      mark.classList.toggle("chosen", piece.claims.includes(data.chosen));
      mark.classList.toggle("outside", piece.outside);
      const next = piece.claims[(piece.claims.indexOf(data.chosen) + 1) % piece.claims.length];
      const open = () => setTriggerValue("opened", next);
      mark.onclick = open;
      mark.onkeydown = (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); }
      };
      p.append(mark);
    }
    return p;
  }));
  const chosen = article.querySelector("mark.chosen");
  if (chosen && article.dataset.shown !== data.chosen) {
    article.dataset.shown = data.chosen;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    requestAnimationFrame(() => chosen.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" }));
  }
}
"""
_COMPONENT = st.components.v2.component("counterclaim_reader", html="<div></div>", css=_CSS, js=_JS)


def show_text(reading: Reading, source: str) -> None:
    """The whole text of a source; the chosen claim of the view stands out and is scrolled to."""
    widget = f"reader-{source}"

    def opened() -> View:
        view = read_view(reading.index, "sources")
        claim = st.session_state[widget].opened
        return view.having(claim=claim) if claim in reading.dossier.claims else view

    _COMPONENT(
        key=widget,
        data={
            "paragraphs": text_pieces(reading, source),
            "chosen": reading.view.claim,
            "language": reading.dossier.sources[source].language,
        },
        on_opened_change=on_change(opened),
    )


def text_pieces(reading: Reading, source: str) -> list[list[dict[str, object]]]:
    """The paragraphs of a text, each cut where marks begin or end.

    A piece has its `text`, the ids of the `claims` whose quotes cover it, the `type` of the first of them, and whether
    all of them are `outside` the view.
    """
    dossier = reading.dossier
    text = dossier.texts[source]
    marks = [(span, claim) for claim in dossier.claims.values() if claim.source == source for span in dossier.spans[claim.id]]
    return [
        [_piece(reading, text.text_of(part), part, marks) for part in _parts(paragraph, (span for span, _ in marks))]
        for paragraph in text.paragraphs
    ]


def _parts(paragraph: Span, spans: Iterable[Span]) -> list[Span]:
    """The paragraph cut at every end of a span inside it."""
    cuts = {paragraph.start, paragraph.end}
    for span in spans:
        cuts |= {at for at in (span.start, span.end) if paragraph.start < at < paragraph.end}
    ends = sorted(cuts)
    return [Span(start, end) for start, end in zip(ends, ends[1:], strict=False)]


def _piece(reading: Reading, words: str, part: Span, marks: list[tuple[Span, Claim]]) -> dict[str, object]:
    claims = [claim for span, claim in marks if span.contains(part)]
    return {
        "text": words,
        "claims": [claim.id for claim in claims],
        "type": claims[0].type if claims else "",
        "outside": bool(claims) and reading.claim_ids.isdisjoint(claim.id for claim in claims),
    }
