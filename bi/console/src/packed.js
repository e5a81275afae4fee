// The parts of the page that are packed: xz, each byte one character of windows-1252, and "=" before those that HTML would change.
import { XzReadableStream } from "xz-decompress";

const BYTES = new Uint8Array(65536);
[...new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))].forEach((character, byte) => {
  BYTES[character.charCodeAt(0)] = byte;
});
const ESCAPE = "=".charCodeAt(0);

// The packed bytes of a part, taken out of the page.
export function taken(id) {
  const element = document.getElementById(id);
  const text = element.textContent;
  element.remove();
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const escaped = text.charCodeAt(at) === ESCAPE;
    if (escaped) at += 1;
    bytes[length] = BYTES[text.charCodeAt(at)] - (escaped ? 64 : 0);
    length += 1;
  }
  return new Blob([bytes.subarray(0, length)]);
}

export const unpacked = (blob, type = "") => new Response(new XzReadableStream(blob.stream()), { headers: { "Content-Type": type } });
