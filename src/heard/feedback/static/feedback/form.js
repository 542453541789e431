// Suggests services while someone types. Without it the Find button does the same; the words never go into an address.
const SHORTEST = 2;
const WAIT_MS = 200;

for (const finder of document.querySelectorAll("[data-look-up]")) enhance(finder);

function enhance(finder) {
  const input = finder.querySelector("input");
  const form = finder.closest("form");
  const group = input.closest(".nhsuk-form-group");
  const question = finder.dataset.question;
  const list = made("ul", { className: "heard-finder__list", id: `${input.id}-list`, role: "listbox", hidden: true });
  const told = made("p", { className: "nhsuk-u-visually-hidden", role: "status" });
  const chosen = made("p", { className: "heard-finder__chosen" });
  list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
  group.after(list, chosen, told);

  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let services = [];
  let active = -1;
  let asked = 0;
  let timer = 0;

  input.addEventListener("input", () => {
    unchoose();
    clearTimeout(timer);
    timer = setTimeout(lookUp, WAIT_MS);
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(Number(option.dataset.at));
  });

  async function lookUp() {
    const words = input.value.trim();
    const turn = ++asked;
    if (words.length < SHORTEST) return close();
    let found;
    try {
      const response = await fetch(finder.dataset.lookUp, { method: "POST", body: new URLSearchParams({ words }) });
      if (!response.ok) return close();
      found = (await response.json()).services;
    } catch {
      return close();
    }
    if (turn !== asked || document.activeElement !== input) return;
    services = found;
    draw();
  }

  function draw() {
    active = -1;
    list.replaceChildren(
      ...services.map((service, at) => {
        const option = made("li", { className: "heard-finder__option", id: `${list.id}-${at}`, role: "option" });
        option.dataset.at = String(at);
        option.setAttribute("aria-selected", "false");
        option.append(
          made("span", { textContent: service.name }),
          made("span", { className: "heard-finder__line", textContent: service.line }),
        );
        return option;
      }),
    );
    list.hidden = services.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    told.textContent = services.length ? `${services.length} ${finder.dataset.some}` : finder.dataset.none;
  }

  function onKey(event) {
    if (list.hidden) return;
    const last = services.length - 1;
    const moves = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last };
    if (event.key in moves) {
      event.preventDefault();
      point(moves[event.key]);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape") {
      close();
    }
  }

  function point(at) {
    active = at;
    for (const [number, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(number === at));
    }
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function choose(at) {
    const service = services[at];
    unchoose();
    for (const radio of form.querySelectorAll(`input[type=radio][name="${question}"]`)) radio.checked = false;
    form.append(made("input", { type: "hidden", name: question, value: service.code }));
    input.value = service.name;
    chosen.textContent = [`${finder.dataset.chosen} ${service.name}`, service.line].filter(Boolean).join(", ");
    told.textContent = chosen.textContent;
    close();
  }

  function unchoose() {
    form.querySelector(`input[type=hidden][name="${question}"]`)?.remove();
    chosen.textContent = "";
  }

  form.addEventListener("change", (event) => {
    if (event.target.name === question) unchoose();
  });

  function close() {
    asked += 1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
}

function made(tag, { role, ...properties }) {
  const element = Object.assign(document.createElement(tag), properties);
  if (role) element.setAttribute("role", role);
  return element;
}
