// The sound around a subtitle; its edges are dragged, or moved by the arrow keys, and snap.

import { el, svg } from "./dom.js";
import { precise } from "./clock.js";
import { get } from "./net.js";

/** @typedef {{start_ms: number, step_ms: number, peaks: number[], snaps: number[]}} Sound */

const AROUND_MS = 1500;
const SNAP_MS = 70;
const KEY_MS = 40;
const SHORTEST_MS = 200;
const HEIGHT = 48;

export class Wave {
  /**
   * @param {string} api
   * @param {string} footage
   * @param {{start_ms: number, end_ms: number}} cue
   * @param {{id: string, start_ms: number, end_ms: number}[]} others
   * @param {(start_ms: number, end_ms: number) => void} onchange
   */
  constructor(api, footage, cue, others, onchange) {
    this.from = Math.max(0, cue.start_ms - AROUND_MS);
    this.to = cue.end_ms + AROUND_MS;
    this.start = cue.start_ms;
    this.end = cue.end_ms;
    this.onchange = onchange;
    /** @type {number[]} */
    this.snaps = others.flatMap((one) => [one.start_ms, one.end_ms]);
    this.floor = Math.max(0, ...others.filter((one) => one.end_ms <= cue.start_ms).map((one) => one.end_ms));
    this.ceiling = Math.min(Infinity, ...others.filter((one) => one.start_ms >= cue.end_ms).map((one) => one.start_ms));
    this.picture = svg("svg", { class: "wave-sound", preserveAspectRatio: "none", viewBox: `0 0 100 ${HEIGHT}`, "aria-hidden": "true" });
    this.span = el("div", { class: "wave-span" });
    this.left = this.#handle("start");
    this.right = this.#handle("end");
    this.box = el("div", { class: "wave" }, this.picture,
      ...others.filter((one) => one.end_ms > this.from && one.start_ms < this.to).map((one) => this.#other(one)), this.span, this.left, this.right);
    this.#place();
    get(`${api}/cues/wave?${new URLSearchParams({ footage, start_ms: String(this.from), end_ms: String(this.to) })}`).then((/** @type {Sound} */ sound) => this.#take(sound), () => {});
  }

  /** @param {number} start @param {number} end times as they are written now */
  show(start, end) {
    this.start = start;
    this.end = end;
    this.#place();
  }

  /** @param {Sound} sound */
  #take(sound) {
    this.snaps = sound.snaps;
    const width = Math.max(1, (this.to - this.from) / sound.step_ms);
    this.picture.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    const half = HEIGHT / 2;
    const up = sound.peaks.map((peak, i) => `${i},${(half - (half * peak) / 100).toFixed(1)}`);
    const down = sound.peaks.map((peak, i) => `${i},${(half + (half * peak) / 100).toFixed(1)}`).reverse();
    if (up.length) this.picture.replaceChildren(svg("path", { d: `M${[...up, ...down].join("L")}Z` }));
  }

  /** @param {{id: string, start_ms: number, end_ms: number}} one */
  #other(one) {
    const made = el("div", { class: "wave-other", text: one.id });
    made.style.left = `${this.#share(one.start_ms)}%`;
    made.style.width = `${this.#share(one.end_ms) - this.#share(one.start_ms)}%`;
    return made;
  }

  /** @param {number} ms @returns {number} percent */
  #share(ms) {
    return (100 * (Math.min(this.to, Math.max(this.from, ms)) - this.from)) / (this.to - this.from);
  }

  /** @param {"start"|"end"} which */
  #handle(which) {
    const handle = el("div", { class: `wave-edge ${which}`, role: "slider", tabindex: "0", "aria-label": which === "start" ? "Begins" : "Ends" });
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
      handle.focus();
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const box = this.box.getBoundingClientRect();
      const ms = this.from + ((event.clientX - box.left) / box.width) * (this.to - this.from);
      const near = event.altKey ? undefined : this.snaps.find((snap) => Math.abs(snap - ms) <= SNAP_MS);
      this.#move(which, near ?? ms);
    });
    handle.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      event.preventDefault();
      event.stopPropagation();
      this.#move(which, this[which] + (event.key === "ArrowRight" ? KEY_MS : -KEY_MS) * (event.shiftKey ? 5 : 1));
    });
    return handle;
  }

  /** @param {"start"|"end"} which @param {number} ms */
  #move(which, ms) {
    const whole = Math.round(ms);
    if (which === "start") this.start = Math.max(this.floor, Math.min(whole, this.end - SHORTEST_MS));
    else this.end = Math.min(this.ceiling, Math.max(whole, this.start + SHORTEST_MS));
    this.#place();
    this.onchange(this.start, this.end);
  }

  #place() {
    this.span.style.left = `${this.#share(this.start)}%`;
    this.span.style.width = `${this.#share(this.end) - this.#share(this.start)}%`;
    for (const [handle, ms] of /** @type {[HTMLElement, number][]} */ ([[this.left, this.start], [this.right, this.end]])) {
      handle.style.left = `${this.#share(ms)}%`;
      handle.setAttribute("aria-valuemin", String(this.from));
      handle.setAttribute("aria-valuemax", String(this.to));
      handle.setAttribute("aria-valuenow", String(ms));
      handle.setAttribute("aria-valuetext", precise(ms));
    }
  }
}
