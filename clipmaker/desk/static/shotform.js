// The form of one card or footage: its fields as its kind declares them.

import { el } from "./dom.js";
import { precise } from "./clock.js";
import { protectInput } from "./protectform.js";
import { cropInput } from "./cropform.js";

/** @typedef {import("./story.js").Story} Story */
/** @typedef {import("./story.js").Field} Field */
/** @typedef {Record<string, any>} Values */
/** @typedef {{box: HTMLElement, value: () => any}} Input the value is undefined where nothing is to be written */

let count = 0;

/** A field under its name; the help is read after it, and is no part of the name. @param {string} label @param {string} help @param {HTMLElement} field */
export function labelled(label, help, field) {
  count += 1;
  field.id = `form-${count}`;
  if (help) field.setAttribute("aria-describedby", `form-help-${count}`);
  return el("div", { class: "field" }, el("label", { for: field.id, text: label }), field, help ? el("small", { class: "soft", id: `form-help-${count}`, text: help }) : null);
}

/** @param {string} label @param {string} help @param {unknown} value @param {number} rows @returns {Input} */
function textInput(label, help, value, rows = 1) {
  const given = value === undefined ? "" : String(value);
  const field = rows > 1 ? el("textarea", { rows: String(rows), value: given }) : el("input", { value: given, autocomplete: "off" });
  return { box: labelled(label, help, field), value: () => field.value.trim().replace(/\s+/g, " ") || undefined };
}

/** @param {string} label @param {string} help @param {unknown} value @returns {Input} */
function linesInput(label, help, value) {
  const lines = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const field = el("textarea", { rows: String(Math.max(2, lines.length + 1)), value: lines.join("\n") });
  return { box: labelled(`${label}, one on a line`, help, field), value: () => { const found = field.value.split("\n").map((line) => line.trim()).filter(Boolean); return found.length ? found : undefined; } };
}

/** @param {string} label @param {string} help @param {unknown} value @param {string[]} choices @param {string} none @returns {Input} */
export function choiceInput(label, help, value, choices, none = "–") {
  const all = value !== undefined && !choices.includes(String(value)) ? [String(value), ...choices] : choices;
  const field = el("select", {}, el("option", { value: "", text: none }), ...all.map((one) => el("option", { value: one, text: one })));
  field.value = value === undefined ? "" : String(value);
  return { box: labelled(label, help, field), value: () => field.value || undefined };
}

/** @param {string} label @param {unknown} value @returns {Input} */
function tickInput(label, value) {
  const field = el("input", { type: "checkbox" });
  field.checked = value === true;
  return { box: el("label", { class: "tick" }, field, label), value: () => (field.checked ? true : undefined) };
}

/** Values with several parts, one row each. @param {string} label @param {string} help @param {unknown} value @param {string[]} parts @param {number} most @returns {Input} */
function rowsInput(label, help, value, parts, most) {
  const box = el("div", { class: "rows" });
  const row = (/** @type {Values} */ one) => {
    const fields = parts.map((part) => el("input", { value: one[part] ?? "", placeholder: part, "aria-label": `${label}: ${part}`, "data-part": part, autocomplete: "off" }));
    const line = el("div", { class: "row-line" }, ...fields, el("button", { type: "button", class: "button small", text: "×", "aria-label": "Take this row away", onclick: () => line.remove() }));
    /** @type {any} */ (line).rest = one;
    return line;
  };
  const given = Array.isArray(value) ? value : value && typeof value === "object" ? [value] : [];
  box.append(...(given.length ? given : [{}]).map((one) => row(one)));
  const add = el("button", { type: "button", class: "button small", text: "One more", onclick: () => { if (!most || box.children.length < most) box.append(row({})); } });
  return {
    box: el("div", { class: "field", role: "group", "aria-label": label }, label, box, most === 1 ? null : add, help ? el("small", { class: "soft", text: help }) : null),
    value: () => {
      const found = [...box.children].flatMap((line) => {
        const own = [...line.querySelectorAll("input")].map((field) => /** @type {[string, string]} */ ([field.dataset.part ?? "", field.value.trim()]));
        const filled = own.filter(([, text]) => text);
        if (!filled.length) return [];
        // A number stays one where it was not touched.
        const was = /** @type {any} */ (line).rest ?? {};
        return [Object.fromEntries(filled.map(([part, text]) => [part, String(was[part]) === text ? was[part] : text]))];
      });
      return found.length ? found : undefined;
    },
  };
}

