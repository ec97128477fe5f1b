// A page that could not be shown: it is shown as soon as it can be.

const EVERY_MS = 3000;

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href);
    if (answer.ok) location.reload();
  } catch {
    // The desk is not there: it may be later.
  }
}

setInterval(() => { void look(); }, EVERY_MS);

export {};
