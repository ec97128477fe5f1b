// What was measured, and what the clip left behind.

import { el } from "./dom.js";
import { bytes, moment } from "./clock.js";
import { postBox } from "./post.js";

/** @typedef {import("./types.js").VersionFacts} VersionFacts */
/** @typedef {import("./types.js").Clip} Clip */
/** @typedef {import("./types.js").Version} Version */

const VERDICTS = /** @type {Record<string, string>} */ ({ pass: "passed", fail: "failed", unknown: "not known" });

/** @param {(string|Node)[][]} rows @param {string[]} head @param {string} label */
function table(rows, head, label) {
  return el("table", { class: "facts-table", "aria-label": label },
    head.length ? el("thead", {}, el("tr", {}, ...head.map((text, i) => el("th", { scope: "col", text, class: i === head.length - 1 && head.length > 3 ? "wide" : "" })))) : null,
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((value, i) => (i === 0 ? el("th", { scope: "row" }, value) : el("td", { class: value === "failed" ? "fail" : i === row.length - 1 && head.length > 3 ? "wide" : "" }, value)))))));
}

/** @param {HTMLElement} panel @param {VersionFacts} facts @param {Version} version */
export function drawChecks(panel, facts, version) {
  const { report, overlays } = facts;
  const results = report.results ?? [];
  panel.replaceChildren(
    el("p", { class: "soft", text: `${version.name}, measured by the profile ${report.profile ?? ""} of ${report.profile_dated ?? ""}. ${overlays.known ? "" : "Some text boxes are no longer in the cache and are not shown on the picture."}` }),
    table(results.map((one) => [one.rule.replaceAll("_", " "), VERDICTS[one.verdict] ?? one.verdict, one.measured, one.expected]), ["Check", "Result", "Measured", "Expected"], "Checks"),
  );
}

/** @param {HTMLElement} panel @param {VersionFacts} facts @param {Clip} clip @param {Version} version @param {string} folder */
export function drawFiles(panel, facts, clip, version, folder) {
  const { manifest } = facts;
  const history = clip.versions.map((one) => el("li", {}, el("b", { text: one.name }), el("span", { text: moment(one.made) }),
    el("span", { class: "soft", text: one.sign_off ? `approved by ${one.sign_off.who}${one.sign_off.note ? `: ${one.sign_off.note}` : ""}` : one.name === "draft" ? "draft" : "published without a name" })));
  const tools = Object.entries(manifest.tools ?? {}).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
  panel.replaceChildren(
    el("h3", { text: "Versions" }), el("ul", { class: "history" }, ...history),
    clip.versions.length > 1 ? el("p", { class: "after" }, el("a", { class: "button", href: `/clips/${clip.day || "-"}/${clip.slug}/compare`, text: "Compare two versions" })) : "",
    el("h3", { text: `Files of ${version.name}` }), el("p", { class: "folder", text: version.folder }),
    table([...version.files].sort((one, other) => Number(other.name.endsWith(".mp4")) - Number(one.name.endsWith(".mp4"))).map((file) => {
      const address = `${folder}/${version.name}/${encodeURIComponent(file.name)}?v=${version.stamp}`;
      return [el("a", { href: `${address}&download`, download: file.name, text: file.name }), bytes(file.bytes)];
    }), ["File", "Size"], "Files"),
    ...postBox(facts.post),
    el("h3", { text: "Made from" }),
    table((manifest.inputs ?? []).map((/** @type {any} */ one) => [one.file, one.credit, `${one.sha256.slice(0, 16)}…`]), ["File", "Credit", "SHA-256"], "Inputs"),
    el("h3", { text: "Made with" }),
    table([["Clipmaker", manifest.clipmaker], ["Brand", manifest.brand?.name ?? ""], ["Profile", `${manifest.profile?.name ?? ""}, ${manifest.profile?.dated ?? ""}`], ...tools], [], "Tools"),
  );
}
