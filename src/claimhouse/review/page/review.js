"use strict";
// The page of a draft. Whatever it shows of a document or a register is put in as text, never as markup: `text` is the only way.
const ROW = 52; // pixels of a row of the list, as in review.css
const POLL = 1500; // milliseconds between two looks at what other windows and the models changed
const WAITING = ["open", "unsure"];
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/u;
const SHORT = ["low", "high", "unit_mult", "unit", "qualifier", "obs_status"]; // cells of which two stand in a row
const STATES = {
  open: "open", unsure: "unsure", sure: "sure", accepted: "accepted", corrected: "corrected", excluded: "no figure",
};
const FILTERS = {
  waiting: ["To do", (one) => WAITING.includes(one.state)],
  open: ["Open", (one) => one.state === "open"],
  unsure: ["Unsure", (one) => one.state === "unsure"],
  changed: ["Changed since the report before", (one) => one.origin === "changed" || (about.previous && one.origin === "new")],
  contradicted: ["Contradicted", (one) => contradicted.has(one.id)],
  problem: ["With a problem", (one) => troubled.has(one.id)],
  settled: ["Settled", (one) => !WAITING.includes(one.state) && one.state !== "excluded"],
  figures: ["All figures", (one) => one.state !== "excluded"],
  excluded: ["No figures", (one) => one.state === "excluded"],
  all: ["Everything", () => true],
};
const KEYS = [
  ["j, ↓ and k, ↑", "next and previous figure"],
  ["a, Enter", "accept the row and go on to the next"],
  ["A", "accept all figures of the line that have no problem"],
  ["e", "edit the first cell that is open or unsure"],
  ["x, then 1 to 8", "no figure: leave it out, with a reason"],
  ["r", "back to review"],
  ["n", "another figure on this line"],
  ["u", "undo the last step"],
  ["/", "search"],
  ["f", "choose what is shown"],
  ["Escape", "close what is open, back to the list"],
  ["?", "this list"],
];

const find = (id) => document.getElementById(id);
let about, stamp = "", figures = new Map(), order = [], shown = [], current = null, pinned = null, row = null, last = null, busy = false;
let contradicted = new Set(), troubled = new Set(), marks = new Map(), sourceProblem = "", relationsNote = "";

const codeOf = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

// Building blocks ---------------------------------------------------------------------------------------------------------------------

/** The text as nodes; a character that shows nothing or turns the direction of writing is shown by its code. */
function text(value) {
  const nodes = [];
  let plain = "";
  for (const character of String(value ?? "")) {
    if (!UNSEEN.test(character)) {
      plain += character;
      continue;
    }
    if (plain) nodes.push(document.createTextNode(plain));
    plain = "";
    const made = document.createElement("span");
    made.className = "unseen";
    made.textContent = codeOf(character);
    nodes.push(made);
  }
  if (plain || !nodes.length) nodes.push(document.createTextNode(plain));
  return nodes;
}

/** An element with attributes and children; a child that is a string becomes text. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().flatMap((child) => (typeof child === "string" ? text(child) : child ?? [])));
  return made;
}
const labelOf = (name) => about.cells.find((cell) => cell.name === name)?.label ?? name;
const isolated = (value) => element("bdi", {}, String(value ?? ""));
const button = (name, run, attributes = {}) => element("button", { type: "button", onclick: run, ...attributes }, name);

/** The answer of the server; throws what it refuses, with the status and what it said. */
async function ask(path, body) {
  let answer;
  try {
    answer = await fetch(`api/${path}`, body === undefined ? {} : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    throw Object.assign(new Error("claimhouse review has ended: start it again and open the address that it shows. Every step before is saved."), { status: 0 });
  }
  const said = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(said.message ?? answer.statusText), { status: answer.status, said });
  return said;
}

function say(message) {
  find("status").replaceChildren(...text(message));
}

function alarm(message) {
  find("alarm").hidden = !message;
  find("alarm").replaceChildren(...text(message));
}

// The list ----------------------------------------------------------------------------------------------------------------------------

