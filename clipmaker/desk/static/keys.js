// Keys for everything, and the list of them.

import { byId, el, open } from "./dom.js";

const OFF = "clipmaker-desk-keys-off";

/** @typedef {{keys: string[], shown: string, what: string, run: () => void}} Key */

/** @returns {boolean} */
function on() {
  return localStorage.getItem(OFF) !== "yes";
}

/** @param {Key[]} keys */
export function listenToKeys(keys) {
  addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const written = target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (document.querySelector("dialog[open]")) return;
    const name = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${event.shiftKey && (event.key.length > 1 || event.ctrlKey || event.metaKey) ? "shift+" : ""}${event.key.length === 1 && (event.ctrlKey || event.metaKey) ? event.key.toLowerCase() : event.key}`;
    const single = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (written || (single && !on())) return;
    const pressed = target.matches("button, a, summary, [role=tab], input") && (event.key === " " || event.key === "Enter");
    const slider = target.matches("[role=slider], [role=tab]") && event.key.startsWith("Arrow");
    if (pressed || slider) return;
    const key = keys.find((one) => one.keys.includes(name));
    if (!key) return;
    event.preventDefault();
    key.run();
  });
  byId("help").addEventListener("click", () => help(keys));
}

/** @param {Key[]} keys */
export function help(keys) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("dialog"));
  const editing = /** @type {[string, string][]} */ ([["Ctrl+Enter", "save"], ["Ctrl+Shift+Enter", "save and approve"], ["Alt+S", "split at the cursor"], ["Alt+M", "merge with the next"], ["Alt+P", "play it"], ["Escape", "close without saving"]]);
  const line = (/** @type {string} */ shown, /** @type {string} */ what) => el("div", {}, el("dt", {}, ...shown.split(" ").map((part) => el("kbd", { text: part }))), el("dd", { text: what }));
  const toggle = el("input", { type: "checkbox", onchange: () => localStorage.setItem(OFF, toggle.checked ? "" : "yes") });
  toggle.checked = on();
  open(dialog, "Keys",
    el("dl", { class: "keys" }, ...keys.filter((key) => key.shown).map((key) => line(key.shown, key.what))),
    el("h3", { text: "While a subtitle is edited" }),
    el("dl", { class: "keys" }, ...editing.map(([shown, what]) => line(shown, what))),
    el("label", { class: "areas" }, toggle, "Keys of a single letter are on"),
    el("div", { class: "actions" }, el("button", { type: "button", class: "button", text: "Close", onclick: () => dialog.close() })),
  );
}
