// Runs before DuckDB's own worker: a page opened from disk cannot fetch a blob, so the only thing that DuckDB fetches,
// its own code, comes from the page by message, packed, and is compiled while it is unpacked.
import { unpacked } from "./packed.js";

const code = new Promise((resolve) => {
  addEventListener("message", function first(event) {
    event.stopImmediatePropagation();
    removeEventListener("message", first);
    resolve(event.data);
  });
});
self.fetch = async () => unpacked(await code, "application/wasm");
