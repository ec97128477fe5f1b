// The story itself: its cards and footage in order, added, moved and changed; files that lie by.

import { byId, el, toast } from "./dom.js";
import { get, post, Refusal } from "./net.js";
import { FollowedPanel } from "./followed.js";
import * as who from "./who.js";
import { ShotForm } from "./shotform.js";
import { FieldForm } from "./fieldform.js";
import { PeopleForm } from "./peopleform.js";
import { changed, formDialog, openFields, same } from "./storydialog.js";
import { Arrivals } from "./arrivals.js";

/** @typedef {Record<string, any>} Values what stands in the file, by key */
/** @typedef {{name: string, kind: string, help: string, required: boolean, most: number, choices: string[]}} Field */
/** @typedef {{kind: string, help: string, last: boolean, fields: Field[]}} Kind */
/** @typedef {{name: string, kind: string}} Medium */
/** @typedef {{values: Values, picture: string}} Shot */
/** @typedef {{base: string, top: Values, shots: Shot[], media: Medium[], kinds: Kind[], brands: string[], speakers: string[], spelt: string[], undo: string, redo: string}} Story */

/** What people call a kind; footage is one of them here. @param {string} kind */
export const called = (kind) => kind.charAt(0).toUpperCase() + kind.slice(1);

/** @param {Values} values @returns {string} what a shot says, shortly */
export function told(values) {
  const texts = [values.text, values.speaker, values.file, values.credit, values.photo?.file, values.note, Array.isArray(values.sources) ? values.sources.join(", ") : values.sources, values.kind === "end" ? "The brand’s end card" : ""];
  const first = texts.find((one) => typeof one === "string" && one);
  return String(first ?? "").replaceAll("*", "");
}

