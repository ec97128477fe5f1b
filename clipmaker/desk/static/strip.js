// The strip under the clip's frames: shots, subtitles, loudness, rendered segments, the position.

import { byId, el, svg } from "./dom.js";
import { precise } from "./clock.js";
import { get } from "./net.js";
import { clipMs } from "./times.js";

/** @typedef {import("./types.js").Clip} Clip */
/** @typedef {import("./types.js").Job} Job */

const LOWEST = -40;

export class Strip {
  /** @param {import("./player.js").Player} player */
  constructor(player) {
    this.player = player;
    this.head = byId("playhead");
    this.box = byId("strip");
    /** @type {Clip|null} */
    this.clip = null;
    player.moved.push((seconds) => this.#move(seconds));
    this.box.addEventListener("pointerdown", (event) => {
      this.box.setPointerCapture(event.pointerId);
      this.#scrub(event);
    });
    this.box.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) this.#scrub(event);
    });
    this.head.addEventListener("keydown", (event) => this.#key(event));
  }

  get length() {
    return this.player.frames / this.player.rate;
  }

  /** @param {Clip} clip */
  take(clip) {
    this.clip = clip;
    const frames = this.player.frames;
    byId("strip-shots").replaceChildren(...clip.shots.map((shot) => {
      const made = el("div", { class: "shot", text: shot.kind, title: `${shot.kind}: ${shot.text}` });
      place(made, shot.start / frames, shot.frames / frames);
      return made;
    }));
    const bars = clip.sheets.flatMap((sheet) => sheet.cues.map((cue) => {
      const start = clipMs(sheet, cue.start_ms);
      const end = clipMs(sheet, cue.end_ms - 1);
      if (start === null && end === null) return null;
      const made = el("div", { class: `cue-bar ${cue.open ? "open" : "approved"} ${cue.open && cue.serious ? "serious" : ""}`, "data-cue": `${sheet.footage} ${cue.id}` });
      const from = (start ?? (end ?? 0) - 100) / 1000 / this.length;
      place(made, from, ((end ?? start ?? 0) / 1000 / this.length) - from);
      return made;
    }));
    byId("strip-cues").replaceChildren(...bars.filter((bar) => bar !== null));
    this.#move(this.player.seconds);
  }

  /** @param {string} key footage and id @returns {void} */
  mark(key) {
    for (const bar of byId("strip-cues").children) {
      bar.classList.toggle("current", bar.getAttribute("data-cue") === key);
    }
  }

  /** @param {string} folder @param {import("./types.js").Version|undefined} version */
  async pictures(folder, version) {
    const image = /** @type {HTMLImageElement} */ (byId("strip-frames"));
    image.hidden = !version;
    if (!version) return;
    image.src = `${folder}/${version.name}/strip.jpg?v=${version.stamp}`;
    const course = await get(`${folder}/${version.name}/loudness.json?v=${version.stamp}`).catch(() => []);
    this.#loudness(course);
  }

  /** @param {Job|null} job */
  progress(job) {
    const running = job !== null && (job.state === "running" || job.state === "queued");
    this.box.classList.toggle("rendering", running);
    if (!running) return;
    byId("strip-segments").replaceChildren(...job.segments.map((segment) => {
      const made = el("div", { class: segment.kept ? "segment kept" : "segment" });
      place(made, segment.start / this.player.frames, segment.frames / this.player.frames);
      return made;
    }));
  }

  /** @param {number[]} course LUFS, ten a second */
  #loudness(course) {
    const layer = byId("strip-loudness");
    const width = Math.max(1, course.length - 1);
    layer.setAttribute("viewBox", `0 0 ${width} 40`);
    layer.replaceChildren();
    if (!course.length) return;
    const height = (/** @type {number} */ lufs) => 40 - 38 * Math.min(1, Math.max(0, (lufs - LOWEST) / -LOWEST));
    const points = course.map((lufs, i) => `${i},${height(lufs).toFixed(1)}`);
    layer.append(
      svg("path", { d: `M0,40L${points.join("L")}L${width},40Z` }),
      svg("line", { x1: 0, x2: width, y1: height(-14), y2: height(-14) }),
    );
  }

  /** @param {number} seconds */
  #move(seconds) {
    this.head.style.left = `${(100 * seconds) / this.length}%`;
    this.head.setAttribute("aria-valuemax", this.length.toFixed(0));
    this.head.setAttribute("aria-valuenow", seconds.toFixed(2));
    this.head.setAttribute("aria-valuetext", precise(seconds * 1000));
  }

  /** @param {PointerEvent} event */
  #scrub(event) {
    const box = this.box.getBoundingClientRect();
    this.player.seek(((event.clientX - box.left) / box.width) * this.length);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const steps = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1, PageUp: 5, PageDown: -5 });
    const step = steps[event.key];
    if (event.key === "Home") this.player.seek(0);
    else if (event.key === "End") this.player.seek(this.length);
    else if (step) this.player.seek(this.player.seconds + step);
    else return;
    event.preventDefault();
  }
}

/** @param {HTMLElement} made @param {number} from share @param {number} width share */
function place(made, from, width) {
  made.style.left = `${100 * from}%`;
  made.style.width = `${100 * Math.max(0, width)}%`;
}