function stateOf(figure) {
  if (contradicted.has(figure.id)) return "contradicted";
  if (troubled.has(figure.id)) return "problem";
  return STATES[figure.state];
}

/** What is shown, by filter, search and order; the row that was opened stays where it is until one filters or searches again. */
function select() {
  const [, fits] = FILTERS[find("filter").value];
  const words = find("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  shown = order.filter((id) => {
    const figure = figures.get(id);
    if (!(fits(figure) || id === pinned)) return false;
    const searched = `${figure.printed} ${figure.what} ${figure.line}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
  count();
  draw();
}

function refilter() {
  pinned = null;
  find("list").scrollTop = 0;
  select();
}

function count() {
  const all = [...figures.values()];
  for (const option of find("filter").options) {
    const [name, fits] = FILTERS[option.value];
    option.textContent = `${name} (${all.filter(fits).length})`;
  }
  const total = all.filter(FILTERS.figures[1]).length, done = all.filter(FILTERS.settled[1]).length;
  find("bar").max = total || 1;
  find("bar").value = done;
  find("count").textContent = `${done} of ${total} settled`;
  document.title = `${done} of ${total} · ${about.report}`;
}

/** What an empty list says: what to do when no figure waits. */
function nothing() {
  const done = figures.size && ![...figures.values()].some(FILTERS.waiting[1]);
  return done ? `Every figure is settled. End claimhouse review with Ctrl+C, then: claimhouse check ${about.report}` : "Nothing to show here.";
}

/** Draws the rows that are in view, whatever their number. */
function draw() {
  const list = find("list"), rows = find("rows");
  rows.style.height = `${shown.length * ROW}px`;
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 4);
  const drawn = shown.slice(first, first + Math.ceil(list.clientHeight / ROW) + 8).map((id, place) => {
    const figure = figures.get(id), state = stateOf(figure);
    const kind = ["contradicted", "problem"].includes(state) ? "alert" : WAITING.includes(figure.state) ? "" : "done";
    const made = element("div", {
      class: `item ${kind}`, id: `item-${id}`, role: "option", "aria-selected": String(id === current),
      "aria-setsize": String(shown.length), "aria-posinset": String(first + place + 1), onclick: () => open(id),
    },
    element("bdi", { class: "printed" }, figure.printed), element("span", { class: "state" }, state),
    element("span", { class: "what" }, `${figure.line}: `, isolated(figure.what)));
    made.style.top = `${(first + place) * ROW}px`;
    return made;
  });
  rows.replaceChildren(...(shown.length ? drawn : [element("p", { class: "empty" }, nothing())]));
  if (shown.includes(current)) list.setAttribute("aria-activedescendant", `item-${current}`);
  else list.removeAttribute("aria-activedescendant");
}

function reveal() {
  const list = find("list"), place = shown.indexOf(current);
  if (place < 0) return;
  if (place * ROW < list.scrollTop) list.scrollTop = place * ROW;
  else if ((place + 1) * ROW > list.scrollTop + list.clientHeight) list.scrollTop = (place + 1) * ROW - list.clientHeight;
}

/** The id a step away in the list; the next one that waits where `waiting`. */
function near(step, waiting = false) {
  const place = shown.indexOf(current);
  for (let next = place + step; next >= 0 && next < shown.length; next += step) {
    if (!waiting || WAITING.includes(figures.get(shown[next]).state)) return shown[next];
  }
  return waiting ? shown.find((id) => id !== current && WAITING.includes(figures.get(id).state)) ?? null : null;
}

// The document ------------------------------------------------------------------------------------------------------------------------

/** The nodes of a line: its figures as buttons that open their rows; in the flow of the text, which a button element would break. Characters are counted as in the draft, not as in JavaScript. */
function lineNodes(number) {
  const characters = Array.from(about.lines[number - 1]), nodes = [];
  const part = (from, to) => characters.slice(from, to).join("");
  let at = 0;
  for (const figure of onLine.get(number) ?? []) {
    if (figure.start < at) continue; // a second figure of the same characters
    if (figure.start > at) nodes.push(isolated(part(at, figure.start)));
    const mark = element("span", { class: "mark", role: "button", tabindex: "-1", onclick: () => open(figure.id, true) }, part(figure.start, figure.end));
    marks.set(figure.id, mark);
    nodes.push(mark);
    at = figure.end;
  }
  if (at < characters.length) nodes.push(isolated(part(at)));
  return nodes;
}

let onLine = new Map();
function groupByLine() {
  onLine = Map.groupBy ? Map.groupBy(figures.values(), (one) => one.line) : new Map();
  if (!onLine.size) for (const one of figures.values()) onLine.set(one.line, [...(onLine.get(one.line) ?? []), one]);
  for (const group of onLine.values()) group.sort((a, b) => a.start - b.start || a.id.localeCompare(b.id));
}

function drawDocument() {
  groupByLine();
  marks.clear();
  find("document").replaceChildren(...about.lines.map((line, index) => element(
    "div", { class: "line", id: `line-${index + 1}` },
    element("span", { class: "number" }, String(index + 1)), element("span", {}, lineNodes(index + 1)),
  )));
  for (const figure of figures.values()) colour(figure);
}

function redrawLine(number) {
  const line = find(`line-${number}`);
  groupByLine();
  line.lastElementChild.replaceChildren(...lineNodes(number));
  for (const figure of onLine.get(number) ?? []) colour(figure);
}

function colour(figure) {
  const mark = marks.get(figure.id);
  if (!mark) return;
  const kind = figure.state === "excluded" ? "excluded" : contradicted.has(figure.id) ? "contradicted" : WAITING.includes(figure.state) ? "" : "done";
  mark.className = `mark ${kind}${figure.id === current ? " current" : ""}`;
  mark.title = `${stateOf(figure)}: ${figure.what}`.replace(new RegExp(UNSEEN, "gu"), codeOf);
}

// The row -----------------------------------------------------------------------------------------------------------------------------

/** Shows a figure: its place in the document and its row. */
async function open(id, fromDocument = false) {
  const before = current && figures.get(current);
  current = pinned = id;
  row = null; // no key acts on a row that does not show yet
  if (before) {
    colour(before);
    find(`line-${before.line}`)?.classList.remove("current");
  }
  if (!id) {
    find("row").replaceChildren(element("p", { class: "empty" }, "Choose a figure."));
    draw();
    return;
  }
  const figure = figures.get(id);
  colour(figure);
  const line = find(`line-${figure.line}`);
  line.classList.add("current");
  if (!fromDocument) {
    const text = find("document"); // which alone scrolls, not the page
    text.scrollTop += line.getBoundingClientRect().top - text.getBoundingClientRect().top - (text.clientHeight - line.clientHeight) / 2;
  }
  select();
  reveal();
  draw();
  try {
    const fresh = await ask(`figure/${encodeURIComponent(id)}`);
    if (current === id) showRow(fresh);
  } catch (error) {
    alarm(error.message);
  }
}

function showRow(fresh) {
  const focused = document.activeElement?.dataset?.cell;
  row = fresh;
  const waiting = row.state === "excluded" ? [] : about.cells.filter((cell) => isOpen(row.cells[cell.name]));
  find("row").replaceChildren(
    element("h2", {}, isolated(row.printed)),
    element("p", { class: "where" }, [`line ${row.line}`, row.page && `page ${row.page}`, row.table && `table ${row.table}, row ${row.row}, column ${row.column}`, row.section].filter(Boolean).join(" · ")),
    element("p", { class: "where" }, `${STATES[row.state]}${row.reason ? `: ${row.reason}` : ""}${row.origin && row.origin !== "new" ? ` · ${row.origin}` : ""}${WAITING.includes(row.state) ? ` · ${row.why.split(", ").map(labelOf).join(", ")}` : ""}`),
    element("div", { class: "actions" },
      button("Accept", accept, { class: "first", "aria-keyshortcuts": "a", disabled: row.state === "excluded" }),
      row.others ? button(`Accept the line (${row.others + 1})`, acceptLine, { "aria-keyshortcuts": "Shift+A" }) : [],
      button("No figure", exclude, { "aria-keyshortcuts": "x" }),
      button("Back to review", () => act({ action: "reopen" }), { "aria-keyshortcuts": "r", disabled: WAITING.includes(row.state) }),
      button("Another figure on this line", add, { "aria-keyshortcuts": "n" })),
    ...row.problems.map((problem) => element("p", { class: "problem" }, problem)),
    element("ul", { class: "relations" }, row.relations.filter(isWrong).map(relationNode)),
    ...(row.state === "excluded" ? [] : cellNodes()),
    element("h3", {}, `Relations (${row.relations.length})`),
    element("p", { class: "hint", id: "relations-note" }, relationsNote),
    element("ul", { class: "relations" }, row.relations.filter((one) => !isWrong(one)).map(relationNode)),
  );
  if (focused) find("row").querySelector(`[data-cell="${focused}"]`)?.focus();
  find("row").dataset.id = row.id;
  find("row").dataset.version = row.version;
  find("row").dataset.waiting = waiting.length;
}

/** What is filled, needed or in doubt; the rest behind one click. */
function cellNodes() {
  const shows = (cell) => {
    const drafted = row.cells[cell.name];
    return drafted.value || cell.needed || drafted.problems.length || drafted.sure === "unsure";
  };
  const rest = about.cells.filter((cell) => !shows(cell)), nodes = (cells) => cells.map((cell) => cellNode(cell, row.cells[cell.name]));
  const was = find("further")?.open;
  return [element("div", { class: "cells" }, nodes(about.cells.filter(shows))), rest.length
    ? element("details", { id: "further", open: was }, element("summary", {}, `${rest.length} empty cells: ${rest.map((cell) => cell.label.toLowerCase()).join(", ")}`), nodes(rest)) : []];
}

const isOpen = (cell) => ["open", "unsure"].includes(cell.sure);

function cellNode(cell, drafted) {
  const id = `cell-${cell.name}`;
  const attributes = { id, "data-cell": cell.name, autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-found` };
  let input;
  if (cell.kind === "choice") {
    input = element("select", attributes, ["", ...cell.options].map((option) => element("option", { value: option }, option || "—")));
    input.value = drafted.value;
    input.addEventListener("change", () => change(cell, input.value));
  } else {
    input = element("input", { ...attributes, type: "text", value: drafted.value });
    if (cell.kind === "register") choose(input, cell);
    else {
      input.addEventListener("change", () => change(cell, input.value));
      input.addEventListener("keydown", (event) => event.key === "Enter" && find("list").focus());
    }
  }
  const name = drafted.name && drafted.name !== drafted.value ? drafted.name : UNSEEN.test(drafted.value) ? drafted.value : "";
  const doubt = isOpen(drafted) && (drafted.sure === "unsure" || cell.needed || drafted.problems.length) ? [drafted.sure, drafted.how && `from ${drafted.how}`] : [];
  const found = [name, drafted.note, ...doubt].filter(Boolean);
  return element("div", { class: `cell ${SHORT.includes(cell.name) && !drafted.problems.length ? "short" : ""} ${doubt.length ? "open" : ""}` },
    element("label", { for: id }, cell.label), input,
    element("p", { class: "found", id: `${id}-found`, title: `found by ${drafted.how || "nothing"}, ${drafted.sure}` }, isolated(found.join(" · "))),
    drafted.problems.map((problem) => element("p", { class: "problem" }, problem)),
    drafted.allow ? button(drafted.allow, () => act({ action: "allow", cell: cell.name }), { class: "spread" }) : [],
    drafted.alike.map(({ of, count: more }) => button(`the same for ${more} more of ${of}`, () => act({ action: "spread", cell: cell.name, value: of }), { class: "spread" })));
}

