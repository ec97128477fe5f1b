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
  const saved = async () => {
    say();
    if (await save(say)) dialog.close();
  };
  openDialog(dialog, title,
    el("form", { class: "shot-form", novalidate: true, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void saved(); } },
      box, wrong,
      el("div", { class: "actions" },
        el("button", { type: "button", class: "button", text: "Cancel", onclick: () => { ongone?.(); dialog.close(); } }),
        el("button", { class: "button primary", text: verb }))));
}

/** Fields of the story itself. @param {StoryPanel} panel @param {string} title @param {() => TopForm} make */
export function openFields(panel, title, make) {
  const form = make();
  const save = async (/** @type {(...what: (string|Node)[]) => void} */ say) => {
    const { values, gone } = form.changes();
    const clash = [...Object.keys(values), ...gone].filter((name) => !same(panel.told?.top[name], form.top[name]));
    if (clash.length) {
      const mine = () => { form.top = { ...form.top, ...Object.fromEntries(clash.map((name) => [name, panel.told?.top[name]])) }; say(); };
      say(`Somebody changed this meanwhile; nothing was saved. It says now: ${clash.map((name) => `${name}: ${told(panel.told?.top[name])}`).join(". ")}.`,
        el("div", { class: "cue-tools" },
          el("button", { type: "button", class: "button small", text: "Take theirs", onclick: () => { form.forget?.(); openFields(panel, title, make); } }),
          el("button", { type: "button", class: "button small", text: "Keep mine", onclick: () => { mine(); void panel.change("fields", form.changes()).then((done) => { if (done) closed(); else say(panel.refused || "Nothing was saved."); }); } })));
      return false;
    }
    if (!Object.keys(values).length && !gone.length) return closed();
    panel.refused = "";
    if (await panel.change("fields", { values, gone })) return closed();
    if (panel.refused) say(panel.refused);
    return false;
  };
  const closed = () => {
    form.forget?.();
    /** @type {HTMLDialogElement} */ (byId("dialog")).close();
    return true;
  };
  formDialog(title, form.box, "Save", save, () => form.forget?.());
  form.focus?.();
}
