// Charts of a result: bars and lines of a number, intervals from low to high. Nothing is added up or averaged.
import * as Plot from "@observablehq/plot";
import { DataType } from "apache-arrow";
import { isNumber, plain } from "./cells.js";
import { choice, element } from "./page.js";

const MOST = { bars: 60, intervals: 60, lines: 5000 };
const ACCENT = "var(--accent)";
const isTime = (type) => DataType.isDate(type) || DataType.isTimestamp(type);

// The kinds of chart that a result allows, each with its values: a column, or the two ends of an interval.
export function kinds(table) {
  const { fields } = table.schema;
  const names = fields.map(({ name }) => name);
  const numbers = fields.filter(({ type }) => isNumber(type)).sort((one, two) => measured(two) - measured(one)).map(({ name }) => [name]);
  const intervals = names.filter((name) => /(^|_)low$/.test(name)).map((low) => [low, `${low.slice(0, -3)}high`]).filter(([, high]) => names.includes(high));
  if (table.numRows === 0) return [];
  const found = [{ name: "bars", values: numbers }, { name: "lines", values: numbers }, { name: "intervals", values: intervals }];
  return found.filter(({ values }) => values.length);
}

// Money, shares and the like before line numbers and years.
const measured = ({ type }) => Number(DataType.isDecimal(type) || DataType.isFloat(type));

// Draws a chart into `region` and the choices that it has into `options`.
export function drawn(table, { name, values }, options, region) {
  const { fields } = table.schema;
  const labels = fields.filter(({ type }) => !DataType.isList(type));
  const along = name === "lines" ? labels.find(({ name: said, type }) => isTime(type) || /year/.test(said)) : labels.find(({ name: said }) => /name$/.test(said));
  const text = fields.filter(({ type }) => DataType.isUtf8(type));
  const redraw = () => region.replaceChildren(...chart());
  const [valueLabel, value] = choice("of", values.map((pair, index) => [index, pair.join(" to ")]), redraw);
  const [alongLabel, axis] = choice("along", labels.map(({ name: said }) => [said, said]), redraw);
  const [seriesLabel, series] = choice("one for each", [["", "–"], ...text.map(({ name: said }) => [said, said])], redraw);
  axis.value = (along ?? labels[0] ?? fields[0]).name;
  if (name === "lines") series.value = text.find(({ name: said }) => /name$/.test(said) && said !== axis.value)?.name ?? "";
  options.append(valueLabel, " ", alongLabel, ...(name === "lines" ? [" ", seriesLabel] : []));

  function chart() {
    const count = Math.min(table.numRows, MOST[name]);
    const ends = values[value.value];
    const read = (column) => {
      const index = fields.findIndex((field) => field.name === column);
      const { type } = fields[index];
      return Array.from({ length: count }, (_, row) => cell(table.getChildAt(index).get(row), type));
    };
    const [low, high, labelled] = [read(ends[0]), read(ends.at(-1)), read(axis.value)];
    const rows = labelled.map((label, row) => ({ row, label, low: low[row], high: high[row], series: series.value ? "" : null }));
    if (series.value) read(series.value).forEach((said, row) => { rows[row].series = said; });
    const drawing = name === "lines" ? lines(rows, ends[0]) : across(rows, name, ends);
    const left = table.numRows > count ? `, the first ${count} of ${table.numRows.toLocaleString("en")} rows` : "";
    const said = `${name[0].toUpperCase()}${name.slice(1)} of ${ends.join(" to ")} along ${axis.value}${left}`;
    const made = Plot.plot({
      width: Math.max(280, Math.min(region.clientWidth, 1100)),
      ariaLabel: said,
      style: { background: "transparent", color: "inherit", fontFamily: "inherit", fontSize: "12px" },
      ...drawing,
    });
    const svg = made.matches("svg") ? made : made.querySelector(":scope > svg");
    svg.setAttribute("role", "img");
    for (const mark of svg.querySelectorAll("[aria-label]")) mark.removeAttribute("aria-label"); // the whole has a name
    return [element("p", said), made];
  }
  redraw();
}

