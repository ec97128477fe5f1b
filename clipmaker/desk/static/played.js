// Which subtitles somebody has heard, and who: whoever approves many at once is told how many nobody has.

import { post } from "./net.js";
import { spanOf } from "./times.js";
import * as who from "./who.js";

/** @typedef {import("./types.js").Clip} Clip */
/** @typedef {import("./types.js").Cue} Cue */
/** @typedef {import("./types.js").Sheet} Sheet */

/** So much of a subtitle's time has to sound. */
const ENOUGH = 0.8;
/** Longer than this between two looks is a jump. */
const JUMP_S = 0.6;

export class Played {
  /** @param {import("./player.js").Player} player @param {string} api @param {() => Clip} clip @param {() => void} onchange */
  constructor(player, api, clip, onchange) {
    this.player = player;
    this.api = api;
    this.clip = clip;
    this.onchange = onchange;
    /** @type {Set<string>} */
    this.marks = new Set();
    /** @type {Set<string>} what was noted for the person at this page */
    this.mine = new Set();
    /** @type {Map<string, number>} seconds that have sounded */
    this.sounded = new Map();
    this.before = -1;
    player.moved.push((seconds) => this.#move(seconds));
  }

  /** @param {string[]} marks */
  take(marks) {
    const before = this.marks.size;
    for (const mark of marks) this.marks.add(mark);
    if (this.marks.size !== before) this.onchange();
  }

  /** @param {Sheet} sheet @param {Cue} cue */
  has(sheet, cue) {
    return this.marks.has(markOf(sheet, cue));
  }

  /** @param {number} seconds */
  #move(seconds) {
    const { video } = this.player;
    const [from, to] = [this.before, seconds];
    this.before = seconds;
    if (from < 0 || to <= from || to - from > JUMP_S || video.paused || video.seeking || video.muted || video.volume === 0) return;
    /** @type {string[]} */
    const done = [];
    const me = who.name();
    for (const sheet of this.clip().sheets) {
      for (const cue of sheet.cues) {
        const span = spanOf(sheet, cue);
        if (!span || span.end <= from || to <= span.start) continue;
        const mark = markOf(sheet, cue);
        const own = `${mark} ${me}`;
        if (this.mine.has(own)) continue;
        const sounded = (this.sounded.get(own) ?? 0) + Math.min(to, span.end) - Math.max(from, span.start);
        this.sounded.set(own, sounded);
        if (sounded < ENOUGH * (span.end - span.start)) continue;
        this.mine.add(own);
        done.push(mark);
      }
    }
    if (!done.length) return;
    this.take(done);
    // Without the desk it is known on this page alone.
    post(`${this.api}/cues/played`, { marks: done, who: me }).catch(() => {});
  }
}

/** @param {Sheet} sheet @param {Cue} cue */
function markOf(sheet, cue) {
  return `${sheet.footage} ${cue.id} ${cue.start_ms}-${cue.end_ms} ${sheet.digest}`.trimEnd();
}
