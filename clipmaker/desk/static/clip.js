// The page of one clip: everything that happens on it comes together here.

import { byId, toast, el } from "./dom.js";
import { get, listen, post, Refusal, sendBytes } from "./net.js";
import { released } from "./pressed.js";
import * as who from "./who.js";
import { Player } from "./player.js";
import { Strip } from "./strip.js";
import { CueTable } from "./cues.js";
import { TextPanel } from "./texts.js";
import { StoryPanel } from "./story.js";
import { ReviewPanel } from "./review.js";
import { CommentsPanel } from "./comments.js";
import { share } from "./share.js";
import { drawChecks, drawFiles } from "./facts.js";
import { askConflict, askFile, askReplace, askShift, askSignOff, askText } from "./dialogs.js";
import { help, listenToKeys } from "./keys.js";
import { approvable } from "./sentence.js";
import { precise } from "./clock.js";
import { spanOf } from "./times.js";
import { Played } from "./played.js";

/** @typedef {import("./types.js").Clip} Clip */
/** @typedef {import("./types.js").Cue} Cue */
/** @typedef {import("./types.js").Job} Job */
/** @typedef {import("./types.js").Sheet} Sheet */

/** @type {Clip} */
let clip = JSON.parse(byId("facts").textContent ?? "{}");
const page = crypto.getRandomValues(new Uint32Array(3)).join("-");
const api = `/api/clips/${clip.day || "-"}/${clip.slug}`;
const folder = `/files/${clip.day}/${clip.slug}`;
const player = new Player();
const strip = new Strip(player);
const chooser = /** @type {HTMLSelectElement} */ (byId("version"));
const texts = new TextPanel(byId("panel-texts"), api, page);
texts.onunsaved = (/** @type {number} */ count) => { byId("tab-unsaved").textContent = count ? "not saved" : ""; };
texts.onunsaved(localStorage.getItem(texts.unsaved) ? 1 : 0);
const story = new StoryPanel(byId("panel-story"), api, `/files/clips/${clip.day || "-"}/${clip.slug}`, page);
const review = new ReviewPanel(byId("panel-review"), api, `/files/clips/${clip.day || "-"}/${clip.slug}`, page);
review.onopen = (/** @type {number} */ count) => { byId("tab-undecided").textContent = count ? String(count) : ""; };
review.onchange = () => { void refresh(); };
const comments = new CommentsPanel(byId("panel-comments"), api, player, () => chosen);
comments.onopen = (/** @type {number} */ count) => { byId("tab-comments-open").textContent = count ? String(count) : ""; };
story.onshow = drawUnrendered;
story.onchange = () => { void refresh(); };
/** Whether a person has begun: the first line is selected without moving the player. */
let started = false;
let chosen = "";
let loaded = "";
let lastFootage = "";
/** @type {Promise<unknown>} */
let changing = Promise.resolve();
/** Counts what was sent and answered: an answer that was on its way meanwhile shows what was before. */
let changes = 0;

/** @param {unknown} error */
function complain(error) {
  if (error instanceof Refusal) toast(error.message, { bad: true });
  else throw error;
}

/** @type {import("./cues.js").Actions} */
const actions = {
  api,
  change,
  play(sheet, cue) {
    const span = spanOf(sheet, cue);
    if (span) player.playSpan(span.start, span.end);
  },
  selected(key) {
    strip.mark(key);
    const found = table.rows.find(({ sheet, cue }) => `${sheet.footage} ${cue.id}` === key);
    const span = found && spanOf(found.sheet, found.cue);
    // The player shows the line that one works on; what plays goes on playing.
    if (span && started && player.video.paused && !(span.start <= player.seconds && player.seconds < span.end)) player.seek(span.start + 0.5 / player.rate);
  },
  add: () => { void add(); },
  onward: () => table.onward(),
  played: (sheet, cue) => played.has(sheet, cue),
  replace: () => { void replace(); },
  shift: (sheet) => { void shift(sheet); },
  exchange: (sheet) => { void exchange(sheet); },
  sendBack: (sheet, cue) => { void sendBack(sheet, cue); },
  waive: (sheet, cue) => { void waive(sheet, cue); },
  undo: (again) => { void undo(again); },
};
const played = new Played(player, api, () => clip, () => table.heard());
const table = new CueTable(byId("panel-cues"), actions);

