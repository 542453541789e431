// Puts a button below each field that copies it. Without script its words can be chosen and copied by hand.
if (navigator.clipboard) {
  for (const input of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small"
    button.textContent = input.dataset.copy
    button.setAttribute("aria-describedby", input.id)
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(input.value)
      button.textContent = input.dataset.copied
      setTimeout(() => { button.textContent = input.dataset.copy }, 3000)
    })
    input.after(button)
  }
}
