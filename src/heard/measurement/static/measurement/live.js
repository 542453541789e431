// Keeps the live figures current: replaces them as they change, says so quietly, and rests while nobody looks.

const figures = document.getElementById("live-figures");
const parts = [figures, document.getElementById("live-breakdown")].filter(Boolean);
const state = document.getElementById("live-state");
const news = document.getElementById("live-news");
const QUIET = 30_000;

let source = null;
let ended = false;
let waiting = null;
let saidAt = 0;

function say(words) {
  state.textContent = words;
  state.hidden = false;
}

// A table that somebody scrolled sideways stays where it was.
function replace(part, html) {
  const across = part.querySelector(".heard-scroll")?.scrollLeft ?? 0;
  part.innerHTML = html;
  if (across) part.querySelector(".heard-scroll")?.scrollTo({ left: across, behavior: "instant" });
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of parts) replace(part, fresh.getElementById(part.id).innerHTML);
  const now = Date.now();
  if (now - saidAt >= QUIET) {
    saidAt = now;
    news.textContent = "";
    requestAnimationFrame(() => { news.textContent = state.dataset.updated; });
  }
}

// What somebody is reading with the keyboard is not taken from under them.
function take(html) {
  if (parts.some((part) => part.contains(document.activeElement))) {
    waiting = html;
  } else {
    show(html);
  }
}

function listen() {
  if (source || ended || document.hidden) return;
  source = new EventSource(figures.dataset.stream);
  source.addEventListener("open", () => say(state.dataset.live));
  source.addEventListener("figures", (event) => take(JSON.parse(event.data).html));
  source.addEventListener("end", stop);
  source.addEventListener("error", () => {
    if (source && source.readyState === EventSource.CLOSED) stop();
  });
}

function rest() {
  source?.close();
  source = null;
}

function stop() {
  ended = true;
  rest();
  say(state.dataset.ended);
}

if (figures && "EventSource" in window) {
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", listen);
  for (const part of parts) {
    part.addEventListener("focusout", () => {
      if (waiting !== null) {
        const html = waiting;
        waiting = null;
        setTimeout(() => take(html), 0);
      }
    });
  }
  listen();
}
