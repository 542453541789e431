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

// A second press within a moment sends nothing: the server would answer it the same, but the person would wait longer.
const SENT_MS = 1500;
addEventListener("submit", (event) => {
  const form = event.target;
  const now = performance.now();
  if (form.method === "post" && now - Number(form.dataset.sentAt ?? -SENT_MS) < SENT_MS) {
    event.preventDefault();
    return;
  }
  form.dataset.sentAt = String(now);
});
