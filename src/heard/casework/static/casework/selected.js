// Puts words that were selected in what a person said into a form below: to hide them, or to quote them.
// The forms work without this.
const buttons = [...document.querySelectorAll("[data-takes-selected]")];

const selected = () => {
  const selection = document.getSelection();
  const isInside = (node) => node && (node.nodeType === 1 ? node : node.parentElement)?.closest(".cw-words__said");
  return isInside(selection?.anchorNode) && isInside(selection?.focusNode) ? selection.toString().trim() : "";
};

let held = "";

document.addEventListener("selectionchange", () => {
  const now = selected();
  if (now) held = now;
  else if (buttons.includes(document.activeElement)) return;
  for (const button of buttons) button.hidden = !now;
});

for (const button of buttons) {
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const form = document.querySelector(`#form-${button.dataset.takesSelected}`);
    const [words, next] = form.querySelectorAll("input:not([type=hidden]), textarea, select");
    words.value = held.replace(/\s+/g, " ").slice(0, 600);
    form.closest("details").open = true;
    for (const each of buttons) each.hidden = true;
    next.focus();
  });
}
