// Signing in: name and password once a shift.

import { byId } from "./dom.js";
import { post, Refusal } from "./net.js";

const form = /** @type {HTMLFormElement} */ (byId("sign-in"));
const wrong = byId("wrong");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void enter();
});

async function enter() {
  const given = new FormData(form);
  try {
    await post("/api/sign-in", { name: given.get("name"), password: given.get("password") });
  } catch (error) {
    wrong.textContent = error instanceof Refusal ? error.message : String(error);
    wrong.hidden = false;
    const password = /** @type {HTMLInputElement} */ (byId("password"));
    password.value = "";
    password.focus();
    return;
  }
  const there = new URLSearchParams(location.search).get("to") ?? "/";
  // A path of this desk, and no other host.
  location.assign(/^\/(?![/\\])/.test(there) ? there : "/");
}