/**
 * @param {Sheet} sheet
 * @param {string} what
 * @param {object|(() => object)} [body] a function is asked when its turn has come
 * @returns {Promise<boolean>}
 */
function change(sheet, what, body = {}) {
  // One after the other: each works on what the one before has left.
  const mine = changing.then(() => changeNow(sheet, what, typeof body === "function" ? body() : body));
  changing = mine.catch(() => false);
  return mine;
}

/**
 * @param {Sheet} seen
 * @param {string} what
 * @param {object} body
 * @returns {Promise<boolean>}
 */
async function changeNow(seen, what, body) {
  const me = await who.needed();
  if (!me) return false;
  const sheet = clip.sheets.find((one) => one.footage === seen.footage) ?? seen;
  lastFootage = sheet.footage;
  try {
    changes += 1;
    const answer = await post(`${api}/cues`, { do: what, footage: sheet.footage, base: sheet.base, page, who: me, ...body });
    if (what === "edit") standOn(answer.sheet, body);
    takeChange(answer);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status === 409 && error.body.conflicts) return conflict(sheet, what, body, error.body);
    complain(error);
    return false;
  } finally {
    changes += 1;
  }
}

/** @param {Sheet} sheet as it was saved @param {any} sent */
function standOn(sheet, sent) {
  const cue = sheet.cues.find((one) => one.id === sent.id);
  if (cue && table.editor?.key === `${sheet.footage} ${cue.id}`) table.editor.saved(sheet, cue, sent);
}

/** @param {Sheet} sheet */
function takeSheet(sheet) {
  clip.sheets = clip.sheets.map((one) => (one.footage === sheet.footage ? sheet : one));
}

/** @param {{sheet: Sheet, problem: string, undo: string, redo: string, held: Clip["held"]}} answer */
function takeChange(answer) {
  takeSheet(answer.sheet);
  clip.problem = answer.problem;
  clip.held = answer.held;
  clip.stale = true;
  table.undo = answer.undo;
  table.redo = answer.redo;
  draw();
}

/**
 * @param {Sheet} seen
 * @param {string} what
 * @param {any} body
 * @param {{sheet: Sheet, conflicts: string[], ours: Record<string, Cue>}} told
 * @returns {Promise<boolean>}
 */
async function conflict(seen, what, body, told) {
  const known = (/** @type {string} */ id) => (table.editor?.key === `${seen.footage} ${id}` ? table.editor.cue : seen.cues.find((cue) => cue.id === id));
  const now = (/** @type {string} */ id) => told.sheet.cues.find((cue) => cue.id === id);
  const same = told.conflicts.every((id) => {
    const [one, other] = [known(id), now(id)];
    return !told.ours[id] && one && other && one.text === other.text && one.source === other.source && one.start_ms === other.start_ms && one.end_ms === other.end_ms && one.status === other.status;
  });
  const again = () => {
    takeSheet(told.sheet);
    return changeNow(told.sheet, what, { ...body, base: told.sheet.base });
  };
  if (same && told.conflicts.length) return again();
  for (const id of told.conflicts) {
    const theirs = now(id);
    if (what === "approve" && theirs?.status === "approved" && theirs.text === known(id)?.text) {
      takeSheet(told.sheet);
      draw();
      continue;
    }
    const choice = await askConflict(theirs, told.ours[id] ?? body);
    if (choice === "mine") {
      // What I did not touch is theirs: their times, when only my text is to stay.
      const [was, is] = /** @type {[any, any]} */ ([known(id), theirs]);
      for (const name of ["text", "source", "speaker", "start_ms", "end_ms"]) {
        if (was && is && body[name] !== undefined && body[name] === was[name]) body = { ...body, [name]: is[name] };
      }
      return again();
    }
    if (choice === "theirs") {
      if (table.editor?.key === `${seen.footage} ${id}`) {
        table.editor.remove();
        table.editor = null;
      }
      takeSheet(told.sheet);
      draw();
    }
  }
  return false;
}

/** @param {boolean} again */
async function undo(again) {
  const sheet = clip.sheets.find((one) => one.footage === lastFootage) ?? clip.sheets[0];
  if (sheet) await change(sheet, again ? "redo" : "undo");
}

async function replace() {
  const wanted = await askReplace(clip);
  if (!wanted) return;
  for (const sheet of clip.sheets) await change(sheet, "replace", wanted);
}

