// A box over a picture: drawn, moved and resized with the pointer and with the keys.

import { el, svg } from "./dom.js";

/** @typedef {[number, number, number, number]} Shares left, top, right, bottom, as shares of the picture */

const UNITS = 1000;
const LEAST = 0.02;
const STEP = 0.01;
const NEAR_PX = 16;
const FIRST = /** @type {Shares} */ ([0.35, 0.2, 0.65, 0.6]);

/** @param {number} share */
const within = (share) => Math.min(1, Math.max(0, share));

/** @param {number} share */
const rounded = (share) => Math.round(share * UNITS) / UNITS;

export class BoxStage {
  /** @param {HTMLVideoElement|HTMLImageElement} media @param {string} label @param {() => void} onchange */
  constructor(media, label, onchange) {
    this.media = media;
    this.onchange = onchange;
    /** @type {Shares|null} */
    this.shares = null;
    this.areas = svg("g", {});
    this.drawn = svg("rect", { class: "stage-box" });
    const picture = svg("svg", { viewBox: `0 0 ${UNITS} ${UNITS}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    picture.append(this.areas, this.drawn);
    this.over = el("div", { class: "stage-over", tabindex: "0", role: "application", "aria-label": label }, /** @type {any} */ (picture));
    this.box = el("div", { class: "draw-stage crop-stage" }, media, this.over);
    for (const event of ["loadedmetadata", "load"]) media.addEventListener(event, () => this.place());
    new ResizeObserver(() => this.place()).observe(media);
    this.#pointer();
    this.over.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Lays it over the picture, which may be smaller than its element. */
  place() {
    const { media } = this;
    const [wide, high] = media instanceof HTMLVideoElement ? [media.videoWidth, media.videoHeight] : [media.naturalWidth, media.naturalHeight];
    if (!wide || !high) return;
    const scale = Math.min(media.clientWidth / wide, media.clientHeight / high);
    Object.assign(this.over.style, { left: `${media.offsetLeft + (media.clientWidth - wide * scale) / 2}px`, top: `${media.offsetTop + (media.clientHeight - high * scale) / 2}px`, width: `${wide * scale}px`, height: `${high * scale}px` });
    this.#show();
  }

  /** @param {Shares|null} shares */
  set(shares) {
    this.shares = shares;
    this.#show();
  }

  /** What is seen, and where words may stand. @param {Shares} crop @param {Shares[]} safe */
  outline(crop, safe) {
    const [left, top, right, bottom] = crop.map((share) => share * UNITS);
    const shade = svg("path", { class: "stage-shade", "fill-rule": "evenodd", d: `M0 0H${UNITS}V${UNITS}H0ZM${left} ${top}H${right}V${bottom}H${left}Z` });
    this.areas.replaceChildren(shade, this.#rect("stage-crop", crop), ...safe.map((one) => this.#rect("stage-safe", one)));
  }

  /** @param {string} name @param {Shares} shares */
  #rect(name, shares) {
    const [left, top, right, bottom] = shares;
    return svg("rect", { class: name, x: left * UNITS, y: top * UNITS, width: (right - left) * UNITS, height: (bottom - top) * UNITS });
  }

  #show() {
    const { shares } = this;
    this.drawn.toggleAttribute("hidden", !shares);
    if (!shares) {
      this.drawn.setAttribute("width", "0");
      return;
    }
    for (const [name, value] of Object.entries({ x: shares[0], y: shares[1], width: shares[2] - shares[0], height: shares[3] - shares[1] })) this.drawn.setAttribute(name, String(value * UNITS));
  }

  /** @param {Shares} shares */
  #change(shares) {
    this.shares = /** @type {Shares} */ (shares.map((share) => rounded(within(share))));
    this.#show();
    this.onchange();
  }

  /** Moved as far as the picture goes. @param {Shares} box @param {number} across @param {number} down */
  #moved(box, across, down) {
    const x = Math.max(-box[0], Math.min(1 - box[2], across));
    const y = Math.max(-box[1], Math.min(1 - box[3], down));
    this.#change([box[0] + x, box[1] + y, box[2] + x, box[3] + y]);
  }

  #pointer() {
    /** @type {((x: number, y: number) => void)|null} */
    let drag = null;
    /** @type {Shares|null} */
    let before = null;
    const at = (/** @type {PointerEvent} */ event) => {
      const edge = this.over.getBoundingClientRect();
      return /** @type {[number, number]} */ ([within((event.clientX - edge.left) / edge.width), within((event.clientY - edge.top) / edge.height)]);
    };
    const stretch = (/** @type {number} */ fromX, /** @type {number} */ fromY) => (/** @type {number} */ x, /** @type {number} */ y) => this.#change([Math.min(fromX, x), Math.min(fromY, y), Math.max(fromX, x), Math.max(fromY, y)]);
    this.over.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      this.over.focus();
      this.over.setPointerCapture(event.pointerId);
      const [x, y] = at(event);
      const box = this.shares;
      before = box;
      const near = (/** @type {number} */ one, /** @type {number} */ other, /** @type {number} */ length) => Math.abs(one - other) * length < NEAR_PX;
      if (box) {
        const { clientWidth: wide, clientHeight: high } = this.over;
        const sideX = [0, 2].find((side) => near(x, box[side] ?? 0, wide));
        const sideY = [1, 3].find((side) => near(y, box[side] ?? 0, high));
        if (sideX !== undefined && sideY !== undefined) {
          drag = stretch(sideX === 0 ? box[2] : box[0], sideY === 1 ? box[3] : box[1]);
          return;
        }
        if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) {
          drag = (nowX, nowY) => this.#moved(box, nowX - x, nowY - y);
          return;
        }
      }
      drag = stretch(x, y);
    });
    this.over.addEventListener("pointermove", (event) => drag?.(...at(event)));
    const end = () => {
      const box = this.shares;
      // A click is no box.
      if (drag && box && (box[2] - box[0] < LEAST || box[3] - box[1] < LEAST)) {
        this.set(before);
        this.onchange();
      }
      drag = null;
    };
    for (const event of ["pointerup", "pointercancel"]) this.over.addEventListener(event, end);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const [across = 0, down = 0] = step;
    const box = this.shares;
    if (!box) this.#change(FIRST);
    else if (event.shiftKey) this.#change([box[0], box[1], Math.max(box[0] + LEAST, box[2] + across), Math.max(box[1] + LEAST, box[3] + down)]);
    else this.#moved(box, across, down);
  }
}
