// DuckDB in a worker of its own, which is ended where a query is stopped or goes beyond a limit, and started anew.
import { AsyncDuckDB, DuckDBAccessMode, VoidLogger } from "@duckdb/duckdb-wasm";
import { taken, unpacked } from "./packed.js";

export const LIMITS = { seconds: 60, memory: 1024 }; // MiB
const READS = "SELECT, FROM, WITH, VALUES, TABLE, PIVOT, UNPIVOT, DESCRIBE, SHOW, SUMMARIZE, and EXPLAIN of them";

export class Stopped extends Error {}

export class Engine {
  #parts = Object.fromEntries(["worker", "wasm", "marts"].map((name) => [name, taken(`${name}-data`)]));
  #worker;
  #ready;
  #asked = null;

  constructor() {
    this.#start();
  }

  #start() {
    this.#ready = this.#connected();
    this.#ready.catch(() => {}); // whoever asks next is told
  }

  async #connected() {
    const [code, marts] = [unpacked(this.#parts.worker).text(), unpacked(this.#parts.marts).arrayBuffer()];
    this.#worker = new Worker(URL.createObjectURL(new Blob([await code], { type: "text/javascript" })));
    this.#worker.postMessage(this.#parts.wasm);
    const database = new AsyncDuckDB(new VoidLogger(), this.#worker);
    await database.instantiate(new URL("duckdb.wasm", location.href).href); // answered by worker.js
    await database.registerFileBuffer("claimhouse.duckdb", new Uint8Array(await marts));
    await database.open({ path: "claimhouse.duckdb", accessMode: DuckDBAccessMode.READ_ONLY });
    const connection = await database.connect();
    // Extensions would come from the network; one that is asked for all the same must say so instead of trapping.
    await connection.query(`set autoload_known_extensions = false; set autoinstall_known_extensions = false;
      set memory_limit = '${LIMITS.memory}MiB'; set enable_external_access = false; set lock_configuration = true`);
    return connection;
  }

  started() {
    return this.#ready;
  }

  // What the tables hold, as an Arrow table. It waits for no query of the reader and stops none.
  async columns() {
    const connection = await this.#ready;
    return connection.query(`
      select duckdb_tables.table_name, duckdb_tables.comment as mart, column_name, data_type, duckdb_columns.comment
      from duckdb_tables() inner join duckdb_columns() using (table_oid) order by duckdb_tables.table_name, column_index`);
  }

  // The results of the statements of a text, all of which must read, as Arrow tables. One text is answered at a time.
  async ask(sql) {
    const statements = split(sql);
    if (statements.length === 0) throw new Error("the query holds no statement");
    const late = setTimeout(() => this.stop(`stopped after ${LIMITS.seconds} seconds: ask for less`), LIMITS.seconds * 1000);
    const asked = { works: false };
    const stopped = new Promise((_, reject) => { asked.stop = reject; });
    this.#asked = asked;
    const answer = async () => {
      const connection = await this.#ready;
      if (this.#asked !== asked) return null; // stopped before it began
      asked.works = true;
      try {
        return await answered(connection, statements);
      } finally {
        // what reads can still set something that no later query gets past, such as enable_logging into a file
        await connection.query("select 1").catch(() => this.#restart());
      }
    };
    try {
      return await Promise.race([stopped, answer()]);
    } catch (error) {
      throw error instanceof Stopped ? error : new Error(plainly(error.message));
    } finally {
      clearTimeout(late);
      this.#asked = null;
    }
  }

  stop(said = "stopped") {
    if (!this.#asked) return;
    if (this.#asked.works) this.#restart();
    this.#asked.stop(new Stopped(said));
  }

  #restart() {
    this.#worker.terminate();
    this.#start();
  }
}

async function answered(connection, statements) {
  for (const statement of statements) await check(connection, statement);
  const tables = [];
  for (const statement of statements) tables.push(await connection.query(statement));
  return tables;
}

// DuckDB says whether the text is one statement that reads: only such a one can stand as a subquery.
async function check(connection, statement) {
  const prepared = async (text) => (await connection.prepare(text)).close();
  try {
    await prepared(`from (\n${statement.replace(/^\s*explain\s+(analyze\s+)?/i, "")}\n)`);
  } catch (error) {
    const parsed = (found) => !found.message.startsWith("Parser Error");
    const own = await prepared(statement).then(() => null, (found) => found);
    if (own && parsed(own) === parsed(error)) throw own; // its own fault, such as a column that is not there
    throw new Error(`${statement.split(/\s+/).join(" ").slice(0, 60)}: expected statements that read: ${READS}`);
  }
}

// Statements between semicolons that stand outside of texts, names and comments; what is only a comment is none.
const PIECE = /e'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\/|[^]/gi;
export function split(sql) {
  const statements = [];
  let [text, holds] = ["", false];
  for (const [piece] of [...sql.matchAll(PIECE), [";"]]) {
    if (piece !== ";") {
      text += piece;
      holds ||= !/^(--|\/\*|\s)/.test(piece);
      continue;
    }
    if (holds) statements.push(text.trim());
    [text, holds] = ["", false];
  }
  return statements;
}

// DuckDB for browsers says the line of an error twice, and traps over some values of gigabytes.
const TRAP = /^(memory access|table index is|index) out of bounds|^unreachable/;
function plainly(message) {
  if (TRAP.test(message)) return "more than DuckDB can hold in a browser: ask for less";
  if (/^Out of Memory Error|could not allocate/i.test(message)) return `stopped at ${LIMITS.memory} MiB of memory: ask for less`;
  const [said, ...places] = message.split(/\n\n(?=LINE \d+:)/);
  return [said, ...new Set(places.map((place) => place.trimEnd()))].join("\n\n");
}
