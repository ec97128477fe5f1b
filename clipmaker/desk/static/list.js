// The list of clips: search, filters, and what changes while it is open.

import { byId, el } from "./dom.js";
import { get, listen } from "./net.js";
import { released } from "./pressed.js";
import * as who from "./who.js";
import { BulletinPanel } from "./bulletin.js";

/** @typedef {import("./types.js").Row} Row */

const search = /** @type {HTMLInputElement} */ (byId("search"));
const day = /** @type {HTMLSelectElement} */ (byId("day"));
const chips = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll("[data-filter]")]);
const clips = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".clip")]);
const byKey = new Map(clips.map((clip) => [clip.dataset.key, clip]));
let state = "";

function filter() {
  const words = search.value.trim().toLowerCase().split(/\s+/);
  const counts = /** @type {Record<string, number>} */ ({});
  let shown = 0;
  for (const clip of clips) {
    const text = clip.dataset.words ?? "";
    const there = (!day.value || clip.dataset.day === day.value) && words.every((word) => text.includes(word));
    const own = clip.dataset.state ?? "";
    if (there) {
      counts[own] = (counts[own] ?? 0) + 1;
      counts[""] = (counts[""] ?? 0) + 1;
    }
    clip.hidden = !there || (state !== "" && own !== state);
    if (!clip.hidden) shown += 1;
  }
  for (const chip of chips) {
    const own = chip.dataset.filter ?? "";
    chip.setAttribute("aria-pressed", String(own === state));
    chip.hidden = own !== "" && own !== state && !counts[own];
    const count = chip.querySelector("b");
    if (count) count.textContent = String(counts[own] ?? 0);
  }
  byId("count").textContent = `${shown} clip${shown === 1 ? "" : "s"}`;
  byId("none").hidden = shown > 0;
  const query = new URLSearchParams();
  if (search.value) query.set("search", search.value);
  if (state) query.set("state", state);
  if (day.value) query.set("day", day.value);
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
}

/** @param {HTMLElement} clip @param {string} name @param {string} text */
function put(clip, name, text) {
  const place = /** @type {HTMLElement|null} */ (clip.querySelector(`[data-${name}]`));
  if (!place) return;
  if (place.textContent !== text) place.textContent = text;
  place.hidden = text === "";
}

/** @param {Row} row */
function update(row) {
  const clip = byKey.get(`${row.day}/${row.slug}`);
  if (!clip) return false;
  clip.dataset.state = row.state;
  const dot = clip.querySelector(".dot");
  if (dot) dot.className = `dot ${row.state}`;
  const title = clip.querySelector(".headline");
  if (title && title.textContent !== row.headline) title.textContent = row.headline;
  put(clip, "label", row.label);
  put(clip, "reason", row.reason);
  put(clip, "waits", row.waits.join(". "));
  put(clip, "decide", row.open ? `${row.open} to decide${row.doubted ? `, ${row.doubted} doubtful` : ""}` : "");
  put(clip, "duration", row.duration || "not rendered");
  put(clip, "checks", row.checks && `${row.checks} checks`);
  put(clip, "touched", row.touched);
  const bar = clip.querySelector("progress");
  if (bar) {
    bar.hidden = row.state !== "rendering";
    bar.value = row.share;
  }
  if (!row.stamp) return true;
  let picture = clip.querySelector("img");
  if (!picture) {
    picture = el("img", { alt: "", width: 108, height: 192 });
    clip.querySelector(".cover")?.prepend(picture);
  }
  if (!picture.src.endsWith(row.stamp)) {
    picture.src = `/files/${row.day}/${row.slug}/${row.version}/thumb.jpg?v=${row.stamp}`;
  }
  return true;
}

async function refresh() {
  /** @type {Row[]} */
  const rows = await get("/api/clips");
  await released();
  const known = rows.map(update);
  if (known.includes(false) || rows.length !== clips.length && byId("unread").dataset.unread === "0") location.reload();
  filter();
}

const bulletin = new BulletinPanel(byId("bulletin"));

/** @param {import("./types.js").Job} job */
function hear(job) {
  bulletin.soon();
  const clip = byKey.get(`${job.day}/${job.slug}`);
  if (job.state !== "running" || !clip || clip.dataset.state !== "rendering") {
    void refresh();
    return;
  }
  const bar = clip.querySelector("progress");
  if (bar) bar.value = job.share;
  put(clip, "reason", job.message);
}

const query = new URLSearchParams(location.search);
search.value = query.get("search") ?? "";
state = query.get("state") ?? "";
day.value = query.get("day") ?? "";
search.addEventListener("input", filter);
day.addEventListener("change", filter);
for (const chip of chips) {
  chip.addEventListener("click", () => { state = chip.dataset.filter ?? ""; filter(); });
}
addEventListener("keydown", (event) => {
  if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
    event.preventDefault();
    search.focus();
  }
});
who.show();
filter();
// Hundreds of stories are read after a start: what is known is shown at once, the rest follows.
if (byId("unread").dataset.unread !== "0") setTimeout(() => location.reload(), 1200);
// Stories and clips also come from elsewhere: the command line, a bulletin, a text editor.
setInterval(() => { if (!document.hidden) refresh().catch(() => {}); }, 20_000);
listen({ job: hear, sheet: () => { bulletin.soon(); void refresh(); }, bulletin: () => { bulletin.soon(); void refresh(); }, here: () => bulletin.soon() }, () => { bulletin.soon(); void refresh(); });
document.body.dataset.ready = "yes";
