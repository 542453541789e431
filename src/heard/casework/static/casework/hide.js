// Puts words that were selected in what a person said into the form that hides them. The form works without this.
const button = document.querySelector("[data-hide-selected]");
const said = document.querySelector(".cw-words");
const form = document.querySelector("#form-hide");

const selected = () => {
  const selection = document.getSelection();
  const isInside = (node) => node && (node.nodeType === 1 ? node : node.parentElement)?.closest(".cw-words__said");
  return isInside(selection?.anchorNode) && isInside(selection?.focusNode) ? selection.toString().trim() : "";
};

if (button && said && form) {
  const words = form.querySelector("[name=words]");
  let held = "";

  document.addEventListener("selectionchange", () => {
    const now = selected();
    if (now) held = now;
    else if (document.activeElement === button) return;
    button.hidden = !now;
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    words.value = held.replace(/\s+/g, " ").slice(0, 300);
    form.closest("details").open = true;
    button.hidden = true;
    form.querySelector("[name=kind]").focus();
  });
}
