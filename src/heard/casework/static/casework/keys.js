// Deciding by keys. The form works without this; the keys can be turned off, and never act while somebody types.
const form = document.querySelector("[data-by-keys]");
const help = document.querySelector("#keys");
const said = document.querySelector("[data-said]");
const STORE = "heard-keys";

const remembered = () => {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
};
const remember = (value) => {
  try {
    localStorage.setItem(STORE, value);
  } catch {
    // Nothing is kept where the browser keeps nothing; then the keys are on again on the next page.
  }
};

if (form && help) {
  const controls = [...form.querySelectorAll("[data-keys]")].filter((one) => !one.disabled && !one.matches(":disabled"));
  const byKeys = new Map(controls.flatMap((one) => one.dataset.keys.split(" ").filter(Boolean).map((keys) => [keys, one])));
  const letters = new Map([...form.querySelectorAll("[data-letter]")].map((one) => [one.dataset.letter, one]));
  const tone = form.querySelector("[data-tone]");
  if (tone) letters.set("t", tone);
  const toggle = help.querySelector("[data-toggle-keys]");
  const atFirst = new Map(controls.map((one) => [one, one.checked]));
  let isOn = remembered() !== "off";
  let letter = "";
  let leaving = "";

  const tell = (words) => {
    said.textContent = words;
  };
  const forget = () => {
    letters.get(letter)?.removeAttribute("data-waits");
    letter = "";
  };
  const show = () => {
    help.hidden = false;
    form.toggleAttribute("data-keys-on", isOn);
    for (const one of controls) {
      if (isOn) one.setAttribute("aria-keyshortcuts", one.dataset.keys.split(" ")[0].split("").join(" "));
      else one.removeAttribute("aria-keyshortcuts");
    }
    toggle.textContent = isOn ? toggle.dataset.off : toggle.dataset.on;
  };

  toggle.addEventListener("click", () => {
    isOn = !isOn;
    forget();
    remember(isOn ? "on" : "off");
    show();
    tell(isOn ? help.dataset.on : help.dataset.off);
  });

  const press = (control) => {
    control.click();
    control.focus();
    tell("");
  };
  const go = (rel, key) => {
    const link = document.querySelector(`a[rel=${rel}]`);
    if (!link) return;
    const isChanged = controls.some((one) => one.checked !== atFirst.get(one));
    if (isChanged && leaving !== key) {
      leaving = key;
      tell(help.dataset.changed);
    } else location.assign(link.href);
  };
  const open = (key) => {
    forget();
    letter = key;
    const group = letters.get(key);
    group.setAttribute("data-waits", "");
    const first = group.querySelector("input:checked") ?? group.querySelector("input");
    first?.focus();
    tell(`${group.dataset.name ?? group.querySelector("legend").firstChild.textContent.trim()}: ${help.dataset.waits}`);
  };

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const types = at.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
    if (!isOn || types || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const wanted = byKeys.get(letter + key);
    if (key === "Enter") {
      if (at.matches?.("a, button, summary")) return;
      event.preventDefault();
      form.requestSubmit();
    } else if (key === "Escape" && letter) {
      forget();
      tell("");
    } else if (wanted) {
      event.preventDefault();
      forget();
      press(wanted);
    } else if (letter && /^\d$/.test(key)) {
      event.preventDefault();
    } else if (key === "j" || key === "n") go("next", "next");
    else if (key === "k" || key === "p") go("prev", "prev");
    else if (key === "?") {
      help.open = !help.open;
      help.querySelector("summary").focus();
    } else if (letters.has(key)) {
      event.preventDefault();
      open(key);
    }
  });
  show();
}
