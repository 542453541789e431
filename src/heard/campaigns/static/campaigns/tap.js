// Says once a page, for each way to reach someone, that it was tapped; the tap itself waits for nothing.
const said = new Set()

function wayOf(link) {
  if (link.protocol === "tel:") return "call"
  if (link.protocol === "mailto:") return "email"
  return link.origin === location.origin ? "" : "web"
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-tap] a[href]")
  const way = link ? wayOf(link) : ""
  if (!way || said.has(way)) return
  const to = new URL(link.closest("[data-tap]").dataset.tap, location.href)
  to.searchParams.set("kind", way)
  if (navigator.sendBeacon(to)) said.add(way)
})
