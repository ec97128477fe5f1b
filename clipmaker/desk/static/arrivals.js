// Footage and photos that are brought: looked at, sent, kept beside the story; why one cannot be used.

import { el } from "./dom.js";
import { Refusal } from "./net.js";
import { sendParts } from "./upload.js";
import * as who from "./who.js";

/** @typedef {import("./story.js").Medium} Medium */
/** @typedef {Record<string, any>} Values */

export class Arrivals {
  /** @param {string} api @param {string} page @param {(media: Medium[]) => void} ontaken */
  constructor(api, page, ontaken) {
    this.api = api;
    this.page = page;
    this.ontaken = ontaken;
    const chooser = el("input", { type: "file", multiple: true, class: "hidden", onchange: () => { void this.bring([...(chooser.files ?? [])]); chooser.value = ""; } });
    this.coming = el("ul", { class: "arrivals", "aria-live": "polite" });
    this.there = el("p", { class: "soft" });
    this.zone = el("div", { class: "drop" }, el("label", { class: "button" }, "Bring footage or photos…", chooser), el("p", { class: "soft", text: "or drop them here: films up to 8 GB, pictures up to 100 MB. They are kept beside the story." }));
    this.box = el("section", { class: "media-box", "aria-label": "Files of the story" }, this.zone, this.coming, this.there);
    for (const kind of ["dragover", "dragenter"]) {
      this.box.addEventListener(kind, (event) => {
        if (!(event instanceof DragEvent) || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        this.zone.classList.add("over");
      });
    }
    this.box.addEventListener("dragleave", (event) => { if (!(event.relatedTarget instanceof Node && this.box.contains(event.relatedTarget))) this.zone.classList.remove("over"); });
    this.box.addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.zone.classList.remove("over");
      void this.bring([...event.dataTransfer.files]);
    });
  }

  /** @param {Medium[]} media @param {Values[]} shots */
  take(media, shots) {
    const used = JSON.stringify(shots);
    const names = media.map((one) => `${one.name}${used.includes(JSON.stringify(one.name)) ? "" : " (not used yet)"}`);
    this.there.textContent = names.length ? `Beside the story: ${names.join(", ")}` : "No footage or photos lie beside the story yet.";
  }

  /** One after the other: a line that two share takes as long. @param {File[]} files */
  async bring(files) {
    const me = await who.needed();
    if (!me) return;
    for (const file of files) await this.#one(file, me);
  }

  /** @param {File} file @param {string} me */
  async #one(file, me) {
    const stop = new AbortController();
    const bar = el("progress", { max: 1, value: 0, "aria-label": `${file.name} sent` });
    const said = el("span", { text: "looking at it…" });
    const button = el("button", { type: "button", class: "button small", text: "Cancel", onclick: () => stop.abort() });
    const line = el("li", {}, el("b", { text: file.name }), said, bar, button);
    this.coming.append(line);
    const told = {
      onshare: (/** @type {number} */ share) => {
        bar.value = share;
        said.textContent = share < 1 ? `${Math.round(100 * share)} %` : "looking at all of it…";
      },
      onbroken: () => { said.textContent = `the connection broke at ${Math.round(100 * bar.value)} %; it goes on by itself`; },
    };
    try {
      const answer = await sendParts(this.api, file, { who: me, page: this.page }, told, stop.signal);
      said.textContent = answer.there ? `lies there already as ${answer.name}: ${answer.told}` : `kept as ${answer.name}: ${answer.told}`;
      line.className = "kept-file";
      this.ontaken(answer.media);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Its name stands before it already.
      said.textContent = error.message.replace(`${file.name}: `, "");
      line.className = "refused";
    } finally {
      bar.remove();
      button.textContent = "Close";
      button.onclick = () => line.remove();
    }
  }
}
