// Talking to the server: JSON both ways, and events as they happen.

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
    throw new Refusal(0, { error: "The desk does not answer.", remedy: "Is it still running? What you wrote is kept on this page." });
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

/** @param {string} path @param {File} file @returns {Promise<any>} */
export async function upload(path, file) {
  return (await ask(path, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file })).json();
}

/**
 * @param {Record<string, (facts: any) => void>} handlers by kind of event
 * @param {() => void} onreturn called when the connection is there again after a break
 * @param {string} [watching] day and slug of the clip that is open
 */
export function listen(handlers, onreturn, watching = "") {
  const source = new EventSource(`/api/events${watching ? `?watching=${encodeURIComponent(watching)}` : ""}`);
  let broken = false;
  source.addEventListener("hello", () => {
    if (broken) onreturn();
    broken = false;
  });
  source.addEventListener("error", () => { broken = true; });
  for (const [kind, handle] of Object.entries(handlers)) {
    source.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
  }
  addEventListener("pagehide", () => source.close());
  return source;
}
