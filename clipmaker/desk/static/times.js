// Times of a footage file on the clip.

/** @typedef {import("./types.js").Sheet} Sheet */
/** @typedef {import("./types.js").Cue} Cue */

/** @param {Sheet} sheet @param {number} ms of the file @returns {number|null} ms of the clip */
export function clipMs(sheet, ms) {
  for (const stretch of sheet.stretches) {
    if (stretch.in_ms <= ms && ms < stretch.out_ms) return stretch.clip_ms + ms - stretch.in_ms;
  }
  return null;
}

/** @param {Sheet} sheet @param {Cue} cue @returns {{start: number, end: number}|null} seconds of the clip */
export function spanOf(sheet, cue) {
  for (const stretch of sheet.stretches) {
    if (cue.start_ms < stretch.out_ms && stretch.in_ms < cue.end_ms) {
      const start = Math.max(cue.start_ms, stretch.in_ms);
      const end = Math.min(cue.end_ms, stretch.out_ms);
      const by = stretch.clip_ms - stretch.in_ms;
      return { start: (start + by) / 1000, end: (end + by) / 1000 };
    }
  }
  return null;
}
