// Fits each frame of Heard (iframe[data-heard]) to what it holds. It listens to the site that it came from alone.
(function () {
  var script = document.currentScript
  if (!script) return
  var origin = new URL(script.src).origin
  window.addEventListener("message", function (event) {
    var height = event.data && event.data.heard
    if (event.origin !== origin || typeof height !== "number" || !(height > 0 && height < 5000)) return
    document.querySelectorAll("iframe[data-heard]").forEach(function (frame) {
      if (frame.contentWindow === event.source) frame.style.height = height + "px"
    })
  })
})()
