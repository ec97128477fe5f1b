// Editing one subtitle: speed, lines and the true frame as they will be, before anything is saved.

import { el, later, toast } from "./dom.js";
import { parse, precise } from "./clock.js";
import { post, Refusal, send } from "./net.js";
import { approvable } from "./sentence.js";
import { past } from "./past.js";
import { Wave } from "./wave.js";
import { name } from "./who.js";

/** @typedef {import("./types.js").Cue} Cue */
/** @typedef {import("./types.js").Sheet} Sheet */
/** @typedef {import("./cues.js").Actions} Actions */

export class Editor {
  /** @param {Sheet} sheet @param {Cue} cue @param {Actions} actions @param {() => void} onclose */
  constructor(sheet, cue, actions, onclose) {
    this.sheet = sheet;
    this.cue = cue;
    // What was read when the writing began: what others save since must not be overwritten.
    this.base = sheet.base;
    this.key = `${sheet.footage} ${cue.id}`;
    this.actions = actions;
    this.onclose = onclose;
    /** @type {Promise<boolean>} the last save: the next one works on what it has left */
    this.saving = Promise.resolve(true);
    this.unsaved = unsavedAt(this.key);
    /** @type {AbortController|null} */
    this.asking = null;
    const input = () => this.#changed();
    this.text = el("textarea", { class: "text", lang: sheet.audience, rows: "2", spellcheck: "true", name: "text", oninput: input });
    this.source = el("textarea", { lang: cue.language, rows: "2", name: "source", oninput: input });
    this.start = el("input", { inputmode: "decimal", autocomplete: "off", name: "start", oninput: input });
    this.end = el("input", { inputmode: "decimal", autocomplete: "off", name: "end", oninput: input });
    this.speaker = el("input", { autocomplete: "off", maxlength: "80", name: "speaker", oninput: input });
    this.fill = el("span", { class: "fill" });
    this.speed = el("output", {});
    this.meter = el("div", { class: "meter" }, el("span", { text: "Reading speed" }), el("span", { class: "track" }, this.fill), this.speed);
    this.shown = el("div", { class: "as-shown", "aria-live": "polite", "aria-label": "Lines as they will break" });
    this.picture = el("div", { class: "picture" }, "The frame appears here");
    this.preview = el("div", { class: "preview" }, this.picture, el("p", { text: "The finished frame, not saved yet" }));
    this.reading = el("div", { class: "reading", "aria-live": "polite" });
    this.told = el("p", { class: "kept", role: "status" });
    this.wave = new Wave(actions.api, sheet.footage, cue, sheet.cues.filter((one) => one.id !== cue.id), (start, end) => {
      this.start.value = precise(start);
      this.end.value = precise(end);
      this.#changed();
    });
    this.row = el("tr", { class: "editor", role: "row" }, el("td", { colspan: "5", role: "cell" }, this.#form()));
    this.row.addEventListener("keydown", (event) => this.#key(event));
    this.lookSoon = later(220, () => { void this.#look(false); });
    // A translator is asked when the typing pauses, not at every letter.
    this.readSoon = later(700, () => { void this.#look(true); });
    this.frameSoon = later(650, () => { void this.#frame(); });
    this.#fillIn(cue);
    this.#restore();
    this.lookSoon();
    this.frameSoon();
  }

  get dirty() {
    const values = this.values;
    return values.text !== this.cue.text || values.source !== this.cue.source || values.speaker !== this.cue.speaker
      || values.start_ms !== this.cue.start_ms || values.end_ms !== this.cue.end_ms;
  }

  get values() {
    return {
      id: this.cue.id,
      text: this.text.value.trim().replace(/\s+/g, " "),
      source: this.sheet.one_text ? this.text.value.trim() : this.source.value.trim().replace(/\s+/g, " "),
      speaker: this.speaker.value.trim(),
      start_ms: parse(this.start.value) ?? this.cue.start_ms,
      end_ms: parse(this.end.value) ?? this.cue.end_ms,
    };
  }

  focus() {
    this.text.focus();
    this.text.setSelectionRange(this.text.value.length, this.text.value.length);
  }

  remove() {
    this.asking?.abort();
    this.lookSoon.never();
    this.readSoon.never();
    this.frameSoon.never();
    this.row.remove();
  }

  /** The cue is not there any more; what was written stays. @param {string} why */
  lost(why) {
    this.told.textContent = why;
  }

  /** @param {Sheet} sheet @param {Cue} cue as they are now */
  refresh(sheet, cue) {
    const before = this.cue;
    const dirty = this.dirty;
    this.sheet = sheet;
    if (!dirty) {
      this.cue = cue;
      this.base = sheet.base;
      this.#fillIn(cue);
      this.#measure();
      return;
    }
    if (before.text !== cue.text || before.source !== cue.source || before.start_ms !== cue.start_ms || before.end_ms !== cue.end_ms) {
      this.told.textContent = `This subtitle has been changed meanwhile, to “${cue.text}”. Saving will ask which one to keep.`;
    } else {
      this.base = sheet.base;
    }
  }

  /**
   * Stands on what this page has just saved; what was typed meanwhile stays.
   * @param {Sheet} sheet
   * @param {Cue} cue as it was saved
   * @param {Partial<Cue>} sent
   */
  saved(sheet, cue, sent) {
    const { text, source, speaker, start_ms, end_ms } = this.values;
    const same = text === sent.text && source === sent.source && speaker === sent.speaker && start_ms === sent.start_ms && end_ms === sent.end_ms;
    this.sheet = sheet;
    this.cue = cue;
    this.base = sheet.base;
    if (same) this.#fillIn(cue);
    this.#keep();
  }

  /** @returns {Promise<boolean>} */
  save() {
    const mine = this.saving.then(() => this.#saveNow());
    this.saving = mine.catch(() => false);
    return mine;
  }

  /** @returns {Promise<boolean>} */
  async #saveNow() {
    if (parse(this.start.value) === null || parse(this.end.value) === null) {
      this.told.textContent = "Write times as minutes:seconds.thousandths, as in 0:04.768.";
      return false;
    }
    if (!this.dirty) return true;
    this.told.textContent = "Saving…";
    const values = this.values;
    const done = await this.actions.change(this.sheet, "edit", () => ({ ...values, base: this.base }));
    this.told.textContent = done ? "" : "Not saved.";
    return done;
  }

  /** @param {string} what @param {object} body */
  async #then(what, body) {
    // What was asked about the times before would be refused after it.
    this.lookSoon.never();
    this.readSoon.never();
    this.frameSoon.never();
    this.asking?.abort();
    if (await this.save()) {
      await this.actions.change(this.sheet, what, body);
    }
  }

  #form() {
    const id = this.cue.id;
    const button = (/** @type {string} */ text, /** @type {() => void} */ onclick, kind = "button", keys = "") => el("button", { type: "button", class: kind, text, onclick, "aria-keyshortcuts": keys || null });
    const nudge = (/** @type {HTMLInputElement} */ field, /** @type {string} */ label) => {
      field.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        const by = (event.key === "ArrowUp" ? 1 : -1) * (event.shiftKey ? 500 : 100);
        field.value = precise((parse(field.value) ?? 0) + by);
        this.#changed();
      });
      return el("label", {}, label, field);
    };
    return el("div", { class: "editor-box", role: "group", "aria-label": `Edit ${id}` },
      el("div", { class: "fields" },
        el("label", {}, this.sheet.one_text ? "What is said and shown" : "What we say it means", this.text),
        this.meter,
        this.told,
        el("div", { class: "buttons" },
          button("Save", () => { void this.#saveAndClose(); }, "button primary", "Control+Enter"),
          button("Save and approve", () => { void this.#approve(); }, "button", "Control+Shift+Enter"),
          button("Split at the cursor", () => { void this.#split(); }, "button quiet", "Alt+S"),
          button("Merge with the next", () => { void this.#merge(); }, "button quiet", "Alt+M"),
          button("Close", () => this.onclose(), "button quiet", "Escape"),
        ),
        this.wave.box,
        this.shown,
        this.sheet.one_text ? null : el("label", {}, `What was said (${this.cue.language_name})`, this.source),
        this.reading,
        el("div", { class: "row-3" }, nudge(this.start, "From (of the footage)"), nudge(this.end, "To"), el("label", {}, "Speaker", this.speaker)),
        el("div", { class: "buttons" },
          button("Send back…", () => this.actions.sendBack(this.sheet, this.cue), "button quiet"),
          button("Waive…", () => this.actions.waive(this.sheet, this.cue), "button quiet"),
          button("Delete", () => { void this.#delete(); }, "button quiet"),
        ),
        past(this.actions.api, this.key, (one) => one.what === "text" || one.what === "source", (one) => {
          (one.what === "text" || this.sheet.one_text ? this.text : this.source).value = one.old;
          this.#changed();
        }).box,
      ),
      this.preview,
    );
  }

  async #saveAndClose() {
    if (await this.save()) this.onclose();
  }

  async #approve() {
    if (!(await this.save())) return;
    if (await this.actions.change(this.sheet, "approve", { ids: approvable(this.sheet, this.sheet.cues.find((cue) => cue.id === this.cue.id) ?? this.cue) })) {
      this.onclose();
      this.actions.onward();
    }
  }

  async #split() {
    const words = this.text.value.slice(0, this.text.selectionStart).trim().replace(/\s+/g, " ");
    await this.#then("split", { id: this.cue.id, at: words.length });
  }

  async #merge() {
    const cues = [...this.sheet.cues].sort((one, other) => one.start_ms - other.start_ms);
    const next = cues[cues.findIndex((cue) => cue.id === this.cue.id) + 1];
    if (!next) {
      toast("There is no subtitle after this one.", { bad: true });
      return;
    }
    await this.#then("merge", { ids: [this.cue.id, next.id] });
  }

  async #delete() {
    if (await this.actions.change(this.sheet, "delete", { id: this.cue.id })) this.onclose();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape") this.onclose();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void (event.shiftKey ? this.#approve() : this.#saveAndClose());
    else if (event.altKey && event.code === "KeyS") void this.#split();
    else if (event.altKey && event.code === "KeyM") void this.#merge();
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") void this.save();
    else if (event.altKey && event.code === "KeyP") this.actions.play(this.sheet, this.cue);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Cue} cue */
  #fillIn(cue) {
    this.text.value = cue.text;
    this.source.value = cue.source;
    this.start.value = precise(cue.start_ms);
    this.end.value = precise(cue.end_ms);
    this.speaker.value = cue.speaker;
    this.#lines(cue.lines);
    this.#measure();
  }

  /** What was written before the page was left, for whatever reason. */
  #restore() {
    const kept = localStorage.getItem(this.unsaved);
    if (!kept) return;
    const values = JSON.parse(kept);
    this.text.value = values.text;
    this.source.value = values.source;
    this.speaker.value = values.speaker ?? this.cue.speaker;
    this.start.value = precise(values.start_ms ?? this.cue.start_ms);
    this.end.value = precise(values.end_ms ?? this.cue.end_ms);
    this.told.textContent = "This is what you had written here and not saved.";
    this.#measure();
  }

  #changed() {
    this.#measure();
    this.#keep();
    this.lookSoon();
    if (this.values.source !== this.cue.source) this.readSoon();
    this.frameSoon();
  }

  /** Keeps in this browser what is written and not saved, also when the row is closed. */
  #keep() {
    if (this.dirty) localStorage.setItem(this.unsaved, JSON.stringify(this.values));
    else localStorage.removeItem(this.unsaved);
  }

  #measure() {
    const { text, start_ms, end_ms } = this.values;
    this.wave.show(start_ms, end_ms);
    const { cps_wished, cps_at_most } = this.sheet.profile;
    const cps = (1000 * [...text].length) / Math.max(1, end_ms - start_ms);
    this.fill.style.width = `${Math.min(100, (100 * cps) / (cps_at_most * 1.25))}%`;
    this.meter.className = `meter ${cps > cps_at_most ? "over" : cps > cps_wished ? "fast" : ""}`;
    const verdict = cps > cps_at_most ? `too fast: at most ${cps_at_most}` : cps > cps_wished ? `fast: ${cps_wished} is better` : "easy to read";
    this.speed.textContent = `${cps.toFixed(1)} characters a second, ${verdict}`;
  }

  /** @param {string[]|null} lines */
  #lines(lines) {
    const { lines_at_most } = this.sheet.profile;
    this.shown.replaceChildren(...(lines === null
      ? [el("span", { class: "wrong", text: `Does not fit in ${lines_at_most} lines: shorten it, or split it.` })]
      : lines.map((line) => el("span", { text: line, lang: this.sheet.audience }))));
  }

  /** @param {boolean} read whether a translator reads what was said as it stands now */
  async #look(read) {
    const source = this.values.source;
    try {
      const cue = await post(`${this.actions.api}/cues/look`, { ...this.#asked(), read });
      this.#lines(cue.lines);
      if (read && source === this.values.source) this.#read(cue.reading);
    } catch (error) {
      if (error instanceof Refusal && error.status === 422) this.told.textContent = error.message;
    }
  }

  /** @param {string} reading the whole sentence as a translator reads it now, "" when none does */
  #read(reading) {
    this.reading.replaceChildren(...(reading ? [
      el("small", { text: "The sentence, read anew from what was said" }),
      el("p", { class: "other", lang: this.sheet.audience, text: reading }),
    ] : []));
  }

  async #frame() {
    this.asking?.abort();
    this.asking = new AbortController();
    this.preview.classList.add("busy");
    try {
      const answer = await send(`${this.actions.api}/cues/frame`, this.#asked(), this.asking.signal);
      const address = URL.createObjectURL(await answer.blob());
      const image = el("img", { src: address, alt: `The frame with “${this.text.value}”`, onload: () => URL.revokeObjectURL(address) });
      this.picture.replaceChildren(image);
      this.preview.classList.remove("busy");
    } catch (error) {
      if (error instanceof DOMException) return;
      this.preview.classList.remove("busy");
      this.picture.replaceChildren(error instanceof Refusal && error.status === 404 ? "It is not shown in the clip" : "No frame for this text");
    }
  }

  #asked() {
    return { ...this.values, footage: this.sheet.footage, who: name() || "preview" };
  }
}

/** @param {string} key footage and id @returns {string} where in this browser a text waits that is not saved */
function unsavedAt(key) {
  return `clipmaker-desk-unsaved:${location.pathname}:${key}`;
}

/** @param {string} key footage and id @returns {string} what was written of a subtitle and not saved, "" for nothing */
export function unsavedText(key) {
  const kept = localStorage.getItem(unsavedAt(key));
  return kept ? String(JSON.parse(kept).text ?? "") : "";
}
