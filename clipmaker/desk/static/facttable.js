// What a story states, held against its article: what agrees is counted, what does not is told.

import { el } from "./dom.js";

/**
 * @typedef {object} Fact
 * @property {string} name
 * @property {string} kind
 * @property {string} text
 * @property {string} where
 * @property {string} answer `found`, `differs`, `waived`, or what else the comparison says
 * @property {string} reason
 * @property {string} nearest
 * @property {number} article_line
 * @property {boolean} binding whether it keeps a clip from being final
 * @property {string} waived_by
 * @property {string} waiver
 */
/** @typedef {{source: string, note: string, rows: Fact[]}} Facts */

/** @param {Fact} fact @returns {string} */
function answered(fact) {
  if (fact.waiver) return `let stand by ${fact.waived_by}`;
  if (!fact.reason) return "agrees";
  return fact.binding ? "differs" : "look at it";
}

/**
 * @param {Facts} facts
 * @param {((fact: Fact) => void)|null} waive asked where a person lets a fact stand; null where it cannot be
 */
export function factTable(facts, waive) {
  if (!facts.source) return el("p", { class: "soft", text: "Nothing to compare with: the story names no article as its source." });
  const told = facts.rows.filter((fact) => fact.reason || fact.waiver);
  const agree = facts.rows.length - facts.rows.filter((fact) => fact.reason).length;
  const lead = facts.rows.length ? `${agree} of ${facts.rows.length} numbers, days, names and quotations agree with ${facts.source}.` : `There is no number, day, name or quotation to compare with ${facts.source}.`;
  return el("div", { class: "fact-box" },
    el("p", { class: "soft", text: [lead, facts.note].filter(Boolean).join(" ") }),
    told.length ? el("table", { class: "facts-table fact-table" },
      el("thead", {}, el("tr", {}, ...["Stated", "Where", "The article"].map((text) => el("th", { scope: "col", text })), waive ? el("th", { scope: "col" }, el("span", { class: "hidden", text: "What to do" })) : null)),
      el("tbody", {}, ...told.map((fact) => el("tr", { "data-fact": fact.name },
        el("th", { scope: "row" }, fact.text, el("small", { class: "soft", text: ` ${fact.kind}` })),
        el("td", { text: fact.where }),
        el("td", {},
          el("b", { class: answered(fact) === "differs" ? "fail" : "", text: answered(fact) }),
          el("span", { text: [fact.reason, fact.nearest && `nearest: “${fact.nearest}”${fact.article_line ? `, line ${fact.article_line}` : ""}`, fact.waiver].filter(Boolean).map((part) => ` · ${part}`).join("") })),
        waive ? el("td", {}, answered(fact) === "differs" ? el("button", { type: "button", class: "button small", text: "Let it stand…", onclick: () => waive(fact) }) : null) : null)))) : null);
}
