// Questions that are put in a dialog: conflicts, comments, replacing, shifting, signing off.

import { byId, el, open } from "./dom.js";
import { precise } from "./clock.js";

/** @typedef {import("./types.js").Clip} Clip */
/** @typedef {import("./types.js").Cue} Cue */

const dialog = () => /** @type {HTMLDialogElement} */ (byId("dialog"));

/** @param {string} text @param {() => void} onclick @param {string} [kind] */
function button(text, onclick, kind = "button") {
  return el("button", { type: "button", class: kind, text, onclick });
}

/**
 * @param {string} title
 * @param {string} lead
 * @param {string} label
 * @param {string} action
 * @param {boolean} [needed] whether there has to be a text
 * @returns {Promise<string>} "" when it was cancelled; a space where nothing was written and nothing is needed
 */
export function askText(title, lead, label, action, needed = true) {
  return new Promise((resolve) => {
    // A dialog that was closed by mistake gives the words back.
    const kept = `clipmaker-desk-unsaved:${location.pathname}:${title}`;
    const keep = () => (field.value.trim() ? localStorage.setItem(kept, field.value) : localStorage.removeItem(kept));
    const field = el("textarea", { rows: "3", required: needed, oninput: keep, value: localStorage.getItem(kept) ?? "" });
    const done = (/** @type {string} */ text) => { if (text) localStorage.removeItem(kept); dialog().close(); resolve(text); };
    const form = el("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); if (field.value.trim()) done(field.value.trim()); else if (!needed) done(" "); } },
      el("label", { class: "field" }, label, field),
      el("div", { class: "actions" }, button("Cancel", () => done("")), el("button", { class: "button primary", text: action })));
    open(dialog(), title, el("p", { class: "soft", text: lead }), form);
    dialog().addEventListener("cancel", () => resolve(""), { once: true });
    field.focus();
  });
}

/**
 * @param {Cue[]} cues
 * @param {(cue: Cue) => boolean} played
 * @returns {Promise<boolean>} whether they are to be approved together
 */
export function askTogether(cues, played) {
  return new Promise((resolve) => {
    const done = (/** @type {boolean} */ yes) => { dialog().close(); resolve(yes); };
    const lines = cues.length === 1 ? "one subtitle" : `${cues.length} subtitles`;
    const silent = cues.filter((cue) => !played(cue)).length;
    const heard = silent === 0 ? "All of them were played." : silent === cues.length ? (silent === 1 ? "Nobody has played it." : "Nobody has played any of them.") : `Nobody has played ${silent} of them.`;
    open(dialog(), `Approve ${lines} together?`,
      el("p", {}, el("b", { text: heard }), " Nothing in them is doubted. Your name and “approved together” are kept with them, and the clip does not say that they were checked."),
      el("ul", { class: "together" }, ...cues.map((cue) => el("li", {}, cue.text, played(cue) ? null : el("span", { class: "soft", text: " · not played" })))),
      el("div", { class: "actions" }, button("Cancel", () => done(false)), button(`Approve ${lines}`, () => done(true), "button primary")));
    dialog().addEventListener("cancel", () => resolve(false), { once: true });
  });
}

/**
 * @param {Cue|undefined} theirs
 * @param {Partial<Cue>} mine
 * @returns {Promise<"mine"|"theirs"|"">}
 */
