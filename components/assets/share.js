/* navigator.clipboard exists on https and on this machine only: elsewhere the older command, else the reader's own keys. */
async function copy(text, field) {
  try {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch { /* refused: the older way may still do */ }
  field.focus();
  field.select();
  try { return document.execCommand("copy"); } catch { return false; }
}

function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function copying(texts, label, field, status, className = "") {
  const button = make("button", { type: "button", textContent: label, className });
  button.onclick = async () => {
    const done = await copy(field.value, field);
    status.textContent = done ? texts.copied : texts.selected;
  };
  return button;
}

function picture([size, path], label) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("shape-rendering", "crispEdges");
  const dark = document.createElementNS(space, "path");
  dark.setAttribute("d", path);
  dark.setAttribute("fill", "currentColor");
  svg.append(dark);
  return svg;
}

export default function ({ data, parentElement }) {
  const section = parentElement.querySelector("section");
  if (section.dataset.link === data.link) return;
  section.dataset.link = data.link;

  const texts = data.texts;
  const status = make("span");
  status.setAttribute("role", "status");
  const link = make("input", { readOnly: true, value: data.link, id: "link", onfocus: () => link.select() });
  const row = make("div", { className: "row" }, copying(texts, texts.copy, link, status, "main"));
  if (navigator.share) {
    const device = make("button", { type: "button", textContent: texts.send });
    device.onclick = () => navigator.share({ title: data.title, url: data.link }).catch(() => {});
    row.append(device);
  }
  row.append(status);

  const said = make("span");
  said.setAttribute("role", "status");
  const code = make("textarea", { readOnly: true, value: data.embed, spellcheck: false, onfocus: () => code.select() });
  code.setAttribute("aria-label", texts.html);

  section.replaceChildren(
    make("p", { textContent: data.words }),
    make("label", { htmlFor: "link", textContent: texts.link }),
    link,
    row,
    make("details", {}, make("summary", { textContent: texts.qr }), picture(data.qr, texts.qr_alt)),
    make("details", {}, make("summary", { textContent: texts.embed }),
      make("p", { textContent: data.embedding }), code,
      make("div", { className: "row" }, copying(texts, texts.copy_html, code, said), said)),
  );
}
