// A story from nothing: a text or a file, its draft to look at, then the story itself.

import { byId, el } from "./dom.js";
import { sendBytes, Refusal } from "./net.js";
import * as who from "./who.js";
import { factTable } from "./facttable.js";

/** @typedef {{kind: string, text: string, line: number}} DraftCard */
/**
 * @typedef {object} Draft
 * @property {string} language
 * @property {string} language_name
 * @property {boolean} guessed
 * @property {DraftCard[]} cards
 * @property {{why: string, texts: string[]}[]} left_out
 * @property {string[]} garbled
 * @property {string} byline
 * @property {string[]} pictures
 * @property {string[]} notes
 * @property {number} missing_s
 * @property {number} words_missing
 * @property {number} free_s
 * @property {number} length_s
 * @property {import("./facttable.js").Facts} facts
 */

const KEPT = "clipmaker-desk-unsaved:/new";
const MOST_BYTES = Number(byId("new").dataset.most);
const text = /** @type {HTMLTextAreaElement} */ (byId("text"));
const chooser = /** @type {HTMLInputElement} */ (byId("file"));
const begin = /** @type {HTMLButtonElement} */ (byId("begin"));
const look = /** @type {HTMLButtonElement} */ (byId("look"));
/** @type {File|null} */
let file = null;
let busy = false;

/** @param {string} id @returns {string} */
const value = (id) => {
  const field = /** @type {HTMLInputElement|null} */ (document.getElementById(id));
  return field ? field.value.trim() : "";
};

/** @param {string} why "" for nothing */
function wrong(why) {
  byId("wrong").textContent = why;
  byId("wrong").hidden = why === "";
}

/** @param {File|null} chosen */
function choose(chosen) {
  file = chosen;
  chooser.value = "";
  byId("chosen").textContent = chosen ? chosen.name : "";
  byId("chosen").hidden = byId("unchoose").hidden = !chosen;
  text.disabled = chosen !== null;
  changed();
}

/** What was looked at is no longer what would be begun. */
function changed() {
  begin.disabled = true;
  wrong("");
}

/** @param {string} what @param {string} me */
async function send(what, me) {
  if (file && file.size > MOST_BYTES) throw new Refusal(0, { error: `${file.name} is larger than ${MOST_BYTES / 1e6} MB: copy the article’s words instead.` });
  const query = new URLSearchParams({ do: what, who: me, name: file?.name ?? "", day: value("day"), language: value("language"), brand: value("brand"), room: value("room"), item: value("item"), place: value("place") });
  if (/** @type {HTMLInputElement} */ (byId("as-written")).checked) query.set("as_written", "yes");
  return sendBytes(`/api/new?${query}`, file ?? new Blob([text.value]));
}

/** @param {string} what @param {string} me @param {(answer: any) => void} take */
async function ask(what, me, take) {
  if (busy) return;
  busy = true;
  look.disabled = begin.disabled = true;
  let good = false;
  try {
    wrong("");
    take(await send(what, me));
    good = true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    wrong(error.message);
    if (error.message.includes("Item of a feed")) byId("item-box").hidden = false;
  } finally {
    busy = false;
    look.disabled = false;
    begin.disabled = !good;
  }
}

/** @param {Draft} draft */
function show(draft) {
  const seconds = (/** @type {number} */ count) => `${Math.round(count * 10) / 10} s`;
  const filled = draft.missing_s
    ? `${seconds(draft.missing_s)} are missing: add footage of ${seconds(draft.missing_s)} to ${seconds(draft.free_s)}, or about ${draft.words_missing} words.`
    : draft.free_s >= 1 ? `The clip is full; up to ${seconds(draft.free_s)} of footage have room.` : "The clip is full.";
  byId("draft").replaceChildren(...[
    el("div", {},
      el("h2", { text: draft.cards.length === 1 ? "1 card" : `${draft.cards.length} cards` }),
      el("p", { class: "soft", text: `${draft.guessed ? "Taken to be in" : "In"} ${draft.language_name}. ${filled}` })),
    el("ol", { class: "draft-cards" }, ...draft.cards.map((card) => el("li", {}, el("span", { class: "kind", text: card.kind }), el("span", { text: card.text })))),
    draft.byline || draft.pictures.length || draft.notes.length ? el("ul", { class: "notes" },
      draft.byline ? el("li", { text: `Written by ${draft.byline}` }) : null,
      ...draft.pictures.map((name) => el("li", { text: `A picture came along: ${name}` })),
      ...draft.notes.map((note) => el("li", { text: note }))) : null,
    draft.garbled.length ? el("div", {}, el("h2", { text: "Looks damaged" }), el("ul", {}, ...draft.garbled.map((line) => el("li", { text: line })))) : null,
    el("div", { class: "left" },
      el("h2", { text: draft.left_out.some((one) => one.texts.length) ? "Left out" : "Nothing was left out" }),
      ...draft.left_out.filter((one) => one.texts.length).map((one) => el("details", { open: one.texts.length < 5 },
        el("summary", { text: `${one.why} (${one.texts.length})` }),
        el("ul", {}, ...one.texts.map((line) => el("li", { text: line })))))),
    el("div", {}, el("h2", { text: "Facts" }), factTable(draft.facts, null)),
  ].filter((one) => one !== null));
}

/** @param {Event} event */
function keep(event) {
  void event;
  if (text.value) localStorage.setItem(KEPT, text.value);
  else localStorage.removeItem(KEPT);
  changed();
}

byId("new").addEventListener("submit", (event) => {
  event.preventDefault();
  void ask("look", who.name(), show);
});
begin.addEventListener("click", async () => {
  const me = await who.needed();
  if (!me) return;
  await ask("begin", me, (answer) => {
    localStorage.removeItem(KEPT);
    location.assign(`${answer.address}#story`);
  });
});
chooser.addEventListener("change", () => { if (chooser.files?.[0]) choose(chooser.files[0]); });
byId("unchoose").addEventListener("click", () => choose(null));
for (const id of ["day", "language", "room", "brand", "place", "item", "as-written"]) document.getElementById(id)?.addEventListener("input", changed);
text.addEventListener("input", keep);
const drop = byId("drop");
addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const dropped = event.dataTransfer?.files[0];
  if (dropped) choose(dropped);
});
const today = new Date();
/** @type {HTMLInputElement} */ (byId("day")).value = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
text.value = localStorage.getItem(KEPT) ?? "";
who.show();
document.body.dataset.ready = "yes";
