// Writes the SQL console: one HTML file with DuckDB-WASM and a DuckDB file of the marts inside.
// node build.mjs MARTS.duckdb MARTS.md OUT.html
import { build } from "esbuild";
import { readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

const [marts, asked, out] = process.argv.slice(2);
const here = (path) => new URL(path, import.meta.url);
const dist = createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm").replace(/[^/\\]*$/, "");
const packed = async (path) => gzipSync(await readFile(path), { level: 9 }).toString("base64");
const script = async (path) => {
  const built = await build({ entryPoints: [here(path).pathname], bundle: true, minify: true, write: false, format: "esm", charset: "utf8" });
  return built.outputFiles[0].text.replaceAll("</", "<\\/");
};

// The questions of docs/MARTS.md: a heading with the mart, the question, the query.
const questions = [...(await readFile(asked, "utf8")).matchAll(/^### `(\w+)`\n(.+)\n\n```sql\n([^]*?)```/gm)]
  .map(([, mart, question, sql]) => ({ mart, question, sql: sql.trim() }));
if (questions.length === 0) throw new Error(`${asked}: expected questions, each below a heading with the name of a mart`);

const parts = {
  base: await readFile(here("../../src/claimhouse/report/templates/base.css"), "utf8"),
  style: await readFile(here("src/console.css"), "utf8"),
  questions: JSON.stringify(questions).replaceAll("<", "\\u003c"),
  worker: await packed(`${dist}duckdb-browser-eh.worker.js`),
  wasm: await packed(`${dist}duckdb-eh.wasm`),
  marts: await packed(marts),
  script: await script("src/console.js"),
};
const page = (await readFile(here("src/console.html"), "utf8")).replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
await writeFile(`${out}.new`, page);
await rename(`${out}.new`, out);
console.log(`${out}: ${questions.length} questions, ${(page.length / 1e6).toFixed(1)} MB`);
