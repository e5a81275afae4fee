// Cells of an Arrow result as text: decimals exact and without trailing zeros, lists as JSON, as `claimhouse sql` writes them.
import { DataType } from "apache-arrow";

const FORMULA = /^['=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const FIGURE = /^[+-]?[0-9][0-9.,]*%?$/;

// Arrow hands a decimal over as words of a two's complement, lowest first, without its scale.
function decimal(words, scale) {
  const bits = BigInt(32 * words.length);
  let whole = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  if (whole >> (bits - 1n)) whole -= 1n << bits;
  const digits = (whole < 0n ? -whole : whole).toString().padStart(scale + 1, "0");
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  return (whole < 0n ? "-" : "") + digits.slice(0, digits.length - scale) + (scale && fraction ? `.${fraction}` : "");
}

const day = (value) => new Date(Number(value)).toISOString();

export const isNumber = (type) => DataType.isDecimal(type) || DataType.isInt(type) || DataType.isFloat(type);
const isText = (type) => DataType.isUtf8(type) || DataType.isList(type) || DataType.isStruct(type) || DataType.isMap(type);

function json(value, type) {
  if (value === null) return "null";
  if (DataType.isList(type)) return `[${[...value].map((each) => json(each, type.children[0].type)).join(", ")}]`;
  return isNumber(type) || DataType.isBool(type) ? plain(value, type).toLowerCase() : JSON.stringify(plain(value, type));
}

export function plain(value, type) {
  if (value === null || value === undefined) return "";
  if (DataType.isDecimal(type)) return decimal(value, type.scale);
  if (DataType.isList(type)) return json(value, type);
  if (DataType.isDate(type)) return day(value).slice(0, 10);
  if (DataType.isTimestamp(type)) return day(value).replace("T", " ").replace(/(\.000)?Z$/, "");
  if (DataType.isFloat(type)) return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : String(value);
  if (DataType.isBool(type)) return value ? "True" : "False";
  return String(value);
}

// As a reader sees it: decimals with thousands commas.
export function shown(value, type) {
  const text = plain(value, type);
  return DataType.isDecimal(type) ? text.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",")) : text;
}

// Texts quoted and guarded against being read as a formula, numbers and dates bare; NULL is nothing at all.
function field(value, type) {
  const text = plain(value, type);
  if (value === null || !isText(type)) return text;
  return quoted(text);
}

function quoted(text) {
  const guarded = FORMULA.test(text) && !FIGURE.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""')}"`;
}

const PLAIN_NAME = /^[\p{L}\p{N}_ .()*/%]+$/u;
const named = (name) => (PLAIN_NAME.test(name) ? name : quoted(name));

export function csv(table) {
  const { fields } = table.schema;
  const columns = fields.map((_, index) => table.getChildAt(index));
  const header = fields.map(({ name }) => named(name));
  const lines = [header, ...Array.from({ length: table.numRows }, (_, row) => fields.map(({ type }, index) => field(columns[index].get(row), type)))];
  return lines.map((line) => `${line.join(",")}\n`).join("");
}
