// Names of tables and columns, offered while a query is written. Tab takes the first or the chosen one.
import { element } from "./page.js";

const MOST = 8;
const WORD = /(?:(\w+)\.)?(\w*)$/;

// `names` has the columns of each table by its name.
export function complete(editor, list, names) {
  let offered = [];
  let chosen = -1;

  function offer() {
    const before = editor.value.slice(0, editor.selectionStart);
    const [, table, begun] = WORD.exec(before);
    offered = begun || table ? candidates(editor.value, table, begun.toLowerCase()) : [];
    choose(-1);
    list.hidden = offered.length === 0;
    list.replaceChildren(...offered.map(({ name, of }, index) => {
      const option = element("li", `${name} `, element("span", of));
      option.id = `suggestion-${index}`;
      option.setAttribute("role", "option");
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(index);
      });
      return option;
    }));
  }

  function candidates(sql, table, begun) {
    const used = [...sql.matchAll(/\b(?:from|join|,)\s+(\w+)(?:\s+(?:as\s+)?(\w+))?/gi)].filter(([, name]) => names.has(name.toLowerCase()));
    const alias = new Map(used.flatMap(([, name, other]) => [[name, name], ...(other ? [[other, name]] : [])]));
    const columns = (owner) => (names.get(owner) ?? []).map((name) => ({ name, of: table || used.length ? owner : "column" }));
    const mentioned = used.length ? [...new Set(used.map(([, name]) => name.toLowerCase()))] : [...names.keys()];
    const all = table
      ? columns((alias.get(table) ?? table).toLowerCase())
      : [...[...names.keys()].map((name) => ({ name, of: "table" })), ...mentioned.flatMap(columns)];
    const first = all.filter(({ name }) => name.startsWith(begun));
    const inside = begun.length > 2 ? all.filter(({ name }) => !name.startsWith(begun) && name.includes(begun)) : [];
    const found = [...new Map([...first, ...inside].map((each) => [each.name, each])).values()].slice(0, MOST);
    return found.some(({ name }) => name === begun) ? [] : found;
  }

  function choose(index) {
    chosen = index;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
    if (index < 0) editor.removeAttribute("aria-activedescendant");
    else editor.setAttribute("aria-activedescendant", `suggestion-${index}`);
  }

  function take(index) {
    const end = editor.selectionStart;
    const [, , begun] = WORD.exec(editor.value.slice(0, end));
    editor.setRangeText(offered[index].name, end - begun.length, end, "end");
    close();
  }

  function close() {
    offered = [];
    list.hidden = true;
    choose(-1);
  }

  editor.addEventListener("input", offer);
  editor.addEventListener("blur", close);
  editor.addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (moves) choose((chosen + moves + offered.length + (chosen < 0 && moves < 0 ? 1 : 0)) % offered.length);
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" && !event.shiftKey) take(Math.max(chosen, 0));
    else if (event.key === "Enter" && chosen >= 0) take(chosen);
    else return;
    event.preventDefault();
    list.children[chosen]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
