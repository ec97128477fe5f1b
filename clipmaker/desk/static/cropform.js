// What crops of footage or a photo keep in sight: a box over the picture, and what each shape shows.

import { el, later } from "./dom.js";
import { get, Refusal } from "./net.js";
import { labelled } from "./shotform.js";
import { BoxStage } from "./boxstage.js";

/** @typedef {import("./boxstage.js").Shares} Shares */
/** @typedef {import("./shotform.js").Input} Input */
/** @typedef {{shape: string, crop: Shares, fit: string, safe: Shares[]}} Crop */

const AUTO = "auto";
const DRAWN = "drawn";
const FITS = /** @type {Record<string, string>} */ ({ fill: "fills the screen", crop: "is cut to 4:5, words stand over its foot", contain: "is not cut to fill: words stand beside or below it" });
let count = 0;

/**
 * @param {any} given what stands there @param {{film: boolean, crops: string}} how where the shapes are told, "" where words decide
 * @returns {Input & {load: (address: string, name: string) => void, other: () => void}}
 */
export function cropInput(given, how) {
  count += 1;
  const media = how.film ? el("video", { preload: "metadata", playsinline: true, muted: true, "aria-label": "The picture" }) : el("img", { alt: "The picture" });
  const choice = el("select", {}, ...[["", "As the program chooses"], [DRAWN, "What is drawn here"], ...(how.crops ? [[AUTO, "The largest face, which the program finds"]] : [])].map(([value, text]) => el("option", { value, text })));
  const stage = new BoxStage(media, "The part that is kept: arrow keys move it, Shift and arrow keys change its size", () => { choice.value = stage.shares ? DRAWN : ""; draw(); ask(); });
  let name = "";
  /** @type {Crop[]} */
  let crops = [];
  const said = el("p", { class: "soft", role: "status" });
  const edges = ["Left %", "Top %", "Right %", "Bottom %"].map((label, i) => {
    const field = el("input", { type: "number", min: 0, max: 100, step: 0.1, onchange: () => {
      const now = /** @type {Shares} */ ([...(stage.shares ?? [0.35, 0.2, 0.65, 0.6])]);
      now[i] = Math.min(100, Math.max(0, Number(field.value))) / 100;
      if (now[0] < now[2] && now[1] < now[3]) stage.set(now);
      choice.value = DRAWN;
      draw();
      ask();
    } });
    return { field, box: el("label", {}, label, field) };
  });
  const shapes = el("fieldset", { class: "ticks-row shapes", hidden: true }, el("legend", { text: "What each shape shows" }));
  const draw = () => {
    edges.forEach(({ field }, i) => { field.value = stage.shares ? String(Math.round((stage.shares[i] ?? 0) * 1000) / 10) : ""; });
    const picked = /** @type {HTMLInputElement|null} */ (shapes.querySelector("input:checked"))?.value;
    const crop = crops.find((one) => one.shape === picked);
    if (!crop) return;
    stage.outline(crop.crop, crop.safe);
    said.textContent = choice.value === AUTO ? "" : `${crop.shape}: it ${FITS[crop.fit] ?? ""}. The broken line is where every platform leaves words free.`;
  };
  const asked = { now: 0 };
  const ask = later(120, () => { void told(); });
  const told = async () => {
    if (!how.crops || !name) return;
    const mine = ++asked.now;
    const query = new URLSearchParams({ name, box: choice.value === DRAWN && stage.shares ? stage.shares.join(",") : "", fit: given.fit ?? "", bars: given.bars ?? "" });
    try {
      const found = await get(`${how.crops}?${query}`);
      if (mine !== asked.now) return;
      crops = found;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      crops = [];
      said.textContent = error.message;
    }
    if (shapes.hidden && crops.length) {
      shapes.hidden = false;
      shapes.append(...crops.map((one, i) => el("label", { class: "tick" }, el("input", { type: "radio", name: `shape-${count}`, value: one.shape, checked: i === 0, onchange: draw }), one.shape)));
    }
    draw();
  };
  choice.addEventListener("change", () => { if (choice.value === DRAWN && !stage.shares) stage.set([0.35, 0.2, 0.65, 0.6]); if (choice.value !== DRAWN) stage.set(null); draw(); ask(); });
  const moment = el("input", { type: "range", min: 0, max: 1000, value: 0, "aria-label": "Moment of the footage", oninput: () => { if (media instanceof HTMLVideoElement && media.duration) media.currentTime = (Number(moment.value) / 1000) * media.duration; } });
  const was = given.focus_box;
  if (Array.isArray(was)) {
    stage.set(/** @type {Shares} */ (was));
    choice.value = DRAWN;
  } else if (was === AUTO) choice.value = AUTO;
  draw();
  const seen = el("div", { hidden: true }, stage.box, how.film ? moment : null, el("div", { class: "edges" }, ...edges.map((one) => one.box)), shapes, said);
  media.addEventListener("error", () => { seen.hidden = true; });
  return {
    box: el("fieldset", { class: "part" }, el("legend", { text: "What is kept in sight" }),
      labelled("Kept in sight", how.crops ? "A face or whatever matters: crops never cut it, words keep off it." : "A face or whatever matters: words keep off it.", choice), seen),
    value: () => {
      if (choice.value === AUTO) return AUTO;
      const now = choice.value === DRAWN && stage.shares ? [...stage.shares] : undefined;
      return JSON.stringify(now) === JSON.stringify(was) ? was : now;
    },
    load: (address, file) => {
      name = file;
      seen.hidden = !file;
      if (file) media.src = address;
      ask();
    },
    other: () => { stage.set(null); if (choice.value === DRAWN) choice.value = ""; draw(); },
  };
}