const isWrong = (relation) => ["contradicted", "strained"].includes(relation.verdict); // stands above the cells

function relationNode(relation) {
  const grouped = (number) => number.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",")) || "open";
  const side = (low, high) => (low === high ? grouped(low) : `${grouped(low)} to ${grouped(high)}`);
  const figuresOf = relation.items.filter((id) => id !== row.id && figures.has(id));
  return element("li", {},
    element("b", { class: relation.verdict }, relation.verdict), ` ${relation.kind}: `, isolated(relation.description),
    element("p", { class: "hint" }, `computed ${side(relation.computed_low, relation.computed_high)}`
      + (relation.stated_low || relation.stated_high ? `, stated ${side(relation.stated_low, relation.stated_high)}` : "")
      + ` ${relation.unit}${relation.relative_gap ? `, gap ${relation.relative_gap}` : ""}`),
    figuresOf.slice(0, 12).map((id) => button(`line ${figures.get(id).line}: ${figures.get(id).printed}`, () => open(id))));
}

/** A box that looks for ids of a register as one types: candidates of the draft first, then what the server finds. */
function choose(input, cell) {
  let list = null, choices = [], at = -1, timer, turn = 0;
  const close = () => {
    list?.remove();
    list = null;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    at = choices.length ? (place + choices.length) % choices.length : -1;
    [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", at < 0 ? "" : list.children[at].id);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const take = (choice) => {
    const typed = input.value;
    close();
    find("list").focus(); // the keys count again
    if (!row) return;
    if (choice.fresh) makeId(cell, typed === row.cells[cell.name].value ? "" : typed);
    else change(cell, choice.id);
  };
  const look = async () => {
    if (!row) return;
    const mine = ++turn, typed = input.value === row.cells[cell.name].value ? "" : input.value;
    let found;
    try {
      found = await ask(`choices?${new URLSearchParams({ cell: cell.name, q: typed, id: row.id })}`);
    } catch (error) {
      say(error.message);
      return;
    }
    if (mine !== turn || document.activeElement !== input) return;
    choices = [...found, ...(cell.fresh ? [{ fresh: true, id: "", name: `New id${typed ? ` for “${typed}”` : ""}…` }] : [])];
    list?.remove();
    list = element("div", { class: "choices", role: "listbox", id: `choices-${cell.name}`, "aria-label": cell.label },
      choices.map((choice, index) => element("div", {
        class: "choice", role: "option", id: `choice-${index}`, "aria-selected": "false",
        onmousedown: (event) => { event.preventDefault(); take(choice); },
      }, isolated(choice.id || choice.name), choice.id ? element("small", {}, isolated(choice.name + (choice.note ? ` · ${choice.note}` : ""))) : [])));
    input.after(list);
    input.setAttribute("aria-expanded", "true");
    at = -1;
    if (typed && choices.length) mark(0);
  };
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", `choices-${cell.name}`);
  input.addEventListener("focus", () => { input.select(); look(); });
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 80); });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    turn += 1;
    close();
    if (row && input.isConnected && input.value === "" && row.cells[cell.name].value) change(cell, "");
    else if (row && input.isConnected) input.value = row.cells[cell.name].value; // only a choice counts
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list) mark(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
      else look();
    } else if (event.key === "Enter" && list) {
      event.preventDefault();
      if (at >= 0) take(choices[at]);
      else input.blur();
    } else if (event.key === "Escape" && list) {
      event.stopPropagation();
      if (row) input.value = row.cells[cell.name].value;
      close();
    }
  });
}

