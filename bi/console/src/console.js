import { complete } from "./complete.js";
import { Engine, Stopped } from "./engine.js";
import { at, button, element } from "./page.js";
import { resultView } from "./result.js";

const [editor, status, results, run, stop] = ["sql", "status", "results", "run", "stop"].map(at);

function say(state, text) {
  status.dataset.state = state; // starting, running, done, failed
  status.textContent = text;
  run.disabled = state === "starting" || state === "running";
  stop.hidden = state !== "running";
}

const rows = (count) => `${count.toLocaleString("en")} row${count === 1 ? "" : "s"}`;

async function answer(engine) {
  const sql = editor.value.trim();
  results.replaceChildren();
  if (sql) {
    const hash = `#q=${encodeURIComponent(sql)}`;
    history.replaceState(null, "", hash);
    Object.assign(at("link"), { href: hash, hidden: false });
  }
  say("running", "Running …");
  const began = performance.now();
  try {
    const tables = await engine.ask(sql);
    const took = `${Math.round(performance.now() - began)} ms`;
    results.append(...tables.map((table, index) => resultView(table, tables.length > 1 ? `Result ${index + 1}` : "Result")));
    const counts = tables.map(({ numRows }) => rows(numRows));
    say("done", tables.length > 1 ? `${tables.length} results: ${counts.join(", ")}; ${took}` : `${counts[0]}, ${took}`);
  } catch (error) {
    say("failed", error.message);
    if (error instanceof Stopped) editor.focus();
  }
}

async function listTables(engine) {
  const columns = await engine.columns();
  const names = new Map();
  let list = null;
  for (const row of columns.toArray()) {
    if (!names.has(row.table_name)) {
      list = element("dl", "");
      at("tables").append(element("details", "", element("summary", row.table_name, element("p", row.mart)), list));
      names.set(row.table_name, []);
    }
    names.get(row.table_name).push(row.column_name);
    list.append(element("dt", `${row.column_name} `, element("span", row.data_type)), element("dd", row.comment));
  }
  complete(editor, at("suggestions"), names);
}

const asked = () => (location.hash.startsWith("#q=") ? decodeURIComponent(location.hash.slice(3)) : null);
const questions = JSON.parse(at("questions-data").textContent);
editor.value = asked() ?? questions[0].sql;
say("starting", "Starting DuckDB …");
try {
  const engine = new Engine();
  const ask = (sql) => {
    editor.value = sql;
    return answer(engine);
  };
  at("questions").append(...questions.map(({ mart, question, sql }) => element("li", "", Object.assign(button(question, () => ask(sql)), { title: mart }))));
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    answer(engine);
  });
  stop.addEventListener("click", () => engine.stop());
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !run.disabled) answer(engine);
  });
  addEventListener("hashchange", () => asked() && ask(asked()));
  await engine.started();
  await answer(engine);
  await listTables(engine);
} catch (error) {
  say("failed", `DuckDB did not start: ${error.message}`);
}
