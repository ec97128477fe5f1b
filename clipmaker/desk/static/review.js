// Facts and faces: what a person has to look at before a final, by name.

import { byId, el, open as openDialog, toast } from "./dom.js";
import { post, Refusal } from "./net.js";
import { FollowedPanel } from "./followed.js";
import { askText } from "./dialogs.js";
import { parse, precise, short } from "./clock.js";
import { factTable } from "./facttable.js";
import * as who from "./who.js";

/** @typedef {{number: number, footage: string, still: boolean, start_ms: number, end_ms: number, why: string, who: string, key: string}} Span */
/** @typedef {{name: string, still: boolean, faces: number, drawn: {id: string, start_ms: number, end_ms: number}[]}} ProtectedFile */
/** @typedef {{facts: import("./facttable.js").Facts, spans: Span[], files: ProtectedFile[], open: string[], disputed: number}} Told */

const SHARES = 10_000;

/** @extends {FollowedPanel<Told>} */
export class ReviewPanel extends FollowedPanel {
  /** @param {HTMLElement} panel @param {string} api @param {string} files @param {string} page */
  constructor(panel, api, files, page) {
    super(panel, api, files, page);
    /** @type {(open: number) => void} told how much is open */
    this.onopen = () => {};
    /** @type {() => void} */
    this.onchange = () => {};
  }

  /** @override */
  get address() {
    return `${this.api}/review`;
  }

