"""What the browser does with a chart once it is drawn: it saves it as a picture, and tells where it was dragged to."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.links import write_view
from dossier.view import View

_CSS = """
.pictures { display: flex; gap: 0.5rem; }
button { flex: 1; font: inherit; font-family: var(--st-font); color: var(--st-text-color); cursor: pointer;
  background: var(--st-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius); padding: 0.4rem 0.75rem; min-height: 2.5rem; }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
_SAVE = """
export default function ({ data, parentElement }) {
  let box = parentElement.querySelector(".pictures");
  if (!box) { box = document.createElement("div"); box.className = "pictures"; parentElement.appendChild(box); }
  box.replaceChildren(...["png", "svg"].map((format) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Chart as ${format.toUpperCase()}`;
    button.onclick = () => {
      const plots = [...document.querySelectorAll(`.st-key-${data.place} .js-plotly-plot`)];
      const plot = plots.find((one) => one.offsetWidth > 0);
      if (!plot) return;
      plot._context.toImageButtonOptions = { format, filename: data.name, scale: format === "png" ? 2 : 1 };
      plot.querySelector(".modebar-btn")?.click();
    };
    return button;
  }));
}
"""
_FOLLOW = """
export default function ({ data, setTriggerValue }) {
  const place = document.querySelector(`.st-key-${data.place}`);
  if (!place) return;
  const follow = () => place.querySelectorAll(".js-plotly-plot").forEach((plot) => {
    if (!plot.on) return;
    plot.tellsWhereItMoved = setTriggerValue;
    if (plot.isFollowed) return;
    plot.isFollowed = true;
    plot.on("plotly_relayout", (change) => {
      const ends = [change["xaxis.range[0]"], change["xaxis.range[1]"]];
      if (ends.every(Boolean)) plot.tellsWhereItMoved("moved", ends.map((end) => String(end).slice(0, 10)));
    });
  });
  follow();
  const watch = new MutationObserver(follow);
  watch.observe(place, { childList: true, subtree: true });
  return () => watch.disconnect();
}
"""
_save = st.components.v2.component("counterclaim_save_plot", html="<div></div>", css=_CSS, js=_SAVE)
_follow = st.components.v2.component("counterclaim_follow_plot", html="<div></div>", js=_FOLLOW)


def show_picture_buttons(place: str, name: str) -> None:
    """Buttons that save the chart in the container of that key, as it is seen now, under that name."""
    _save(key=f"{place}-pictures", data={"place": place, "name": name})


def follow_drags(place: str, moved: Callable[[str, str], View | None]) -> None:
    """Go to the view that `moved` makes of the first and last day on which a drag of the chart ended."""
    widget = f"{place}-drags"

    def go() -> None:
        ends = st.session_state[widget].moved
        view = moved(*ends) if isinstance(ends, list | tuple) and len(ends) == 2 else None
        if view:
            write_view(view)

    _follow(key=widget, data={"place": place}, on_moved_change=go, height=1)
