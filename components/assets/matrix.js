const make = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
};
/* Whether there are columns to the right of what is seen. */
function tellMore(box) {
  box.parentElement.classList.toggle("more", box.scrollWidth - box.clientWidth - box.scrollLeft > 8);
}

export default function ({ data, parentElement, setTriggerValue }) {
  let box = parentElement.querySelector(".box");
  if (!box) {
    box = make("div", { class: "box", tabindex: "0", role: "region" });
    box.onscroll = () => tellMore(box);
    new ResizeObserver(box.onscroll).observe(box);
    parentElement.append(make("div", { class: "frame" }, box));
  }
  box.setAttribute("aria-label", data.caption);
  const link = (href, opened, attributes, ...children) => {
    const a = make("a", { href, ...attributes }, ...children);
    a.onclick = (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      setTriggerValue("opened", opened);
    };
    return a;
  };
  const badge = (side) => make("b", { class: side.color }, side.letter);
  const head = make("tr", {}, make("th", { scope: "col" }, data.corner),
    ...data.columns.map((column) => make("th", { scope: "col" }, column)));
  const rows = data.rows.map((row) => {
    if (row.topic) return make("tr", { class: "topic" },
      make("th", { scope: "rowgroup", colspan: data.columns.length + 1 }, make("span", {}, row.topic)));
    const sides = row.sides.map((side) => make("small", {}, badge(side), " " + side.label));
    const first = make("th", { scope: "row" },
      link(row.href, row.opened, { class: "title" }, row.title), make("small", {}, row.kind), ...sides);
    const cells = row.cells.map((cell) => {
      const marks = cell.sides.map((side) => make("span", { class: "side" }, " ", badge(side),
        data.wide ? " " + side.label : make("span", { class: "unseen" }, " " + side.label)));
      const words = make("span", { class: cell.quiet ? "unseen" : "" }, " " + cell.word);
      const content = [cell.symbol, words, ...(marks.length ? [make("span", { class: "label" }, ...marks)] : []),
        cell.detail ? make("small", {}, cell.detail) : ""];
      const inner = cell.href ? [link(cell.href, cell.opened, {}, ...content)] : content;
      return make("td", { class: [cell.state, cell.chosen && "chosen", cell.outside && "outside"]
        .filter(Boolean).join(" ") }, ...inner);
    });
    return make("tr", {}, first, ...cells);
  });
  const at = [box.scrollLeft, box.scrollTop];
  const caption = make("caption", { class: "unseen" }, data.caption);
  box.replaceChildren(make("table", { class: data.wide ? "" : "narrow" }, caption,
    make("thead", {}, head), make("tbody", {}, ...rows)));
  box.scrollTo(...at);
  tellMore(box);
}