  /** @override @param {Told} told */
  take(told) {
    super.take(told);
    this.onopen(told.open.length + told.disputed);
    this.panel.replaceChildren(
      el("h2", { text: "Facts" }), factTable(told.facts, (fact) => { void this.#waive(fact); }),
      el("h2", { class: "second", text: "Faces" }),
      ...(told.spans.length ? told.spans.map((span) => this.#span(span)) : [el("p", { class: "soft", text: "No face is covered in this story: no card or footage says so." })]),
      ...told.open.filter((line) => !line.startsWith("nobody looked at")).map((line) => el("p", { class: "notice bad", text: line })),
      ...told.files.filter((file) => !file.still).map((file) => this.#file(file)));
  }

  /** @param {string} what @param {object} body */
  async #change(what, body) {
    const me = await who.needed();
    if (!me || this.busy) return false;
    this.busy = true;
    try {
      this.take(await post(this.address, { do: what, page: this.page, who: me, ...body }));
      this.onchange();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      toast(error.message, { bad: true });
      this.busy = false;
      await this.follow();
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** @param {import("./facttable.js").Fact} fact */
  async #waive(fact) {
    const near = fact.nearest ? `The article has “${fact.nearest}”.` : "The article has nothing like it.";
    const reason = await askText(`Let “${fact.text}” stand`, `${fact.where}. ${near} Your name and the reason are kept, and stand in the manifest.`, "Why is it right?", "Let it stand");
    if (reason) await this.#change("waive", { fact: fact.name, text: fact.text, reason });
  }

  /** @param {Span} span */
  #span(span) {
    const where = span.still ? span.footage : `${span.footage} ${short(span.start_ms)} to ${short(span.end_ms)}`;
    const picture = el("img", { class: "face-grid", loading: "lazy", decoding: "async", alt: `Frames of ${where}, faces covered`, src: `${this.api}/faces/${span.number}-${span.key}.jpg` });
    return el("section", { class: "face-span", "data-span": span.number, "aria-label": where },
      el("div", { class: "face-told" },
        el("div", {}, el("b", { text: where }), el("p", { class: span.why ? "" : "soft", text: span.why || "Nothing is doubtful; somebody looks all the same." })),
        span.who ? el("p", { class: "soft", text: `${span.who} looked at it` }) : el("button", { type: "button", class: "button primary", text: "I looked", "aria-label": `I looked at ${where}`, onclick: () => { void this.#change("look", { number: span.number, key: span.key }); } })),
      picture);
  }

  /** @param {ProtectedFile} file */
  #file(file) {
    return el("section", { class: "face-file" },
      el("p", {}, el("b", { text: file.name }), el("span", { class: "soft", text: file.faces === 1 ? " 1 face is covered" : ` ${file.faces} faces are covered` })),
      ...file.drawn.map((face) => el("p", { class: "drawn" }, `${face.id}, drawn, ${short(face.start_ms)} to ${short(face.end_ms)} `,
        el("button", { type: "button", class: "button small needs-write", text: "Take away", "aria-label": `Take box ${face.id} away`, onclick: () => { void this.#change("rub-out", { footage: file.name, id: face.id }); } }))),
      el("button", { type: "button", class: "button small needs-write", text: "Draw a box…", "aria-label": `Draw a box in ${file.name}`, onclick: () => this.#draw(file) }));
  }

  /** A box over the footage itself, kept from one moment to another. @param {ProtectedFile} file */
  #draw(file) {
    const dialog = /** @type {HTMLDialogElement} */ (byId("dialog"));
    const video = el("video", { controls: true, preload: "metadata", playsinline: true, muted: true, "aria-label": file.name, src: `${this.files}/media/${encodeURIComponent(file.name)}` });
    const box = el("div", { class: "drawn-box", hidden: true });
    const stage = el("div", { class: "draw-stage" }, video, box);
    /** @type {[number, number, number, number]} left, top, right, bottom, in shares */
    let shares = [0.4, 0.3, 0.6, 0.6];
    const place = () => {
      const seen = picture();
      box.hidden = false;
      box.style.left = `${seen.left + shares[0] * seen.width}px`;
      box.style.top = `${seen.top + shares[1] * seen.height}px`;
      box.style.width = `${(shares[2] - shares[0]) * seen.width}px`;
      box.style.height = `${(shares[3] - shares[1]) * seen.height}px`;
    };
    /** Where the picture is inside its element. */
    const picture = () => {
      const wide = video.videoWidth || 16;
      const high = video.videoHeight || 9;
      const scale = Math.min(video.clientWidth / wide, video.clientHeight / high);
      return { left: (video.clientWidth - wide * scale) / 2, top: (video.clientHeight - high * scale) / 2, width: wide * scale, height: high * scale };
    };
    const at = (/** @type {PointerEvent} */ event) => {
      const edge = stage.getBoundingClientRect();
      const seen = picture();
      const within = (/** @type {number} */ share) => Math.min(1, Math.max(0, share));
      return /** @type {[number, number]} */ ([within((event.clientX - edge.left - seen.left) / seen.width), within((event.clientY - edge.top - seen.top) / seen.height)]);
    };
    /** @type {[number, number]|null} */
    let from = null;
    stage.addEventListener("pointerdown", (event) => {
      // The player's own controls stay the player's.
      if (event.clientY > stage.getBoundingClientRect().bottom - 44) return;
      event.preventDefault();
      from = at(event);
      stage.setPointerCapture(event.pointerId);
    });
    stage.addEventListener("pointermove", (event) => {
      if (!from) return;
      const to = at(event);
      shares = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
      show();
    });
    stage.addEventListener("pointerup", () => { from = null; });
    const number = (/** @type {number} */ i, /** @type {string} */ label) => el("label", {}, label, el("input", { type: "number", min: 0, max: 100, step: 1, value: Math.round((shares[i] ?? 0) * 100), "data-edge": String(i), onchange: (/** @type {Event} */ event) => { if (event.target instanceof HTMLInputElement) { shares[i] = Number(event.target.value) / 100; place(); } } }));
    const edges = el("div", { class: "edges" }, number(0, "Left %"), number(1, "Top %"), number(2, "Right %"), number(3, "Bottom %"));
    const show = () => {
      place();
      for (const field of edges.querySelectorAll("input")) field.value = String(Math.round((shares[Number(field.dataset.edge)] ?? 0) * 100));
    };
    video.addEventListener("loadedmetadata", show);
    const time = (/** @type {string} */ label, /** @type {string} */ value) => el("input", { value, "aria-label": label, autocomplete: "off" });
    const first = time("From", "0:00.000");
    const last = time("To", "");
    video.addEventListener("loadedmetadata", () => { if (!last.value) last.value = precise(video.duration * 1000); });
    const here = (/** @type {HTMLInputElement} */ field) => () => { field.value = precise(video.currentTime * 1000); };
    const save = async () => {
      const [start, end] = [parse(first.value), parse(last.value)];
      if (start === null || end === null) {
        toast("Times are written as in 0:03.2.", { bad: true });
        return;
      }
      const [left, top, right, bottom] = shares.map((share) => Math.round(share * SHARES));
      if (await this.#change("draw", { footage: file.name, start_ms: start, end_ms: end, left, top, right, bottom }) && dialog.contains(stage)) dialog.close();
    };
    openDialog(dialog, `Cover a face in ${file.name}`,
      el("p", { class: "soft", text: "Draw a box over the picture. It is covered there, wherever the face goes meanwhile, from the first moment to the second." }),
      stage, edges,
      el("div", { class: "row-2" },
        el("div", { class: "field" }, "From", first, el("button", { type: "button", class: "button small", text: "Where the player stands", onclick: here(first) })),
        el("div", { class: "field" }, "To", last, el("button", { type: "button", class: "button small", text: "Where the player stands", onclick: here(last) }))),
      el("div", { class: "actions" },
        el("button", { type: "button", class: "button", text: "Cancel", onclick: () => dialog.close() }),
        el("button", { type: "button", class: "button primary", text: "Cover it", onclick: () => { void save(); } })));
  }
}
