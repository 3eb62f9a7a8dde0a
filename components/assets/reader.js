const made = (name, words = "", kind = "") => {
  const element = document.createElement(name);
  element.textContent = words;
  if (kind) element.className = kind;
  return element;
};
const legendOf = (data) => {
  const list = made("ul", "", "legend");
  list.append(...data.legend.map(({ type, style, words }) => {
    const item = made("li"), mark = made("span", words, `mark ${style}`);
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
