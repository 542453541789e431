// What was opened has no place in the browser's history: Back and Reload lead to the case, and a page that the browser
// kept in memory shows nothing when it is come back to.
const done = document.querySelector("a[data-done]");

if (done) {
  history.replaceState(null, "", done.href);
  window.addEventListener("pagehide", () => document.querySelector("main")?.replaceChildren());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.replace(done.href);
  });
}
