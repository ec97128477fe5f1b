// Talking to the server: JSON both ways, and events as they happen.

import { name, signed } from "./who.js";

const AGAIN_MS = 2000;

export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {any} body
   */
  constructor(status, body) {
    super([body.error, body.remedy].filter(Boolean).join("\n") || `The desk answered ${status}.`);
    this.status = status;
    this.body = body;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [how]
 * @returns {Promise<Response>}
 */
async function ask(path, how) {
  let answer;
  try {
    answer = await fetch(path, how);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal(0, { error: "The desk does not answer.", remedy: "What you wrote is kept in this browser." });
  }
  if (!answer.ok) {
    const kind = answer.headers.get("content-type") ?? "";
    const body = kind.includes("json") ? await answer.json() : { error: await answer.text() };
    throw new Refusal(answer.status, body);
  }
  return answer;
}

/** @param {string} path @returns {Promise<any>} */
export async function get(path) {
  return (await ask(path)).json();
}

/** @param {string} path @param {object} body @param {AbortSignal} [signal] */
export async function send(path, body, signal) {
  return ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
}

/** @param {string} path @param {object} body @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function post(path, body, signal) {
  return (await send(path, body, signal)).json();
}

/** @param {string} path @param {Blob} content @returns {Promise<any>} */
export async function sendBytes(path, content) {
  return (await ask(path, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: content })).json();
}

/**
 * Sends a large file, and tells how much of it has arrived.
 * @param {string} path
 * @param {Blob} content
 * @param {(share: number) => void} onshare
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
export function sendLarge(path, content, onshare, signal) {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", path);
    sending.setRequestHeader("content-type", "application/octet-stream");
    sending.upload.addEventListener("progress", (event) => onshare(event.lengthComputable ? event.loaded / event.total : 0));
    sending.addEventListener("load", () => {
      let body = {};
      try { body = JSON.parse(sending.responseText); } catch { body = { error: sending.responseText }; }
      if (sending.status >= 200 && sending.status < 300) resolve(body);
      else reject(new Refusal(sending.status, body));
    });
    sending.addEventListener("error", () => reject(new Refusal(0, { error: "The file did not arrive: the connection broke.", remedy: "Send it again." })));
    sending.addEventListener("abort", () => reject(new Refusal(0, { error: "Not sent." })));
    signal.addEventListener("abort", () => sending.abort());
    sending.send(content);
  });
}

/**
 * @param {Record<string, (facts: any) => void>} handlers by kind of event
 * @param {() => void} onreturn called when the connection is there again after a break
 * @param {string} [watching] day and slug of the clip that is open
 */
export function listen(handlers, onreturn, watching = "") {
  let broken = false;
  /** @type {EventSource} */
  let source;
  const begin = () => {
    source = new EventSource(`/api/events${watching ? `?${new URLSearchParams({ watching, who: name() })}` : ""}`);
    source.addEventListener("hello", () => {
      unplugged("");
      if (broken) onreturn();
      broken = false;
    });
    source.addEventListener("error", () => {
      broken = true;
      void look();
      // A browser gives up where it is refused: it is let in again once the desk knows it.
      if (source.readyState === EventSource.CLOSED) setTimeout(begin, AGAIN_MS);
    });
    for (const [kind, handle] of Object.entries(handlers)) {
      source.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
    }
  };
  begin();
  addEventListener("pagehide", () => source.close());
}

/** Says where one looks why the desk cannot be reached. */
async function look() {
  try {
    const answer = await fetch("/api/here");
    if (answer.status === 401 && signed()) unplugged(await answer.text());
    else if (answer.status === 401) unplugged("The desk has a new token. Open the address that “clipmaker desk” has printed, in this browser: then this page goes on.");
  } catch {
    unplugged("The desk does not answer. What you write is kept in this browser, and this page goes on by itself when the desk is back.");
  }
}

/** @param {string} why "" when it is there again */
function unplugged(why) {
  const place = document.getElementById("unplugged");
  if (!place) return;
  if (place.textContent !== why) place.textContent = why;
  place.hidden = why === "";
}
