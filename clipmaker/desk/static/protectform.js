// Whose faces are covered in footage or a photo, and whether another voice is heard.

import { el } from "./dom.js";
import { choiceInput, labelled } from "./shotform.js";

/** @typedef {import("./shotform.js").Input} Input */

const SOME = "some";
const FACES = [["", "Nothing is said"], ["all", "Everybody’s"], [SOME, "Some, by their names"], ["none", "Nobody’s: somebody signs why"]];
const ONLY = /** @type {Record<string, string>} */ ({ names: SOME, keep: "all", because: "none" });

/** @param {string} text @returns {string[]|undefined} */
function names(text) {
  const found = text.split(/[\s,]+/).filter(Boolean);
  return found.length ? found : undefined;
}

/** @param {any} given what stands there @param {boolean} heard whether it has a voice @returns {Input & {other: () => void}} `other` is told that another file is shown: names and reasons were of the one before */
export function protectInput(given, heard) {
  const there = typeof given === "object" && given ? given : {};
  const field = (/** @type {string} */ value, rows = 0) => (rows ? el("textarea", { rows: String(rows), value }) : el("input", { value, autocomplete: "off" }));
  const faces = el("select", {}, ...FACES.map(([value, text]) => el("option", { value, text })));
  faces.value = Array.isArray(there.faces) ? SOME : there.faces ?? "";
  const only = field(Array.isArray(there.faces) ? there.faces.join(", ") : "");
  const keep = field(Array.isArray(there.keep) ? there.keep.join(", ") : "");
  const because = field(there.because ?? "", 2);
  const style = choiceInput("How that looks", "", there.style, ["blur", "pixels", "plate"], "as usual");
  const voice = el("input", { type: "checkbox" });
  voice.checked = there.voice === true;
  const signed = there.by ? `Signed by ${there.by}; another reason is signed with your name.` : "Signed with your name; stands in the manifest.";
  const parts = /** @type {Record<string, HTMLElement>} */ ({
    names: labelled("Which ones", "As “Facts and faces” calls them: f1, f3.", only),
    keep: labelled("Shown all the same, if somebody is", "As “Facts and faces” calls them: f2.", keep),
    because: labelled("Why the face is shown", signed, because),
  });
  const show = () => {
    for (const [name, part] of Object.entries(parts)) part.hidden = faces.value !== ONLY[name];
    style.box.hidden = faces.value === "" || faces.value === "none";
  };
  const other = () => {
    if (faces.value !== "all") faces.value = "";
    for (const one of [only, keep, because]) one.value = "";
    show();
  };
  faces.addEventListener("change", show);
  show();
  return {
    other,
    box: el("fieldset", { class: "part" }, el("legend", { text: "Faces" }), labelled("Whose faces are covered", "Somebody looks before a final, under “Facts and faces”.", faces),
      ...Object.values(parts), style.box, heard ? el("label", { class: "tick" }, voice, "Speech is heard in another voice") : null),
    value: () => {
      const covers = faces.value === "all" || faces.value === SOME;
      const reason = faces.value === "none" ? because.value.trim().replace(/\s+/g, " ") || undefined : undefined;
      const made = {
        faces: faces.value === SOME ? names(only.value) ?? SOME : faces.value || undefined,
        keep: faces.value === "all" ? names(keep.value) : undefined,
        style: covers ? style.value() : undefined,
        because: reason,
        by: reason ? there.by : undefined,
        voice: (heard ? voice.checked : there.voice) || undefined,
      };
      const said = Object.fromEntries(Object.entries(made).filter(([, one]) => one !== undefined));
      return Object.keys(said).length ? said : undefined;
    },
  };
}