// Steps -------------------------------------------------------------------------------------------------------------------------------

/** Does one step and shows what came of it; a step on a row that another window changed shows both and asks. */
async function act(step, then) {
  if (!row || busy) return;
  busy = true;
  const mine = row;
  say("saving");
  try {
    took(await ask(`figure/${encodeURIComponent(mine.id)}`, { version: mine.version, ...step }));
    say("saved");
    busy = false;
    if (then) await then();
  } catch (error) {
    busy = false;
    if (error.status === 409 && error.said.error === "stale") conflict(mine, error.said.theirs, step, then);
    else if (error.status === 409 && error.said.error === "source") sourceChanged(error.message);
    else {
      say(`not saved: ${error.message}`);
      if (error.status === 0) alarm(error.message);
      if (row?.id === mine.id) showRow(mine);
    }
  }
}

/** What a step gives: changed figures, the row, the last step. */
function took(said) {
  change_figures(said.figures, said.gone);
  last = said.last;
  showLast();
  if (said.row && said.row.id === current) showRow(said.row);
  select();
}

function change_figures(changed, gone) {
  const lines = new Set();
  for (const id of gone) {
    lines.add(figures.get(id)?.line);
    figures.delete(id);
  }
  for (const figure of changed) {
    const before = figures.get(figure.id);
    figures.set(figure.id, figure);
    if (!before || before.start !== figure.start || before.end !== figure.end) lines.add(figure.line);
    else colour(figure);
  }
  lines.delete(undefined);
  if (lines.size || gone.length) sort();
  lines.forEach(redrawLine);
}

