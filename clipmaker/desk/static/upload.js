// Sends a large file in parts: where the line breaks, it goes on by itself where it stopped.

import { sendBytes, sendLarge, Refusal } from "./net.js";

const PART_BYTES = 4 * 1024 * 1024;
const HEAD_BYTES = 64 * 1024;
const LONGEST_WAIT_MS = 15_000;
const MOST_CONFLICTS = 5;
const GONE = 410;
const CONFLICT = 409;
const PROXY_DOWN = 502;

/** @param {Blob} part @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function bytesOf(part) {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch {
    throw new Refusal(GONE, { error: "The file cannot be read any more.", remedy: "Choose it again." });
  }
}

/** What tells files of one name and size apart: when they were saved, and how they begin. @param {File} file @param {Uint8Array} head */
function markOf(file, head) {
  let sum = 2166136261;
  for (const byte of head) sum = Math.imul(sum ^ byte, 16777619);
  return `${file.lastModified}-${sum >>> 0}`;
}

/** SHA-256 in hexadecimal digits; "" where the browser makes none, on pages without encryption. @param {Uint8Array<ArrayBuffer>} bytes */
async function checksum(bytes) {
  if (!globalThis.crypto?.subtle) return "";
  const made = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...made].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Waits, but no longer than until the line is there again. @param {number} ms @param {AbortSignal} signal @returns {Promise<void>} */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const done = () => { clearTimeout(timer); removeEventListener("online", done); resolve(); };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}

/**
 * @param {string} api @param {File} file @param {Record<string, string>} said who sends it, and from which page
 * @param {{onshare: (share: number) => void, onbroken: () => void}} told
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
export async function sendParts(api, file, said, told, signal) {
  const head = await bytesOf(file.slice(0, HEAD_BYTES));
  const query = { ...said, name: file.name, size: String(file.size), mark: markOf(file, head) };
  const at = (/** @type {string} */ what, /** @type {Record<string, string>} */ more = {}) => `${api}/media/${what}?${new URLSearchParams({ ...query, ...more })}`;
  let offset = -1;
  let breaks = 0;
  let conflicts = 0;
  for (;;) {
    try {
      if (offset < 0) offset = (await sendBytes(at("begin"), new Blob([head]))).offset;
      const start = offset;
      const part = await bytesOf(file.slice(start, start + PART_BYTES));
      const share = (/** @type {number} */ sent) => told.onshare((start + sent * part.length) / file.size);
      share(0);
      const answer = await sendLarge(at("part", { offset: String(start), sum: await checksum(part) }), new Blob([part]), share, signal);
      if (answer.name) return answer;
      offset = answer.offset;
      breaks = conflicts = 0;
    } catch (error) {
      if (signal.aborted) {
        await sendBytes(at("forget"), new Blob([])).catch(() => null);
        throw new Refusal(0, { error: "Not sent." });
      }
      if (!(error instanceof Refusal)) throw error;
      if (error.status === CONFLICT && typeof error.body.offset === "number" && conflicts < MOST_CONFLICTS) {
        conflicts += 1;
        offset = error.body.offset;
      } else if (error.status === 0 || error.status >= PROXY_DOWN) {
        told.onbroken();
        await pause(Math.min(LONGEST_WAIT_MS, 1000 * 2 ** breaks), signal);
        breaks += 1;
        offset = -1;
      } else throw error;
    }
  }
}
