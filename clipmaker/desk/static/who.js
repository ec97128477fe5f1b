// Who is at this browser: asked once, kept here, sent along with each decision.

import { byId } from "./dom.js";

const KEY = "clipmaker-desk-who";

/** @returns {string} */
export function name() {
  return localStorage.getItem(KEY) ?? document.body.dataset.who ?? "";
}

/** Shows the name in the header, and lets it be changed there. */
export function show() {
  const button = byId("who");
  button.textContent = name() || "Who are you?";
  button.setAttribute("aria-label", name() ? `You are ${name()}. Change` : "Say who you are");
  button.onclick = () => { void change(); };
}

/** @returns {Promise<string>} the name, "" when it was not given */
export async function needed() {
  return name() || change();
}

/** @returns {Promise<string>} */
function change() {
  const dialog = /** @type {HTMLDialogElement} */ (byId("who-dialog"));
  const field = /** @type {HTMLInputElement} */ (byId("who-name"));
  field.value = name();
  dialog.returnValue = "";
  dialog.showModal();
  const cancel = dialog.querySelector("[data-close]");
  cancel?.addEventListener("click", () => dialog.close(""), { once: true });
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const given = dialog.returnValue === "ok" ? field.value.trim() : "";
      if (given) localStorage.setItem(KEY, given);
      show();
      resolve(given);
    }, { once: true });
  });
}
