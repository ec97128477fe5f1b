// Elements without markup in strings: text stays text.

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [props] attributes; `on…` are listeners, `class` and `text` as named
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (name === "text") made.textContent = value;
    else if (name === "value" && "value" in made) made.value = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child || child === "") made.append(child);
  return made;
}

/**
 * @param {string} tag
 * @param {Record<string, string|number>} props
 * @returns {SVGElement}
 */
export function svg(tag, props) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) made.setAttribute(name, String(value));
  return made;
}

/**
 * @param {string} text
 * @param {{bad?: boolean, action?: string, onaction?: () => void, stays?: boolean}} [how]
 */
export function toast(text, how = {}) {
  const box = el("div", { class: how.bad ? "toast bad" : "toast" }, el("span", { text }));
  const close = () => box.remove();
  if (how.action) {
    box.append(el("button", { class: "button small", type: "button", text: how.action, onclick: () => { close(); how.onaction?.(); } }));
  }
  if (how.bad || how.stays) {
    box.append(el("button", { class: "button small", type: "button", text: "Close", onclick: close }));
  } else {
    setTimeout(close, 5000);
  }
  byId("toasts").append(box);
}

/**
 * Returns a text with some of its places marked.
 * @param {string} text
 * @param {[number, number][]} places in characters, as the server counts them
 * @returns {(string|HTMLElement)[]}
 */
export function marked(text, places) {
  const letters = [...text];
  /** @type {(string|HTMLElement)[]} */
  const found = [];
  let at = 0;
  for (const [start, end] of places) {
    found.push(letters.slice(at, start).join(""), el("mark", { text: letters.slice(start, end).join("") }));
    at = end;
  }
  found.push(letters.slice(at).join(""));
  return found;
}

/**
 * Runs a function once nothing has asked for it for a while.
 * @param {number} ms
 * @param {() => void} run
 */
export function later(ms, run) {
  /** @type {number|undefined} */
  let timer;
  const ask = () => { clearTimeout(timer); timer = window.setTimeout(run, ms); };
  ask.never = () => clearTimeout(timer);
  return ask;
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} title
 * @param {...(Node|string|null|false)} children
 */
export function open(dialog, title, ...children) {
  dialog.replaceChildren(el("h2", { id: "dialog-title", text: title }));
  for (const child of children) if (child) dialog.append(child);
  if (!dialog.open) dialog.showModal();
}
