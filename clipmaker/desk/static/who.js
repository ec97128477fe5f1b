// Who is at this browser: asked once, kept here, sent along with each decision.

import { byId } from "./dom.js";

const KEY = "clipmaker-desk-who";

/** @returns {string} */
export function name() {
  if (signed()) return document.body.dataset.who ?? "";
  return localStorage.getItem(KEY) ?? document.body.dataset.who ?? "";
}

/** @returns {boolean} whether the desk knows who is here: no name is asked for */
export function signed() {
  return document.body.dataset.visitor !== undefined;
}

/** @param {"write"|"approve"|"publish"} role @returns {boolean} whether this person may do that */
export function may(role) {
  return (document.body.dataset.may ?? "").split(" ").includes(role);
}

/** Shows the name in the header, and lets it be changed there. */
export function show() {
  const button = byId("who");
  button.textContent = name() || "Who are you?";
  button.setAttribute("aria-label", name() ? `You are ${name()}. ${signed() ? "Sign out" : "Change"}` : "Say who you are");
  button.onclick = () => { void (signed() ? leave() : change()); };
}

/** @returns {Promise<string>} the name, "" when it was not given */
export async function needed() {
  return name() || change();
}

async function leave() {
  const dialog = /** @type {HTMLDialogElement} */ (byId("leave-dialog"));
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "out") return;
    const there = document.body.dataset.visitor === "guest" ? location.href : "/sign-in";
    void fetch("/api/sign-out", { method: "POST" }).then(() => location.assign(there));
  }, { once: true });
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
