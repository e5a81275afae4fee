// Runs before DuckDB's own worker: a page opened from disk cannot fetch a blob, so the only thing that DuckDB fetches,
// its own code, comes from the page by message.
const code = new Promise((resolve) => {
  addEventListener("message", function first(event) {
    event.stopImmediatePropagation();
    removeEventListener("message", first);
    resolve(event.data);
  });
});
self.fetch = async () => new Response(await code, { headers: { "Content-Type": "application/wasm" } });