function sort() {
  const place = (a, b) => a.line - b.line || a.start - b.start || a.id.localeCompare(b.id);
  order = [...figures.values()].sort(find("order").value === "worth" ? (a, b) => b.worth - a.worth || place(a, b) : place).map((one) => one.id);
}

function change(cell, value) {
  if (row && (value !== row.cells[cell.name].value || isOpen(row.cells[cell.name]))) act({ action: "correct", cell: cell.name, value });
}

/** Accepts and goes on. */
function accept() {
  const next = near(1, true);
  act({ action: "accept" }, () => next && open(next));
}

/** Accepts all that wait on the line and have no problem, and goes on below it. */
function acceptLine() {
  if (!row) return;
  const line = row.line, next = shown.find((id) => figures.get(id).line > line && WAITING.includes(figures.get(id).state)) ?? near(1, true);
  act({ action: "accept line" }, () => next && open(next));
}

function exclude() {
  if (!row) return;
  const next = near(1, true);
  const leave = (reason) => {
    find("dialog").close();
    act({ action: "exclude", reason }, () => next && open(next));
  };
  const reasons = about.reasons.map((reason, index) => button(`${index + 1} ${reason.replaceAll("_", " ")}`, () => leave(reason), {
    "aria-keyshortcuts": String(index + 1), "data-key": String(index + 1), "data-first": reason === (row.reason || about.reasons[0]),
  }));
  ask_first("No figure, because it is a", [element("p", {}, isolated(row.printed)), element("div", { class: "actions" }, reasons)], "", () => true);
}

