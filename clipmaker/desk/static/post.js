// What is pasted when a clip is posted: each part with a button that copies it, and how each platform counts.

import { el, toast } from "./dom.js";

/** @typedef {import("./types.js").PostFacts} PostFacts */

/** @param {HTMLElement} box */
function select(box) {
  const range = document.createRange();
  range.selectNodeContents(box);
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

/** @param {HTMLElement} box its text is copied, or selected where the browser lets nobody copy */
async function copy(box) {
  try {
    await navigator.clipboard.writeText(box.textContent ?? "");
    toast("Copied.");
  } catch {
    select(box);
    toast("The browser lets this page copy nothing: the text is selected, copy it with Ctrl+C or ⌘C.");
  }
}

/** @param {string} name @param {string} text @param {string} language */
function copied(name, text, language) {
  const box = el("p", { class: "post-text", lang: language, dir: "auto", text });
  return el("div", { class: "post-part" },
    el("h4", { text: name }),
    text ? el("button", { type: "button", class: "button small", text: "Copy", "aria-label": `Copy: ${name}`, onclick: () => { void copy(box); } }) : null,
    text ? box : el("p", { class: "soft", text: "The story has none." }));
}

/** @param {PostFacts|null} post @returns {HTMLElement[]} */
export function postBox(post) {
  if (!post) return [];
  const head = ["Platform", "Title", "Text", "Hashtags"];
  return [
    el("h3", { text: "To post" }),
    copied("Title", post.headline, post.language), copied("Text", post.text, post.language), copied("Hashtags", post.hashtags, post.language),
    el("table", { class: "facts-table post-limits", "aria-label": "Limits of platforms" },
      el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col", text })))),
      el("tbody", {}, ...post.platforms.map((one) => el("tr", {},
        el("th", { scope: "row" }, one.title, el("small", { class: "soft", text: ` as of ${one.dated}` })),
        el("td", { text: one.headline || "in the text" }),
        el("td", {}, one.text, one.told ? el("small", { class: one.fits ? "soft" : "fail", dir: "auto", text: one.told }) : null),
        el("td", { text: one.hashtags }))))),
    el("p", { class: "soft after", text: "Counted as each platform counts: a text with its hashtags, and with the title where there is none of its own." }),
    ...post.broken.map((why) => el("p", { class: "soft", text: why })),
    ...post.platforms.filter((one) => one.taken).map((one) => copied(`Text for ${one.title}`, one.taken, post.language)),
  ];
}
