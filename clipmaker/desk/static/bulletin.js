// The day's bulletin: stories in order, what keeps each, what the next run does and the last one did.

import { byId, el, later, open, toast } from "./dom.js";
import { moment } from "./clock.js";
import { askText } from "./dialogs.js";
import { get, post, Refusal } from "./net.js";
import { released } from "./pressed.js";
import * as who from "./who.js";

/** @typedef {import("./types.js").Row} Row */
/**
 * @typedef {object} Item
 * @property {number} place
 * @property {string} name
 * @property {Row|null} clip
 * @property {string} hold
 * @property {string} not_before
 * @property {string} deadline
 * @property {string} high
 * @property {string} problem
 * @property {string[]} here who has its page open
 * @property {string} will what the next run does with it
 * @property {string} did what the last one did
 * @property {boolean} working
 */
/** @typedef {{running: boolean, started: string, ended: string, said: string, notes: string[]}} Run */
/** @typedef {{file: string, name: string, date: string, base: string, problem: string, items: Item[], run: Run|null}} Bulletin */

const SLOW_MS = 15_000;
const QUICK_MS = 3000;

export class BulletinPanel {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    /** @type {Bulletin[]} */
    this.told = JSON.parse(byId("facts-bulletins").textContent ?? "[]");
    this.file = sessionStorage.getItem("clipmaker-desk-bulletin") ?? "";
    this.dragged = -1;
    this.busy = false;
    this.soon = later(250, () => { void this.refresh(); });
    this.#draw();
    this.soon();
    this.#wait();
  }

  /** @returns {Bulletin|undefined} */
  get one() {
    return this.told.find((one) => one.file === this.file) ?? this.told[0];
  }

  async refresh() {
    if (this.busy || this.dragged >= 0) return;
    const told = await get("/api/bulletins").catch(() => null);
    await released();
    if (!told || this.busy || this.dragged >= 0 || JSON.stringify(told) === JSON.stringify(this.told)) return;
    // The page's head is another one with a bulletin than without.
    if (told.length > 0 !== this.told.length > 0) location.reload();
    this.told = told;
    this.#draw();
  }

  #wait() {
    setTimeout(() => {
      if (!document.hidden) void this.refresh();
      this.#wait();
    }, this.one?.run?.running ? QUICK_MS : SLOW_MS);
  }

  /** @param {string} what @param {object} body @returns {Promise<boolean>} */
  async #change(what, body = {}) {
    const me = await who.needed();
    const one = this.one;
    if (!me || !one || this.busy) return false;
    this.busy = true;
    try {
      this.told = await post("/api/bulletins", { do: what, file: one.file, base: one.base, who: me, ...body });
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      toast(error.message, { bad: true });
      this.told = await get("/api/bulletins").catch(() => this.told);
      return false;
    } finally {
      this.busy = false;
      this.#draw();
    }
  }

  /** @param {number} place @param {number} to */
  async #move(place, to) {
    const count = this.one?.items.length ?? 0;
    if (to < 0 || to >= count || to === place) return;
    if (await this.#change("move", { place, to })) {
      byId("bulletin-said").textContent = `Now number ${to + 1} of ${count}`;
      /** @type {HTMLElement|null} */ (this.place.querySelector(`[data-place="${to}"] .grip`))?.focus();
    }
  }

  /** @param {Item} item */
  async #hold(item) {
    const headline = item.clip?.headline ?? item.name;
    if (item.hold) {
      const reason = await askText(`Release “${headline}”`, `It is held: ${item.hold}. Once released it can be approved and published.`, "Why is it released? (kept in its history)", "Release", false);
      if (reason) await this.#change("release", { place: item.place, reason });
      return;
    }
    const reason = await askText(`Hold “${headline}”`, "It cannot be published by anybody until somebody releases it. Your name is written beside the reason.", "Who or what holds it?", "Hold");
    if (reason) await this.#change("hold", { place: item.place, reason });
  }

  /** Deadline and embargo, in the clock of whoever asks. @param {Item} item */
  #times(item) {
    const headline = item.clip?.headline ?? item.name;
    const dialog = /** @type {HTMLDialogElement} */ (byId("dialog"));
    const field = (/** @type {string} */ iso) => el("input", { type: "datetime-local", step: "60", value: iso ? local(new Date(iso)) : "" });
    const deadline = field(item.deadline);
    const embargo = field(item.not_before);
    const save = async () => {
      for (const [key, input, was] of /** @type {[string, HTMLInputElement, string][]} */ ([["deadline", deadline, item.deadline], ["not_before", embargo, item.not_before]])) {
        if (input.value === (was ? local(new Date(was)) : "")) continue;
        if (!(await this.#change("time", { place: item.place, key, at: input.value ? withZone(input.value) : "" }))) return;
      }
      dialog.close();
    };
    open(dialog, `Times of “${headline}”`,
      el("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void save(); } },
        el("label", { class: "field" }, "Wanted by", deadline),
        el("label", { class: "field" }, "Not before", embargo),
        el("p", { class: "soft field", text: "In the clock of this computer. Empty for none." }),
        el("div", { class: "actions" }, el("button", { type: "button", class: "button", text: "Cancel", onclick: () => dialog.close() }), el("button", { class: "button primary", text: "Save" }))));
  }

  /** What is open before the finals, as “clipmaker ready” tells it. */
  async #ready() {
    const one = this.one;
    if (!one) return;
    const dialog = /** @type {HTMLDialogElement} */ (byId("dialog"));
    open(dialog, "What is open", el("p", { class: "soft", role: "status", text: "Looking at every story…" }));
    const told = /** @type {{name: string, otherwise: string, tasks: {message: string, who: string, minutes: number}[]}[]} */ (await get(`/api/bulletins/ready?${new URLSearchParams({ file: one.file })}`).catch((error) => { dialog.close(); toast(error.message, { bad: true }); return []; }));
    if (!told.length) return;
    const names = new Map(one.items.map((item) => [item.name, item.clip?.headline ?? item.name]));
    open(dialog, "What is open",
      el("ol", { class: "ready" }, ...told.map((story) => el("li", {},
        el("b", { text: names.get(story.name) ?? story.name }),
        story.tasks.length
          ? el("ul", {}, ...story.tasks.map((task) => el("li", { text: `${task.message} · ${task.who}${task.minutes ? `, about ${task.minutes} min` : ""}` })))
          : el("span", { class: "soft", text: " Nothing: it is ready." }),
        story.tasks.length ? el("p", { class: "soft", text: `Otherwise the run makes ${story.otherwise}.` }) : null))),
      el("div", { class: "actions" }, el("button", { type: "button", class: "button", text: "Close", onclick: () => dialog.close() })));
  }

  #draw() {
    const one = this.one;
    if (!one) {
      this.place.replaceChildren();
      return;
    }
    const focus = /** @type {HTMLElement|null} */ (document.activeElement);
    const at = focus && this.place.contains(focus) ? [focus.closest("[data-place]")?.getAttribute("data-place"), focus.className] : null;
    const choice = el("select", { "aria-label": "Bulletin", onchange: () => { this.file = choice.value; sessionStorage.setItem("clipmaker-desk-bulletin", this.file); this.#draw(); } },
      ...this.told.map((other) => el("option", { value: other.file, text: [other.name, other.date].filter(Boolean).join(", ") })));
    choice.value = one.file;
    const changed = one.items.filter((item) => item.clip && ["new", "changed"].includes(item.clip.state)).length;
    this.place.replaceChildren(
      el("div", { class: "bulletin-head" },
        el("h1", { text: this.told.length > 1 ? "Bulletin" : `Bulletin ${one.name}` }), this.told.length > 1 ? choice : el("span", { class: "soft", text: one.date }),
        el("span", { id: "bulletin-said", class: "hidden", role: "status" }),
        el("button", { type: "button", class: "button quiet", text: "What is open…", onclick: () => { void this.#ready(); } }),
        el("button", { type: "button", class: "button", text: changed ? `Make all (${changed})` : "All made", disabled: !changed, onclick: () => { void this.#change("make"); } })),
      el("p", { class: "soft run", role: "status", text: ran(one.run) }),
      one.problem ? el("p", { class: "notice bad", text: one.problem }) : "",
      el("ol", { class: "running-order" }, ...one.items.map((item) => this.#item(item))),
    );
    if (at) /** @type {HTMLElement|null} */ (this.place.querySelector(`[data-place="${at[0]}"] .${String(at[1]).split(" ").join(".")}`))?.focus({ preventScroll: true });
  }

  /** @param {Item} item */
  #item(item) {
    const { clip } = item;
    const headline = clip?.headline ?? item.name;
    const grip = el("button", { type: "button", class: "grip", "aria-label": `Move “${headline}”, number ${item.place + 1}: Alt and arrow keys`, title: "Drag, or Alt+↑ and Alt+↓", text: String(item.place + 1) });
    const row = el("li", { "data-place": item.place, draggable: "true", class: item.hold ? "held" : "" },
      grip,
      el("span", { class: "small-cover" }, clip?.stamp ? el("img", { src: `/files/${clip.day}/${clip.slug}/${clip.version}/thumb.jpg?v=${clip.stamp}`, alt: "", width: "45", height: "80", draggable: "false" }) : null),
      el("div", { class: "about-item" },
        clip ? el("a", { class: "headline", href: `/clips/${clip.day || "-"}/${clip.slug}`, draggable: "false", text: headline }) : el("b", { text: headline }),
        el("span", { class: "line soft" },
          clip ? el("span", { class: "state" }, el("i", { class: `dot ${clip.state}`, "aria-hidden": "true" }), clip.label) : null,
          item.here.length ? el("span", { class: "here", text: `${item.here.join(", ")} ${item.here.length === 1 ? "is" : "are"} on it` }) : null,
          item.high ? el("span", { text: item.high === "high" ? "first" : "last" }) : null),
        item.problem ? el("span", { class: "decide", text: item.problem }) : null,
        item.hold ? el("b", { text: `Held: ${item.hold}` }) : null,
        item.not_before ? el("span", { text: `Not before ${moment(item.not_before)}` }) : null),
      el("div", { class: "runs" },
        item.deadline ? el("span", { text: `Wanted by ${moment(item.deadline)}` }) : null,
        el("span", {}, el("span", { class: "soft", text: "Next run " }), item.will),
        item.did ? el("span", {}, el("span", { class: "soft", text: item.working ? "This run " : "Last run " }), item.did) : null),
      el("div", { class: "item-actions" },
        el("button", { type: "button", class: "button small up", "aria-label": `Move “${headline}” up`, text: "↑", disabled: item.place === 0, onclick: () => { void this.#move(item.place, item.place - 1); } }),
        el("button", { type: "button", class: "button small down", "aria-label": `Move “${headline}” down`, text: "↓", disabled: item.place + 1 === this.one?.items.length, onclick: () => { void this.#move(item.place, item.place + 1); } }),
        clip ? el("button", { type: "button", class: "button small make", text: "Make", "aria-label": `Make “${headline}”`, disabled: clip.state === "rendering", onclick: () => { post(`/api/clips/${clip.day || "-"}/${clip.slug}/render`, {}).then(() => this.soon(), (error) => toast(error.message, { bad: true })); } }) : null,
        el("button", { type: "button", class: "button small times", text: "Times…", "aria-label": `Times of “${headline}”`, onclick: () => this.#times(item) }),
        el("button", { type: "button", class: "button small hold", text: item.hold ? "Release…" : "Hold…", "aria-label": `${item.hold ? "Release" : "Hold"} “${headline}”`, onclick: () => { void this.#hold(item); } })));
    row.addEventListener("dragstart", (event) => {
      this.dragged = item.place;
      event.dataTransfer?.setData("text/plain", headline);
      row.classList.add("dragged");
    });
    row.addEventListener("dragover", (event) => {
      if (this.dragged < 0) return;
      event.preventDefault();
      row.classList.toggle("over", this.dragged !== item.place);
    });
    row.addEventListener("dragleave", () => row.classList.remove("over"));
    row.addEventListener("dragend", () => { this.dragged = -1; row.classList.remove("dragged"); });
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      const from = this.dragged;
      this.dragged = -1;
      row.classList.remove("over");
      if (from >= 0) void this.#move(from, item.place);
    });
    row.addEventListener("keydown", (event) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      event.preventDefault();
      void this.#move(item.place, item.place + (event.key === "ArrowUp" ? -1 : 1));
    });
    return row;
  }
}

/** @param {Date} when @returns {string} as a field for day and time holds it */
function local(when) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}T${two(when.getHours())}:${two(when.getMinutes())}`;
}

/** @param {string} written day and time of this computer's clock @returns {string} the same with its offset from UTC */
function withZone(written) {
  const minutes = -new Date(written).getTimezoneOffset();
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${written.slice(0, 16)}${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** @param {Run|null} run @returns {string} */
function ran(run) {
  if (!run) return "No scheduled run has made this bulletin yet.";
  const said = [run.said, ...run.notes].filter(Boolean).join(". ");
  return run.running ? `A run began ${moment(run.started)} and is making it now: ${said}.` : `Last run ${moment(run.started)} to ${moment(run.ended)}: ${said}.`;
}
