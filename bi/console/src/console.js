import { AsyncDuckDB, DuckDBAccessMode, VoidLogger } from "@duckdb/duckdb-wasm";
import prefix from "./worker.js" with { type: "text" };
import { csv, isNumber, plain } from "./cells.js";

const SHOWN = 1000;
const at = (id) => document.getElementById(id);
const [editor, status, result, run] = ["sql", "status", "result", "run"].map(at);

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  made.textContent = text; // never markup
  made.append(...children);
  return made;
}

async function unpacked(id) {
  const packed = Uint8Array.from(atob(at(id).textContent), (letter) => letter.charCodeAt(0));
  at(id).remove();
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function start() {
  const [worker, wasm, marts] = await Promise.all(["worker-data", "wasm-data", "marts-data"].map(unpacked));
  const started = new Worker(URL.createObjectURL(new Blob([prefix, "\n", worker], { type: "text/javascript" })));
  started.postMessage(wasm, [wasm]);
  const database = new AsyncDuckDB(new VoidLogger(), started);
  await database.instantiate(new URL("duckdb.wasm", location.href).href); // answered by worker.js
  await database.registerFileBuffer("claimhouse.duckdb", new Uint8Array(marts));
  await database.open({ path: "claimhouse.duckdb", accessMode: DuckDBAccessMode.READ_ONLY });
  const connection = await database.connect();
  // Extensions would come from the network; one that is asked for all the same must say so instead of trapping.
  await connection.query(`set autoload_known_extensions = false; set autoinstall_known_extensions = false;
    set enable_external_access = false; set lock_configuration = true`);
  return connection;
}

// DuckDB says whether the text is one statement that reads: only such a one can stand as a subquery.
const READS = "SELECT, FROM, WITH, VALUES, TABLE, PIVOT, UNPIVOT, DESCRIBE, SHOW, SUMMARIZE, and EXPLAIN of them";
async function checked(connection, sql) {
  const statement = sql.replace(/[\s;]+$/, "");
  const prepared = async (text) => (await connection.prepare(text)).close();
  try {
    await prepared(`from (\n${statement.replace(/^\s*explain\s+(analyze\s+)?/i, "")}\n)`);
  } catch (error) {
    const parsed = (found) => !found.message.startsWith("Parser Error");
    const own = await prepared(statement).then(() => null, (found) => found);
    if (own && parsed(own) === parsed(error)) throw own; // its own fault, such as a column that is not there
    throw new Error(`Error: expected one statement that reads: ${READS}`);
  }
  return statement;
}

async function listTables(connection) {
  const columns = await connection.query(`
    select duckdb_tables.table_name, duckdb_tables.comment as mart, column_name, data_type, duckdb_columns.comment
    from duckdb_tables() inner join duckdb_columns() using (table_oid) order by duckdb_tables.table_name, column_index`);
  let list = null;
  let last = null;
  for (const row of columns.toArray()) {
    if (row.table_name !== last) {
      list = element("dl", "");
      at("tables").append(element("details", "", element("summary", row.table_name, element("p", row.mart)), list));
      last = row.table_name;
    }
    list.append(element("dt", `${row.column_name} `, element("span", row.data_type)), element("dd", row.comment));
  }
}

function show(table) {
  const { fields } = table.schema;
  const heads = fields.map(({ name, type }) => Object.assign(element("th", name), { scope: "col", className: isNumber(type) ? "number" : "" }));
  const body = document.createElement("tbody");
  for (let row = 0; row < Math.min(table.numRows, SHOWN); row += 1) {
    body.append(element("tr", "", ...fields.map(({ type }, index) => Object.assign(
      element("td", plain(table.getChildAt(index).get(row), type)), { className: isNumber(type) ? "number" : "" }))));
  }
  result.replaceChildren(element("table", "", element("thead", "", element("tr", "", ...heads)), body));
}

async function answer(connection) {
  const sql = editor.value.trim();
  if (!sql) {
    result.replaceChildren();
    at("csv").hidden = true;
    Object.assign(status, { className: "failed", textContent: "The query holds no statement." });
    return;
  }
  const hash = `#q=${encodeURIComponent(sql)}`;
  history.replaceState(null, "", hash);
  Object.assign(at("link"), { href: hash, hidden: false });
  status.className = "";
  status.textContent = "Running …";
  run.disabled = true;
  result.replaceChildren();
  URL.revokeObjectURL(at("csv").href);
  at("csv").hidden = true;
  try {
    const began = performance.now();
    const table = await connection.query(await checked(connection, sql));
    const took = Math.round(performance.now() - began);
    show(table);
    const cut = table.numRows > SHOWN ? `, the first ${SHOWN} shown` : "";
    status.textContent = `${table.numRows} row${table.numRows === 1 ? "" : "s"}${cut}, ${took} ms`;
    const file = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
    Object.assign(at("csv"), { href: file, download: "claimhouse.csv", hidden: false });
  } catch (error) {
    status.className = "failed";
    status.textContent = error.message;
  }
  run.disabled = false;
}

const asked = () => (location.hash.startsWith("#q=") ? decodeURIComponent(location.hash.slice(3)) : null);
const questions = JSON.parse(at("questions-data").textContent);
editor.value = asked() ?? questions[0].sql;
try {
  const connection = await start();
  const ask = (sql) => {
    editor.value = sql;
    return answer(connection);
  };
  at("questions").append(...questions.map(({ mart, question, sql }) => {
    const button = Object.assign(element("button", question), { type: "button", title: mart });
    button.addEventListener("click", () => ask(sql));
    return element("li", "", button);
  }));
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    answer(connection);
  });
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !run.disabled) answer(connection);
  });
  addEventListener("hashchange", () => asked() && ask(asked()));
  await listTables(connection);
  await answer(connection);
} catch (error) {
  status.className = "failed";
  status.textContent = `DuckDB did not start: ${error.message}`;
}
