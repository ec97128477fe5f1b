// Links that open one clip to somebody who does not work here.

import { byId, el, open, toast } from "./dom.js";
import { moment } from "./clock.js";
import { get, post, Refusal } from "./net.js";
import { may, needed } from "./who.js";

/** @typedef {{number: string, name: string, by: string, approves: boolean, until: string}} Link */

/** @param {string} api */
export async function share(api) {
  const who = await needed();
  if (!who) return;
  const dialog = /** @type {HTMLDialogElement} */ (byId("dialog"));
  const name = el("input", { maxlength: "80", required: true, autocomplete: "off" });
  const days = el("select", {}, ...[[1, "one day"], [3, "three days"], [7, "a week"], [14, "two weeks"]].map(([value, text]) => el("option", { value, text })));
  const approves = el("input", { type: "checkbox", disabled: !may("approve") });
  const made = el("div", { class: "made-link", "aria-live": "polite" });
  const list = el("ul", { class: "links" });
  const complain = (/** @type {unknown} */ error) => {
    if (error instanceof Refusal) toast(error.message, { bad: true });
    else throw error;
  };

  async function read() {
    /** @type {Link[]} */
    const links = await get(`${api}/links`);
    list.replaceChildren(...links.map((one) => el("li", {},
      el("span", {}, el("b", { text: one.name }), el("span", { class: "soft", text: ` ${one.approves ? "may approve and comment" : "may comment"} until ${moment(one.until)}, by ${one.by}` })),
      el("button", { type: "button", class: "button small", text: "End", "aria-label": `End the link of ${one.name}`, onclick: () => { post(`${api}/links`, { do: "end", number: one.number, who }).then(read, complain); } }))));
  }

  async function make() {
    const answer = await post(`${api}/links`, { do: "make", name: name.value, approves: approves.checked, days: Number(days.value), who });
    const address = new URL(answer.address, location.href).href;
    const field = el("input", { readonly: true, value: address, "aria-label": `The link of ${name.value}`, onfocus: () => field.select() });
    const copy = el("button", { type: "button", class: "button small", text: "Copy", onclick: () => { void navigator.clipboard.writeText(address).then(() => { copy.textContent = "Copied"; }, () => field.select()); } });
    made.replaceChildren(el("p", { text: `Send this to ${name.value}. It is shown only now.` }), field, copy);
    name.value = "";
    await read();
  }

  open(dialog, "A link to this clip",
    el("p", { class: "soft", text: "It opens this clip and nothing else, on a telephone, too. What is said or approved through it is kept with the name that you give here." }),
    el("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); make().catch(complain); } },
      el("label", { class: "field" }, "For whom?", name),
      el("label", { class: "field" }, "For how long?", days),
      el("label", { class: "check" }, approves, " may approve subtitles, facts and faces"),
      el("div", { class: "actions" },
        el("button", { type: "button", class: "button", text: "Close", onclick: () => dialog.close() }),
        el("button", { class: "button primary", text: "Make the link" }))),
    made, list);
  name.focus();
  await read().catch(complain);
}
