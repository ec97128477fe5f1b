// The table of subtitles.

import { el, marked } from "./dom.js";
import { moment, short } from "./clock.js";
import { spanOf } from "./times.js";
import { askTogether } from "./dialogs.js";
import { Editor, unsavedText } from "./editor.js";
import { approvable, cuesOf } from "./sentence.js";

/** @typedef {import("./types.js").Clip} Clip */
/** @typedef {import("./types.js").Cue} Cue */
/** @typedef {import("./types.js").Sheet} Sheet */

/**
 * @typedef {object} Actions
 * @property {(sheet: Sheet, what: string, body?: object|(() => object)) => Promise<boolean>} change
 * @property {(sheet: Sheet, cue: Cue) => void} play
 * @property {(key: string) => void} selected
 * @property {(sheet: Sheet, cue: Cue) => boolean} played whether somebody has heard it
 * @property {() => void} replace
 * @property {(sheet: Sheet) => void} shift
 * @property {(sheet: Sheet) => void} exchange
 * @property {(sheet: Sheet, cue: Cue) => void} sendBack
 * @property {(sheet: Sheet, cue: Cue) => void} waive
 * @property {(again: boolean) => void} undo
 * @property {() => void} add
 * @property {() => void} onward goes to the next line that is to be decided
 * @property {string} api
 */

const STATES = { machine: "Machine", edited: "Edited", approved: "Approved" };

export class CueTable {
  /** @param {HTMLElement} panel @param {Actions} actions */
  constructor(panel, actions) {
    this.panel = panel;
    this.actions = actions;
    /** @type {Clip|null} */
    this.clip = null;
    this.key = "";
    /** @type {"doubts"|"time"|""} */
    this.order = "";
    /** @type {Editor|null} */
    this.editor = null;
    this.undo = "";
    this.redo = "";
    /** Whether only lines are shown that wait for a decision. */
    this.only = false;
    /** @type {Map<string, number>} rows keep their places while decisions are made */
    this.places = new Map();
  }

  /** @param {Clip} clip */
  take(clip) {
    this.clip = clip;
    const first = !this.order;
    // A dialogue is read in its order; what is doubtful is one key away.
    if (first) this.order = "time";
    this.#settle(clip, first);
    this.draw();
  }

