"use strict";
// Where a number comes from: shown on hover and focus, kept open by a click or Enter, closed by Escape.
const data = (id) => JSON.parse(document.getElementById(id).textContent);
const places = data("places-data");
const panel = document.getElementById("places");
let kept = null;

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text; // never markup: the text comes from the report
  return made;
}

function show(indexes, box) {
  panel.replaceChildren(...indexes.split(" ").map((index) => {
    const place = places[index];
    const item = element("div", "item", "");
    const printed = element("p", "printed", "");
    printed.append(element("q", "", place.printed));
    if (place.read) printed.append(element("span", "read", ` read as ${place.read}`));
    item.append(element("p", "where", `Line ${place.line} · ${place.section}`), printed, element("p", "what", place.what));
    return item;
  }));
  panel.showPopover();
  const { width, height } = panel.getBoundingClientRect();
  const below = box.bottom + 6 + height < innerHeight || box.top < height + 6;
  panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  panel.style.top = `${Math.max(8, Math.min(below ? box.bottom + 6 : box.top - height - 6, innerHeight - height - 8))}px`;
}

function hide() {
  kept?.removeAttribute("aria-expanded");
  kept = null;
  panel.hidePopover();
}

const number = (event) => event.target.closest?.("button.n[data-places]");
document.addEventListener("pointerover", (event) => {
  const button = number(event);
  if (event.pointerType === "mouse" && button && !kept) show(button.dataset.places, button.getBoundingClientRect());
});
document.addEventListener("pointerout", (event) => {
  if (number(event) && !kept) hide();
});
document.addEventListener("click", (event) => {
  const button = number(event);
  if (panel.contains(event.target)) return;
  const again = button && button === kept;
  hide();
  if (!button || again) return;
  show(button.dataset.places, button.getBoundingClientRect());
  kept = button;
  button.setAttribute("aria-expanded", "true");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
addEventListener("scroll", () => kept || hide(), { passive: true });

// A link to a contradiction opens it; paper shows all of them open.
const open = (all) => document.querySelectorAll(".conflicts details").forEach((one) => { one.open = all; });
addEventListener("beforeprint", () => open(true));
addEventListener("afterprint", () => open(false));
function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  target?.querySelector(":scope > details")?.setAttribute("open", "");
}
addEventListener("hashchange", follow);
follow();

const text = { font: getComputedStyle(document.body).getPropertyValue("--sans"), fontSize: innerWidth < 600 ? 12 : 13 };
const config = {
  background: null, font: text.font, view: { stroke: null }, padding: { left: 2, right: 8, top: 4, bottom: 4 }, aria: false,
  text: text,
  axis: {
    labelColor: "var(--muted)", titleColor: "var(--muted)", titleFontWeight: "normal", titleAnchor: "end", labelFontSize: 12, titleFontSize: 12,
    gridColor: "var(--line)", domain: false, ticks: false, labelPadding: 6,
  },
};
const specs = data("charts-data");
document.querySelectorAll(".chart").forEach((chart, index) => {
  vegaEmbed(chart, { ...specs[index], config }, { renderer: "svg", actions: false, tooltip: false }).then(({ view }) => {
    chart.firstElementChild.setAttribute("aria-hidden", "true"); // the name of the chart says what it shows, the tables hold its numbers
    const box = (event) => ({ left: event.clientX, bottom: event.clientY + 6, top: event.clientY - 6 });
    view.addEventListener("mouseover", (event, item) => item?.datum?.places && !kept && show(item.datum.places, box(event)));
    view.addEventListener("mouseout", () => kept || hide());
  });
});