/** @param {Story} story @param {string} label @param {string} help @param {any} value @param {string} kind @param {string} files @returns {Input} */
function pictureInput(story, label, help, value, kind, files) {
  const there = typeof value === "object" && value ? value : {};
  const file = choiceInput("File", "", there.file, story.media.filter((one) => one.kind === kind).map((one) => one.name), kind === "picture" ? "no photo" : "no clip");
  const credit = textInput("Credit", "Whose pictures these are; shown on screen.", there.credit);
  const alt = textInput("What is seen", "For people who do not see it; not shown on screen.", there.alt, 2);
  const nobody = tickInput("Nobody can be recognised in it", there.people === "none");
  const protect = kind === "picture" ? protectInput(there.protect, false) : null;
  const crop = cropInput(there, { film: kind === "film", crops: "" });
  const load = () => { const name = file.value(); crop.load(`${files}/media/${encodeURIComponent(name ?? "")}`, name ?? ""); };
  load();
  file.box.querySelector("select")?.addEventListener("change", () => {
    crop.other();
    load();
    // What was said of the people in one picture says nothing of another.
    const tick = nobody.box.querySelector("input");
    if (tick) tick.checked = false;
    protect?.other();
  });
  const start = kind === "film" ? textInput("From", "As in 0:03; the start of the file when empty.", there.in) : null;
  return {
    box: el("fieldset", { class: "part" }, el("legend", { text: label }), el("p", { class: "soft", text: help }), file.box, credit.box, ...(start ? [start.box] : []), alt.box, crop.box, ...(protect ? [nobody.box, protect.box] : [])),
    value: () => {
      const name = file.value();
      if (!name) return undefined;
      /** @type {Values} */
      const made = { ...there, file: name, credit: credit.value(), alt: alt.value() };
      if (start) made.in = start.value();
      // Where a face is belongs to the picture that was there before.
      if (name !== there.file) delete made.focus;
      made.focus_box = crop.value();
      if (protect) Object.assign(made, { people: nobody.value() ? "none" : undefined, protect: protect.value() });
      return Object.fromEntries(Object.entries(made).filter(([, one]) => one !== undefined));
    },
  };
}

export class ShotForm {
  /** @param {Story} story @param {Values} values @param {string} files where the story's files are given out @param {string} crops where it is told what each shape shows */
  constructor(story, values, files, crops) {
    this.crops = crops;
    this.story = story;
    this.files = files;
    /** @type {Values} everything that was given, also for other kinds: nothing is lost while one tries them */
    this.given = { ...values };
    this.kind = String(values.kind ?? "caption");
    /** @type {Map<string, Input>} */
    this.inputs = new Map();
    this.fields = el("div", {});
    const kinds = [...story.kinds.map((one) => one.kind), "footage"];
    const choice = el("select", { onchange: () => { this.#keep(); this.kind = choice.value; this.#draw(); } }, ...kinds.map((one) => el("option", { value: one, text: one })));
    choice.value = this.kind;
    this.box = el("div", {}, el("label", { class: "field" }, "Kind", choice), this.fields);
    this.#draw();
  }

  focus() {
    /** @type {HTMLElement|null} */ (this.fields.querySelector("input, textarea, select"))?.focus();
  }

  /** @returns {Values} every key that the shot is to have */
  values() {
    this.#keep();
    const known = new Set(this.inputs.keys());
    const same = this.given.kind === this.kind;
    // What this form has no field for stays, as long as the kind does.
    const rest = same ? Object.entries(this.given).filter(([name]) => name !== "kind" && !known.has(name)) : [];
    const own = [...known].filter((name) => this.given[name] !== undefined).map((name) => /** @type {[string, any]} */ ([name, this.given[name]]));
    return Object.fromEntries([["kind", this.kind], ...own, ...rest]);
  }

  #keep() {
    for (const [name, input] of this.inputs) {
      const value = input.value();
      if (value === undefined) delete this.given[name];
      else this.given[name] = value;
    }
  }

  #draw() {
    this.inputs.clear();
    if (this.kind === "footage") this.#footage();
    else for (const field of this.story.kinds.find((one) => one.kind === this.kind)?.fields ?? []) this.inputs.set(field.name, this.#input(field));
    const help = this.story.kinds.find((one) => one.kind === this.kind)?.help ?? "A part of somebody’s video, with its credit.";
    this.fields.replaceChildren(el("p", { class: "soft", text: help }), ...[...this.inputs.values()].map((one) => one.box));
  }

  /** @param {Field} field @returns {Input} */
  #input(field) {
    const value = this.given[field.name];
    const label = `${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}${field.required ? "" : ", if there is one"}`;
    if (field.choices.length) return choiceInput(label, field.help, value, field.choices);
    switch (field.kind) {
      case "texts": return linesInput(label, field.help, value);
      case "photo": return pictureInput(this.story, label, field.help, value, "picture", this.files);
      case "clip": return pictureInput(this.story, label, field.help, value, "film", this.files);
      case "numbers": return rowsInput(label, field.help, value, ["prefix", "value", "suffix", "label"], field.most);
      case "whole": return typeof value === "string" ? textInput(label, field.help, value) : this.#whole(label, field, value);
      case "events": return rowsInput(label, field.help, value, ["date", "text"], field.most);
      default: return textInput(label, field.help, value, field.name === "text" ? 3 : 1);
    }
  }

  /** @param {string} label @param {Field} field @param {unknown} value @returns {Input} */
  #whole(label, field, value) {
    const rows = rowsInput(label, field.help, value, ["prefix", "value", "suffix", "label"], 1);
    return { box: rows.box, value: () => rows.value()?.[0] };
  }

