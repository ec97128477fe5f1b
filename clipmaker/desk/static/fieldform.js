// What a story says of itself: brand, language, post text, hashtags, cover.

import { el } from "./dom.js";
import { choiceInput, labelled } from "./shotform.js";

/** @typedef {import("./story.js").Story} Story */

const SHAPES = ["9:16", "4:5", "1:1", "16:9"];

export class FieldForm {
  /** @param {Story} story */
  constructor(story) {
    this.top = story.top;
    /** @type {Map<string, () => any>} undefined where the line is to go */
    this.values = new Map();
    const text = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ help, rows = 1) => {
      const was = this.top[name];
      const given = was === undefined ? "" : String(was);
      const field = rows > 1 ? el("textarea", { rows: String(rows), value: given }) : el("input", { value: given, autocomplete: "off" });
      this.values.set(name, () => { const now = field.value.trim(); return now === given ? was : now || undefined; });
      return labelled(label, help, field);
    };
    const choice = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ help, /** @type {string[]} */ choices, /** @type {string} */ none) => {
      const input = choiceInput(label, help, this.top[name], choices, none);
      this.values.set(name, input.value);
      return input.box;
    };
    const tags = el("input", { value: (Array.isArray(this.top.hashtags) ? this.top.hashtags : []).join(" "), autocomplete: "off" });
    this.values.set("hashtags", () => { const found = tags.value.split(/[\s,#]+/).filter(Boolean); return found.length ? found : undefined; });
    const shapes = Array.isArray(this.top.formats) ? this.top.formats : [];
    const ticks = SHAPES.map((shape) => { const box = el("input", { type: "checkbox", value: shape }); box.checked = shapes.includes(shape); return box; });
    this.values.set("formats", () => { const found = ticks.filter((box) => box.checked).map((box) => box.value); return found.length ? found : undefined; });
    const plainMusic = this.top.music === undefined || this.top.music === "none";
    const silent = el("input", { type: "checkbox" });
    silent.checked = this.top.music === "none";
    if (plainMusic) this.values.set("music", () => (silent.checked ? "none" : undefined));
    this.box = el("div", {},
      choice("brand", "Brand", "Look and sound of the clip.", story.brands, "as usual"),
      text("language", "Language of the cards", "Two letters, as in en; English when empty."),
      text("post", "Text of the post", "Made from the captions when empty.", 3),
      labelled("Hashtags", "With spaces between them.", tags),
      text("link", "Address of the article", "Stands in the post, not on screen."),
      text("source", "File of the article", "Beside the story: every number, day, name and quotation is looked for in it."),
      text("cover", "Cover", "The number of a shot, or a time in the clip as in 0:12.5; the first card when empty."),
      choice("gate", "What a final asks for", "“strict” counts no line that was approved together with others, unseen; “two-people” wants a second person.", ["strict", "two-people"], "every line decided"),
      el("fieldset", { class: "part ticks-row" }, el("legend", { text: "Shapes" }), ...ticks.map((box) => el("label", { class: "tick" }, box, box.value))),
      plainMusic ? el("label", { class: "tick" }, silent, "No music and no stings") : null);
  }

  /** @returns {{values: Record<string, any>, gone: string[]}} what is other than it was */
  changes() {
    /** @type {Record<string, any>} */
    const values = {};
    const gone = [];
    for (const [name, read] of this.values) {
      const now = read();
      if (JSON.stringify(now) === JSON.stringify(this.top[name])) continue;
      if (now === undefined) gone.push(name);
      else values[name] = name === "cover" && /^[1-9][0-9]*$/.test(now) ? Number(now) : now;
    }
    return { values, gone };
  }
}
