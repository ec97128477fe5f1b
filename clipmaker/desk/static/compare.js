// Two versions side by side, moved by one hand.

import { byId } from "./dom.js";
import { moment, precise } from "./clock.js";

const RATE = 30;
const left = /** @type {HTMLVideoElement} */ (byId("left"));
const right = /** @type {HTMLVideoElement} */ (byId("right"));
const videos = [left, right];
const position = /** @type {HTMLInputElement} */ (byId("position"));
const form = /** @type {HTMLFormElement} */ (document.querySelector("form.sides"));

for (const time of /** @type {NodeListOf<HTMLTimeElement>} */ (document.querySelectorAll("[data-moment]"))) {
  time.textContent = moment(time.dateTime);
}
for (const choice of form.querySelectorAll("select")) choice.addEventListener("change", () => form.submit());

/** @param {number} seconds */
function seek(seconds) {
  const time = Math.min(Math.max(0, seconds), (left.duration || 60) - 0.5 / RATE);
  for (const video of videos) video.currentTime = time;
}

function show() {
  position.value = String(left.currentTime);
  position.setAttribute("aria-valuetext", precise(left.currentTime * 1000));
  byId("time").textContent = precise(left.currentTime * 1000);
  byId("play").textContent = left.paused ? "Play both" : "Pause both";
  // A player that falls behind is brought back once it is seen.
  if (!left.paused && Math.abs(left.currentTime - right.currentTime) > 0.08) right.currentTime = left.currentTime;
}

function toggle() {
  if (left.paused) {
    right.currentTime = left.currentTime;
    for (const video of videos) void video.play();
  } else {
    for (const video of videos) video.pause();
    right.currentTime = left.currentTime;
  }
}

/** @param {number} count */
function step(count) {
  for (const video of videos) video.pause();
  seek((Math.floor(left.currentTime * RATE + 0.001) + count + 0.5) / RATE);
}

left.addEventListener("loadedmetadata", () => { position.max = String(left.duration); });
for (const kind of ["timeupdate", "seeked", "play", "pause"]) left.addEventListener(kind, show);
byId("play").addEventListener("click", toggle);
byId("frame-back").addEventListener("click", () => step(-1));
byId("frame-on").addEventListener("click", () => step(1));
position.addEventListener("input", () => seek(Number(position.value)));
byId("sound").addEventListener("click", () => {
  left.muted = !left.muted;
  right.muted = !left.muted;
  byId("sound").textContent = `Sound: ${left.muted ? "right" : "left"}`;
});
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-at]"))) {
  button.addEventListener("click", () => {
    for (const video of videos) video.pause();
    seek(Number(button.dataset.at) + 0.5 / RATE);
    document.querySelector(".sides")?.scrollIntoView({ block: "nearest" });
  });
}
addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.matches("select, input, button, a")) return;
  if (event.key === " ") toggle();
  else if (event.key === ",") step(-1);
  else if (event.key === ".") step(1);
  else return;
  event.preventDefault();
});
document.body.dataset.ready = "yes";
