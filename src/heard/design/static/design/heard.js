// Starts the components of nhsuk-frontend, and only on pages that hold one which needs it: most pages load none of it.
const NEEDY = ["character-count", "checkboxes", "error-summary", "password-input"];
const own = document.querySelector("script[data-components]");
const found = NEEDY.some((name) => document.querySelector(`[data-module="nhsuk-${name}"]`));

if (own && found) {
  const nhsuk = await import(own.dataset.components);
  nhsuk.initErrorSummary();
  nhsuk.initCharacterCounts();
  nhsuk.initCheckboxes();
  nhsuk.initPasswordInputs();
}

// A page that says what is wrong was sent for, and is kept nowhere: Back would lead to the browser's own dead end. It takes
// the place of a page that can be asked for: this address or, where its forms are sent elsewhere, that which sent it here.
if (document.querySelector(".nhsuk-error-summary")) {
  const isSentHere = document.querySelector("main form[method=post]:not([action])");
  const before = document.referrer.startsWith(`${location.origin}/`) ? document.referrer : location.href;
  history.replaceState(history.state, "", isSentHere ? location.href : before);
}

// A second press within a moment sends nothing: the server would answer it the same, but the person would wait longer.
// A press that another script held back has sent nothing yet: what it sends later is the first.
const SENT_MS = 1500;
addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  const now = performance.now();
  if (form.method === "post" && now - Number(form.dataset.sentAt ?? -SENT_MS) < SENT_MS) {
    event.preventDefault();
    return;
  }
  form.dataset.sentAt = String(now);
});
