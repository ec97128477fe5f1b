// The player: exact seeking, frame steps, one subtitle at a time, the same position after a render.

import { byId, svg } from "./dom.js";
import { precise } from "./clock.js";

/** @typedef {import("./types.js").Version} Version */
/** @typedef {import("./types.js").Overlays} Overlays */

export class Player {
  constructor() {
    this.video = /** @type {HTMLVideoElement} */ (byId("video"));
    this.rate = 30;
    this.frames = 1800;
    /** @type {{start: number, end: number}|null} seconds */
    this.span = null;
    this.looping = false;
    /** @type {((seconds: number) => void)[]} */
    this.moved = [];
    /** @type {Overlays|null} */
    this.overlays = null;
    /** @type {Set<string>} */
    this.shown = new Set();
    this.#wire();
  }

  get seconds() {
    return this.video.currentTime;
  }

  get frame() {
    return Math.min(this.frames - 1, Math.floor(this.seconds * this.rate + 0.001));
  }

  /** @param {string} folder address of the clip's files @param {Version|undefined} version */
  load(folder, version) {
    byId("unrendered").hidden = version !== undefined;
    if (!version) return;
    const address = `${folder}/${version.name}/${version.slug}.mp4?v=${version.stamp}`;
    if (this.video.src.endsWith(address)) return;
    const { currentTime, paused, playbackRate } = this.video;
    const before = this.video.src !== "";
    this.video.poster = before && currentTime > 0 ? "" : `${folder}/${version.name}/poster.jpg?v=${version.stamp}`;
    this.video.src = address;
    if (before) {
      this.video.addEventListener("loadedmetadata", () => {
        this.video.currentTime = currentTime;
        this.video.playbackRate = playbackRate;
        if (!paused) void this.video.play();
      }, { once: true });
    }
  }

  /** @param {Overlays} overlays */
  take(overlays) {
    this.overlays = overlays;
    this.rate = overlays.rate;
    this.frames = overlays.frames;
    this.#lay();
  }

  /** @param {number} seconds */
  seek(seconds) {
    const end = this.frames / this.rate;
    this.video.currentTime = Math.min(Math.max(0, seconds), end - 0.5 / this.rate);
  }

  /** @param {number} count frames to step, negative for back */
  step(count) {
    this.video.pause();
    this.span = null;
    const next = Math.min(this.frames - 1, Math.max(0, this.frame + count));
    // The middle of a frame: a time at its edge may show its neighbour.
    this.video.currentTime = (next + 0.5) / this.rate;
  }

  toggle() {
    if (this.video.paused) {
      this.span = this.looping ? this.span : null;
      void this.video.play();
    } else {
      this.video.pause();
    }
  }

  /** @param {number} start seconds @param {number} end seconds */
  playSpan(start, end) {
    this.span = { start, end };
    this.seek(start + 0.5 / this.rate);
    void this.video.play();
  }

  /** @param {boolean} looping */
  loop(looping) {
    this.looping = looping;
    byId("loop").setAttribute("aria-pressed", String(looping));
  }

  mute() {
    this.video.muted = !this.video.muted;
    byId("mute").setAttribute("aria-pressed", String(this.video.muted));
  }

  /** @param {number} step -1 slower, 1 faster */
  pace(step) {
    const speed = /** @type {HTMLSelectElement} */ (byId("speed"));
    speed.selectedIndex = Math.min(speed.options.length - 1, Math.max(0, speed.selectedIndex + step));
    this.video.playbackRate = Number(speed.value);
  }

  /** @param {string} name of an overlay @param {boolean} on */
  show(name, on) {
    if (on) this.shown.add(name);
    else this.shown.delete(name);
    this.#lay();
  }

  #wire() {
    const video = this.video;
    byId("play").addEventListener("click", () => this.toggle());
    video.addEventListener("click", () => this.toggle());
    byId("frame-back").addEventListener("click", () => this.step(-1));
    byId("frame-on").addEventListener("click", () => this.step(1));
    byId("loop").addEventListener("click", () => this.loop(!this.looping));
    byId("mute").addEventListener("click", () => this.mute());
    byId("speed").addEventListener("change", () => this.pace(0));
    for (const kind of ["play", "pause", "ended"]) {
      video.addEventListener(kind, () => {
        document.body.classList.toggle("playing", !video.paused);
        byId("play").setAttribute("aria-label", video.paused ? "Play" : "Pause");
      });
    }
    video.addEventListener("seeked", () => this.#tell());
    video.addEventListener("timeupdate", () => this.#tell());
    const follow = () => {
      if (!video.paused) {
        this.#tell();
        this.#bound();
      }
      requestAnimationFrame(follow);
    };
    requestAnimationFrame(follow);
  }

  #bound() {
    if (!this.span || this.seconds < this.span.end) return;
    if (this.looping) {
      this.seek(this.span.start + 0.5 / this.rate);
    } else {
      this.video.pause();
      this.seek(this.span.end - 0.5 / this.rate);
      this.span = null;
    }
  }

  #tell() {
    byId("time").replaceChildren(precise(this.seconds * 1000), Object.assign(document.createElement("small"), { textContent: `frame ${this.frame}` }));
    for (const heard of this.moved) heard(this.seconds);
    if (this.shown.has("boxes")) this.#lay();
  }

  #lay() {
    const layer = byId("overlay");
    layer.replaceChildren();
    const told = this.overlays;
    if (!told) return;
    layer.setAttribute("viewBox", `0 0 ${told.width} ${told.height}`);
    for (const [name, areas] of Object.entries(told.areas)) {
      if (!this.shown.has(name)) continue;
      layer.append(svg("path", { class: `area ${name}`, d: outline(areas) }));
    }
    if (!this.shown.has("boxes")) return;
    const segment = told.segments.find((one) => one.start <= this.frame && this.frame < one.start + one.frames);
    for (const box of segment?.boxes ?? []) {
      const [left, top, right, bottom] = box.at;
      layer.append(svg("rect", { class: box.must_read ? "box" : "box free", x: left, y: top, width: right - left, height: bottom - top }));
    }
  }
}

/**
 * The outline around areas that stand on top of one another.
 * @param {import("./types.js").Box[]} areas
 * @returns {string}
 */
function outline(areas) {
  const sorted = [...areas].sort((one, other) => one[1] - other[1]);
  const right = sorted.flatMap(([, top, edge, bottom]) => [`${edge},${top}`, `${edge},${bottom}`]);
  const left = [...sorted].reverse().flatMap(([edge, top, , bottom]) => [`${edge},${bottom}`, `${edge},${top}`]);
  return `M${[...right, ...left].join("L")}Z`;
}
