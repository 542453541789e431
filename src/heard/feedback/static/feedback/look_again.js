// Looks again by itself every few seconds, only while the page is seen.
const again = document.querySelector("[data-look-again]");

if (again) {
  setInterval(() => {
    if (document.visibilityState === "visible") {
      location.replace(again.href);
    }
  }, 4000);
}
