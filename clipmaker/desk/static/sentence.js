// The subtitles that are translated together, and approved together.

/** @typedef {import("./types.js").Cue} Cue */
/** @typedef {import("./types.js").Sheet} Sheet */

/** @param {Sheet} sheet @param {Cue} cue @returns {Cue[]} the cues of its sentence, in order of time */
export function cuesOf(sheet, cue) {
  return sheet.cues.filter((one) => cue.sentence.includes(one.id)).sort((one, other) => one.start_ms - other.start_ms);
}

/** @param {Sheet} sheet @param {Cue} cue @returns {string[]} what is approved with it: the sentence's open subtitles */
export function approvable(sheet, cue) {
  return cuesOf(sheet, cue).filter((one) => one.id === cue.id || (one.open && one.text)).map((one) => one.id);
}