function add() {
  if (!row) return;
  const box = element("input", { id: "words", type: "text", "data-first": true, autocomplete: "off" });
  ask_first(`Another figure on line ${row.line}`, [
    element("p", {}, isolated(about.lines[row.line - 1].slice(0, 600))),
    element("div", { class: "cell" }, element("label", { for: "words" }, "Its words, as printed"), box)], "Add",
  () => act({ action: "add", value: box.value }, async () => {
    const made = [...figures.values()].filter((one) => one.line === row.line && one.origin === "added").pop();
    if (made) await open(made.id);
  }));
}

async function undo() {
  if (!last || busy) return;
  busy = true;
  try {
    const said = await ask("undo", { step: last.number });
    busy = false;
    took(said);
    say("taken back");
    if (said.row && said.row.id !== current) await open(said.row.id);
  } catch (error) {
    busy = false;
    if (error.status === 409 && error.said.last !== undefined) {
      last = error.said.last;
      showLast();
    }
    say(error.message);
  }
}

function showLast() {
  find("undo").disabled = !last;
  find("undo").replaceChildren(...text(last ? `Undo: ${last.what}` : "Undo"));
}

/** The id of a period in the form that a draft gives: FY2027, FY2027-Q2, 2025-H1. */
function periodId(typed) {
  const plain = typed.trim().replace(/^(?:fiscal(?:\s+year)?|fy)\s*['’]?(?=\d)/i, "FY");
  return plain.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").replace(/(?<![A-Za-z])(?:[qh]\d|\dm)$/i, (part) => part.toUpperCase());
}

function makeId(cell, typed) {
  const fields = cell.fresh;
  const boxes = fields.map((field) => {
    const id = `new-${field.name}`;
    const box = element("input", { id, type: "text", autocomplete: "off", spellcheck: "false", list: field.options ? `${id}-list` : null });
    const list = field.options ? element("datalist", { id: `${id}-list` }, field.options.map((option) => element("option", { value: option }))) : [];
    return [field, box, element("div", { class: "cell" }, element("label", { for: id }, field.label), box, list)];
  });
  const slug = cell.name === "period_id" ? periodId(typed) : typed.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
  boxes.forEach(([field, box], index) => {
    if (index === 0) {
      box.value = slug;
      box.dataset.first = "";
    } else if (field.name === "name") box.value = typed;
    else if (cell.name === "metric_id" && field.name === "unit") box.value = row.unit_of_metric;
    else if (cell.name === "period_id" && field.name === "calendar") box.value = slug.startsWith("FY") ? about.report : "calendar";
  });
  const problem = element("p", { class: "problem", role: "alert" });
  ask_first(`New ${cell.label.toLowerCase()}`, [...boxes.map(([, , node]) => node), problem], "Add and use", async () => {
    const made = Object.fromEntries(boxes.map(([field, box]) => [field.name, box.value.trim()]));
    try {
      took(await ask(`register/${cell.register}`, { row: made }));
    } catch (error) {
      problem.replaceChildren(...text(error.message));
      return false;
    }
    await act({ action: "correct", cell: cell.name, value: made[fields[0].name] });
    return true;
  });
}

// Dialogs -----------------------------------------------------------------------------------------------------------------------------

/** A dialog with one thing to do; `run` may answer false to keep it open. */
function ask_first(title, content, name, run, other = []) {
  const box = find("dialog");
  const form = element("form", {
    method: "dialog",
    onsubmit: async (event) => {
      event.preventDefault();
      if ((await run()) !== false) box.close();
    },
  }, element("h2", { id: "dialog-title" }, title), ...content,
  element("div", { class: "actions" }, name ? element("button", { class: "first" }, name) : [], ...other, button(name ? "Cancel" : "Close", () => box.close())));
  box.replaceChildren(form);
  box.showModal();
  box.querySelector("[data-first]")?.focus();
}

function conflict(mine, theirs, step, then) {
  const rows = about.cells.map(({ name }) => [labelOf(name), name === step.cell ? step.value : mine.cells[name].value, theirs.cells[name].value])
    .concat([["State", { accept: "accepted", exclude: `no figure: ${step.reason}`, reopen: "open" }[step.action] ?? STATES[mine.state], `${STATES[theirs.state]}${theirs.reason ? `: ${theirs.reason}` : ""}`]])
    .filter(([, yours, other]) => yours !== other);
  say("not saved: another window changed this row");
  ask_first("Another window changed this row", [
    element("p", {}, "Nothing is lost. The row as it is saved now, and as you would have it:"),
    element("table", {},
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, ""), element("th", { scope: "col" }, "yours"), element("th", { scope: "col" }, "saved there"))),
      element("tbody", {}, rows.map(([name, yours, other]) => element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, isolated(yours || "—")), element("td", {}, isolated(other || "—")))))),
  ], "Keep what is saved", () => { refresh(theirs); return true; },
  [button("Save mine", () => { find("dialog").close(); refresh(theirs); act(step, then); })]);
}