/** @param {Sheet} sheet */
async function exchange(sheet) {
  const me = await who.needed();
  const wanted = me && await askFile(sheet.footage, api);
  if (!wanted) return;
  const query = new URLSearchParams({ footage: sheet.footage, name: wanted.file.name, who: me, page, credit: wanted.credit, overrule: wanted.overrule ? "yes" : "" });
  lastFootage = sheet.footage;
  try {
    const answer = await sendBytes(`${api}/cues/import?${query}`, wanted.file);
    takeChange(answer);
    toast("Its subtitles are in. They count as edited until somebody approves them.");
    for (const note of answer.notes) toast(`Note: ${note}.`, { stays: true });
  } catch (error) {
    complain(error);
  }
}

/** @param {Sheet} sheet */
async function shift(sheet) {
  const current = table.current;
  const own = current?.sheet ?? sheet;
  const wanted = await askShift(own.footage, current?.cue.id ?? "");
  if (wanted?.by_ms) await change(own, "shift", wanted);
}

const ADDED_MS = 2000;
const SHORTEST_MS = 300;

/** A subtitle that was never heard: where the player stands, up to the next one. */
async function add() {
  const at = player.seconds * 1000;
  for (const sheet of clip.sheets) {
    for (const stretch of sheet.stretches) {
      const start = Math.round(at - stretch.clip_ms + stretch.in_ms);
      if (start < stretch.in_ms || stretch.out_ms <= start) continue;
      const there = sheet.cues.find((cue) => cue.start_ms <= start && start < cue.end_ms);
      const next = Math.min(stretch.out_ms, ...sheet.cues.filter((cue) => cue.start_ms > start).map((cue) => cue.start_ms));
      const end = Math.min(next, start + ADDED_MS);
      if (there || end - start < SHORTEST_MS) {
        toast(there ? `${there.id} is shown there already: move the player to where nothing is shown.` : "There is no room before the next subtitle: move the player back a little.", { bad: true });
        return;
      }
      const text = await askText("A new subtitle", `It is shown from ${precise(start)} of ${sheet.footage}, where the player stands, to ${precise(end)}. Both can be moved afterwards.`, sheet.one_text ? "What is said?" : "What does it mean?", "Add");
      if (text) await change(sheet, "add", { start_ms: start, end_ms: end, text, source: sheet.one_text ? text : "" });
      return;
    }
  }
  toast("Move the player to where somebody speaks in the footage.", { bad: true });
}

/** @param {Sheet} sheet @param {Cue} cue */
async function sendBack(sheet, cue) {
  const comment = await askText(`Send ${cue.id} back`, `“${cue.text}”`, "What is to be done about it?", "Send back");
  if (comment) await change(sheet, "send-back", { id: cue.id, comment });
}

/** @param {Sheet} sheet @param {Cue} cue */
async function waive(sheet, cue) {
  const reason = await askText(`Let ${cue.id} go out as it is`, `“${cue.text}” goes out without approval. Your name and the reason stand in the manifest.`, "Why?", "Waive");
  if (reason) await change(sheet, "waive", { id: cue.id, reason });
}

async function signOff() {
  const me = await who.needed();
  if (!me) return;
  await refresh();
  const wanted = await askSignOff(clip, me);
  if (!wanted) return;
  const draft = clip.versions.find((one) => one.name === "draft");
  try {
    await hear(await post(`${api}/sign-off`, { who: me, note: wanted.note, watched: draft?.stamp ?? "" }));
  } catch (error) {
    complain(error);
  }
}

async function render() {
  try {
    await hear(await post(`${api}/render`, {}));
  } catch (error) {
    complain(error);
  }
}

async function refresh() {
  try {
    for (;;) {
      await changing;
      const at = changes;
      const told = await get(api);
      await released();
      if (at !== changes) continue;
      clip = told;
      break;
    }
    draw();
    void letters();
    void texts.follow();
    story.soon();
    review.soon();
  } catch (error) {
    // A story that could not be read has another address once it can.
    if (error instanceof Refusal && error.status === 404) location.reload();
    complain(error);
  }
}

/** @param {Job} job */
async function hear(job) {
  await released();
  if (job.day !== clip.day || job.slug !== clip.slug) return;
  clip.job = job;
  drawJob();
  if (job.state === "done") {
    if (job.folder) chosen = "";
    void refresh().then(() => {
      if (!job.final) return;
      const made = clip.versions.find((one) => one.name === job.folder);
      toast(`Published as ${job.folder}:\n${made?.folder ?? ""}`, { stays: true, action: "Show the files", onaction: () => tab("files") });
    });
  } else if (job.state === "failed") {
    void refresh();
  }
}

