// Texts of the cards, with the seconds they need as they are written.

import { el, later, toast } from "./dom.js";
import { get, post, Refusal } from "./net.js";
import { released } from "./pressed.js";
import { past } from "./past.js";
import * as who from "./who.js";

/** @typedef {{shot: number, kind: string, name: string, label: string, help: string, text: string, emphasis: boolean}} Text */
/** @typedef {{place: number, kind: string, seconds: number}} Part a shot of the clip; a content warning has the place of its footage */
/** @typedef {{problem: string, remedy: string, shots: Part[], length: number}} Budget */
/** @typedef {{shot: number, name: string, text: string, old: string}[]} Saved */
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
    /** Where in this browser texts wait that are not saved, each with what stood in the story then. */
    this.unsaved = `clipmaker-desk-unsaved:${location.pathname}:cards`;
    /** @type {Saved[]} what this page has saved and can take back, the last one last */
    this.done = [];
    /** @type {Saved[]} */
    this.undone = [];
    this.bar = el("div", { class: "bar", role: "img" });
    this.problem = el("p", { role: "status" });
    this.kept = el("p", { class: "kept", role: "status", hidden: true });
    this.past = past(api, "", (one) => this.fields.has(fieldOf(one)), (one) => {
      const field = this.fields.get(fieldOf(one));
      if (!field) return;
      field.value = one.old;
      field.dispatchEvent(new Event("input"));
      field.focus();
    });
    this.busy = false;
    /** @type {(count: number) => void} told how many texts are not saved */
    this.onunsaved = () => {};
    this.saving = el("button", { type: "button", class: "button primary", text: "Save and render", disabled: true, onclick: () => { void this.save(); } });
    this.undoing = el("button", { type: "button", class: "button quiet", text: "Undo", disabled: true, onclick: () => { void this.back(false); } });
    this.redoing = el("button", { type: "button", class: "button quiet", text: "Redo", disabled: true, onclick: () => { void this.back(true); } });
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
    const changes = this.#changes();
    const step = changes.map((one) => ({ ...one, old: this.#text(one.shot, one.name) }));
    if (!(await this.#post(changes))) return;
    this.done.push(step);
    this.undone = [];
    this.#draw();
  }

  /** @param {boolean} again whether what was taken back is done again */
  async back(again) {
    const [from, to] = again ? [this.undone, this.done] : [this.done, this.undone];
    const step = from[from.length - 1];
    if (!step || !(await this.#fresh())) return;
    if (step.some((one) => this.#text(one.shot, one.name) !== (again ? one.old : one.text))) {
      toast("Somebody has changed these texts since: look at the history below.", { bad: true });
      return;
    }
    if (!(await this.#post(step.map((one) => ({ shot: one.shot, name: one.name, text: again ? one.text : one.old }))))) return;
    from.pop();
    to.push(step);
    this.#draw();
  }

  /** Reads the story's texts again; what is written here stays. @returns {Promise<boolean>} */
  async #fresh() {
    this.#keep();
    const before = this.told?.base;
    try {
      this.told = await get(`${this.api}/texts`);
      await released();
      if (this.told?.base === before) return true;
    } catch (error) {
      if (error instanceof Refusal) toast(error.message, { bad: true });
      return false;
    }
    this.#draw();
    return true;
  }

  /** Follows what others have changed in the story. */
  async follow() {
    if (this.told && !this.panel.hidden) await this.#fresh();
  }

  /** @param {{shot: number, name: string, text: string}[]} texts @returns {Promise<boolean>} */
  async #post(texts) {
    const name = await who.needed();
    if (!name || !this.told || !texts.length || this.busy) return false;
    this.busy = true;
    this.saving.disabled = true;
    try {
      // What this page has not seen of other cards stays as others wrote it.
      const seen = new Map(texts.map((one) => [one, this.#text(one.shot, one.name)]));
      const now = /** @type {Texts} */ (await get(`${this.api}/texts`));
      const other = now.texts.find((one) => [...seen].some(([mine, text]) => mine.shot === one.shot && mine.name === one.name && text !== one.text));
      if (other) {
        this.told = now;
        this.#draw();
        toast(`Somebody else has changed card ${other.shot + 1} meanwhile, to “${other.text}”. Nothing was saved; yours is still written here.`, { bad: true });
        return false;
      }
      this.told = await post(`${this.api}/texts`, { texts, base: now.base, who: name, page: this.page });
      // What was typed meanwhile, or stands in a field that was not sent, stays written there.
      for (const one of texts) {
        const field = this.fields.get(`text-${one.shot}-${one.name}`);
        const typed = field ? tidied(field.value) : "";
        if (field && (typed === one.text || typed === seen.get(one))) field.value = this.#text(one.shot, one.name);
      }
      this.#keep();
      toast("Saved in the story. The clip is made again.");
      return true;
    } catch (error) {
      if (error instanceof Refusal) toast(error.message, { bad: true });
      else throw error;
      return false;
    } finally {
      this.busy = false;
      this.#mark();
    }
  }

  /** @param {number} shot @param {string} name @returns {string} what stands in the story */
  #text(shot, name) {
    return this.told?.texts.find((one) => one.shot === shot && one.name === name)?.text ?? "";
  }

  /** Keeps in this browser what is written and not saved. */
  #keep() {
    if (!this.fields.size) return;
    const changes = this.#changes().map((one) => ({ ...one, old: this.#text(one.shot, one.name) }));
    if (changes.length) localStorage.setItem(this.unsaved, JSON.stringify(changes));
    else localStorage.removeItem(this.unsaved);
    this.onunsaved(changes.length);
  }

  /** Puts back what was written before the page was left, for whatever reason. */
  #restore() {
    const kept = /** @type {Saved} */ (JSON.parse(localStorage.getItem(this.unsaved) ?? "[]"));
    for (const one of kept) {
      const field = this.fields.get(`text-${one.shot}-${one.name}`);
      if (field) field.value = one.text;
    }
    const since = kept.filter((one) => this.fields.has(`text-${one.shot}-${one.name}`) && this.#text(one.shot, one.name) !== one.old && this.#text(one.shot, one.name) !== one.text);
    this.kept.hidden = !kept.length;
    this.kept.textContent = since.length
      ? since.map((one) => `Card ${one.shot + 1} says “${this.#text(one.shot, one.name)}” in the story now.`).join(" ") + " What you have written stands below, not saved yet."
      : "What you have written is not saved yet.";
    if (kept.length) this.trySoon();
    this.onunsaved(kept.length);
  }

  #draw() {
    const told = this.told;
    if (!told) return;
    this.fields.clear();
    let last = -1;
    const rows = told.texts.map((text) => {
      const id = `text-${text.shot}-${text.name}`;
      const field = el("textarea", { id, rows: "1", value: text.text, oninput: () => { this.trySoon(); this.#mark(); this.#keep(); } });
      this.fields.set(id, field);
      const first = text.shot !== last;
      last = text.shot;
      return el("div", { class: first ? "card-text first" : "card-text", "data-id": id },
        el("label", { for: id, title: text.help }, first ? el("b", { text: `${text.shot + 1} ${text.kind} ` }) : null, NAMES[`${text.kind}.${text.name}`] ?? text.label),
        field);
    });
    const focused = document.activeElement?.id ?? "";
    const at = document.activeElement instanceof HTMLTextAreaElement ? document.activeElement.selectionStart : 0;
    this.undoing.disabled = !this.done.length;
    this.redoing.disabled = !this.undone.length;
    this.panel.replaceChildren(el("div", { class: "texts" },
      el("div", { class: "budget" }, this.bar, this.problem),
      this.kept,
      ...rows,
      el("div", { class: "cue-tools" }, this.saving, this.undoing, this.redoing, el("span", { class: "soft", text: "*Asterisks* mark words to highlight. The file keeps its comments." })),
      this.past.box));
    this.past.again();
    this.#budget(told);
    this.#restore();
    const field = this.fields.get(focused);
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(at, at);
  }

  #changes() {
    return (this.told?.texts ?? []).flatMap((text) => {
      const value = this.fields.get(`text-${text.shot}-${text.name}`)?.value;
      return value === undefined || tidied(value) === text.text ? [] : [{ shot: text.shot, name: text.name, text: tidied(value) }];
    });
  }

  #mark() {
    const changed = new Set(this.#changes().map((one) => `text-${one.shot}-${one.name}`));
    for (const row of this.panel.querySelectorAll(".card-text")) row.classList.toggle("changed", changed.has(row.getAttribute("data-id") ?? ""));
    const places = new Set(this.#changes().map((one) => String(one.shot)));
    for (const part of this.bar.children) part.classList.toggle("changed", places.has(part.getAttribute("data-place") ?? ""));
    this.saving.disabled = changed.size === 0 || this.busy;
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

/** @param {string} text @returns {string} as a story keeps it */
function tidied(text) {
  return text.trim().replace(/\s+/g, " ");
}

/** @param {import("./past.js").Change} change @returns {string} the name of its field */
function fieldOf(change) {
  return `text-${Number(change.of.slice("card ".length)) - 1}-${change.what}`;
}

/** @param {Part} part */
function nameOf(part) {
  return part.kind === "warning" ? `warning before shot ${part.place + 1}` : `shot ${part.place + 1}, ${part.kind}`;
}
