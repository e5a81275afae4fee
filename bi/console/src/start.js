// Unpacks the program of the page and runs it.
import { taken, unpacked } from "./packed.js";

const program = await unpacked(taken("program-data")).text();
await import(URL.createObjectURL(new Blob([program], { type: "text/javascript" })));