  /** @returns {{sheet: Sheet, cue: Cue}[]} in the order they stand in the table */
  get rows() {
    return (this.clip?.sheets ?? []).flatMap((sheet) => this.#ordered(sheet).map((cue) => ({ sheet, cue })));
  }

  /** @returns {{sheet: Sheet, cue: Cue}|undefined} */
  get current() {
    return this.rows.find(({ sheet, cue }) => keyOf(sheet, cue) === this.key);
  }

  draw() {
    const clip = this.clip;
    if (!clip) return;
    const focus = this.#focused();
    const writing = /** @type {HTMLElement|null} */ (this.editor?.row.contains(document.activeElement) ? document.activeElement : null);
    const [first] = clip.sheets;
    const parts = [...(first ? [this.#tools(clip, first)] : []), ...clip.sheets.flatMap((sheet) => this.#sheet(sheet, clip.sheets.length > 1))];
    if (!clip.sheets.length) {
      parts.push(el("p", { class: "empty", text: noSheets(clip) }));
    }
    this.panel.replaceChildren(...parts);
    if (this.editor) this.#seatEditor();
    this.#refocus(focus);
    // Rows are drawn anew when somebody else saves: whoever writes goes on writing.
    writing?.focus({ preventScroll: true });
  }

  /** Says at each line whether it was played. */
  heard() {
    for (const { sheet, cue } of this.rows) {
      const said = this.row(keyOf(sheet, cue))?.querySelector(".heard");
      if (said) said.textContent = this.actions.played(sheet, cue) ? "played" : "";
    }
  }

  /** @param {number} step rows, negative for back */
  move(step) {
    const rows = this.rows;
    const at = rows.findIndex(({ sheet, cue }) => keyOf(sheet, cue) === this.key);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (!next) return;
    this.select(next.sheet, next.cue);
    this.row(this.key)?.querySelector("button")?.focus();
  }

  /** @param {Sheet} sheet @param {Cue} cue @param {{quiet?: boolean}} [how] */
  select(sheet, cue, how = {}) {
    this.key = keyOf(sheet, cue);
    for (const row of this.panel.querySelectorAll(".cue")) {
      const own = row.getAttribute("data-key") === this.key;
      row.classList.toggle("selected", own);
      if (own) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      if (own && !how.quiet) row.scrollIntoView({ block: "nearest" });
    }
    this.actions.selected(this.key);
  }

  /** @param {Sheet} sheet @param {Cue} cue */
  async edit(sheet, cue) {
    if (this.editor && this.editor.key !== keyOf(sheet, cue) && !(await this.close())) return;
    this.select(sheet, cue);
    if (!this.editor) {
      this.editor = new Editor(sheet, cue, this.actions, () => { void this.close(true); });
      this.#seatEditor();
    }
    this.editor.focus();
  }

  /** @param {boolean} [asked] whether the person asked to leave without saving @returns {Promise<boolean>} whether it is closed */
  async close(asked = false) {
    if (!this.editor) return true;
    if (!asked && this.editor.dirty && !(await this.editor.save())) return false;
    const key = this.editor.key;
    this.editor.remove();
    this.editor = null;
    this.draw();
    /** @type {HTMLElement|null|undefined} */ (this.row(key)?.querySelector(".means"))?.focus();
    return true;
  }

  /** @param {Sheet} sheet @param {Cue} cue */
  #seen(sheet, cue) {
    return !this.only || cue.open || this.blocking(sheet, cue).length > 0 || keyOf(sheet, cue) === this.key;
  }

  /** Goes to the next line, in order of time, about which there is a doubt of its own. */
  doubtful() {
    const rows = (this.clip?.sheets ?? []).flatMap((sheet) => [...sheet.cues].sort((one, other) => one.start_ms - other.start_ms).map((cue) => ({ sheet, cue })));
    const at = rows.findIndex(({ sheet, cue }) => keyOf(sheet, cue) === this.key);
    const around = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
    const own = (/** @type {{sheet: Sheet, cue: Cue}} */ { sheet, cue }) => cue.flags.some((flag) => flag.severity !== "notice" && !this.common(sheet).has(flag.message));
    const next = around.find((one) => one.cue.open && own(one)) ?? around.find(({ cue }) => cue.open);
    if (!next) return;
    this.select(next.sheet, next.cue);
    this.row(this.key)?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Goes to the next line that is still to be decided. */
  onward() {
    const rows = this.rows;
    const at = rows.findIndex(({ sheet, cue }) => keyOf(sheet, cue) === this.key);
    const next = [...rows.slice(at + 1), ...rows.slice(0, at)].find(({ cue }) => cue.open);
    if (!next) return;
    this.select(next.sheet, next.cue);
    this.row(this.key)?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @param {string} key @returns {HTMLElement|undefined} */
  row(key) {
    return /** @type {HTMLElement[]} */ ([...this.panel.querySelectorAll(".cue")]).find((row) => row.dataset.key === key);
  }

  #seatEditor() {
    if (!this.editor) return;
    const found = this.rows.find(({ sheet, cue }) => keyOf(sheet, cue) === this.editor?.key);
    const row = this.row(this.editor.key);
    if (!found || !row) {
      this.editor.lost(this.clip?.sheets.length ? "Somebody else removed this subtitle. Your text is still here: copy it, then close." : "The story cannot be worked on at the moment, see above. Your text is kept.");
      this.panel.prepend(this.editor.row);
      return;
    }
    this.editor.refresh(found.sheet, found.cue);
    row.after(this.editor.row);
  }

  /** @param {Clip} clip @param {Sheet} first */
  #tools(clip, first) {
    const { change, exchange, replace, shift, undo } = this.actions;
    const cues = clip.sheets.flatMap((sheet) => sheet.cues);
    const plain = cues.filter((cue) => cue.undoubted);
    const order = el("select", { "aria-label": "Order", onchange: (/** @type {Event} */ event) => {
      this.order = /** @type {any} */ (/** @type {HTMLSelectElement} */ (event.target).value);
      this.#settle(clip, true);
      this.draw();
    } }, el("option", { value: "time", text: "In order of time" }), el("option", { value: "doubts", text: "Doubts first" }));
    order.value = this.order;
    return el("div", { class: "cue-tools" },
      el("button", { type: "button", class: "button needs-approve", disabled: !plain.length, "aria-keyshortcuts": "Shift+A", "data-key": "approve-all",
        text: `Approve all without doubts${plain.length ? ` (${plain.length})` : ""}`,
        onclick: async () => {
          const seen = clip.sheets.map((sheet) => ({ sheet, base: sheet.base, ids: sheet.cues.filter((cue) => cue.undoubted).map((cue) => cue.id) }));
          const heard = new Set(clip.sheets.flatMap((sheet) => sheet.cues.filter((cue) => this.actions.played(sheet, cue))));
          if (!await askTogether(plain, (cue) => heard.has(cue))) return;
          // What was read in the question is approved, whatever has been written meanwhile.
          for (const { sheet, base, ids } of seen) if (ids.length) await change(sheet, "approve-wholesale", { base, ids });
        } }),
      el("button", { type: "button", class: "button quiet", disabled: !this.undo, title: this.undo, text: "Undo", "aria-keyshortcuts": "Control+Z", onclick: () => undo(false) }),
      el("button", { type: "button", class: "button quiet", disabled: !this.redo, title: this.redo, text: "Redo", "aria-keyshortcuts": "Control+Shift+Z", onclick: () => undo(true) }),
      el("button", { type: "button", class: "button quiet needs-write", disabled: !cues.length, text: "Find and replace…", "aria-keyshortcuts": "f", onclick: replace }),
      el("button", { type: "button", class: "button quiet needs-write", disabled: !cues.length, text: "Shift times…", onclick: () => shift(this.current?.sheet ?? first) }),
      el("button", { type: "button", class: "button quiet", text: "Import, export…", onclick: () => exchange(this.current?.sheet ?? first) }),
      el("button", { type: "button", class: "button quiet needs-write", disabled: !clip.editable || !first.stretches.length, text: "Add…", title: "A subtitle that nobody heard, where the player stands", onclick: () => this.actions.add() }),
      el("span", { class: "spread" },
        el("button", { type: "button", class: "button quiet", disabled: !cues.some((cue) => cue.open), text: "Next doubtful", "aria-keyshortcuts": "n", onclick: () => this.doubtful() }),
        el("label", { class: "only" }, el("input", { type: "checkbox", checked: this.only, onchange: (/** @type {Event} */ event) => { this.only = /** @type {HTMLInputElement} */ (event.target).checked; this.draw(); } }), "Only open"),
        order),
    );
  }

  /** @param {Sheet} sheet @param {boolean} several @returns {HTMLElement[]} */
  #sheet(sheet, several) {
    const head = ["Time", `What was said (${sheet.language_name})`, "What we say it means", "Doubts", "Status"];
    const widths = ["w-time", "", "", "w-doubts", "w-status"];
    const table = el("table", { class: "cues", role: "table", "aria-label": `Subtitles of ${sheet.footage}` },
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...head.map((text, i) => el("th", { scope: "col", role: "columnheader", class: widths[i], text })))),
      el("tbody", { role: "rowgroup" }, ...this.#ordered(sheet).filter((cue) => this.#seen(sheet, cue)).map((cue) => this.#row(sheet, cue))),
    );
    const common = this.common(sheet);
    return [
      ...(several ? [el("h3", { class: "sheet-name", text: sheet.footage })] : []),
      ...(common.size ? [el("details", { class: "common" }, el("summary", {}, el("b", { text: "About every line that a machine wrote" }), el("span", { class: "lead", text: ` ${[...common][0]}` })), ...[...common].map((message) => el("p", { text: message })))] : []),
      table,
    ];
  }

  /** @param {Sheet} sheet @returns {Set<string>} doubts that all open lines share: said once, not in each row */
  common(sheet) {
    const open = sheet.cues.filter((cue) => cue.open && cue.status === "machine");
    if (open.length < 2) return new Set();
    const messages = open.flatMap((cue) => cue.flags.map((flag) => flag.message));
    return new Set(messages.filter((message) => open.every((cue) => cue.flags.some((flag) => flag.message === message))));
  }

  /** @param {Sheet} sheet @param {Cue} cue @returns {string[]} why an approved line cannot go out all the same */
  blocking(sheet, cue) {
    if (cue.status !== "approved") return [];
    return (this.clip?.held ?? []).filter((one) => one.footage === sheet.footage && one.id === cue.id).flatMap((one) => one.reasons);
  }

  /** @param {Sheet} sheet @returns {Cue[]} */
  #ordered(sheet) {
    const place = (/** @type {Cue} */ cue) => this.places.get(keyOf(sheet, cue)) ?? 0;
    return [...sheet.cues].sort((one, other) => place(one) - place(other));
  }

