// One result: a table in pages, or a chart of it, and its download.
import { csv, isNumber, shown } from "./cells.js";
import { drawn, kinds } from "./chart.js";
import { button, choice, element } from "./page.js";

const PAGE = 100;
const number = (count) => count.toLocaleString("en");

export function resultView(table, name) {
  const region = Object.assign(element("div", ""), { className: "cells", tabIndex: 0 });
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", name);
  const place = element("span", "");
  const turn = (pages) => () => show(first + pages * PAGE);
  const [previous, next] = [button("Previous", turn(-1)), button("Next", turn(1))];
  const pager = Object.assign(element("span", "", previous, " ", place, " ", next), { className: "pager", hidden: table.numRows <= PAGE });
  let first = 0;

  function show(from) {
    first = from;
    const last = Math.min(first + PAGE, table.numRows);
    region.replaceChildren(page(table, first, last));
    region.scrollTop = 0;
    place.textContent = `rows ${number(first + 1)} to ${number(last)} of ${number(table.numRows)}`;
    previous.disabled = first === 0;
    next.disabled = last === table.numRows;
  }

  const charts = kinds(table);
  const options = element("span", "");
  const [label, kind] = choice("Show as", [["table", "table"], ...charts.map(({ name: said }) => [said, said])], () => {
    const chosen = charts.find(({ name: said }) => said === kind.value);
    pager.hidden = Boolean(chosen) || table.numRows <= PAGE;
    options.replaceChildren();
    if (chosen) drawn(table, chosen, options, region);
    else show(first);
  });
  label.hidden = charts.length === 0;
  const tools = Object.assign(element("p", "", label, options, pager, button("Download CSV", () => download(table))), { className: "tools" });
  show(0);
  return Object.assign(element("section", "", tools, region), { className: "result" });
}

function page(table, first, last) {
  const { fields } = table.schema;
  const columns = fields.map((_, index) => table.getChildAt(index));
  const others = fields.map(({ name }) => other(fields, name));
  const className = ({ type }) => (isNumber(type) ? "number" : "");
  const cell = (row) => (field, index) => {
    const value = columns[index].get(row);
    const open = value === null && others[index] >= 0 && columns[others[index]].get(row) !== null;
    return Object.assign(element("td", open ? "open" : shown(value, field.type)), { className: className(field) });
  };
  const heads = fields.map((field) => Object.assign(element("th", field.name), { scope: "col", className: className(field) }));
  const rows = Array.from({ length: last - first }, (_, row) => element("tr", "", ...fields.map(cell(first + row))));
  return element("table", "", element("thead", "", element("tr", "", ...heads)), element("tbody", "", ...rows));
}

// Index of the other end of an interval; -1 where a column is none.
function other(fields, name) {
  const found = /^(?:(.*)_)?(low|high)$/.exec(name);
  if (!found) return -1;
  const end = found[2] === "low" ? "high" : "low";
  return fields.findIndex((field) => field.name === (found[1] === undefined ? end : `${found[1]}_${end}`));
}

function download(table) {
  const link = element("a", "");
  link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
  link.download = "claimhouse.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