/** @extends {FollowedPanel<Story>} */
export class StoryPanel extends FollowedPanel {
  /** @param {HTMLElement} panel @param {string} api @param {string} files @param {string} page */
  constructor(panel, api, files, page) {
    super(panel, api, files, page);
    this.dragged = -1;
    this.shown = 0;
    this.refused = "";
    /** @type {() => void} told when another card is looked at */
    this.onshow = () => {};
    /** @type {() => void} told when the story was changed here */
    this.onchange = () => {};
    this.arrivals = new Arrivals(api, page, (media) => { if (this.told) this.told.media = media; this.#draw(); });
    this.list = el("ol", { class: "shot-list" });
    this.said = el("p", { class: "hidden", role: "status" });
  }

  /** @override */
  get address() {
    return `${this.api}/story?page=${this.page}`;
  }

  /** @override */
  get held() {
    return this.busy || this.dragged >= 0;
  }

  /** @override @param {Story} told */
  take(told) {
    super.take(told);
    this.#draw();
  }

  /** @override @param {string} why */
  refuse(why) {
    super.refuse(why);
    this.panel.append(this.arrivals.box);
  }

  /** @param {number} place @returns {string} address of a shot's picture, "" where there is none */
  picture(place) {
    const key = this.told?.shots[place]?.picture;
    return key ? `${this.api}/shots/${key}.jpg` : "";
  }

  /** @param {string} what @param {object} body @returns {Promise<boolean>} */
  async change(what, body = {}) {
    const me = await who.needed();
    if (!me || !this.told || this.busy) return false;
    this.busy = true;
    try {
      this.told = await post(`${this.api}/story`, { do: what, base: this.told.base, page: this.page, who: me, ...body });
      this.onchange();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused = error.message;
      // In a dialog the form says it itself.
      if (!(/** @type {HTMLDialogElement} */ (byId("dialog")).open)) toast(error.message, { bad: true });
      const now = await get(this.address).catch(() => null);
      if (now) this.told = now;
      return false;
    } finally {
      this.busy = false;
      this.#draw();
    }
  }

  /** @param {number} place @param {number} to */
  async move(place, to) {
    const count = this.told?.shots.length ?? 0;
    if (to < 0 || to >= count || to === place) return;
    if (!(await this.change("move", { at: place, to }))) return;
    this.said.textContent = `Now number ${to + 1} of ${count}`;
    /** @type {HTMLElement|null} */ (this.list.querySelector(`[data-place="${to}"] .grip`))?.focus();
  }

  /** @param {number} place */
  async remove(place) {
    const shot = this.told?.shots[place];
    if (!shot || !(await this.change("remove", { at: place }))) return;
    toast(`Removed: ${called(shot.values.kind)}, “${told(shot.values).slice(0, 60)}”`, { action: "Undo", onaction: () => { void this.change("undo"); } });
  }

  /** @param {number} place place of the shot; at its end for a new one @param {string} kind "" to change the one that is there */
  edit(place, kind = "") {
    if (!this.told) return;
    const story = this.told;
    const was = kind ? { kind } : story.shots[place]?.values ?? {};
    const form = new ShotForm(story, was, this.files, `${this.api}/story/crops`);
    formDialog(kind ? `Add: ${called(kind)}` : `${place + 1} ${called(was.kind ?? "")}`, form.box, kind ? "Add" : "Save", async (say) => {
      let at = place;
      // Others may have moved it, or changed it: then it is no longer the one that is shown here.
      const fits = () => {
        const shots = this.told?.shots ?? [];
        at = kind ? Math.min(place, shots.length) : same(shots[place]?.values, was) ? place : shots.findIndex((one) => same(one.values, was));
        if (at < 0) {
          say("Somebody changed this card or took it away meanwhile; nothing was saved.",
            el("div", { class: "cue-tools" }, el("button", { type: "button", class: "button small", text: "Show it as it is now", onclick: () => this.edit(Math.min(place, shots.length - 1)) })));
        }
        return at >= 0;
      };
      const done = await changed(this, say, fits, () => this.change(kind ? "add" : "set", { at, shot: form.values() }));
      if (done) this.show(at);
      return done;
    });
    form.focus();
  }

  fields() {
    const told = () => /** @type {Story} */ (this.told);
    if (this.told) openFields(this, "The story", () => new FieldForm(told()));
  }

  people() {
    const told = () => /** @type {Story} */ (this.told);
    if (this.told) openFields(this, "People and names", () => new PeopleForm(told(), `clipmaker-desk-people ${this.api}`));
  }

  /** @param {number} place */
  show(place) {
    this.shown = Math.max(0, Math.min(place, (this.told?.shots.length ?? 1) - 1));
    for (const row of this.list.children) row.classList.toggle("shown", row.getAttribute("data-place") === String(this.shown));
    this.onshow();
  }

  #draw() {
    const story = this.told;
    if (!story) return;
    const focus = /** @type {HTMLElement|null} */ (document.activeElement);
    const at = focus && this.list.contains(focus) ? [focus.closest("[data-place]")?.getAttribute("data-place"), focus.getAttribute("data-do")] : null;
    this.list.replaceChildren(...story.shots.map((shot, place) => this.#row(shot, place, story.shots.length)));
    const kind = el("select", { "aria-label": "Kind of card" }, ...[...story.kinds.map((one) => one.kind), "footage"].map((one) => el("option", { value: one, text: called(one) })));
    kind.value = "caption";
    const last = story.shots.length && story.kinds.find((one) => one.kind === story.shots[story.shots.length - 1]?.values.kind)?.last;
    const end = story.shots.length - (last ? 1 : 0);
    const add = () => this.edit(Math.min(this.shown + 1, end), kind.value);
    if (!this.panel.contains(this.list)) {
      this.panel.replaceChildren(el("div", { class: "story-tools cue-tools" }), this.said, this.list, this.arrivals.box);
    }
    this.panel.querySelector(".story-tools")?.replaceChildren(
      kind, el("button", { type: "button", class: "button", text: "Add…", onclick: add }),
      el("button", { type: "button", class: "button quiet", text: "Undo", title: story.undo, disabled: !story.undo, onclick: () => { void this.change("undo"); } }),
      el("button", { type: "button", class: "button quiet", text: "Redo", title: story.redo, disabled: !story.redo, onclick: () => { void this.change("redo"); } }),
      el("button", { type: "button", class: "button quiet", text: "Brand, hashtags, post…", onclick: () => this.fields() }),
      el("button", { type: "button", class: "button quiet", text: "People, names…", onclick: () => this.people() }));
    this.arrivals.take(story.media, story.shots.map((one) => one.values));
    this.show(this.shown);
    if (at) /** @type {HTMLElement|null} */ (this.list.querySelector(`[data-place="${at[0]}"] [data-do="${at[1]}"]`))?.focus();
  }

  /** @param {Shot} shot @param {number} place @param {number} count */
  #row(shot, place, count) {
    const name = `${place + 1} ${called(shot.values.kind ?? "")}`;
    const picture = this.picture(place);
    const button = (/** @type {string} */ what, /** @type {string} */ text, /** @type {() => void} */ onclick, off = false) => el("button", { type: "button", class: "button small", "data-do": what, "aria-label": `${text.replace("…", "")} ${name}`, text, onclick, disabled: off });
    return el("li", {
      "data-place": place,
      draggable: "true",
      class: "shot-row",
      onclick: (/** @type {Event} */ event) => { if (!(event.target instanceof HTMLButtonElement)) this.show(place); },
      ondragstart: (/** @type {DragEvent} */ event) => { this.dragged = place; event.dataTransfer?.setData("text/plain", String(place)); },
      ondragend: () => { this.dragged = -1; },
      ondragover: (/** @type {DragEvent} */ event) => { if (this.dragged < 0) return; event.preventDefault(); },
      ondragenter: (/** @type {DragEvent} */ event) => { if (this.dragged >= 0 && event.currentTarget instanceof Element) event.currentTarget.classList.add("over"); },
      ondragleave: (/** @type {DragEvent} */ event) => { const row = event.currentTarget; if (row instanceof Element && !(event.relatedTarget instanceof Node && row.contains(event.relatedTarget))) row.classList.remove("over"); },
      ondrop: (/** @type {DragEvent} */ event) => { if (this.dragged < 0) return; event.preventDefault(); const from = this.dragged; this.dragged = -1; void this.move(from, place); },
    },
      el("button", { type: "button", class: "grip", "data-do": "move", "aria-label": `Move ${name}, Alt and arrow keys`, text: String(place + 1),
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
          event.preventDefault();
          event.stopPropagation();
          void this.move(place, place + (event.key === "ArrowUp" ? -1 : 1));
        } }),
      picture ? el("img", { src: picture, alt: "", width: 45, height: 80, loading: "lazy", decoding: "async" }) : el("span", { class: "no-picture" }),
      el("span", { class: "shot-told" }, el("b", { text: called(shot.values.kind ?? "") }), el("span", { text: told(shot.values) })),
      el("span", { class: "shot-buttons" },
        button("edit", "Edit…", () => this.edit(place)),
        button("up", "↑", () => { void this.move(place, place - 1); }, place === 0),
        button("down", "↓", () => { void this.move(place, place + 1); }, place === count - 1),
        button("copy", "Copy", () => { void this.change("copy", { at: place }); }),
        button("remove", "Remove", () => { void this.remove(place); })));
  }
}
