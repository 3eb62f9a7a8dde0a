/* A chart is drawn for the room that it has: where that is another than it was drawn for, the server hears of it. */
function measure({ place, size, narrow }, tell) {
  const width = place.clientWidth, wanted = width < narrow ? "narrow" : "wide";
  if (width && wanted !== size) tell("size", wanted);
}

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
  const room = new ResizeObserver(() => measure({ ...data, place }, setTriggerValue));
  room.observe(place);
  return () => { watch.disconnect(); room.disconnect(); };
}
