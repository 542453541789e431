// Keys for whoever enters what others say: figures choose an answer, Control and Enter go on, Alt and U mark what
// cannot be read; on a sheet of paper, Enter leads to the next field. Everything works without this.
const MARK = "[cannot be read]";
const WRITES = ["text", "search", "email", "tel", "number", "date"];

const form = document.querySelector("form[data-entry]");

const isWriting = (target) => target.matches("textarea, select") || (target.matches("input") && WRITES.includes(target.type));

const choose = (number) => {
  const held = document.activeElement?.closest("fieldset");
  const group = held?.querySelector("input[type=radio], input[type=checkbox]") ? held : form.querySelector("fieldset");
  const choices = [...(group?.querySelectorAll("input[type=radio], input[type=checkbox]") ?? [])];
  const choice = choices[number - 1];
  choice?.click();
  choice?.focus();
};

const mark = (field) => {
  field.setRangeText(MARK, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const stops = () => [...form.querySelectorAll("input:not([type=hidden]), textarea, select")].filter((one) => one.offsetParent);

const isLine = (target) => target.matches("[data-sheet] input") && WRITES.includes(target.type) && !target.closest(".heard-finder");

const next = (target) => {
  const all = stops();
  all[all.indexOf(target) + 1]?.focus();
};

const onKey = (event) => {
  if (event.ctrlKey && event.key === "Enter") {
    form.requestSubmit(form.querySelector("[data-main]"));
  } else if (event.key === "Enter" && isLine(event.target)) {
    next(event.target);
  } else if (event.altKey && event.key.toLowerCase() === "u" && event.target.matches("textarea, input[type=text]")) {
    mark(event.target);
  } else if (/^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey && !isWriting(event.target)) {
    choose(Number(event.key));
  } else {
    return;
  }
  event.preventDefault();
};

if (form) {
  document.addEventListener("keydown", onKey);
  if (!document.querySelector(".nhsuk-error-summary")) {
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus({ preventScroll: true });
  }
}
