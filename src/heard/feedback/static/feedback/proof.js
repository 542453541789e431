// Solves a form's proof of work in a worker while someone reads, and puts the answer into the form's own field. Nothing
// is asked of anyone, nothing is sent by itself, and the button never waits, unless the form says data-proof-waits.
for (const form of document.querySelectorAll("form[data-proof]")) prove(form);

function prove(form) {
  const field = form.querySelector("input[name=proof]");
  if (!field || !window.Worker || !window.isSecureContext) return;
  const challenge = JSON.parse(form.dataset.proof);
  const worker = new Worker(form.dataset.proofWorker);
  let isDone = false;
  let pressed = null;

  function finish(answer) {
    isDone = true;
    field.value = answer;
    worker.terminate();
    if (pressed) form.requestSubmit(pressed.button);
  }

  worker.addEventListener("message", ({ data: solution }) => {
    finish(solution?.derivedKey ? btoa(JSON.stringify({ challenge, solution })) : "");
  });
  worker.addEventListener("error", () => finish(""));
  worker.postMessage({ type: "work", challenge, counterStart: 0, counterStep: 1, counterMode: "uint32" });

  if (!("proofWaits" in form.dataset)) return;
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  form.append(told);
  form.addEventListener("submit", (event) => {
    if (isDone) return;
    event.preventDefault();
    pressed = { button: event.submitter };
    told.textContent = form.dataset.proofWaits;
  });
}