function cell(value, type) {
  if (value === null) return null;
  if (isNumber(type)) return Number(plain(value, type));
  return isTime(type) ? new Date(Number(value)) : plain(value, type);
}

const said = (label) => (label instanceof Date ? label.toISOString().slice(0, 10) : String(label ?? ""));
const shortened = (label) => (said(label).length > 36 ? `${said(label).slice(0, 35)}…` : said(label));

// One row of the result below the other. An interval that is open has an arrow on that side.
function across(rows, name, ends) {
  const longest = Math.max(...rows.map(({ label }) => shortened(label).length));
  const [start, end] = [(row) => row.low ?? row.high, (row) => row.high ?? row.low];
  const tip = { y: "row", channels: { [ends[0]]: "low", [ends.at(-1)]: "high" }, title: (row) => `${said(row.label)}\n${ends[0]} ${amount(row.low)}${ends[1] ? `\n${ends[1]} ${amount(row.high)}` : ""}` };
  const marks = name === "bars"
    ? [Plot.barX(rows, { x: "low", y: "row", fill: ACCENT }), Plot.ruleX([0]), Plot.tip(rows, Plot.pointerY({ x: "low", ...tip }))]
    : [
      Plot.ruleY(rows, { x1: start, x2: end, y: "row", stroke: ACCENT, strokeWidth: 6, strokeLinecap: "round" }),
      Plot.text(rows.filter((row) => row.high === null && row.low !== null), { x: "low", y: "row", text: () => "▶", dx: 9, fill: ACCENT }),
      Plot.text(rows.filter((row) => row.low === null && row.high !== null), { x: "high", y: "row", text: () => "◀", dx: -9, fill: ACCENT }),
      Plot.tip(rows, Plot.pointerY({ x: end, ...tip })),
    ];
  return {
    height: 80 + 22 * rows.length,
    marginBottom: 45,
    marginLeft: 20 + 6.6 * longest,
    x: { grid: true, label: ends.join(" to "), labelOffset: 40, tickFormat: short },
    y: { type: "band", domain: rows.map(({ row }) => row), tickFormat: (row) => shortened(rows[row].label), label: null },
    marks,
  };
}

const short = (value) => value.toLocaleString("en", { notation: "compact", maximumFractionDigits: 2 });
const amount = (value) => (value === null ? "open" : value.toLocaleString("en"));

function lines(rows, value) {
  const ordered = rows.filter(({ low, label }) => low !== null && label !== null);
  if (ordered.every(({ label }) => typeof label !== "string")) ordered.sort((one, two) => one.label - two.label);
  const whole = ordered.every(({ label }) => Number.isInteger(label));
  const worded = ordered.some(({ label }) => typeof label === "string");
  const many = ordered.some(({ series }) => series !== null);
  const stroke = many ? "series" : ACCENT;
  return {
    marginLeft: worded ? 110 : 60,
    ...(worded ? { height: 480, marginBottom: 150 } : {}),
    color: { legend: many, scheme: "observable10" },
    x: { label: null, ...(whole ? { tickFormat: "d", ticks: [...new Set(ordered.map(({ label }) => label))].slice(0, 12) } : {}), ...(worded ? { domain: [...new Set(ordered.map(({ label }) => label))], tickRotate: -40, tickFormat: shortened } : {}) },
    y: { grid: true, label: value, tickFormat: short },
    marks: [
      Plot.lineY(ordered, { x: "label", y: "low", z: "series", stroke }),
      Plot.dot(ordered, { x: "label", y: "low", fill: stroke, r: 3 }),
      Plot.tip(ordered, Plot.pointer({ x: "label", y: "low", title: (row) => `${row.series ? `${row.series}\n` : ""}${said(row.label)}: ${amount(row.low)}` })),
    ],
  };
}
