// The quick exit. A plain script in the head, not a module: it must work before anything else has loaded.
(() => {
  "use strict";
  const PRESSES = 3;
  const WITHIN_MS = 5000;
  const LEFT = "l";
  let presses = [];

  const link = () => document.querySelector("a[data-leave]");

  // Where the link leads over an address of ours, that address is told, and not waited for.
  function away(way) {
    const direct = way.dataset.leave || way.href;
    if (way.origin === location.origin) navigator.sendBeacon(way.href);
    leave(direct);
  }

  function clear() {
    document.title = " ";
    document.documentElement.style.display = "none";
    if (document.body) document.body.replaceChildren();
  }

  function leave(href) {
    try {
      sessionStorage.setItem(LEFT, href);
    } catch {
      // Storage may be off; the page is still left.
    }
    clear();
    location.replace(href);
  }

  // "Back" in this tab, after leaving, must not show the pages that were left.
  function stayAway(cameBack) {
    let href = null;
    try {
      href = sessionStorage.getItem(LEFT);
      if (href && !cameBack) sessionStorage.removeItem(LEFT);
    } catch {
      return;
    }
    if (href && cameBack) {
      clear();
      location.replace(href);
    }
  }

  const [entry] = performance.getEntriesByType("navigation");
  stayAway(Boolean(entry) && entry.type === "back_forward");
  addEventListener("pageshow", (event) => event.persisted && stayAway(true));

  addEventListener("click", (event) => {
    const clicked = event.target instanceof Element && event.target.closest("a[data-leave]");
    if (!clicked) return;
    event.preventDefault();
    away(clicked);
  });

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      presses = [];
      return;
    }
    const now = performance.now();
    presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
    const way = link();
    if (presses.length >= PRESSES && way) away(way);
  });

  addEventListener("DOMContentLoaded", () => {
    for (const hint of document.querySelectorAll(".heard-leave__key")) hint.hidden = false;
  });
})();
