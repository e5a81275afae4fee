"use strict";
const data = (id) => JSON.parse(document.getElementById(id).textContent);
const one = (selector, inside = document) => inside.querySelector(selector);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const places = data("places-data");

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text; // never markup: the text comes from the report
  return made;
}

function link(address, text, className = "") {
  const made = element("a", className, text);
  made.href = address;
  return made;
}

const subjectAddress = (id) => `#subject/${encodeURIComponent(id)}`;

// Where a number comes from: shown on hover and focus, kept open by a click or Enter, closed by Escape.
const panel = document.getElementById("places");
let kept = null;

function show(indexes, box, name = "") {
  panel.replaceChildren(...(name ? [element("p", "where", name)] : []), ...indexes.split(" ").filter(Boolean).map((index) => {
    const place = places[index];
    const item = element("div", "item", "");
    const printed = element("p", "printed", "");
    printed.append(element("q", "", place.printed));
    if (place.read) printed.append(element("span", "read", ` read as ${place.read}`));
    item.append(element("p", "where", `Line ${place.line} · ${place.section ?? ""}`), printed, element("p", "what", place.what));
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

// Lists and tables show their first rows; the rest at a click, for a link that leads there, and on paper.
function expand(inside) {
  const short = inside?.closest(".short") ?? (inside?.classList.contains("short") ? inside : null);
  if (!short) return;
  short.classList.remove("short");
  (one(":scope > .all", short) ?? short.nextElementSibling)?.remove();
}
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button.all");
  if (button) expand(button.closest(".short") ?? button.previousElementSibling);
});

// Sorting: by the number of a cell, else by its text, within each group of rows.
function value(cell) {
  const ends = one("[data-low], [data-high]", cell)?.dataset;
  const text = cell.textContent.trim().replace(/ #$/, "");
  const found = ends ? Number(ends.low ?? ends.high) : /^[\d.,]+$/.test(text) ? Number(text.replaceAll(",", "")) : NaN;
  return Number.isNaN(found) ? text : found;
}

function compare(a, b) {
  if (a === "" || b === "") return (a === "") - (b === "");
  if (typeof a === "number" && typeof b === "number") return a - b;
  return typeof a === typeof b ? a.localeCompare(b, "en") : typeof a === "number" ? -1 : 1;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button.sort");
  if (!button) return;
  const head = button.closest("th");
  const column = head.cellIndex;
  const down = head.getAttribute("aria-sort") === "ascending";
  all("th", head.parentElement).forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  expand(head);
  for (const body of head.closest("table").tBodies) {
    const rows = all("tr:not(.group)", body).map((row) => [value(row.cells[column]), row]);
    rows.sort(([a], [b]) => (down && a !== "" && b !== "" ? -compare(a, b) : compare(a, b)));
    body.append(...rows.map(([, row]) => row));
  }
});

// Downloads. A text that a spreadsheet would take for a formula begins with an apostrophe, as in the exports.
const quoted = (text) => `"${String(text).replace(/^[=+@\t\r-]/, "'$&").replaceAll('"', '""')}"`;

function download(name, rows) {
  const address = URL.createObjectURL(new Blob([rows.map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }));
  const made = link(address, "");
  made.download = `${name}.csv`;
  made.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function tableRows(table) {
  const heads = all("thead th", table);
  const grouped = one("tr.group", table);
  const rows = [[...(grouped ? ["group"] : []), ...heads.flatMap((head) => {
    const name = head.textContent.trim();
    return head.classList.contains("number") ? [name, `${name}, low`, `${name}, high`, `${name}, lines`] : [name];
  })]];
  for (const body of table.tBodies) {
    const group = one("tr.group", body)?.textContent.trim() ?? "";
    for (const row of all("tr:not(.group)", body)) {
      rows.push([...(grouped ? [group] : []), ...[...row.cells].flatMap((cell, index) => {
        const text = cell.textContent.trim().replace(/ #$/, "");
        const ends = one("button.n", cell)?.dataset ?? {};
        return heads[index].classList.contains("number") ? [text, ends.low ?? "", ends.high ?? "", ends.lines ?? ""] : [text];
      })]);
    }
  }
  return rows;
}
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button.csv");
  if (button) download(button.closest(".table").id, tableRows(one("table", button.closest(".table"))));
});

// Filters of the conflicts: values of one group widen, groups narrow.
const conflicts = all(".conflicts > li");
const chosen = {};
document.addEventListener("click", (event) => {
  const chip = event.target.closest?.("button.chip");
  if (!chip) return;
  const values = (chosen[chip.dataset.name] ??= new Set());
  const added = !values.delete(chip.dataset.value) && values.add(chip.dataset.value);
  chip.setAttribute("aria-pressed", Boolean(added));
  expand(one(".conflicts"));
  let shown = 0;
  for (const conflict of conflicts) {
    conflict.hidden = Object.entries(chosen).some(([name, wanted]) => wanted.size && !wanted.has(conflict.dataset[name]));
    shown += !conflict.hidden;
  }
  one("#shown").textContent = shown === conflicts.length ? `${shown} conflicts` : `${shown} of ${conflicts.length} conflicts`;
});
one("#conflicts-csv").addEventListener("click", () => download("contradictions", [
  ["contradiction_id", "severity", "materiality", "kind", "found", "statement"],
  ...conflicts.filter((conflict) => !conflict.hidden).map((conflict) => [
    conflict.id, ...["severity", "materiality", "kind", "found"].map((name) => conflict.dataset[name]), one(".what", conflict).textContent,
  ]),
]));

// One subject: all its figures in the order of time, its intervals over time and its conflicts.
const scales = [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"], [1, ""]];
const day = (place) => place.end ?? place.start ?? "";
// Where a figure stands on the axis of time: in the middle of its year or quarter, so that one of 2025 stands in 2025.
const moment = (place) => (place.start && place.end ? new Date((Date.parse(place.start) + Date.parse(place.end)) / 2).toISOString().slice(0, 10) : day(place));

function series(figures) {
  const found = new Map();
  for (const place of figures) {
    if (!day(place) || place.unit === "date" || (place.low ?? place.high) === undefined) continue;
    const key = [place.metric, place.under ?? "", place.unit].join("|");
    found.set(key, [...(found.get(key) ?? []), place]);
  }
  return [...found.values()].filter((group) => new Set(group.map(day)).size > 1);
}

function overTime(group) {
  const ends = group.flatMap((place) => [place.low, place.high]).filter((end) => end !== undefined);
  const [scale, word] = scales.find(([least]) => Math.max(...ends.map(Math.abs)) >= least) ?? scales.at(-1);
  const stub = (Math.max(...ends) - Math.min(0, ...ends)) * 0.06 / scale;
  const values = group.map((place) => {
    const [low, high] = [place.low, place.high].map((end) => (end === undefined ? undefined : end / scale));
    return {
      places: String(places.indexOf(place)), name: `${place.period}: ${place.printed}`, at: moment(place), from: low ?? high - stub, to: high ?? low + stub,
      open: low === undefined ? "below" : high === undefined ? "above" : "", colour: place.state === "contradicted" ? "var(--second)" : "var(--accent)",
    };
  });
  const days = group.map(moment).sort();
  const isLong = days.at(-1).slice(0, 4) - days[0].slice(0, 4) > 1;
  const axis = { format: isLong ? "%Y" : "%Y-%m", tickCount: isLong ? "year" : 4, labelOverlap: "greedy", labelSeparation: 12 };
  const x = { field: "at", type: "temporal", title: null, axis, scale: { padding: 24 } };
  const colour = { field: "colour", type: "nominal", scale: null };
  const arrow = (side, shape, field) => ({
    transform: [{ filter: `datum.open === '${side}'` }], mark: { type: "point", shape, filled: true, size: 90, opacity: 1 },
    encoding: { x, y: { field, type: "quantitative" }, color: colour },
  });
  const some = (side, layers) => (values.some((one) => one.open === side) ? layers : []);
  return {
    data: { values }, width: "container", height: 170,
    layer: [
      { mark: { type: "rule", strokeWidth: 3 }, encoding: { x, y: { field: "from", type: "quantitative", title: `${word.trim()} ${group[0].unit}`.trim(), scale: { zero: true }, axis: { tickCount: 4 } }, y2: { field: "to" }, color: colour } },
      ...some("", ["from", "to"]).map((field) => ({ transform: [{ filter: "datum.open === ''" }], mark: { type: "tick", thickness: 3, size: 14 }, encoding: { x, y: { field, type: "quantitative" }, color: colour } })),
      ...some("above", [arrow("above", "triangle-up", "to")]), ...some("below", [arrow("below", "triangle-down", "from")]),
    ],
  };
}

function row(cells, tag = "td") {
  const made = document.createElement("tr");
  made.append(...cells.map((cell, index) => {
    const box = element(index || tag === "th" ? tag : "th", "", "");
    if (box.tagName === "TH") box.scope = tag === "th" ? "col" : "row";
    box.append(cell);
    return box;
  }));
  return made;
}

function placeButton(place) {
  const made = element("button", "n", place.printed);
  Object.assign(made, { type: "button" });
  Object.assign(made.dataset, { places: places.indexOf(place), lines: place.line });
  for (const end of ["low", "high"]) if (place[end] !== undefined) made.dataset[end] = place[end];
  return made;
}

function showSubject(id) {
  const figures = places.filter((place) => place.subject === id).sort((a, b) => compare(a.metric ?? "", b.metric ?? "") || compare(a.under ?? "", b.under ?? "") || compare(day(a), day(b)) || a.line - b.line);
  if (!figures.length) return false;
  const section = one("#subject");
  const own = conflicts.filter((conflict) => conflict.dataset.subjects.split(" ").includes(id));
  one("h2", section).textContent = figures[0].name;
  one(".lead-small", section).textContent = `${figures.length} figure${figures.length > 1 ? "s" : ""} on ${new Set(figures.map((place) => place.line)).size} lines; ${own.length} conflict${own.length === 1 ? "" : "s"}.`;
  const box = element("div", "table", "");
  box.id = `figures-of-${id}`;
  const head = element("div", "table-head", "");
  const csv = element("button", "tool csv", "CSV");
  csv.type = "button";
  head.append(csv);
  const scroll = element("div", "scroll", "");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", `Figures of ${figures[0].name}`);
  const table = document.createElement("table");
  table.createTHead().append(row(["What", "Under, place", "Period", "As printed", "Read as", "Line", "Status", "Compared"].map((name) => {
    const button = element("button", "sort", name);
    button.type = "button";
    return button;
  }), "th"));
  table.tHead.rows[0].cells[3].className = "number";
  const words = { agrees: "agrees", contradicted: "in conflict", alone: "with nothing" };
  table.createTBody().append(...figures.map((place) => {
    const made = row([place.metric ?? "", place.under ?? "", place.period ?? "", placeButton(place), place.read ?? "", String(place.line), place.status ?? "", words[place.state]]);
    made.id = `figure-${places.indexOf(place)}`;
    made.lastChild.className = place.state;
    return made;
  }));
  scroll.append(table);
  box.append(head, scroll);
  one(".subject-figures", section).replaceChildren(box);
  one(".subject-conflicts", section).replaceChildren(...(own.length ? own : [null]).map((conflict) => {
    const item = document.createElement("li");
    item.append(conflict ? link(`#${encodeURIComponent(conflict.id)}`, one(".title", conflict).textContent) : "None.");
    return item;
  }));
  one(".series", section).replaceChildren(...series(figures).map((group) => {
    const figure = document.createElement("figure");
    const caption = element("figcaption", "", [group[0].metric, group[0].under].filter(Boolean).join(", "));
    const chart = element("div", "chart time", "");
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", `${caption.textContent} over time. Its numbers are in the table below.`);
    figure.append(caption, chart);
    requestAnimationFrame(() => draw(chart, overTime(group)));
    return figure;
  }));
  return true;
}

// The part of the address behind # names a subject, a section, a row or a conflict.
function follow() {
  const name = decodeURIComponent(location.hash.slice(1));
  const [, id, figure] = name.match(/^subject\/(.+?)(?:\/figure\/(\d+))?$/) ?? [];
  const isSubject = Boolean(id) && showSubject(id);
  one("#subject").hidden = !isSubject;
  one("#whole").hidden = isSubject;
  if (isSubject) {
    const target = figure && document.getElementById(`figure-${figure}`);
    target?.classList.add("found");
    (target ?? one("#subject-title")).scrollIntoView({ block: target ? "center" : "start" });
    one("#subject-title").focus({ preventScroll: true });
    return;
  }
  const target = name && document.getElementById(name);
  if (!target) return;
  expand(target);
  one(":scope > details", target)?.setAttribute("open", "");
  target.scrollIntoView();
}
addEventListener("hashchange", () => {
  hide();
  one("#results").hidden = true;
  follow();
});

// Search: every word must occur.
const box = one("#search");
const results = one("#results");
let index = null;
const kinds = ["Subjects", "Conflicts", "Figures", "Rows"];

function entries() {
  const found = [];
  const seen = new Set();
  for (const place of places) {
    if (!seen.has(place.subject)) found.push({ kind: "Subjects", text: place.name, href: subjectAddress(place.subject) });
    seen.add(place.subject);
  }
  for (const conflict of conflicts) found.push({ kind: "Conflicts", text: one(".title", conflict).textContent, all: one(".what", conflict).textContent, href: `#${encodeURIComponent(conflict.id)}` });
  places.forEach((place, at) => found.push({
    kind: "Figures", text: `${place.printed} · ${[place.what, place.under].filter(Boolean).join(", ")} · line ${place.line}`, href: `${subjectAddress(place.subject)}/figure/${at}`,
  }));
  for (const line of all("#whole tbody tr[id]")) found.push({ kind: "Rows", text: [...line.cells].map((cell) => cell.textContent.trim().replace(/ #$/, "")).join(" · "), href: `#${encodeURIComponent(line.id)}` });
  return found.map((entry) => ({ ...entry, low: `${entry.text} ${entry.all ?? ""}`.toLowerCase() }));
}

function search() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  results.hidden = !words.length;
  if (!words.length) return;
  index ??= entries();
  const hits = index.filter((entry) => words.every((word) => entry.low.includes(word)));
  const summary = element("p", "where", `${hits.length} found`);
  summary.setAttribute("role", "status");
  results.replaceChildren(summary, ...kinds.flatMap((kind) => {
    const own = hits.filter((hit) => hit.kind === kind);
    if (!own.length) return [];
    const list = document.createElement("ul");
    list.append(...own.slice(0, 12).map((hit) => {
      const item = document.createElement("li");
      item.append(link(hit.href, hit.text));
      return item;
    }));
    return [element("p", "kind", own.length > 12 ? `${kind}: the first 12 of ${own.length}` : kind), list];
  }));
}
box.addEventListener("input", search);
box.addEventListener("focus", search);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest?.("input, textarea")) {
    event.preventDefault();
    box.focus();
  }
  if (event.key === "Escape") results.hidden = true;
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("search")) results.hidden = true;
  if (event.target.closest("#results a")) results.hidden = true;
});

// Paper shows everything.
const open = (every) => all(".conflicts details").forEach((details) => { details.open = every; });
addEventListener("beforeprint", () => open(true));
addEventListener("afterprint", () => open(false));

const text = { font: getComputedStyle(document.body).getPropertyValue("--sans"), fontSize: innerWidth < 600 ? 12 : 13 };
const config = {
  background: null, font: text.font, view: { stroke: null }, padding: { left: 2, right: 12, top: 4, bottom: 4 }, aria: false,
  text: text,
  axis: {
    labelColor: "var(--muted)", titleColor: "var(--muted)", titleFontWeight: "normal", titleAnchor: "end", labelFontSize: 12, titleFontSize: 12,
    gridColor: "var(--line)", domain: false, ticks: false, labelPadding: 6,
  },
};

async function draw(chart, spec) {
  const { view } = await vegaEmbed(chart, { ...spec, config }, { renderer: "svg", actions: false, tooltip: false });
  chart.firstElementChild.setAttribute("aria-hidden", "true"); // the name of the chart says what it shows, the tables hold its numbers
  const at = (event) => ({ left: event.clientX, bottom: event.clientY + 6, top: event.clientY - 6 });
  view.addEventListener("mouseover", (event, item) => {
    const { label, value, name, places = "" } = item?.datum ?? {};
    const said = label ? `${label}: ${value}` : name;
    if (said && !kept) show(places, at(event), said);
  });
  view.addEventListener("mouseout", () => kept || hide());
}

// Charts near the window first, the others when there is time; each has its height before it is drawn, so that nothing moves.
const specs = data("charts-data");
const waiting = new Map(all("#whole .chart").map((chart, number) => [chart, specs[number]]));
function drawWaiting(chart) {
  const spec = waiting.get(chart);
  if (spec && waiting.delete(chart)) draw(chart, spec);
}
const near = new IntersectionObserver((seen) => seen.forEach(({ target, isIntersecting }) => isIntersecting && drawWaiting(target)), { rootMargin: "800px" });
for (const [chart, spec] of waiting) {
  chart.style.minHeight = `${spec.height + 45}px`;
  near.observe(chart);
}
const later = window.requestIdleCallback ?? setTimeout;
later(function next() {
  for (const chart of [...waiting.keys()].slice(0, 1)) drawWaiting(chart);
  if (waiting.size) later(next);
});
follow();
