// Keeps a screen on a wall current, tries again by itself, and says when what it shows has grown old.

const figures = document.getElementById("wall-figures");
const state = document.getElementById("wall-state");
const QUIET = 45_000;
const AGAIN = 10_000;

let source = null;
let heardAt = Date.now();
let ended = false;

function heard() {
  heardAt = Date.now();
  ended = false;
  state.hidden = true;
  document.body.classList.remove("heard-wall--stale");
}

function stale() {
  const time = new Date(heardAt).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const words = (ended ? state.dataset.ended : state.dataset.stale).replace("{time}", time);
  if (state.textContent !== words) state.textContent = words;
  state.hidden = false;
  document.body.classList.add("heard-wall--stale");
}

function listen() {
  source?.close();
  source = new EventSource(figures.dataset.stream);
  source.addEventListener("open", heard);
  source.addEventListener("beat", heard);
  source.addEventListener("figures", (event) => {
    heard();
    const fresh = new DOMParser().parseFromString(JSON.parse(event.data).html, "text/html");
    figures.innerHTML = fresh.getElementById(figures.id).innerHTML;
  });
  source.addEventListener("end", () => {
    ended = true;
    source.close();
    stale();
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) stale();
  });
}

if (figures && "EventSource" in window) {
  setInterval(() => {
    if (source.readyState === EventSource.CLOSED) listen();
    if (Date.now() - heardAt > QUIET) stale();
  }, AGAIN);
  listen();
}