  /** @param {Clip} clip @param {boolean} anew whether rows may change their places */
  #settle(clip, anew) {
    if (anew) this.places.clear();
    for (const sheet of clip.sheets) {
      const common = this.common(sheet);
      const weight = (/** @type {Cue} */ cue) => cue.flags.filter((flag) => !common.has(flag.message)).reduce((sum, flag) => sum + { serious: 100, warning: 10, notice: 1 }[flag.severity], 0);
      // A sentence's subtitles stand together, as doubtful as the worst of them.
      const alone = (/** @type {Cue} */ cue) => (cue.open ? -weight(cue) : 1);
      const rank = (/** @type {Cue} */ cue) => (this.order === "time" ? 0 : Math.min(...cuesOf(sheet, cue).map(alone)));
      const begin = (/** @type {Cue} */ cue) => cuesOf(sheet, cue)[0]?.start_ms ?? cue.start_ms;
      const cues = [...sheet.cues].sort((one, other) => rank(one) - rank(other) || begin(one) - begin(other) || one.start_ms - other.start_ms);
      if (anew) cues.forEach((cue, i) => this.places.set(keyOf(sheet, cue), i));
      const byTime = [...sheet.cues].sort((one, other) => one.start_ms - other.start_ms);
      byTime.forEach((cue, i) => {
        if (this.places.has(keyOf(sheet, cue))) return;
        const earlier = byTime[i - 1];
        const before = earlier ? this.places.get(keyOf(sheet, earlier)) ?? 0 : -1;
        this.places.set(keyOf(sheet, cue), before + 0.001);
      });
    }
  }

  /** @param {Sheet} sheet @param {Cue} cue */
  #row(sheet, cue) {
    const { play } = this.actions;
    const common = this.common(sheet);
    // What the readings part in is said once, at the first subtitle of the sentence.
    const told = (/** @type {import("./types.js").Flag} */ flag) => flag.code === "readings-differ" && cue.sentence[0] !== cue.id;
    const own = cue.flags.filter((flag) => !common.has(flag.message) && !told(flag));
    for (const reason of this.blocking(sheet, cue)) own.unshift({ code: "held", severity: "serious", message: `Keeps the clip from going out: ${reason}` });
    const span = spanOf(sheet, cue);
    const key = keyOf(sheet, cue);
    const length = ((cue.end_ms - cue.start_ms) / 1000).toFixed(1);
    const row = el("tr", { class: `cue ${key === this.key ? "selected" : ""} ${span ? "" : "outside"} ${cue.sentence[cue.sentence.length - 1] === cue.id ? "" : "goes-on"}`, role: "row", "data-key": key, "data-id": cue.id },
      el("td", { role: "cell" }, el("button", { type: "button", class: "play-cue", disabled: !span, "aria-label": span ? `Play ${cue.id} at ${short(span.start * 1000)}` : `${cue.id} is not in the clip`,
        onclick: () => { this.select(sheet, cue, { quiet: true }); play(sheet, cue); } },
        el("span", { text: span ? short(span.start * 1000) : "not shown" }), el("small", { text: `${length} s` }),
        span ? el("small", { class: "heard", text: this.actions.played(sheet, cue) ? "played" : "" }) : null)),
      el("td", { role: "cell", class: "said", lang: cue.language }, sheet.several ? el("span", { class: "speaker tongue", lang: "en", text: cue.language_name }) : null, cue.speaker ? el("span", { class: "speaker", lang: "en", text: cue.speaker }) : null, cue.source),
      el("td", { role: "cell" },
        el("button", { type: "button", class: "means", lang: sheet.audience, "aria-label": `Edit ${cue.id}: ${cue.text || "no text"}`, onclick: () => { void this.edit(sheet, cue); } },
          ...(cue.text ? marked(cue.text, cue.parts) : [el("span", { class: "empty-text", text: "nothing is shown" })])),
        this.#unsaved(key, cue),
        this.#reading(sheet, cue),
        cue.comment ? el("p", { class: "comment" }, el("b", { text: `${cue.comment_by}: ` }), cue.comment) : null,
        cue.note ? el("p", { class: "soft", text: cue.note }) : null),
      el("td", { role: "cell" }, own.length < cue.flags.length && !own.length ? el("span", { class: "soft", text: "As said above" }) : null, el("ul", { class: "doubts" }, ...own.map((flag) => el("li", { class: flag.severity }, el("i", { class: "sign", "aria-hidden": "true" }), el("span", {}, flag.severity === "serious" ? el("span", { class: "hidden", text: "Serious: " }) : null, flag.message))))),
      el("td", { role: "cell" }, this.#status(sheet, cue)),
    );
    row.addEventListener("pointerdown", () => this.select(sheet, cue, { quiet: true }));
    return row;
  }

  /** @param {string} key @param {Cue} cue */
  #unsaved(key, cue) {
    const text = unsavedText(key);
    return text && text !== cue.text && this.editor?.key !== key ? el("p", { class: "kept" }, el("b", { text: "Not saved yet: " }), text) : null;
  }

  /**
   * The other reading, as it stands over this subtitle, with the words that part marked.
   * @param {Sheet} sheet @param {Cue} cue
   */
  #reading(sheet, cue) {
    const together = cuesOf(sheet, cue);
    if (!together.some((one) => one.other)) return null;
    const last = together[together.length - 1]?.id === cue.id;
    return el("div", { class: "reading" },
      cue.read_by ? el("small", { text: cue.read_by }) : null,
      cue.other ? el("p", { class: "other", lang: sheet.audience }, ...marked(cue.other, cue.other_parts)) : null,
      cue.other ? el("small", { text: cue.other_by || "other reading" }) : null,
      last && cue.takes ? el("button", { type: "button", class: "button small take", text: "Take the other reading", "aria-keyshortcuts": "t",
        "aria-label": `Take the other reading of ${together.map((one) => one.id).join(", ")}`,
        onclick: () => { void this.actions.change(sheet, "take-other", { id: cue.id }); } }) : null);
  }

  /** @param {Sheet} sheet @param {Cue} cue */
  #status(sheet, cue) {
    const dot = this.blocking(sheet, cue).length ? "review" : cue.status === "approved" ? "approved" : cue.open && cue.serious ? "review" : cue.open ? "ready" : "approved";
    const who = cue.status === "approved" ? [cue.approved_by, cue.wholesale ? "with all others" : "", cue.approved_at ? moment(cue.approved_at) : ""] : [cue.edited_by];
    return el("div", { class: "status" },
      el("span", { class: "state" }, el("i", { class: `dot ${dot}`, "aria-hidden": "true" }), cue.waiver ? "Waived" : STATES[cue.status]),
      el("span", { class: "soft", text: [...(cue.waiver ? [cue.waived_by, cue.waiver] : who), cue.made_by].filter(Boolean).join(", ") }),
      cue.status !== "approved" ? el("button", { type: "button", class: "button small needs-approve", text: cue.sentence.length > 1 ? "Approve sentence" : "Approve", "aria-label": `Approve ${approvable(sheet, cue).join(", ")}`, disabled: !cue.text && cue.status === "machine", onclick: () => { void this.actions.change(sheet, "approve", { ids: approvable(sheet, cue) }); } }) : null,
    );
  }

  /** Where the keyboard stands, so that it stays there when rows are drawn anew. */
  #focused() {
    const active = document.activeElement;
    if (!active || !this.panel.contains(active) || this.editor?.row.contains(active)) return null;
    const row = active.closest("[data-key]");
    const own = row?.getAttribute("data-key") ?? "";
    return { own, kind: active.classList[0] ?? "" };
  }

  /** @param {{own: string, kind: string}|null} focus */
  #refocus(focus) {
    if (!focus?.own) return;
    const row = this.row(focus.own);
    const same = focus.kind ? row?.querySelector(`.${focus.kind}`) : null;
    /** @type {HTMLElement|null|undefined} */ (same ?? row?.querySelector("button"))?.focus({ preventScroll: true });
  }
}

/** @param {Sheet} sheet @param {Cue} cue */
export function keyOf(sheet, cue) {
  return `${sheet.footage} ${cue.id}`;
}

/** @param {Clip} clip */
function noSheets(clip) {
  if (clip.looked_in.length) return "Subtitles can be corrected once the desk knows the story.";
  if (!clip.editable) return "Subtitles are shown here once the story can be read.";
  if (!clip.versions.length) return "Subtitles are made with the first render, when footage with speech is heard.";
  return "This clip has no subtitles: nothing in it was spoken, or it is not to be shown.";
}