function refresh(theirs) {
  if (current === theirs.id) showRow(theirs);
}

function sourceChanged(message) {
  sourceProblem = message;
  alarm(message);
  say("not saved");
  if (row) showRow(row);
}

// Keys --------------------------------------------------------------------------------------------------------------------------------

const RUN = {
  j: () => go(1), ArrowDown: () => go(1), k: () => go(-1), ArrowUp: () => go(-1), a: accept, Enter: accept, A: acceptLine, x: exclude, u: undo, n: add,
  r: () => row && !WAITING.includes(row.state) && act({ action: "reopen" }),
  e: () => (find("row").querySelector(".cell.open [data-cell]") ?? find("row").querySelector("[data-cell]"))?.focus(),
  "/": () => find("search").focus(), f: () => find("filter").focus(), "?": help,
};

function go(step) {
  const next = near(step);
  if (next) open(next);
}

function help() {
  ask_first("Keys", [element("table", {}, element("tbody", {}, KEYS.map(([keys, what]) => element("tr", {}, element("th", { scope: "row" }, element("kbd", {}, keys)), element("td", {}, what)))))], "", () => true);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (find("dialog").open) {
    find("dialog").querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
    return;
  }
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "Escape" && typing) {
    event.target.blur();
    find("list").focus();
  } else if (!typing && RUN[event.key] && about) {
    if (event.target.matches("button") && event.key === "Enter") return;
    if (event.key.startsWith("Arrow") && event.target.id !== "list") return;
    event.preventDefault();
    RUN[event.key]();
  }
});

