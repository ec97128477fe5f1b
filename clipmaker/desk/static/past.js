// What became of a text: the old one, the new one, who, and when; and its way back.

import { el } from "./dom.js";
import { moment } from "./clock.js";
import { get, Refusal } from "./net.js";

/** @typedef {{of: string, what: string, old: string, new: string, who: string, at: string}} Change */

const CALLED = /** @type {Record<string, string>} */ ({ text: "", source: "What was said", times: "Times", speaker: "Speaker", decision: "Decision" });

/**
 * A list that is read when it is opened.
 * @param {string} api
 * @param {string} about whose texts, "" for every card's
 * @param {(change: Change) => boolean} returns whether a text can be put back here
 * @param {(change: Change) => void} put puts the old text into its field, to be saved or not
 */
export function past(api, about, returns, put) {
  const list = el("ul", { class: "past" });
  const box = el("details", { class: "past-box" }, el("summary", { text: "History" }), list);
  box.addEventListener("toggle", () => { if (box.open) void read(); });
  async function read() {
    try {
      /** @type {Change[]} */
      const changes = await get(`${api}/history?of=${encodeURIComponent(about)}`);
      const own = changes.filter((one) => about || one.of.startsWith("card "));
      list.replaceChildren(...own.map((one) => line(one, about === "", returns(one) ? put : null)));
      if (!own.length) list.replaceChildren(el("li", { class: "soft", text: "Nothing was changed here at the desk." }));
    } catch (error) {
      list.replaceChildren(el("li", { class: "soft", text: error instanceof Refusal ? error.message : String(error) }));
    }
  }
  return { box, again: () => { if (box.open) void read(); } };
}

/** @param {Change} change @param {boolean} named @param {((change: Change) => void)|null} put */
function line(change, named, put) {
  const called = named ? `${change.of}, ${change.what}` : CALLED[change.what] ?? change.what;
  return el("li", {},
    el("span", { class: "soft", text: [change.who, moment(change.at), called].filter(Boolean).join(" · ") }),
    el("span", {}, el("del", { text: change.old || "nothing" }), " → ", el("ins", { text: change.new || "nothing" })),
    put && change.old ? el("button", { type: "button", class: "button small", text: "Put the old text back", onclick: () => put(change) }) : null);
}
