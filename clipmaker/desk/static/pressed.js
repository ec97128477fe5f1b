// A click counts only where the pointer is let go on the element that it was pressed on.

const AFTER_MS = 50;

let pressed = false;
/** @type {(() => void)[]} */
let waiting = [];

function letGo() {
  pressed = false;
  const now = waiting;
  waiting = [];
  for (const go of now) go();
}

/**
 * Waits until no button is held down. Whoever draws a part of the page anew because of news from
 * the server waits for this first: else the click that somebody is about to finish is lost.
 * @returns {Promise<void>}
 */
export function released() {
  return pressed ? new Promise((go) => { waiting.push(go); }) : Promise.resolve();
}

// The click itself comes after the pointer was let go, on a touched screen in a turn of its own.
const soon = () => setTimeout(letGo, AFTER_MS);
addEventListener("pointerdown", () => { pressed = true; }, true);
addEventListener("pointerup", soon, true);
addEventListener("pointercancel", soon, true);
addEventListener("blur", soon);
addEventListener("keydown", (event) => { if (event.key === " " && event.target instanceof HTMLButtonElement) pressed = true; }, true);
addEventListener("keyup", (event) => { if (event.key === " ") soon(); }, true);