export function askConflict(theirs, mine) {
  return new Promise((resolve) => {
    const done = (/** @type {"mine"|"theirs"|""} */ choice) => { dialog().close(); resolve(choice); };
    const version = (/** @type {string} */ title, /** @type {Partial<Cue>|undefined} */ cue, /** @type {() => void} */ take, /** @type {string} */ action) => el("div", { class: "choice" },
      el("h3", { text: title }),
      el("p", { class: "text", text: cue ? cue.text || "nothing is shown" : "removed" }),
      cue?.source ? el("p", { class: "soft", text: cue.source }) : null,
      cue?.start_ms !== undefined && cue.end_ms !== undefined ? el("p", { class: "soft", text: `${precise(cue.start_ms)} to ${precise(cue.end_ms)}` }) : null,
      cue?.edited_by || cue?.approved_by ? el("p", { class: "soft", text: `by ${cue.approved_by || cue.edited_by}` }) : null,
      button(action, take));
    open(dialog(), "Two people changed this subtitle",
      el("p", { text: "Nothing was overwritten. Which one is right?" }),
      el("div", { class: "two" },
        version("Theirs, in the file now", theirs, () => done("theirs"), "Keep theirs"),
        version("Yours, not saved yet", mine, () => done("mine"), "Keep mine")),
      el("div", { class: "actions" }, button("Decide later", () => done(""))));
    dialog().addEventListener("cancel", () => resolve(""), { once: true });
  });
}

/** @returns {Promise<{find: string, put: string, in_source: boolean, match_case: boolean, whole_words: boolean}|null>} */
export function askReplace(/** @type {Clip} */ clip) {
  return new Promise((resolve) => {
    const find = el("input", { required: true, autocomplete: "off" });
    const put = el("input", { autocomplete: "off" });
    const box = (/** @type {string} */ text) => { const input = el("input", { type: "checkbox", onchange: () => count() }); return { input, label: el("label", {}, input, text) }; };
    const source = box("In what was said");
    const match = box("Same capitals");
    const whole = box("Whole words");
    const told = el("p", { class: "soft", role: "status" });
    const count = () => {
      if (!find.value) { told.textContent = ""; return; }
      const pattern = find.value.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
      const edge = whole.input.checked ? ["(?<![\\p{L}\\p{N}_])", "(?![\\p{L}\\p{N}_])"] : ["", ""];
      const wanted = new RegExp(edge[0] + pattern + edge[1], match.input.checked ? "gu" : "giu");
      const texts = clip.sheets.flatMap((sheet) => sheet.cues.map((cue) => (source.input.checked ? cue.source : cue.text)));
      const found = texts.reduce((sum, text) => sum + [...text.matchAll(wanted)].length, 0);
      told.textContent = `${found} place${found === 1 ? "" : "s"}`;
    };
    find.addEventListener("input", count);
    /** @param {any} value */
    const done = (value) => { dialog().close(); resolve(value); };
    open(dialog(), "Find and replace",
      el("form", { onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        done({ find: find.value, put: put.value, in_source: source.input.checked, match_case: match.input.checked, whole_words: whole.input.checked });
      } },
        el("label", { class: "field" }, "Find", find), el("label", { class: "field" }, "Replace with", put),
        el("p", { class: "areas field" }, source.label, match.label, whole.label), told,
        el("div", { class: "actions" }, button("Cancel", () => done(null)), el("button", { class: "button primary", text: "Replace all" }))));
    dialog().addEventListener("cancel", () => resolve(null), { once: true });
    find.focus();
  });
}

/** @param {string} footage @param {string} selected id of a cue, "" for none @returns {Promise<{by_ms: number, ids: string[]}|null>} */
export function askShift(footage, selected) {
  return new Promise((resolve) => {
    const by = el("input", { type: "number", step: "10", value: "100", required: true });
    const only = el("input", { type: "checkbox" });
    /** @param {any} value */
    const done = (value) => { dialog().close(); resolve(value); };
    open(dialog(), "Shift times",
      el("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); done({ by_ms: Math.round(Number(by.value)), ids: only.checked && selected ? [selected] : [] }); } },
        el("p", { class: "soft", text: `Subtitles of ${footage} appear so much later; with a minus, earlier.` }),
        el("label", { class: "field" }, "Milliseconds", by),
        selected ? el("label", { class: "areas field" }, el("span", {}, only, ` Only ${selected}`)) : null,
        el("div", { class: "actions" }, button("Cancel", () => done(null)), el("button", { class: "button primary", text: "Shift" }))));
    dialog().addEventListener("cancel", () => resolve(null), { once: true });
    by.select();
  });
}

