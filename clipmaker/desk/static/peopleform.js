// Who is named on screen, and how names are spelt: the people and the glossary of a story.

import { el } from "./dom.js";

/** @typedef {import("./story.js").Story} Story */
/** @typedef {Record<string, any>} Values */
/** @typedef {{name: string, label: string, list?: string, many?: boolean}} Column */
/** @typedef {{top: Values, people: Values[], glossary: Values[]}} Kept */

const PEOPLE = [{ name: "name", label: "Name, as on screen" }, { name: "role", label: "What they are" }, { name: "speaker", label: "Called in the subtitles", list: "people-speakers" }];
const TERMS = [{ name: "spelling", label: "Spelt on screen" }, { name: "source", label: "In the languages spoken", many: true }, { name: "note", label: "Remark for people" }];

/** @param {unknown} value @returns {Values[]} */
const rowsOf = (value) => (Array.isArray(value) ? value.filter((one) => one && typeof one === "object") : []);

/** A value as its field shows it. @param {any} value */
const shown = (value) => (Array.isArray(value) ? value.join(", ") : value === undefined ? "" : String(value));

/** A field's text as it is written; what was not touched stays as it was. @param {string} text @param {any} was @param {boolean} many */
function written(text, was, many) {
  if (text === shown(was).trim()) return was;
  if (!many) return text || undefined;
  const found = text.split(/[,،、;]/).map((one) => one.trim()).filter(Boolean);
  return found.length > 1 ? found : found[0];
}

/** Rows of a table that one writes. @param {string} what one of them @param {Column[]} columns @param {Values[]} given @param {() => void} ontyped */
function writtenTable(what, columns, given, ontyped) {
  const body = el("tbody", {});
  const row = (/** @type {Values} */ one) => {
    const fields = columns.map((column) => el("input", { value: shown(one[column.name]), "aria-label": column.label, list: column.list, dir: "auto", autocomplete: "off" }));
    const line = el("tr", {}, ...fields.map((field) => el("td", {}, field)),
      el("td", {}, el("button", { type: "button", class: "button small", text: "×", "aria-label": `Take this ${what} away`, onclick: () => {
        const next = /** @type {HTMLElement|null} */ (line.nextElementSibling ?? line.previousElementSibling);
        line.remove();
        ontyped();
        (next?.querySelector("button") ?? add).focus();
      } })));
    /** @type {any} */ (line).read = () => {
      const values = { ...one };
      columns.forEach((column, place) => { values[column.name] = written(fields[place]?.value.trim().replace(/\s+/g, " ") ?? "", one[column.name], column.many === true); });
      return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ""));
    };
    return line;
  };
  const add = el("button", { type: "button", class: "button small", text: `One more ${what}`, onclick: () => { const line = row({}); body.append(line); line.querySelector("input")?.focus(); } });
  body.append(...(given.length ? given : [{}]).map(row));
  body.addEventListener("input", ontyped);
  return {
    box: el("div", {}, el("table", { class: "written-rows" }, el("thead", {}, el("tr", {}, ...columns.map((column) => el("th", { scope: "col", text: column.label })), el("td", {}))), body), add),
    /** @returns {Values[]|undefined} */
    read: () => {
      const found = [...body.children].map((line) => /** @type {any} */ (line).read()).filter((one) => Object.keys(one).length);
      return found.length ? found : undefined;
    },
  };
}

export class PeopleForm {
  /** @param {Story} story @param {string} kept where the browser keeps what is not saved */
  constructor(story, kept) {
    this.kept = kept;
    /** @type {Kept|null} */
    const unsaved = JSON.parse(localStorage.getItem(kept) ?? "null");
    this.top = unsaved?.top ?? { people: story.top.people, glossary: story.top.glossary };
    this.people = writtenTable("person", PEOPLE, unsaved?.people ?? rowsOf(this.top.people), () => this.#keep());
    this.terms = writtenTable("name", TERMS, unsaved?.glossary ?? rowsOf(this.top.glossary), () => this.#keep());
    const elsewhere = story.spelt.length ? `The newsroom’s own glossary spells these as well: ${story.spelt.join(", ")}.` : "";
    this.box = el("div", {},
      unsaved ? el("p", { class: "soft", role: "status", text: "What you wrote and did not save is here again." }) : null,
      el("fieldset", { class: "part" }, el("legend", { text: "Who is named on screen" }),
        el("p", { class: "soft", text: "At their first line in footage. Nobody else is named. For a prisoner of war, a child or a witness a final waits until somebody decides about faces." }),
        el("datalist", { id: "people-speakers" }, ...story.speakers.map((name) => el("option", { value: name }))), this.people.box),
      el("fieldset", { class: "part" }, el("legend", { text: "How names are spelt" }),
        el("p", { class: "soft", text: "Subtitles that say such a name otherwise are marked. Several spellings stand with commas between them." }),
        this.terms.box, elsewhere ? el("p", { class: "soft", text: elsewhere }) : null));
  }

  #keep() {
    const now = { top: this.top, people: this.people.read() ?? [], glossary: this.terms.read() ?? [] };
    localStorage.setItem(this.kept, JSON.stringify(now));
  }

  forget() {
    localStorage.removeItem(this.kept);
  }

  focus() {
    this.box.querySelector("input")?.focus();
  }

  /** @returns {{values: Values, gone: string[]}} what is other than it was */
  changes() {
    /** @type {Values} */
    const values = {};
    const gone = [];
    for (const [name, now] of Object.entries({ people: this.people.read(), glossary: this.terms.read() })) {
      if (JSON.stringify(now) === JSON.stringify(this.top[name])) continue;
      if (now === undefined) gone.push(name);
      else values[name] = now;
    }
    return { values, gone };
  }
}
