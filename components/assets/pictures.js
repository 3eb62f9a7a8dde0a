export default function ({ data, parentElement }) {
  let box = parentElement.querySelector(".pictures");
  if (!box) { box = document.createElement("div"); box.className = "pictures"; parentElement.appendChild(box); }
  box.replaceChildren(...Object.entries(data.labels).map(([format, label]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.onclick = () => {
      const plot = document.querySelector(`.st-key-${data.place} .js-plotly-plot`);
      if (!plot) return;
      plot._context.toImageButtonOptions = { format, filename: data.name, scale: format === "png" ? 2 : 1 };
      plot.querySelector(".modebar-btn")?.click();
    };
    return button;
  }));
}
