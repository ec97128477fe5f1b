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

/** @param {import("./types.js").PlatformCount} one */
function counts(one) {
  return [one.headline && `Title ${one.headline}`, `Text ${one.text}`, `Hashtags ${one.hashtags}`].filter(Boolean).join(" · ");
}

/** @param {PostFacts|null} post @returns {HTMLElement[]} */
export function postBox(post) {
  if (!post) return [];
  return [
    el("h3", { text: "To post" }),
    copied("Title", post.headline, post.language), copied("Text", post.text, post.language), copied("Hashtags", post.hashtags, post.language),
    el("table", { class: "facts-table post-limits", "aria-label": "Limits of platforms" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "Platform" }), el("th", { scope: "col", text: "As it counts" }))),
      el("tbody", {}, ...post.platforms.map((one) => el("tr", {},
        el("th", { scope: "row" }, one.title, el("small", { class: "soft", text: ` as of ${one.dated}` })),
        el("td", {}, counts(one), one.told ? el("small", { class: one.fits ? "soft" : "fail", dir: "auto", text: one.told }) : null))))),
    el("p", { class: "soft after", text: "A text is counted with its hashtags, and with the title where a platform has none of its own." }),
    ...post.broken.map((why) => el("p", { class: "soft", text: why })),
    ...post.platforms.filter((one) => one.taken).map((one) => el("details", { class: "post-fitted" },
      el("summary", { text: `What ${one.title} gets` }), copied(`Text for ${one.title}`, one.taken, post.language))),
  ];
}