/** @param {Clip} clip @param {string} who @returns {Promise<{note: string}|null>} */
export function askSignOff(clip, who) {
  return new Promise((resolve) => {
    const final = clip.versions.find((version) => version.name !== "draft");
    const passed = clip.checks.split("/");
    const free = (/** @type {string[]} */ ...kinds) => !clip.in_the_way.some((one) => kinds.includes(one.kind));
    const ticks = [
      ...clip.in_the_way.map((one) => ({ ok: false, text: one.message })),
      ...clip.held.slice(0, 4).map((one) => ({ ok: false, text: `${one.id}: ${one.reasons.join("; ")}` })),
      ...(free("story", "subtitles") ? [{ ok: true, text: clip.sheets.length ? "Every subtitle is approved and can be read" : "There are no subtitles to approve" }] : []),
      ...(free("story", "unmade", "stale", "rendering") ? [{ ok: true, text: "The draft shows exactly what will be published" }] : []),
      { ok: clip.checks !== "" && passed[0] === passed[1], text: clip.checks ? `${clip.checks} delivery checks passed` : "Nothing was checked yet" },
    ];
    const ready = clip.in_the_way.length === 0;
    const note = el("textarea", { rows: "2", required: final !== undefined });
    /** @param {any} value */
    const done = (value) => { dialog().close(); resolve(value); };
    open(dialog(), final ? "Approve a new version" : "Approve for publication",
      el("ul", { class: "ticks" }, ...ticks.map((tick) => el("li", { class: tick.ok ? "" : "no" }, el("span", { "aria-hidden": "true", text: tick.ok ? "✓" : "✕" }), el("span", { text: tick.text })))),
      el("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); done({ note: note.value.trim() }); } },
        final ? el("label", { class: "field" }, `What has changed since ${final.name}?`, note) : null,
        clip.said ? el("p", { class: "field", text: clip.said === 1 ? "One comment is not settled." : `${clip.said} comments are not settled.` }) : null,
        el("p", { class: "soft field", text: `Signed off by ${who}, with the time, in the clip’s manifest.${final ? ` ${final.name} stays as it is.` : ""}` }),
        el("div", { class: "actions" }, button("Cancel", () => done(null)), el("button", { class: "button accent", disabled: !ready, text: "Approve and publish" }))));
    dialog().addEventListener("cancel", () => resolve(null), { once: true });
  });
}

/** @param {string} footage @param {string} api @returns {Promise<{file: File, credit: string, overrule: boolean}|null>} */
export function askFile(footage, api) {
  return new Promise((resolve) => {
    const file = el("input", { type: "file", required: true, accept: ".srt,.vtt,.ass,.ssa,.ttml,.dfxp,.itt,.xml,.json,.csv,.tsv" });
    const credit = el("input", { autocomplete: "off", maxlength: "80" });
    const overrule = el("input", { type: "checkbox" });
    const given = (/** @type {string} */ form, /** @type {string} */ text) => el("a", { href: `${api}/cues/export?form=${form}&footage=${encodeURIComponent(footage)}`, download: "", text });
    /** @param {any} value */
    const done = (value) => { dialog().close(); resolve(value); };
    open(dialog(), "Subtitles of another program",
      el("p", { class: "soft" }, "For a translator: ", given("csv", "a table of both texts"), ", or ", given("srt", "SRT"), " and ", given("vtt", "WebVTT"), ". The table comes back here without loss."),
      el("form", { onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (file.files?.[0]) done({ file: file.files[0], credit: credit.value.trim(), overrule: overrule.checked });
      } },
        el("label", { class: "field" }, "File (SRT, WebVTT, ASS, TTML, CSV, Whisper’s JSON; at most 1 MB)", file),
        el("label", { class: "field" }, "Who translated it, if nobody of the newsroom", credit),
        el("p", { class: "areas field" }, el("label", {}, overrule, "Also overrule what people wrote or approved")),
        el("div", { class: "actions" }, button("Cancel", () => done(null)), el("button", { class: "button primary", text: "Use this file" }))));
    dialog().addEventListener("cancel", () => resolve(null), { once: true });
  });
}