  #footage() {
    const given = this.given;
    const names = this.story.media.map((one) => one.name);
    const file = choiceInput("File", names.length ? "" : "Bring the footage first: its file has to lie beside the story.", given.file, names, "choose…");
    const from = textInput("From", "As in 0:03; the start of the file when empty.", given.in);
    const to = textInput("To", "As in 0:21.500; the end of the file when empty.", given.out);
    const video = el("video", { class: "footage-video", controls: true, preload: "metadata", playsinline: true, "aria-label": "The footage" });
    const problem = el("p", { class: "soft", role: "status", hidden: true, text: "This browser cannot play the file; write the times by hand." });
    const load = () => {
      const name = file.value();
      video.hidden = !name;
      problem.hidden = true;
      if (name) video.src = `${this.files}/media/${encodeURIComponent(name)}`;
    };
    video.addEventListener("error", () => { video.hidden = true; problem.hidden = false; });
    file.box.querySelector("select")?.addEventListener("change", load);
    const here = (/** @type {Input} */ input) => () => {
      const field = input.box.querySelector("input");
      if (field) field.value = precise(video.currentTime * 1000);
    };
    const span = el("div", { class: "span" }, video, problem,
      el("div", { class: "row-2" }, from.box, to.box),
      el("div", { class: "cue-tools" },
        el("button", { type: "button", class: "button small", text: "Begin where the player stands", onclick: here(from) }),
        el("button", { type: "button", class: "button small", text: "Stop where the player stands", onclick: here(to) })));
    this.inputs.set("file", file);
    this.inputs.set("in", { box: span, value: from.value });
    this.inputs.set("out", { box: el("span", {}), value: to.value });
    this.inputs.set("credit", textInput("Credit", "Whose pictures these are; shown on screen.", given.credit));
    this.inputs.set("language", textInput("Language spoken", "Two letters, as in ko; recognised when empty.", given.language));
    this.inputs.set("translation_credit", textInput("Who translated, if nobody of the newsroom", "", given.translation_credit));
    this.inputs.set("mute", tickInput("Nothing is heard of it", given.mute));
    const warned = typeof given.warning === "object" && given.warning ? given.warning : {};
    const warning = textInput("Warning before it", "What is going to be seen or heard, where it may distress people; empty for none.", warned.text, 2);
    this.inputs.set("warning", { box: warning.box, value: () => { const text = warning.value(); return text ? { ...warned, text } : undefined; } });
    const crop = cropInput(given, { film: true, crops: this.crops });
    const kept = () => { const name = file.value(); crop.load(`${this.files}/media/${encodeURIComponent(name ?? "")}`, name ?? ""); };
    kept();
    file.box.querySelector("select")?.addEventListener("change", () => { crop.other(); delete this.given.focus; kept(); });
    this.inputs.set("focus_box", crop);
    const protect = protectInput(given.protect, true);
    file.box.querySelector("select")?.addEventListener("change", protect.other);
    this.inputs.set("protect", protect);
    load();
  }
}