// Start and keeping up ----------------------------------------------------------------------------------------------------------------

/** What changed since a stamp, in as many answers as it takes; what changes meanwhile comes with the next look. */
async function news(since) {
  const said = await ask(`figures?${new URLSearchParams({ since })}`);
  for (let next = said.next; next;) {
    const more = await ask(`figures?${new URLSearchParams({ since, first: next })}`);
    said.figures.push(...more.figures);
    next = more.next;
  }
  return said;
}

/** What other windows, programs and the models changed since the last look. */
async function look() {
  const said = await news(stamp);
  if (said.stamp === stamp) return;
  stamp = said.stamp;
  last = said.last;
  const before = contradicted;
  contradicted = new Set(said.contradicted);
  troubled = new Set(said.problems);
  for (const id of new Set([...before, ...contradicted])) if (figures.has(id)) colour(figures.get(id));
  if (said.new) await reload(said);
  relationsNote = said.note;
  if (find("relations-note")) find("relations-note").textContent = said.note;
  change_figures(said.figures, said.gone);
  showLast();
  if (said.source !== sourceProblem) {
    sourceProblem = said.source;
    alarm(sourceProblem);
  }
  select();
  const typing = document.activeElement?.matches("#row input, #row select");
  if (current && !figures.has(current)) await open(null);
  else if (current && !typing && !busy && !find("dialog").open) {
    const id = current, fresh = await ask(`figure/${encodeURIComponent(id)}`);
    if (current === id && !busy) showRow(fresh);
  }
}

async function poll() {
  try {
    if (!document.hidden && !busy) {
      await look();
      if (find("alarm").dataset.gone) {
        delete find("alarm").dataset.gone;
        alarm(sourceProblem);
      }
    }
  } catch (error) {
    find("alarm").dataset.gone = "yes";
    alarm(error.message);
  }
  setTimeout(poll, POLL);
}

/** The whole draft: at the start, and where `claimhouse draft` wrote another one. */
async function reload(said) {
  about = await ask("start");
  find("title").replaceChildren(...text(about.title));
  figures = new Map(said.figures.map((figure) => [figure.id, figure]));
  sort();
  drawDocument();
}

async function start() {
  find("filter").append(...Object.keys(FILTERS).map((name) => element("option", { value: name })));
  const said = await news("");
  ({ stamp, last, source: sourceProblem, note: relationsNote } = said);
  contradicted = new Set(said.contradicted);
  troubled = new Set(said.problems);
  alarm(sourceProblem);
  showLast();
  await reload(said);
  find("filter").value = [...figures.values()].some(FILTERS.waiting[1]) ? "waiting" : "figures";
  find("filter").addEventListener("change", refilter);
  find("order").addEventListener("change", () => { sort(); select(); });
  find("search").addEventListener("input", refilter);
  find("list").addEventListener("scroll", draw, { passive: true });
  addEventListener("resize", draw);
  find("undo").addEventListener("click", undo);
  find("help").addEventListener("click", help);
  select();
  await open(shown[0] ?? null);
  find("list").focus();
  document.body.dataset.ready = "yes";
  setTimeout(poll, POLL);
}
start().catch((error) => alarm(error.message));