function drawJob() {
  const job = clip.job;
  const open = job !== null && (job.state === "running" || job.state === "queued");
  byId("job").hidden = !open;
  byId("unrendered-text").textContent = open ? "Rendering…" : "Not rendered yet";
  byId("first-render").hidden = open || !clip.editable;
  strip.progress(job);
  if (open) {
    /** @type {HTMLProgressElement} */ (byId("job-share")).value = job.share;
    const count = job.count ? ` · ${job.segments.length} of ${job.count} segments` : "";
    byId("job-text").textContent = `${job.final ? "Rendering the final" : "Rendering the draft"} · ${Math.round(100 * job.share)} %${count} · ${job.state === "queued" ? "waiting" : job.message}`;
    byId("state").textContent = "Rendering";
    byId("state-dot").className = "dot rendering";
  } else {
    byId("state").textContent = clip.label;
    byId("state-dot").className = `dot ${clip.state}`;
  }
}

/** A clip that was never rendered shows its cards. */
function drawUnrendered() {
  const picture = /** @type {HTMLImageElement} */ (byId("unrendered-picture"));
  const wanted = clip.versions.length ? "" : story.picture(story.shown);
  picture.hidden = !wanted;
  if (wanted && !picture.src.endsWith(wanted)) picture.src = wanted;
}

function drawNotice() {
  const waits = byId("waits");
  waits.hidden = clip.waits.length === 0;
  if (waits.textContent !== clip.waits.join("\n")) waits.textContent = clip.waits.join("\n");
  const notice = byId("notice");
  const failed = clip.job?.state === "failed" ? clip.job.message : "";
  const said = clip.problem || failed;
  const rendering = clip.job !== null && ["queued", "running"].includes(clip.job.state);
  const stale = clip.stale && clip.versions.length > 0 && !rendering && clip.editable;
  const orphan = clip.looked_in.length > 0;
  notice.hidden = !said && !stale && !orphan;
  notice.classList.toggle("bad", said !== "");
  if (said) notice.replaceChildren(el("b", { text: failed ? "The last render failed. " : clip.editable ? "This does not fit. " : "The story cannot be read. " }), said,
    ...(clip.editable ? [] : [el("p", { class: "soft", text: "Correct the file: this page follows as soon as it is saved." })]));
  else if (orphan) notice.replaceChildren(...orphaned());
  else if (stale) {
    notice.replaceChildren("This clip does not show the latest changes yet.",
      el("button", { type: "button", class: "button small", text: "Render now", onclick: () => { void render(); } }));
  }
}

/** @returns {(string|Node)[]} that a clip can only be watched, why, and what to do about it */
function orphaned() {
  const places = clip.looked_in.flatMap((place, i) => [i ? " and " : "", el("code", { text: place })]);
  return [el("div", {},
    el("p", {}, el("b", { text: "This clip can only be watched. " }), "Its story is not where the desk looks, which is ", ...places, "."),
    el("p", { class: "soft" }, "To correct or approve it, put the story’s folder there, or start the desk with that folder, too: ", el("code", { text: "clipmaker desk FOLDER" }), "."))];
}

function drawVersions() {
  const names = clip.versions.map((one) => one.name);
  if (!names.includes(chosen)) {
    chosen = [...clip.versions].sort((one, other) => (one.made < other.made ? 1 : -1))[0]?.name ?? "";
  }
  chooser.replaceChildren(...clip.versions.map((one) => el("option", { value: one.name, text: one.name === "draft" ? "Draft" : one.name })));
  chooser.value = chosen;
  chooser.hidden = !names.length;
  byId("compare").hidden = names.length < 2;
  const version = clip.versions.find((one) => one.name === chosen);
  player.load(folder, version);
  if (!version || loaded === version.stamp) return;
  loaded = version.stamp;
  void strip.pictures(folder, version);
  void get(`${api}/versions/${version.name}`).then((/** @type {import("./types.js").VersionFacts} */ facts) => {
    player.take(facts.overlays);
    strip.take(clip);
    drawChecks(byId("panel-checks"), facts, version);
    drawFiles(byId("panel-files"), facts, clip, version, folder);
    const results = facts.report.results ?? [];
    byId("tab-passed").textContent = results.length ? `${results.filter((one) => one.verdict === "pass").length}/${results.length}` : "";
  }, complain);
}

