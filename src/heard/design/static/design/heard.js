// Starts the components of nhsuk-frontend, and only on pages that have any: the landing page then loads none of it.
const own = document.querySelector("script[data-components]");
const found = document.querySelector("[data-module]:not([data-module='nhsuk-skip-link'])");
if (own && found) {
  const { initAll } = await import(own.dataset.components);
  initAll();
}
