// A part of a clip's page that shows what the desk told, and follows it while others change it.

import { el, later } from "./dom.js";
import { get, Refusal } from "./net.js";

/** @template Told */
export class FollowedPanel {
  /** @param {HTMLElement} panel @param {string} api @param {string} files @param {string} page */
  constructor(panel, api, files, page) {
    this.panel = panel;
    this.api = api;
    this.files = files;
    this.page = page;
    /** @type {Told|null} */
    this.told = null;
    this.busy = false;
    this.soon = later(300, () => { void this.follow(); });
  }

  /** Where the desk tells it. */
  get address() {
    return "";
  }

  /** Whether somebody is in the middle of something that must not be drawn over. */
  get held() {
    return this.busy;
  }

  /** Shows what the desk tells. @param {Told} told */
  take(told) {
    this.told = told;
  }

  /** Shows why the desk tells nothing. @param {string} why */
  refuse(why) {
    this.panel.replaceChildren(el("p", { class: "empty", text: why }));
  }

  async open() {
    try {
      this.take(await get(this.address));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refuse(error.message);
    }
  }

  /** Follows what others have changed. */
  async follow() {
    if (!this.told || this.held) return;
    const now = await get(this.address).catch(() => null);
    if (now && JSON.stringify(now) !== JSON.stringify(this.told)) this.take(now);
  }
}
