// Writes the SQL console: one HTML file with DuckDB-WASM and a DuckDB file of the marts inside.
// node build.mjs MARTS.duckdb MARTS.md OUT.html
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const [marts, asked, out] = process.argv.slice(2);
const here = (path) => new URL(path, import.meta.url);
const dist = createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm").replace(/[^/\\]*$/, "");

// Python's xz: Node has none.
const XZ = "import lzma, sys; sys.stdout.buffer.write(lzma.compress(sys.stdin.buffer.read(), preset=9 | lzma.PRESET_EXTREME))";
const packed = (bytes) => execFileSync(process.env.PYTHON ?? "python3", ["-c", XZ], { input: bytes, maxBuffer: 2 ** 30 });

// DuckDB itself takes some 20 seconds, so it is packed once for each installation of the packages.
async function kept(path) {
  if (!existsSync(`${path}.xz`)) await written(`${path}.xz`, packed(await readFile(path)));
  return readFile(`${path}.xz`);
}

async function written(path, content) {
  await writeFile(`${path}.${process.pid}`, content);
  await rename(`${path}.${process.pid}`, path);
}

// Bytes as characters of windows-1252, as packed.js reads them: what HTML would change or end at follows "=" and is 64 higher.
const CHANGED = new Set(Buffer.from("\0\r<="));
const embedded = (bytes) => Buffer.from([...bytes].flatMap((byte) => (CHANGED.has(byte) ? [0x3d, byte + 64] : [byte]))).toString("latin1");

async function script(path, format) {
  const built = await build({ entryPoints: [here(path).pathname], bundle: true, minify: true, write: false, format });
  return built.outputFiles[0].text;
}

// The questions of docs/MARTS.md: a heading with the mart, the question, the query.
const questions = [...(await readFile(asked, "utf8")).matchAll(/^### `(\w+)`\n(.+)\n\n```sql\n([^]*?)```/gm)]
  .map(([, mart, question, sql]) => ({ mart, question, sql: sql.trim() }));
if (questions.length === 0) throw new Error(`${asked}: expected questions, each below a heading with the name of a mart`);

const parts = {
  base: await readFile(here("../../src/claimhouse/report/templates/base.css"), "utf8"),
  style: await readFile(here("src/console.css"), "utf8"),
  questions: JSON.stringify(questions).replaceAll(/[<\u0080-\uffff]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`),
  program: embedded(packed(await script("src/console.js", "esm"))),
  worker: embedded(packed((await script("src/worker.js", "iife")) + (await readFile(`${dist}duckdb-browser-eh.worker.js`, "utf8")))),
  marts: embedded(packed(await readFile(marts))),
  wasm: embedded(await kept(`${dist}duckdb-eh.wasm`)),
  start: (await script("src/start.js", "esm")).replaceAll("</", "<\\/"),
};
const page = (await readFile(here("src/console.html"), "utf8")).replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
await written(out, Buffer.from(page, "latin1"));
console.log(`${out}: ${questions.length} questions, ${(page.length / 1e6).toFixed(1)} MB`);
