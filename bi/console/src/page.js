// What all parts of the page share.
export const at = (id) => document.getElementById(id);

export function element(tag, text, ...children) {
  const made = document.createElement(tag);
  made.textContent = text; // never markup
  made.append(...children);
  return made;
}

export function button(text, act) {
  const made = Object.assign(element("button", text), { type: "button" });
  made.addEventListener("click", act);
  return made;
}

// A labelled choice; `options` are pairs of value and text.
export function choice(label, options, act) {
  const made = element("select", "", ...options.map(([value, text]) => Object.assign(element("option", text), { value })));
  made.addEventListener("change", act);
  return [element("label", `${label} `, made), made];
}