function draw() {
  const title = document.querySelector("h1");
  if (title && title.textContent !== clip.headline) {
    title.textContent = clip.headline;
    document.title = `${clip.headline} · Desk`;
  }
  drawVersions();
  strip.take(clip);
  played.take(clip.played);
  table.take(clip);
  if (table.key) strip.mark(table.key);
  drawJob();
  drawNotice();
  const open = clip.held.length;
  byId("tab-open").textContent = open ? String(open) : "";
  const undecided = clip.in_the_way.filter((one) => one.kind === "facts" || one.kind === "faces").length;
  byId("tab-undecided").textContent = undecided ? String(undecided) : "";
  byId("approve-clip").classList.toggle("accent", clip.state === "ready" && !clip.in_the_way.length && !clip.stale && clip.held.length === 0);
  document.body.classList.toggle("unmade", clip.versions.length === 0);
  for (const id of ["render", "approve-clip"]) /** @type {HTMLButtonElement} */ (byId(id)).disabled = !clip.editable;
}

/** @param {string} name */
function tab(name) {
  for (const button of document.querySelectorAll("[role=tab]")) {
    const own = button.id === `tab-${name}`;
    button.setAttribute("aria-selected", String(own));
    button.setAttribute("tabindex", own ? "0" : "-1");
    byId(button.getAttribute("aria-controls") ?? "").hidden = !own;
  }
  if (name === "texts") void texts.open();
  if (name === "story") void story.open();
  if (name === "review") void review.open();
}

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[role=tab]"))) {
  button.addEventListener("click", () => tab(button.id.slice(4)));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[role=tab]")]);
    const next = all[(all.indexOf(button) + (event.key === "ArrowRight" ? 1 : all.length - 1)) % all.length];
    if (!next) return;
    tab(next.id.slice(4));
    next.focus();
    event.preventDefault();
  });
}
for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".areas input"))) {
  box.addEventListener("change", () => player.show(box.value, box.checked));
}
chooser.addEventListener("change", () => { chosen = chooser.value; drawVersions(); });
for (const id of ["render", "first-render"]) byId(id).addEventListener("click", () => { void render(); });
byId("share").addEventListener("click", () => { void share(api); });
byId("approve-clip").addEventListener("click", () => { void signOff(); });
byId("cancel").addEventListener("click", () => { post(`${api}/cancel`, {}).catch(complain); });
addEventListener("beforeunload", (event) => {
  // Card texts wait in the browser, as a subtitle that was left does.
  if (table.editor?.dirty) event.preventDefault();
});

/** @param {(sheet: Sheet, cue: Cue) => void} act */
const onCurrent = (act) => () => { if (table.current) act(table.current.sheet, table.current.cue); };
const overlays = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(".areas input")]);

