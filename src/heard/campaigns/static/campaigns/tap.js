// Says once a page that a shown number was tapped; the call itself waits for nothing. Without script nothing is said.
const shown = document.querySelector("[data-tap]")
let isSaid = false
shown?.addEventListener("click", (event) => {
  if (isSaid || !event.target.closest("a[href^='tel:']")) return
  isSaid = navigator.sendBeacon(shown.dataset.tap)
})
