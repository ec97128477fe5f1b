// Texts of the cards, with the seconds they need as they are written.

import { el, later, toast } from "./dom.js";
import { get, post, Refusal } from "./net.js";
import * as who from "./who.js";

/** @typedef {{shot: number, kind: string, name: string, label: string, help: string, text: string, emphasis: boolean}} Text */
/** @typedef {{place: number, kind: string, seconds: number}} Part a shot of the clip; a content warning has the place of its footage */
/** @typedef {{problem: string, remedy: string, shots: Part[], length: number}} Budget */
/** @typedef {Budget & {base: string, texts: Text[]}} Texts */

/** What a text is called where its field's name says too little. */
const NAMES = /** @type {Record<string, string>} */ ({ "title.text": "headline", "caption.text": "statement", "quote.text": "what was said" });

export class TextPanel {
  /** @param {HTMLElement} panel @param {string} api @param {string} page */
  constructor(panel, api, page) {
    this.panel = panel;
    this.api = api;
    this.page = page;
    /** @type {Texts|null} */
    this.told = null;
    /** @type {Map<string, HTMLTextAreaElement>} */
    this.fields = new Map();
    this.bar = el("div", { class: "bar", role: "img" });
    this.problem = el("p", { role: "status" });
    this.saving = el("button", { type: "button", class: "button primary", text: "Save and render", disabled: true, onclick: () => { void this.save(); } });
    this.trySoon = later(250, () => { void this.#try(); });
  }

  get dirty() {
    return this.#changes().length > 0;
  }

  async open() {
    try {
      this.told = await get(`${this.api}/texts`);
    } catch (error) {
      this.panel.replaceChildren(el("p", { class: "empty", text: error instanceof Error ? error.message : "" }));
      return;
    }
    this.#draw();
  }

  async save() {
    const name = await who.needed();
    if (!name || !this.told) return;
    try {
      this.told = await post(`${this.api}/texts`, { texts: this.#changes(), base: this.told.base, who: name, page: this.page });
      this.#draw();
      toast("Saved in the story. The clip is rendered again.");
    } catch (error) {
      if (error instanceof Refusal) toast(error.message, { bad: true });
    }
  }

  #draw() {
    const told = this.told;
    if (!told) return;
    this.fields.clear();
    let last = -1;
    const rows = told.texts.map((text) => {
      const id = `text-${text.shot}-${text.name}`;
      const field = el("textarea", { id, rows: "1", value: text.text, oninput: () => { this.trySoon(); this.#mark(); } });
      this.fields.set(id, field);
      const first = text.shot !== last;
      last = text.shot;
      return el("div", { class: first ? "card-text first" : "card-text", "data-id": id },
        el("label", { for: id, title: text.help }, first ? el("b", { text: `${text.shot + 1} ${text.kind} ` }) : null, NAMES[`${text.kind}.${text.name}`] ?? text.label),
        field);
    });
    this.panel.replaceChildren(el("div", { class: "texts" },
      el("div", { class: "budget" }, this.bar, this.problem),
      ...rows,
      el("div", { class: "cue-tools" }, this.saving, el("span", { class: "soft", text: "*Asterisks* mark words to highlight. The file keeps its comments." }))));
    this.#budget(told);
  }

  #changes() {
    return (this.told?.texts ?? []).flatMap((text) => {
      const value = this.fields.get(`text-${text.shot}-${text.name}`)?.value.trim().replace(/\s+/g, " ");
      return value === undefined || value === text.text ? [] : [{ shot: text.shot, name: text.name, text: value }];
    });
  }

  #mark() {
    const changed = new Set(this.#changes().map((one) => `text-${one.shot}-${one.name}`));
    for (const row of this.panel.querySelectorAll(".card-text")) row.classList.toggle("changed", changed.has(row.getAttribute("data-id") ?? ""));
    const places = new Set(this.#changes().map((one) => String(one.shot)));
    for (const part of this.bar.children) part.classList.toggle("changed", places.has(part.getAttribute("data-place") ?? ""));
    this.saving.disabled = changed.size === 0;
  }

  async #try() {
    try {
      this.#budget(await post(`${this.api}/texts/try`, { texts: this.#changes() }));
    } catch (error) {
      if (error instanceof Refusal) this.#budget({ problem: error.message, remedy: "", shots: [], length: 60 });
    }
  }

  /** @param {Budget} told */
  #budget(told) {
    this.problem.className = told.problem ? "wrong" : "soft";
    if (told.problem) {
      this.problem.textContent = [told.problem, told.remedy].filter(Boolean).join("\n");
      this.saving.disabled = true;
      this.bar.setAttribute("aria-label", "The clip is not filled exactly");
      return;
    }
    const total = told.shots.reduce((sum, one) => sum + one.seconds, 0);
    this.problem.textContent = `Fills the clip: ${total.toFixed(0)} of ${told.length.toFixed(0)} seconds`;
    this.bar.setAttribute("aria-label", told.shots.map((one) => `${nameOf(one)}: ${one.seconds.toFixed(1)} s`).join(", "));
    this.bar.replaceChildren(...told.shots.map((one) => {
      const part = el("span", { class: `part ${one.kind}`, "data-place": one.kind === "warning" ? null : one.place, text: one.seconds.toFixed(1), title: `${nameOf(one)}, ${one.seconds.toFixed(1)} s` });
      part.style.flex = `${one.seconds} 1 0`;
      return part;
    }));
    this.#mark();
  }
}

/** @param {Part} part */
function nameOf(part) {
  return part.kind === "warning" ? `warning before shot ${part.place + 1}` : `shot ${part.place + 1}, ${part.kind}`;
}
