// Shapes of what the server sends; types only, nothing runs here.

/**
 * @typedef {{code: string, severity: "notice"|"warning"|"serious", message: string}} Flag
 *
 * @typedef {object} Cue
 * @property {string} id
 * @property {number} start_ms
 * @property {number} end_ms
 * @property {string} language code of what is said in it
 * @property {string} language_name
 * @property {string} source
 * @property {string} text
 * @property {string} speaker
 * @property {"machine"|"edited"|"approved"} status
 * @property {boolean} open
 * @property {boolean} serious
 * @property {Flag[]} flags
 * @property {number} cps
 * @property {string[]|null} lines
 * @property {string} made_by
 * @property {string} read_by who made the reading that is shown, where there are two
 * @property {string} other the other reading, as it stands over this cue
 * @property {string} other_by
 * @property {boolean} takes whether its sentence has another reading that is not the same
 * @property {[number, number][]} parts places in the text of words that part from the other reading
 * @property {[number, number][]} other_parts
 * @property {string[]} sentence names of the cues that are translated, and approved, together
 * @property {string} edited_by
 * @property {string} approved_by
 * @property {string} approved_at
 * @property {boolean} wholesale
 * @property {boolean} undoubted
 * @property {string} waived_by
 * @property {string} waiver
 * @property {string} note
 * @property {string} comment
 * @property {string} comment_by
 *
 * @typedef {{in_ms: number, out_ms: number, clip_ms: number}} Stretch
 *
 * @typedef {object} Sheet
 * @property {string} footage
 * @property {string} base
 * @property {string} digest the beginning of its footage's
 * @property {string} language
 * @property {string} language_name every language that is spoken in it
 * @property {boolean} several whether it is more than one
 * @property {boolean} one_text
 * @property {string} audience
 * @property {string} heard_by
 * @property {Stretch[]} stretches
 * @property {{cps_wished: number, cps_at_most: number, lines: number, lines_at_most: number}} profile
 * @property {Cue[]} cues
 *
 * @typedef {{start: number, frames: number, kind: string, name: string, text: string}} Shot
 *
 * @typedef {object} Version
 * @property {string} name
 * @property {string} slug
 * @property {string} made
 * @property {string} stamp
 * @property {string} folder
 * @property {{name: string, bytes: number}[]} files
 * @property {{who: string, when: string, note: string}|null} sign_off
 *
 * @typedef {object} Job
 * @property {string} day
 * @property {string} slug
 * @property {boolean} final
 * @property {"queued"|"running"|"done"|"failed"|"cancelled"} state
 * @property {string} stage
 * @property {number} share
 * @property {string} message
 * @property {string} folder
 * @property {{start: number, frames: number, kept: boolean}[]} segments
 * @property {number} count
 * @property {number} number
 *
 * @typedef {object} Row
 * @property {string} day
 * @property {string} slug
 * @property {string} headline
 * @property {string} state
 * @property {string} label
 * @property {string} reason
 * @property {number} open
 * @property {number} doubted
 * @property {string} duration
 * @property {string} checks
 * @property {string} touched
 * @property {number} share
 * @property {string[]} waits why it may not go out yet: holds and embargoes of bulletins
 * @property {string} made
 * @property {string} stamp
 * @property {string} version
 *
 * @typedef {object} ClipOnly
 * @property {string} problem
 * @property {Version[]} versions
 * @property {Shot[]} shots
 * @property {Sheet[]} sheets
 * @property {{footage: string, id: string, reasons: string[]}[]} held
 * @property {boolean} stale
 * @property {number} said how many comments are not settled
 * @property {{kind: string, message: string, remedy: string}[]} in_the_way everything that keeps it from being final
 * @property {Job|null} job
 * @property {boolean} editable
 * @property {string[]} played marks of the subtitles that somebody has heard, see played.js
 * @property {string[]} looked_in where its story was looked for and not found; empty when it is there
 *
 * @typedef {Row & ClipOnly} Clip
 *
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box pixels of the clip
 *
 * @typedef {object} Overlays
 * @property {number} width
 * @property {number} height
 * @property {number} rate
 * @property {number} frames
 * @property {Record<string, Box[]>} areas
 * @property {{start: number, frames: number, boxes: {at: Box, must_read: boolean, contrast: number}[]}[]} segments
 * @property {boolean} known
 *
 * @typedef {object} VersionFacts
 * @property {Overlays} overlays
 * @property {{passed?: boolean, profile?: string, profile_dated?: string, results?: {rule: string, verdict: string, measured: string, expected: string}[]}} report
 * @property {Record<string, any>} manifest
 * @property {{footage: string, cue: string, who: string, reason: string}[]} waivers
 * @property {PostFacts|null} post
 *
 * @typedef {object} PostFacts
 * @property {string} language
 * @property {string} headline
 * @property {string} text
 * @property {string} hashtags
 * @property {PlatformCount[]} platforms
 * @property {string[]} broken why a newsroom's own platforms cannot be used
 *
 * @typedef {object} PlatformCount
 * @property {string} title
 * @property {string} dated
 * @property {string} headline count and limit in words; "" where the platform has no title of its own
 * @property {string} text
 * @property {string} hashtags
 * @property {string} told what does not fit, and what becomes of it
 * @property {boolean} fits whether anything fits at all
 * @property {string} taken its text where something is left out
 */

export {};
