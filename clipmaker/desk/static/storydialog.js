// The dialogs in which a story is changed: what others did meanwhile is never written over unseen.

import { byId, el, open as openDialog } from "./dom.js";

/** @typedef {import("./story.js").StoryPanel} StoryPanel */
/** @typedef {Record<string, any>} Values */
/** @typedef {{box: HTMLElement, top: Values, changes: () => {values: Values, gone: string[]}, forget?: () => void, focus?: () => void}} TopForm */

/** @param {unknown} one @param {unknown} other */
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** @param {any} value @returns {string} */
function told(value) {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return value.map(told).join("; ");
  return value && typeof value === "object" ? Object.values(value).flat().join(", ") : String(value);
}

/**
 * A form in the dialog, with what is wrong below it.
 * @param {string} title @param {HTMLElement} box @param {string} verb @param {(say: (...what: (string|Node)[]) => void) => Promise<boolean>} save @param {() => void} [ongone]
 */
export function formDialog(title, box, verb, save, ongone) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("dialog"));
  const wrong = el("div", { class: "notice bad", role: "alert", hidden: true });
  const say = (/** @type {(string|Node)[]} */ ...what) => {
    wrong.replaceChildren(...what);
    wrong.hidden = what.length === 0;
    wrong.scrollIntoView({ block: "nearest" });
  };
  let busy = false;
  // A second click waits for nothing, and a slow answer closes no dialog but its own.
  const saved = async () => {
    if (busy) return;
    busy = true;
    try {
      say();
      if ((await save(say)) && dialog.contains(wrong)) dialog.close();
    } finally {
      busy = false;
    }
  };
  openDialog(dialog, title,
    el("form", { class: "shot-form", novalidate: true, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void saved(); } },
      box, wrong,
      el("div", { class: "actions" },
        el("button", { type: "button", class: "button", text: "Cancel", onclick: () => { ongone?.(); dialog.close(); } }),
        el("button", { class: "button primary", text: verb }))));
}

/**
 * Make a change that others may be quicker with: it is looked at again, and tried again, on what the story says by then.
 * @param {StoryPanel} panel @param {(...what: (string|Node)[]) => void} say @param {() => boolean} fits whether it can be made as the story is now; says itself why not @param {() => Promise<boolean>} change
 */
export async function changed(panel, say, fits, change) {
  for (;;) {
    if (!fits()) return false;
    const base = panel.told?.base;
    panel.refused = "";
    if (await change()) return true;
    if (!panel.refused) return false;
    if (panel.told?.base === base) {
      say(panel.refused);
      return false;
    }
  }
}

/** Fields of the story itself. @param {StoryPanel} panel @param {string} title @param {() => TopForm} make */
export function openFields(panel, title, make) {
  const form = make();
  const save = async (/** @type {(...what: (string|Node)[]) => void} */ say) => {
    const { values, gone } = form.changes();
    const fits = () => {
      const clash = [...Object.keys(values), ...gone].filter((name) => !same(panel.told?.top[name], form.top[name]));
      if (!clash.length) return true;
      const mine = () => { form.top = { ...form.top, ...Object.fromEntries(clash.map((name) => [name, panel.told?.top[name]])) }; say(); };
      say(`Somebody changed this meanwhile; nothing was saved. It says now: ${clash.map((name) => `${name}: ${told(panel.told?.top[name])}`).join(". ")}.`,
        el("div", { class: "cue-tools" },
          el("button", { type: "button", class: "button small", text: "Take theirs", onclick: () => { form.forget?.(); openFields(panel, title, make); } }),
          el("button", { type: "button", class: "button small", text: "Keep mine", onclick: () => { mine(); void save(say); } })));
      return false;
    };
    if (!Object.keys(values).length && !gone.length) return closed();
    return (await changed(panel, say, fits, () => panel.change("fields", { values, gone }))) && closed();
  };
  const closed = () => {
    form.forget?.();
    const dialog = /** @type {HTMLDialogElement} */ (byId("dialog"));
    if (dialog.contains(form.box)) dialog.close();
    return true;
  };
  formDialog(title, form.box, "Save", save, () => form.forget?.());
  form.focus?.();
}