/** @type {import("./keys.js").Key[]} */
const keys = [
  { keys: ["j", "ArrowDown"], shown: "j ↓", what: "next subtitle", run: () => table.move(1) },
  { keys: ["k", "ArrowUp"], shown: "k ↑", what: "subtitle before", run: () => table.move(-1) },
  { keys: ["n"], shown: "n", what: "next doubtful subtitle", run: () => table.doubtful() },
  { keys: ["p"], shown: "p", what: "play the subtitle", run: onCurrent(actions.play) },
  { keys: ["e", "Enter"], shown: "e Enter", what: "edit it", run: onCurrent((sheet, cue) => { void table.edit(sheet, cue); }) },
  { keys: ["a"], shown: "a", what: "approve it, go on", run: onCurrent((sheet, cue) => { if (cue.open) void change(sheet, "approve", { ids: approvable(sheet, cue) }); table.onward(); }) },
  { keys: ["t"], shown: "t", what: "take the other reading of its sentence", run: onCurrent((sheet, cue) => { if (cue.takes) void change(sheet, "take-other", { id: cue.id }); }) },
  { keys: ["A"], shown: "A", what: "approve all without doubts", run: () => { /** @type {HTMLElement|null} */ (document.querySelector("[data-key=approve-all]"))?.click(); } },
  { keys: ["b"], shown: "b", what: "send it back", run: onCurrent(actions.sendBack) },
  { keys: ["w"], shown: "w", what: "waive it", run: onCurrent(actions.waive) },
  { keys: ["f"], shown: "f", what: "find and replace", run: actions.replace },
  { keys: ["u", "ctrl+z"], shown: "u Ctrl+Z", what: "undo", run: () => actions.undo(false) },
  { keys: ["U", "ctrl+shift+z", "ctrl+y"], shown: "U Ctrl+Y", what: "redo", run: () => actions.undo(true) },
  { keys: [" "], shown: "Space", what: "play and pause", run: () => player.toggle() },
  { keys: [","], shown: ",", what: "one frame back", run: () => player.step(-1) },
  { keys: ["."], shown: ".", what: "one frame on", run: () => player.step(1) },
  { keys: ["ArrowLeft"], shown: "←", what: "one second back", run: () => player.seek(player.seconds - 1) },
  { keys: ["ArrowRight"], shown: "→", what: "one second on", run: () => player.seek(player.seconds + 1) },
  { keys: ["["], shown: "[", what: "slower", run: () => player.pace(-1) },
  { keys: ["]"], shown: "]", what: "faster", run: () => player.pace(1) },
  { keys: ["l"], shown: "l", what: "loop the subtitle", run: () => player.loop(!player.looping) },
  { keys: ["m"], shown: "m", what: "mute", run: () => player.mute() },
  { keys: ["s"], shown: "s", what: "safe areas", run: () => { const on = !overlays[0]?.checked; for (const box of overlays.slice(0, 3)) { box.checked = on; player.show(box.value, on); } } },
  { keys: ["r"], shown: "r", what: "render", run: () => { void render(); } },
  { keys: ["1"], shown: "1 … 7", what: "parts of the page", run: () => tab("cues") },
  { keys: ["?"], shown: "?", what: "this list", run: () => help(keys) },
];
for (const [i, name] of ["cues", "texts", "story", "review", "checks", "files", "comments"].entries()) {
  keys.push({ keys: [String(i + 1)], shown: "", what: "", run: () => tab(name) });
}
const told = keys.filter((key) => key.shown);
listenToKeys([...told, ...keys.filter((key) => !key.shown)]);

/** @type {Set<string>} letters for which a font is there */
const lettered = new Set();

/** Letters of the footage's language, for browsers that have no font for them. */
async function letters() {
  const wanted = new Set(clip.sheets.flatMap((sheet) => sheet.cues.flatMap((cue) => [...cue.source, ...cue.text])).filter((letter) => letter > "\u02ff"));
  const fresh = [...wanted].filter((letter) => !lettered.has(letter));
  if (!fresh.length) return;
  for (const letter of fresh) lettered.add(letter);
  const face = new FontFace("Said", `url("/fonts/${clip.day || "-"}/${clip.slug}/said.ttf?${lettered.size}.${clip.sheets.map((sheet) => sheet.base.slice(0, 8)).join(".")}")`);
  document.fonts.add(face);
  await face.load().catch(() => document.fonts.delete(face));
}

who.show();
draw();
void letters();
void comments.read();
for (const [id, role] of /** @type {const} */ ([["render", "write"], ["first-render", "write"], ["approve-clip", "publish"], ["share", "publish"], ["tab-texts", "write"], ["tab-story", "write"]])) byId(id).classList.toggle("not-mine", !who.may(role));
if (table.rows[0]) table.select(table.rows[0].sheet, table.rows[0].cue, { quiet: true });
started = true;
if (clip.editable && (location.hash === "#story" || (!clip.versions.length && !clip.sheets.length))) tab("story");
else if (clip.editable && !clip.versions.length) void story.open();
listen({
  job: hear,
  played: (/** @type {{day: string, slug: string, marks: string[]}} */ said) => {
    if (said.day === clip.day && said.slug === clip.slug) played.take(said.marks);
  },
  comments: (/** @type {{day: string, slug: string}} */ said) => {
    if (said.day === clip.day && said.slug === clip.slug) void comments.read();
  },
  sheet: (/** @type {{day: string, slug: string, page: string}} */ said) => {
    if (said.day === clip.day && said.slug === clip.slug && said.page !== page) void refresh();
  },
}, () => { void refresh(); void comments.read(); }, `${clip.day}/${clip.slug}`);
document.body.dataset.ready = "yes";
