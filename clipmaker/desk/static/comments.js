// What people say about the clip: at a time of it, with replies, until it is settled.

import { el, toast } from "./dom.js";
import { moment, short } from "./clock.js";
import { get, post, Refusal } from "./net.js";
import { needed } from "./who.js";

/** @typedef {{who: string, at: string, text: string}} Remark */
/** @typedef {{number: string, seconds: number|null, version: string, said: Remark, replies: Remark[], settled_by: string}} Comment */

export class CommentsPanel {
  /**
   * @param {HTMLElement} root
   * @param {string} api
   * @param {import("./player.js").Player} player
   * @param {() => string} version name of the version that is shown
   */
  constructor(root, api, player, version) {
    this.api = api;
    this.player = player;
    this.version = version;
    this.kept = `clipmaker-desk-unsaved:${location.pathname}:comment`;
    /** Called with how many are open. */
    this.onopen = (/** @type {number} */ _count) => {};
    this.list = el("ul", { class: "comments" });
    this.field = el("textarea", { rows: "3", maxlength: "2000", required: true, value: localStorage.getItem(this.kept) ?? "" });
    this.field.addEventListener("input", () => this.#keep());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    this.timed = el("input", { type: "checkbox", checked: true });
    this.clock = el("span", { text: short(0) });
    const form = el("form", { class: "comment-form", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void this.#add(); } },
      el("label", { class: "field" }, "What is to be said about this clip?", this.field),
      el("div", { class: "comment-send" },
        el("label", { class: "check" }, this.timed, el("span", {}, "at ", this.clock, ", where the player stands")),
        el("button", { class: "button primary small", text: "Comment" })));
    this.place = /** @type {HTMLElement} */ (this.timed.parentElement);
    player.moved.push((seconds) => { this.clock.textContent = short(seconds * 1000); });
    root.append(form, this.list);
  }

  async read() {
    try {
      this.draw(await get(`${this.api}/comments`));
    } catch (error) {
      this.list.replaceChildren(el("li", { class: "soft", text: error instanceof Refusal ? error.message : String(error) }));
    }
  }

  /** @param {Comment[]} comments */
  draw(comments) {
    const writing = /** @type {NodeListOf<HTMLTextAreaElement>} */ (this.list.querySelectorAll("textarea"));
    const unsent = new Map([...writing].filter((one) => one.value).map((one) => [one.dataset.number ?? "", one.value]));
    const at = document.activeElement instanceof HTMLTextAreaElement ? document.activeElement.dataset.number : undefined;
    const [open, settled] = [comments.filter((one) => !one.settled_by), comments.filter((one) => one.settled_by)];
    this.list.replaceChildren(...[...open, ...settled].map((one) => this.#comment(one, unsent.get(one.number) ?? "")));
    if (!comments.length) this.list.replaceChildren(el("li", { class: "soft", text: "Nobody has said anything about this clip." }));
    if (at) /** @type {HTMLElement|null} */ (this.list.querySelector(`textarea[data-number="${at}"]`))?.focus();
    // Where nothing is rendered there is no time to speak of.
    this.place.hidden = !this.version();
    this.onopen(open.length);
  }

  /** @param {Comment} one @param {string} unsent */
  #comment(one, unsent) {
    const seconds = one.seconds;
    const field = el("textarea", { rows: "2", maxlength: "2000", required: true, "aria-label": `Answer to ${one.said.who}`, "data-number": one.number, value: unsent });
    const answer = el("details", { class: "answer", open: unsent !== "" }, el("summary", { text: "Answer" }),
      el("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void this.#send({ do: "reply", number: one.number, text: field.value }, field); } },
        field, el("button", { class: "button small", text: "Send" })));
    return el("li", { class: one.settled_by ? "talk settled" : "talk" },
      el("div", { class: "comment-head" },
        seconds === null ? null : el("button", { type: "button", class: "button quiet small", "aria-label": `Show ${short(seconds * 1000)}`, text: short(seconds * 1000), onclick: () => { this.player.video.pause(); this.player.seek(seconds); } }),
        el("b", { text: one.said.who }),
        el("span", { class: "soft", text: [moment(one.said.at), one.version && one.version !== this.version() ? `on ${one.version}` : "", one.settled_by ? `settled by ${one.settled_by}` : ""].filter(Boolean).join(" · ") })),
      el("p", { class: "comment-text", text: one.said.text }),
      ...one.replies.map((reply) => el("div", { class: "reply" }, el("b", { text: reply.who }), el("span", { class: "soft", text: ` ${moment(reply.at)}` }), el("p", { class: "comment-text", text: reply.text }))),
      el("div", { class: "comment-end" }, answer,
        el("button", { type: "button", class: "button small", text: one.settled_by ? "Open again" : "Settled", onclick: () => { void this.#send({ do: one.settled_by ? "open" : "settle", number: one.number }); } })));
  }

  #keep() {
    if (this.field.value) localStorage.setItem(this.kept, this.field.value);
    else localStorage.removeItem(this.kept);
  }

  async #add() {
    const at = this.timed.checked && this.version() ? Math.round(this.player.seconds * 1000) : null;
    const text = this.field.value;
    if (await this.#send({ do: "add", text, at_ms: at, version: this.version() }) && this.field.value === text) {
      this.field.value = "";
      this.#keep();
    }
  }

  /** @param {object} body @param {HTMLTextAreaElement} [field] emptied once it has arrived */
  async #send(body, field) {
    const who = await needed();
    if (!who) return false;
    try {
      const comments = await post(`${this.api}/comments`, { ...body, who });
      if (field) field.value = "";
      this.draw(comments);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      toast(error.message, { bad: true });
      return false;
    }
  }
}
