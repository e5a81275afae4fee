"use strict";
const data = (id) => JSON.parse(document.getElementById(id).textContent);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const marks = data("marks-data");
const relations = data("relations-data");
const panel = document.getElementById("panel");
const shown = all("main mark");
const { report } = document.body.dataset;
let kept = null;

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text; // never markup: the text comes from the report
  return made;
}

// Lines that a sentence names lead there.
function linked(text) {
  const made = document.createDocumentFragment();
  text.split(/\b([Ll]ine \d+)\b/).forEach((part, index) => {
    if (index % 2 === 0) return made.append(part);
    const link = element("a", "", part);
    link.href = `#line-${part.slice(5)}`;
    made.append(link);
  });
  return made;
}

function figure(one) {
  const item = element("div", "item");
  const name = element("p", "");
  const link = element("a", "", one.what);
  link.href = `${encodeURI(report)}#subject/${encodeURIComponent(one.subject)}`;
  name.append(link);
  item.append(name, element("p", "where", [one.read && `read as ${one.read}`, one.status].filter(Boolean).join(" · ")));
  if (one.again.length) {
    const again = element("p", "", "");
    again.append("Printed again on ", linked(one.again.map((line) => `line ${line}`).join(", ")), ".");
    item.append(again);
  }
  const list = document.createElement("ul");
  for (const index of one.relations) {
    const line = document.createElement("li");
    line.append(element("b", relations[index].verdict, relations[index].verdict), " ", linked(relations[index].statement));
    list.append(line);
  }
  item.append(one.relations.length ? list : element("p", "", "Compared with nothing."));
  return item;
}

function hide() {
  kept?.removeAttribute("aria-expanded");
  kept = null;
  panel.hidePopover();
}

function show(mark) {
  hide();
  const found = marks[Number(mark.dataset.mark)];
  panel.replaceChildren(...(found.figures ?? []).map(figure));
  const without = { open: "Not settled in the draft: it waits for review.", excluded: `No figure: ${found.reason}.` };
  if (!found.figures) panel.append(element("p", "", without[found.state] ?? "Neither read as a figure nor excluded with a reason."));
  panel.showPopover();
  const box = mark.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 24))}px`;
  panel.style.top = `${Math.max(8, box.bottom + 6 + height < innerHeight ? box.bottom + 6 : Math.max(8, box.top - height - 6))}px`;
  kept = mark;
  mark.setAttribute("aria-expanded", "true");
}

document.addEventListener("click", (event) => {
  if (panel.contains(event.target)) return event.target.closest("a") && hide();
  const mark = event.target.closest?.("main mark");
  if (!mark || mark === kept) return hide();
  show(mark);
});
document.addEventListener("keydown", (event) => {
  const mark = event.target.closest?.("main mark");
  if (event.key === "Escape") hide();
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    show(mark);
  }
});

document.querySelector(".legend").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", on);
  document.body.classList.toggle(`no-${button.dataset.state}`, !on);
  drawMap();
});

const conflicts = shown.filter((mark) => mark.className === "contradicted");
let at = -1;
document.querySelector(".jump").addEventListener("click", (event) => {
  const step = Number(event.target.dataset?.step);
  if (!step || !conflicts.length) return;
  at = (at + step + conflicts.length) % conflicts.length;
  conflicts[at].scrollIntoView({ block: "center" });
  document.getElementById("at").textContent = `${at + 1} of ${conflicts.length}`;
  show(conflicts[at]);
  event.stopPropagation();
});

// The margin shows where in the text the marks stand; a click goes there.
const map = document.getElementById("map");
function drawMap() {
  map.height = innerHeight;
  const pen = map.getContext("2d");
  const total = document.documentElement.scrollHeight;
  const style = getComputedStyle(document.documentElement);
  const scratch = element("i", "");
  document.body.append(scratch);
  for (const [state, colour, left] of [["alone", "--alone-line", 9], ["open", "--alone-line", 9], ["agrees", "--good-line", 5], ["contradicted", "--bad-line", 0], ["unread", "--bad-line", 0]]) {
    if (document.body.classList.contains(`no-${state}`)) continue;
    scratch.style.color = style.getPropertyValue(colour);
    pen.fillStyle = getComputedStyle(scratch).color;
    for (const mark of shown) {
      if (mark.className === state) pen.fillRect(left + 1, ((mark.getBoundingClientRect().top + scrollY) / total) * map.height, 4, 2);
    }
  }
  scratch.remove();
}
map.addEventListener("click", (event) => scrollTo({ top: (event.clientY / innerHeight) * document.documentElement.scrollHeight - innerHeight / 2 }));
addEventListener("resize", drawMap);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawMap);
drawMap();
